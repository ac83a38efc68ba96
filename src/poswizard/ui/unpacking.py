"""Pictures unpacked on another thread in such a way that the window goes on meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QBuffer, QIODevice, QSize
from PySide6.QtGui import QImage, QImageReader


def unpacked(data: bytes) -> QImage:
    """The picture in these bytes; a null one if there is none.

    `QImage.fromData` keeps the interpreter to itself until it is done: the window stands still for
    half a second over 12 megapixels, whichever thread calls it. A reader lets go of it.
    """
    with _opened(data) as held:
        return QImageReader(held).read()


def size_of(data: bytes) -> QSize:
    """Width and height in pixels by the picture's head alone; not valid if there is no picture."""
    with _opened(data) as held:
        return QImageReader(held).size()


@contextmanager
def _opened(data: bytes) -> Iterator[QBuffer]:
    held = QBuffer()
    held.setData(data)
    held.open(QIODevice.OpenModeFlag.ReadOnly)
    yield held
