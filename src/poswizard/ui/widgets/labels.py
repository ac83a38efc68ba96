"""Words and buttons as the style sheet knows them: each says what it is, the sheet how it looks."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QSize
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QToolButton, QWidget

from poswizard.text import Text
from poswizard.ui import before_paint
from poswizard.ui.icons import Glyph, icon, pixmap
from poswizard.ui.palette import Tone
from poswizard.ui.theme import current

LabelKind = Literal["body", "small", "quiet", "strong", "heading", "title", "figure", "code"]
ButtonKind = Literal["plain", "primary", "danger", "link", "chip", "quiet"]
FrameKind = Literal["card", "header", "footer", "rail", "side", "rule", "note", "drop"]


def label(words: Text | str = "", kind: LabelKind = "body", tone: Tone | None = None) -> QLabel:
    """Plain words that wrap."""
    made = QLabel(str(words))
    before_paint.plain(made)
    made.setWordWrap(True)
    made.setProperty("kind", kind)
    if tone is not None:
        made.setProperty("tone", tone.value)
    return made


def line(words: Text | str = "", kind: LabelKind = "body", tone: Tone | None = None) -> QLabel:
    """Plain words on one line."""
    made = label(words, kind, tone)
    made.setWordWrap(False)
    return made


def button(
    words: Text, kind: ButtonKind = "plain", glyph: Glyph | None = None, keys: str = ""
) -> QPushButton:
    """A push button; `keys` is told in its tooltip, the shortcut itself belongs to the page."""
    made = _Link(str(words)) if kind == "link" else QPushButton(str(words))
    made.setProperty("kind", kind)
    made.setAutoDefault(False)
    if glyph is not None:
        made.setIcon(icon(glyph, _tone_on(kind)))
        made.setIconSize(QSize(current().px(22), current().px(18)))  # wider: a gap before the words
    if keys:
        made.setToolTip(f"{words}  {keys}")
    return made


class _Link(QPushButton):
    """A button that looks like a link, the hand of the pointer included."""

    def enterEvent(self, event: QEnterEvent) -> None:
        from PySide6.QtCore import Qt  # not before the first picture, see `before_paint`

        self.setCursor(Qt.CursorShape.PointingHandCursor)
        super().enterEvent(event)


def tool(words: Text, glyph: Glyph, kind: ButtonKind = "plain", keys: str = "") -> QToolButton:
    """A button with a sign only; its words are the tooltip and what a screen reader says."""
    made = QToolButton()
    made.setProperty("kind", kind)
    made.setIcon(icon(glyph, _tone_on(kind)))
    made.setToolTip(f"{words}  {keys}" if keys else str(words))
    made.setAccessibleName(str(words))
    before_paint.take_focus(made)
    return made


def frame(kind: FrameKind, tone: Tone | None = None, parent: QWidget | None = None) -> QFrame:
    """A ground: card, bar, rail, rule or note."""
    made = QFrame(parent)
    made.setProperty("kind", kind)
    if tone is not None:
        made.setProperty("tone", tone.value)
    return made


def sign(glyph: Glyph, tone: Tone = Tone.TEXT, size: int = 18) -> GlyphLabel:
    """A sign beside words that say the same; a screen reader passes over it."""
    return GlyphLabel(glyph, tone, size)


class GlyphLabel(QLabel):
    """A sign that follows the theme."""

    def __init__(self, glyph: Glyph, tone: Tone = Tone.TEXT, size: int = 18) -> None:
        super().__init__()
        self._size = size
        self._drawn: object = None
        self.show_sign(glyph, tone)

    def show_sign(self, glyph: Glyph, tone: Tone) -> None:
        """Draw another sign."""
        self._glyph, self._tone = glyph, tone
        self._draw()

    def _draw(self) -> None:
        ratio = self.devicePixelRatioF()
        now = current()
        wanted = (self._glyph, self._tone, now, ratio)
        if wanted != self._drawn:
            self._drawn = wanted
            self.setPixmap(pixmap(self._glyph, self._tone, now.px(self._size), ratio))

    def event(self, event) -> bool:
        if event.type() in (event.Type.StyleChange, event.Type.DevicePixelRatioChange):
            self._draw()
        return super().event(event)


def alone(words: Text | str) -> str:
    """Words of a closed list standing by themselves: English begins with a capital letter then.

    A first word with capitals of its own (mPOS) is left as it is.
    """
    said = str(words)
    first = said.split(" ", 1)[0]
    return said if not first.isascii() or first != first.lower() else said[:1].upper() + said[1:]


def restyle(widget: QWidget, **properties: str) -> None:
    """Set properties the style sheet reads, and let it look again if any has changed."""
    changed = [name for name, value in properties.items() if widget.property(name) != value]
    for name in changed:
        widget.setProperty(name, properties[name])
    if changed:
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def _tone_on(kind: ButtonKind) -> Tone:
    tones = {"primary": Tone.ON_ACCENT, "danger": Tone.DANGER, "link": Tone.ACCENT}
    return tones.get(kind, Tone.QUIET)
