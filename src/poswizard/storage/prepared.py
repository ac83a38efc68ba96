"""Statements of the autosave: built and compiled by SQLAlchemy once, then run by the driver itself.

SQLAlchemy takes longer to run a statement than SQLCipher, and an autosave has four of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Dialect, Select
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.dml import UpdateBase
from sqlalchemy.types import TypeEngine

_Convert = Callable[[Any], Any] | None


@dataclass(frozen=True, slots=True)
class _Compiled:
    sql: str
    names: tuple[str, ...]
    is_positional: bool
    binds: dict[str, _Convert]
    columns: tuple[_Convert, ...]

    def bound(self, values: Mapping[str, Any]) -> Any:
        named = {name: _converted(self.binds[name], values[name]) for name in self.binds}
        return tuple(named[name] for name in self.names) if self.is_positional else named


class Prepared:
    """One statement, in each dialect that it has been run in; values are bound by name."""

    def __init__(self, statement: Select[*tuple[Any, ...]] | UpdateBase) -> None:
        self._statement = statement
        self._compiled: dict[str, _Compiled] = {}

    def run(self, connection: Connection, values: Mapping[str, Any]) -> int:
        """Run it inside the connection's transaction; how many rows it touched."""
        cursor = connection.connection.cursor()
        try:
            compiled = self._for(connection.dialect)
            cursor.execute(compiled.sql, compiled.bound(values))
            return cursor.rowcount
        finally:
            cursor.close()

    def first(self, connection: Connection, values: Mapping[str, Any]) -> tuple[Any, ...] | None:
        """The first row of a query, or None."""
        cursor = connection.connection.cursor()
        try:
            compiled = self._for(connection.dialect)
            cursor.execute(compiled.sql, compiled.bound(values))
            row = cursor.fetchone()
        finally:
            cursor.close()
        if row is None:
            return None
        return tuple(map(_converted, compiled.columns, row))

    def _for(self, dialect: Dialect) -> _Compiled:
        known = self._compiled.get(dialect.name)
        if known is None:
            known = self._compiled[dialect.name] = self._compile(dialect)
        return known

    def _compile(self, dialect: Dialect) -> _Compiled:
        compiled = self._statement.compile(dialect=dialect)
        if not isinstance(compiled, SQLCompiler):
            raise TypeError(type(compiled))
        columns = getattr(self._statement, "selected_columns", ())
        return _Compiled(
            str(compiled),
            tuple(compiled.positiontup or ()),
            compiled.positional,
            {name: _inward(bind.type, dialect) for name, bind in compiled.binds.items()},
            tuple(_outward(column.type, dialect) for column in columns),
        )


def _inward(kind: TypeEngine[Any], dialect: Dialect) -> _Convert:
    return kind.dialect_impl(dialect).bind_processor(dialect)


def _outward(kind: TypeEngine[Any], dialect: Dialect) -> _Convert:
    return kind.dialect_impl(dialect).result_processor(dialect, None)


def _converted(convert: _Convert, value: Any) -> Any:
    return value if convert is None else convert(value)
