"""What a reviewer has found so far: each reason where it points, to be looked through and taken away."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from poswizard.package.reply import Finding
from poswizard.package.reply_effect import said
from poswizard.text import Text
from poswizard.ui.icons import Glyph, icon
from poswizard.ui.palette import Tone
from poswizard.ui.theme import current
from poswizard.ui.widgets.flow_layout import FlowLayout
from poswizard.ui.widgets.labels import button, label, line
from poswizard.wizard.flow import Flow

TITLE = Text("审核意见", "Findings")
_FINDING = Text("{0}：{1}", "{0}: {1}")
_WHOLE = Text("整份申请", "The whole application")
_ADD = Text("对整份申请提意见…", "Something about the whole…")
_REMOVE = Text("去掉这一条", "Remove it")
_NONE_YET = Text(
    "还没有意见。点答案旁的“指出问题”，或在图片下面指出；随时自动保存。",
    "Nothing yet. Use “Point out” beside an answer or below a picture; everything is kept at once.",
)


class FindingsList(QWidget):
    """It shows the findings it is given, and says which is to go and when one about the whole is to come."""

    whole_wanted = Signal()
    remove_wanted = Signal(int)
    """Number of the finding, from 0."""

    def __init__(self, flow: Flow) -> None:
        super().__init__()
        self._flow = flow
        self.list = _List()
        self.list.remove_wanted.connect(self._remove)
        self.remove = button(_REMOVE, "link", Glyph.DELETE, "Delete")
        self.remove.clicked.connect(self._remove)
        self.whole = button(_ADD, "link")
        self.whole.clicked.connect(self.whole_wanted)
        self.none = label(_NONE_YET, "quiet")
        self._arrange()

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """These, the newest chosen."""
        self.list.clear()
        for words in self.in_words(findings):
            self.list.addItem(QListWidgetItem(icon(Glyph.PROBLEM, Tone.DANGER), words))
        for part in (self.list, self.remove):
            part.setVisible(bool(findings))
        self.none.setVisible(not findings)
        self.list.setCurrentRow(len(findings) - 1)

    def in_words(self, findings: Sequence[Finding]) -> list[str]:
        """Where each points, and what it says."""
        return [self._words(one) for one in findings]

    def _words(self, one: Finding) -> str:
        field = self._flow.field(one.field_key)
        where = str(field.label) if field else str(_WHOLE)
        if one.row is not None:
            where += f" {one.row + 1}"
        return str(_FINDING.format(where, said(one)))

    def _remove(self) -> None:
        if (row := self.list.currentRow()) >= 0:
            self.remove_wanted.emit(row)

    def _arrange(self) -> None:
        px = current().px
        head = QWidget()
        ways = FlowLayout(head, gap=px(12))
        title = line(TITLE, "strong")
        title.setMinimumHeight(self.whole.sizeHint().height())
        for part in (title, self.whole, self.remove):
            ways.addWidget(part)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(px(8))
        for part in (head, self.none, self.list):
            lines.addWidget(part)


class _List(QListWidget):
    """Delete removes the current row."""

    remove_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.setWordWrap(True)
        self.setAccessibleName(str(TITLE))
        self.setMaximumHeight(current().px(140))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.remove_wanted.emit()
        else:
            super().keyPressEvent(event)
