"""The picture with four corners that can be dragged or moved by keys, and a magnifier at the one in hand."""

from __future__ import annotations

from itertools import count

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from poswizard.documents.quad import Quad
from poswizard.text import Text
from poswizard.ui.capture import crop_painting
from poswizard.ui.capture.crop_history import Crop, CropHistory
from poswizard.ui.theme import current

STEP, LEAP = 1.0, 10.0
"""Picture pixels by which an arrow key moves a corner, alone and with Shift."""
ZOOM_STEP = 1.25
MOST_ZOOM = 16.0

_REACH = 28
"""Logical pixels around a corner in which it can be taken."""
_MARGIN = 24
_DIRECTIONS = {
    Qt.Key.Key_Left: QPointF(-1, 0),
    Qt.Key.Key_Right: QPointF(1, 0),
    Qt.Key.Key_Up: QPointF(0, -1),
    Qt.Key.Key_Down: QPointF(0, 1),
}
_ZOOM_KEYS = {
    Qt.Key.Key_Plus: ZOOM_STEP,
    Qt.Key.Key_Equal: ZOOM_STEP,
    Qt.Key.Key_Minus: 1 / ZOOM_STEP,
}
_CORNERS = (
    Text("左上角", "upper left corner"),
    Text("右上角", "upper right corner"),
    Text("右下角", "lower right corner"),
    Text("左下角", "lower left corner"),
)
_NAME = Text("裁剪，{0}：方向键移动", "Crop, {0}: arrow keys move it")


