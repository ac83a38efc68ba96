"""What stands where nothing is: why it is empty, and what to do."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from poswizard.text import Text
from poswizard.ui.icons import Glyph
from poswizard.ui.palette import Tone
from poswizard.ui.theme import current
from poswizard.ui.widgets.labels import button, label, sign

_ROOM_FOR_SIGN = 240
"""Pixels at 100 %; in a lower place the words alone must do."""


class EmptyState(QWidget):
    """A sign, a sentence, an explanation, and perhaps one thing to do."""

    action_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sign = sign(Glyph.EMPTY, Tone.QUIET, 40)
        self._title = label(kind="heading")
        self._detail = label(tone=Tone.QUIET)
        self._action = button(Text("", ""))
        self._action.clicked.connect(self.action_wanted)
        self._action.hide()
        self._lay_out()

    def show_state(
        self,
        glyph: Glyph,
        title: Text,
        detail: Text,
        action: Text | None = None,
        tone: Tone = Tone.QUIET,
    ) -> None:
        """Say why it is empty."""
        self._sign.show_sign(glyph, tone)
        self._title.setText(str(title))
        self._detail.setText(str(detail))
        self._action.setVisible(action is not None)
        self._action.setText(str(action or ""))
        self.setAccessibleName(f"{title} {detail}")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._sign.setVisible(self.height() >= current().px(_ROOM_FOR_SIGN))

    def _lay_out(self) -> None:
        gap = current().px(8)
        column = QVBoxLayout(self)
        column.setContentsMargins(gap * 3, gap * 3, gap * 3, gap * 3)
        column.setSpacing(gap)
        column.addStretch(2)
        for part in (self._sign, self._title, self._detail):
            part.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(part)
        column.addSpacing(gap)
        column.addWidget(self._action, alignment=Qt.AlignmentFlag.AlignCenter)
        column.addStretch(3)
