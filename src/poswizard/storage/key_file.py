"""Where the key file of a data folder stands, and what the first window must know of it. Light."""

from __future__ import annotations

from pathlib import Path


def path_in(folder: Path) -> Path:
    """Where the key file of a data folder stands."""
    return folder / "poswizard.keys"


def copy_in(folder: Path) -> Path:
    """Where its copy stands: one bad sector must not lock everybody out."""
    return folder / "poswizard.keys.copy"


def exists(folder: Path) -> bool:
    """Whether the folder has a key file, in order or not."""
    return path_in(folder).is_file() or copy_in(folder).is_file()


def may_name_keychain(folder: Path) -> bool:
    """Whether the key file seems to have a slot for the system's keychain; nothing is checked yet."""
    try:
        return b'"keychain"' in path_in(folder).read_bytes()
    except OSError:
        return False