class CropCanvas(QWidget):
    """Shows a picture upright as it will be, and where its corners are in its own pixels."""

    changed = Signal()
    """The crop is another, by whatever means."""
    zoomed = Signal(float)
    """Screen pixels per picture pixel."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture = self._small = QImage()
        self.history = CropHistory(Crop(Quad.whole(1, 1)))
        self.corner = 0
        """The chosen corner: 0 upper left, then clockwise."""
        self._zoom = 1.0
        self._shift = QPointF()
        self._grip: QPointF | None = None
        self._pan: QPointF | None = None
        self._is_in_hand = False
        self._strokes = count()
        self._stroke = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(current().px(240), current().px(160))

    def show_picture(self, picture: QImage, quad: Quad | None) -> None:
        """Show a picture with these corners, or with those of the whole."""
        self._picture = picture
        whole = Quad.whole(max(1, picture.width()), max(1, picture.height()))
        self.history = CropHistory(Crop(quad if quad and quad.is_convex else whole))
        self._zoom, self._shift = 1.0, QPointF()
        self._choose(0)
        self._rescale()
        self.changed.emit()
        self.zoomed.emit(self._scale())

    @property
    def picture_size(self) -> QSize:
        """In pixels, as it lies."""
        return self._picture.size()

    @property
    def crop(self) -> Crop:
        """The corners and the turns as they are."""
        return self.history.now

    def become(self, crop: Crop) -> None:
        """Change the crop as a step of its own."""
        self.history.end_stroke()
        if self.history.become(crop):
            self._tell()

    def undo(self) -> None:
        """A step back."""
        if self.history.undo():
            self._tell()

    def redo(self) -> None:
        """A step on again."""
        if self.history.redo():
            self._tell()

    def zoom_by(self, factor: float, at: QPointF | None = None) -> None:
        """Closer or further, keeping the point under the pointer where it is."""
        at = at or QPointF(self.rect().center())
        fixed = self._to_picture().map(at)
        self._zoom = min(max(self._zoom * factor, 1.0), MOST_ZOOM)
        self._shift += at - self._to_screen().map(fixed)
        self._keep_in_sight()
        self.update()
        self.zoomed.emit(self._scale())

    def fit(self) -> None:
        """Show all of it."""
        self._zoom, self._shift = 1.0, QPointF()
        self.update()
        self.zoomed.emit(self._scale())

    def on_screen(self, corner: int) -> QPointF:
        """Where a corner is on the widget."""
        return self._to_screen().map(QPointF(*self.crop.quad.points[corner]))

    # keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _DIRECTIONS:
            is_leap = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self._nudge(_DIRECTIONS[key] * (LEAP if is_leap else STEP))
        elif key in _ZOOM_KEYS:
            self.zoom_by(_ZOOM_KEYS[key], self.on_screen(self.corner))
        elif key == Qt.Key.Key_0:
            self.fit()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, is_next: bool) -> bool:  # noqa: N802
        """Tab goes from corner to corner, and after the last on to the next control."""
        following = self.corner + (1 if is_next else -1)
        if 0 <= following < 4:
            self._choose(following)
            return True
        return super().focusNextPrevChild(is_next)

    def focusInEvent(self, event: QFocusEvent) -> None:
        if event.reason() == Qt.FocusReason.TabFocusReason:
            self._choose(0)
        elif event.reason() == Qt.FocusReason.BacktabFocusReason:
            self._choose(3)
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._is_in_hand = False
        self.update()

    # mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        nearest = min(range(4), key=lambda n: _length(self.on_screen(n) - at))
        if _length(self.on_screen(nearest) - at) <= current().px(_REACH):
            self._choose(nearest)
            self._grip = self.on_screen(nearest) - at
            self._is_in_hand = True
            self._stroke = next(self._strokes)
        else:
            self._pan = at
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        if self._grip is not None:
            self._move_to(self._to_picture().map(at + self._grip), ("drag", self._stroke))
        elif self._pan is not None:
            self._shift += at - self._pan
            self._pan = at
            self._keep_in_sight()
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._grip = self._pan = None
        self._is_in_hand = False
        self.history.end_stroke()
        self.update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.zoom_by(ZOOM_STEP ** (event.angleDelta().y() / 120), event.position())
        event.accept()

    # painting

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._rescale()
        self.zoomed.emit(self._scale())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._picture.isNull():
            return
        crop_painting.paint_picture(painter, self._picture, self._small, self._to_screen())
        corners = [self.on_screen(n) for n in range(4)]
        whole = self._to_screen().mapRect(QRectF(self._picture.rect()))
        crop_painting.paint_frame(painter, whole, corners)
        chosen = self.corner if self.hasFocus() or self._is_in_hand else -1
        crop_painting.paint_corners(painter, corners, chosen)
        if self._is_in_hand:
            self._paint_magnifier(painter, corners[self.corner])

    def _paint_magnifier(self, painter: QPainter, at: QPointF) -> None:
        place = crop_painting.magnifier_place(at, QRectF(self.rect()))
        corners = [QPointF(*point) for point in self.crop.quad.points]
        crop_painting.paint_magnifier(
            painter, self._picture, place, corners, self.corner, self._to_screen()
        )

    # where things are

    def _to_screen(self) -> QTransform:
        """From picture pixels to the widget: turned upright, fitted, zoomed and moved."""
        middle = QPointF(self._picture.width() / 2, self._picture.height() / 2)
        centre = QPointF(self.width() / 2, self.height() / 2) + self._shift
        made = QTransform.fromTranslate(centre.x(), centre.y())
        made.rotate(90.0 * self.crop.turns)
        made.scale(self._scale(), self._scale())
        made.translate(-middle.x(), -middle.y())
        return made

    def _to_picture(self) -> QTransform:
        return self._to_screen().inverted()[0]

    def _scale(self) -> float:
        """Screen pixels per picture pixel."""
        return self._fitted() * self._zoom

    def _fitted(self) -> float:
        size = QSizeF(self._picture.size())
        if self.crop.turns % 2:
            size.transpose()
        margin = 2 * current().px(_MARGIN)
        room = QSizeF(max(1, self.width() - margin), max(1, self.height() - margin))
        return min(room.width() / max(1.0, size.width()), room.height() / max(1.0, size.height()))

    def _keep_in_sight(self) -> None:
        """The picture cannot be moved out of the widget."""
        size = QSizeF(self._picture.size()) * self._scale()
        if self.crop.turns % 2:
            size.transpose()
        margin = 2 * current().px(_MARGIN)
        far_x = max(0.0, (size.width() + margin - self.width()) / 2)
        far_y = max(0.0, (size.height() + margin - self.height()) / 2)
        self._shift = QPointF(
            min(max(self._shift.x(), -far_x), far_x), min(max(self._shift.y(), -far_y), far_y)
        )

    def _rescale(self) -> None:
        """Keep a small copy for the whole view: smoothing many megapixels at each move is slow."""
        wanted = self.size() * self.devicePixelRatioF() * 1.5
        if self._picture.width() > wanted.width() or self._picture.height() > wanted.height():
            self._small = self._picture.scaled(
                wanted, Qt.AspectRatioMode.KeepAspectRatioByExpanding, _SMOOTH
            )
        else:
            self._small = self._picture

    # changes

    def _choose(self, corner: int) -> None:
        self.corner = corner
        self.history.end_stroke()
        self.setAccessibleName(str(_NAME.format(_CORNERS[corner])))
        self.update()

    def _nudge(self, by: QPointF) -> None:
        """Move the chosen corner as it is seen, whichever way the picture is turned."""
        turned = QTransform().rotate(-90.0 * self.crop.turns).map(by)
        self._is_in_hand = True
        here = QPointF(*self.crop.quad.points[self.corner])
        self._move_to(here + turned, ("keys", self.corner))

    def _move_to(self, point: QPointF, stroke: object) -> None:
        x = min(max(point.x(), 0.0), float(self._picture.width()))
        y = min(max(point.y(), 0.0), float(self._picture.height()))
        if self.history.become(self.crop.moved(self.corner, (x, y)), stroke):
            self._tell()

    def _tell(self) -> None:
        self._keep_in_sight()
        self.update()
        self.changed.emit()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            is_ours = Qt.Key(event.key()) in _DIRECTIONS
            event.setAccepted(is_ours)  # no key of a page while a corner is in hand
            if is_ours:
                return True
        return super().event(event)


_SMOOTH = Qt.TransformationMode.SmoothTransformation


def _length(vector: QPointF) -> float:
    return (vector.x() ** 2 + vector.y() ** 2) ** 0.5
