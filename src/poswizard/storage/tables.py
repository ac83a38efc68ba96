"""The tables, the same on SQLCipher and on PostgreSQL."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import ClassVar

from sqlalchemy import BigInteger, Date, ForeignKey, Index, Integer, LargeBinary, String, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

RowNumber = BigInteger().with_variant(Integer, "sqlite")
"""A 64-bit whole number; on SQLite it must be called INTEGER to be the row's own address."""


_APPLICATION_ID = String(32)


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


class Table(DeclarativeBase):
    """The mapped classes' common ground."""

    type_annotation_map: ClassVar = {datetime: Moment(), bytes: LargeBinary(), str: Text()}


class Application(Table):
    """One merchant's application: what the list shows, and the counters that guard it."""

    __tablename__ = "application"

    seq: Mapped[int] = mapped_column(RowNumber, primary_key=True)
    """Row number; joins the search index, shown to nobody."""
    id: Mapped[str] = mapped_column(String(32), unique=True)
    number: Mapped[str] = mapped_column(String(16), unique=True)
    applicant: Mapped[str]
    shop: Mapped[str]
    mobile_tail: Mapped[str] = mapped_column(String(4))
    merchant_kind: Mapped[str] = mapped_column(String(40))
    provider: Mapped[str] = mapped_column(String(80), index=True)
    phase: Mapped[str] = mapped_column(String(40), index=True)
    step: Mapped[str] = mapped_column(String(80))
    state: Mapped[str] = mapped_column(String(40), index=True)
    missing: Mapped[int]
    due_on: Mapped[date | None] = mapped_column(Date)
    due_what: Mapped[str] = mapped_column(String(80))
    search_words: Mapped[str]
    revision: Mapped[int]
    version: Mapped[int] = mapped_column()
    answers_format: Mapped[int]
    """Number of the last migration over the answers that they have been through."""
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    updated_by: Mapped[str] = mapped_column(String(80))
    last_event: Mapped[int] = mapped_column(RowNumber, unique=True)
    """Counter of the last event: the list's order, which no wrong clock can change.

    No other index holds it, so that a save touches as few pages as can be.
    """

    __mapper_args__: ClassVar = {"version_id_col": version}
    __table_args__ = (
        # partial on SQLite only: naming PostgreSQL here would load its dialect at every start
        Index("application_by_due_on", due_on, sqlite_where=due_on.is_not(None)),
    )


class AnswersOfStep(Table):
    """The answers of one step as one JSON document; keys unknown to this version are kept."""

    __tablename__ = "answers"

    application_id: Mapped[str] = mapped_column(
        _APPLICATION_ID, ForeignKey("application.id"), primary_key=True
    )
    step: Mapped[str] = mapped_column(String(80), primary_key=True)
    data: Mapped[str]
    saved_at: Mapped[datetime]


class Scan(Table):
    """The bytes of one picture or PDF, by their SHA-256."""

    __tablename__ = "scan"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    media_type: Mapped[str] = mapped_column(String(80))
    size: Mapped[int] = mapped_column(BigInteger)
    made_at: Mapped[datetime]
    data: Mapped[bytes]


class Document(Table):
    """Which application uses which scan: read off the answers at every save, so that purge knows."""

    __tablename__ = "document"

    application_id: Mapped[str] = mapped_column(
        _APPLICATION_ID, ForeignKey("application.id"), primary_key=True
    )
    step: Mapped[str] = mapped_column(String(80), primary_key=True)
    slot: Mapped[str] = mapped_column(String(160), primary_key=True)
    """Field key, with the row's place where fields repeat: `photos.storefront`, `owners.0.id_front`."""
    page: Mapped[int] = mapped_column(primary_key=True)
    """Counts from 1."""
    scan: Mapped[str] = mapped_column(String(64), index=True)
    original: Mapped[str] = mapped_column(String(64))
    """SHA-256 of the file as it was handed in, or empty."""
    verdict: Mapped[str] = mapped_column(String(40))


class Event(Table):
    """One entry of the append-only history; each holds the hash of the one before."""

    __tablename__ = "event"

    counter: Mapped[int] = mapped_column(RowNumber, primary_key=True, autoincrement=False)
    previous: Mapped[bytes]
    hash: Mapped[bytes]
    at: Mapped[datetime]
    elapsed_ms: Mapped[int | None] = mapped_column(BigInteger)
    """Monotonic milliseconds since this process's previous event; empty for its first."""
    operator: Mapped[str] = mapped_column(String(80))
    what: Mapped[str] = mapped_column(String(40))
    application_id: Mapped[str | None] = mapped_column(String(32))
    before: Mapped[int | None] = mapped_column(BigInteger)
    """Counter of the same application's event before this one; spares every save an index page."""
    fields: Mapped[str]
    """JSON list of the field keys touched; never their values."""


class Package(Table):
    """One package that was written and verified."""

    __tablename__ = "package"

    application_id: Mapped[str] = mapped_column(
        _APPLICATION_ID, ForeignKey("application.id"), primary_key=True
    )
    revision: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    digest: Mapped[str] = mapped_column(String(64))
    file_name: Mapped[str]
    recipients: Mapped[str]
    """JSON list of recipients' names or fingerprints."""
    size: Mapped[int] = mapped_column(BigInteger)
    at: Mapped[datetime]
    operator: Mapped[str] = mapped_column(String(80))


class Operator(Table):
    """Someone who may unlock this store."""

    __tablename__ = "operator"

    id: Mapped[str] = mapped_column(String(80), primary_key=True)
    name: Mapped[str]
    added_at: Mapped[datetime]
    retired_at: Mapped[datetime | None]


class Setting(Table):
    """One setting of this store, a JSON value by its key."""

    __tablename__ = "setting"

    key: Mapped[str] = mapped_column(String(80), primary_key=True)
    value: Mapped[str]


class Series(Table):
    """The last number given out in a series; a number is never given twice, even after a deletion."""

    __tablename__ = "series"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    last: Mapped[int] = mapped_column(BigInteger)
