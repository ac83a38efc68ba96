"""Which wear must bring about which finding, and what the program says of a picture worn like that."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from random import Random
from typing import Any

from poswizard.documents.corners import find_corners
from poswizard.documents.demand import Demand, demand_of
from poswizard.documents.finding import FindingCode
from poswizard.documents.images import clean_picture
from poswizard.documents.measures import measured
from poswizard.documents.pixels import Array, array, opened
from poswizard.documents.quad import Quad
from poswizard.documents.quality import Measures, corners_missing, findings
from poswizard.documents.straighten import straightened
from tests.documents.specimens import PAPERS, Specimen, degrade, draw

_C = FindingCode
_COLOURED = ("id_front", "id_back", "licence", "licence_old", "bank_card", "permit_front")
_ON_WHITE = ("account_information",)
MOVING = ("background", "rotation", "perspective")
"""Wear by which a document comes to lie somewhere in a picture."""


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

    @property
    def name(self) -> str:
        """By which its rates are kept."""
        return f"{self.code.value}:{self.how}"

    def kind(self, seed: int) -> str:
        """The document that is worn: for most checks of a seed the same, which is drawn but once."""
        usual = PAPERS[seed % len(PAPERS)]
        return usual if usual in self.kinds else self.kinds[seed % len(self.kinds)]


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


@lru_cache(maxsize=2)  # the checks of one seed begin with one picture
def photographed(kind: str, seed: int) -> Specimen:
    """A specimen as an ordinary person takes it: on some desk, a little askew, a little grain."""
    chance = Random(f"photo {kind} {seed}")  # noqa: S311 specimens
    how = chance.choice(MOVING)
    specimen = degrade(draw(kind, seed), how, chance.uniform(0.05, 0.35), seed)
    return degrade(specimen, "noise", chance.uniform(0.02, 0.08), seed)


def taken_in(specimen: Specimen) -> Array:
    """The picture as the program keeps it."""
    return array(opened(clean_picture(specimen.jpeg(88)).data))


def numbers_of(specimen: Specimen, demand: Demand) -> Measures:
    """What the program measures of a picture, from intake to the straightened document."""
    pixels = taken_in(specimen)
    found = find_corners(pixels, demand.shape)
    quad = found.quad if found else Quad.whole(pixels.shape[1], pixels.shape[0])
    flat = straightened(pixels, quad, demand.shape)
    numbers: dict[str, Any] = measured(flat, demand.character)
    cut = found.cut if found else None
    return Measures(
        **numbers,
        width=flat.shape[1],
        height=flat.shape[0],
        fingerprint="0",
        cut=corners_missing(cut, pixels.shape[1], pixels.shape[0], demand.shape),
    )


def judged(specimen: Specimen, demand: Demand) -> set[FindingCode]:
    """What the program says of a picture."""
    return {finding.code for finding in findings(numbers_of(specimen, demand), demand)}


def tried(check: Check, seed: int, is_bad: bool) -> tuple[Specimen, Demand]:
    """One picture that a check must accept, or one that it must refuse."""
    kind = check.kind(seed)
    side = "bad" if is_bad else "fine"
    chance = Random(f"{check.how} {side} {seed}")  # noqa: S311 specimens
    strength = chance.uniform(check.bad, 1) if is_bad else chance.uniform(0, check.fine)
    return _worn(check, kind, seed, strength), demand_of(kind)


def _worn(check: Check, kind: str, seed: int, strength: float) -> Specimen:
    if check.how != "cut_corner":
        return degrade(photographed(kind, seed), check.how, strength, seed)
    if not strength:
        return photographed(kind, seed)
    return degrade(draw(kind, seed), check.how, strength, seed)
