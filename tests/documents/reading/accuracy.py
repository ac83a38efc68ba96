"""`python -m tests.documents.reading.accuracy [--quick] [--kinds …] [--hows …]`: how much is read right.

Reads specimens through the real worker, prints a table, names every value missed, and writes `results.json`.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from poswizard.documents.reading.reader import Reader
from tests.documents.reading.judging import is_accepted, straight
from tests.documents.reading.measuring import CLEAN, HOWS, Score, add, specimens, worn
from tests.documents.specimens import PAPERS

RESULTS = Path(__file__).with_name("results.json")
STRENGTHS = (0.15, 0.3)
"""How much of each degradation. What the quality check sends back is not read, only counted."""

Scores = dict[str, dict[str, Score]]
"""By document, then by what was done to it."""


def main(arguments: list[str] | None = None) -> int:
    """Measure, print, write; the exit code is 1 where a bound is not kept."""
    asked = _arguments(arguments)
    seeds = range(2) if asked.quick else range(asked.first, asked.first + asked.seeds)
    scores: Scores = {}
    with Reader() as reader:
        for kind in asked.kinds:
            scores[kind] = measured(reader, kind, seeds, asked.hows)
            print(_row(kind, scores[kind]), flush=True)  # noqa: T201
            if not asked.quick:
                _write(scores, asked.into)
    for missed in (m for by_how in scores.values() for s in by_how.values() for m in s.missed):
        print(f"  {missed}")  # noqa: T201
    return _verdict(scores)


def _verdict(scores: Scores) -> int:
    """Both bounds of the plan: clean pictures, and all that the quality check accepts."""
    kept = True
    for words, hows, bound in (("clean", {CLEAN}, 0.995), ("accepted", set(HOWS), 0.97)):
        total = Score()
        for score in (s for by_how in scores.values() for how, s in by_how.items() if how in hows):
            total.asked, total.right = total.asked + score.asked, total.right + score.right
        kept = kept and total.share >= bound
        print(f"{words}: {total.right} of {total.asked}, {total.share:.2%}, bound {bound:.1%}")  # noqa: T201
    return int(not kept)


def measured(
    reader: Reader, kind: str, seeds: Sequence[int], hows: Sequence[str]
) -> dict[str, Score]:
    """The scores of one document, clean ones for every seed and worn ones for the first few."""
    found: dict[str, Score] = {}
    for how in hows:
        score = found.setdefault(how, Score())
        for name, specimen in specimens([kind], seeds if how == CLEAN else seeds[:3]):
            for strength in (0.0,) if how == CLEAN else STRENGTHS:
                picture = straight(worn(specimen, how, strength, len(name)))
                if is_accepted(picture):
                    add(score, f"{name} {how} {strength}", picture, reader)
                else:
                    score.refused += 1
    return found


def _row(kind: str, scores: dict[str, Score]) -> str:
    shares = "  ".join(f"{how} {score.share:.1%}" for how, score in scores.items())
    return f"{kind:20} {shares}"


def _write(scores: Scores, into: Path) -> None:
    """Put what was measured in the place of its older self; the rest stays."""
    known: dict[str, Any] = json.loads(into.read_text("utf-8")) if into.is_file() else {}
    for kind, by_how in scores.items():
        known.setdefault(kind, {})
        for how, score in by_how.items():
            said = asdict(score)
            known[kind][how] = said | {"share": round(score.share, 4)}
    ordered = {kind: known[kind] for kind in sorted(known)}
    into.write_text(json.dumps(ordered, ensure_ascii=False, indent=1) + "\n", "utf-8")


def _arguments(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="two of each; nothing is written")
    parser.add_argument("--kinds", nargs="+", choices=PAPERS, default=PAPERS)
    parser.add_argument("--hows", nargs="+", choices=(CLEAN, *HOWS), default=(CLEAN, *HOWS))
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--first", type=int, default=100, help="first seed")
    parser.add_argument("--into", type=Path, default=RESULTS)
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
