"""The live picture with a frame of the paper's shape in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from poswizard.documents.quad import Shape
from poswizard.text import Text
from poswizard.ui.theme import TextRole, current

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QVideoFrame

_FILL = 0.84
"""How much of the picture's height or width the frame takes."""
_DIM = QColor(0, 0, 0, 120)
_NAME = Text("摄像头画面", "Live picture")
_WAITING = Text("正在打开摄像头…", "Opening the camera…")


class CameraView(QWidget):
    """Shows frames as they come; what lies outside the paper's frame is dimmed."""

    take_wanted = Signal()
    """Space, Enter or a double click in the picture."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frame: QVideoFrame | None = None
        self._shape = Shape.FREE
        self._words: Text | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(str(_NAME))

    def show_frame(self, frame: QVideoFrame | None) -> None:
        """Show a frame; it is converted when it is painted, so that none is converted unseen."""
        self._frame = frame
        self.update()

    def show_shape(self, shape: Shape) -> None:
        """Frame this shape."""
        self._shape = shape
        self.update()

    def show_words(self, words: Text | None) -> None:
        """Say something across the picture, such as that it is black."""
        self._words = words
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(current().px(800), current().px(560))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():  # a key held down is one picture
                self.take_wanted.emit()
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.take_wanted.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(current().palette.window))
        picture = self._frame.toImage() if self._frame is not None else QImage()
        if picture.isNull():
            self._write(painter, _WAITING, QRectF(self.rect()), current().palette.quiet)
            return
        place = fitted(QSizeF(picture.size()), QRectF(self.rect()))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(place, picture)
        if self._words is not None:
            painter.fillRect(place, _DIM)
            self._write(painter, self._words, place, "#ffffff")
        else:
            self._paint_guide(painter, place)

    def _paint_guide(self, painter: QPainter, place: QRectF) -> None:
        guide = guide_in(place, self._shape)
        if guide is None:
            return
        outside, inside = QPainterPath(), QPainterPath()
        outside.addRect(place)
        radius = guide.width() * 0.03 if self._shape is Shape.CARD else 0
        inside.addRoundedRect(guide, radius, radius)
        painter.fillPath(outside - inside, _DIM)
        # white on black: the frame must be seen on any ground
        for colour, width in (("#000000", 4), ("#ffffff", 2)):
            painter.setPen(QPen(QColor(colour), current().px(width)))
            painter.drawPath(inside)

    def _write(self, painter: QPainter, words: Text, place: QRectF, colour: str) -> None:
        painter.setPen(QColor(colour))
        painter.setFont(current().font(TextRole.HEADING))
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        margin = current().px(24)
        painter.drawText(place.adjusted(margin, 0, -margin, 0), flags, str(words))


def fitted(size: QSizeF, place: QRectF) -> QRectF:
    """The largest rectangle of this shape in the middle of a place."""
    made = QRectF(QPointF(), size.scaled(place.size(), Qt.AspectRatioMode.KeepAspectRatio))
    made.moveCenter(place.center())
    return made


def guide_in(place: QRectF, shape: Shape) -> QRectF | None:
    """Where the paper should lie in the picture; nowhere in particular if it may be anything."""
    if shape.millimetres is None:
        return None
    room = QRectF(QPointF(), place.size() * _FILL)
    room.moveCenter(place.center())
    return fitted(QSizeF(*shape.millimetres), room)
