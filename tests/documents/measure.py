"""How well corners are found and pictures judged, on specimens worn out on purpose.

    python -m tests.documents.measure [--quick] [--pictures N]

Prints a table and writes `results.json`. Between what must be accepted and what must be refused lies
a zone where either is right; nothing is drawn from it.
"""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from statistics import median
from time import process_time
from typing import Any

from PIL import Image

from poswizard.documents.corners import find_corners
from poswizard.documents.demand import Demand, demand_of
from poswizard.documents.finding import FindingCode
from poswizard.documents.images import clean_picture
from poswizard.documents.measures import fingerprint, measured
from poswizard.documents.pixels import Array, array, opened
from poswizard.documents.quad import Quad
from poswizard.documents.quality import Measures, corners_missing, difference, findings
from poswizard.documents.straighten import straightened
from tests.documents.specimens import PAPERS, Specimen, degrade, draw

RESULTS = Path(__file__).with_name("results.json")
WITHIN = 0.01
"""Of the document's width, the corners' bound."""

_C = FindingCode
_COLOURED = ("id_front", "id_back", "licence", "licence_old", "bank_card", "permit_front")
_ON_WHITE = ("account_information",)


@dataclass(frozen=True, slots=True)
class Check:
    """One thing a picture is refused for, and the wear that must and must not bring it about."""

    code: FindingCode
    how: str
    fine: float
    """Up to this strength the picture must be accepted."""
    bad: float
    """From this strength on it must be refused."""
    kinds: tuple[str, ...] = tuple(PAPERS)
    also: frozenset[FindingCode] = frozenset()
    """Reasons as good as the one expected."""


CHECKS = (
    Check(_C.BLURRED, "blur", 0.15, 0.5),
    Check(_C.BLURRED, "motion", 0.15, 0.9),
    Check(_C.GLARE, "glare", 0.1, 0.4, tuple(k for k in PAPERS if k not in _ON_WHITE)),
    Check(_C.TOO_DARK, "dark", 0.3, 0.75, also=frozenset((_C.BLURRED,))),
    Check(
        _C.SHADOW,
        "shadow",
        0.25,
        0.8,
        tuple(k for k in PAPERS if k != "bank_card"),
        frozenset((_C.TOO_DARK,)),
    ),
    Check(
        _C.TOO_BRIGHT,
        "bright",
        0.05,
        0.7,
        tuple(k for k in PAPERS if k != "bank_card"),
        frozenset((_C.GLARE,)),
    ),
    Check(_C.TOO_SMALL, "low_resolution", 0.2, 0.8),
    Check(_C.CORNER_CUT, "cut_corner", 0.0, 0.2),
    Check(_C.SCREEN, "screen", 0.0, 0.5),
    Check(_C.GREYSCALE, "grey", 0.3, 1.0, _COLOURED, frozenset((_C.COPY,))),
    Check(_C.COPY, "copied", 0.0, 0.4, _COLOURED, frozenset((_C.GREYSCALE,))),
)
_MOVING = ("background", "rotation", "perspective")


@dataclass(slots=True)
class Rates:
    """What went wrong, of how many."""

    accepted: Counter[str] = field(default_factory=Counter)
    """Bad pictures accepted, by code."""
    bad: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    """Fine pictures refused, by code."""
    fine: int = 0


def photographed(kind: str, seed: int) -> Specimen:
    """A specimen as an ordinary person takes it: on some desk, a little askew, a little grain."""
    chance = Random(f"photo {kind} {seed}")  # noqa: S311 specimens
    how = chance.choice(_MOVING)
    specimen = degrade(draw(kind, seed), how, chance.uniform(0.05, 0.35), seed)
    return degrade(specimen, "noise", chance.uniform(0.02, 0.08), seed)


def taken_in(specimen: Specimen) -> Array:
    """The picture as the program keeps it."""
    return array(opened(clean_picture(specimen.jpeg(88)).data))


def judged(specimen: Specimen, demand: Demand) -> set[FindingCode]:
    """What the program says of a picture, from intake to findings."""
    pixels = taken_in(specimen)
    found = find_corners(pixels, demand.shape)
    quad = found.quad if found else Quad.whole(pixels.shape[1], pixels.shape[0])
    flat = straightened(pixels, quad, demand.shape)
    numbers: dict[str, Any] = measured(flat, demand.character)
    measures = Measures(
        **numbers,
        width=flat.shape[1],
        height=flat.shape[0],
        fingerprint="0",
        cut=corners_missing(
            found.cut if found else None, pixels.shape[1], pixels.shape[0], demand.shape
        ),
    )
    return {finding.code for finding in findings(measures, demand)}


