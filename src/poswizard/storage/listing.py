"""The list of applications: which rows, in which order, and how to go through a hundred thousand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, func, select

from poswizard.storage import search as words
from poswizard.storage.tables import Application
from poswizard.text import Text, Vocabulary
from poswizard.wizard.summary import ListedApplication, Summary

MANY = 3000
"""From so many matches on it is quicker to walk along the order and look, than to sort the matches."""

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


def page(
    connection: Connection, wanted: Wanted, order: Order, offset: int, limit: int
) -> list[ListedApplication]:
    """One screenful of the list."""
    query = _narrowed(connection, select(*ROW), wanted)
    query = _ordered(query, order).offset(offset).limit(limit)
    return [listed(row) for row in connection.execute(query)]


def count(connection: Connection, wanted: Wanted) -> int:
    """How many rows the whole list has; a common search term at 100,000 rows takes 0.1 s."""
    query = _narrowed(connection, select(func.count()).select_from(Application), wanted)
    return connection.execute(query).scalar_one()


def listed(row: Row[*tuple[Any, ...]]) -> ListedApplication:
    """A row of the table as the list's value."""
    return ListedApplication(
        id=row.id,
        number=row.number,
        revision=row.revision,
        version=row.version,
        updated_at=row.updated_at,
        summary=Summary(**dict(zip(_SUMMARY, row[_FIRST_OF_SUMMARY:], strict=False))),
    )


def _ordered(query: Select[*tuple[Any, ...]], order: Order) -> Select[*tuple[Any, ...]]:
    match order:
        case Order.RECENT:
            return query.order_by(Application.last_event.desc())
        case Order.OLDEST:
            return query.order_by(Application.last_event)
        case Order.NUMBER:
            return query.order_by(Application.number.desc())
        case Order.DUE:
            dated = query.where(Application.due_on.is_not(None))
            return dated.order_by(Application.due_on, Application.last_event)


def _narrowed(
    connection: Connection, query: Select[*tuple[Any, ...]], wanted: Wanted
) -> Select[*tuple[Any, ...]]:
    """Only the rows wanted. A rare trait is looked up; a common one is met soon enough on the way.

    Left to itself, SQLite would look up the common one, too, and sort a hundred thousand rows.
    """
    traits = (
        (Application.state, wanted.state),
        (Application.phase, wanted.phase),
        (Application.provider, wanted.provider),
    )
    for stored, asked in traits:
        if asked is not None:
            looked_up = select(Application.seq).where(stored == asked)
            walked = stored.concat("") == asked  # no index holds this, so none is taken
            query = query.where(walked if _are_many(connection, looked_up) else stored == asked)
    return query.where(*_found(connection, wanted.terms))


def _found(connection: Connection, sought: list[str]) -> Sequence[ColumnElement[bool]]:
    """The terms as conditions: through the index if few rows match, by reading the words if many do."""
    if not sought:
        return ()
    matches = words.index_of(connection.dialect.name).matching(sought)
    if _are_many(connection, matches):
        return [Application.search_words.contains(term, autoescape=True) for term in sought]
    to_read = [term for term in sought if words.needs_reading(term)]
    read = (Application.search_words.contains(term, autoescape=True) for term in to_read)
    return [Application.seq.in_(matches), *read]


def _are_many(connection: Connection, matches: Select[Any]) -> bool:
    some = select(func.count()).select_from(matches.limit(MANY).subquery())
    return connection.execute(some).scalar_one() >= MANY
