"""The fonts of printed pages, and which characters they cannot show."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

MAIN_FAMILY = "Noto Sans CJK SC"

RARE_FONTS = (
    ("HanaMinB", Path("/usr/share/fonts/truetype/hanazono/HanaMinB.ttf")),
    ("SimSun-ExtB", Path("C:/Windows/Fonts/simsunb.ttf")),
)
"""Fonts for ideographs beyond the main one's 29,000, where the system has them."""

GETA = "〓"
"""Stands where no font has a character, as printers have always done (PDF/A takes no empty glyph)."""

_INVISIBLE = frozenset(("Cc", "Cf", "Zl", "Zp"))
_VARIATION_SELECTORS = (range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0))


@dataclass(frozen=True, slots=True)
class FormFonts:
    """Families in order of preference, and the folders that hold them."""

    families: tuple[str, ...]
    folders: tuple[Path, ...]


def main_font() -> Path:
    """The packaged Chinese font (Noto Sans CJK, SIL Open Font License)."""
    return Path(str(files("manimgx_fonts_cjk") / "NotoSansCJK-VF.otf.ttc"))


@cache
def form_fonts() -> FormFonts:
    """What can be used on this machine."""
    rare = [(family, path) for family, path in RARE_FONTS if path.is_file()]
    return FormFonts(
        (MAIN_FAMILY, *(family for family, _ in rare)),
        (main_font().parent, *(path.parent for _, path in rare)),
    )


def without_glyph(text: Iterable[str]) -> set[str]:
    """The characters that no font of the form can show; those that are never seen do not count."""
    wanted = {character for part in text for character in part}
    return {c for c in wanted if ord(c) not in _covered() and not _is_invisible(c)}


def printable(text: str) -> str:
    """The text as it can be set: `〓` for what no font has, nothing for what is never seen."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_set, text))


def _set(character: str) -> str:
    if character == "\n":
        return character
    if _is_invisible(character):
        return ""
    return character if ord(character) in _covered() else GETA


def _is_invisible(character: str) -> bool:
    if any(ord(character) in selectors for selectors in _VARIATION_SELECTORS):
        return True
    return unicodedata.category(character) in _INVISIBLE


@cache
def _covered() -> frozenset[int]:
    from fontTools.ttLib import TTFont

    covered: set[int] = set()
    fonts = [(main_font(), 0), *((path, -1) for _, path in RARE_FONTS if path.is_file())]
    for path, number in fonts:
        with TTFont(path, lazy=True, fontNumber=number) as font:
            covered |= set(font.getBestCmap() or {})
    return frozenset(covered)
