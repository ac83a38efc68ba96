"""Numbers out of recognised characters: confusions mended only where a check digit proves the one way."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from poswizard.documents.reading.line import Glyph, Line

DIGITS = "0123456789"
_MOST_WAYS = 4096
"""Ways to read one number that are tried before it is given up as unreadable."""
_SURE = 0.995
"""Confidence from which a character that may stand in a number is not doubted."""

# What print and recognisers take for one another, both ways where both may stand in a number
_LOOKS_LIKE = {
    "O": "0Q", "o": "0", "〇": "0", "Q": "0", "D": "0", "U": "0", "C": "0G",
    "I": "1", "l": "1", "i": "1", "|": "1", "!": "1", "L": "1", "丨": "1", "J": "1", "T": "17",
    "Z": "2", "z": "2", "S": "5", "s": "5", "B": "8", "G": "6", "b": "6", "q": "9", "g": "9", "A": "4",
    "0": "OD", "1": "IL7", "2": "Z", "5": "S6", "6": "G85", "8": "B3", "7": "1T", "3": "8", "4": "A", "9": "g",
    "×": "X", "x": "X", "K": "X", "V": "Y", "Y": "V",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Number:
    """A number and how it came about."""

    text: str
    line: Line
    """The characters it was read from."""
    verified: bool
    repaired: bool = False


def compacted(line: Line) -> Line:
    """The line as numbers are stored: half-width capitals, no spaces, dashes, dots or colons."""
    glyphs: list[Glyph] = []
    for glyph in line.glyphs:
        plain = unicodedata.normalize("NFKC", glyph.character).upper()
        if len(plain) == 1 and plain not in " -–—−.·:,，。、_":
            glyphs.append(Glyph(plain, glyph.confidence, glyph.x, glyph.others))
    return Line(tuple(glyphs), line.box)


def numbers(
    line: Line, alphabets: Sequence[str], is_valid: Callable[[str], bool]
) -> Iterator[Number]:
    """The numbers of that form in a line: `alphabets` says what may stand at each place.

    Those that are valid as they were read come first, then those that can be mended in exactly one way.
    """
    plain = compacted(line)
    length = len(alphabets)
    windows = [plain[n : n + length] for n in range(len(plain.glyphs) - length + 1)]
    for window in windows:
        if _fits(window.text, alphabets) and is_valid(window.text):
            yield Number(window.text, window, verified=True)
    for window in windows:
        if (mended := _mended(window, alphabets, is_valid)) is not None:
            yield Number(mended, window, verified=True, repaired=True)


def unproven(line: Line, alphabets: Sequence[str]) -> Number | None:
    """The first number of that form, letters in the place of digits read as digits; nothing proves it."""
    plain = compacted(line)
    length = len(alphabets)
    for start in range(len(plain.glyphs) - length + 1):
        window = plain[start : start + length]
        read = [_forced(c, allowed) for c, allowed in zip(window.text, alphabets, strict=True)]
        if all(read):
            return Number("".join(map(str, read)), window, verified=False)
    return None


def _fits(text: str, alphabets: Sequence[str]) -> bool:
    return all(character in allowed for character, allowed in zip(text, alphabets, strict=True))


def _forced(character: str, allowed: str) -> str | None:
    if character in allowed:
        return character
    return next((other for other in _LOOKS_LIKE.get(character, "") if other in allowed), None)


def _mended(window: Line, alphabets: Sequence[str], is_valid: Callable[[str], bool]) -> str | None:
    """The only valid way to read it that differs in one doubtful character, or in those that cannot stand there."""
    text = window.text
    if _fits(text, alphabets) and is_valid(text):
        return None
    strange = [n for n, character in enumerate(text) if character not in alphabets[n]]
    doubtful = strange or [n for n, glyph in enumerate(window.glyphs) if glyph.confidence < _SURE]
    ways = {n: _ways(window.glyphs[n], alphabets[n]) for n in doubtful}
    candidates = _all_changed(text, ways) if strange else _one_changed(text, ways)
    valid = {candidate for candidate in candidates if is_valid(candidate)}
    return valid.pop() if len(valid) == 1 else None


def _ways(glyph: Glyph, allowed: str) -> str:
    """What else a character may be: what the recogniser itself considered, and what looks like it."""
    others = unicodedata.normalize("NFKC", glyph.others).upper() + _LOOKS_LIKE.get(
        glyph.character, ""
    )
    return "".join(dict.fromkeys(o for o in others if o in allowed and o != glyph.character))


def _one_changed(text: str, ways: dict[int, str]) -> Iterator[str]:
    for place, others in ways.items():
        for other in others:
            yield text[:place] + other + text[place + 1 :]


def _all_changed(text: str, ways: dict[int, str]) -> Iterator[str]:
    total = 1
    for others in ways.values():
        total *= len(others)
    if total > _MOST_WAYS:
        return
    for chosen in product(*ways.values()):
        characters = list(text)
        for place, other in zip(ways, chosen, strict=True):
            characters[place] = other
        yield "".join(characters)
