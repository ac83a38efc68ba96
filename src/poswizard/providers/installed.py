"""Catalogue bundles that were applied on this machine: the newest is in force, the last few can be gone back to."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

MOST_KEPT = 5
"""Bundles that stay for going back."""
_GLOB = "[0-9][0-9][0-9][0-9].json"


@dataclass(frozen=True, slots=True)
class Installed:
    """One applied bundle, whose signature was verified when it was applied."""

    version: str
    issued: date
    packs: Mapping[str, str]
    """TOML by pack key."""
    signer: str
    """SHA-256 of the signer's certificate, hexadecimal."""
    applied_on: date


def history(folder: Path) -> list[Installed]:
    """The applied bundles, the one in force last."""
    return [_read(file) for file in _files(folder)]


def in_force(folder: Path) -> Installed | None:
    """The bundle whose packs are used."""
    files = _files(folder)
    return _read(files[-1]) if files else None


def install(folder: Path, bundle: Installed) -> None:
    """Put a bundle in force: all of it or, after a power cut, nothing."""
    folder.mkdir(parents=True, exist_ok=True)
    files = _files(folder)
    number = int(files[-1].stem) + 1 if files else 1
    content = {
        "version": bundle.version,
        "issued": bundle.issued.isoformat(),
        "packs": dict(bundle.packs),
        "signer": bundle.signer,
        "applied_on": bundle.applied_on.isoformat(),
    }
    part = folder / f"{number:04}.part"
    with part.open("w", encoding="utf-8") as file:
        json.dump(content, file, ensure_ascii=False, sort_keys=True, indent=1)
        file.flush()
        os.fsync(file.fileno())
    part.replace(folder / f"{number:04}.json")
    for old in files[: max(0, len(files) + 1 - MOST_KEPT)]:
        old.unlink()


def roll_back(folder: Path) -> Installed | None:
    """Take the bundle in force out; gives it. What was before it is in force again."""
    files = _files(folder)
    if not files:
        return None
    undone = _read(files[-1])
    files[-1].replace(files[-1].with_suffix(".undone"))
    return undone


def _files(folder: Path) -> list[Path]:
    return sorted(folder.glob(_GLOB))


def _read(file: Path) -> Installed:
    content = json.loads(file.read_text(encoding="utf-8"))
    return Installed(
        content["version"],
        date.fromisoformat(content["issued"]),
        content["packs"],
        content["signer"],
        date.fromisoformat(content["applied_on"]),
    )
