"""A small real disk of its own, to be filled, made read-only or pulled out."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[Path]:
    """A tmpfs mounted on `folder`; the test is skipped where mounting is not allowed."""
    folder.mkdir()
    options = f"size={megabytes}m,mode=0700"
    if not _run("mount", "-t", "tmpfs", "-o", options, "tmpfs", folder):
        pytest.skip("mounting a disk needs root on Linux")
    try:
        yield folder
    finally:
        _run("umount", "-l", folder)


def pull_out(folder: Path) -> None:
    """What a person does who pulls the stick while it is written."""
    assert _run("umount", "-l", folder)


def write_protect(folder: Path) -> None:
    """The little switch on the side of the stick."""
    assert _run("mount", "-o", "remount,ro", folder)


def _run(*command: str | Path) -> bool:
    try:
        return subprocess.run(command, check=False, capture_output=True).returncode == 0
    except FileNotFoundError:
        return False
