"""What is written of an application inside one transaction: rows, search words, documents, event."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    bindparam,
    delete,
    func,
    insert,
    select,
    update,
)

from poswizard.storage import document_index, listing, search, twins
from poswizard.storage.audit_log import Entry, Head, Recorder, take_turn
from poswizard.storage.errors import ConflictError, NotFoundError
from poswizard.storage.exchange_tables import Amendment, Reply
from poswizard.storage.prepared import Prepared
from poswizard.storage.received_cases import drop_if_unused
from poswizard.storage.tables import (
    AnswersOfStep,
    Application,
    Behind,
    Document,
    Event,
    Package,
    Series,
)
from poswizard.storage.upsert import insert_or_replace
from poswizard.wizard.summary import Summary

_SUMMARY = tuple(Summary.__dataclass_fields__)


@dataclass(frozen=True, slots=True)
class _Guarded:
    """What a change must know before it writes: one read, in the transaction that writes."""

    seq: int
    version: int
    updated_at: datetime
    updated_by: str
    last_event: int
    is_behind: bool
    head: Head


_NEWEST = select(func.max(Event.counter)).scalar_subquery()
_IS_BEHIND = select(Behind.seq).where(Behind.seq == Application.seq).exists()
_READ_GUARDED = Prepared(
    select(
        Application.seq,
        Application.version,
        Application.updated_at,
        Application.updated_by,
        Application.last_event,
        _IS_BEHIND,
        Event.counter,
        Event.hash,
        Event.at,
    )
    .join(Event, Event.counter == _NEWEST)
    .where(Application.id == bindparam("of"))
)

_READ_LINE = Prepared(
    select(Application.number, *(getattr(Application, name) for name in _SUMMARY)).where(
        Application.seq == bindparam("of")
    )
)
_NOTE_BEHIND = Prepared(insert(Behind).values(seq=bindparam("of")))
_FOLLOWS_AGAIN = Prepared(delete(Behind).where(Behind.seq == bindparam("of")))


@cache
def _update(columns: tuple[str, ...]) -> Prepared:
    """The guarded update of these columns."""
    return Prepared(
        update(Application)
        .where(Application.seq == bindparam("of"), Application.version == bindparam("from_version"))
        .values({name: bindparam(f"new_{name}") for name in columns})
    )


_BOUND_STEP = {column.name: bindparam(column.name) for column in AnswersOfStep.__table__.columns}

_FORGET_PAGES = Prepared(
    delete(Document).where(
        Document.application_id == bindparam("of"), Document.step == bindparam("in_step")
    )
)


def one(connection: Connection, where: ColumnElement[bool]) -> Row[*tuple[Any, ...]]:
    """The row of one application as the list reads it, and its answers' format."""
    row = connection.execute(select(*listing.ROW, Application.answers_format).where(where)).first()
    if row is None:
        raise NotFoundError
    return row


def steps(connection: Connection, application_id: str) -> dict[str, str]:
    """The stored answers of an application: JSON text by step."""
    query = select(AnswersOfStep.step, AnswersOfStep.data)
    query = query.where(AnswersOfStep.application_id == application_id)
    return {row[0]: row[1] for row in connection.execute(query)}


def share_being_behind(connection: Connection, application_id: str, copied_to: str) -> None:
    """A copy's line is behind if its model's is."""
    model = select(Behind.seq).join(Application, Application.seq == Behind.seq)
    if connection.execute(model.where(Application.id == application_id)).first():
        seq = connection.execute(select(Application.seq).where(Application.id == copied_to))
        _NOTE_BEHIND.run(connection, {"of": seq.scalar_one()})


