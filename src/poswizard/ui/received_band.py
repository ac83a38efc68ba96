"""The line on Home that says how many received packages are to be reviewed, and leads to them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from poswizard.text import Text
from poswizard.ui.icons import Glyph
from poswizard.ui.palette import Tone
from poswizard.ui.theme import current
from poswizard.ui.widgets.labels import button, frame, label, restyle, sign

if TYPE_CHECKING:
    from poswizard.ui.exchange_doors import ListedCase

_WAITING = Text("收到的资料包：{0} 份待审核", "Received packages: {0} to be reviewed")
_OVERDUE = Text(
    "收到的资料包：{0} 份待审核，其中 {1} 份已超过 10 个工作日",
    "Received packages: {0} to be reviewed, {1} of them for more than 10 working days",
)
_REVIEW = Text("去审核", "Review")


class ReceivedBand(QWidget):
    """Not there while nothing waits."""

    wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.sign = sign(Glyph.RECEIVE, Tone.ACCENT)
        self.words = label()
        self.review = button(_REVIEW, keys="Ctrl+I")
        self.review.clicked.connect(self.wanted)
        self._arrange()
        self.hide()

    def show_waiting(self, waiting: Sequence[ListedCase], today: date) -> None:
        """What is to be reviewed."""
        self.setVisible(bool(waiting))
        if not waiting:
            return
        from poswizard.ui.received_words import overdue  # whom nobody sends to does not wait for it

        late = overdue(waiting, today)
        words = _OVERDUE.format(len(waiting), late) if late else _WAITING.format(len(waiting))
        self.words.setText(str(words))
        restyle(self.words, tone=(Tone.DANGER if late else Tone.TEXT).value)
        self.sign.show_sign(Glyph.RECEIVE, Tone.DANGER if late else Tone.ACCENT)
        self.review.setAccessibleDescription(str(words))

    def _arrange(self) -> None:
        px = current().px
        card = frame("card")
        row = QHBoxLayout(card)
        row.setContentsMargins(px(16), px(8), px(12), px(8))
        row.setSpacing(px(12))
        row.addWidget(self.sign)
        row.addWidget(self.words, 1)
        row.addWidget(self.review)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addWidget(card)
