"""Packages that came in: each stored once as it was proved, and never changed."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, delete, insert, select

from poswizard.storage.audit_log import Entry, What
from poswizard.storage.database import Database
from poswizard.storage.errors import NotFoundError
from poswizard.storage.exchange_tables import Received, ReceivedFile, Reply
from poswizard.storage.opinions import drop_opinion
from poswizard.storage.tables import Document, Scan
from poswizard.storage.upsert import insert_once


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedRecord:
    """One package that came in."""

    id: str = field(default_factory=lambda: uuid.uuid4().hex)
    package_id: str
    sender: str
    """Fingerprint of the signer's certificate; empty for a plain package."""
    sequence: int | None
    number: str
    revision: int
    digest: str
    """SHA-256 of the file as it came."""
    inner_digest: str
    """SHA-256 of the package inside."""
    file_name: str
    size: int
    verdict: str
    applicant: str
    shop: str
    data: str = field(repr=False)
    review: str = field(repr=False)
    differences: str | None = field(default=None, repr=False)
    signature: bytes | None = field(default=None, repr=False)
    received_at: datetime | None = None
    operator: str = ""


@dataclass(frozen=True, slots=True)
class ReceivedBytes:
    """One file of a package, to be stored."""

    path: str
    """Below `data/`."""
    media_type: str
    data: bytes = field(repr=False)


class ReceivedCases:
    """The received packages of one store."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def store(
        self, received: ReceivedRecord, files: Iterable[ReceivedBytes]
    ) -> tuple[ReceivedRecord, bool]:
        """Keep a package with its files, all or nothing; twice is once.

        Gives what is stored, and whether it is new: a file with the same digest, or the same package
        sealed anew, is not.
        """
        with self._database.write() as connection:
            known = _first(connection, _is_known(received))
            if known is not None:
                return known, False
            entry = Entry(what=What.RECEIVED, operator=received.operator)
            head = self._database.recorder.append(connection, entry)
            stored = replace(received, received_at=head.at)
            connection.execute(insert(Received), asdict(stored))
            for one in files:
                self._keep(connection, stored.id, one, head.at)
        return stored, True

    def all(self) -> list[ReceivedRecord]:
        """Everything that came in, the newest first."""
        return self._found()

    def get(self, received_id: str) -> ReceivedRecord:
        """One of them; raises `NotFoundError`."""
        with self._database.read() as connection:
            found = _first(connection, Received.id == received_id)
        if found is None:
            raise NotFoundError
        return found

    def revisions(self, sender: str, number: str) -> list[ReceivedRecord]:
        """Every revision of a sender's case that came in, the first first."""
        mine = Received.sender == sender, Received.number == number
        return sorted(self._found(*mine), key=lambda one: one.revision)

    def seen(self, package_id: str) -> str | None:
        """The digest of the inner package that came in under this id."""
        query = select(Received.inner_digest).where(Received.package_id == package_id)
        with self._database.read() as connection:
            return connection.execute(query).scalar()

    def sequences(self, sender: str) -> list[int]:
        """The numbers of a sender's packages that came in, in order."""
        query = select(Received.sequence).where(Received.sender == sender)
        with self._database.read() as connection:
            found = connection.execute(query).scalars()
            return sorted(number for number in found if number is not None)

    def files(self, received_id: str) -> dict[str, str]:
        """The digests of a package's files by their paths below `data/`."""
        query = select(ReceivedFile.path, ReceivedFile.scan)
        query = query.where(ReceivedFile.received_id == received_id).order_by(ReceivedFile.path)
        with self._database.read() as connection:
            return {row.path: row.scan for row in connection.execute(query)}

    def remove(self, received_id: str, operator: str = "") -> None:
        """Remove a package for good, with the pictures that nothing else mentions."""
        files = self.files(received_id)
        with self._database.write() as connection:
            drop_opinion(connection, received_id)
            for table in (Reply, ReceivedFile):
                connection.execute(delete(table).where(table.received_id == received_id))
            connection.execute(delete(Received).where(Received.id == received_id))
            drop_if_unused(connection, files.values())
            entry = Entry(what=What.DELETED, operator=operator)
            self._database.recorder.append(connection, entry)
        self._database.checkpoint()

    def _keep(
        self, connection: Connection, received_id: str, one: ReceivedBytes, at: datetime
    ) -> None:
        digest = hashlib.sha256(one.data).hexdigest()
        scan = {"sha256": digest, "media_type": one.media_type, "size": len(one.data)}
        once = insert_once(self._database.kind, Scan)
        connection.execute(once, scan | {"made_at": at, "data": one.data})
        row = {"received_id": received_id, "path": one.path, "scan": digest}
        connection.execute(insert(ReceivedFile), row)

    def _found(self, *where: ColumnElement[bool]) -> list[ReceivedRecord]:
        query = select(*_columns()).where(*where).order_by(Received.received_at.desc(), Received.id)
        with self._database.read() as connection:
            return [ReceivedRecord(**row._asdict()) for row in connection.execute(query)]


def is_used() -> ColumnElement[bool]:
    """Whether an application or a received package mentions a scan, inside a statement about scans."""
    drafts = select(Document.scan).where(Document.scan == Scan.sha256).exists()
    received = select(ReceivedFile.scan).where(ReceivedFile.scan == Scan.sha256).exists()
    return drafts | received


def drop_if_unused(connection: Connection, digests: Iterable[str]) -> None:
    """Remove these scans, where nothing mentions them any more."""
    for digest in digests:
        connection.execute(delete(Scan).where(Scan.sha256 == digest, ~is_used()))


def _is_known(received: ReceivedRecord) -> ColumnElement[bool]:
    """The same file, or the same package of the same sender in another sealing."""
    again = (Received.sender == received.sender) & (Received.inner_digest == received.inner_digest)
    return (Received.digest == received.digest) | again


def _first(connection: Connection, where: ColumnElement[bool]) -> ReceivedRecord | None:
    row = connection.execute(select(*_columns()).where(where)).first()
    return ReceivedRecord(**row._asdict()) if row else None


def _columns() -> list[ColumnElement[object]]:
    return [getattr(Received, name) for name in ReceivedRecord.__dataclass_fields__]
