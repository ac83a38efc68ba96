"""One application that is open: its answers on their way into the store, and what the next one takes over from it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, partial
from typing import TYPE_CHECKING

from poswizard.storage.writer import OpenApplication, Save
from poswizard.wizard.summary import ListedApplication

if TYPE_CHECKING:  # the list of applications does not wait for the questionnaire
    from poswizard.forms.answers import Answers
    from poswizard.office.desk import Office
    from poswizard.wizard.flow import Flow
    from poswizard.wizard.session import Change, Session

_log = logging.getLogger(__name__)

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

_PROFILE = "profile"
"""Setting: what was answered last to those."""
_PROVIDER = "provider"
"""Key of the step in which the provider's pack is chosen."""

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


def opened(office: Office, listed: ListedApplication, answers: Answers) -> Draft:
    """The application with a session over its answers, which is saved from now on."""
    from poswizard.wizard.session import Session

    hold = OpenApplication(listed.id, listed.version)
    draft = Draft(listed, Session(office.flow, answers, today=office.today), hold)
    draft.session.save_with(partial(_save, office, draft))
    draft.session.listen(lambda _field: office.writer.put_off())
    return draft


def take_over(office: Office, draft: Draft) -> None:
    """Begin a new application with what was answered last about those who work here."""
    for key, stored in office.settings.get(_PROFILE, {}).items():
        field = office.flow.field(key)
        if field is not None:
            draft.session.answer(field, field.from_json(stored))


def catch_up(office: Office) -> None:
    """Derive the lines of the list that a crash, or an update of the answers, has left behind."""
    left = [] if office.database.is_read_only else office.applications.behind()
    for application_id in left:
        try:
            _write_line(office, application_id)
        except Exception as error:  # noqa: BLE001  (the store must open; the note stays for next time)
            _log.error("a line of the list cannot be written: %s", type(error).__name__)


def _write_line(office: Office, application_id: str) -> None:
    from poswizard.wizard.drafts import from_documents
    from poswizard.wizard.summaries import summary_of

    stored = office.applications.load(application_id)
    answers = from_documents(office.flow, office.documents_of(stored))
    number, version = stored.listed.number, stored.listed.version
    line = summary_of(office.flow, answers, office.today(), number)
    office.applications.summarise(application_id, version, line)


def _save(office: Office, draft: Draft, change: Change) -> None:
    from poswizard.wizard.summaries import summary_in_turns

    answers = change.answers
    save = Save(
        application=draft.hold,
        changed={
            key: partial(_document, office.flow, answers, key) for key in sorted(change.steps)
        },
        summary=partial(summary_in_turns, office.flow, answers, office.today(), draft.number),
        fields=change.fields,
        operator=office.operator,
    )
    office.writer.submit(save, partial(_tell, draft))
    if _PROVIDER in change.steps:
        office.packs.keep(answers)
    if not KEPT_FOR_NEXT.isdisjoint(change.fields):
        _keep_profile(office, answers)


def _keep_profile(office: Office, answers: Answers) -> None:
    fields = [f for key in sorted(KEPT_FOR_NEXT) if (f := office.flow.field(key))]
    answered = {f.key: f.to_json(v) for f in fields if (v := answers.get(f)) is not None}
    office.settings.put(_PROFILE, answered)


def _document(flow: Flow, answers: Answers, key: str) -> str:
    from poswizard.wizard.drafts import dumps, to_documents

    return dumps(to_documents(flow, answers, {key})[key])


def _tell(draft: Draft, result: int | Exception) -> None:
    if draft.saved:
        draft.saved(result if isinstance(result, Exception) else datetime.now(UTC))
