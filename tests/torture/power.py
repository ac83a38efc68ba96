"""Power cuts (trust promise P2): nothing acknowledged is lost, and the store always opens."""

from __future__ import annotations

import random
import shutil
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from tests.torture.clerk import Said, faults
from tests.torture.disk_after import DiskAfter, Fate
from tests.torture.recorded import ACKS
from tests.torture.shim import Act, What, acts, run_under

SEED = 20261123


@dataclass
class Outcome:
    """What became of the store after so many cuts."""

    cuts: int = 0
    lost: int = 0
    unreadable: int = 0
    acknowledged: int = 0
    """Acknowledgements before all cuts together."""
    examples: Counter[str] = field(default_factory=Counter)

    def __str__(self) -> str:
        return (
            f"{self.cuts} cuts, {self.acknowledged} acknowledgements: lost {self.lost}, unreadable {self.unreadable}"
            + (f"; e.g. {self.examples.most_common(3)}" if self.examples else "")
        )


def campaign(folder: Path, cuts: int, synchronous: str = "FULL", seed: int = SEED) -> Outcome:
    """Record one session, then cut the power at so many moments of it and look what is left."""
    record = folder / "record"
    done = run_under("tests.torture.recorded", folder / "disk", record, synchronous)
    if done.returncode:
        raise RuntimeError(done.stderr)
    session, chance = list(acts(record)), random.Random(seed)  # noqa: S311
    outcome, disk, said, so_far = Outcome(cuts), DiskAfter(), Said(), 0
    for moment in sorted(chance.randrange(1, len(session) + 1) for _ in range(cuts)):
        for act in session[so_far:moment]:
            _listen(disk, said, act)
        so_far = moment
        outcome.acknowledged += sum(said.saved.values()) + len(said.scans) + len(said.deleted)
        left = disk.left(chance.choice(list(Fate)), chance)
        _look(_written(left, folder), said, outcome)
    return outcome


def _listen(disk: DiskAfter, said: Said, act: Act) -> None:
    """Let the disk see an act; a line of the acknowledgements is heard, not stored."""
    disk.does([act])
    is_ack = (
        act.what is What.WRITTEN and act.data[:1].isalpha() and disk.path_of(act).endswith(ACKS)
    )
    if is_ack:
        said.hear(*act.data.decode().split())


def _written(left: dict[str, bytes], folder: Path) -> Path:
    """The store as it is found, in a folder of its own."""
    store = folder / "found"
    shutil.rmtree(store, ignore_errors=True)
    store.mkdir()
    for path, content in left.items():
        if not path.endswith((ACKS, "-shm")):
            (store / Path(path).name).write_bytes(content)
    return store


def _look(store: Path, said: Said, outcome: Outcome) -> None:
    try:
        found = faults(store, said)
    except Exception as error:  # noqa: BLE001  whatever keeps it from being opened is what is looked for
        outcome.unreadable += 1
        outcome.examples[f"{type(error).__name__}: {error}"] += 1
        return
    outcome.lost += bool(found)
    outcome.examples.update(found)
