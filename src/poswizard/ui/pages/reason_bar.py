"""A line in which the clerk says why a warning is accepted; it stands only while it is asked for."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout

from poswizard.forms.issue import Issue
from poswizard.text import Text
from poswizard.ui.theme import current
from poswizard.ui.widgets.labels import button, label

_ASK = Text(
    "为什么可以这样送审？原因和申请存在一起", "Why may it go as it is? Kept with the application"
)
_EXAMPLE = Text("如：两家店，另一件已开业", "For example: two shops, the other is open already")
_KEEP = Text("写好了", "Give this reason")
_LEAVE = Text("不写了", "Leave it")


class ReasonBar(QFrame):
    """Asks for the reason of one issue at a time."""

    given = Signal(object, str)
    """The issue, and the reason."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "note")
        self.setProperty("tone", "warning")
        self._issue: Issue | None = None
        self.words = label(kind="strong")
        self.line = QLineEdit()
        self.line.setMaxLength(300)
        self.line.setPlaceholderText(str(_EXAMPLE))
        self.line.setAccessibleName(str(_ASK))
        self.line.returnPressed.connect(self._give)
        self._arrange()
        self.hide()

    def ask(self, issue: Issue) -> None:
        """Ask for the reason of this issue."""
        self._issue = issue
        self.words.setText(f"{issue.field.label}：{issue.text}")
        self.line.clear()
        self.show()
        self.line.setFocus()

    def _give(self) -> None:
        reason = self.line.text().strip()
        if self._issue is not None and reason:
            self.hide()
            self.given.emit(self._issue, reason)

    def _arrange(self) -> None:
        px = current().px
        keep, leave = button(_KEEP), button(_LEAVE, "link")
        keep.clicked.connect(self._give)
        leave.clicked.connect(self.hide)
        row = QHBoxLayout()
        row.setSpacing(px(8))
        row.addWidget(self.line, 1)
        row.addWidget(keep)
        row.addWidget(leave)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(px(12), px(8), px(12), px(8))
        lines.setSpacing(px(8))
        lines.addWidget(self.words)
        lines.addWidget(label(_ASK, "small"))
        lines.addLayout(row)
