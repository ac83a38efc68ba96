"""Ink: strokes of a pen as shares of the paper, painted smooth and given out as a picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QBuffer, QIODevice, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen

PICTURE = QSize(1200, 400)
"""Pixels of the picture that is given out; the paper has the same shape."""

INK = QColor("#10141a")
PAPER = QColor("#ffffff")


@dataclass(frozen=True, slots=True)
class Dot:
    """Where the pen was, as shares of the surface, and how hard it pressed (0 to 1)."""

    at: QPointF
    pressure: float


Stroke = list[Dot]


def paint_ink(
    painter: QPainter, sheet: QRectF, strokes: Sequence[Stroke], under: QImage | None
) -> None:
    """Paint an earlier signature and strokes onto the part of a surface that is the paper."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    if under is not None:
        painter.drawImage(sheet.adjusted(2, 2, -2, -2), under)
    for stroke in strokes:
        _paint_stroke(painter, sheet, stroke)


def written(strokes: Sequence[Stroke], under: QImage | None) -> bytes:
    """The signature as a PNG, black on white."""
    made = QImage(PICTURE, QImage.Format.Format_RGB32)
    made.fill(PAPER)
    painter = QPainter(made)
    paint_ink(painter, QRectF(made.rect()), strokes, under)
    painter.end()
    return _png(made)


def _paint_stroke(painter: QPainter, sheet: QRectF, stroke: Stroke) -> None:
    """A smooth line through the middles between dots, thicker where the pen pressed harder."""
    points = [
        QPointF(sheet.left() + d.at.x() * sheet.width(), sheet.top() + d.at.y() * sheet.height())
        for d in stroke
    ]
    if len(points) == 1:
        points.append(points[0] + QPointF(0.1, 0))
    start = points[0]
    for number, (one, two) in enumerate(pairwise(points)):
        end = (one + two) / 2 if number < len(points) - 2 else two
        path = QPainterPath(start)
        path.quadTo(one, end)
        dot = stroke[min(number, len(stroke) - 1)]
        width = sheet.height() / 100 * (0.7 + 1.4 * dot.pressure)
        painter.setPen(_pen(width))
        painter.drawPath(path)
        start = end


def _pen(width: float) -> QPen:
    return QPen(
        INK,
        width,
        Qt.PenStyle.SolidLine,
        Qt.PenCapStyle.RoundCap,
        Qt.PenJoinStyle.RoundJoin,
    )


def _png(picture: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")  # pyright: ignore[reportCallIssue, reportArgumentType] - stubs want bytes
    return bytes(buffer.data().data())
