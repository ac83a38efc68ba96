"""`python -m tests.documents.reading.accuracy [--quick] [--kinds …] [--hows …]`: how much is read right.

Reads specimens through the real worker, in two processes, names every value missed, prints a table, and keeps
`results.json` up to date after each specimen. `--seconds` measures how long a clean one takes instead, on a
machine that should have nothing else to do.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import cache
from pathlib import Path

from poswizard.documents.reading.reader import READING_LIMITS, Reader
from tests.documents.reading.judging import is_accepted, straight
from tests.documents.reading.keeping import RESULTS, keep
from tests.documents.reading.measuring import (
    ALL,
    CLEAN,
    HOWS,
    Score,
    Scores,
    add,
    seconds_to_read,
    worn,
)
from tests.documents.specimens import PAPERS, draw

STRENGTHS = (0.15, 0.3)
"""How much of each degradation, by turns. What the quality check sends back is not read,
only counted."""
_PROCESSES = 2
_PATIENT = replace(READING_LIMITS, step_seconds=600, file_seconds=600)
"""Where others want the processor too, slowness is no fault of the reader."""

Task = tuple[str, int, Sequence[str]]
"""Document, seed, and what is done to it."""


def main(arguments: list[str] | None = None) -> int:
    """Measure, print, write; the exit code is 1 where a bound is not kept."""
    asked = _arguments(arguments)
    if asked.seconds:
        return _seconds(asked)
    found: dict[str, Scores] = {}
    tasks = list(_tasks(asked))
    with ProcessPoolExecutor(_PROCESSES) as pool:
        for (kind, *_), scores in zip(tasks, pool.map(measured, tasks), strict=True):
            of_kind = found.setdefault(kind, {})
            for how, score in scores.items():
                of_kind[how] = of_kind.get(how, Score()) + score
                for missed in score.missed:
                    print(f"  {missed}", flush=True)  # noqa: T201
            if not asked.quick:
                keep(asked.into, {kind: of_kind})
    for kind, scores in found.items():
        print(_row(kind, scores))  # noqa: T201
    return _verdict(found)


def _tasks(asked: argparse.Namespace) -> Iterator[Task]:
    """Every document in turn, so that a run cut short has seen all of them."""
    for place in range(1 if asked.quick else asked.seeds):
        hows = asked.hows if place < asked.worn else [how for how in asked.hows if how == CLEAN]
        for kind in asked.kinds if hows else ():
            yield kind, asked.first + place, hows


def measured(task: Task) -> Scores:
    """One specimen's scores, by what was done to it."""
    kind, seed, hows = task
    scores: Scores = {how: Score() for how in hows}
    specimen = draw(kind, seed)
    for how in hows:
        turn = seed + (CLEAN, *HOWS).index(how) + PAPERS.index(kind)
        strength = STRENGTHS[turn % len(STRENGTHS)]
        picture = straight(worn(specimen, how, strength, seed))
        name = f"{kind}-{seed} {how}" if how == CLEAN else f"{kind}-{seed} {how} {strength}"
        if is_accepted(picture):
            add(scores[how], name, picture, _reader())
        else:
            scores[how].refused += 1
    return scores


@cache
def _reader() -> Reader:
    """One worker for each of the processes; it ends when they do."""
    return Reader(_PATIENT)


def _seconds(asked: argparse.Namespace) -> int:
    """How long a clean one takes, by document; the exit code is 1 where a median is over its bound."""
    kept = True
    with Reader() as reader:
        reader.warm()
        for kind in asked.kinds:
            taken = seconds_to_read(reader, kind, range(asked.seeds))
            print(  # noqa: T201
                f"{kind:20} median {taken.median:.2f} s, worst {taken.worst:.2f} s, "
                f"{taken.processor:.2f} s of processor time",
                flush=True,
            )
            keep(asked.into, {}, {kind: taken})
            kept = kept and taken.median <= taken.bound
    return int(not kept)


def _verdict(found: dict[str, Scores]) -> int:
    """Both bounds of the plan: clean pictures, and all that the quality check accepts."""
    kept = True
    for words, hows, bound in (("clean", {CLEAN}, 0.995), ("accepted", set(HOWS), 0.97)):
        scores = (s for by_how in found.values() for how, s in by_how.items() if how in hows)
        total = sum(scores, Score())
        kept = kept and total.share >= bound
        print(  # noqa: T201
            f"{words}: {total.right} of {total.asked}, {total.share:.2%}, bound {bound:.1%}; "
            f"{total.refused} pictures refused, {total.pictures} read"
        )
    return int(not kept)


def _row(kind: str, scores: Scores) -> str:
    total = sum(scores.values(), Score())
    shares = "  ".join(
        f"{how} {score.share:.1%}"
        for how, score in scores.items()
        if how == CLEAN or score.share < 1
    )
    return f"{kind:20} {ALL} {total.share:.1%} of {total.asked}, {total.pictures} pictures read, {total.refused} refused; {shares}"


def _arguments(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="two of each; nothing is written")
    parser.add_argument("--seconds", action="store_true", help="measure time instead")
    parser.add_argument("--kinds", nargs="+", choices=PAPERS, default=PAPERS)
    parser.add_argument("--hows", nargs="+", choices=(CLEAN, *HOWS), default=(CLEAN, *HOWS))
    parser.add_argument("--seeds", type=int, default=20, help="clean specimens of each document")
    parser.add_argument("--worn", type=int, default=2, help="how many of them are worn in all ways")
    parser.add_argument("--first", type=int, default=100, help="first seed")
    parser.add_argument("--into", type=Path, default=RESULTS)
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
