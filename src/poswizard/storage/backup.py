"""Backups: one file with the encrypted database and its key file, which any passphrase of it opens.

A backup is a zip (stored), so that ordinary tools can take it apart; its comment is the SHA-256 of
everything before it, so that no bit of it can differ unnoticed. It is opened and compared with the
store before it is called a backup.
"""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import IO

from poswizard.storage import driver
from poswizard.storage.audit_log import AuditLog, Entry, What
from poswizard.storage.database import Database
from poswizard.storage.durable_file import create_private_folder, move_durably, sync_folder
from poswizard.storage.errors import (
    BackupDiskFullError,
    BackupMismatchError,
    BackupNotWrittenError,
    DamagedBackupError,
    DiskError,
    DiskFullError,
    FolderInUseError,
    NoBackupFolderError,
    ReadOnlyFolderError,
    StorageError,
)
from poswizard.storage.slots import path_in
from poswizard.storage.sqlcipher import connect, failed_pages, translated
from poswizard.storage.vault import DATABASE_NAME

Progress = Callable[[float], None]
"""Called with what is done, from 0 to 1; may raise to give up."""

_DIGEST_LENGTH = 64
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_PAGES_AT_ONCE = 2000
_BLOCK = 1 << 20
_HALFWAY, _COMPARED, _PACKED = 0.4, 0.8, 0.95


def write_backup(
    database: Database, file: Path, progress: Progress = lambda _done: None, operator: str = ""
) -> str:
    """Write a backup while the store goes on being used; the SHA-256 of what was backed up.

    Raises `NoBackupFolderError`, `BackupDiskFullError` or `BackupNotWrittenError` for what the
    target refuses, `BackupMismatchError` if the copy, read again, is not the store; the file is then
    not there. An older backup of the same name stays until the new one is proved.
    """
    copy, part = (file.with_name(f"{file.name}.{end}") for end in ("db.part", "part"))
    try:
        with _target_errors(file.parent):
            digest = _copied(database, copy, progress)
            _compare(database, copy, digest)
            progress(_COMPARED)
            _pack(copy, path_in(database.file.folder), part)
            progress(_PACKED)
            _check_seal(part)
            move_durably(part, file)
    finally:
        for leftover in (copy, part):
            with suppress(OSError):  # a stick that is gone keeps what it has
                leftover.unlink(missing_ok=True)
    if not database.is_read_only:
        AuditLog(database).record(Entry(what=What.BACKUP_WRITTEN, operator=operator))
    progress(1.0)
    return digest


def restore_backup(file: Path, folder: Path) -> None:
    """Put a backup into an empty folder, to be opened there by any passphrase or code of it.

    Raises `FolderInUseError` rather than overwrite, `DamagedBackupError` if a single bit is wrong.
    """
    targets = {DATABASE_NAME: folder / DATABASE_NAME, path_in(folder).name: path_in(folder)}
    if folder.exists() and any(folder.glob("poswizard.*")):
        raise FolderInUseError
    with _disk_errors():
        _check_seal(file)
        create_private_folder(folder)
        with zipfile.ZipFile(file) as box:
            found = {info.filename: info.compress_type for info in box.infolist()}
            if found != dict.fromkeys(targets, zipfile.ZIP_STORED):
                raise DamagedBackupError
            try:
                for name, target in targets.items():
                    with box.open(name) as source:
                        _unpack(source, target)
            except BaseException:
                for target in targets.values():
                    target.unlink(missing_ok=True)
                raise
        sync_folder(folder)


def contents_digest(connection: driver.Connection) -> str:
    """SHA-256 over every row of every table, in order; scans by their digest, not their bytes."""
    total = hashlib.sha256()
    for table in _tables(connection):
        columns = [row[1] for row in connection.execute(f'PRAGMA table_info("{table}")')]
        shown = ", ".join(f'"{name}"' for name in columns if (table, name) != ("scan", "data"))
        order = ", ".join(str(place) for place in range(1, shown.count(",") + 2))
        total.update(f"{table}({shown})".encode())
        # names come from the schema of our own file, not from anybody
        for row in connection.execute(f'SELECT {shown} FROM "{table}" ORDER BY {order}'):  # noqa: S608
            total.update(repr(row).encode())
    return total.hexdigest()


