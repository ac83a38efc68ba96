"""Whether everything is still in force on the day on which the acquirer is expected to decide."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from poswizard.domain import working_days
from poswizard.domain.working_days import WorkingDay
from poswizard.forms.day_kinds import LONG_TERM, Day
from poswizard.forms.field import Field
from poswizard.forms.issue import Issue, Level
from poswizard.text import Text
from poswizard.wizard.rehearsal.around import Scene

USUAL_WORKING_DAYS = 10
"""Assumed where the provider's pack does not say how long a review takes; said so wherever it is shown."""

_ENDS = ("valid_until", "holder_valid_until")
SOURCE = "收单机构驳回原因（证件过期）；国务院办公厅节假日安排"
_WORDS = Text(
    "预计 {0} 前后出审核结果，这里 {1} 就到期了：审核时已经过期",
    "The decision is expected about {0}; this ends on {1}: it will have expired by then",
)


def decision_day(scene: Scene) -> tuple[WorkingDay, bool]:
    """When the decision is to be expected, and whether the provider says so."""
    pack = scene.pack
    promised = [d.review_working_days for d in pack.provider.deadlines] if pack else []
    days = next((d for d in promised if d), None)
    return working_days.after(scene.today, days or USUAL_WORKING_DAYS), days is not None


def validity_issues(scene: Scene) -> Iterator[Issue]:
    """What ends between today and the decision; what has ended is an error of the form already."""
    expected = decision_day(scene)[0].day
    for field in scene.flow.fields:
        if field.row is not None and field.name == "people":
            yield from _in_rows(scene, field, expected)
        elif isinstance(field, Day) and field.name in _ENDS:
            end = scene.answers.get(field)
            if end is not None and scene.today <= end < expected and end != LONG_TERM:
                yield _issue(field, expected, end)


def _in_rows(scene: Scene, rows: Field[object], expected: date) -> Iterator[Issue]:
    ends = [f for f in (rows.row.fields if rows.row else ()) if f.name in _ENDS]
    given = scene.answers.get(rows)
    for index, row in enumerate(given if isinstance(given, tuple) else ()):
        for field in ends:
            end = row.within(scene.answers).get(field)
            if end is not None and scene.today <= end < expected and end != LONG_TERM:
                yield _issue(field, expected, end, rows, index)


def _issue(
    field: Field[date],
    expected: date,
    end: date,
    rows: Field[object] | None = None,
    row: int | None = None,
) -> Issue:
    words = _WORDS.format(expected.isoformat(), end.isoformat())
    code = "rehearsal.ends_before_decision"
    return Issue(field, code, Level.WARNING, words, SOURCE, rows, row)
