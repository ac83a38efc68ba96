"""Doubtful characters settled by what can stand there: common characters, and the names of places."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from poswizard.documents.reading.line import Glyph, Line
from poswizard.domain import region

_DOUBTFUL = 0.9
_SETTLED = 0.9
"""Confidence of a character that the name of a place leaves no doubt of."""


def settled(line: Line) -> Line:
    """Prose in which a doubtful rare or traditional character gives way to the common one it may be as well.

    Not for names of persons: there the rare character may be the right one.
    """
    return replace(line, glyphs=tuple(map(_common, line.glyphs)))


def settled_name(line: Line) -> Line:
    """A person's name whose first character, of the surname, is put right as in prose: 黄, not 黃.

    Surnames are of common characters; given names are not.
    """
    glyphs = line.glyphs
    return replace(line, glyphs=(_common(glyphs[0]), *glyphs[1:])) if glyphs else line


def settled_place(line: Line) -> Line:
    """An address whose province, city and county are put right where the characters were in doubt."""
    line = settled(line).without_spaces()
    start, above = 0, ""
    for level in range(3):
        places = _below(above, level)
        found = _named(line, start, places)
        if found is None:
            continue
        line = _with(line, start, found.name)
        start, above = start + len(found.name), found.code
    return line


def _common(glyph: Glyph) -> Glyph:
    if glyph.confidence >= _DOUBTFUL or _is_common(glyph.character):
        return glyph
    other = next((c for c in glyph.others if _is_common(c)), None)
    return replace(glyph, character=other) if other else glyph


def _is_common(character: str) -> bool:
    try:
        return bool(character.encode("gb2312"))
    except UnicodeEncodeError:
        return False


def _below(above: str, level: int) -> list[region.Place]:
    """Provinces; the cities of a province, of Sichuan where none was named; the counties of a city."""
    if level == 0:
        return region.provinces()
    if level == 1:
        return region.cities(above or region.SICHUAN)
    return region.counties(above) if above[2:4] not in ("", "00") else []


def _named(line: Line, start: int, places: Iterable[region.Place]) -> region.Place | None:
    """The one place whose name the characters are, or may be where they are in doubt."""
    fits = [place for place in places if _fits(line.glyphs[start:], place.name)]
    return fits[0] if len(fits) == 1 else None


def _fits(glyphs: tuple[Glyph, ...], name: str) -> bool:
    if len(glyphs) < len(name):
        return False
    wrong = [glyph for glyph, c in zip(glyphs, name, strict=False) if glyph.character != c]
    return len(wrong) <= len(name) // 3 and all(glyph.confidence < _DOUBTFUL for glyph in wrong)


def _with(line: Line, start: int, name: str) -> Line:
    glyphs = list(line.glyphs)
    for place, character in enumerate(name, start):
        if glyphs[place].character != character or glyphs[place].confidence < _SETTLED:
            glyphs[place] = replace(
                glyphs[place], character=character, confidence=_SETTLED, others=""
            )
    return replace(line, glyphs=tuple(glyphs))
