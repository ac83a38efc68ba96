"""What may lie on a disk after the power went: everything synced, and of the rest whatever chance left."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path, PurePath

from tests.torture.shim import Act, What

SECTOR = 512
"""Bytes that a disk writes whole or not at all."""


class Fate(Enum):
    """What became of the changes that were not synced."""

    NONE = "none arrived"
    SOME = "some arrived, in any order"
    TORN = "sectors of them arrived"
    ALL = "all arrived"


@dataclass
class _File:
    """A file's bytes: those that are safe, and the changes since its last sync."""

    safe: bytearray = field(default_factory=bytearray)
    waiting: list[Act] = field(default_factory=list)


@dataclass
class DiskAfter:
    """A disk that has seen some acts; a file's name is safe once its folder was synced."""

    names: dict[str, _File] = field(default_factory=dict)
    _safe_names: dict[str, _File] = field(default_factory=dict)
    _open: dict[int, str] = field(default_factory=dict)
    _changes: list[tuple[str, dict[str, _File]]] = field(default_factory=list)
    """Changes of names that are not safe yet: the folder, and all names after the change."""

    def does(self, acts: Iterable[Act]) -> None:
        """Let these acts happen."""
        for act in acts:
            self._do(act)

    def _do(self, act: Act) -> None:
        match act.what:
            case What.OPENED:
                self._opened(act)
            case What.WRITTEN | What.CUT:
                self._file(act.file).waiting.append(act)
            case What.SYNCED:
                self._synced(self._open[act.file])
            case What.REMOVED:
                self.names = {k: v for k, v in self.names.items() if k != act.path}
                self._changes.append((_folder(act.path), self.names))
            case What.RENAMED:
                moved = {k: v for k, v in self.names.items() if k != act.path}
                self.names = moved | {act.new_path: self.names[act.path]}
                self._changes.append((_folder(act.new_path), self.names))

    def _opened(self, act: Act) -> None:
        self._open[act.file] = act.path
        if act.path not in self.names and not Path(act.path).is_dir():
            self.names = self.names | {act.path: _File()}
            self._changes.append((_folder(act.path), self.names))
        elif act.at and act.path in self.names:
            self._file(act.file).waiting.append(Act(What.CUT, act.file, 0, 0, b""))

    def _file(self, number: int) -> _File:
        return self.names[self._open[number]]

    def _synced(self, path: str) -> None:
        if file := self.names.get(path):
            for act in file.waiting:
                _apply(file.safe, act)
            file.waiting.clear()
        else:  # a folder: the names in it, and with them all earlier changes of names
            self._safe_names, self._changes = self.names, []

    def path_of(self, act: Act) -> str:
        """Of the file that an act is about."""
        return self._open[act.file]

    def left(self, fate: Fate, chance: random.Random) -> dict[str, bytes]:
        """What is found by path when the power is back."""
        names = self._safe_names
        if fate is Fate.ALL:
            names = self.names
        elif fate is not Fate.NONE and self._changes:
            kept = chance.randrange(len(self._changes) + 1)  # a journal keeps names in order
            names = self._changes[kept - 1][1] if kept else names
        return {path: _found(file, fate, chance) for path, file in names.items()}


def _found(file: _File, fate: Fate, chance: random.Random) -> bytes:
    found = bytearray(file.safe)
    for act in file.waiting:
        if fate is Fate.ALL or (fate is Fate.SOME and chance.random() < 0.5):
            _apply(found, act)
        elif fate is Fate.TORN:
            for part in _sectors(act):
                if chance.random() < 0.5:
                    _apply(found, part)
    return bytes(found)


def _sectors(act: Act) -> Iterable[Act]:
    if act.what is What.CUT:
        return [act]
    parts, at = [], act.at
    while at < act.at + act.length:
        end = min(act.at + act.length, (at // SECTOR + 1) * SECTOR)
        data = act.data[at - act.at : end - act.at]
        parts.append(Act(What.WRITTEN, act.file, at, len(data), data))
        at = end
    return parts


def _apply(content: bytearray, act: Act) -> None:
    if act.what is What.CUT:
        content[:] = content[: act.length].ljust(act.length, b"\0")
    else:
        content.extend(bytes(max(0, act.at - len(content))))
        content[act.at : act.at + act.length] = act.data


def _folder(path: str) -> str:
    return str(PurePath(path).parent)
