"""How sharp and how bright a frame is, read off its brightness alone."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QBuffer, QIODevice, QRect, QSize
from PySide6.QtGui import QImage
from PySide6.QtMultimedia import QVideoFrame, QVideoFrameFormat

_MIDDLE = QSize(640, 480)
"""How much of the middle is judged, at full resolution: scaling down would hide the blur."""
_QUALITY = 75
_DARKEST = 28
"""Brightest spot, of 255, of a picture that counts as black; black is 16 in a camera's own range."""
_CHEAP_PIXELS = 8_000_000
"""How many pixels may be converted on the way, where brightness has no plane of its own."""

_Pixels = QVideoFrameFormat.PixelFormat
_WITH_PLANE = frozenset(
    {
        _Pixels.Format_Y8,
        _Pixels.Format_NV12,
        _Pixels.Format_NV21,
        _Pixels.Format_YUV420P,
        _Pixels.Format_YUV422P,
        _Pixels.Format_YV12,
    }
)
"""Formats whose first plane is the brightness of each pixel, a byte each."""


def sharpest(frames: Sequence[QVideoFrame]) -> QVideoFrame:
    """The sharpest of frames of one scene, oldest first; of equals the newest."""
    newest = frames[-1]
    if newest.pixelFormat() not in _WITH_PLANE:
        pixels = max(1, newest.width() * newest.height())
        frames = frames[-max(1, _CHEAP_PIXELS // pixels) :]
    return max(reversed(frames), key=sharpness)


def sharpness(frame: QVideoFrame) -> int:
    """A number that grows with detail: how many bytes a JPEG of the middle takes.

    Blur removes just what takes JPEG its bytes, so among frames of one scene, with one camera's
    noise, more bytes are more sharpness. It needs no other library.
    """
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    brightness(frame).save(buffer, "JPG", _QUALITY)  # pyright: ignore[reportCallIssue, reportArgumentType]
    return buffer.size()


def is_black(frame: QVideoFrame) -> bool:
    """Whether nothing can be seen."""
    spots = brightness(frame).scaled(16, 12)
    return max(bytes(spots.constBits()), default=0) < _DARKEST


def brightness(frame: QVideoFrame) -> QImage:
    """The middle of a frame in greys."""
    middle = QRect(0, 0, _MIDDLE.width(), _MIDDLE.height())
    middle.moveCenter(QRect(0, 0, frame.width(), frame.height()).center())
    middle &= QRect(0, 0, frame.width(), frame.height())
    if frame.pixelFormat() in _WITH_PLANE and frame.map(QVideoFrame.MapMode.ReadOnly):
        try:
            plane = QImage(
                frame.bits(0),
                frame.width(),
                frame.height(),
                frame.bytesPerLine(0),
                QImage.Format.Format_Grayscale8,
            )
            return plane.copy(middle)
        finally:
            frame.unmap()
    return frame.toImage().copy(middle).convertToFormat(QImage.Format.Format_Grayscale8)
