"""How much of what stands on specimens is read right, by document and by what was done to the picture."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from poswizard.documents.reading.fact import NO_END, DocumentKind, Fact, Reading
from poswizard.documents.reading.reader import Reader
from poswizard.domain import names
from tests.documents.specimens import Specimen, degrade, draw

SIDES = {"licence_old": "licence", "account_information": "account_permit"}
"""Specimens that are another layout of a kind the program knows."""
HOWS = (
    *("blur", "motion", "glare", "shadow", "dark", "bright", "noise", "jpeg", "low_resolution"),
    *("grey", "copied", "screen", "background", "perspective", "rotation", "turned"),
)
CLEAN = "clean"
_PUNCTUATION = str.maketrans("，；：", ",;:")


@dataclass(frozen=True, slots=True)
class Missed:
    """A value that was not read, or read wrong."""

    specimen: str
    key: str
    wanted: str
    got: str | None
    confidence: float = 0.0
    verified: bool = False
    traits: tuple[str, ...] = ()


@dataclass(slots=True)
class Score:
    """Values asked for and values right."""

    asked: int = 0
    right: int = 0
    kinds_wrong: int = 0
    """Pictures taken for another document than they are of."""
    refused: int = 0
    """Pictures that the quality check sent back: they were not read."""
    missed: list[Missed] = field(default_factory=list)

    @property
    def share(self) -> float:
        """Right ones of all, 0 to 1."""
        return self.right / self.asked if self.asked else 1.0


def specimens(kinds: Iterable[str], seeds: Iterable[int]) -> Iterator[tuple[str, Specimen]]:
    """Clean specimens with their names."""
    for kind in kinds:
        for seed in seeds:
            yield f"{kind}-{seed}", draw(kind, seed)


def worn(specimen: Specimen, how: str, strength: float, seed: int) -> Specimen:
    """The specimen as it is, or made worse."""
    return specimen if how == CLEAN else degrade(specimen, how, strength, seed)


def asked_kind(specimen: Specimen) -> DocumentKind:
    """What the program calls that document."""
    return DocumentKind(SIDES.get(specimen.kind, specimen.kind))


def add(score: Score, name: str, specimen: Specimen, reader: Reader) -> Reading:
    """Read one picture and count."""
    reading = reader.read(specimen.jpeg(), asked_kind(specimen))
    found = count(name, specimen, reading)
    score.asked += found.asked
    score.right += found.right
    score.kinds_wrong += found.kinds_wrong
    score.missed += found.missed
    return reading


def count(name: str, specimen: Specimen, reading: Reading) -> Score:
    """What of a specimen was read right."""
    score = Score(kinds_wrong=int(reading.seen not in (asked_kind(specimen), None)))
    for key, wanted in specimen.values.items():
        score.asked += 1
        value = reading.get(Fact(key))
        if value and same(value.text, wanted):
            score.right += 1
        else:
            got = (value.text, value.confidence, value.verified) if value else (None, 0.0, False)
            score.missed.append(Missed(name, key, wanted, *got, tuple(sorted(specimen.traits))))
    return score


def same(got: str, wanted: str) -> bool:
    """The same text; the width of brackets and commas cannot be told from print and does not count."""
    if wanted == "long_term":
        return got == NO_END
    one, other = (names.for_comparison(text).translate(_PUNCTUATION) for text in (got, wanted))
    return one == other
