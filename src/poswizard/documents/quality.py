"""Is a picture good enough? Judged from numbers measured in the worker and from what was read.

The bounds are our own: no acquirer publishes any. They were set where specimens, worn out on
purpose, stop being read (`python -m tests.documents.measure`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from math import log

from poswizard.documents.demand import Demand
from poswizard.documents.finding import Finding, FindingCode, Level
from poswizard.documents.quad import Shape
from poswizard.documents.reading.fact import DocumentKind, Fact, Reading

MOST_BLUR = 0.062
"""Spread of an edge, in heights of a character."""
MOST_GLARE = 12.0
"""Thousandths of the document."""
LEAST_LIGHT, LEAST_LIGHT_OF_DARK_PRINT = 55.0, 26.0
"""Lightness of paper, and of what is brightest on a dark card (CIE L*)."""
LEAST_SHADE = 0.68
"""Lightness of the darkest large part, in that of the paper."""
PALEST_INK, PALER_BY_BLUR = 28.0, 400.0
"""Lightness of the darkest print of a sharp picture, and what each character's height of blur adds to it."""
LEAST_COLOUR = 12.0
"""Thousandths of the area."""
COPY_PAPER = 500.0
"""Thousandths of pure white from which a grey picture is called a photocopy."""
GRID = 12.5
"""Decibels."""
FLAT_ROWS = 150.0
"""Thousandths."""
SAME_BITS = 14
"""Of 256: copies of one picture differ by less, two documents of one kind by more."""
_SHAPED_ALIKE = 0.08
"""Difference of two shapes, as the logarithm of width by height, that a scanner's rim explains."""
_GUESSED_BELOW = 0.7
"""Share of the least height of a character below which nobody reads it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """Numbers of a straightened picture; `measures.measured` says what each of them is."""

    width: int
    height: int
    blur: float
    glare: float
    light: float
    shade: float
    ink: float
    colour: float
    paper: float
    grid: float
    even: float
    fingerprint: str
    cut: int = 0
    """Corners of the document that lay outside the picture as it was taken."""


def corners_missing(cut: int | None, width: int, height: int, shape: Shape) -> int:
    """How many corners of a document are not in the picture; `cut` is none where no document was found.

    Then the picture is all document, as from a scanner, if it has the document's shape. If not, its
    corners are nowhere to be seen.
    """
    if cut is not None:
        return cut
    if shape.aspect is None:
        return 0
    return 0 if abs(log(width / height / shape.aspect)) < _SHAPED_ALIKE else 4


def findings(measures: Measures, demand: Demand) -> tuple[Finding, ...]:
    """Everything wrong with the picture in itself."""
    return (*_sight(measures, demand), *_light(measures, demand), *_origin(measures, demand))


def _sight(measures: Measures, demand: Demand) -> Iterator[Finding]:
    if measures.blur > MOST_BLUR:
        yield Finding(FindingCode.BLURRED, "error", 100 * measures.blur, "%")
    if measures.cut and demand.is_document:
        yield Finding(FindingCode.CORNER_CUT, "error", measures.cut, "")
    character = demand.character * measures.height
    if 0 < character < demand.min_character:
        level: Level = "error" if character < _GUESSED_BELOW * demand.min_character else "warning"
        yield Finding(FindingCode.TOO_SMALL, level, character, "px")


def _light(measures: Measures, demand: Demand) -> Iterator[Finding]:
    least = LEAST_LIGHT_OF_DARK_PRINT if demand.dark_print else LEAST_LIGHT
    if measures.light < least:
        yield Finding(FindingCode.TOO_DARK, "error", measures.light, "%")
    elif (
        demand.is_document
        and not demand.dark_print
        and measures.shade < LEAST_SHADE * measures.light
    ):
        yield Finding(FindingCode.SHADOW, "warning", measures.shade, "%")
    if not demand.is_document:
        return
    if measures.glare > MOST_GLARE:
        yield Finding(FindingCode.GLARE, "error", measures.glare / 10, "%")
    if measures.blur <= MOST_BLUR and measures.ink > PALEST_INK + PALER_BY_BLUR * measures.blur:
        yield Finding(FindingCode.TOO_BRIGHT, "error", measures.ink, "%")


def _origin(measures: Measures, demand: Demand) -> Iterator[Finding]:
    """Is it the thing itself, or a picture of a picture?"""
    if measures.grid > GRID:
        yield Finding(FindingCode.SCREEN, "warning", measures.grid, "dB")
    elif measures.even > FLAT_ROWS and demand.original:
        yield Finding(FindingCode.SCREENSHOT, "warning", measures.even / 10, "%")
    if not demand.colour or measures.colour >= LEAST_COLOUR:
        return
    if demand.is_document and measures.paper > COPY_PAPER:
        yield Finding(FindingCode.COPY, "warning", measures.colour, "‰")
    else:
        yield Finding(FindingCode.GREYSCALE, "warning", measures.colour, "‰")


_SEEN_IN_STREETS = frozenset(("bank_card", "terminal_label"))
"""Kinds known by words, such as a bank's name, that also stand on the doors of shops."""
_OTHER_SIDES = {
    "id_front": "id_back",
    "id_back": "id_front",
    "permit_front": "permit_back",
    "permit_back": "permit_front",
}


def kind_finding(demand: Demand, read_kind: str | None) -> Finding | None:
    """Whether the reader saw another document than the one asked for; nothing when it saw none."""
    if read_kind is None or read_kind in demand.alike or demand.kind in ("scene", "paper"):
        return None
    if demand.kind == "shop_front" and read_kind in _SEEN_IN_STREETS:
        return None
    if any(_OTHER_SIDES.get(kind) == read_kind for kind in demand.alike):
        return Finding(FindingCode.WRONG_SIDE, "error", 0, "")
    return Finding(FindingCode.WRONG_KIND, "error", 0, "")


def difference(one: str, other: str) -> int:
    """In how many of 256 bits two fingerprints differ."""
    return (int(one, 16) ^ int(other, 16)).bit_count()


def same_picture_finding(fingerprint: str, others: Iterable[str]) -> Finding | None:
    """Whether the picture already stands in another place, perhaps smaller or sent by chat."""
    nearest = min((difference(fingerprint, other) for other in others), default=256)
    if nearest > SAME_BITS:
        return None
    return Finding(FindingCode.SAME_PICTURE, "error", nearest, "bit")


def day_finding(front: date | None, interior: date | None) -> Finding | None:
    """Whether shop front and interior were taken on different days; a camera without a clock says nothing."""
    if front is None or interior is None or front == interior:
        return None
    return Finding(FindingCode.OTHER_DAY, "warning", abs((front - interior).days), "day")


def sign_finding(reading: Reading, height: int) -> Finding | None:
    """Whether no legible sign was read on a shop's front, of which the picture is so many pixels high."""
    if reading.asked is not DocumentKind.SHOP_FRONT or reading.get(Fact.SIGN):
        return None
    return Finding(FindingCode.NO_SIGN, "error", 100 * reading.character_height / height, "%")
