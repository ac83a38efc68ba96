"""The note under a field: what is wrong and what to do, and for a warning the reason it is accepted."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from poswizard.forms.issue import Level
from poswizard.text import Text
from poswizard.ui.icons import Glyph
from poswizard.ui.palette import Tone
from poswizard.ui.theme import current
from poswizard.ui.widgets.labels import button, frame, label, sign

_GIVE_REASON = Text("填写说明", "Give a reason")
_CHANGE_REASON = Text("修改说明", "Change the reason")
_REASON = Text("说明：{0}", "Reason: {0}")
_SPOKEN = Text("{0}：{1}", "{0}: {1}")

_LOOKS = {
    Level.ERROR: (Glyph.PROBLEM, Tone.DANGER),
    Level.WARNING: (Glyph.WARNING, Tone.WARNING),
    Level.INFORMATION: (Glyph.INFORMATION, Tone.ACCENT),
}


class IssueNote(QWidget):
    """One note. An error is red words; a warning stands on its ground and asks for a reason."""

    reason_wanted = Signal()
    """The person wants to write why the warning is accepted."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._shown: tuple[Level, Text, str, str] | None = None
        self._body: QWidget | None = None
        self.hide()

    def show_note(self, level: Level, text: Text, reason: str = "", source: str = "") -> None:
        """Say what is wrong. `reason` is what the clerk wrote, `source` the rule, for the tooltip."""
        wanted = (level, text, reason, source)
        if wanted != self._shown:
            self._shown = wanted
            self._replace(self._built(level, text, reason))
            self.setToolTip(source)
            self.setAccessibleName(str(_SPOKEN.format(level, text)))
            self.setAccessibleDescription(str(_REASON.format(reason)) if reason else "")
        self.show()

    def clear(self) -> None:
        """Nothing is wrong."""
        self._shown = None
        self.hide()

    def _replace(self, body: QWidget) -> None:
        if self._body is not None:
            self._column.removeWidget(self._body)
            self._body.deleteLater()
        self._body = body
        self._column.addWidget(body)

    def _built(self, level: Level, text: Text, reason: str) -> QWidget:
        glyph, tone = _LOOKS[level]
        px = current().px
        body = frame("note", tone) if level is Level.WARNING else QWidget()
        row = QHBoxLayout(body)
        row.setSpacing(px(8))
        if level is Level.WARNING:
            row.setContentsMargins(px(12), px(8), px(12), px(8))
        else:
            row.setContentsMargins(0, px(2), 0, 0)
        row.addWidget(sign(glyph, tone, 16), alignment=Qt.AlignmentFlag.AlignTop)
        row.addLayout(self._words(level, text, reason, tone), 1)
        return body

    def _words(self, level: Level, text: Text, reason: str, tone: Tone) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(label(text, "small", None if level is Level.INFORMATION else tone))
        if level is Level.WARNING:
            if reason:
                column.addWidget(_selectable(label(_REASON.format(reason), "small")))
            link = button(_CHANGE_REASON if reason else _GIVE_REASON, "link")
            link.clicked.connect(self.reason_wanted)
            column.addWidget(link, alignment=Qt.AlignmentFlag.AlignLeft)
        return column


def _selectable(made: QLabel) -> QLabel:
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made
