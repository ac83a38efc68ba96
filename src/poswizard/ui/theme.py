"""How the window looks: palette, type scale, spacing; applied to the whole program at once."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

from poswizard.text import Text, Vocabulary
from poswizard.ui import fonts
from poswizard.ui.palette import DARK, HIGH_CONTRAST, LIGHT, Palette, Tone
from poswizard.ui.style_sheet import BOLD, style_sheet

SMALLEST, LARGEST = 1.0, 3.0
"""Bounds of the scale."""
_MIDDLE = 128
"""Of lightness, 0 to 255."""


class Scheme(Vocabulary):
    """Which palette the person wants."""

    SYSTEM = "system", Text("跟随系统", "As the system")
    LIGHT = "light", Text("浅色", "Light")
    DARK = "dark", Text("深色", "Dark")
    HIGH_CONTRAST = "high_contrast", Text("高对比度", "High contrast")


class TextRole(Enum):
    """A step of the type scale: height in pixels at 100 %, and weight."""

    SMALL = (13, 400)
    BODY = (15, 400)
    STRONG = (15, BOLD)
    HEADING = (17, 500)
    TITLE = (23, 500)
    FIGURE = (30, 300)


class Theme(NamedTuple):
    """A palette at a size."""

    palette: Palette = LIGHT
    scale: float = 1.0
    """1.0 to 3.0; multiplies words and spacing, on top of the system's own scaling."""
    family: str = ""

    def px(self, size: float) -> int:
        """A length given for 100 %, at this scale. Lengths are multiples of 4, hairlines excepted."""
        return round(size * self.scale)

    def font(self, role: TextRole) -> QFont:
        """The font of a step of the type scale, for what is painted rather than styled."""
        height, weight = role.value
        font = QFont(self.family) if self.family else QFont()
        font.setPixelSize(self.px(height))
        font.setWeight(QFont.Weight(weight))
        return font

    def colour(self, tone: Tone) -> QColor:
        """The colour of a tone."""
        return QColor(self.palette.of(tone))


class _Notice(QObject):
    changed = Signal()


_current: list[Theme] = [Theme()]
_notice: list[_Notice] = []
_wish: list[Scheme] = []


def current() -> Theme:
    """The theme in force; read it when painting, never keep it."""
    return _current[0]


def notice() -> _Notice:
    """Tells by `changed` that another theme is in force."""
    if not _notice:
        _notice.append(_Notice())
    return _notice[0]


def chosen(scheme: Scheme = Scheme.SYSTEM, scale: float = 1.0) -> Theme:
    """The theme for a person's wish. Needs the `QApplication` when the system is to be asked."""
    palettes = {
        Scheme.LIGHT: LIGHT,
        Scheme.DARK: DARK,
        Scheme.HIGH_CONTRAST: HIGH_CONTRAST,
    }
    palette = palettes.get(scheme) or _system_palette()
    return Theme(palette, min(max(scale, SMALLEST), LARGEST))


def apply(qt_app: QApplication, theme: Theme) -> None:
    """Dress the whole program in a theme; of other colours alone, pages that are not in sight hear later."""
    theme = Theme(theme.palette, theme.scale, theme.family or fonts.family())
    before, _current[0] = current(), theme
    if before == theme._replace(palette=before.palette):
        from poswizard.ui.restyling import only_what_is_in_sight

        with only_what_is_in_sight():
            _dress(qt_app, theme)
    else:
        _dress(qt_app, theme)
    notice().changed.emit()


def _dress(qt_app: QApplication, theme: Theme) -> None:
    if (
        qt_app.styleSheet()
    ):  # to replace it, Qt would dress a widget once for each that it stands in
        qt_app.setStyleSheet("")
    if qt_app.style().name() != "fusion":
        qt_app.setStyle("Fusion")
    qt_app.setPalette(_qt_palette(theme.palette))
    qt_app.setFont(theme.font(TextRole.BODY))
    qt_app.setStyleSheet(style_sheet(theme))


def dress(qt_app: QApplication, scheme: Scheme, scale: float = 1.0) -> None:
    """Dress the program as a person wishes; `Scheme.SYSTEM` goes on following the system."""
    if not _wish:
        hints = qt_app.styleHints()
        hints.colorSchemeChanged.connect(_follow)
        hints.accessibility().contrastPreferenceChanged.connect(_follow)
    _wish[:] = [scheme]
    wanted, now = chosen(scheme, scale), current()
    if not now.family or (wanted.palette, wanted.scale) != (now.palette, now.scale):
        apply(qt_app, wanted)


def dress_at_once(qt_app: QApplication) -> None:
    """Dress the program as the style tells, light or dark, before the first picture.

    `follow_system`, afterwards, asks for more and goes on listening: see `before_paint`.
    """
    ground = qt_app.style().standardPalette().window().color()
    apply(qt_app, Theme(DARK if ground.lightness() < _MIDDLE else LIGHT))


def follow_system(qt_app: QApplication, scale: float = 1.0) -> None:
    """Dress the program as the system is dressed, now and whenever that changes."""
    dress(qt_app, Scheme.SYSTEM, scale)


def _follow() -> None:
    qt_app = QApplication.instance()
    if _wish == [Scheme.SYSTEM] and isinstance(qt_app, QApplication):
        apply(qt_app, chosen(Scheme.SYSTEM, current().scale))


def _system_palette() -> Palette:
    from PySide6.QtCore import Qt  # not before the first picture, see `before_paint`

    hints = QApplication.styleHints()
    if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
        return HIGH_CONTRAST
    return DARK if hints.colorScheme() == Qt.ColorScheme.Dark else LIGHT


def _qt_palette(palette: Palette) -> QPalette:
    """The palette in Qt's roles, for what the style sheet leaves to Fusion."""
    role = QPalette.ColorRole
    colours = {
        role.Window: palette.window,
        role.WindowText: palette.text,
        role.Base: palette.surface,
        role.AlternateBase: palette.window,
        role.Text: palette.text,
        role.PlaceholderText: palette.quiet,
        role.Button: palette.surface,
        role.ButtonText: palette.text,
        role.BrightText: palette.danger,
        role.ToolTipBase: palette.surface,
        role.ToolTipText: palette.text,
        role.Highlight: palette.accent,
        role.HighlightedText: palette.on_accent,
        role.Accent: palette.accent,
        role.Link: palette.accent,
        role.LinkVisited: palette.accent,
        role.Mid: palette.edge,
        role.Dark: palette.edge,
    }
    qt_palette = QPalette()
    for key, colour in colours.items():
        qt_palette.setColor(key, QColor(colour))
    for key in (role.Text, role.WindowText, role.ButtonText):
        qt_palette.setColor(QPalette.ColorGroup.Disabled, key, QColor(palette.faint))
    return qt_palette
