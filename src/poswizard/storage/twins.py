"""Applications that share a number, and what became of those of one kind; brought up to date when it is asked.

Nothing of this costs a save anything: a version that has moved on tells what is to be looked at again.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Row, ScalarSelect, delete, func, insert, or_, select

from poswizard.storage.audit_log import take_turn
from poswizard.storage.database import Database
from poswizard.storage.tables import AnswersOfStep, Application, Document, Setting
from poswizard.storage.twin_tables import Gist, Twin
from poswizard.storage.upsert import insert_once

KEY_SETTING = "twins.key"
"""Under which the key of the digests is kept, inside the store that it protects."""

_AT_ONCE = 200
"""Applications looked at in one transaction: others may save in between."""
_MOST = 500
"""Bound values in one statement, well within what either database takes."""


@dataclass(frozen=True, slots=True)
class Gleaned:
    """What is to be kept of one application's answers; the numbers are kept as digests only."""

    provider: str
    merchant_kind: str
    is_decided: bool
    reasons: tuple[str, ...]
    numbers: tuple[tuple[str, str], ...]
    """Kind and number, written as they are compared."""

    def __repr__(self) -> str:
        return f"Gleaned({self.provider}, {len(self.numbers)} numbers)"  # never the numbers


@dataclass(frozen=True, slots=True)
class TwinRow:
    """Another application with the same number."""

    kind: str
    number: str
    provider: str
    state: str


@dataclass(frozen=True, slots=True)
class FateRow:
    """What became of one application."""

    is_decided: bool
    reasons: tuple[str, ...]


Glean = Callable[[Mapping[str, str]], Gleaned]
"""Reads the JSON texts of some steps, by step key."""


