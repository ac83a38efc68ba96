"""Small files that are either the old or the new content, never half of it."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import time
from collections.abc import Iterator
from pathlib import Path

from poswizard.storage.errors import DiskFullError, ReadOnlyFolderError

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_RENAME_TRIES = 6
"""A virus scanner or sync client may hold a file for a moment on Windows."""


@contextlib.contextmanager
def in_words() -> Iterator[None]:
    """What the disk refuses, as an error that a person can act on."""
    try:
        yield
    except OSError as error:
        raise (DiskFullError if error.errno in _FULL else ReadOnlyFolderError) from error


def write_durably(path: Path, data: bytes) -> None:
    """Put `data` at `path`: written aside, synced, renamed, folder synced; readable by the owner only."""
    aside = path.with_name(f"{path.name}.{secrets.token_hex(4)}.part")
    try:
        handle = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        move_durably(aside, path)
    finally:
        with contextlib.suppress(OSError):  # a read-only disk does not let go of what it never took
            aside.unlink(missing_ok=True)


def move_durably(source: Path, to: Path) -> None:
    """Rename within a folder so that the new name survives a power cut."""
    for attempt in range(_RENAME_TRIES):
        try:
            source.replace(to)
            break
        except PermissionError:
            if os.name != "nt" or attempt == _RENAME_TRIES - 1:
                raise
            time.sleep(0.02 * 2**attempt)
    sync_folder(to.parent)


def sync_folder(folder: Path) -> None:
    """Make names in `folder` durable; Windows has no such call and needs none."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def create_private_folder(folder: Path) -> None:
    """Make `folder` if it is missing, for the owner only."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
