"""Small files that are either the old or the new content, never half of it."""

from __future__ import annotations

import os
import secrets
import time
from pathlib import Path

_RENAME_TRIES = 6
"""A virus scanner or sync client may hold a file for a moment on Windows."""


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
