"""Labels and what stands beside and below them: how forms and certificates are laid out."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from poswizard.documents.reading.box import Box
from poswizard.documents.reading.fact import Fact, ReadValue
from poswizard.documents.reading.line import Glyph, Line, Sheet, joined, parted

_TYPO_FROM = 4
"""Characters from which a label is still known with one of them misread."""
_LABEL_REACH = 6.0
"""Line heights between the two characters of a label set wide (名    称)."""

Labels = Mapping[Fact | str, Sequence[str]]
"""Words of the labels by what stands beside them; a plain string for what is not wanted itself."""


_MARGIN = 1.3
"""Line heights by which the rows of one value may begin further left or right."""
_APART = 6.0
"""Line heights between two things in one row that do not belong together."""


@dataclass(frozen=True, slots=True)
class _Label:
    key: Fact | str
    box: Box
    end: float
    """Where the middle of its last character stands: boxes are wider than print, and may overlap."""


class Layout:
    """A sheet with its labels found. Columns: a value never runs on under the labels of the next one."""

    def __init__(self, sheet: Sheet, labels: Labels, *, columns: bool = False) -> None:
        self.sheet = sheet
        self._columns = columns
        self._labels: list[_Label] = []
        self._lines: list[Line] = []
        words = [(word, key) for key, known in labels.items() for word in known]
        # the longest first: 经营者名称 is not 经营者
        self._words = sorted(words, key=lambda pair: -len(pair[0]))
        pieces = [piece for line in sheet.lines for piece in parted(line) if piece.text.strip()]
        for line in _with_wide_labels_closed(pieces, [word for word, _ in self._words]):
            self._sort_in(line)

    def rows(self, key: Fact | str) -> list[Line]:
        """The rows of a value, first beside its label, the others below; empty when there is none."""
        for label in self._labels:
            if label.key == key and (rows := list(self._beside_and_below(label))):
                return rows
        return []

    def value(self, key: Fact | str) -> Line | None:
        """All rows of a value as one line."""
        rows = self.rows(key)
        return joined(rows) if rows else None

    def has(self, key: Fact | str) -> bool:
        """There is such a label."""
        return any(label.key == key for label in self._labels)

    def read(
        self, key: Fact, line: Line, text: str, *, verified: bool = False, repaired: bool = False
    ) -> ReadValue:
        """A line as a value, its box in the picture as it was given."""
        box = self.sheet.placement.in_picture(line.box)
        confidence = max(line.confidence, 0.99) if verified and not repaired else line.confidence
        return ReadValue(key, text, round(confidence, 3), box, verified, repaired)

    def _sort_in(self, line: Line) -> None:
        key, end = self._label_of(line)
        if key is None:
            self._lines.append(line)
            return
        label = line[:end]
        self._labels.append(_Label(key, label.box, label.glyphs[-1].x))
        rest = line[end:].stripped()
        if rest.glyphs:
            self._sort_in(rest)

    def _label_of(self, line: Line) -> tuple[Fact | str | None, int]:
        """What a line begins with, and how many of its characters that takes."""
        solid = [n for n, glyph in enumerate(line.glyphs) if not glyph.character.isspace()]
        glyphs = [line.glyphs[n] for n in solid]
        for word, key in self._words:
            if _begins_with(glyphs, word):
                return key, solid[len(word) - 1] + 1
        return None, 0

    def _beside_and_below(self, label: _Label) -> Iterator[Line]:
        end = self._right_end(label)
        row = self._row(label.box, label.end, end)
        if row is None:
            return
        yield row
        left = row.box.left
        while (below := self._next_row(row, left, end)) is not None:
            yield below
            row = below

    def _row(self, beside: Box, left: float, right: float) -> Line | None:
        """What stands in the row of a box, from one x to another."""
        fits = [
            line
            for line in self._lines
            if left < line.glyphs[0].x < right
            and abs(line.box.middle - beside.middle) < 0.6 * max(line.box.height, beside.height)
        ]
        return _up_to_gap(sorted(fits, key=lambda line: line.box.left)) if fits else None

    def _next_row(self, above: Line, left: float, right: float) -> Line | None:
        """The row right below, unless a label stands there: then it is another value's."""
        height = above.box.height
        fits = [
            line
            for line in self._lines
            if abs(line.box.left - left) < _MARGIN * height
            and above.box.middle + 0.6 * height < line.box.middle < above.box.middle + 2.1 * height
        ]
        if not fits:
            return None
        first = min(fits, key=lambda line: line.box.middle)
        beside = (label.box for label in self._labels if label.box.right < first.box.left + height)
        if any(self._is_heading(box, first.box, left) for box in beside):
            return None
        return self._row(first.box, left - _MARGIN * height, right)

    def _is_heading(self, label: Box, line: Box, left: float) -> bool:
        near = not self._columns or left - label.left < 12 * line.height
        return near and abs(label.middle - line.middle) < 0.6 * max(label.height, line.height)

    def _right_end(self, label: _Label) -> float:
        """Where the next label to the right begins: in the same row, or in columns that of a column."""
        starts = (
            other.box.left
            for other in self._labels
            if other.box.left > label.box.right
            and (other.box.shares_rows_with(label.box) or self._heads_column(other))
        )
        return min(starts, default=float("inf")) - label.box.height / 2

    def _heads_column(self, label: _Label) -> bool:
        """Another label begins right above or below it."""
        return self._columns and any(
            other is not label and abs(other.box.left - label.box.left) < label.box.height
            for other in self._labels
        )


