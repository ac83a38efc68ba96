"""S11: reading an ID card, against RapidOCR's default pipeline on the same picture."""

from __future__ import annotations

from collections.abc import Callable
from itertools import cycle
from typing import Any

from poswizard.documents.reading.box import Box, Placement
from poswizard.documents.reading.fact import DocumentKind, Reading
from poswizard.documents.reading.kinds import understood
from poswizard.documents.reading.line import Line, Sheet
from poswizard.documents.reading.reader import Reader
from tests.benchmarks.figure import Figure, alternated, median, timed
from tests.documents.reading.measuring import count
from tests.documents.specimens import Specimen, degrade, draw

_WORN = ("background", "shadow", "noise")
_STRENGTH = 0.3


def id_card(runs: int) -> Figure:
    """S11. Both warm; ours with the worker's pipe and the reading of the lines, the baseline lines alone.

    That no accuracy is lost: what the same reader makes of the lines of either, over clean and worn cards.
    """
    cards = _cards()
    with Reader() as reader:
        reader.warm()
        read = _baseline()
        ours, theirs = cycle(cards), cycle(cards)
        times, baseline = alternated(
            lambda: timed(lambda: reader.read(next(ours).jpeg(), DocumentKind.ID_FRONT)),
            lambda: timed(lambda: read(next(theirs))),
            runs,
        )
        right = sum(_right(card, reader.read(card.jpeg(), DocumentKind.ID_FRONT)) for card in cards)
    by_default = sum(_right(card, read(card)) for card in cards)
    return Figure(
        key="S11",
        words="reading an ID card / RapidOCR's default pipeline on the same picture",
        ours=median(times),
        baseline=median(baseline),
        unit="ms",
        bound=0.7,
        runs=runs,
        detail={
            "values_asked": float(sum(len(card.values) for card in cards)),
            "values_right": float(right),
            "values_right_by_default": float(by_default),
            "slowest": max(times),
        },
    )


def _cards() -> list[Specimen]:
    clean = [draw("id_front", seed) for seed in range(3)]
    return clean + [degrade(clean[n % 3], how, _STRENGTH, n) for n, how in enumerate(_WORN)]


def _baseline() -> Callable[[Specimen], Reading]:
    from rapidocr import RapidOCR

    ocr = RapidOCR(params={"Global.log_level": "critical"})

    def read(card: Specimen) -> Reading:
        found: Any = ocr(card.jpeg())
        boxes = [] if found.boxes is None else found.boxes
        lines = [
            Line.of(text, _upright(box), score)
            for box, text, score in zip(boxes, found.txts or (), found.scores or (), strict=True)
        ]
        width, height = card.image.size
        return understood(
            Sheet(tuple(lines), Placement(width=width, height=height)), DocumentKind.ID_FRONT
        )

    return read


def _upright(box: Any) -> Box:
    return Box(*map(float, (box[:, 0].min(), box[:, 1].min(), box[:, 0].max(), box[:, 1].max())))


def _right(card: Specimen, reading: Reading) -> int:
    return count("card", card, reading).right
