"""An unlocked store joined to the questionnaire: every application, opened, saved, packed. No window here."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from poswizard.domain.china_time import today_in_china
from poswizard.package.watch import Cancelled, Progress, never, silent
from poswizard.storage.applications import Applications, Stored
from poswizard.storage.database import Database, open_database
from poswizard.storage.errors import NotFoundError
from poswizard.storage.scans import Scans
from poswizard.storage.settings import Settings
from poswizard.storage.writer import OpenApplication, Save, Writer
from poswizard.text import Text
from poswizard.wizard.summary import ListedApplication, Summary
from poswizard.wizard.watched import FURTHEST

if TYPE_CHECKING:  # the list of applications does not wait for the questionnaire, nor for packages
    from poswizard.documents.intake import Intake
    from poswizard.documents.reading.reader import Reader
    from poswizard.documents.workbench import Workbench
    from poswizard.forms.answers import Answers, Json
    from poswizard.forms.step import Milestone
    from poswizard.office.dispatch import Dispatch
    from poswizard.office.inbox import Inbox
    from poswizard.office.key_ring import KeyRing
    from poswizard.office.packs import Packs
    from poswizard.office.paper import PaperTray
    from poswizard.office.rehearsals import Rehearsals
    from poswizard.package.application_form import Print
    from poswizard.package.bag_writer import Written
    from poswizard.package.hand_over import Case
    from poswizard.wizard.flow import Flow
    from poswizard.wizard.session import Change, Session

_log = logging.getLogger(__name__)

Today = Callable[[], date]
PROFILE = "profile"
KEPT_FOR_NEXT = frozenset(
    {
        "consent.operator_organisation",
        "consent.organisation_contact",
        "consent.staff_id",
        "consent.staff_mobile",
        "consent.keep_days",
    }
)
"""Fields about those who work here: what was answered last is where the next application begins."""

_PROVIDER = "provider"
"""Key of the step in which the provider's pack is chosen."""

OPEN_NOW = "open_now"
"""Setting: id of the application that is open; still there at a start means that the last end was no end."""

Saved = Callable[[datetime | Exception], None]
"""Told, in the writer's thread, since when everything is on disk, or why it is not."""


@cache
def the_flow() -> Flow:
    """The whole questionnaire as shipped."""
    from poswizard.steps.order import PHASES, overlay_of, pinned
    from poswizard.wizard.flow import Flow

    return Flow(PHASES, overlay_of, pinned)


@dataclass(slots=True)
class Draft:
    """One application that is open."""

    listed: ListedApplication
    session: Session
    hold: OpenApplication
    saved: Saved | None = None

    @property
    def number(self) -> str:
        """The human number."""
        return self.listed.number