class Twins:
    """The comparisons of one store."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def bring_up_to_date(
        self,
        glean: Glean,
        steps: Sequence[str],
        progress: Callable[[float], None] = lambda _done: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> None:
        """Look at every application that has changed since it was looked at; where it stops, it goes on next time."""
        if self._database.is_read_only:
            return
        key, done = self._key(), 0
        left = self._count_behind()
        while left and not cancelled():
            looked_at = self._look_at_some(key, glean, steps)
            if not looked_at:
                return
            done += looked_at
            progress(min(1.0, done / left))

    def of(self, application_id: str) -> list[TwinRow]:
        """The other applications that share a number with this one, by kind, the newest first."""
        mine = _seq_of(application_id)
        numbers = select(Twin.kind, Twin.digest).where(Twin.seq == mine).subquery()
        same = (Twin.digest == numbers.c.digest) & (Twin.kind == numbers.c.kind)
        query = (
            select(Twin.kind, Application.number, Gist.provider, Application.state)
            .join(numbers, same)
            .join(Application, Application.seq == Twin.seq)
            .join(Gist, Gist.seq == Twin.seq)
            .where(Twin.seq != mine)
            .distinct()
            .order_by(Twin.kind, Application.number.desc())
        )
        with self._database.read() as connection:
            return [TwinRow(*row) for row in connection.execute(query)]

    def pictures_elsewhere(self, application_id: str, scans: Collection[str]) -> dict[str, str]:
        """Which of these pictures another application has too, with its number."""
        found: dict[str, str] = {}
        wanted = sorted(scans)
        with self._database.read() as connection:
            for start in range(0, len(wanted), _MOST):
                query = (
                    select(Document.scan, func.max(Application.number))
                    .join(Application, Application.id == Document.application_id)
                    .where(Document.scan.in_(wanted[start : start + _MOST]))
                    .where(Document.application_id != application_id)
                    .group_by(Document.scan)
                )
                found |= {row[0]: row[1] for row in connection.execute(query)}
        return found

    def fates(self, provider: str, merchant_kind: str, but: str) -> list[FateRow]:
        """What became of the decided applications of a kind at a provider, without the one of this id."""
        query = select(Gist.is_decided, Gist.reasons).where(
            Gist.provider == provider,
            Gist.merchant_kind == merchant_kind,
            Gist.is_decided == 1,
            Gist.seq != _seq_of(but),
        )
        with self._database.read() as connection:
            return [FateRow(bool(d), tuple(json.loads(r))) for d, r in connection.execute(query)]

    def reasons_at(self, provider: str) -> dict[str, int]:
        """For what applications came back from a provider, and how many of them."""
        query = select(Gist.reasons).where(Gist.provider == provider, Gist.is_decided == 1)
        counts: dict[str, int] = {}
        with self._database.read() as connection:
            for (reasons,) in connection.execute(query):
                for code in json.loads(reasons):
                    counts[code] = counts.get(code, 0) + 1
        return counts

    def _count_behind(self) -> int:
        with self._database.read() as connection:
            behind = select(func.count()).select_from(Application).outerjoin(Gist, _OF_GIST)
            return connection.execute(behind.where(_IS_BEHIND)).scalar_one()

    def _look_at_some(self, key: bytes, glean: Glean, steps: Sequence[str]) -> int:
        """Derive those that are longest behind; how many there were."""
        query = select(Application.seq, Application.id, Application.version)
        query = query.outerjoin(Gist, _OF_GIST).where(_IS_BEHIND).order_by(Application.seq)
        with self._database.read() as connection:
            rows = connection.execute(query.limit(_AT_ONCE)).all()
            answers = _answers(connection, [row.id for row in rows], steps)
        gleaned = [(row, glean(answers.get(row.id, {}))) for row in rows]
        with self._database.write() as connection:
            take_turn(connection)  # two windows may be at it
            there = _still_there(connection, [row.seq for row in rows])
            _write(connection, key, [(row, one) for row, one in gleaned if row.seq in there])
        return len(rows)

    def _key(self) -> bytes:
        mine = select(Setting.value).where(Setting.key == KEY_SETTING)
        row = {"key": KEY_SETTING, "value": json.dumps(secrets.token_hex(32))}
        with self._database.read() as connection:
            known = connection.execute(mine).scalar()
        if known is None:
            with self._database.write() as connection:
                connection.execute(insert_once(self._database.kind, Setting), row)
                known = connection.execute(mine).scalar_one()
        return bytes.fromhex(json.loads(known))


_OF_GIST = Gist.seq == Application.seq
_IS_BEHIND = or_(Gist.seq.is_(None), Gist.version != Application.version)


def forget(connection: Connection, seq: int) -> None:
    """Remove what is kept of an application that is being deleted."""
    for table in (Twin, Gist):
        connection.execute(delete(table).where(table.seq == seq))


def _seq_of(application_id: str) -> ScalarSelect[int]:
    query = select(Application.seq).where(Application.id == application_id)
    return query.scalar_subquery()


def _answers(
    connection: Connection, ids: Sequence[str], steps: Sequence[str]
) -> dict[str, dict[str, str]]:
    query = select(AnswersOfStep.application_id, AnswersOfStep.step, AnswersOfStep.data)
    mine = AnswersOfStep.application_id.in_(ids), AnswersOfStep.step.in_(steps)
    found: dict[str, dict[str, str]] = {}
    for application_id, step, data in connection.execute(query.where(*mine)):
        found.setdefault(application_id, {})[step] = data
    return found


def _still_there(connection: Connection, seqs: Sequence[int]) -> set[int]:
    query = select(Application.seq).where(Application.seq.in_(seqs))
    return set(connection.execute(query).scalars())


def _write(connection: Connection, key: bytes, gleaned: Iterable[tuple[Row, Gleaned]]) -> None:
    listed = list(gleaned)
    seqs = [row.seq for row, _ in listed]
    for table in (Twin, Gist):
        connection.execute(delete(table).where(table.seq.in_(seqs)))
    gists = [_gist(row, one) for row, one in listed]
    twins = [{"seq": row.seq, **twin} for row, one in listed for twin in _twins(key, one)]
    if gists:
        connection.execute(insert(Gist), gists)
    if twins:
        connection.execute(insert(Twin), twins)


def _gist(row: Row, one: Gleaned) -> dict[str, object]:
    return {
        "seq": row.seq,
        "version": row.version,
        "provider": one.provider[:80],
        "merchant_kind": one.merchant_kind[:40],
        "is_decided": int(one.is_decided),
        "reasons": json.dumps(one.reasons),
    }


def _twins(key: bytes, one: Gleaned) -> list[dict[str, object]]:
    return [
        {"kind": kind, "digest": hmac.digest(key, f"{kind}:{number}".encode(), hashlib.sha256)}
        for kind, number in dict.fromkeys(one.numbers)
    ]
