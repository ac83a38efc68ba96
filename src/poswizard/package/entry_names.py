"""Which names a package may have inside: plain ASCII that every system can create, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable

from poswizard.text import Text

PAYLOAD = "data/"
ACQUIRER = "data/acquirer/"
"""The application in the chosen acquirer's own words: one file at most, named by the provider's pack."""

_TOP = re.compile(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*-r[1-9][0-9]{0,3}")
_SEGMENT = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9_-])?")
# names Windows keeps for devices, with or without an ending (Microsoft, "Naming Files, Paths, and Namespaces")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.IGNORECASE)

_MAX_TOP, _MAX_PATH, _MAX_DEPTH = 64, 120, 5

_BAD_TOP = Text(
    "顶层文件夹名不是“编号-r修订号”",
    "the top folder's name is not <number>-r<revision>",
)
_BAD_PATH = Text("文件名不合规定", "the file name is not allowed")
_RESERVED_PATH = Text("文件名是系统保留名", "the file name is reserved by the system")
_TOO_LONG = Text("文件名过长或层级过深", "the file name is too long or too deep")


def safe_to_show(name: str | bytes) -> str:
    """A name from an untrusted file, as printable ASCII of at most 80 characters."""
    text = name if isinstance(name, str) else name.decode("ascii", "backslashreplace")
    printable = text.encode("unicode_escape").decode("ascii")
    return printable if len(printable) <= 80 else printable[:77] + "..."


def fault_in_top(name: str) -> Text | None:
    """What is wrong with a top folder's name, which is `<number>-r<revision>`."""
    return None if len(name) <= _MAX_TOP and _TOP.fullmatch(name) else _BAD_TOP


def fault_in_payload_path(path: str) -> Text | None:
    """What is wrong with a path below the top folder that should be one of the payload."""
    segments = path.split("/")
    if len(path) > _MAX_PATH or len(segments) > _MAX_DEPTH:
        return _TOO_LONG
    if not path.startswith(PAYLOAD) or not all(map(_SEGMENT.fullmatch, segments)):
        return _BAD_PATH
    return _RESERVED_PATH if any(map(_RESERVED.fullmatch, segments)) else None


def clash(paths: Iterable[str]) -> str | None:
    """A path that meets another on a disk without case: the same file, or a file where a folder is."""
    files: set[str] = set()
    folders: set[str] = set()
    for path in paths:
        folded = path.lower()
        parts = folded.split("/")
        above = {"/".join(parts[:depth]) for depth in range(1, len(parts))}
        if folded in files or folded in folders or above & files:
            return path
        files.add(folded)
        folders |= above
    return None
