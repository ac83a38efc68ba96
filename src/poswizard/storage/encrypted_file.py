"""The SQLCipher file of a data folder, its key, and what stands beside it."""

from __future__ import annotations

import json
import shutil
from contextlib import closing, suppress
from pathlib import Path

from poswizard.storage import driver
from poswizard.storage.audit_log import Head
from poswizard.storage.ballast import Ballast
from poswizard.storage.durable_file import write_durably
from poswizard.storage.errors import DamagedError, DiskError, DiskFullError, ReadOnlyFolderError
from poswizard.storage.sqlcipher import HeldKey, connect, failed_pages, translated
from poswizard.storage.vault import DATABASE_NAME

_CHECK_TRIES = 5
_FULL = 1 << 20
"""Bytes free below which a disk counts as full: SQLite needs some even to read a database in WAL mode."""


class EncryptedFile:
    """The SQLCipher file of a folder, its key, and what stands beside it."""

    def __init__(self, folder: Path, key: bytearray) -> None:
        self.folder = folder
        self.path = folder / DATABASE_NAME
        self.ballast = Ballast(folder)
        self.key = HeldKey(key)
        self.read_only = False
        self.has_log = _size(self._log) > 0
        self._first: driver.Connection | None = None

    def connect(self) -> driver.Connection:
        """A new connection, or the one that the start has tried out."""
        connection, self._first = self._first, None
        if connection is not None:
            return connection
        with self.key.plain() as key:
            return connect(self.path, key, immutable=self.read_only)

    def try_out(self) -> None:
        """Open once: with room made if the disk is full, else for reading only if that is safe."""
        try:
            self._first = self.connect()
        except (DiskFullError, DiskError, ReadOnlyFolderError):
            if not self._is_on_full_disk():
                raise
            self._first = self._with_room_made()
        if self.has_log:
            with translated():
                self._first.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def faults(self) -> list[str]:
        """What is wrong with the pages of the file; a fault is believed when it is found twice.

        Without a lock a page may be seen half written by a checkpoint; with one, nobody can save.
        """
        with translated(), closing(self.connect()) as connection:
            _empty_log(connection)
            if not failed_pages(connection):
                return []
        with translated(), closing(self.connect()) as connection:
            for _ in range(_CHECK_TRIES):
                _empty_log(connection)
                connection.execute("BEGIN IMMEDIATE")
                if _size(self._log) == 0:
                    break
                connection.execute("ROLLBACK")
            return failed_pages(connection)

    def copy_before_migrating(self, revision: str) -> None:
        """Copy the file, open the copy and check every page of it, before its tables are changed."""
        path = self._copy_before(revision)
        path.unlink(missing_ok=True)
        with self.key.plain() as key, translated():
            with closing(self.connect()) as old, closing(connect(path, key)) as copy:
                old.backup(copy)
            with closing(connect(path, key)) as copy:
                if failed_pages(copy):
                    raise DamagedError

    def drop_copies(self) -> None:
        """Remove the copies made before changes that have been committed since."""
        for path in self.folder.glob(self._copy_before("*").name):
            path.unlink(missing_ok=True)

    def _copy_before(self, revision: str) -> Path:
        return self.path.with_name(f"{DATABASE_NAME}.before-{revision}")

    def write_anchor(self, head: Head) -> None:
        """Note the newest event outside the database."""
        noted = {"counter": head.counter, "hash": head.hash.hex()}
        write_durably(self._anchor, json.dumps(noted).encode())

    def anchor(self) -> tuple[int, bytes] | None:
        """The newest event when the store was last closed here, if that is known."""
        try:
            noted = json.loads(self._anchor.read_bytes())
            return int(noted["counter"]), bytes.fromhex(noted["hash"])
        except (OSError, ValueError, KeyError, TypeError):
            return None

    @property
    def _anchor(self) -> Path:
        return self.folder / "poswizard.head"

    @property
    def _log(self) -> Path:
        return self.path.with_name(self.path.name + "-wal")

    def _is_on_full_disk(self) -> bool:
        return shutil.disk_usage(self.folder).free < _FULL

    def _with_room_made(self) -> driver.Connection:
        if self.ballast.release():
            with suppress(DiskFullError, DiskError, ReadOnlyFolderError):
                return self.connect()
        if self.has_log or _size(self.path) == 0:
            raise DiskFullError  # the log holds saved changes that only a writable disk can show
        self.read_only = True
        return self.connect()


def _empty_log(connection: driver.Connection) -> None:
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