class ApplicationRows:
    """Writes applications' rows on one kind of database; the caller brings the transaction."""

    def __init__(self, kind: str, recorder: Recorder) -> None:
        self._recorder = recorder
        self._index = search.index_of(kind)
        key = [AnswersOfStep.application_id, AnswersOfStep.step]
        put_step = insert_or_replace(kind, AnswersOfStep, key, "data", "saved_at")
        self._put_step = Prepared(put_step.values(_BOUND_STEP))
        self._put_number = insert_or_replace(kind, Series, [Series.name], "last")

    def insert(
        self, connection: Connection, entry: Entry, summary: Summary, answers_format: int
    ) -> str:
        """A new application, with its event; the id it was given (the entry's is not looked at)."""
        new_id, now = uuid.uuid4().hex, self._recorder.clock.now()
        number = self._next_number(connection, now)
        head = self._recorder.append(connection, replace(entry, application_id=new_id))
        row = _summary(summary, number) | {
            "id": new_id,
            "number": number,
            "revision": 0,
            "version": 1,
            "answers_format": answers_format,
            "created_at": now,
            "updated_at": now,
            "updated_by": entry.operator,
            "last_event": head.counter,
        }
        seq = connection.execute(insert(Application).returning(Application.seq), row).scalar_one()
        self._index.put(connection, seq, row["search_words"])
        return new_id

    def change(
        self,
        connection: Connection,
        entry: Entry,
        version: int,
        summary: Summary | None,
        changed: Mapping[str, str],
    ) -> int:
        """The next version of the entry's application; raises `ConflictError` or `NotFoundError`.

        Without a summary it is noted that the line of the list is behind, until `follow`.
        """
        application_id = entry.application_id or ""
        found = _guarded(connection, application_id)
        if found.version != version:
            raise ConflictError(found.updated_by, found.updated_at)
        head = self._recorder.append(
            connection, replace(entry, before=found.last_event), found.head
        )
        new = {"version": version + 1, "updated_at": head.at, "last_event": head.counter}
        if entry.operator != found.updated_by:
            new["updated_by"] = entry.operator
        if not _put(connection, found.seq, version, new):
            found = _guarded(connection, application_id)  # on a server: since the first look
            raise ConflictError(found.updated_by, found.updated_at)
        self.write_steps(connection, application_id, changed)
        if summary is not None:
            self._write_line(connection, found.seq, version + 1, summary)
        elif not found.is_behind:
            _NOTE_BEHIND.run(connection, {"of": found.seq})
        return version + 1

    def follow(
        self, connection: Connection, application_id: str, version: int, summary: Summary
    ) -> bool:
        """Write the line of the list that follows from this version, unless there is a newer one."""
        take_turn(connection)
        mine = Application.id == application_id, Application.version == version
        seq = connection.execute(select(Application.seq).where(*mine)).scalar()
        if seq is None:
            return False
        self._write_line(connection, seq, version, summary)
        return True

    def write_steps(
        self, connection: Connection, application_id: str, changed: Mapping[str, str]
    ) -> None:
        """Put the steps' answers in the place of the old ones, and note which scans they mention."""
        now, of = self._recorder.clock.now(), {"application_id": application_id}
        for key, data in changed.items():
            row = of | {"step": key, "data": data, "saved_at": now}
            self._put_step.run(connection, row)
            _FORGET_PAGES.run(connection, {"of": application_id, "in_step": key})
            if pages := [of | page for page in document_index.pages(key, data)]:
                connection.execute(insert(Document), pages)

    def remove(self, connection: Connection, entry: Entry) -> None:
        """Every row of the entry's application, and the scans that no other one mentions."""
        application_id = entry.application_id or ""
        found = _guarded(connection, application_id)
        self._recorder.append(connection, replace(entry, before=found.last_event), found.head)
        words = select(Application.search_words).where(Application.seq == found.seq)
        self._index.remove(connection, found.seq, connection.execute(words).scalar_one())
        _FOLLOWS_AGAIN.run(connection, {"of": found.seq})
        twins.forget(connection, found.seq)
        mine = Document.application_id == application_id
        digests = list(connection.execute(select(Document.scan).where(mine).distinct()).scalars())
        for table in (Document, AnswersOfStep, Package, Amendment, Reply):
            connection.execute(delete(table).where(table.application_id == application_id))
        connection.execute(delete(Application).where(Application.id == application_id))
        drop_if_unused(connection, digests)

    def forget_removed(self, connection: Connection) -> None:
        """Clear the search index of removed applications' words."""
        self._index.forget_removed(connection)

    def _next_number(self, connection: Connection, now: datetime) -> str:
        """`A-2026-000128`: counted within the calendar year of this computer's time zone."""
        name = f"A-{now.astimezone().year}"
        last = select(Series.last).where(Series.name == name).with_for_update()
        number = (connection.execute(last).scalar() or 0) + 1
        connection.execute(self._put_number, {"name": name, "last": number})
        return f"{name}-{number:06d}"

    def _write_line(self, connection: Connection, seq: int, version: int, summary: Summary) -> None:
        """What of the line is new: SQLite rewrites the index of every column that is named."""
        row = _READ_LINE.first(connection, {"of": seq})
        if row is None:
            raise NotFoundError
        number, *values = row
        shown = dict(zip(_SUMMARY, values, strict=True))
        line = _summary(summary, number)
        _put(connection, seq, version, {k: v for k, v in line.items() if v != shown[k]})
        if (words := line["search_words"]) != shown["search_words"]:
            self._index.remove(connection, seq, shown["search_words"])
            self._index.put(connection, seq, words)
        _FOLLOWS_AGAIN.run(connection, {"of": seq})


def _put(connection: Connection, seq: int, version: int, new: Mapping[str, Any]) -> bool:
    """Change these columns if the row still has this version."""
    bound = {"of": seq, "from_version": version} | {f"new_{k}": v for k, v in new.items()}
    return not new or _update(tuple(new)).run(connection, bound) == 1


def _guarded(connection: Connection, application_id: str) -> _Guarded:
    take_turn(connection)
    row = _READ_GUARDED.first(connection, {"of": application_id})
    if row is None:
        raise NotFoundError
    seq, version, updated_at, updated_by, last_event, is_behind, *head = row
    return _Guarded(seq, version, updated_at, updated_by, last_event, is_behind, Head(*head))


def _summary(summary: Summary, number: str) -> dict[str, Any]:
    """The summary as columns; its words normalised, and the number among them."""
    row = {name: getattr(summary, name) for name in _SUMMARY}
    words = dict.fromkeys(search.normalised(f"{summary.search_words} {number}").split())
    return row | {"search_words": " ".join(words)}
