"""The fonts of printed pages, and which characters they cannot show."""

from __future__ import annotations

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
    """The characters that no font of the form can show."""
    wanted = {character for part in text for character in part if character.isprintable()}
    return {c for c in wanted if ord(c) not in _covered()}


@cache
def _covered() -> frozenset[int]:
    from fontTools.ttLib import TTFont

    covered: set[int] = set()
    fonts = [(main_font(), 0), *((path, -1) for _, path in RARE_FONTS if path.is_file())]
    for path, number in fonts:
        with TTFont(path, lazy=True, fontNumber=number) as font:
            covered |= set(font.getBestCmap() or {})
    return frozenset(covered)
