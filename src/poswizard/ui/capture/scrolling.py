"""Parts and dialogs that fit a small screen at a large scale: what is too high scrolls instead of growing."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from poswizard.ui.theme import current


class Scrolling(QScrollArea):
    """A part that scrolls up and down only; the control with the keyboard is kept in sight."""

    def __init__(self, part: QWidget) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(part)
        for each in part.findChildren(QWidget):
            each.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn and isinstance(watched, QWidget):
            self.ensureWidgetVisible(watched)
        return super().eventFilter(watched, event)


def two_panes(dialog: QDialog, left: QVBoxLayout, side: QWidget, done: QPushButton) -> None:
    """Lay a dialog out: the picture at the left; the choices, which scroll, and the way out, which does not."""
    px = current().px
    scrolling = Scrolling(side)
    scrolling.setFixedWidth(px(292))
    right = QVBoxLayout()
    right.addWidget(scrolling, 1)
    right.addWidget(done)
    row = QHBoxLayout(dialog)
    row.setContentsMargins(px(16), px(16), px(16), px(16))
    row.setSpacing(px(16))
    row.addLayout(left, 1)
    row.addLayout(right)
    room = dialog.screen().availableSize()
    dialog.resize(min(px(1100), room.width()), min(px(660), room.height() - px(32)))
