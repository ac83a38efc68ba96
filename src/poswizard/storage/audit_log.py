"""The history: who did what when, to which field; append-only, each entry holding the last one's hash."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Generator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, Select, func, insert, select

from poswizard.storage.clock import Clock
from poswizard.storage.prepared import Prepared
from poswizard.storage.tables import Application, Event
from poswizard.text import Text, Vocabulary

if TYPE_CHECKING:
    from poswizard.storage.database import Database

CLOCK_TOLERANCE = timedelta(minutes=2)
"""A clock set back by more than this is an event of its own."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_PER_READ = 2000


class What(Vocabulary):
    """What happened."""

    CREATED = "created", Text("新建", "created")
    SAVED = "saved", Text("修改", "changed")
    COPIED = "copied", Text("复制", "copied")
    DELETED = "deleted", Text("删除", "deleted")
    ANSWERS_MIGRATED = "answers_migrated", Text("随新版本更新问卷", "answers brought up to date")
    PACKAGE_WRITTEN = "package_written", Text("生成资料包", "package written")
    PACKAGE_WITHDRAWN = (
        "package_withdrawn",
        Text("资料包没有做成，已作废", "package not finished, withdrawn"),
    )
    AMENDED = "amended", Text("提交后更正", "amended after handing in")
    RECEIVED = "received", Text("接收资料包", "package received")
    REPLY_GIVEN = "reply_given", Text("答复", "reply given")
    REPLY_OPENED = "reply_opened", Text("收到答复", "reply opened")
    STATION_CHANGED = "station_changed", Text("更换本机证书", "own certificate changed")
    IDENTITY_MADE = "identity_made", Text("生成收件密钥", "key for receiving made")
    RECIPIENT_ADDED = "recipient_added", Text("添加收件方", "recipient added")
    RECIPIENT_REMOVED = "recipient_removed", Text("移除收件方", "recipient removed")
    SIGNER_ADDED = "signer_added", Text("信任发送方", "sender trusted")
    SIGNER_REMOVED = "signer_removed", Text("不再信任发送方", "sender trusted no longer")
    REVOCATION_ADDED = "revocation_added", Text("导入吊销名单", "revocation list taken in")
    PUBLISHER_ADDED = "publisher_added", Text("信任资料发布机构", "publisher of packs trusted")
    CATALOGUE_UPDATED = "catalogue_updated", Text("更新服务商资料", "provider packs updated")
    CATALOGUE_ROLLED_BACK = (
        "catalogue_rolled_back",
        Text("退回服务商资料", "provider packs rolled back"),
    )
    BACKUP_WRITTEN = "backup_written", Text("备份", "backup written")
    UNLOCKED = "unlocked", Text("解锁", "unlocked")
    CLOCK_MOVED_BACK = "clock_moved_back", Text("系统时间被调回", "the clock was set back")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An event about to be recorded."""

    what: What
    operator: str = ""
    application_id: str | None = None
    fields: Sequence[str] = ()
    """Keys of the fields touched; never their values."""
    before: int | None = None
    """Counter of the same application's event before."""


@dataclass(frozen=True, slots=True)
class Head:
    """The newest event: it belongs into every signed package, where no one here can change it."""

    counter: int
    hash: bytes
    at: datetime


BEGINNING = Head(0, bytes(32), _EPOCH)
"""What the first event follows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """An event as it was recorded; the order is that of `counter`, whatever the clock said."""

    counter: int
    at: datetime
    operator: str
    what: str
    """Stored value of a `What`, perhaps one that only a newer version knows."""
    application_id: str | None
    fields: tuple[str, ...]
    hash: bytes


_NEWEST = select(Event.counter, Event.hash, Event.at).order_by(Event.counter.desc()).limit(1)
_APPEND = Prepared(insert(Event))
_LOCK = 7_705_193_623
"""Any number: on a server, appending takes turns by it."""


class Recorder:
    """Appends to the chain inside the transaction of the change itself."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self._last_beat: float | None = None

    def append(self, connection: Connection, entry: Entry, head: Head | None = None) -> Head:
        """Record one event, and before it that the clock was set back if it was; the new head.

        `head` spares a query to a caller who has taken the turn and read it already. The caller
        notes the new counter with the application: that is how a start sees an event taken away.
        """
        if head is None:
            take_turn(connection)
            head = newest(connection)
        now = self.clock.now()
        if head.counter and now < head.at - CLOCK_TOLERANCE:
            head = self._link(connection, Entry(what=What.CLOCK_MOVED_BACK), head, now)
        return self._link(connection, entry, head, now)

    def _link(self, connection: Connection, entry: Entry, head: Head, now: datetime) -> Head:
        row: dict[str, Any] = {
            "counter": head.counter + 1,
            "previous": head.hash,
            "at": now,
            "elapsed_ms": self._elapsed(),
            "operator": entry.operator,
            "what": entry.what.value,
            "application_id": entry.application_id,
            "before": entry.before,
            "fields": json.dumps(list(entry.fields), ensure_ascii=False),
        }
        row["hash"] = link_hash(row)
        _APPEND.run(connection, row)
        return Head(row["counter"], row["hash"], now)

    def _elapsed(self) -> int | None:
        beat, before = self.clock.monotonic(), self._last_beat
        self._last_beat = beat
        return None if before is None else round((beat - before) * 1000)


