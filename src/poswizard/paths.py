"""Where resources and data are, whether run from source, from a wheel or frozen."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


@cache
def resources() -> Path:
    """The folder of shipped data: inside the installed package, or beside `src` in a checkout."""
    inside = _PACKAGE / "resources"
    return inside if inside.is_dir() else _PACKAGE.parents[1] / "resources"


def beginning_of(file: Path, most: int) -> bytes:
    """A file of somebody else's: at most so many bytes, and one more by which a longer one is known."""
    with file.open("rb") as opened:
        return opened.read(most + 1)


def data_folder() -> Path:
    """The folder of the encrypted store: `POSWIZARD_HOME`, or the platform's data folder."""
    if named := os.environ.get("POSWIZARD_HOME"):
        return Path(named).expanduser()
    import platformdirs

    return platformdirs.user_data_path("poswizard", appauthor=False)
