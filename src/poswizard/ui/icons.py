"""Signs drawn from one icon font, coloured by the theme at the moment of painting.

The font and its names are qtawesome's Phosphor. qtawesome itself is not imported: that takes 60 ms
or more (it loads QtOpenGL by way of qtpy), and on Windows it copies its fonts into the user's own.
"""

from __future__ import annotations

import re
from enum import Enum
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, QRectF, QSize
from PySide6.QtGui import (
    QColor,
    QIcon,
    QIconEngine,
    QPainter,
    QPainterPath,
    QPixmap,
    QPixmapCache,
    QRawFont,
    QTransform,
)

from poswizard.ui import before_paint, theme
from poswizard.ui.palette import Tone

_UNIT = 256.0
"""Size at which outlines are taken from the font."""


class Glyph(Enum):
    """A sign by what it means here, with its name in the icon font."""

    NOT_STARTED = "circle"
    IN_PROGRESS = "circle-half-fill"
    COMPLETE = "check-circle-fill"
    PROBLEM = "warning-circle-fill"
    NOT_NEEDED = "minus-circle"
    WAITING = "hourglass-medium"
    DUE = "clock-fill"
    WARNING = "warning-fill"
    INFORMATION = "info-fill"
    DONE = "check"
    SAVED = "check-circle"
    SAVING = "floppy-disk"
    SEARCH = "magnifying-glass"
    ADD = "plus"
    CLOSE = "x"
    BACK = "caret-left"
    FORWARD = "caret-right"
    OPEN_LIST = "caret-down"
    EARLIER = "arrow-up"
    LATER = "arrow-down"
    MOVE_LEFT = "arrow-left"
    MOVE_RIGHT = "arrow-right"
    LOCK = "lock-simple"
    LOCKED = "lock-simple-fill"
    KEY = "key"
    SHIELD = "shield-check"
    SHOW = "eye"
    HIDE = "eye-slash"
    CAPITALS = "arrow-fat-line-up"
    COPY = "copy"
    DELETE = "trash"
    EDIT = "pencil-simple"
    UNDO = "arrow-counter-clockwise"
    ERASE = "eraser"
    SIGN = "pen-nib"
    PRINT = "printer"
    SETTINGS = "gear-six"
    BACKUP = "archive-box"
    IMAGE = "image"
    CAMERA = "camera"
    DOCUMENT = "file-pdf"
    ADD_FILE = "file-plus"
    UPLOAD = "upload-simple"
    FOLDER = "folder-open"
    ZOOM_IN = "magnifying-glass-plus"
    ZOOM_OUT = "magnifying-glass-minus"
    FIT = "frame-corners"
    HELP = "question"
    TODAY = "calendar-check"
    EMPTY = "tray"
    RECEIVE = "download-simple"
    PEOPLE = "address-book"
    SHOP = "storefront"
    SEND = "paper-plane-tilt"
    STEPS = "list-bullets"
    EXPORT = "export"
    MORE = "dots-three-vertical"
    LIGHT = "sun"
    DARK = "moon"
    SCAN = "files"
    PASTE = "clipboard-text"
    PHONE = "device-mobile-camera"
    NO_CAMERA = "camera-slash"
    TURN_LEFT = "arrow-arc-left"
    TURN_RIGHT = "arrow-arc-right"
    REDO = "arrow-clockwise"
    WHOLE = "corners-out"
    CROP = "crop"
    READ = "text-aa"


def icon(glyph: Glyph, tone: Tone = Tone.TEXT) -> QIcon:
    """The sign as an icon; after a change of theme it paints itself in the new colour."""
    return QIcon(_Engine(glyph, tone))


def pixmap(glyph: Glyph, tone: Tone, size: int, ratio: float = 1.0) -> QPixmap:
    """The sign as a picture of `size` logical pixels for a screen of this device pixel ratio."""
    picture = QPixmap(QSize(size, size) * ratio)
    picture.fill(before_paint.transparent())
    painter = QPainter(picture)
    paint(painter, QRectF(picture.rect()), glyph, theme.current().colour(tone))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


def paint(painter: QPainter, rect: QRectF, glyph: Glyph, colour: QColor) -> None:
    """Paint the sign into a square of a widget; in a wider place it stands at the left."""
    side = min(rect.width(), rect.height())
    left = rect.left()
    top = rect.center().y() - side / 2
    scaled = QTransform.fromTranslate(left, top).scale(side / _UNIT, side / _UNIT)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillPath(scaled.map(outline(glyph)), before_paint.solid(colour))
    painter.restore()


@cache
def outline(glyph: Glyph) -> QPainterPath:
    """The sign's outline in a square of 256 units."""
    font, codes = _font()
    found = re.search(f'"{glyph.value}": "0x([0-9a-f]+)"', codes)
    if found is None:
        raise KeyError(glyph.value)
    index = font.glyphIndexesForString(chr(int(found[1], 16)))[0]
    path = font.pathForGlyph(index)  # where outlines overlap, both are filled: Qt says so itself
    path.translate(0, font.ascent())
    return path


@cache
def _font() -> tuple[QRawFont, str]:
    """The font, and its list of names and codes: a sign or two are sought, not 6,000 read."""
    package = find_spec("qtawesome")
    if package is None or package.origin is None:
        raise ModuleNotFoundError("qtawesome")
    folder = Path(package.origin).parent / "fonts"
    codes = next(folder.glob("phosphor-charmap-*.json")).read_text("utf-8")
    return QRawFont(str(next(folder.glob("phosphor-[0-9]*.ttf"))), _UNIT), codes


class _Engine(QIconEngine):
    """Paints one sign at any size."""

    def __init__(self, glyph: Glyph, tone: Tone) -> None:
        super().__init__()
        self._glyph = glyph
        self._tone = tone

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        paint(painter, QRectF(rect), self._glyph, self._colour(mode))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """Kept by Qt: a window shows dozens of signs, each anew whenever it is painted."""
        key = f"{self._glyph.value} {self._colour(mode).rgba():x} {size.width()}x{size.height()}"
        picture = QPixmap()
        if QPixmapCache.find(key, picture):
            return picture
        picture = QPixmap(size)
        picture.fill(before_paint.transparent())
        painter = QPainter(picture)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        QPixmapCache.insert(key, picture)
        return picture

    def _colour(self, mode: QIcon.Mode) -> QColor:
        now = theme.current()
        disabled = mode == QIcon.Mode.Disabled
        return QColor(now.palette.faint) if disabled else now.colour(self._tone)

    def clone(self) -> QIconEngine:
        return _Engine(self._glyph, self._tone)
