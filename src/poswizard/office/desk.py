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
from poswizard.storage.package_records import PackageRecord
from poswizard.storage.scans import Scans
from poswizard.storage.settings import Settings
from poswizard.storage.writer import OpenApplication, Save, Writer
from poswizard.text import Text
from poswizard.wizard.summary import ListedApplication, Summary
from poswizard.wizard.watched import FURTHEST

if TYPE_CHECKING:  # the list of applications does not wait for the questionnaire, nor for packages
    from poswizard.documents.intake import Intake
    from poswizard.forms.answers import Answers, Json
    from poswizard.forms.step import Milestone
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

OPEN_NOW = "open_now"
"""Setting: id of the application that is open; still there at a start means that the last end was no end."""

Saved = Callable[[datetime | Exception], None]
"""Told, in the writer's thread, since when everything is on disk, or why it is not."""


@cache
def the_flow() -> Flow:
    """The whole questionnaire as shipped."""
    from poswizard.steps.order import PHASES, overlay_of
    from poswizard.wizard.flow import Flow

    return Flow(PHASES, overlay_of)


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
        self._follow()
        self.writer = Writer(self.applications)
        self._intake: Intake | None = None
        self.operator = str(self.settings.get("operator", ""))

    @property
    def flow(self) -> Flow:
        """The whole questionnaire."""
        return the_flow()

    @property
    def intake(self) -> Intake:
        """What takes in outside files."""
        if self._intake is None:
            from poswizard.documents.intake import Intake

            self._intake = Intake()
        return self._intake

    def close(self) -> None:
        """Save what waits, and let go of everything."""
        self.writer.close()
        self._let_go()

    def abandon(self) -> None:
        """Let go of everything, even of what cannot be saved."""
        self.writer.abandon()
        self._let_go()

    def _let_go(self) -> None:
        if self._intake is not None:
            self._intake.close()
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
        draft = self._opened(stored.listed, from_documents(self.flow, _documents(stored)))
        step = self.flow.step(stored.listed.summary.step)
        draft.session.go(step or self.flow.steps[0])
        return draft

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
        self, draft: Draft, to: Path, progress: Progress = silent, cancelled: Cancelled = never
    ) -> Written:
        """Write the next revision of the package into a folder and note it in the store."""
        from poswizard.package.hand_over import write_package

        case = self.case(draft)
        written = write_package(case, to, self.today(), progress, cancelled)
        record = PackageRecord(
            revision=case.package.revision,
            digest=written.sha256,
            file_name=written.path.name,
            recipients=(),
            size=written.size,
            operator=self.operator,
        )
        self.applications.record_package(draft.listed.id, record)
        return written

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
        return sheets.receipt(replace(printed, package=replace(printed.package, revision=written)))

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
        from poswizard.package.data_file import PackageId
        from poswizard.package.hand_over import Case
        from poswizard.providers import catalogue

        answers = draft.session.answers
        revision = len(self.applications.packages(draft.listed.id)) + 1
        pack = self.flow.field("provider.pack")
        provider = str(answers.get(pack) or "") if pack else ""
        package = PackageId(
            draft.number, revision, self.milestone(draft), provider, catalogue.version(provider)
        )
        return Case(self.flow, answers, package, self.scans.get)

    def milestone(self, draft: Draft) -> Milestone:
        """What the application is being made complete for."""
        from poswizard.wizard.lifecycle import milestone_now

        return milestone_now(self.flow, draft.session.answers)

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
                answers = from_documents(self.flow, _documents(stored))
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
        if not KEPT_FOR_NEXT.isdisjoint(change.fields):
            self._keep_profile(answers)

    def _keep_profile(self, answers: Answers) -> None:
        """Remember who works here, so that the next application begins with it."""
        fields = [f for key in sorted(KEPT_FOR_NEXT) if (f := self.flow.field(key))]
        answered = {f.key: f.to_json(v) for f in fields if (v := answers.get(f)) is not None}
        self.settings.put(PROFILE, answered)


def _documents(stored: Stored) -> dict[str, dict[str, Json]]:
    return {key: json.loads(data) for key, data in stored.steps.items()}


def _document(flow: Flow, answers: Answers, key: str) -> str:
    from poswizard.wizard.drafts import dumps, to_documents

    return dumps(to_documents(flow, answers, {key})[key])


def _tell(draft: Draft, result: int | Exception) -> None:
    if draft.saved:
        draft.saved(result if isinstance(result, Exception) else datetime.now(UTC))
