"""A reserve of disk space, given back when the disk is full so that what was typed can be saved."""

from __future__ import annotations

import contextlib
import os
import shutil
from pathlib import Path

SIZE = 64 * 1024 * 1024
"""Bytes held in reserve."""

_BLOCK = 1024 * 1024


class Ballast:
    """A file that takes up real blocks and holds nothing."""

    def __init__(self, folder: Path, size: int = SIZE) -> None:
        self.path = folder / "poswizard.ballast"
        self.size = size

    def is_there(self) -> bool:
        """Whether the whole reserve is held."""
        with contextlib.suppress(OSError):
            return self.path.stat().st_size >= self.size
        return False

    def is_affordable(self) -> bool:
        """Whether as much again would stay free once the reserve is made."""
        return shutil.disk_usage(self.path.parent).free >= 2 * self.size

    def make(self) -> bool:
        """Take the reserve if there is room for it; whether it is held now."""
        if self.is_there() or not self.is_affordable():
            return self.is_there()
        try:
            self._fill()
        except OSError:
            self.release()
        return self.is_there()

    def release(self) -> bool:
        """Give the reserve back; whether there was one."""
        try:
            self.path.unlink()
        except OSError:
            return False
        return True

    def _fill(self) -> None:
        handle = os.open(self.path, os.O_WRONLY | os.O_CREAT, 0o600)
        with os.fdopen(handle, "wb") as file:
            if hasattr(os, "posix_fallocate"):
                os.posix_fallocate(file.fileno(), 0, self.size)
                return
            for _ in range(self.size // _BLOCK):
                file.write(bytes(_BLOCK))
