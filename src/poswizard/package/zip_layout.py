"""The one byte layout a package's zip may have: written by the writer, demanded by the reader.

It is a plain zip (PKWARE APPNOTE 6.3) with every freedom taken out: stored, sizes and CRC in the local
header, no extra field, comment, data descriptor, encryption or zip64, entries without gaps, and a fixed
time and mode. So the names and contents determine every byte, and the reader can rebuild the headers and
compare instead of judging what it finds.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

LOCAL = struct.Struct("<4s5H3I2H")
CENTRAL = struct.Struct("<4s6H3I5H2I")
END = struct.Struct("<4s4H2IH")

LOCAL_MARK, CENTRAL_MARK, END_MARK = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"

_NEEDED = 20  # version 2.0: the first with folders in names
_MADE_BY = 3 << 8 | _NEEDED  # 3: Unix, so that the mode below is understood
_FLAGS = _METHOD = 0
_TIME, _DATE = 0, 0x21  # 1980-01-01 00:00, the earliest a zip can say
_MODE = 0o100600 << 16  # a regular file that only its owner reads

MAX_NAME = 200
MB = 1_000_000

CHUNK = 1 << 17
"""Bytes moved at a time: small enough to be hashed twice while they are still in the processor's cache."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The most a package may hold: entries, bytes of one, bytes of all payload with its headers."""

    entries: int = 400
    entry: int = 60 * MB
    total: int = 500 * MB

    @property
    def directory(self) -> int:
        """The most bytes the central directory can take."""
        return self.entries * (CENTRAL.size + MAX_NAME)

    @property
    def file(self) -> int:
        """The most bytes the whole file can have: the directory and the manifests come on top."""
        return self.total + 3 * self.directory


LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Entry:
    """One stored file: ASCII name, CRC-32, size, and where its local header begins."""

    name: str
    crc: int
    size: int
    offset: int

    @property
    def data_offset(self) -> int:
        """Where the content begins."""
        return self.offset + LOCAL.size + len(self.name)

    @property
    def end(self) -> int:
        """Where the next header begins."""
        return self.data_offset + self.size


def local_header(entry: Entry) -> bytes:
    """The header in front of the content."""
    name = entry.name.encode("ascii")
    fixed = (LOCAL_MARK, _NEEDED, _FLAGS, _METHOD, _TIME, _DATE)
    return LOCAL.pack(*fixed, entry.crc, entry.size, entry.size, len(name), 0) + name


def central_header(entry: Entry) -> bytes:
    """The same entry in the directory at the end."""
    name = entry.name.encode("ascii")
    fixed = (CENTRAL_MARK, _MADE_BY, _NEEDED, _FLAGS, _METHOD, _TIME, _DATE)
    sizes = (entry.crc, entry.size, entry.size, len(name))
    return CENTRAL.pack(*fixed, *sizes, 0, 0, 0, 0, _MODE, entry.offset) + name


def end_record(count: int, directory_size: int, directory_offset: int) -> bytes:
    """The last 22 bytes of the file."""
    return END.pack(END_MARK, 0, 0, count, count, directory_size, directory_offset, 0)
