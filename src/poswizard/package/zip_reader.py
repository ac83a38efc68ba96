"""Read a zip that has the package's fixed layout, and refuse every other byte of it.

The directory is read first and rebuilt from the names, sizes and checksums it claims; whatever differs
from the rebuilt bytes is refused. Then the file is read once from start to end. Nothing is ever
unpacked to disk, and no size the file claims is believed before it is capped.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO

from poswizard.package import zip_oddity
from poswizard.package.entry_names import safe_to_show
from poswizard.package.errors import CutShortError, DamagedError, UnreadableError
from poswizard.package.watch import Watch
from poswizard.package.zip_layout import (
    CENTRAL,
    CHUNK,
    END,
    END_MARK,
    LIMITS,
    LOCAL_MARK,
    MAX_NAME,
    Entry,
    Limits,
    central_header,
    end_record,
    local_header,
)
from poswizard.text import Text

_SMALL = 1 << 20  # below this a second thread costs more than it saves

Update = Callable[[bytes | memoryview], None]


@dataclass(frozen=True, slots=True)
class Directory:
    """What the end of the file claims: its entries in order, and the very bytes that say so."""

    entries: tuple[Entry, ...]
    tail: bytes

    @property
    def size(self) -> int:
        """Bytes of the whole file."""
        return (self.entries[-1].end if self.entries else 0) + len(self.tail)


@dataclass(frozen=True, slots=True)
class Contents:
    """What one reading of the file gave: digests as lower-case SHA-256, and the small files kept."""

    sha256: str
    digests: dict[str, str]
    kept: dict[str, bytes]


def read_directory(file: BinaryIO, limits: Limits = LIMITS) -> Directory:
    """The entries of the zip in `file`, all headers at the end proved, no content read."""
    size = file.seek(0, 2)
    if size > limits.file:
        raise UnreadableError(zip_oddity.too_big(size, limits))
    file.seek(0)
    _refuse_other_files(file.read(4), size)
    file.seek(max(0, size - limits.directory - END.size))
    end = file.read()
    count, length, offset = _end(end, size, limits)
    tail = end[-length - END.size :]
    entries = tuple(_entries(tail, count, limits))
    if (entries[-1].end if entries else 0) != offset:
        raise DamagedError(None, zip_oddity.GAPS)
    return Directory(entries, tail)


def _refuse_other_files(head: bytes, size: int) -> None:
    if size == 0 or not any(head):
        raise CutShortError(None, Text("文件是空的", "the file is empty"))
    if head not in (LOCAL_MARK, END_MARK) and not LOCAL_MARK.startswith(head):
        raise UnreadableError(zip_oddity.NOT_A_PACKAGE)


def _end(end: bytes, size: int, limits: Limits) -> tuple[int, int, int]:
    """Number of entries, bytes of the directory and where it begins, as the last record says."""
    record = end[-END.size :]
    if len(record) < END.size or not record.startswith(END_MARK):
        raise zip_oddity.no_end(end)
    count, length, offset = END.unpack(record)[4:7]
    if record != end_record(count, length, offset):
        raise DamagedError(None, zip_oddity.in_end(record))
    if count > limits.entries:
        raise DamagedError(None, zip_oddity.TOO_MANY)
    if offset + length + END.size != size or length > len(end) - END.size:
        raise DamagedError(None, zip_oddity.GAPS)
    return count, length, offset


def _entries(tail: bytes, count: int, limits: Limits) -> Iterator[Entry]:
    """Each entry of the directory, proved to be worded as the writer would."""
    position = offset = total = 0
    for _ in range(count):
        entry, raw = _entry(tail[position : -END.size], offset)
        position += len(raw)
        total += entry.size
        if raw != central_header(entry):
            raise DamagedError(safe_to_show(entry.name), zip_oddity.in_central(raw))
        if entry.size > limits.entry or total > limits.file:
            raise DamagedError(safe_to_show(entry.name), zip_oddity.TOO_LARGE)
        yield entry
        offset = entry.end
    if position != len(tail) - END.size:
        raise DamagedError(None, zip_oddity.GAPS)


def _entry(rest: bytes, offset: int) -> tuple[Entry, bytes]:
    """The entry at the start of `rest`, expected to begin at `offset`, and its bytes."""
    if len(rest) < CENTRAL.size:
        raise DamagedError(None, zip_oddity.GAPS)
    fields = CENTRAL.unpack_from(rest)
    crc, size, name_length = fields[7], fields[9], fields[10]
    raw = rest[: CENTRAL.size + name_length]
    name = raw[CENTRAL.size :]
    if not name.isascii() or not 0 < name_length <= MAX_NAME or len(name) != name_length:
        raise DamagedError(safe_to_show(name), zip_oddity.BAD_NAME)
    return Entry(name.decode("ascii"), crc, size, offset), raw


def read_contents(
    file: BinaryIO, directory: Directory, keep: Callable[[str], bool], watch: Watch
) -> Contents:
    """Read the file once, proving every byte; `keep` names the entries whose bytes are wanted."""
    digests: dict[str, str] = {}
    kept: dict[str, bytes] = {}
    file.seek(0)
    with _second_digest(directory.size) as (whole, sha256):
        reading = _Reading(file, directory.size, whole, watch)
        for entry in directory.entries:
            parts: list[bytes] = []
            digests[entry.name] = reading.entry(entry, parts if keep(entry.name) else None)
            if keep(entry.name):
                kept[entry.name] = b"".join(parts)
        reading.tail(directory.tail)
    return Contents(sha256(), digests, kept)


@dataclass
class _Reading:
    """One pass over the file, from its first byte to its last."""

    file: BinaryIO
    size: int
    whole: Update
    watch: Watch

    def entry(self, entry: Entry, parts: list[bytes] | None) -> str:
        """The SHA-256 of the next entry, header and CRC proved; its content goes to `parts`."""
        self._header(entry)
        sha256, crc, left = hashlib.sha256(), 0, entry.size
        while left:
            chunk = self.file.read(min(left, CHUNK))
            if not chunk:
                raise DamagedError(entry.name, zip_oddity.CHANGED)
            self.whole(chunk)
            sha256.update(chunk)
            crc = zlib.crc32(chunk, crc)
            left -= len(chunk)
            if parts is not None:
                parts.append(chunk)
            self.watch.at((entry.end - left) / self.size)
        if crc != entry.crc:
            raise DamagedError(entry.name, zip_oddity.BAD_CRC)
        return sha256.hexdigest()

    def _header(self, entry: Entry) -> None:
        expected = local_header(entry)
        if (found := self.file.read(len(expected))) != expected:
            raise DamagedError(entry.name, zip_oddity.in_local(found))
        self.whole(found)

    def tail(self, tail: bytes) -> None:
        """The directory once more: the file must not have changed since it was read first."""
        if self.file.read(len(tail) + 1) != tail:
            raise DamagedError(None, zip_oddity.CHANGED)
        self.whole(tail)
        self.watch.at(1.0)


@contextmanager
def _second_digest(size: int) -> Iterator[tuple[Update, Callable[[], str]]]:
    """The digest of the whole file beside those of its entries, on a second core when that pays."""
    digest = hashlib.sha256()
    if size < _SMALL:
        yield digest.update, digest.hexdigest
        return
    with ThreadPoolExecutor(1) as pool:
        # at most two chunks wait, so that a slow core cannot make memory grow
        waiting: list[Future[None]] = []

        def update(chunk: bytes | memoryview) -> None:
            waiting.append(pool.submit(digest.update, chunk))
            if len(waiting) > 2:
                waiting.pop(0).result()

        def hexdigest() -> str:
            for future in waiting:
                future.result()
            return digest.hexdigest()

        yield update, hexdigest