def check_rates(pictures: int) -> Rates:
    """Every check on so many fine and as many bad pictures."""
    rates = Rates()
    for check in CHECKS:
        for seed in range(pictures):
            kind = check.kinds[seed % len(check.kinds)]
            demand, chance = demand_of(kind), Random(f"{check.how} {seed}")  # noqa: S311 specimens
            fine = _worn(check, kind, seed, chance.uniform(0, check.fine))
            rates.fine += 1
            rates.refused.update(code.value for code in judged(fine, demand))
            bad = judged(_worn(check, kind, seed, chance.uniform(check.bad, 1)), demand)
            name = f"{check.code.value}:{check.how}"
            rates.bad[name] += 1
            rates.accepted[name] += not bad & {check.code, *check.also}
    return rates


def _worn(check: Check, kind: str, seed: int, strength: float) -> Specimen:
    if check.how == "cut_corner":
        return (
            degrade(draw(kind, seed), check.how, strength, seed)
            if strength
            else photographed(kind, seed)
        )
    return degrade(photographed(kind, seed), check.how, strength, seed)


@dataclass(slots=True)
class CornerErrors:
    """Distances between found and true corners, in widths of the document."""

    errors: list[float] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def within(self) -> float:
        """The share within the bound."""
        return sum(error <= WITHIN for error in self.errors) / max(1, len(self.errors))


def corner_errors(pictures: int) -> CornerErrors:
    """Corners of so many pictures, each moved in one way and worn a little in two others."""
    result = CornerErrors()
    for specimen in _moved(pictures):
        pixels = taken_in(specimen)
        started = process_time()
        found = find_corners(pixels, demand_of(specimen.kind).shape)
        result.seconds += process_time() - started
        truth = Quad.of(specimen.corners)
        error = min(truth.error(found.quad.turned(i)) for i in range(4)) if found else 1.0
        result.errors.append(error)
    return result


def _moved(pictures: int) -> Iterator[Specimen]:
    for seed in range(pictures):
        chance = Random(f"corners {seed}")  # noqa: S311 specimens
        how, kind = _MOVING[seed % 3], PAPERS[seed % len(PAPERS)]
        specimen = degrade(draw(kind, seed), how, chance.uniform(0.05, 0.8), seed)
        for wear in chance.sample(("blur", "glare", "shadow", "noise", "jpeg", "grey"), 2):
            specimen = degrade(specimen, wear, chance.uniform(0, 0.3), seed)
        yield specimen


def fingerprint_gap(pictures: int) -> tuple[int, int]:
    """Most bits between copies of one picture, fewest between two documents of one kind."""
    alike, apart = 0, 256
    for kind in ("id_front", "licence", "account_information", "shop_front"):
        marks = [fingerprint(array(draw(kind, seed).image)) for seed in range(pictures)]
        for seed in range(pictures):
            worn = degrade(
                degrade(draw(kind, seed), "low_resolution", 0.5, seed), "jpeg", 0.6, seed
            )
            alike = max(alike, difference(marks[seed], fingerprint(array(worn.image))))
            apart = min([apart, *(difference(marks[seed], mark) for mark in marks[:seed])])
    return alike, apart


def report(pictures: int) -> dict[str, Any]:
    """Everything measured, as plain values."""
    corners, rates = corner_errors(3 * pictures), check_rates(pictures)
    alike, apart = fingerprint_gap(min(pictures, 12))
    return {
        "corners": {
            "pictures": len(corners.errors),
            "within 1 % of the width": round(corners.within, 4),
            "median error": round(median(corners.errors), 5),
            "seconds of processor time": round(corners.seconds / len(corners.errors), 3),
        },
        "false accepts": {k: round(rates.accepted[k] / n, 4) for k, n in rates.bad.items()},
        "false rejects": {
            code.value: round(rates.refused[code.value] / rates.fine, 4)
            for code in FindingCode
            if code.value in _SEEN
        },
        "pictures per check": pictures,
        "fingerprints": {"copies differ by at most": alike, "documents by at least": apart},
    }


_SEEN = frozenset(check.code.value for check in CHECKS)


def main(say: Callable[[str], None]) -> None:
    """Measure, print and keep."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a few pictures, nothing written")
    parser.add_argument("--pictures", type=int, default=60)
    options = parser.parse_args()
    found = report(6 if options.quick else options.pictures)
    for name, values in found.items():
        say(name)
        for key, value in values.items() if isinstance(values, dict) else ((values, ""),):
            say(f"  {key!s:32} {value}")
    if not options.quick:
        kept = json.loads(RESULTS.read_text("utf-8")) if RESULTS.exists() else {}
        RESULTS.write_text(json.dumps(kept | found, indent=2, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    Image.MAX_IMAGE_PIXELS = 50_000_000
    main(print)
