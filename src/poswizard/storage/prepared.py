"""Statements of the autosave and of the list: built and compiled by SQLAlchemy once, then run by the driver itself.

SQLAlchemy takes longer to run a statement than SQLCipher, and an autosave has four of them, a search two for each key.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import Connection, Dialect, Select
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.dml import UpdateBase
from sqlalchemy.types import TypeEngine

if TYPE_CHECKING:
    from poswizard.storage import driver

_Convert = Callable[[Any], Any] | None


@dataclass(frozen=True, slots=True)
class _Compiled:
    sql: str
    is_positional: bool
    pairs: tuple[tuple[str, _Convert], ...]
    """What is bound, and how it is turned into what the driver takes; in order, if there is one."""
    columns: tuple[_Convert, ...]
    constants: dict[str, Any]
    """What the statement binds by itself."""

    def bound(self, values: Mapping[str, Any]) -> Any:
        if self.constants:
            values = {**self.constants, **values}
        if self.is_positional:
            return [v if c is None else c(v) for n, c in self.pairs for v in (values[n],)]
        return {name: _converted(convert, values[name]) for name, convert in self.pairs}


class Prepared:
    """One statement, in each dialect that it has been run in; values are bound by name."""

    def __init__(self, statement: Select[*tuple[Any, ...]] | UpdateBase) -> None:
        self._statement = statement
        self._compiled: dict[str, _Compiled] = {}

    def run(self, connection: Connection, values: Mapping[str, Any]) -> int:
        """Run it inside the connection's transaction; how many rows it touched."""
        compiled = self._for(connection.dialect)
        with closing(_cursor(connection)) as cursor:
            cursor.execute(compiled.sql, compiled.bound(values))
            return cursor.rowcount

    def first(self, connection: Connection, values: Mapping[str, Any]) -> tuple[Any, ...] | None:
        """The first row of a query, or None."""
        compiled = self._for(connection.dialect)
        with closing(_cursor(connection)) as cursor:
            cursor.execute(compiled.sql, compiled.bound(values))
            row = cursor.fetchone()
        if row is None:
            return None
        return tuple(map(_converted, compiled.columns, row))

    def all(self, connection: Connection, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        """Every row of a query."""
        compiled = self._for(connection.dialect)
        with closing(_cursor(connection)) as cursor:
            cursor.execute(compiled.sql, compiled.bound(values))
            rows = cursor.fetchall()
        turned = [(i, turn) for i, turn in enumerate(compiled.columns) if turn is not None]
        return [_row(row, turned) for row in rows]

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
        inward = {name: _inward(bind.type, dialect) for name, bind in compiled.binds.items()}
        names = compiled.positiontup or tuple(inward)
        return _Compiled(
            str(compiled),
            compiled.positional,
            tuple((name, inward[name]) for name in names),
            tuple(_outward(column.type, dialect) for column in columns),
            {name: bind.value for name, bind in compiled.binds.items() if not bind.required},
        )


def _cursor(connection: Connection) -> Any:
    """The driver's own, past every layer."""
    return cast("driver.Connection", connection.connection.driver_connection).cursor()


def _row(row: tuple[Any, ...], turned: list[tuple[int, Callable[[Any], Any]]]) -> tuple[Any, ...]:
    values = list(row)
    for index, turn in turned:
        values[index] = turn(values[index])
    return tuple(values)


def _inward(kind: TypeEngine[Any], dialect: Dialect) -> _Convert:
    return kind.dialect_impl(dialect).bind_processor(dialect)


def _outward(kind: TypeEngine[Any], dialect: Dialect) -> _Convert:
    return kind.dialect_impl(dialect).result_processor(dialect, None)


def _converted(convert: _Convert, value: Any) -> Any:
    return value if convert is None else convert(value)
