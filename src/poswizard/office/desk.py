"""An unlocked store joined to the questionnaire: every application, opened, saved, packed. No window here."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from poswizard.domain.china_time import today_in_china
from poswizard.office.drafts import KEPT_FOR_NEXT, Draft, catch_up, opened, take_over, the_flow
from poswizard.package.watch import Cancelled, Progress, never, silent
from poswizard.storage.applications import Applications, Stored
from poswizard.storage.database import Database, open_database
from poswizard.storage.errors import NotFoundError
from poswizard.storage.scans import Scans
from poswizard.storage.settings import Settings
from poswizard.storage.writer import Writer
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
    from poswizard.storage.received_list import ListedCase
    from poswizard.wizard.flow import Flow

__all__ = ["KEPT_FOR_NEXT", "Draft", "Office", "the_flow"]

T = TypeVar("T")
Today = Callable[[], date]
OPEN_NOW = "open_now"
"""Setting: id of the application that is open; still there at a start means that the last end was no end."""


class Office:
    """Everything that can be done with the applications of one store."""

    def __init__(self, folder: Path, key: bytearray, today: Today = today_in_china) -> None:
        self.folder = folder
        self._parts: dict[object, Any] = {}
        self.today = today
        self.database: Database = open_database(folder, key)
        self.applications = Applications(self.database)
        self.scans = Scans(self.database)
        self.settings = Settings(self.database)
        self.operator = str(self.settings.get("operator", ""))
        catch_up(self)
        self.writer = Writer(self.applications)

    @property
    def flow(self) -> Flow:
        """The whole questionnaire; the packs it asks by are those of this store's folder."""
        _ = self.packs
        return the_flow()

    # its parts, each loaded when it is first needed

    @property
    def packs(self) -> Packs:
        """The provider packs of this store."""
        from poswizard.office.packs import Packs

        return self._one(Packs, self)

    @property
    def key_ring(self) -> KeyRing:
        """Certificates, keys, recipients, and whose signatures are believed."""
        from poswizard.office.key_ring import KeyRing

        return self._one(KeyRing, self.database, lambda: self.operator, self.inbox.cases.seen)

    @property
    def dispatch(self) -> Dispatch:
        """Packages on their way out."""
        from poswizard.office.dispatch import Dispatch

        return self._one(Dispatch, self)

    @property
    def inbox(self) -> Inbox:
        """Packages and replies that come in."""
        from poswizard.office.inbox import Inbox

        return self._one(Inbox, self)

    @property
    def rehearsals(self) -> Rehearsals:
        """Applications looked at as a reviewer will."""
        from poswizard.office.rehearsals import Rehearsals

        return Rehearsals(self)

    @property
    def intake(self) -> Intake:
        """What takes in outside files."""
        from poswizard.documents.intake import Intake

        return self._one(Intake)

    @property
    def workbench(self) -> Workbench:
        """What straightens and measures stored pictures."""
        from poswizard.documents.workbench import Workbench

        return self._one(Workbench)

    @property
    def reader(self) -> Reader:
        """What reads documents off their pictures."""
        from poswizard.documents.reading.reader import Reader

        return self._one(Reader)

    @property
    def paper(self) -> PaperTray:
        """Where signed pages are put."""
        from poswizard.office.paper import PaperTray

        return PaperTray(self)

    def _one(self, kind: Callable[..., T], *needs: Any) -> T:
        """The only one of its kind here, made on first need."""
        if kind not in self._parts:
            self._parts[kind] = kind(*needs)
        return self._parts[kind]

    def close(self) -> None:
        """Save what waits, and let go of everything."""
        self.writer.close()
        self._let_go()

    def abandon(self) -> None:
        """Let go of everything, even of what cannot be saved."""
        self.writer.abandon()
        self._let_go()

    def _let_go(self) -> None:
        for (
            part
        ) in self._parts.values():  # those that were never needed are not started to be closed
            if hasattr(part, "close"):
                part.close()
        self.database.close()

    # drafts

    def new(self) -> Draft:
        """A new application with the next number of the year."""
        from poswizard.forms.answers import Answers

        first = self.flow.steps[0]
        summary = Summary(phase=self.flow.phase_of(first).key, step=first.key)
        draft = opened(self, self.applications.new(summary, self.operator), Answers())
        take_over(self, draft)
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
        draft = opened(self, stored.listed, from_documents(self.flow, self.documents_of(stored)))
        step = self.flow.step(stored.listed.summary.step)
        draft.session.go(step or self.flow.steps[0])
        return draft

    def documents(self, application_id: str) -> dict[str, dict[str, Json]]:
        """The stored answers of an application by step, the pack's version they need at hand."""
        return self.documents_of(self.applications.load(application_id))

    def documents_of(self, stored: Stored) -> dict[str, dict[str, Json]]:
        """The same of an application that was loaded."""
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

    def waiting(self) -> list[ListedCase]:
        """Received packages that are still to be reviewed, the longest-waiting first."""
        from poswizard.storage.received_list import ReceivedList

        return ReceivedList(self.database).waiting()

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

    def consent_sheet(self, draft: Draft) -> bytes:
        """The consent to be signed on paper, as PDF."""
        from poswizard.package.consent_sheet import consent_sheet

        return consent_sheet(self._print(draft))

    def receipt(self, draft: Draft) -> bytes:
        """What the applicant takes home, as PDF: of the package written last, if there is one."""
        from poswizard.package import sheets

        if self.dispatch.packages(draft):
            return self.dispatch.receipt(draft)
        return sheets.receipt(self._print(draft))

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
