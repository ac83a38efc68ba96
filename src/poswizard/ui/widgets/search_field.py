"""The field to search with: a lens at the left, a cross to empty it at the right."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from poswizard.text import Text
from poswizard.ui import icons
from poswizard.ui.icons import Glyph
from poswizard.ui.palette import Tone
from poswizard.ui.theme import current


class SearchField(QLineEdit):
    """Qt's own icon in a field neither scales nor keeps the middle under a style sheet."""

    def __init__(self, name: Text, hint: Text, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(str(name))
        self.setPlaceholderText(str(hint))
        self.setClearButtonEnabled(True)
        self.setTextMargins(current().px(28), 0, 0, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        side = current().px(18)
        place = QRectF(current().px(12), (self.height() - side) / 2, side, side)
        icons.paint(QPainter(self), place, Glyph.SEARCH, current().colour(Tone.QUIET))
