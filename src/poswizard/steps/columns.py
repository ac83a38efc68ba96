"""Reading repeated rows down a column, for rules that compare rows with each other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from poswizard.forms.answers import Answers


def cell(row: Answers, name: str) -> Any:
    """The row's answer to the question of that name, or nothing."""
    return next((row.get(field) for field in row.answered() if field.name == name), None)


def column(rows: Sequence[Answers], name: str) -> list[Any]:
    """What the rows that answer it say to the question of that name."""
    values = (cell(row, name) for row in rows)
    return [value for value in values if value is not None]
