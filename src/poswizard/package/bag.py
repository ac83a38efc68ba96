"""The application package as a BagIt 1.0 bag (RFC 8493) in a stored zip, strictly read.

`<number>-r<revision>.zip` holds one top folder of the same name. bagit.txt comes first, then the payload
by path, then bag-info.txt and the two SHA-256 manifests, so that writing needs one item in memory at a
time. The same contents always give the same bytes, and only those bytes are read.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from poswizard.package import bag_check, zip_oddity
from poswizard.package.errors import DamagedError
from poswizard.package.source import Source, opened
from poswizard.package.watch import Cancelled, Progress, Watch, never, silent
from poswizard.package.zip_layout import LIMITS, Limits
from poswizard.package.zip_reader import read_contents, read_directory


@dataclass(frozen=True, slots=True)
class BagFile:
    """One proved payload file: path below the bag, bytes, SHA-256 in lower-case hex."""

    path: str
    size: int
    sha256: str
    _source: Source = field(repr=False)
    _offset: int = field(repr=False)

    def read(self) -> bytes:
        """The content, proved again, for the package may have been changed since."""
        with opened(self._source) as file:
            file.seek(self._offset)
            data = file.read(self.size)
        if hashlib.sha256(data).hexdigest() != self.sha256:
            raise DamagedError(self.path, zip_oddity.CHANGED)
        return data


@dataclass(frozen=True, slots=True)
class Bag:
    """A package that was read and proved whole: `files` is the payload by path (`data/…`)."""

    name: str
    info: Mapping[str, str]
    files: Mapping[str, BagFile]
    sha256: str
    size: int


def read_bag(
    source: Source,
    progress: Progress = silent,
    cancelled: Cancelled = never,
    *,
    limits: Limits = LIMITS,
) -> Bag:
    """The package in a file or in bytes, every byte of it proved; nothing is unpacked to disk.

    Raises `UnreadableError`, `DamagedError` or `CutShortError`, and `CancelledError`.
    What this cannot prove is who wrote it: a package made anew with other contents is whole, too.
    """
    with opened(source) as file:
        directory = read_directory(file, limits)
        layout = bag_check.layout(directory.entries)
        contents = read_contents(file, directory, layout.is_tag, Watch(progress, cancelled))
    info = bag_check.prove(layout, contents)
    files = {
        path: BagFile(path, entry.size, contents.digests[entry.name], source, entry.data_offset)
        for path, entry in layout.payload.items()
    }
    bag_check.prove_sm3(layout, contents, lambda path: files[path].read())
    return Bag(layout.name, info, files, contents.sha256, directory.size)
