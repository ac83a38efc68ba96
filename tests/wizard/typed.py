"""How much of a company's application with 20 documents has to be typed.

`python -m tests.wizard.typed` lets the real reader read the drawn specimens; the short form of the tests takes
what is printed on them as read.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from poswizard.demo.samples import read_sample
from poswizard.documents.demand import read_kind_for
from poswizard.documents.examination import with_reading
from poswizard.documents.reading.box import Box
from poswizard.documents.reading.fact import NO_END, DocumentKind, Fact, Reading, ReadValue
from poswizard.documents.reading.reader import Reader
from poswizard.domain.china_time import today_in_china
from poswizard.domain.merchant import ContactKind, ContractKind
from poswizard.domain.terminal import TerminalSource
from poswizard.forms.answers import Answers
from poswizard.forms.field import Field
from poswizard.forms.rich_kinds import Document, Page
from poswizard.forms.step import Step
from poswizard.office import the_flow
from poswizard.office.desk import KEPT_FOR_NEXT
from poswizard.steps.application import Owner, Owners
from poswizard.steps.basics import Basics
from poswizard.steps.business import Business
from poswizard.steps.materials import Materials
from poswizard.steps.preparation_choices import SigningRoute
from poswizard.steps.terms import TerminalWish, Terms
from poswizard.steps.understanding import Consent
from poswizard.wizard.drafts import from_documents
from poswizard.wizard.suggestions import Suggestion, suggestions
from poswizard.wizard.typing_effort import TYPED_KINDS, Effort, typing_effort
from tests.documents.specimens import Specimen, draw
from tests.steps.asking import page

FLOW = the_flow()
LAST = "declarations"
Read = Callable[[Specimen, DocumentKind], Reading]

PAYEE = 16
DRAWN: tuple[tuple[Document, str, int], ...] = (
    (Materials.id_front, "id_front", 11),
    (Materials.id_back, "id_back", 12),
    (Materials.licence, "licence", 3),
    (Materials.special_permit, "food_permit", 14),
    (Materials.bank_card, "bank_card", 15),
    (Materials.payee_id_front, "id_front", PAYEE),
    (Materials.payee_id_back, "id_back", 17),
    (Materials.handler_id_front, "id_front", 18),
    (Materials.handler_id_back, "id_back", 19),
    (Materials.terminal_label, "terminal_label", 20),
)
"""Those that can be read; the others are photographs and letters."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A company's application, and what it cost."""

    answers: Answers
    documents: int
    taken: tuple[Suggestion, ...]
    form: Effort
    """From the person in charge to the declarations: what the acquirer is sent."""
    everything: Effort
    """With consent, needs, quotes, budget and choice of provider."""


def counted(read: Read) -> Counted:
    """The application as somebody completes it who takes all that is offered and types the rest."""
    whole = _case()
    answers, taken = _emptied(whole), []
    for field, kind, seed in DRAWN:
        answers = answers.with_(field, (_page(field, draw(kind, seed), seed, read),))
    answers = FLOW.adapted(answers)
    while offered := suggestions(FLOW, answers):
        for one in offered:
            answers = one.taken_into(answers)
        taken += offered
    answers = _typed(answers, whole)
    form = [step for step in _steps() if FLOW.phase_of(step).key == "application"]
    efforts = (typing_effort(steps, answers, taken, KEPT_FOR_NEXT) for steps in (form, _steps()))
    return Counted(answers, _documents(answers), tuple(taken), *efforts)


def as_printed(specimen: Specimen, kind: DocumentKind) -> Reading:
    """What a reader without fault reads."""
    known = {fact.value: fact for fact in Fact}
    values = (
        ReadValue(
            known[key], NO_END if text == "long_term" else text, 0.99, Box(9, 9, 99, 30), True
        )
        for key, text in specimen.values.items()
        if key in known
    )
    return Reading(kind, kind, tuple(values))


