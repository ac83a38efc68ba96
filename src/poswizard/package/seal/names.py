"""How the files of a sealed package are called, and how large they may be."""

from __future__ import annotations

from pathlib import Path

from poswizard.package.zip_layout import MB, Limits

SEALED, SIGNATURE = ".zip.age", ".zip.age.p7s"

MAX_SEALED = 64 * MB
"""Bytes of the encrypted file: it is opened in memory."""

SEALED_LIMITS = Limits(entries=400, entry=60 * MB, total=63 * MB)
"""The most a package may hold that is to be sealed."""


def is_sealed(path: Path) -> bool:
    """Whether a file is, by its name, a sealed package or its signature."""
    return path.name.lower().endswith((SEALED, SIGNATURE))


def pair(path: Path) -> tuple[Path, Path]:
    """The encrypted file and its signature, whichever of the two is given."""
    if path.name.lower().endswith(SIGNATURE):
        return path.with_name(path.name[: -len(".p7s")]), path
    return path, path.with_name(path.name + ".p7s")