def _copied(database: Database, to: Path, progress: Progress) -> str:
    """Copy page by page from one unchanging view, and take the digest of that same view."""
    to.unlink(missing_ok=True)
    source = database.file

    def report(_status: int, remaining: int, total: int) -> None:
        progress(_HALFWAY * (1 - remaining / max(1, total)))

    with translated(), closing(source.connect()) as view, source.key.plain() as key:
        view.execute("BEGIN")
        digest = contents_digest(view)
        with closing(connect(to, key)) as copy:
            view.backup(copy, pages=_PAGES_AT_ONCE, progress=report)
        view.execute("ROLLBACK")
    return digest


def _compare(database: Database, copy: Path, digest: str) -> None:
    """Open what was written: every page, every row, and the bytes of every scan."""
    try:
        with database.file.key.plain() as key, translated(), closing(connect(copy, key)) as opened:
            opened.execute("PRAGMA journal_mode=DELETE")
            faults = failed_pages(opened)
            same = not faults and contents_digest(opened) == digest
            if not same or any(
                hashlib.sha256(data).hexdigest() != sha for sha, data in _scans(opened)
            ):
                raise BackupMismatchError
    except (DiskFullError, DiskError, BackupMismatchError):
        raise
    except StorageError:
        raise BackupMismatchError from None


def _scans(connection: driver.Connection) -> Iterator[tuple[str, bytes]]:
    yield from connection.execute("SELECT sha256, data FROM scan")


def _tables(connection: driver.Connection) -> list[str]:
    """The tables that hold something of their own: not those behind the search index."""
    found = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!'"
        " AND name NOT LIKE 'search!_index%' ESCAPE '!' ORDER BY name"
    )
    return [row[0] for row in found]


def _pack(copy: Path, keys: Path, to: Path) -> None:
    to.unlink(missing_ok=True)
    handle = os.open(to, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w+b") as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as box:
            box.write(copy, DATABASE_NAME)
            box.write(keys, keys.name)
            box.comment = b"0" * _DIGEST_LENGTH
        digest = _digest_before_comment(file)
        file.seek(-_DIGEST_LENGTH, os.SEEK_END)
        file.write(digest)
        file.flush()
        os.fsync(file.fileno())


def _check_seal(path: Path) -> None:
    """Refuse a file of which a single bit is not as it was written."""
    with path.open("rb") as file:
        if file.seek(0, os.SEEK_END) < _DIGEST_LENGTH or not _holds(file):
            raise DamagedBackupError
    if not zipfile.is_zipfile(path):
        raise DamagedBackupError


def _holds(file: IO[bytes]) -> bool:
    digest = _digest_before_comment(file)
    file.seek(-_DIGEST_LENGTH, os.SEEK_END)
    return file.read() == digest


def _digest_before_comment(file: IO[bytes]) -> bytes:
    left, total = file.seek(0, os.SEEK_END) - _DIGEST_LENGTH, hashlib.sha256()
    file.seek(0)
    while left > 0:
        block = file.read(min(_BLOCK, left))
        if not block:
            break
        total.update(block)
        left -= len(block)
    return total.hexdigest().encode()


def _unpack(source: IO[bytes], target: Path) -> None:
    handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        shutil.copyfileobj(source, file, _BLOCK)
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def _target_errors(folder: Path) -> Iterator[None]:
    """What the folder of a new backup refuses, said of the backup: no change of the person's is at stake."""
    try:
        yield
    except (DiskFullError, DiskError, ReadOnlyFolderError, OSError) as error:
        if not folder.is_dir():
            raise NoBackupFolderError from None
        is_full = isinstance(error, DiskFullError) or getattr(error, "errno", None) in _FULL
        raise (BackupDiskFullError if is_full else BackupNotWrittenError) from None


@contextmanager
def _disk_errors() -> Iterator[None]:
    """What the backup's own disk says, in the store's words."""
    try:
        yield
    except FileNotFoundError:
        raise DamagedBackupError from None
    except OSError as error:
        raise (DiskFullError() if error.errno in _FULL else DiskError()) from None
