"""Write a stored zip in the package's fixed layout, one entry after the other."""

from __future__ import annotations

import hashlib
import zlib
from typing import BinaryIO

from poswizard.package.watch import Watch
from poswizard.package.zip_layout import CHUNK, Entry, central_header, end_record, local_header


class ZipWriter:
    """A stored zip growing in `file`, from its current start; only `add` and `finish` write."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._entries: list[Entry] = []

    @property
    def size(self) -> int:
        """Bytes written so far, headers included."""
        return self._entries[-1].end if self._entries else 0

    def add(self, name: str, data: bytes, watch: Watch) -> str:
        """Append one entry; gives the SHA-256 of its content, which is never copied."""
        entry = Entry(name, zlib.crc32(data), len(data), self.size)
        self._file.write(local_header(entry))
        view, sha256 = memoryview(data), hashlib.sha256()
        for start in range(0, len(data), CHUNK):
            chunk = view[start : start + CHUNK]
            self._file.write(chunk)
            sha256.update(chunk)
            watch.at(min(start + CHUNK, len(data)) / len(data))
        self._entries.append(entry)
        return sha256.hexdigest()

    def finish(self) -> None:
        """Append the directory; the zip is complete."""
        directory = b"".join(map(central_header, self._entries))
        self._file.write(directory)
        self._file.write(end_record(len(self._entries), len(directory), self.size))
