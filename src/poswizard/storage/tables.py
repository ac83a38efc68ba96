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


def column(kind: TypeEngine[T], *reference: ForeignKey, **options: Any) -> Column[T]:
    """A column that must have a value."""
    options["nullable"] = False
    return Column(kind, *reference, **options)


def optional_column(kind: TypeEngine[T], *reference: ForeignKey) -> Column[T | None]:
    """A column that may have none."""
    return Column(kind, *reference)


class Application(Table):
    """One merchant's application: what the list shows, and the counters that guard it."""

    __tablename__ = "application"

    seq = column(RowNumber, primary_key=True)
    """Row number; joins the search index, shown to nobody."""
    id = column(String(32), unique=True)
    number = column(String(16), unique=True)
    applicant = column(Text())
    shop = column(Text())
    mobile_tail = column(String(4))
    merchant_kind = column(String(40))
    provider = column(String(80), index=True)
    phase = column(String(40), index=True)
    step = column(String(80))
    state = column(String(40), index=True)
    missing = column(Integer())
    due_on = optional_column(Date())
    due_what = column(String(80))
    search_words = column(Text())
    revision = column(Integer())
    version = column(Integer())
    answers_format = column(Integer())
    """Number of the last migration over the answers that they have been through."""
    created_at = column(Moment())
    updated_at = column(Moment())
    updated_by = column(String(80))
    last_event = column(RowNumber, unique=True)
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

    seq = column(RowNumber, ForeignKey("application.seq"), primary_key=True, autoincrement=False)


class AnswersOfStep(Table):
    """The answers of one step as one JSON document; keys unknown to this version are kept."""

    __tablename__ = "answers"

    application_id = column(String(32), ForeignKey("application.id"), primary_key=True)
    step = column(String(80), primary_key=True)
    data = column(Text())
    saved_at = column(Moment())


class Scan(Table):
    """The bytes of one picture or PDF, by their SHA-256."""

    __tablename__ = "scan"

    sha256 = column(String(64), primary_key=True)
    media_type = column(String(80))
    size = column(BigInteger())
    made_at = column(Moment())
    data = column(LargeBinary())


class Document(Table):
    """Which application uses which scan: read off the answers at every save, so that purge knows."""

    __tablename__ = "document"

    application_id = column(String(32), ForeignKey("application.id"), primary_key=True)
    step = column(String(80), primary_key=True)
    slot = column(String(160), primary_key=True)
    """Field key, with the row's place where fields repeat: `photos.storefront`, `owners.0.id_front`."""
    page = column(Integer(), primary_key=True)
    """Counts from 1."""
    scan = column(String(64), index=True)
    original = column(String(64))
    """SHA-256 of the file as it was handed in, or empty."""
    verdict = column(String(40))


class Event(Table):
    """One entry of the append-only history; each holds the hash of the one before."""

    __tablename__ = "event"

    counter = column(RowNumber, primary_key=True, autoincrement=False)
    previous = column(LargeBinary())
    hash = column(LargeBinary())
    at = column(Moment())
    elapsed_ms = optional_column(BigInteger())
    """Monotonic milliseconds since this process's previous event; empty for its first."""
    operator = column(String(80))
    what = column(String(40))
    application_id = optional_column(String(32))
    before = optional_column(BigInteger())
    """Counter of the same application's event before this one; spares every save an index page."""
    fields = column(Text())
    """JSON list of the field keys touched; never their values."""


class Package(Table):
    """One package that was written and verified."""

    __tablename__ = "package"

    application_id = column(String(32), ForeignKey("application.id"), primary_key=True)
    revision = column(Integer(), primary_key=True, autoincrement=False)
    digest = column(String(64))
    file_name = column(Text())
    recipients = column(Text())
    """JSON list of recipients' names or fingerprints."""
    size = column(BigInteger())
    at = column(Moment())
    operator = column(String(80))
    package_id = optional_column(String(80))
    """Random, in the sealed package; a reply names it."""
    sequence = optional_column(BigInteger())
    """Number of the package among those of its sender; none for a plain one."""
    sealed_digest = optional_column(String(64))
    signature_digest = optional_column(String(64))
    reason = optional_column(Text())
    """Why this revision was made."""
    plain_reason = optional_column(Text())
    """Why it was not sealed."""
    folder = optional_column(Text())
    content = optional_column(Text())
    """`data/application.json`: what the next revision is compared with."""
    announced = optional_column(Integer())
    """1 as long as it is not certain that the file has its name."""


class Operator(Table):
    """Someone who may unlock this store."""

    __tablename__ = "operator"

    id = column(String(80), primary_key=True)
    name = column(Text())
    added_at = column(Moment())
    retired_at = optional_column(Moment())


class Setting(Table):
    """One setting of this store, a JSON value by its key."""

    __tablename__ = "setting"

    key = column(String(80), primary_key=True)
    value = column(Text())


class Series(Table):
    """The last number given out in a series; a number is never given twice, even after a deletion."""

    __tablename__ = "series"

    name = column(String(40), primary_key=True)
    last = column(BigInteger())
