"""The head of a received case: whose it is, what stands against reviewing it, and what was decided before."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from poswizard.package.opinion import Opinion
from poswizard.text import Text
from poswizard.ui.pages.reviewer_case import CaseInWords
from poswizard.ui.palette import Tone
from poswizard.ui.theme import current
from poswizard.ui.widgets.labels import label

_TITLE = Text("审核 {0}　第 {1} 版", "Review {0}, revision {1}")
_OPENING = Text("正在打开…", "Opening…")
_BEGUN = Text(
    "上次选了“{0}”，还没有签名；填过的内容都在。",
    'The decision "{0}" was begun and not signed; what was filled in is there.',
)


class CaseHead(QWidget):
    """It shows what it is given; what is empty takes no room."""

    def __init__(self) -> None:
        super().__init__()
        self.title, self.about = label(kind="title"), label(kind="quiet")
        self.notice = label(tone=Tone.WARNING)
        self.answered = label(tone=Tone.ACCENT)
        self.begun = label(tone=Tone.ACCENT)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(current().px(8))
        for part in (self.title, self.about, self.notice, self.answered, self.begun):
            lines.addWidget(part)

    def show_opening(self) -> None:
        """Nothing is known yet."""
        self.title.setText(str(_OPENING))
        for part in (self.about, self.notice, self.answered, self.begun):
            say(part, "")

    def show_case(self, read: CaseInWords) -> None:
        """A case that was read."""
        record = read.case.record
        self.title.setText(str(_TITLE.format(record.number, record.revision)))
        for part, words in (
            (self.about, read.about),
            (self.notice, read.notice),
            (self.answered, read.answered),
        ):
            say(part, words)

    def show_opinion(self, opinion: Opinion) -> None:
        """Which decision was begun, if one was."""
        begun = opinion.decision
        say(self.begun, str(_BEGUN.format(begun.label)) if begun else "")


def say(part: QLabel, words: str) -> None:
    """Words, or no room for them if there are none."""
    part.setText(words)
    part.setVisible(bool(words))
