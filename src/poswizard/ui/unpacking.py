"""Pictures unpacked on another thread in such a way that the window goes on meanwhile."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QImage, QImageReader


def unpacked(data: bytes) -> QImage:
    """The picture in these bytes; a null one if there is none.

    `QImage.fromData` keeps the interpreter to itself until it is done: the window stands still for
    half a second over 12 megapixels, whichever thread calls it. A reader lets go of it.
    """
    held = QBuffer()
    held.setData(data)
    held.open(QIODevice.OpenModeFlag.ReadOnly)
    return QImageReader(held).read()
