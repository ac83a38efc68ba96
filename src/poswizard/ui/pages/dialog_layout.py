"""A dialog that is as high as its words want where the screen has the room; where it has not, they scroll."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from poswizard.ui.capture.scrolling import Scrolling
from poswizard.ui.theme import current

_AROUND = 48
"""Pixels that a desktop takes of a screen's height: a title bar, and a little of its own."""


class FittedDialog(QDialog):
    """Words and fields that scroll, and below them the buttons, which stay in sight."""

    def lay_out(self, body: QVBoxLayout, buttons: Sequence[QPushButton], wide: int) -> None:
        """`wide` is the width of the words, in pixels at 100 %."""
        px = current().px
        self._wide = px(wide)
        self._body = QWidget()
        self._body.setProperty("role", "page")
        body.setContentsMargins(px(24), px(20), px(24), px(8))
        body.setSpacing(px(8))
        body.addStretch()
        self._body.setLayout(body)
        self._foot = QWidget()
        row = QHBoxLayout(self._foot)
        row.setContentsMargins(px(24), px(8), px(24), px(16))
        row.setSpacing(px(8))
        row.addStretch()
        for made in buttons:
            row.addWidget(made)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addWidget(Scrolling(self._body), 1)
        lines.addWidget(self._foot)

    def fit(self) -> None:
        """As large as what it shows now, within the screen; it does not become smaller again."""
        px, room = current().px, self.screen().availableSize()
        width = min(self._wide + px(48), room.width())
        layout = self._body.layout()
        wanted = layout.totalHeightForWidth(width - px(12)) if layout else -1
        height = max(wanted, self._body.sizeHint().height()) + self._foot.sizeHint().height()
        most = room.height() - px(_AROUND)
        self.resize(width, min(max(height, self.height() if self.isVisible() else 0), most))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.fit()  # not before: fonts are the style sheet's only now
