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

from poswizard.storage import document_index, listing, search
from poswizard.storage.audit_log import Entry, Head, Recorder, take_turn
from poswizard.storage.errors import ConflictError, NotFoundError
from poswizard.storage.prepared import Prepared
from poswizard.storage.tables import (
    AnswersOfStep,
    Application,
    Document,
    Event,
    Package,
    Scan,
    Series,
)
from poswizard.storage.upsert import insert_or_replace
from poswizard.wizard.summary import Summary

_SUMMARY = tuple(Summary.__dataclass_fields__)


@dataclass(frozen=True, slots=True)
class _Guarded:
    """What a change must know before it writes: one read, in the transaction that writes."""

    seq: int
    number: str
    version: int
    updated_at: datetime
    updated_by: str
    last_event: int
    some_page: int | None
    """Of any document; empty if it has none."""
    head: Head
    summary: dict[str, Any]


_NEWEST = select(func.max(Event.counter)).scalar_subquery()
_SOME_PAGE = select(func.max(Document.page)).where(Document.application_id == bindparam("of"))

_READ_GUARDED = Prepared(
    select(
        Application.seq,
        Application.number,
        Application.version,
        Application.updated_at,
        Application.updated_by,
        Application.last_event,
        _SOME_PAGE.scalar_subquery(),
        Event.counter,
        Event.hash,
        Event.at,
        *(getattr(Application, name) for name in _SUMMARY),
    )
    .join(Event, Event.counter == _NEWEST)
    .where(Application.id == bindparam("of"))
)


@cache
def _update(columns: tuple[str, ...]) -> Prepared:
    """The guarded update of these columns. SQLite rewrites the index of any column that is named."""
    return Prepared(
        update(Application)
        .where(Application.id == bindparam("of"), Application.version == bindparam("from_version"))
        .values({name: bindparam(f"new_{name}") for name in columns})
    )


_BOUND_STEP = {column.name: bindparam(column.name) for column in AnswersOfStep.__table__.columns}

_FORGET_PAGES = delete(Document).where(
    Document.application_id == bindparam("of"), Document.step == bindparam("in_step")
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
        summary: Summary,
        changed: Mapping[str, str],
    ) -> int:
        """The next version of the entry's application; raises `ConflictError` or `NotFoundError`."""
        application_id = entry.application_id or ""
        found = _guarded(connection, application_id)
        if found.version != version:
            raise ConflictError(found.updated_by, found.updated_at)
        entry = replace(entry, before=found.last_event)
        head = self._recorder.append(connection, entry, found.head)
        row = _summary(summary, found.number)
        new = {name: value for name, value in row.items() if value != found.summary[name]}
        new |= {"version": version + 1, "updated_at": head.at, "last_event": head.counter}
        if entry.operator != found.updated_by:
            new["updated_by"] = entry.operator
        which = {"of": application_id, "from_version": version}
        bound = which | {f"new_{name}": value for name, value in new.items()}
        if _update(tuple(new)).run(connection, bound) != 1:
            found = _guarded(connection, application_id)  # on a server: since the first look
            raise ConflictError(found.updated_by, found.updated_at)
        self.write_steps(connection, application_id, changed, had_documents=bool(found.some_page))
        self._reindex(connection, found, row["search_words"])
        return version + 1

    def write_steps(
        self,
        connection: Connection,
        application_id: str,
        changed: Mapping[str, str],
        *,
        had_documents: bool = False,
    ) -> None:
        """Put the steps' answers in the place of the old ones, and note which scans they mention."""
        if not changed:
            return
        now, of = self._recorder.clock.now(), {"application_id": application_id}
        for key, data in changed.items():
            row = of | {"step": key, "data": data, "saved_at": now}
            self._put_step.run(connection, row)
        if had_documents:
            gone = [{"of": application_id, "in_step": step} for step in changed]
            connection.execute(_FORGET_PAGES, gone)
        pages = [of | page for key in changed for page in document_index.pages(key, changed[key])]
        if pages:
            connection.execute(insert(Document), pages)

    def remove(self, connection: Connection, entry: Entry) -> None:
        """Every row of the entry's application, and the scans that no other one mentions."""
        application_id = entry.application_id or ""
        found = _guarded(connection, application_id)
        self._recorder.append(connection, replace(entry, before=found.last_event), found.head)
        self._index.remove(connection, found.seq, found.summary["search_words"])
        mine = Document.application_id == application_id
        digests = list(connection.execute(select(Document.scan).where(mine).distinct()).scalars())
        for table in (Document, AnswersOfStep, Package):
            connection.execute(delete(table).where(table.application_id == application_id))
        connection.execute(delete(Application).where(Application.id == application_id))
        others = select(Document.scan).where(Document.scan == Scan.sha256).exists()
        for digest in digests:
            connection.execute(delete(Scan).where(Scan.sha256 == digest, ~others))

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

    def _reindex(self, connection: Connection, found: _Guarded, words: str) -> None:
        if words != (old := found.summary["search_words"]):
            self._index.remove(connection, found.seq, old)
            self._index.put(connection, found.seq, words)


def _guarded(connection: Connection, application_id: str) -> _Guarded:
    take_turn(connection)
    row = _READ_GUARDED.first(connection, {"of": application_id})
    if row is None:
        raise NotFoundError
    seq, number, version, updated_at, updated_by, last_event, some_page, *rest = row
    counter, digest, at, *shown = rest
    return _Guarded(
        seq,
        number,
        version,
        updated_at,
        updated_by,
        last_event,
        some_page,
        Head(counter, digest, at),
        dict(zip(_SUMMARY, shown, strict=True)),
    )


def _summary(summary: Summary, number: str) -> dict[str, Any]:
    """The summary as columns; its words normalised, and the number among them."""
    row = {name: getattr(summary, name) for name in _SUMMARY}
    words = dict.fromkeys(search.normalised(f"{summary.search_words} {number}").split())
    return row | {"search_words": " ".join(words)}
