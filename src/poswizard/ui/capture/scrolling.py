"""Parts and dialogs that fit a small screen at a large scale: what is too high scrolls instead of growing."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import (
    QComboBox,
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


_SIDE = 292
_BESIDE_WORDS = 70
"""Of a box in the side: its frame, its sign, and the bar beside it."""


def show_names(box: QComboBox, names: Sequence[str], chosen: int, *, label: int = 0) -> None:
    """Offer devices; of a name too long for the side the middle is left out, and the tooltip has it whole.

    `label` is the width of what stands beside the box, in pixels before scaling.
    """
    box.clear()
    room = current().px(_SIDE - _BESIDE_WORDS - label)
    for name in names:
        box.addItem(box.fontMetrics().elidedText(name, Qt.TextElideMode.ElideMiddle, room))
        box.setItemData(box.count() - 1, name, Qt.ItemDataRole.ToolTipRole)
    box.setCurrentIndex(chosen)
    box.setToolTip(names[chosen] if 0 <= chosen < len(names) else "")


def two_panes(dialog: QDialog, left: QVBoxLayout, side: QWidget, done: QPushButton) -> None:
    """Lay a dialog out: the picture at the left; the choices, which scroll, and the way out, which does not."""
    px = current().px
    scrolling = Scrolling(side)
    scrolling.setFixedWidth(px(_SIDE))
    right = QVBoxLayout()
    right.addWidget(scrolling, 1)
    below = QHBoxLayout()
    below.setContentsMargins(
        0, 0, px(12), 0
    )  # as wide as the choices, beside which a bar may stand
    below.addWidget(done)
    right.addLayout(below)
    row = QHBoxLayout(dialog)
    row.setContentsMargins(px(16), px(16), px(16), px(16))
    row.setSpacing(px(16))
    row.addLayout(left, 1)
    row.addLayout(right)
    room = dialog.screen().availableSize()
    dialog.resize(min(px(1100), room.width()), min(px(660), room.height() - px(32)))