def _up_to_gap(row: Sequence[Line]) -> Line:
    """The first things of a row that stand close to one another."""
    together = [row[0]]
    for line in row[1:]:
        if line.box.left - together[-1].box.right > _APART * together[-1].box.height:
            break
        together.append(line)
    return joined(together)


def _plain(character: str) -> str:
    """Half-width, as the words of labels are given here."""
    return unicodedata.normalize("NFKC", character)


def rows(lines: Iterable[Line]) -> list[Line]:
    """Lines that stand in one row as one line, from top to bottom, with a space where they were apart."""
    found: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: line.box.middle):
        row = next((row for row in found if row[0].box.shares_rows_with(line.box)), None)
        if row is None:
            found.append([line])
        else:
            row.append(line)
    return [_spaced(sorted(row, key=lambda line: line.box.left)) for row in found]


def _spaced(row: Sequence[Line]) -> Line:
    parts = [row[0]]
    for line in row[1:]:
        parts += [Line((Glyph(" ", 1.0, line.box.left),), line.box), line]
    return joined(parts)


def _begins_with(glyphs: Sequence[Glyph], word: str) -> bool:
    """The word stands there, or may: every character is among what the recogniser took it for."""
    if len(glyphs) < len(word):
        return False
    pairs = list(zip(glyphs, word, strict=False))
    strange = sum(not glyph.may_be(c) and _plain(glyph.character) != c for glyph, c in pairs)
    return strange == 0 or (strange == 1 and len(word) >= _TYPO_FROM)


def _with_wide_labels_closed(lines: Sequence[Line], words: Iterable[str]) -> list[Line]:
    """Lines in which 名 and 称, found apart, are one line again."""
    pairs = {(word[0], word[1:]) for word in words if len(word) in (2, 3)}
    rest = sorted(lines, key=lambda line: line.box.left)
    closed: list[Line] = []
    while rest:
        line = rest.pop(0)
        tail = next((other for other in rest if _is_tail(line, other, pairs)), None)
        if tail is None:
            closed.append(line)
            continue
        rest.remove(tail)
        rest.insert(0, joined((line, tail)))
    return closed


def _is_tail(line: Line, other: Line, pairs: set[tuple[str, str]]) -> bool:
    head, tail = line.text.strip(), other.without_spaces().text
    near = 0 < other.box.left - line.box.left < _LABEL_REACH * line.box.height
    if not near or not line.box.shares_rows_with(other.box):
        return False
    return any(head == first and tail.startswith(rest) for first, rest in pairs)
