"""What a recogniser would see, written down: sheets of lines for tests without a picture."""

from __future__ import annotations

from poswizard.documents.reading.box import Box, Placement
from poswizard.documents.reading.line import Code, Glyph, Line, Sheet

HEIGHT = 40.0
STEP = 36.0
"""Pixels from one character to the next."""


def line(text: str, x: float, y: float, confidence: float = 0.99, **doubts: str) -> Line:
    """Print that begins at x, its middle at y; `_3="0O"` makes the fourth character a doubtful one."""
    box = Box(x, y - HEIGHT / 2, x + STEP * len(text), y + HEIGHT / 2)
    whole = Line.of(text, box, confidence)
    glyphs = list(whole.glyphs)
    for place, others in doubts.items():
        n = int(place[1:])
        glyphs[n] = Glyph(glyphs[n].character, 0.6, glyphs[n].x, others)
    return Line(tuple(glyphs), box)


def sheet(
    *lines: Line, codes: tuple[Code, ...] = (), width: int = 1284, height: int = 810
) -> Sheet:
    """Lines on a picture of that size."""
    return Sheet(lines, Placement(width=width, height=height), codes)


def qr(text: str) -> Code:
    """A QR code in the corner of a licence."""
    return Code(text, "QRCode", Box(1600, 100, 1800, 300))


def bars(text: str) -> Code:
    """A bar code on a label."""
    return Code(text, "Code128", Box(100, 480, 700, 600))