def _case() -> Answers:
    """A company with a handler, somebody else's account, its own terminal, and paper to sign."""
    file = Path(__file__).parents[1] / "cases/company_authorised_payee.json"
    sample = read_sample(file, today_in_china())
    answers = from_documents(FLOW, {k: dict(v) for k, v in sample.answers.items()})
    answers = answers.with_(Basics.contact_kind, ContactKind.HANDLER)
    for route in (Basics.signing_route, Consent.signing):
        answers = answers.with_(route, SigningRoute.PAPER_NOW)
    answers = answers.with_(Business.same_as_licence, True).with_(
        Basics.contract_kind, ContractKind.PAPER
    )
    wishes = answers.get(Terms.terminals)
    assert wishes
    own = wishes[0].with_(TerminalWish.source, TerminalSource.OWN)
    return FLOW.adapted(answers.with_(Terms.terminals, (own,)))


def _emptied(answers: Answers) -> Answers:
    """Without everything that a document may say."""
    for said in Materials.said:
        if said.rows is None:
            answers = answers.with_(said.field, None)
    owners = answers.get(Owners.people)
    assert owners
    # the other owner is the one whose account it is
    names = (None, draw("id_front", PAYEE).values["name"])
    emptied = [
        Answers({f: v for f in (Owner.basis, Owner.share) if (v := owner.stored(f))})
        for owner in owners[:2]
    ]
    rows = (row.with_(Owner.name, name) for row, name in zip(emptied, names, strict=True))
    return answers.with_(Owners.people, tuple(rows))


def _typed(answers: Answers, whole: Answers) -> Answers:
    """What no document says, as the case says it; what need not be answered is left out."""
    said = {one.field for one in Materials.said}
    for field in (field for step in _steps() for field in step.fields):
        is_optional = isinstance(field, TYPED_KINDS) and not answers.is_required(field)
        if field in said:
            if answers.stored(field) is None and not is_optional:
                answers = answers.with_(field, whole.stored(field))
        elif is_optional:
            answers = answers.with_(field, None)
        elif (offer := _offer(field, whole)) is not None and offer == whole.stored(field):
            answers = answers.with_(field, _offer(field, answers))
    return _with_pictures(FLOW.adapted(answers))


def _with_pictures(answers: Answers) -> Answers:
    wanted = [*_required(answers), Materials.further]
    for number, field in enumerate(wanted, 100):
        if answers.get(field) is None:
            answers = answers.with_(field, (page(number),))
    return FLOW.adapted(answers)


def _offer(field: Field[Any], answers: Answers) -> Any:
    return field.suggested.value(answers) if field.suggested else None


def _page(field: Document, specimen: Specimen, number: int, read: Read) -> Page:
    kind = read_kind_for(field)
    assert kind
    return with_reading(page(number), read(specimen, kind))


def _required(answers: Answers) -> Iterator[Document]:
    for step in _steps():
        for field in step.relevant_fields(answers):
            if isinstance(field, Document) and answers.is_required(field):
                yield field


def _documents(answers: Answers) -> int:
    fields = (field for step in _steps() for field in step.relevant_fields(answers))
    return sum(isinstance(field, Document) and answers.get(field) is not None for field in fields)


def _steps() -> list[type[Step]]:
    last = next(n for n, step in enumerate(FLOW.steps) if step.key == LAST)
    return list(FLOW.steps[: last + 1])


def words(found: Counted) -> str:
    """The counts, a line for each."""
    lines = [f"{found.documents} documents, {len(found.taken)} suggestions taken"]
    for name, effort in (("form", found.form), ("with preparation", found.everything)):
        lines.append(f"{name}: {effort}, typed {effort.share_typed:.1%}")
    return "\n".join(lines)


def main() -> None:
    """Print the counts with the real reader."""
    with Reader() as reader:
        found = counted(lambda specimen, kind: reader.read(specimen.jpeg(), kind))
    sys.stdout.write(words(found) + "\n")


if __name__ == "__main__":
    main()
