"""Specimen papers as a camera sees them: drawn pictures and frames in a camera's own formats."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter
from PySide6.QtMultimedia import QVideoFrame, QVideoFrameFormat

SIZE = QSize(1280, 720)


def paper(words: str = "样本 SPECIMEN 0123456789", size: QSize = SIZE) -> QImage:
    """A card with small print on a table; red at its left and blue at its right edge."""
    made = QImage(size, QImage.Format.Format_RGB32)
    made.fill(QColor("#806040"))
    card = QRect(
        size.width() // 6, size.height() // 8, size.width() * 2 // 3, size.height() * 3 // 4
    )
    painter = QPainter(made)
    painter.fillRect(card, Qt.GlobalColor.white)
    painter.fillRect(QRect(card.topLeft(), QSize(40, card.height())), Qt.GlobalColor.red)
    painter.fillRect(QRect(card.right() - 40, card.top(), 41, card.height()), Qt.GlobalColor.blue)
    font = QFont()
    font.setPixelSize(22)
    painter.setFont(font)
    for y in range(card.top() + 30, card.bottom(), 30):
        painter.drawText(card.left() + 60, y, words * 2)
    painter.end()
    return made


def blurred(picture: QImage, by: int = 6) -> QImage:
    """As it looks while the paper is being moved."""
    small = picture.scaled(picture.size() / by, mode=Qt.TransformationMode.SmoothTransformation)
    return small.scaled(picture.size(), mode=Qt.TransformationMode.SmoothTransformation)


def black() -> QImage:
    """As it looks with the lens cover closed."""
    made = QImage(SIZE, QImage.Format.Format_RGB32)
    made.fill(QColor(5, 5, 5))
    return made


def nv12(picture: QImage) -> QVideoFrame:
    """A frame as most cameras give it: brightness in a plane of its own, no colour here."""
    form = QVideoFrameFormat(picture.size(), QVideoFrameFormat.PixelFormat.Format_NV12)
    frame = QVideoFrame(form)
    frame.map(QVideoFrame.MapMode.WriteOnly)
    grey = picture.convertToFormat(QImage.Format.Format_Grayscale8)
    # typed as bytes, but they are the frame's own memory
    cast("memoryview", frame.bits(0))[:] = bytes(grey.constBits())
    cast("memoryview", frame.bits(1))[:] = b"\x80" * frame.mappedBytes(1)
    frame.unmap()
    return frame
