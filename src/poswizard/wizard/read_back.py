"""Every answer in words, by step: what the clerk checks and the applicant reads before signing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from poswizard.forms.answers import Answers, Raw
from poswizard.forms.field import Field
from poswizard.forms.issue import Issue
from poswizard.forms.rich_kinds import Rows
from poswizard.forms.step import Milestone, Part, Step
from poswizard.text import Text
from poswizard.wizard.flow import Flow


@dataclass(frozen=True, slots=True)
class Said:
    """One question with its answer in words."""

    field: Field[Any]
    label: Text
    value: str
    """In the current language; empty if nothing was answered."""
    issues: tuple[Issue, ...] = ()
    rows: Rows | None = None
    row: int | None = None

    @property
    def top_field(self) -> Field[Any]:
        """The field of the step."""
        return self.rows or self.field


@dataclass(frozen=True, slots=True)
class SaidInStep:
    """The questions of one step with their answers."""

    step: type[Step]
    said: tuple[Said, ...]


def read_back(flow: Flow, answers: Answers, today: date, until: Milestone) -> Iterator[SaidInStep]:
    """What was said in each relevant step; questions without an answer only if something is wrong there."""
    for step in flow.steps_until(until):
        if step.relevant.holds(answers):
            said = tuple(_said_in(step, answers, list(flow.issues_of(step, answers, today))))
            if said:
                yield SaidInStep(step, said)


def _said_in(step: type[Step], answers: Answers, issues: list[Issue]) -> Iterator[Said]:
    for field in step.relevant_fields(answers):
        own = tuple(i for i in issues if i.rows is None and i.field is field)
        value = answers.get(field) if field.calculated else answers.stored(field)
        if value is None and not own:
            continue
        yield Said(field, field.label, _words(field, value), own)
        if isinstance(field, Rows) and isinstance(value, tuple):
            for index, row in enumerate(value):
                inner = [i for i in issues if i.rows is field and i.row == index]
                yield from _said_in_row(field, index, row.within(answers), inner)


def _said_in_row(rows: Rows, index: int, row: Answers, issues: list[Issue]) -> Iterator[Said]:
    part: type[Part] = rows.questions
    for field in part.relevant_fields(row):
        own = tuple(i for i in issues if i.field is field)
        value = row.get(field) if field.calculated else row.stored(field)
        if value is None and not own:
            continue
        place = rows.title_of(index)
        label = Text(f"{place.zh} · {field.label.zh}", f"{place.en} · {field.label.en}")
        yield Said(field, label, _words(field, value), own, rows, index)


def _words(field: Field[Any], value: Any) -> str:
    if value is None:
        return ""
    return str(value.json) if isinstance(value, Raw) else field.show(value)
