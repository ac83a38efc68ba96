"""Pictures unpacked on another thread in such a way that the window goes on meanwhile."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QDataStream, QSize, Qt
from PySide6.QtGui import QImage, QImageReader


def unpacked(data: bytes, within: QSize | None = None) -> QImage:
    """The picture in these bytes, no larger than asked for; a null one if there is none.

    `QImage.fromData` keeps the interpreter to itself until it is done: the window stands still for
    half a second over 12 megapixels, whichever thread calls it. A reader lets go of it.
    """
    held = _held(data)
    reader = QImageReader(held.device())
    if within and (whole := reader.size()).isValid():
        reader.setScaledSize(whole.scaled(within, Qt.AspectRatioMode.KeepAspectRatio))
    return reader.read()


def size_of(data: bytes) -> QSize:
    """Width and height in pixels by the picture's head alone; not valid if there is no picture."""
    held = _held(data)
    return QImageReader(held.device()).size()


def _held(data: bytes) -> QDataStream:
    """The bytes as a device of Qt's own making.

    One that Python made asks the interpreter at every read whether it is overridden. Qt's list of
    image formats is locked then, and a style sheet with a picture waits for that: two threads each
    of which has what the other wants.
    """
    return QDataStream(QByteArray(data))
