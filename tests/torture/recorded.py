"""A session under the shim, its disk and its acknowledgements written down in one order. Run as a child."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from poswizard.storage import sqlcipher
from tests.torture.clerk import Clerk, small_reserve
from tests.torture.shim import Disk

ACKS = "acks"
"""File below the watched folder: what is written to it stands in the record between all else."""


def main(folder: Path, record: Path, synchronous: str) -> None:
    """Work in `folder`, with this setting of SQLite's `synchronous`."""
    small_reserve()
    sqlcipher._SETTINGS = tuple(
        f"PRAGMA synchronous={synchronous}" if setting == "PRAGMA synchronous=FULL" else setting
        for setting in sqlcipher._SETTINGS
    )
    assert f"PRAGMA synchronous={synchronous}" in sqlcipher._SETTINGS
    folder.mkdir(parents=True)
    disk = Disk()
    disk.begin(folder, record)
    acks = os.open(folder / ACKS, os.O_WRONLY | os.O_CREAT, 0o600)
    clerk = Clerk(folder / "store", lambda *words: _say(acks, *words))
    clerk.work()
    disk.end()
    assert not clerk.refused
    assert not clerk.unsaved


def _say(acks: int, *words: object) -> None:
    os.write(acks, (" ".join(map(str, words)) + "\n").encode())


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
