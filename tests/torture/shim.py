"""The shim between a program and its disk: compiled here, preloaded into children, spoken to from there."""

from __future__ import annotations

import ctypes
import functools
import os
import shutil
import struct
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path

from tests.storage.conftest import child_environment

SOURCE = Path(__file__).with_name("shim.c")
_LINE = struct.Struct("<Iiqq")


class What(IntEnum):
    """What was done; the numbers are those of `shim.c`."""

    OPENED = 1
    WRITTEN = 2
    CUT = 3
    SYNCED = 4
    REMOVED = 5
    RENAMED = 6


class Mode(IntEnum):
    """How a call is refused."""

    ONCE = 0
    FROM_THEN_ON = 1
    SHORT = 2
    """A write takes half of its bytes and says so."""


@dataclass(frozen=True, slots=True)
class Act:
    """One call that changed the disk, in the order in which the calls returned."""

    what: What
    file: int
    """The file's descriptor; -1 where there is none."""
    at: int
    """Offset of a write; 1 for an opening that empties the file."""
    length: int
    data: bytes
    """What was written, or the path, or both paths with a zero between."""

    @property
    def path(self) -> str:
        """The path, or the first of the two."""
        return self.data.split(b"\0")[0].decode()

    @property
    def new_path(self) -> str:
        """Where a renaming led."""
        return self.data.split(b"\0")[1].decode()


def why_not() -> str:
    """Why the shim cannot be had on this machine; empty if it can."""
    if not sys.platform.startswith("linux"):
        return "the shim is for Linux"
    return "" if shutil.which("cc") else "there is no C compiler (cc)"


@functools.cache
def built() -> Path:
    """The compiled shim."""
    folder = Path(tempfile.gettempdir()) / f"poswizard-torture-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    library = folder / f"shim-{SOURCE.stat().st_mtime_ns}.so"
    if not library.exists():
        made = library.with_suffix(f".{os.getpid()}.part")
        command = ["cc", "-O1", "-Wall", "-Werror", "-shared", "-fPIC", "-o", str(made)]
        subprocess.run([*command, str(SOURCE), "-ldl", "-lpthread"], check=True)
        made.replace(library)
    return library


def run_under(module: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Run a module of ours in a process whose disk is watched."""
    return subprocess.run(
        [sys.executable, "-W", "error", "-m", module, *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
        env={**child_environment(), "LD_PRELOAD": str(built())},
    )


class Disk:
    """The shim as seen from inside a process into which it is loaded."""

    def __init__(self) -> None:
        self._calls = ctypes.CDLL(None)
        for name in ("torture_writes", "torture_syncs"):
            getattr(self._calls, name).restype = ctypes.c_long

    def begin(self, folder: Path, record: Path | None = None) -> None:
        """Watch everything below a folder from now on; with `record`, write it down."""
        told = str(record).encode() if record else b""
        self._calls.torture_begin(str(folder).encode(), told)

    def end(self) -> None:
        """Watch no longer, refuse nothing."""
        self._calls.torture_end()

    def refuse_write(self, k: int, mode: Mode, error: int) -> None:
        """Refuse the write that is the `k`th since the beginning; 0 refuses none."""
        self._calls.torture_refuse_write(ctypes.c_long(k), int(mode), error)

    def refuse_sync(self, k: int, mode: Mode, error: int) -> None:
        """Refuse the `k`th sync since the beginning; 0 refuses none."""
        self._calls.torture_refuse_sync(ctypes.c_long(k), int(mode), error)

    @property
    def writes(self) -> int:
        """How many writes there were."""
        return self._calls.torture_writes()

    @property
    def syncs(self) -> int:
        """How many syncs there were."""
        return self._calls.torture_syncs()


def acts(record: Path) -> Iterator[Act]:
    """What a record says, from its beginning."""
    data, place = record.read_bytes(), 0
    while place < len(data):
        what, file, at, length = _LINE.unpack_from(data, place)
        place += _LINE.size
        carried = 0 if what in (What.CUT, What.SYNCED) else length
        yield Act(What(what), file, at, length, data[place : place + carried])
        place += carried
