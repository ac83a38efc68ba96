"""How well corners are found and pictures judged, on specimens worn out on purpose.

    python -m tests.documents.measure [--quick] [--pictures N] [--read N] [--first SEED] [--trace FILE]

Prints a table, writes `results.json`, and ends with 1 where a bound is not kept. Between what must be
accepted and what must be refused lies a zone where either is right; nothing is drawn from it. With a
trace, a run that was ended goes on where it was, and bounds are tried again without drawing anew.
"""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

from poswizard.documents.measures import fingerprint
from poswizard.documents.quality import SAME_BITS, difference
from tests.documents.read_checks import read_checks
from tests.documents.specimens import degrade, draw
from tests.documents.specimens.arrays import array
from tests.documents.trials import CORNERS, Job, Outcome, codes, outcomes
from tests.documents.wear import CHECKS

RESULTS = Path(__file__).with_name("results.json")
WITHIN = 0.01
"""Of the document's width, the corners' bound."""
LEAST_WITHIN = 0.98
MOST_WRONG = 0.02
"""Of bad pictures accepted and of fine ones refused, for every check."""

Say = Callable[[str], None]
_BY_NAME = {check.name: check for check in CHECKS}


@dataclass(slots=True)
class Rates:
    """What went wrong, of how many."""

    accepted: Counter[str] = field(default_factory=Counter)
    """Bad pictures accepted, by check."""
    bad: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    """Fine pictures refused, by code."""
    fine: int = 0
    errors: list[float] = field(default_factory=list)
    """Distances between found and true corners, in widths of the document."""
    seconds: float = 0.0

    def add(self, job: Job, found: Outcome) -> str:
        """Count one picture; what was wrong with the judgement, if anything."""
        name, _, is_bad = job
        if name == CORNERS:
            self.errors.append(found["error"])
            self.seconds += found["seconds"]
            return f"off by {found['error']:.1%}" if found["error"] > WITHIN else ""
        if is_bad:
            return self._add_bad(name, codes(found))
        self.fine += 1
        refused = codes(found)
        self.refused.update(refused)
        return f"refused for {', '.join(sorted(refused))}" if refused else ""

    def _add_bad(self, name: str, found: frozenset[str]) -> str:
        check = _BY_NAME[name]
        self.bad[name] += 1
        if found & {code.value for code in (check.code, *check.also)}:
            return ""
        self.accepted[name] += 1
        return "accepted"


def fingerprint_gap(pictures: int) -> tuple[int, int]:
    """Most bits between copies of one picture, fewest between two documents of one kind."""
    alike, apart = 0, 256
    for kind in ("id_front", "licence", "account_information", "shop_front"):
        seeds = _unlike(kind, pictures)
        marks = [fingerprint(array(draw(kind, seed).image)) for seed in seeds]
        for at, seed in enumerate(seeds):
            worn = degrade(
                degrade(draw(kind, seed), "low_resolution", 0.5, seed), "jpeg", 0.6, seed
            )
            alike = max(alike, difference(marks[at], fingerprint(array(worn.image))))
            apart = min([apart, *(difference(marks[at], mark) for mark in marks[:at])])
    return alike, apart


def _unlike(kind: str, pictures: int) -> list[int]:
    """The first seed of each picture: there are fewer kinds of shop than seeds."""
    return list(
        {draw(kind, seed).image.tobytes(): seed for seed in reversed(range(pictures))}.values()
    )


def report(seeds: range, say: Say, trace: Path | None = None) -> dict[str, Any]:
    """What needs no reading, as plain values."""
    rates = Rates()
    for job, found in outcomes(seeds, trace):
        if wrong := rates.add(job, found):
            say(f"    {job[0]} {found['kind']} {job[1]}: {wrong}")
    alike, apart = fingerprint_gap(min(len(seeds), 12))
    within = sum(error <= WITHIN for error in rates.errors)
    return {
        "corners": {
            "pictures": len(rates.errors),
            "within 1 % of the width": round(within / len(rates.errors), 4),
            "median error": round(median(rates.errors), 5),
            "seconds of processor time": round(rates.seconds / len(rates.errors), 3),
        },
        "false accepts": _shares(rates.accepted, rates.bad),
        "false rejects": {
            code: round(rates.refused[code] / rates.fine, 4)
            for code in sorted({check.code.value for check in CHECKS})
        },
        "pictures per check": len(seeds),
        "first seed": seeds.start,
        "fingerprints": {"copies differ by at most": alike, "documents by at least": apart},
    }


def report_of_read(seeds: range, say: Say) -> dict[str, Any]:
    """What is found by reading, as plain values."""
    tally = read_checks(seeds, say)
    return {
        "read: pictures": len(seeds),
        "read: false accepts": _shares(tally.accepted, tally.bad),
        "read: false rejects": _shares(tally.refused, tally.fine),
    }


def _shares(wrong: Mapping[str, int], of: Mapping[str, int]) -> dict[str, float]:
    return {name: round(wrong.get(name, 0) / of[name], 4) for name in sorted(of)}


def broken_bounds(found: Mapping[str, Any]) -> Iterator[str]:
    """Every bound that is not kept, with what was measured."""
    if corners := found.get("corners"):
        within = corners["within 1 % of the width"]
        if within < LEAST_WITHIN:
            yield f"corners within 1 % of the width: {within:.2%}, bound {LEAST_WITHIN:.0%}"
    for side in ("false accepts", "false rejects", "read: false accepts", "read: false rejects"):
        for name, rate in found.get(side, {}).items():
            if rate > MOST_WRONG:
                yield f"{side} of {name}: {rate:.2%}, bound {MOST_WRONG:.0%}"
    if marks := found.get("fingerprints"):
        alike, apart = marks["copies differ by at most"], marks["documents by at least"]
        if not alike <= SAME_BITS < apart:
            yield f"fingerprints: {alike} and {apart} bits, bound {SAME_BITS} between them"


def _asked(arguments: list[str] | None) -> Namespace:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a few pictures, nothing written")
    parser.add_argument("--pictures", type=int, default=60, help="of each side of each check")
    parser.add_argument("--read", type=int, default=60, help="the same, of those that are read")
    parser.add_argument("--first", type=int, default=0, help="first seed")
    parser.add_argument("--trace", type=Path, help="keeps every picture's numbers, and goes on")
    parser.add_argument("--into", type=Path, default=RESULTS)
    return parser.parse_args(arguments)


def main(say: Say, arguments: list[str] | None = None) -> int:
    """Measure, print and keep; 1 where a bound is not kept. A part of which no picture is wanted stays."""
    asked = _asked(arguments)
    found: dict[str, Any] = {}
    if count := min(asked.pictures, 3) if asked.quick else asked.pictures:
        found |= report(range(asked.first, asked.first + count), say, asked.trace)
    if count := min(asked.read, 3) if asked.quick else asked.read:
        found |= report_of_read(range(asked.first, asked.first + count), say)
    for name, values in found.items():
        say(name)
        for key, value in values.items() if isinstance(values, dict) else ((values, ""),):
            say(f"  {key!s:32} {value}")
    if not asked.quick:
        kept = json.loads(asked.into.read_text("utf-8")) if asked.into.is_file() else {}
        asked.into.write_text(
            json.dumps(kept | found, indent=2, ensure_ascii=False) + "\n", "utf-8"
        )
    broken = list(broken_bounds(found))
    for words in broken:
        say(f"not kept: {words}")
    return int(bool(broken))


if __name__ == "__main__":
    sys.exit(main(print))
