"""How much of an application a person had to type: the characters of its answers, by where they came from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from poswizard.domain.china_time import today_in_china
from poswizard.forms.answers import Answers
from poswizard.forms.field import Field
from poswizard.forms.kinds import (
    CHINA_TIME,
    LONG_TERM,
    Amount,
    Count,
    Day,
    Digits,
    Line,
    Moment,
    Number,
    Paragraph,
    Rate,
)
from poswizard.forms.rich_kinds import Address, Rows
from poswizard.forms.step import Part, Step
from poswizard.wizard.suggestions import Suggestion

TYPED_KINDS = (Address, Amount, Count, Day, Digits, Line, Moment, Paragraph, Rate)
"""Answered character by character; all others are chosen, ticked, taken or drawn."""


@dataclass(frozen=True, slots=True)
class Effort:
    """Characters of the answers that are given character by character."""

    typed: int = 0
    from_pictures: int = 0
    """Taken from what was read."""
    offered: int = 0
    """Taken from what the form itself offers, or kept from the application before."""

    @property
    def share_typed(self) -> float:
        """0 to 1."""
        return self.typed / max(1, self.typed + self.from_pictures + self.offered)

    def __add__(self, other: Effort) -> Effort:
        return Effort(
            self.typed + other.typed,
            self.from_pictures + other.from_pictures,
            self.offered + other.offered,
        )


def typing_effort(
    steps: Iterable[type[Step]],
    answers: Answers,
    taken: Iterable[Suggestion],
    kept: Iterable[str] = (),
    today: date | None = None,
) -> Effort:
    """What the answers to these steps cost, given what was taken and which fields were kept from before."""
    given = {(one.field, one.row): one.value for one in taken}
    spared, day, total = frozenset(kept), today or today_in_china(), Effort()
    for step in steps:
        if step.relevant.holds(answers):
            for field, row, value, offer in _answered(step, answers):
                characters = len(_keyed(field, value, day))
                if given.get((field, row)) == value:
                    total += Effort(from_pictures=characters)
                elif field.key in spared or offer == value:
                    total += Effort(offered=characters)
                else:
                    total += Effort(typed=characters)
    return total


def _answered(
    part: type[Part], answers: Answers, row: int | None = None
) -> Iterator[tuple[Field[Any], int | None, Any, Any]]:
    """Every answer of those kinds, in rows too: the field, the row, the value, and what the form offers."""
    for field, value in answers.asked(part).items():
        if value is None or field.calculated is not None:
            continue
        if isinstance(field, Rows):
            for index, inner in enumerate(value):
                yield from _answered(field.questions, inner.within(answers), index)
        elif isinstance(field, TYPED_KINDS):
            yield field, row, value, field.suggested.value(answers) if field.suggested else None


def _keyed(field: Field[Any], value: Any, today: date) -> str:
    """The least that has to be typed: `30万` is not thought of, but `今天` and no needless zeros are."""
    if isinstance(field, Address):
        return value.street
    if isinstance(field, Moment):
        return "现在" if value.astimezone(CHINA_TIME).date() == today else f"{value:%Y%m%d %H%M}"
    if isinstance(field, Day):
        return "今天" if value == today else "长期" if value == LONG_TERM else f"{value:%Y%m%d}"
    if isinstance(field, Number):
        return format(value.normalize(), "f")
    return str(field.to_json(value))
