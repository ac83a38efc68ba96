"""The one place that opens a SQLCipher file: key, settings and checks, always in the same order.

No other `cipher_*` pragma may ever be sent: some of them, after the first use of the key, destroy
the file at the next write (sqlcipher/sqlcipher issues 613 and 614, reproduced on 4.19.0).
"""

from __future__ import annotations

import errno
import os
import secrets
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from poswizard.storage import driver
from poswizard.storage.errors import (
    BusyError,
    DamagedError,
    DiskError,
    DiskFullError,
    LibraryError,
    NotEncryptedError,
    ReadOnlyError,
    ReadOnlyFolderError,
    StorageError,
    WrongKeyError,
)
from poswizard.storage.slots import KEY_BYTES, wipe

LEAST_SQLITE = (3, 53, 4)
LEAST_SQLCIPHER = (4, 19)
BUSY_SECONDS = 10.0
_PLAIN_HEADER = b"SQLite format 3\0"
_PAGE_FAILED = "HMAC verification failed for page "
_HEX = b"0123456789abcdef"

_SETTINGS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA fullfsync=ON",  # macOS only; elsewhere without effect
    "PRAGMA foreign_keys=ON",
    "PRAGMA secure_delete=ON",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA cell_size_check=ON",
    "PRAGMA journal_size_limit=16777216",
)
"""`cipher_memory_security` stays off, as SQLCipher has it: it locks and wipes each of SQLite's small
allocations by system calls (an autosave takes twice, the search index four times as long), while the
key's own memory is locked and wiped either way, and the values are in Python's memory all the same.
"""

_SETTINGS_READ_ONLY = ("PRAGMA query_only=ON",)


class HeldKey:
    """The database key while the store is open, masked, so that memory holds no plain copy of it.

    A connection lost to a bad page must be replaced, and a backup be keyed, without asking again.
    """

    def __init__(self, key: bytearray) -> None:
        if len(key) != KEY_BYTES:
            raise WrongKeyError  # an empty key would make a plain file
        self._mask = bytearray(secrets.token_bytes(KEY_BYTES))
        self._masked = bytearray(a ^ b for a, b in zip(key, self._mask, strict=True))

    @contextmanager
    def plain(self) -> Iterator[bytearray]:
        """The key for a moment; wiped afterwards."""
        key = bytearray(a ^ b for a, b in zip(self._masked, self._mask, strict=True))
        try:
            yield key
        finally:
            wipe(key)

    def wipe(self) -> None:
        """Forget the key; the store cannot connect any more."""
        wipe(self._masked)
        wipe(self._mask)


def check_library() -> None:
    """Refuse a SQLCipher older than the tested one: earlier ones could corrupt a WAL database."""
    with closing(driver.connect(":memory:")) as connection:
        found = connection.execute("PRAGMA cipher_version").fetchone()
    version = tuple(int(part) for part in found[0].split()[0].split(".")) if found else ()
    if driver.sqlite_version_info < LEAST_SQLITE or version < LEAST_SQLCIPHER:
        raise LibraryError


def connect(path: Path, key: bytearray, *, immutable: bool = False) -> driver.Connection:
    """An open, keyed and checked connection in autocommit; a missing file is made, for the owner only.

    `immutable` reads a cleanly closed file where nothing can be written, not even beside it.
    """
    if not immutable:
        _make_private(path)
    with translated():
        connection = _keyed(path, key, immutable=immutable)
    try:
        with translated():
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            for setting in _SETTINGS_READ_ONLY if immutable else _SETTINGS:
                connection.execute(setting)
    except WrongKeyError:
        connection.close()
        raise explained(path, key) from None
    except ReadOnlyError:
        connection.close()
        raise ReadOnlyFolderError from None
    except StorageError:
        connection.close()
        raise
    return connection


