"""What is due when: validities, deadlines, repairs, visits; read off the answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from poswizard.forms.answers import Answers
from poswizard.forms.field import Field
from poswizard.forms.kinds import LONG_TERM
from poswizard.forms.rich_kinds import Rows
from poswizard.text import Text
from poswizard.wizard.flow import Flow
from poswizard.wizard.watched import WATCHED, Watched


@dataclass(frozen=True, slots=True)
class Due:
    """Something to be done."""

    field: Field[Any]
    on: date
    words: Text
    speak_from: date
    """The day from which it is shown as due."""
    row: int | None = None


def agenda(flow: Flow, answers: Answers) -> list[Due]:
    """Everything with a day to it that is not settled, the nearest first."""
    found = (due for watched in WATCHED for due in _due(watched, flow, answers))
    return sorted(found, key=lambda due: due.on)


def _due(watched: Watched, flow: Flow, answers: Answers) -> Iterator[Due]:
    key, _, inner = watched.key.partition("[].")
    field = flow.field(key)
    if field is None or (not inner and _is_settled(watched.done_by, flow, answers)):
        return
    if not inner:
        yield from _on(watched, field, answers.get(field), None)
    elif isinstance(field, Rows):
        rows = answers.get(field) or ()
        first = max(0, len(rows) - 1) if watched.last_only else 0
        for index, row in enumerate(rows[first:], first):
            yield from _due_in_row(watched, field, index, row.within(answers), flow)


def _due_in_row(
    watched: Watched, rows: Rows, index: int, row: Answers, flow: Flow
) -> Iterator[Due]:
    fields = {field.key: field for field in rows.questions.fields}
    settles = fields.get(watched.done_by) or flow.field(watched.done_by)
    if settles is None or row.get(settles) is None:
        yield from _on(watched, rows, row.get(fields[watched.key]), index)


def _is_settled(key: str, flow: Flow, answers: Answers) -> bool:
    field = flow.field(key)
    return field is not None and answers.get(field) is not None


def _on(watched: Watched, field: Field[Any], day: date | None, row: int | None) -> Iterator[Due]:
    if day is not None and day != LONG_TERM:
        yield Due(field, day, watched.words, day - timedelta(days=watched.ahead), row)