def take_turn(connection: Connection) -> None:
    """Wait until nobody else appends; SQLite has seen to that when the transaction began."""
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(_LOCK)))


def newest(connection: Connection) -> Head:
    """The newest event, or the beginning of the chain."""
    row = connection.execute(_NEWEST).first()
    return Head(*row) if row else BEGINNING


def link_hash(row: dict[str, Any]) -> bytes:
    """SHA-256 over every column of an event but itself, as one JSON list."""
    moment = (row["at"] - _EPOCH) // timedelta(microseconds=1)
    said = (row["counter"], row["previous"].hex(), moment, row["elapsed_ms"], row["operator"])
    what = (row["what"], row["application_id"], row["before"], row["fields"])
    return hashlib.sha256(json.dumps([*said, *what]).encode()).digest()


class AuditLog:
    """The history of one store."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def record(self, entry: Entry) -> Head:
        """Record something that changed no answer, such as an export or an unlocking."""
        with self._database.write() as connection:
            return self._database.recorder.append(connection, entry)

    def head(self) -> Head:
        """The newest event."""
        with self._database.read() as connection:
            return newest(connection)

    def of(self, application_id: str) -> list[Recorded]:
        """What happened to one application that is still there, oldest first."""
        query = Event.__table__.select().where(Event.counter.in_(_counters(application_id)))
        with self._database.read() as connection:
            return [_recorded(row) for row in connection.execute(query.order_by(Event.counter))]

    def everything(self) -> list[Recorded]:
        """The whole history, oldest first."""
        with self._database.read() as connection:
            return [_recorded(row) for row in _in_order(connection)]

    def verify(self) -> int | None:
        """The counter of the first event that was changed, removed or put in, or None."""
        with self._database.read() as connection:
            previous, expected = BEGINNING.hash, 1
            with closing(_in_order(connection)) as events:
                for row in events:
                    if not _follows(row, previous, expected):
                        return expected
                    previous, expected = row.hash, expected + 1
            noted = connection.execute(select(func.max(Application.last_event))).scalar() or 0
        return None if noted < expected else expected

    def head_is_sound(self) -> bool:
        """Whether newest event and newest application fit: the check that every start can afford.

        They stand on different pages, so an older page of either that is put back shows.
        """
        last = Event.__table__.select().order_by(Event.counter.desc()).limit(1)
        with self._database.read() as connection:
            row = connection.execute(last).one_or_none()
            noted = connection.execute(select(func.max(Application.last_event))).scalar() or 0
            about = select(Application.last_event).where(
                Application.id == (row.application_id if row else None)
            )
            own = connection.execute(about).scalar()
        if row is None:
            return noted == 0
        fits = noted <= row.counter and own in (None, row.counter)
        return fits and link_hash(row._asdict()) == row.hash

    def contains(self, counter: int, digest: bytes) -> bool:
        """Whether an event known from elsewhere (a package, the last session) still stands here."""
        known = select(Event.hash).where(Event.counter == counter)
        with self._database.read() as connection:
            return counter == 0 or connection.execute(known).scalar() == digest


def _counters(application_id: str) -> Select[int | None]:
    """The counters of an application's events, from the last one back."""
    last = select(Application.last_event).where(Application.id == application_id)
    chain = last.cte("chain", recursive=True)
    before = select(Event.before).where(
        Event.counter == chain.c.last_event, Event.before.is_not(None)
    )
    return select(chain.union_all(before).c.last_event)


def _follows(row: Row[Any], previous: bytes, expected: int) -> bool:
    linked = (row.counter, row.previous) == (expected, previous)
    return linked and link_hash(row._asdict()) == row.hash


def _in_order(connection: Connection) -> Generator[Row[Any], None, None]:
    query = Event.__table__.select().order_by(Event.counter)
    with connection.execution_options(yield_per=_PER_READ).execute(query) as events:
        yield from events


def _recorded(row: Row[Any]) -> Recorded:
    return Recorded(
        counter=row.counter,
        at=row.at,
        operator=row.operator,
        what=row.what,
        application_id=row.application_id,
        fields=tuple(json.loads(row.fields)),
        hash=row.hash,
    )
