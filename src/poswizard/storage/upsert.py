"""INSERT with ON CONFLICT, which both databases have but SQLAlchemy spells once for each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Column
from sqlalchemy.dialects import sqlite
from sqlalchemy.sql.dml import Insert

from poswizard.storage.tables import Table


def insert_once(kind: str, table: type[Table]) -> Insert:
    """Insert the row unless its key is there already."""
    return _insert(kind, table).on_conflict_do_nothing()


def insert_or_replace(
    kind: str, table: type[Table], key: Sequence[Column[Any]], *changed: str
) -> Insert:
    """Insert the row, or put the changed columns in the place of those under the same key."""
    statement = _insert(kind, table)
    new = {name: statement.excluded[name] for name in changed}
    return statement.on_conflict_do_update(index_elements=list(key), set_=new)


def _insert(kind: str, table: type[Table]) -> Any:
    if kind == "sqlite":
        return sqlite.insert(table)
    from sqlalchemy.dialects import postgresql

    return postgresql.insert(table)