def opens(path: Path, key: bytearray) -> bool:
    """Whether the key is this file's; nothing is written."""
    if not path.exists():
        return False
    try:
        with translated(), closing(_keyed(path, key)) as connection:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except WrongKeyError:
        return False
    return True


def reset_key(path: Path, old: bytearray, new: bytearray) -> None:
    """Encrypt the whole file under another key; killed at any point, it opens with one of the two."""
    with translated(), closing(connect(path, old)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        spelled = _spelled(new)
        connection.reset_key(spelled)
        wipe(spelled)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def failed_pages(connection: driver.Connection) -> list[str]:
    """What `cipher_integrity_check` says of every page of the main file, all rows of it.

    It does not see the write-ahead log: checkpoint first, or it finds fault with healthy files.
    """
    return [row[0] for row in connection.execute("PRAGMA cipher_integrity_check")]


def explained(path: Path, key: bytearray) -> StorageError:
    """Which of the four things "file is not a database" means."""
    with path.open("rb") as file:
        if file.read(len(_PLAIN_HEADER)) == _PLAIN_HEADER:
            return NotEncryptedError()
    try:
        with closing(_keyed(path, key)) as connection:
            failed = [said for said in failed_pages(connection) if said.startswith(_PAGE_FAILED)]
    except driver.Error:
        return DamagedError()
    pages = path.stat().st_size // 4096
    return DamagedError() if len(failed) < pages else WrongKeyError()


@contextmanager
def translated() -> Iterator[None]:
    """Turn the driver's errors into the store's, where a person can act on them."""
    try:
        yield
    except driver.Error as error:
        if (known := translation(error)) is None:
            raise
        raise known from None


def translation(error: BaseException) -> StorageError | None:
    """The store's error for one of the driver's, or None where only we can mend it."""
    # the driver's `backup` gives no name, only the words that SQLite has for it
    name = getattr(error, "sqlite_errorname", None) or _NAMES.get(str(error), "")
    for start, kind in _KINDS.items():
        if name.startswith(start):
            return kind()
    return None


_KINDS: dict[str, type[StorageError]] = {
    "SQLITE_FULL": DiskFullError,
    "SQLITE_IOERR": DiskError,
    "SQLITE_NOTADB": WrongKeyError,
    "SQLITE_CORRUPT": DamagedError,
    "SQLITE_BUSY": BusyError,
    "SQLITE_LOCKED": BusyError,
    "SQLITE_READONLY": ReadOnlyError,
    "SQLITE_CANTOPEN": ReadOnlyFolderError,
}


_NAMES = {
    "database or disk is full": "SQLITE_FULL",
    "disk I/O error": "SQLITE_IOERR",
    "attempt to write a readonly database": "SQLITE_READONLY",
    "unable to open database file": "SQLITE_CANTOPEN",
}


def _make_private(path: Path) -> None:
    """Make the file before SQLite does, which would let others read its name's length and salt."""
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    except PermissionError:
        raise ReadOnlyFolderError from None
    except OSError as error:
        raise _of_system(error) from None


def _of_system(error: OSError) -> StorageError:
    full = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC))
    if error.errno in full:
        return DiskFullError()
    return ReadOnlyFolderError() if error.errno == errno.EROFS else DiskError()


def _keyed(path: Path, key: bytearray, *, immutable: bool = False) -> driver.Connection:
    where = f"{path.absolute().as_uri()}?mode=ro&immutable=1" if immutable else str(path)
    connection = driver.connect(
        where, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False, uri=immutable
    )
    connection.execute("PRAGMA cipher_log_level=NONE")
    spelled = _spelled(key)
    connection.set_key(spelled)
    wipe(spelled)
    return connection


def _spelled(key: bytearray) -> bytearray:
    """A raw key as SQLCipher reads it (`x'…'`), in a buffer that can be wiped."""
    spelled = bytearray(b"x'")
    for byte in key:
        spelled.append(_HEX[byte >> 4])
        spelled.append(_HEX[byte & 15])
    spelled += b"'"
    return spelled
