"""Sessions on a disk that refuses its k-th write or sync, for many k one after another. Run as a child.

Says one JSON object per case; see `refusals.py`.
"""

from __future__ import annotations

import json
import logging
import os
import shutil
import sys
import traceback
from contextlib import suppress
from pathlib import Path
from typing import Any

from tests.torture.clerk import Clerk, Said, faults, small_reserve
from tests.torture.shim import Disk, Mode


def main(folder: Path, cases: list[tuple[str, int, Mode, int]]) -> None:
    """Play the session once for each case: which call, the how many-th, how, and with which error."""
    small_reserve()
    logging.getLogger("poswizard").setLevel(logging.CRITICAL)
    disk = Disk()
    for call, k, mode, error in cases:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        _say(_played(disk, folder, call, k, mode, error))


def _played(disk: Disk, folder: Path, call: str, k: int, mode: Mode, error: int) -> dict[str, Any]:
    said, uncaught = Said(), ""
    clerk = Clerk(
        folder / "store",
        lambda *words: said.hear(*map(str, words)),
        relieve=lambda: _relieve(disk),
    )
    disk.begin(folder)
    refuse = disk.refuse_write if call == "write" else disk.refuse_sync
    refuse(k, mode, error)
    try:
        clerk.work()
    except Exception:  # noqa: BLE001  whatever escapes the store is what is looked for
        uncaught = traceback.format_exc(limit=-6)
    writes, syncs = disk.writes, disk.syncs
    disk.end()
    refused = [type(one).__name__ for one in clerk.refused]
    speechless = [str(one) for one in clerk.refused if len(one.text.zh) < 8]
    found: list[str] = []
    try:
        found = faults(folder / "store", said)
    except Exception:  # noqa: BLE001  cannot be opened, although the disk works again
        found = ["unreadable: " + traceback.format_exc(limit=-4)]
    return {
        "case": [call, k, mode.name, error], "writes": writes, "syncs": syncs, "refused": refused,
        "speechless": speechless, "uncaught": uncaught, "unsaved": clerk.unsaved, "faults": found,
    }  # fmt: skip


def _relieve(disk: Disk) -> None:
    disk.refuse_write(0, Mode.ONCE, 0)
    disk.refuse_sync(0, Mode.ONCE, 0)


def _say(what: dict[str, Any]) -> None:
    with suppress(BrokenPipeError):
        os.write(1, (json.dumps(what) + "\n").encode())


if __name__ == "__main__":
    asked = [(call, k, Mode[mode], error) for call, k, mode, error in json.loads(sys.argv[2])]
    main(Path(sys.argv[1]), asked)
