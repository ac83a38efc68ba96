"""Lines of print as the recogniser saw them: every character with how sure it is and where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any, Self

from poswizard.documents.reading.box import Box, Placement, around
from poswizard.domain.names import is_ideograph

_HOLE = 1.75
"""Usual steps between two Chinese characters from which one between them was not seen."""
_GAP = 1.6
"""A gap inside a line, in heights of the line, that separates two things: label and value, two columns."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """One recognised character."""

    character: str
    confidence: float
    """0 to 1."""
    x: float
    """Where its middle stands in the levelled picture, in pixels."""
    others: str = ""
    """What else it might be, likeliest first."""

    def may_be(self, character: str) -> bool:
        """It was read as that character, or nearly."""
        return character == self.character or character in self.others


@dataclass(frozen=True, slots=True)
class Line:
    """Characters in a row, and the box around them in the levelled picture."""

    glyphs: tuple[Glyph, ...]
    box: Box

    @classmethod
    def of(cls, text: str, box: Box, confidence: float = 0.99) -> Self:
        """A line whose characters are evenly spaced and equally sure."""
        step = box.width / max(1, len(text))
        glyphs = (
            Glyph(character, confidence, box.left + step * (place + 0.5))
            for place, character in enumerate(text)
        )
        return cls(tuple(glyphs), box)

    @property
    def text(self) -> str:
        """The characters."""
        return "".join(glyph.character for glyph in self.glyphs)

    @property
    def confidence(self) -> float:
        """As sure as its least sure character; half as sure where one seems to be missing."""
        least = min((g.confidence for g in self.glyphs if not g.character.isspace()), default=0.0)
        return min(least, 0.5) if self._has_hole else least

    @property
    def _has_hole(self) -> bool:
        """Two Chinese characters stand so far apart that another was between them: glare, a fold, a finger."""
        steps = [
            b.x - a.x
            for a, b in pairwise(self.glyphs)
            if is_ideograph(a.character) and is_ideograph(b.character)
        ]
        steps = [step for step in steps if step > 0]  # the next row begins at the left again
        return len(steps) > 3 and max(steps) > _HOLE * median(steps)

    def __getitem__(self, part: slice) -> Line:
        """Some of the characters, with the part of the box they stand in."""
        glyphs = self.glyphs[part]
        start, end, _ = part.indices(len(self.glyphs))
        left, right = self.box.left, self.box.right
        if 0 < start < len(self.glyphs):
            left = (self.glyphs[start - 1].x + self.glyphs[start].x) / 2
        if 0 < end < len(self.glyphs):
            right = (self.glyphs[end - 1].x + self.glyphs[end].x) / 2
        return Line(glyphs, self.box.part(left, right))

    def without_spaces(self) -> Line:
        """The same without spaces."""
        return Line(tuple(g for g in self.glyphs if not g.character.isspace()), self.box)

    def stripped(self, characters: str = " :：") -> Line:
        """The same without these characters at its ends."""
        text = self.text
        start = len(text) - len(text.lstrip(characters))
        end = len(text.rstrip(characters))
        return self[start : max(start, end)]

    def found(self, pattern: str | re.Pattern[str]) -> Line | None:
        """The first part that a pattern fits: its first group, or all of it."""
        fit = re.search(pattern, self.text)
        if fit is None:
            return None
        start, end = fit.span(1 if fit.re.groups else 0)
        return self[start:end]


def joined(lines: Iterable[Line]) -> Line:
    """Several lines as one, in the order given; at least one must be given."""
    every = list(lines)
    glyphs = tuple(glyph for line in every for glyph in line.glyphs)
    return Line(glyphs, around(line.box for line in every))


def parted(line: Line) -> list[Line]:
    """The line cut where a wide gap shows that two things stand in it."""
    solid = [n for n, glyph in enumerate(line.glyphs) if not glyph.character.isspace()]
    steps = [line.glyphs[b].x - line.glyphs[a].x for a, b in pairwise(solid)]
    if not steps:
        return [line]
    # numbers are often spaced out: what is usual within this line is no gap
    least = max(_GAP * line.box.height, 2.2 * median(steps))
    cuts = [b for (a, b), step in zip(pairwise(solid), steps, strict=True) if step > least]
    edges = [0, *cuts, len(line.glyphs)]
    return [line[a:b].stripped(" ") for a, b in pairwise(edges)]


@dataclass(frozen=True, slots=True)
class Code:
    """A bar code or QR code found in the picture."""

    text: str
    format: str
    """As zxing-cpp names it, such as `QRCode` or `Code128`."""
    box: Box
    """In the levelled picture."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything seen in one picture."""

    lines: tuple[Line, ...]
    placement: Placement
    codes: tuple[Code, ...] = ()
    tall: float = 0.0
    """The share of lines that run up or down."""

    @property
    def text(self) -> str:
        """All lines without spaces, one under another."""
        return "\n".join(line.without_spaces().text for line in self.lines)


def sheet_from_json(said: dict[str, Any]) -> Sheet:
    """What the worker answered; raises `KeyError`, `TypeError` or `ValueError` when it makes no sense."""
    placement = Placement(**said["placement"])
    lines = tuple(_line(one) for one in said["lines"])
    codes = (
        Code(str(c["text"]), str(c["format"]), Box(*map(float, c["box"]))) for c in said["codes"]
    )
    return Sheet(lines, placement, tuple(codes), float(said["tall"]))


def _line(said: dict[str, Any]) -> Line:
    columns: Sequence[Any] = (said["text"], said["confidences"], said["xs"], said["others"])
    glyphs = (
        Glyph(str(character), float(confidence), float(x), str(others))
        for character, confidence, x, others in zip(*columns, strict=True)
    )
    return Line(tuple(glyphs), Box(*map(float, said["box"])))
