"""The SQLCipher driver with the types that its compiled module does not tell."""

from __future__ import annotations

from sqlcipher3 import dbapi2 as module

__all__ = ["Connection", "Error", "connect", "module", "sqlite_version_info"]

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3

    Error = sqlite3.Error
    sqlite_version_info: tuple[int, int, int]

    class Connection(sqlite3.Connection):
        """A connection that can be keyed; the buffer may be wiped afterwards."""

        def set_key(self, key: bytearray) -> None: ...
        def reset_key(self, key: bytearray) -> None: ...

    def connect(
        database: str,
        timeout: float = ...,
        isolation_level: str | None = ...,
        check_same_thread: bool = ...,
        uri: bool = ...,
    ) -> Connection:
        """Open a file; nothing is read from it yet."""
        ...

else:
    from sqlcipher3.dbapi2 import Connection, Error, connect, sqlite_version_info
