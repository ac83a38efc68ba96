"""How much of what stands on specimens is read right, by document and by what was done to the picture."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from time import perf_counter

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
ALL = "all"
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
    pictures: int = 0
    """Pictures that were read."""
    refused: int = 0
    """Pictures that the quality check sent back: they were not read."""
    missed: list[Missed] = field(default_factory=list)

    @property
    def share(self) -> float:
        """Right ones of all, 0 to 1."""
        return self.right / self.asked if self.asked else 1.0

    def __add__(self, other: Score) -> Score:
        """Both together."""
        return Score(
            asked=self.asked + other.asked,
            right=self.right + other.right,
            kinds_wrong=self.kinds_wrong + other.kinds_wrong,
            pictures=self.pictures + other.pictures,
            refused=self.refused + other.refused,
            missed=self.missed + other.missed,
        )


Scores = dict[str, Score]
"""Of one document, by what was done to it."""


@dataclass(frozen=True, slots=True)
class Seconds:
    """How long pictures of one document took to read, with the worker's pipe."""

    median: float
    worst: float
    processor: float
    """Seconds of processor time in the middle one, of all the worker's threads: these hardly depend on what else runs."""
    bound: float = 2.0
    """Of the median, on two cores: the plan's for an identity card, and kept for papers too."""


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
    score.pictures += 1
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


def seconds_to_read(reader: Reader, kind: str, seeds: Iterable[int]) -> Seconds:
    """Of clean specimens, each read twice; they are drawn before the clock runs."""
    drawn = [specimen for _, specimen in specimens([kind], seeds)]
    pictures = [(specimen.jpeg(), asked_kind(specimen)) for specimen in drawn] * 2
    taken: list[float] = []
    worked: list[float] = []
    for picture, asked in pictures:
        before, begun = _processor_seconds(reader), perf_counter()
        reader.read(picture, asked)
        taken.append(perf_counter() - begun)
        worked.append(_processor_seconds(reader) - before)
    return Seconds(median(taken), max(taken), median(worked))


def _processor_seconds(reader: Reader) -> float:
    """What its worker has used so far; 0 where the system does not say (proc(5))."""
    file = Path(f"/proc/{reader.process_id}/stat")
    if not file.is_file():
        return 0.0
    fields = file.read_text("ascii", "replace").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
