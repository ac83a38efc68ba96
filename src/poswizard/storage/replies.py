"""Signed answers to packages: those given here, and those opened here."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime

from sqlalchemy import ColumnElement, insert, select, update

from poswizard.storage.audit_log import Entry, What, take_turn
from poswizard.storage.database import Database
from poswizard.storage.errors import NotFoundError
from poswizard.storage.exchange_tables import Reply
from poswizard.storage.opinions import drop_opinion
from poswizard.storage.tables import Application

GIVEN, OPENED = "given", "opened"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyRecord:
    """One signed answer."""

    revision: int
    """Of the package that it answers."""
    decision: str
    signer: str
    """Fingerprint of the signer's certificate."""
    signed: bytes = field(repr=False)
    received_id: str | None = None
    application_id: str | None = None
    at: datetime | None = None
    operator: str = ""

    @property
    def digest(self) -> str:
        """SHA-256 of the signed bytes, hexadecimal."""
        return hashlib.sha256(self.signed).hexdigest()


class Replies:
    """The replies of one store."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def give(self, reply: ReplyRecord) -> ReplyRecord:
        """Keep an answer to a received package; what was said on the way to it is not kept any longer."""
        row = self._row(reply, GIVEN)
        with self._database.write() as connection:
            connection.execute(insert(Reply), row)
            drop_opinion(connection, reply.received_id)
            entry = Entry(what=What.REPLY_GIVEN, operator=reply.operator)
            self._database.recorder.append(connection, entry)
        return replace(reply, at=row["at"])

    def open(self, reply: ReplyRecord) -> bool:
        """Note that an answer to a package of an application was taken in; false if it was before."""
        row = self._row(reply, OPENED)
        mine = Application.id == reply.application_id
        with self._database.write() as connection:
            take_turn(connection)
            known = select(Reply.digest).where(Reply.digest == row["digest"])
            if connection.execute(known).first():
                return False
            before = connection.execute(select(Application.last_event).where(mine)).scalar()
            if before is None:
                raise NotFoundError
            entry = Entry(
                what=What.REPLY_OPENED,
                operator=reply.operator,
                application_id=reply.application_id,
                before=before,
            )
            head = self._database.recorder.append(connection, entry)
            connection.execute(update(Application).where(mine).values(last_event=head.counter))
            connection.execute(insert(Reply), row)
        return True

    def knows(self, digest: str) -> bool:
        """Whether these signed bytes were given or taken in here."""
        query = select(Reply.digest).where(Reply.digest == digest)
        with self._database.read() as connection:
            return connection.execute(query).first() is not None

    def of_application(self, application_id: str) -> list[ReplyRecord]:
        """The answers to an application's packages, the first first."""
        return self._found(Reply.application_id == application_id)

    def of_received(self, received_id: str) -> list[ReplyRecord]:
        """The answers that were given to a received package, the first first."""
        return self._found(Reply.received_id == received_id)

    def _row(self, reply: ReplyRecord, direction: str) -> dict[str, object]:
        at = reply.at or self._database.clock.now()
        return asdict(reply) | {"digest": reply.digest, "direction": direction, "at": at}

    def _found(self, where: ColumnElement[bool]) -> list[ReplyRecord]:
        columns = [getattr(Reply, name) for name in ReplyRecord.__dataclass_fields__]
        query = select(*columns).where(where).order_by(Reply.at, Reply.digest)
        with self._database.read() as connection:
            return [ReplyRecord(**row._asdict()) for row in connection.execute(query)]
