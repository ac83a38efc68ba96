"""Disks that refuse (trust promise P3): every k-th write with ENOSPC, every k-th sync with EIO."""

from __future__ import annotations

import errno
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.torture.shim import run_under

Case = tuple[str, int, str, int]
"""Which call is refused, the how many-th, how, and with which error."""

WAYS = (
    ("write", "ONCE", errno.ENOSPC),
    ("write", "FROM_THEN_ON", errno.ENOSPC),
    ("write", "SHORT", errno.ENOSPC),
    ("sync", "ONCE", errno.EIO),
    ("sync", "FROM_THEN_ON", errno.EIO),
)


@dataclass
class Outcome:
    """What became of the store after so many refusals."""

    points: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    """What the clerk was told, by kind."""
    silent: int = 0
    """Refusals of which nobody had to be told: SQLite tried again, or nothing depended on it."""
    lost: list[str] = field(default_factory=list)
    uncaught: list[str] = field(default_factory=list)
    speechless: list[str] = field(default_factory=list)
    unsaved: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        bad = {"lost": self.lost, "uncaught": self.uncaught, "unsaved": self.unsaved}
        said = ", ".join(f"{len(found)} {name}" for name, found in bad.items())
        told = ", ".join(f"{count} {kind}" for kind, count in self.refused.most_common())
        return f"{self.points} refusals: {said}; told {told}; nothing to tell {self.silent}"


def campaign(folder: Path, most: int | None = None) -> Outcome:
    """Refuse every write and sync of a session in every way, or `most` of each, evenly spread."""
    (clean,) = played(folder, [("write", 0, "ONCE", 0)])
    outcome = Outcome()
    for one in played(folder, list(_cases(clean["writes"], clean["syncs"], most))):
        _count(outcome, one)
    return outcome


def played(folder: Path, cases: list[Case]) -> Iterator[dict[str, Any]]:
    """The sessions, each with its refusal."""
    for start in range(0, len(cases), 200):
        some = cases[start : start + 200]
        done = run_under("tests.torture.refusing", folder / "disk", json.dumps(some))
        answers = [json.loads(line) for line in done.stdout.splitlines()]
        if len(answers) != len(some):
            raise RuntimeError(f"ended at {some[len(answers)]}: {done.stderr[-2000:]}")
        yield from answers


def _cases(writes: int, syncs: int, most: int | None) -> Iterator[Case]:
    for call, mode, error in WAYS:
        count = writes if call == "write" else syncs
        step = 1 if most is None else max(1, count // most)
        for k in range(1, count + 1, step):
            yield call, k, mode, error


def _count(outcome: Outcome, one: dict[str, Any]) -> None:
    case = " ".join(map(str, one["case"]))
    outcome.points += 1
    outcome.refused.update(one["refused"])
    outcome.silent += not one["refused"]
    outcome.lost += [f"{case}: {fault}" for fault in one["faults"]]
    outcome.uncaught += [f"{case}: {one['uncaught']}"] if one["uncaught"] else []
    outcome.speechless += [f"{case}: {words}" for words in one["speechless"]]
    outcome.unsaved += [f"{case}: {kind}" for kind in one["unsaved"]]
