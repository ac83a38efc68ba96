"""A scripted session at a real store: edits, scans, a copy, a deletion, closing and opening again."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from poswizard.storage import ballast
from poswizard.storage.applications import Applications
from poswizard.storage.database import Database, open_database
from poswizard.storage.errors import NotFoundError, StorageError
from poswizard.storage.scans import Scans
from poswizard.storage.writer import OpenApplication, Save, Writer
from poswizard.wizard.summary import Summary

T = TypeVar("T")
KEY = bytes(range(32))
EDITS = 10
SCAN_BYTES = 20_000


def small_reserve() -> None:
    """The reserve that a store keeps is not what is tried here."""
    ballast.Ballast.__init__.__defaults__ = (4096,)


@dataclass
class Said:
    """What was acknowledged: the number last saved of each application, and the scans."""

    saved: dict[str, int] = field(default_factory=dict)
    scans: list[str] = field(default_factory=list)
    deleted: set[str] = field(default_factory=set)

    def hear(self, what: str, *about: str) -> None:
        """Take an acknowledgement."""
        if what == "saved":
            self.saved[about[0]] = int(about[1])
        elif what == "scan":
            self.scans.append(about[0])
        elif what == "deleted":
            self.deleted.add(about[0])


@dataclass
class Clerk:
    """Works on the store of a folder; `say` is called with each acknowledgement, as soon as it is one."""

    folder: Path
    say: Callable[..., None]
    relieve: Callable[[], None] = lambda: None
    """Called before the first closing: the disk works again."""
    refused: list[StorageError] = field(default_factory=list)
    unsaved: list[str] = field(default_factory=list)
    """What the store could not take even when the disk worked again."""

    def work(self) -> None:
        """Two sittings."""
        for sitting in (1, 2):
            database = self._opened()
            if database is None:
                self.relieve()
                database = open_database(self.folder, bytearray(KEY))
            try:
                self._sit(database, sitting)
            finally:
                database.close()

    def _opened(self) -> Database | None:
        try:
            return open_database(self.folder, bytearray(KEY))
        except StorageError as error:
            self.refused.append(error)
            return None

    def _sit(self, database: Database, sitting: int) -> None:
        applications, chance = Applications(database), random.Random(sitting)  # noqa: S311
        writer = Writer(applications)
        made = self._tried(lambda: applications.new(Summary(applicant=f"样本{sitting}")))
        if made is not None:
            self.say("saved", made.id, 0)
            hold = OpenApplication(made.id, made.version)
            for number in range(1, EDITS + 1):
                self._edit(writer, hold, number)
                if number % 5 == 0:
                    self._scan(database, chance)
        self._copy_and_delete(applications)
        self._tried(lambda: len(applications.page(limit=500)))
        self.relieve()
        if self._finished(writer) and made is not None:
            self.say("saved", made.id, EDITS)  # closed without a word: the last edit is there

    def _edit(self, writer: Writer, hold: OpenApplication, number: int) -> None:
        # both steps hold the same number: a half applied change would show
        both = {"merchant": str(number), "site": str(number)}
        words = Summary(applicant=f"样本{number}", search_words=f"样本 n{number}")
        save = Save(application=hold, changed=both, summary=words, fields=["merchant.name"])

        def done(outcome: int | Exception) -> None:
            if isinstance(outcome, int):
                self.say("saved", hold.id, number)

        writer.submit(save, done)
        self._tried(writer.flush)

    def _scan(self, database: Database, chance: random.Random) -> None:
        data = chance.randbytes(SCAN_BYTES)
        digest = self._tried(lambda: Scans(database).put(data, "image/jpeg"))
        if digest is not None:
            self.say("scan", digest)

    def _copy_and_delete(self, applications: Applications) -> None:
        first = self._tried(lambda: applications.page(limit=1))
        if not first:
            return
        copy = self._tried(lambda: applications.copy(first[0].id))
        if copy is not None and self._tried(lambda: applications.delete(copy.id) or True):
            self.say("deleted", copy.id)

    def _finished(self, writer: Writer) -> bool:
        try:
            writer.close()
        except StorageError as error:
            self.unsaved.append(type(error).__name__)
            writer.abandon()
            return False
        return True

    def _tried(self, does: Callable[[], T]) -> T | None:
        try:
            return does()
        except StorageError as error:
            self.refused.append(error)
            return None


def faults(folder: Path, said: Said) -> list[str]:
    """What of the acknowledged is not in the store, and what else is wrong with it; raises if it cannot be opened."""
    database = open_database(folder, bytearray(KEY))
    try:
        found = [] if database.check().is_clean else ["damaged"]
        applications = Applications(database)
        listed = {one.id for one in applications.page(limit=500)}
        for application_id, number in said.saved.items():
            found += _lost(applications, listed, application_id, number)
        found += [f"{gone} came back" for gone in said.deleted & listed]
        for digest in said.scans:
            found += [] if _has(Scans(database), digest) else ["scan lost"]
        return found
    finally:
        database.close()


def _lost(
    applications: Applications, listed: set[str], application_id: str, number: int
) -> list[str]:
    try:
        steps = applications.load(application_id).steps
    except NotFoundError:
        return [f"application lost with {number}"]
    merchant, site = steps.get("merchant", "0"), steps.get("site", "0")
    found = [] if merchant == site else [f"half applied: {merchant}, {site}"]
    found += [] if int(merchant) >= number else [f"{number} lost, {merchant} there"]
    return found + ([] if application_id in listed else ["not listed"])


def _has(scans: Scans, digest: str) -> bool:
    try:
        return len(scans.get(digest)) == SCAN_BYTES
    except NotFoundError:
        return False
