"""The list of applications: which rows, in which order, and how to go through a hundred thousand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    Row,
    Select,
    bindparam,
    func,
    literal_column,
    select,
)

from poswizard.storage import search as words
from poswizard.storage.prepared import Prepared
from poswizard.storage.tables import Application
from poswizard.text import Text, Vocabulary
from poswizard.wizard.summary import ListedApplication, Summary

MANY = 3000
"""From so many matches on it is quicker to walk along the order and look, than to sort the matches."""
NEAR = 5000
"""So many of the newest rows are walked; if a screenful is not met by then, sorting is quicker after all."""

_SUMMARY = tuple(Summary.__dataclass_fields__)
_COLUMNS = [getattr(Application, name) for name in _SUMMARY]
ROW = (
    Application.id,
    Application.number,
    Application.revision,
    Application.version,
    Application.updated_at,
    *_COLUMNS,
)
"""What the list reads of a row: never an answer."""

_FIRST_OF_SUMMARY = 5


class Order(Vocabulary):
    """How the list is sorted."""

    RECENT = "recent", Text("最近修改", "changed last")
    OLDEST = "oldest", Text("最久未动", "untouched longest")
    NUMBER = "number", Text("编号", "number, newest first")
    DUE = "due", Text("到期日", "what is due first; only what is due at all")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which applications; nothing said means all."""

    search: str = ""
    """What was typed: every word must stand somewhere in an application's words."""
    state: str | None = None
    phase: str | None = None
    provider: str | None = None

    @property
    def terms(self) -> list[str]:
        """The words sought, as they are indexed."""
        return words.terms(self.search)


@dataclass(frozen=True, slots=True)
class _Way:
    """How a list is gone through; each way is a statement of its own, compiled once."""

    dialect: str
    traits: tuple[tuple[str, bool], ...] = ()
    """Columns that must have a value, and whether an index is asked or each row is looked at."""
    terms: Literal["none", "looked up", "walked", "walked nearby"] = "none"
    read: int = 0
    """How many terms are read in the words themselves."""
    order: Order | None = None


def page(
    connection: Connection, wanted: Wanted, order: Order, offset: int, limit: int
) -> list[ListedApplication]:
    """One screenful of the list."""
    values = _values(connection, wanted) | {"offset": offset, "limit": limit}
    rows: list[tuple[Any, ...]] = []
    for way in _ways(connection, wanted, values, order):
        if way.terms == "walked nearby":
            values["since"] = _since(connection)
        rows = _page(way).all(connection, values)
        if len(rows) == limit or way.terms != "walked nearby":
            break
    return [listed(row) for row in rows]


def count(connection: Connection, wanted: Wanted) -> int:
    """How many rows the whole list has; a common search term at 100,000 rows takes 0.1 s."""
    values = _values(connection, wanted)
    way = next(_ways(connection, wanted, values, None))
    row = _count(way).first(connection, values)
    return row[0] if row else 0


def listed(row: Row[*tuple[Any, ...]] | tuple[Any, ...]) -> ListedApplication:
    """A row of the table, its first columns those of `ROW`, as the list's value."""
    return ListedApplication(
        id=row[0],
        number=row[1],
        revision=row[2],
        version=row[3],
        updated_at=row[4],
        summary=Summary(**dict(zip(_SUMMARY, row[_FIRST_OF_SUMMARY:], strict=False))),
    )


def _ways(
    connection: Connection, wanted: Wanted, values: dict[str, Any], order: Order | None
) -> Iterator[_Way]:
    """The ways to try, one after another. A rare trait is looked up; a common one is met soon enough.

    Left to itself, SQLite would look up the common one, too, and sort a hundred thousand rows.
    """
    traits = tuple(
        (name, not _are_many(connection, _traits(name), values))
        for name in _TRAITS
        if getattr(wanted, name) is not None
    )
    dialect, sought = connection.dialect.name, wanted.terms
    to_read = sum(map(words.needs_reading, sought))
    if not sought:
        yield _Way(dialect, traits, order=order)
        return
    if _are_many(connection, _matches(dialect), values):
        if order is not Order.RECENT:
            yield _Way(dialect, traits, "walked", len(sought), order)
            return
        yield _Way(dialect, traits, "walked nearby", len(sought), order)
    yield _Way(dialect, traits, "looked up", to_read, order)


def _values(connection: Connection, wanted: Wanted) -> dict[str, Any]:
    """What is bound. Terms hold letters, digits and dashes only, so nothing of them is a pattern."""
    sought = wanted.terms
    reading = sorted(sought, key=words.needs_reading, reverse=True)  # those to be read come first
    return {
        "many": MANY,
        "grams": words.index_of(connection.dialect.name).bound(sought),
        **{name: getattr(wanted, name) for name in _TRAITS},
        **{f"term{number}": f"%{term}%" for number, term in enumerate(reading)},
    }


def _since(connection: Connection) -> int:
    row = _NEAREST.first(connection, {"near": NEAR})
    return row[0] if row else 0


def _are_many(connection: Connection, query: Prepared, values: dict[str, Any]) -> bool:
    row = query.first(connection, values)
    return row is not None and row[0] >= MANY


@cache
def _page(way: _Way) -> Prepared:
    query = _ordered(_narrowed(select(*ROW), way), way.order)
    limit, offset = (bindparam(name, type_=Integer) for name in ("limit", "offset"))
    return Prepared(query.limit(limit).offset(offset))


@cache
def _count(way: _Way) -> Prepared:
    return Prepared(_narrowed(select(func.count()).select_from(Application), way))


@cache
def _traits(name: str) -> Prepared:
    stored = _TRAITS[name]
    return _counted(select(Application.seq).where(stored == bindparam(name)))


@cache
def _matches(dialect: str) -> Prepared:
    return _counted(words.index_of(dialect).matching())


def _counted(query: Select[Any]) -> Prepared:
    # without an offset of ours, SQLAlchemy would bind one for SQLite that nobody knows of
    some = query.limit(bindparam("many", type_=Integer)).offset(literal_column("0")).subquery()
    return Prepared(select(func.count()).select_from(some))


def _ordered(query: Select[*tuple[Any, ...]], order: Order | None) -> Select[*tuple[Any, ...]]:
    match order:
        case Order.OLDEST:
            return query.order_by(Application.last_event)
        case Order.NUMBER:
            return query.order_by(Application.number.desc())
        case Order.DUE:
            dated = query.where(Application.due_on.is_not(None))
            return dated.order_by(Application.due_on, Application.last_event)
        case _:
            return query.order_by(Application.last_event.desc())


def _narrowed(query: Select[*tuple[Any, ...]], way: _Way) -> Select[*tuple[Any, ...]]:
    for name, is_looked_up in way.traits:
        stored = _TRAITS[name]
        # no index holds what stands behind the `else`, so none is taken
        looked_at = stored if is_looked_up else stored.concat(literal_column("''"))
        query = query.where(looked_at == bindparam(name))
    if way.terms == "looked up":
        query = query.where(Application.seq.in_(words.index_of(way.dialect).matching()))
    if way.terms == "walked nearby":
        query = query.where(Application.last_event >= bindparam("since", type_=Integer))
    for number in range(way.read):
        query = query.where(Application.search_words.like(bindparam(f"term{number}")))
    return query


_TRAITS: dict[str, ColumnElement[str]] = {
    "state": Application.state,
    "phase": Application.phase,
    "provider": Application.provider,
}
_NEAREST = Prepared(
    select(Application.last_event)
    .order_by(Application.last_event.desc())
    .limit(literal_column("1"))
    .offset(bindparam("near", type_=Integer))
)
