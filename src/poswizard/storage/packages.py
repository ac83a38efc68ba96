"""The packages of a store: announced, confirmed or withdrawn, and why revisions are made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update

from poswizard.storage import package_records, statements
from poswizard.storage.audit_log import Entry, What, take_turn
from poswizard.storage.database import Database
from poswizard.storage.errors import NotFoundError
from poswizard.storage.exchange_tables import Amendment
from poswizard.storage.package_records import Announced, PackageRecord
from poswizard.storage.statements import StatementRecord
from poswizard.storage.tables import Application
from poswizard.storage.upsert import insert_or_replace


@dataclass(frozen=True, slots=True)
class AmendmentRecord:
    """Why an application that was sent is being changed."""

    revision: int
    """The revision that this is the reason for."""
    reason: str
    at: datetime
    operator: str


class Packages:
    """The packages of the applications of one store."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, application_id: str) -> list[PackageRecord]:
        """The packages of an application, the first revision first."""
        with self._database.read() as connection:
            return package_records.of(connection, application_id)

    def next_revision(self, application_id: str) -> int:
        """The revision that no package has yet."""
        with self._database.read() as connection:
            return package_records.next_revision(connection, application_id)

    def announce(
        self, application_id: str, package: PackageRecord, stated: StatementRecord | None = None
    ) -> None:
        """Say that this file is about to take its name; raises `ConflictError` if its revision is taken.

        `stated` is what is signed inside a sealed one: from outside it cannot be read here again.
        """
        with self._database.write() as connection:
            package_records.announce(connection, self._database.recorder, application_id, package)
            if stated is not None:
                statements.keep(connection, self._database.kind, stated)

    def confirm(self, application_id: str, package: PackageRecord) -> None:
        """The announced file has its name: it counts. Does nothing if it counts already."""
        with self._database.write() as connection:
            package_records.confirm(connection, self._database.recorder, application_id, package)

    def withdraw(self, application_id: str, package: PackageRecord) -> None:
        """The announced file never took its name. Does nothing if nothing is announced."""
        with self._database.write() as connection:
            package_records.withdraw(connection, self._database.recorder, application_id, package)
            if package.package_id is not None:
                statements.forget(connection, package.package_id)

    def announced(self) -> list[Announced]:
        """What was cut off between announcing and confirming."""
        with self._database.read() as connection:
            return package_records.announced(connection)

    def amend(self, application_id: str, reason: str, operator: str = "") -> AmendmentRecord:
        """Note why the next revision is made; said again, the newer reason counts."""
        kind, recorder = self._database.kind, self._database.recorder
        key = [Amendment.application_id, Amendment.revision]
        put = insert_or_replace(kind, Amendment, key, "reason", "at", "operator")
        mine = Application.id == application_id
        with self._database.write() as connection:
            take_turn(connection)
            before = connection.execute(select(Application.last_event).where(mine)).scalar()
            if before is None:
                raise NotFoundError
            revision = package_records.next_revision(connection, application_id)
            entry = Entry(
                what=What.AMENDED, operator=operator, application_id=application_id, before=before
            )
            head = recorder.append(connection, entry)
            connection.execute(update(Application).where(mine).values(last_event=head.counter))
            row = {"application_id": application_id, "revision": revision, "reason": reason}
            connection.execute(put, row | {"at": head.at, "operator": operator})
        return AmendmentRecord(revision, reason, head.at, operator)

    def amendment(self, application_id: str) -> AmendmentRecord | None:
        """Why the next revision is made, if it was said."""
        mine = Amendment.application_id == application_id
        columns = (Amendment.revision, Amendment.reason, Amendment.at, Amendment.operator)
        with self._database.read() as connection:
            revision = package_records.next_revision(connection, application_id)
            query = select(*columns).where(mine, Amendment.revision == revision)
            row = connection.execute(query).first()
        return AmendmentRecord(*row) if row else None