class Office:
    """Everything that can be done with the applications of one store."""

    def __init__(self, folder: Path, key: bytearray, today: Today = today_in_china) -> None:
        self.folder = folder
        self.today = today
        self.database: Database = open_database(folder, key)
        self.applications = Applications(self.database)
        self.scans = Scans(self.database)
        self.settings = Settings(self.database)
        self._packs: Packs | None = None
        self._key_ring: KeyRing | None = None
        self._dispatch: Dispatch | None = None
        self._inbox: Inbox | None = None
        self._follow()
        self.writer = Writer(self.applications)
        self._intake: Intake | None = None
        self._workbench: Workbench | None = None
        self._reader: Reader | None = None
        self.operator = str(self.settings.get("operator", ""))

    @property
    def flow(self) -> Flow:
        """The whole questionnaire; the packs it asks by are those of this store's folder."""
        _ = self.packs
        return the_flow()

    @property
    def packs(self) -> Packs:
        """The provider packs of this store."""
        if self._packs is None:
            from poswizard.office.packs import Packs

            self._packs = Packs(self)
        return self._packs

    @property
    def key_ring(self) -> KeyRing:
        """Certificates, keys, recipients, and whose signatures are believed."""
        if self._key_ring is None:
            from poswizard.office.key_ring import KeyRing

            self._key_ring = KeyRing(self.database, lambda: self.operator, self.inbox.cases.seen)
        return self._key_ring

    @property
    def dispatch(self) -> Dispatch:
        """Packages on their way out."""
        if self._dispatch is None:
            from poswizard.office.dispatch import Dispatch

            self._dispatch = Dispatch(self)
        return self._dispatch

    @property
    def inbox(self) -> Inbox:
        """Packages and replies that come in."""
        if self._inbox is None:
            from poswizard.office.inbox import Inbox

            self._inbox = Inbox(self)
        return self._inbox

    @property
    def rehearsals(self) -> Rehearsals:
        """Applications looked at as a reviewer will."""
        from poswizard.office.rehearsals import Rehearsals

        return Rehearsals(self)

    @property
    def intake(self) -> Intake:
        """What takes in outside files."""
        if self._intake is None:
            from poswizard.documents.intake import Intake

            self._intake = Intake()
        return self._intake

    @property
    def workbench(self) -> Workbench:
        """What straightens and measures stored pictures."""
        if self._workbench is None:
            from poswizard.documents.workbench import Workbench

            self._workbench = Workbench()
        return self._workbench

    @property
    def reader(self) -> Reader:
        """What reads documents off their pictures."""
        if self._reader is None:
            from poswizard.documents.reading.reader import Reader

            self._reader = Reader()
        return self._reader

    @property
    def paper(self) -> PaperTray:
        """Where signed pages are put."""
        from poswizard.office.paper import PaperTray

        return PaperTray(self)

    def close(self) -> None:
        """Save what waits, and let go of everything."""
        self.writer.close()
        self._let_go()

    def abandon(self) -> None:
        """Let go of everything, even of what cannot be saved."""
        self.writer.abandon()
        self._let_go()

    def _let_go(self) -> None:
        for worker in (self._intake, self._workbench, self._reader):
            if worker is not None:
                worker.close()
        self.database.close()

    # drafts

    def new(self) -> Draft:
        """A new application with the next number of the year."""
        from poswizard.forms.answers import Answers

        first = self.flow.steps[0]
        summary = Summary(phase=self.flow.phase_of(first).key, step=first.key)
        draft = self._opened(self.applications.new(summary, self.operator), Answers())
        for key, stored in self.settings.get(PROFILE, {}).items():
            field = self.flow.field(key)
            if field is not None:
                draft.session.answer(field, field.from_json(stored))
        return draft

    def new_with(self, answers: Answers) -> Draft:
        """A new application with these answers: what one window wrote while another saved."""
        draft = self.new()
        draft.session.become(answers)
        draft.session.save()
        return draft

    def open(self, application_id: str) -> Draft:
        """An application with all its answers, at its first unfinished step."""
        from poswizard.wizard.drafts import from_documents

        stored = self.applications.load(application_id)
        draft = self._opened(stored.listed, from_documents(self.flow, self._documents(stored)))
        step = self.flow.step(stored.listed.summary.step)
        draft.session.go(step or self.flow.steps[0])
        return draft

    def documents(self, application_id: str) -> dict[str, dict[str, Json]]:
        """The stored answers of an application by step, the pack's version they need at hand."""
        return self._documents(self.applications.load(application_id))

    def _documents(self, stored: Stored) -> dict[str, dict[str, Json]]:
        documents = {key: json.loads(data) for key, data in stored.steps.items()}
        self.packs.know(documents)
        return documents

    def note_open(self, draft: Draft | None) -> None:
        """Remember which application is open, or that none is."""
        self.settings.put(OPEN_NOW, draft.listed.id if draft else None)

    def interrupted(self) -> ListedApplication | None:
        """The application that was open when the program was cut off, if it was."""
        application_id = self.settings.get(OPEN_NOW)
        if not application_id:
            return None
        try:
            return self.applications.load(application_id).listed
        except NotFoundError:
            return None

    def find(self, number: str) -> Draft:
        """The application of a human number; raises `NotFoundError`."""
        return self.open(self.applications.find(number).id)

    def save_now(self) -> None:
        """Wait until everything handed over is on disk; raises what keeps it from being stored."""
        self.writer.flush()

    def page(
        self, search: str, state: str, phase: str, provider: str, offset: int, limit: int
    ) -> list[ListedApplication]:
        """One screenful of the list; an empty filter does not filter."""
        return self.applications.page(
            search,
            state=state or None,
            phase=phase or None,
            provider=provider or None,
            offset=offset,
            limit=limit,
        )

    def counts(self) -> dict[str, int]:
        """How many applications are in each state."""
        return self.applications.counts_by_state()

    def due(self) -> list[ListedApplication]:
        """Where something must be done within the longest notice that anything is given."""
        return self.applications.due(self.today() + timedelta(days=FURTHEST))

    def copy(self, application_id: str) -> None:
        """A second application with the same answers."""
        self.applications.copy(application_id, self.operator)

    def delete(self, application_id: str) -> None:
        """Remove an application for good."""
        self.applications.delete(application_id, operator=self.operator)

    def setting(self, key: str, default: Any) -> Any:
        """A setting of this store."""
        return self.settings.get(key, default)

    def set(self, key: str, value: Any) -> None:
        """Keep a setting."""
        self.settings.put(key, value)

    def backup(self, file: Path, progress: Progress = silent) -> None:
        """Write an encrypted backup, opened and compared before it counts."""
        from poswizard.storage.backup import write_backup

        write_backup(self.database, file, progress, self.operator)

    def notices(self) -> list[Text]:
        """What is to be said after opening, though the store can be used."""
        return [notice.label for notice in self.database.notices]

    # packages

    def export(
        self,
        draft: Draft,
        to: Path,
        progress: Progress = silent,
        cancelled: Cancelled = never,
        *,
        plain_reason: str = "",
    ) -> Written:
        """Write the next revision of the package into a folder, not sealed, and note it in the store."""
        return self.dispatch.plain(draft, to, plain_reason, progress, cancelled)

    # printed at any time

    def material_sheet(self, draft: Draft) -> bytes:
        """The list of documents to bring along, as PDF."""
        from poswizard.package import sheets

        return sheets.material_sheet(draft.session.answers, self.today())

    def form(self, draft: Draft) -> bytes:
        """The form as it stands now, as PDF."""
        from poswizard.package.application_form import application_form

        return application_form(self._print(draft))

    def receipt(self, draft: Draft) -> bytes:
        """What the applicant takes home, as PDF: of the package written last, if there is one."""
        from poswizard.package import sheets

        printed = self._print(draft)
        written = max(printed.package.revision - 1, 1)
        printed = replace(printed, package=replace(printed.package, revision=written))
        return sheets.receipt(printed, self.dispatch.on_receipt(draft))

    def cover_sheet(self, package: Path) -> bytes:
        """What goes with a package, as PDF; the package is read and proved again."""
        from poswizard.package import sheets
        from poswizard.package.bag import read_bag

        return sheets.cover_sheet(read_bag(package))

    def calendar(self, draft: Draft) -> bytes:
        """Everything with a day to it, as iCalendar."""
        from poswizard.wizard.calendar_file import calendar_file

        return calendar_file(self.flow, draft.session.answers, draft.number, self.today())

    def _print(self, draft: Draft) -> Print:
        from poswizard.package.application_form import Print

        case = self.case(draft)
        return Print(case.flow, case.answers, case.package, self.today(), case.scan)

    def case(self, draft: Draft) -> Case:
        """What would be packed now."""
        return self.dispatch.case(draft)

    def milestone(self, draft: Draft) -> Milestone:
        """What the application is being made complete for."""
        return self.dispatch.milestone(draft)

    def _follow(self) -> None:
        """Derive the lines of the list that a crash, or an update of the answers, has left behind."""
        left = [] if self.database.is_read_only else self.applications.behind()
        if not left:
            return
        from poswizard.wizard.drafts import from_documents
        from poswizard.wizard.summaries import summary_of

        for application_id in left:
            try:
                stored = self.applications.load(application_id)
                answers = from_documents(self.flow, self._documents(stored))
                number, version = stored.listed.number, stored.listed.version
                line = summary_of(self.flow, answers, self.today(), number)
                self.applications.summarise(application_id, version, line)
            except Exception as error:  # noqa: BLE001  (the store must open; the note stays for next time)
                _log.error("a line of the list cannot be written: %s", type(error).__name__)

    def _opened(self, listed: ListedApplication, answers: Answers) -> Draft:
        from poswizard.wizard.session import Session

        hold = OpenApplication(listed.id, listed.version)
        draft = Draft(listed, Session(self.flow, answers, today=self.today), hold)
        draft.session.save_with(partial(self._save, draft))
        draft.session.listen(lambda _field: self.writer.put_off())
        return draft

    def _save(self, draft: Draft, change: Change) -> None:
        from poswizard.wizard.summaries import summary_in_turns

        answers = change.answers
        save = Save(
            application=draft.hold,
            changed={
                key: partial(_document, self.flow, answers, key) for key in sorted(change.steps)
            },
            summary=partial(summary_in_turns, self.flow, answers, self.today(), draft.number),
            fields=change.fields,
            operator=self.operator,
        )
        self.writer.submit(save, partial(_tell, draft))
        if _PROVIDER in change.steps:
            self.packs.keep(answers)
        if not KEPT_FOR_NEXT.isdisjoint(change.fields):
            self._keep_profile(answers)

    def _keep_profile(self, answers: Answers) -> None:
        """Remember who works here, so that the next application begins with it."""
        fields = [f for key in sorted(KEPT_FOR_NEXT) if (f := self.flow.field(key))]
        answered = {f.key: f.to_json(v) for f in fields if (v := answers.get(f)) is not None}
        self.settings.put(PROFILE, answered)


def _document(flow: Flow, answers: Answers, key: str) -> str:
    from poswizard.wizard.drafts import dumps, to_documents

    return dumps(to_documents(flow, answers, {key})[key])


def _tell(draft: Draft, result: int | Exception) -> None:
    if draft.saved:
        draft.saved(result if isinstance(result, Exception) else datetime.now(UTC))
