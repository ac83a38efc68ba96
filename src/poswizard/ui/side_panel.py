"""What stands right of the page: why a question is asked, by which rule, and what a good picture shows."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from poswizard.forms.field import Field
from poswizard.forms.rich_kinds import Document
from poswizard.forms.step import Step
from poswizard.text import Text
from poswizard.ui.theme import current


class SidePanel(QScrollArea):
    """Words about the field that has the keyboard, or about the step."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("kind", "side")
        self.setAccessibleName(str(Text("说明", "Explanation")))
        inside = QWidget()
        inside.setProperty("kind", "side")
        self._lines = QVBoxLayout(inside)
        px = current().px
        self._lines.setContentsMargins(px(20), px(24), px(20), px(24))
        self._lines.setSpacing(px(8))
        self.setWidget(inside)
        self._shown: object = None

    def show_field(self, step: type[Step], field: Field[Any] | None) -> None:
        """Explain a field of a step; with no field, the step."""
        about: object = field or step
        if about is self._shown:
            return
        self._shown = about
        while (item := self._lines.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()  # or it is seen beside what takes its place
                widget.deleteLater()
        if field:
            self._explain(field)
        else:
            self._add(str(step.title), "heading")
            self._add(str(step.intro or ""), "quiet")
        self._lines.addStretch()

    def _explain(self, field: Field[Any]) -> None:
        self._add(str(field.label), "heading")
        if isinstance(field, Document):
            self._pictures(field)
        if field.why:
            self._add(str(Text("为什么要问", "Why this is asked")), "strong")
            self._add(str(field.why.text), "quiet")
            if field.why.source:
                self._add(str(Text("依据：{0}", "Source: {0}").format(field.why.source)), "quiet")
        rules = {check.rule.code: check.rule for check in field.checks}
        if rules:
            self._add(str(Text("会检查", "What is checked")), "strong")
            for rule in rules.values():
                self._add(f"· {rule.about}", "quiet")
        if not field.why and not rules and field.hint:
            self._add(str(field.hint), "quiet")

    def _pictures(self, field: Document) -> None:
        if field.good:
            self._add("✓ " + str(Text("好照片", "A good picture")), "strong", "good")
            self._add(str(field.good), "quiet")
        if field.bad:
            self._add("✗ " + str(Text("会被退回", "Comes back")), "strong", "danger")
            self._add(str(field.bad), "quiet")

    def _add(self, words: str, kind: str, tone: str = "") -> None:
        if not words:
            return
        label = QLabel(words)
        label.setProperty("kind", kind)
        label.setProperty("tone", tone)
        label.setWordWrap(True)
        self._lines.addWidget(label)
