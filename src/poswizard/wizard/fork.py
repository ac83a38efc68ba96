"""The same applicant at another provider, or under another version of its pack: what would be asked differently."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from poswizard.forms.answers import Answers
from poswizard.forms.field import Field
from poswizard.forms.rich_kinds import Document
from poswizard.forms.step import Milestone
from poswizard.providers import catalogue
from poswizard.steps.budget import Budget
from poswizard.steps.declarations import Declarations
from poswizard.steps.materials import Materials
from poswizard.steps.packs import moved
from poswizard.steps.provider_choice import ProviderChoice
from poswizard.steps.terms import Terms
from poswizard.steps.understanding import Consent
from poswizard.steps.verification import Verification
from poswizard.wizard.flow import Flow

_OF_THE_PROVIDER = (ProviderChoice, Declarations)
"""Steps that are about one provider throughout; the rest of the application is the applicant's own."""
_SHARED_WITH = (
    *(Consent.acquirer_named, Consent.acquirer_contact, Consent.sharing),
    *(Consent.given_at, Consent.signature, Consent.signed_paper),
)
"""Consent names its receiver: another one needs another consent (PIPL art. 23)."""
_NAMING_THE_PROVIDER = (
    *_SHARED_WITH,
    *(Budget.chosen_quote, Materials.agreement),
    *(Verification.acquirer_staff, Verification.acquirer_verified_on),
    *(field for field in Terms.fields if field is not Terms.terminals),
)
_LETTERS = (Materials.settlement_letter, Materials.handler_letter)
"""Letters usually name the institution they are written to."""


@dataclass(frozen=True, slots=True)
class TooLong:
    """An answer that the other provider's field cannot hold."""

    field: Field[Any]
    length: int
    most: int


@dataclass(frozen=True, slots=True)
class Difference:
    """What changes for one application."""

    asked: tuple[Field[Any], ...] = ()
    """To be answered: not asked before, taken back, or left out until now though it is needed."""
    no_longer: tuple[Field[Any], ...] = ()
    """Answered, and not asked any more."""
    too_long: tuple[TooLong, ...] = ()
    look_again: tuple[Field[Any], ...] = ()
    """Documents that may name the old provider."""

    def __bool__(self) -> bool:
        return bool(self.asked or self.no_longer or self.too_long or self.look_again)

    @property
    def documents(self) -> tuple[Document, ...]:
        """The documents among what is to be answered."""
        return tuple(field for field in self.asked if isinstance(field, Document))


@dataclass(frozen=True, slots=True)
class Fork:
    """A new application's answers, and what they leave to be asked."""

    answers: Answers
    difference: Difference


def fork(flow: Flow, answers: Answers, to: str) -> Fork:
    """The answers for another provider's pack: everything that is the applicant's own stays as it is."""
    dropped = {*_NAMING_THE_PROVIDER, *_about_the_provider(flow)}
    values = {f: answers.stored(f) for f in answers.answered() if f not in dropped}
    values[ProviderChoice.pack] = to
    if found := catalogue.pack(to):
        values[ProviderChoice.kind] = found.provider.kind
    gone = {field.key for field in dropped}
    reasons = {k: r for k, r in answers.reasons.items() if k.partition("#")[0] not in gone}
    new = flow.adapted(Answers(values, reasons=reasons))
    found = difference(flow, answers, new)
    no_longer = tuple(f for f in found.no_longer if f not in dropped)
    letters = tuple(f for f in _LETTERS if new.get(f))
    return Fork(new, replace(found, no_longer=no_longer, look_again=letters))


def as_moved(flow: Flow, answers: Answers) -> Answers:
    """The answers under the pack's version that is in force now."""
    return flow.adapted(moved(answers))


def difference(
    flow: Flow,
    before: Answers,
    after: Answers,
    until: Milestone = Milestone.APPLICATION,
) -> Difference:
    """What `after` leaves to be asked that `before` did not, and what it no longer asks."""
    fields = [field for step in flow.steps_until(until) for field in step.fields]
    asked = (f for f in fields if _is_open(f, after) and not _is_open(f, before))
    return Difference(
        tuple(asked),
        tuple(f for f in fields if _is_answered(f, before) and not after.is_relevant(f)),
        tuple(_too_long(fields, before, after)),
    )


def _about_the_provider(flow: Flow) -> Iterator[Field[Any]]:
    for step in flow.steps:
        if step in _OF_THE_PROVIDER or flow.milestone_of(step) is not Milestone.APPLICATION:
            yield from step.fields


def _is_open(field: Field[Any], answers: Answers) -> bool:
    if field.calculated is not None or not answers.is_relevant(field):
        return False
    return answers.stored(field) is None and answers.is_required(field)


def _is_answered(field: Field[Any], answers: Answers) -> bool:
    return answers.stored(field) is not None and answers.is_relevant(field)


def _too_long(fields: list[Field[Any]], before: Answers, after: Answers) -> Iterator[TooLong]:
    for field in fields:
        value, most = after.get(field), after.limit(field)
        if isinstance(value, str) and most and len(value) > most:
            old = before.limit(field)
            if not (old and len(value) > old and before.get(field) == value):
                yield TooLong(field, len(value), most)
