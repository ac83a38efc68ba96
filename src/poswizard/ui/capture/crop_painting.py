"""How a crop looks: the picture, what falls away, the corners, and the magnifier."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen, QPolygonF, QTransform

from poswizard.ui.theme import current

MAGNIFIER = 168
"""Logical pixels across."""
MAGNIFIED = 4.0
"""How many times larger than on the widget; at least as large as two screen pixels a pixel."""

_AWAY = QColor(0, 0, 0, 130)
_DARK, _BRIGHT = QColor("#000000"), QColor("#ffffff")
_CORNER = 9


def paint_picture(painter: QPainter, picture: QImage, small: QImage, to_screen: QTransform) -> None:
    """The picture, from its small copy while that has pixels enough."""
    scale = (to_screen.m11() ** 2 + to_screen.m12() ** 2) ** 0.5
    ratio = small.width() / max(1, picture.width())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, scale < 3)
    painter.setTransform(to_screen)
    source = small if scale <= ratio else picture
    painter.drawImage(QRectF(picture.rect()), source, QRectF(source.rect()))
    painter.restore()


def paint_frame(painter: QPainter, place: QRectF, corners: Sequence[QPointF]) -> None:
    """What will be kept stays bright; the rest is dimmed."""
    kept, all_of_it = QPainterPath(), QPainterPath()
    kept.addPolygon(QPolygonF(list(corners)))
    kept.closeSubpath()
    all_of_it.addRect(place)
    painter.fillPath(all_of_it - kept, _AWAY)
    _outline(painter, kept)


def paint_corners(painter: QPainter, corners: Sequence[QPointF], chosen: int) -> None:
    """The corners, the chosen one filled and larger: not by colour alone."""
    px = current().px
    for number, at in enumerate(corners):
        is_chosen = number == chosen
        radius = px(_CORNER + 3 if is_chosen else _CORNER)
        painter.setBrush(
            QColor(current().palette.accent) if is_chosen else QColor(255, 255, 255, 60)
        )
        painter.setPen(QPen(_DARK, px(4)))
        painter.drawEllipse(at, radius, radius)
        painter.setPen(QPen(_BRIGHT, px(2)))
        painter.drawEllipse(at, radius, radius)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def magnifier_place(at: QPointF, room: QRectF) -> QRectF:
    """Beside a corner, towards the middle, wholly inside."""
    size = min(current().px(MAGNIFIER), room.width(), room.height())
    away = size * 0.5 + current().px(36)
    centre = room.center()
    left = at.x() + (away if at.x() < centre.x() else -away) - size / 2
    top = at.y() + (away if at.y() < centre.y() else -away) - size / 2
    left = min(max(left, room.left()), room.right() - size)
    top = min(max(top, room.top()), room.bottom() - size)
    return QRectF(left, top, size, size)


def paint_magnifier(
    painter: QPainter,
    picture: QImage,
    place: QRectF,
    corners: Sequence[QPointF],
    chosen: int,
    to_screen: QTransform,
) -> None:
    """The pixels around the chosen corner, turned as the picture is, with a cross and the frame."""
    glass = QPainterPath()
    glass.addEllipse(place)
    painter.save()
    painter.setClipPath(glass)
    painter.fillPath(glass, _DARK)
    close = _closer(to_screen, corners[chosen], place.center())
    painter.setTransform(close)
    painter.drawImage(QPointF(0, 0), picture)
    painter.resetTransform()
    frame = QPainterPath()
    frame.addPolygon(close.map(QPolygonF(list(corners))))
    frame.closeSubpath()
    _outline(painter, frame)
    painter.restore()
    _outline(painter, glass)
    _cross(painter, place)


def _closer(to_screen: QTransform, corner: QPointF, centre: QPointF) -> QTransform:
    """The same view, so much larger, with the corner in the middle of the glass."""
    scale = (to_screen.m11() ** 2 + to_screen.m12() ** 2) ** 0.5
    factor = max(MAGNIFIED, 2.0 / max(scale, 1e-6))
    at = to_screen.map(corner)
    about = QTransform.fromTranslate(-at.x(), -at.y()) * QTransform.fromScale(factor, factor)
    return to_screen * about * QTransform.fromTranslate(centre.x(), centre.y())


def _outline(painter: QPainter, path: QPainterPath) -> None:
    """White on black, to be seen on any ground."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for colour, width in ((_DARK, 4), (_BRIGHT, 2)):
        painter.setPen(QPen(colour, current().px(width)))
        painter.drawPath(path)


def _cross(painter: QPainter, place: QRectF) -> None:
    arm = current().px(14)
    centre = place.center()
    for colour, width in ((_DARK, 3), (_BRIGHT, 1)):
        painter.setPen(QPen(colour, current().px(width)))
        painter.drawLine(centre - QPointF(arm, 0), centre + QPointF(arm, 0))
        painter.drawLine(centre - QPointF(0, arm), centre + QPointF(0, arm))
