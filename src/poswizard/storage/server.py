"""What the branch's PostgreSQL server says when it cannot, in the store's words."""

from __future__ import annotations

from poswizard.storage.errors import BusyError, DiskFullError, ServerError, StorageError

_KINDS: dict[str, type[StorageError]] = {
    "53100": DiskFullError,
    "55P03": BusyError,
    "40001": BusyError,
    "40P01": BusyError,
    "08": ServerError,
    "28": ServerError,
    "3D": ServerError,
    "53": ServerError,
    "57": ServerError,
}
"""SQLSTATE, or its class in the first two characters (PostgreSQL manual, Appendix A)."""


def translation(error: BaseException) -> StorageError | None:
    """The store's error for one of psycopg's, or None where only we can mend it."""
    if not type(error).__module__.startswith("psycopg"):
        return None
    state = getattr(error, "sqlstate", None)
    if state is None:
        # never reached a server, or lost it
        return ServerError() if type(error).__name__ == "OperationalError" else None
    kind = _KINDS.get(state) or _KINDS.get(state[:2])
    return kind() if kind else None
