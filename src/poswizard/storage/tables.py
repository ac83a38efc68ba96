"""The tables, the same on SQLCipher and on PostgreSQL."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar, TypeVar

import sqlalchemy
from sqlalchemy import (
    BigInteger,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Text,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
T = TypeVar("T")

RowNumber = BigInteger().with_variant(Integer, "sqlite")
"""A 64-bit whole number; on SQLite it must be called INTEGER to be the row's own address."""


class Moment(TypeDecorator[datetime]):
    """An aware moment, stored as whole microseconds since 1970 in UTC: the same on both databases."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        del dialect
        return None if value is None else (value - _EPOCH) // timedelta(microseconds=1)

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        del dialect
        return None if value is None else _EPOCH + timedelta(microseconds=value)


class Table:
    """The declared classes' common ground: their attributes are the columns of one table.

    Statements are made of them as of SQLAlchemy's mapped classes, whose sessions and objects
    nothing here needs: without `sqlalchemy.orm` the program starts a quarter of a second sooner.
    """

    metadata: ClassVar = MetaData()
    __tablename__: ClassVar[str]
    __table__: ClassVar[sqlalchemy.Table]
    __indexes__: ClassVar[tuple[Index, ...]] = ()

    def __init_subclass__(cls) -> None:
        columns = {name: made for name, made in vars(cls).items() if isinstance(made, Column)}
        for name, column in columns.items():
            column.name = column.key = name
        cls.__table__ = sqlalchemy.Table(
            cls.__tablename__, cls.metadata, *columns.values(), *cls.__indexes__
        )

    @classmethod
    def __clause_element__(cls) -> sqlalchemy.Table:
        """What SQLAlchemy takes a class for in a statement."""
        return cls.__table__


def _column(kind: TypeEngine[T], *reference: ForeignKey, **options: Any) -> Column[T]:
    """A column that must have a value."""
    options["nullable"] = False
    return Column(kind, *reference, **options)


def _optional(kind: TypeEngine[T]) -> Column[T | None]:
    """A column that may have none."""
    return Column(kind)


class Application(Table):
    """One merchant's application: what the list shows, and the counters that guard it."""

    __tablename__ = "application"

    seq = _column(RowNumber, primary_key=True)
    """Row number; joins the search index, shown to nobody."""
    id = _column(String(32), unique=True)
    number = _column(String(16), unique=True)
    applicant = _column(Text())
    shop = _column(Text())
    mobile_tail = _column(String(4))
    merchant_kind = _column(String(40))
    provider = _column(String(80), index=True)
    phase = _column(String(40), index=True)
    step = _column(String(80))
    state = _column(String(40), index=True)
    missing = _column(Integer())
    due_on = _optional(Date())
    due_what = _column(String(80))
    search_words = _column(Text())
    revision = _column(Integer())
    version = _column(Integer())
    answers_format = _column(Integer())
    """Number of the last migration over the answers that they have been through."""
    created_at = _column(Moment())
    updated_at = _column(Moment())
    updated_by = _column(String(80))
    last_event = _column(RowNumber, unique=True)
    """Counter of the last event: the list's order, which no wrong clock can change.

    No other index holds it, so that a save touches as few pages as can be.
    """

    __indexes__ = (
        # partial on SQLite only: naming PostgreSQL here would load its dialect at every start
        Index("application_by_due_on", due_on, sqlite_where=due_on.is_not(None)),
    )


class Behind(Table):
    """An application whose line of the list does not follow its newest answers yet.

    Noted by the save itself, taken back by the line's: what a crash leaves here is derived anew.
    """

    __tablename__ = "behind"

    seq = _column(RowNumber, ForeignKey("application.seq"), primary_key=True, autoincrement=False)


class AnswersOfStep(Table):
    """The answers of one step as one JSON document; keys unknown to this version are kept."""

    __tablename__ = "answers"

    application_id = _column(String(32), ForeignKey("application.id"), primary_key=True)
    step = _column(String(80), primary_key=True)
    data = _column(Text())
    saved_at = _column(Moment())


class Scan(Table):
    """The bytes of one picture or PDF, by their SHA-256."""

    __tablename__ = "scan"

    sha256 = _column(String(64), primary_key=True)
    media_type = _column(String(80))
    size = _column(BigInteger())
    made_at = _column(Moment())
    data = _column(LargeBinary())


class Document(Table):
    """Which application uses which scan: read off the answers at every save, so that purge knows."""

    __tablename__ = "document"

    application_id = _column(String(32), ForeignKey("application.id"), primary_key=True)
    step = _column(String(80), primary_key=True)
    slot = _column(String(160), primary_key=True)
    """Field key, with the row's place where fields repeat: `photos.storefront`, `owners.0.id_front`."""
    page = _column(Integer(), primary_key=True)
    """Counts from 1."""
    scan = _column(String(64), index=True)
    original = _column(String(64))
    """SHA-256 of the file as it was handed in, or empty."""
    verdict = _column(String(40))


class Event(Table):
    """One entry of the append-only history; each holds the hash of the one before."""

    __tablename__ = "event"

    counter = _column(RowNumber, primary_key=True, autoincrement=False)
    previous = _column(LargeBinary())
    hash = _column(LargeBinary())
    at = _column(Moment())
    elapsed_ms = _optional(BigInteger())
    """Monotonic milliseconds since this process's previous event; empty for its first."""
    operator = _column(String(80))
    what = _column(String(40))
    application_id = _optional(String(32))
    before = _optional(BigInteger())
    """Counter of the same application's event before this one; spares every save an index page."""
    fields = _column(Text())
    """JSON list of the field keys touched; never their values."""


class Package(Table):
    """One package that was written and verified."""

    __tablename__ = "package"

    application_id = _column(String(32), ForeignKey("application.id"), primary_key=True)
    revision = _column(Integer(), primary_key=True, autoincrement=False)
    digest = _column(String(64))
    file_name = _column(Text())
    recipients = _column(Text())
    """JSON list of recipients' names or fingerprints."""
    size = _column(BigInteger())
    at = _column(Moment())
    operator = _column(String(80))


class Operator(Table):
    """Someone who may unlock this store."""

    __tablename__ = "operator"

    id = _column(String(80), primary_key=True)
    name = _column(Text())
    added_at = _column(Moment())
    retired_at = _optional(Moment())


class Setting(Table):
    """One setting of this store, a JSON value by its key."""

    __tablename__ = "setting"

    key = _column(String(80), primary_key=True)
    value = _column(Text())


class Series(Table):
    """The last number given out in a series; a number is never given twice, even after a deletion."""

    __tablename__ = "series"

    name = _column(String(40), primary_key=True)
    last = _column(BigInteger())
