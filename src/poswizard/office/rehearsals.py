"""Rehearsals of stored applications: what is around one is looked up, the rules themselves are the wizard's."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from poswizard.domain.state import ApplicationState
from poswizard.forms.document_kind import Document
from poswizard.package.form_fonts import without_glyph
from poswizard.package.watch import Cancelled, Progress, never, silent
from poswizard.storage.errors import NotFoundError
from poswizard.storage.twins import Gleaned, TwinRow, Twins
from poswizard.wizard.rehearsal import past, twins
from poswizard.wizard.rehearsal.around import (
    Around,
    History,
    LocalRule,
    PictureFile,
    Twin,
    TwinKind,
)
from poswizard.wizard.rehearsal.finding import Rehearsal
from poswizard.wizard.rehearsal.local_rules import (
    SETTING,
    rules_from_json,
    rules_to_json,
    with_rule,
    without_rule,
)
from poswizard.wizard.rehearsal.own_rules import OWN
from poswizard.wizard.rehearsal.rehearse import rehearse

if TYPE_CHECKING:
    from poswizard.forms.answers import Answers
    from poswizard.forms.issue import Issue
    from poswizard.office.desk import Draft, Office

_STEPS = tuple(dict.fromkeys((*twins.STEPS, *past.STEPS)))


class Rehearsals:
    """The rehearsals of one office, and what it has learnt for them."""

    def __init__(self, office: Office) -> None:
        self._office = office

    @cached_property
    def _twins(self) -> Twins:
        return Twins(self._office.database)

    def of(
        self, draft: Draft, progress: Progress = silent, cancelled: Cancelled = never
    ) -> Rehearsal:
        """The rehearsal of an application as it stands now. Slow where many others have changed since the last."""
        self._office.save_now()
        self._twins.bring_up_to_date(glean, _STEPS, progress, cancelled)
        answers = draft.session.answers
        around = self.around(draft.listed.id, answers)
        return rehearse(self._office.flow, answers, self._office.today(), around)

    def around(self, application_id: str, answers: Answers) -> Around:
        """What is known of everything else, for one application; others are as they last were."""
        scans = _scans(self._office, answers)
        return Around(
            tuple(_twin(row) for row in self._twins.of(application_id)),
            self._twins.pictures_elsewhere(application_id, scans),
            self._picture,
            without_glyph,
            self._history(application_id, answers),
            self.rules(),
        )

    def accepted(self, draft: Draft) -> tuple[Issue, ...]:
        """The rehearsal's own warnings that go along with a reason, for whoever writes the review file.

        Others are as they last were; where no reason was given, nothing is looked up at all.
        """
        answers = draft.session.answers
        if not any(key.partition("#")[2] in OWN for key in answers.reasons):
            return ()
        around = self.around(draft.listed.id, answers)
        found = rehearse(self._office.flow, answers, self._office.today(), around).findings
        return tuple(one.issue for one in found if one.code in OWN and one.issue.reason)

    # what the branch has learnt

    def rules(self) -> tuple[LocalRule, ...]:
        """The rules that the branch made for itself."""
        return rules_from_json(self._office.settings.get(SETTING, []))

    def learn(self, code: str, provider: str) -> None:
        """From now on this remark is a warning at this provider."""
        rule = LocalRule(code, provider, self._office.today(), self._office.operator)
        self._keep(with_rule(self.rules(), rule))

    def unlearn(self, code: str, provider: str) -> None:
        """As before."""
        self._keep(without_rule(self.rules(), code, provider))

    def heard(self, provider: str) -> dict[str, int]:
        """By code of the codebook: how many of this branch's applications came back from a provider for it."""
        return self._twins.reasons_at(provider)

    def _keep(self, rules: tuple[LocalRule, ...]) -> None:
        self._office.settings.put(SETTING, rules_to_json(rules) or None)

    def _history(self, application_id: str, answers: Answers) -> History:
        flow = self._office.flow
        asked = flow.field("provider.pack"), flow.field("basics.merchant_kind")
        provider, kind = (answers.get(f) if f else None for f in asked)
        if not provider or not kind:
            return History()
        rows = self._twins.fates(provider, kind.value, but=application_id)
        return past.history_of(
            past.Fate(provider, kind.value, row.is_decided, row.reasons) for row in rows
        )

    def _picture(self, scan: str) -> PictureFile | None:
        scans = self._office.scans
        try:
            return PictureFile(scans.media_type(scan), scans.size(scan))
        except NotFoundError:
            return None


def glean(stored: Mapping[str, str]) -> Gleaned:
    """What is kept of an application for comparisons, from the JSON texts of its steps."""
    documents = {step: json.loads(data) for step, data in stored.items()}
    fate = past.fate_in(documents)
    numbers = tuple((kind.value, number) for kind, number in twins.numbers_in(documents))
    return Gleaned(fate.provider, fate.merchant_kind, fate.is_decided, fate.reasons, numbers)


def _twin(row: TwinRow) -> Twin:
    state = ApplicationState(row.state) if row.state in _STATES else ApplicationState.DRAFT
    return Twin(TwinKind(row.kind), row.number, row.provider, state.is_open)


_STATES = frozenset(state.value for state in ApplicationState)


def _scans(office: Office, answers: Answers) -> set[str]:
    documents = (f for f in office.flow.fields if isinstance(f, Document))
    return {page.scan for f in documents for page in answers.get(f) or ()}
