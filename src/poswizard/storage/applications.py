"""The applications of a store: list, search, load, save, copy, delete, and the packages of each."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import func, select, update

from poswizard.storage import application_rows, listing, package_records, search
from poswizard.storage.answers_migrations import MIGRATIONS, Registry
from poswizard.storage.application_rows import ApplicationRows, one
from poswizard.storage.audit_log import Entry, What
from poswizard.storage.database import Database
from poswizard.storage.listing import Order, Wanted
from poswizard.storage.package_records import PackageRecord
from poswizard.storage.tables import Application, Behind
from poswizard.wizard.summary import ListedApplication, Summary


@dataclass(frozen=True, slots=True)
class Stored:
    """An application as it was stored."""

    listed: ListedApplication
    steps: dict[str, str]
    """JSON text of each step's answers by its key, with whatever a newer version put there."""


class Applications:
    """The applications of one store."""

    def __init__(self, database: Database, migrations: Registry = MIGRATIONS) -> None:
        self._database = database
        self._migrations = migrations
        self._rows = ApplicationRows(database.kind, database.recorder)

    def new(self, summary: Summary, operator: str = "") -> ListedApplication:
        """A new application with a random id and the next number of the year."""
        entry = Entry(what=What.CREATED, operator=operator)
        with self._database.write() as connection:
            new_id = self._rows.insert(connection, entry, summary, self._migrations.newest)
            return listing.listed(one(connection, Application.id == new_id))

    def page(
        self,
        search: str = "",
        *,
        state: str | None = None,
        phase: str | None = None,
        provider: str | None = None,
        offset: int = 0,
        limit: int = 50,
        order: Order = Order.RECENT,
    ) -> list[ListedApplication]:
        """One screenful of the list; every word of `search` must stand in an application's words."""
        wanted = Wanted(search=search, state=state, phase=phase, provider=provider)
        with self._database.read() as connection:
            return listing.page(connection, wanted, order, offset, limit)

    def count(
        self,
        search: str = "",
        *,
        state: str | None = None,
        phase: str | None = None,
        provider: str | None = None,
    ) -> int:
        """How many rows that list has. Not needed to show a page of it: ask for it afterwards."""
        wanted = Wanted(search=search, state=state, phase=phase, provider=provider)
        with self._database.read() as connection:
            return listing.count(connection, wanted)

    def counts_by_state(self) -> dict[str, int]:
        """How many applications are in each state."""
        query = select(Application.state, func.count()).group_by(Application.state)
        with self._database.read() as connection:
            return {row[0]: row[1] for row in connection.execute(query)}

    def due(self, until: date, limit: int = 200) -> list[ListedApplication]:
        """Where something must be done on or before a day, the earliest first."""
        query = select(*listing.ROW).where(Application.due_on <= until)
        query = query.order_by(Application.due_on, Application.last_event).limit(limit)
        with self._database.read() as connection:
            return [listing.listed(row) for row in connection.execute(query)]

    def find(self, number: str) -> ListedApplication:
        """The application of a human number; raises `NotFoundError`."""
        with self._database.read() as connection:
            return listing.listed(one(connection, Application.number == number.strip().upper()))

    def load(self, application_id: str) -> Stored:
        """An application with all its answers, brought up to date; raises `NotFoundError`."""
        with self._database.read() as connection:
            row = one(connection, Application.id == application_id)
            steps = application_rows.steps(connection, application_id)
        stored = Stored(listing.listed(row), steps)
        if row.answers_format >= self._migrations.newest:
            return stored
        return self._migrated(stored, row.answers_format)

    def save(
        self,
        application_id: str,
        version: int,
        changed: Mapping[str, str],
        summary: Summary | None,
        fields: Sequence[str] = (),
        operator: str = "",
    ) -> int:
        """Store the changed steps (JSON text by step key) and the summary; the new version.

        Without a summary the list keeps the old line until `summarise`, and `behind` names it.
        One transaction with its event. Raises `ConflictError` if somebody saved since `version`
        was loaded, `NotFoundError` if it was deleted; then nothing has been written.
        """
        what = What.SAVED
        entry = Entry(what=what, operator=operator, application_id=application_id, fields=fields)
        with self._database.write() as connection:
            return self._rows.change(connection, entry, version, summary, changed)

    def summarise(self, application_id: str, version: int, summary: Summary) -> bool:
        """Let the list show what follows from the answers of this version.

        Neither a version nor an event of its own: nothing was answered. False, and nothing written,
        if somebody has saved since: the line is then theirs to write.
        """
        with self._database.write() as connection:
            return self._rows.follow(connection, application_id, version, summary)

    def behind(self) -> list[str]:
        """The ids of the applications whose line does not follow their newest answers."""
        query = select(Application.id).join(Behind, Behind.seq == Application.seq)
        with self._database.read() as connection:
            return list(connection.execute(query).scalars())

    def copy(self, application_id: str, operator: str = "") -> ListedApplication:
        """A new draft with the same answers and scans, under a number of its own."""
        entry = Entry(what=What.COPIED, operator=operator)
        with self._database.write() as connection:
            row = one(connection, Application.id == application_id)
            summary = _as_draft(listing.listed(row))
            new_id = self._rows.insert(connection, entry, summary, row.answers_format)
            steps = application_rows.steps(connection, application_id)
            self._rows.write_steps(connection, new_id, steps)
            application_rows.share_being_behind(connection, application_id, new_id)
            return listing.listed(one(connection, Application.id == new_id))

    def delete(self, *application_ids: str, operator: str = "") -> None:
        """Remove applications for good: answers, search words, packages' records, scans of their own.

        All or none; afterwards nothing of them is left in the file or its log. The history keeps
        that they existed, by their random ids. Raises `NotFoundError` if one is not there.
        """
        with self._database.write() as connection:
            for one_id in application_ids:
                entry = Entry(what=What.DELETED, operator=operator, application_id=one_id)
                self._rows.remove(connection, entry)
            self._rows.forget_removed(connection)
        self._database.checkpoint()

    def record_package(self, application_id: str, package: PackageRecord) -> None:
        """Note a package that was written; the application's revision moves to the package's."""
        with self._database.write() as connection:
            package_records.record(connection, self._database.recorder, application_id, package)

    def packages(self, application_id: str) -> list[PackageRecord]:
        """The packages written of an application, the first revision first."""
        with self._database.read() as connection:
            return package_records.of(connection, application_id)

    def _migrated(self, stored: Stored, stored_format: int) -> Stored:
        """The answers after the migrations they have not been through, kept for good if possible."""
        answers = {key: json.loads(data) for key, data in stored.steps.items()}
        now_format = self._migrations.upgrade(answers, stored_format)
        new = {
            key: json.dumps(answers.get(key, {}), ensure_ascii=False)
            for key in _keys(answers, stored)
        }
        changed = {key: data for key, data in new.items() if _differs(stored.steps.get(key), data)}
        if self._database.is_read_only:
            return Stored(stored.listed, stored.steps | changed)
        listed = stored.listed
        entry = Entry(what=What.ANSWERS_MIGRATED, application_id=listed.id)
        with self._database.write() as connection:
            self._rows.change(connection, entry, listed.version, None, changed)
            mine = update(Application).where(Application.id == listed.id)
            connection.execute(mine.values(answers_format=now_format))
        return self.load(listed.id)


def _keys(answers: Mapping[str, object], stored: Stored) -> list[str]:
    return list(dict.fromkeys([*stored.steps, *answers]))


def _differs(old: str | None, new: str) -> bool:
    return old is None or json.loads(old) != json.loads(new)


def _as_draft(old: ListedApplication) -> Summary:
    """The summary of a copy: nothing is due yet, and the old number is none of its words."""
    number = search.normalised(old.number)
    words = (word for word in old.summary.search_words.split() if word != number)
    return replace(
        old.summary, state="draft", due_on=None, due_what="", search_words=" ".join(words)
    )
