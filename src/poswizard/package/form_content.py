"""The tables of one section of the printed form, read off a step's questions and their answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from poswizard.forms.answers import Answers
from poswizard.forms.field import Field
from poswizard.forms.rich_kinds import Rows
from poswizard.forms.step import Heading, Part
from poswizard.package.form_items import item, width
from poswizard.package.typesetting import Words

MOST_COLUMNS = 6
"""Repeated rows with more questions stand side by side instead of under each other."""

SIDE_BY_SIDE = 3
"""Rows beside each other before the next ones begin below."""

_BELOW: Words = {"kind": "words", "half": True}
_LONGEST_IN_LIST = 60
_NARROWEST, _WIDEST = 6, 40


def section_tables(
    part: type[Part], answers: Answers, signed_below: Field[Any] | None = None
) -> list[Words]:
    """The tables of a step, or of one row, in the order of its questions; none if nothing was answered.

    The picture of `signed_below` stands in the signing area, not here.
    """
    tables = _Tables()
    for statement in part.parts:
        if isinstance(statement, Heading):
            tables.heading = statement.text.zh if statement.relevant.holds(answers) else ""
            continue
        value = answers.get(statement)
        if value is None:
            continue
        if isinstance(statement, Rows):
            tables.add_rows(statement, [row.within(answers) for row in value])
        else:
            one = item(statement, value, answers)
            tables.add(one | _BELOW if statement is signed_below else one)
    return tables.made


@dataclass(slots=True)
class _Tables:
    """Tables as they grow; a heading waits until something stands under it."""

    made: list[Words] = field(default_factory=list)
    heading: str = ""

    def add(self, one: Words) -> None:
        if self.heading or not self.made or self.made[-1]["kind"] != "pairs":
            self.made.append({"kind": "pairs", "head": self.heading, "items": []})
            self.heading = ""
        self.made[-1]["items"].append(one)

    def add_rows(self, rows: Rows, given: list[Answers]) -> None:
        head = rows.label.zh
        if self.heading not in ("", head):
            head = f"{self.heading}：{head}"
        self.heading = ""
        self.made += _tables_of_rows(rows, given, head)


def _tables_of_rows(rows: Rows, given: list[Answers], head: str) -> list[Words]:
    asked = [f for f in rows.questions.fields if any(row.get(f) is not None for row in given)]
    if len(asked) <= MOST_COLUMNS and _longest(asked, given) <= _LONGEST_IN_LIST:
        return [_list(asked, given, head)] if given else []
    if len(given) == 1:
        first, *others = section_tables(rows.questions, given[0])
        return [first | {"head": first["head"] or head}, *others]
    starts = range(0, len(given), SIDE_BY_SIDE)
    return [_side_by_side(rows, given[at : at + SIDE_BY_SIDE], at, head) for at in starts]


def _list(asked: Sequence[Field[Any]], given: list[Answers], head: str) -> Words:
    """Rows under each other, numbered."""
    cells = [[_words(one, row) for one in asked] for row in given]
    columns = zip([one.label.zh for one in asked], *cells, strict=True)
    widths = [min(max(_NARROWEST, *map(width, column)), _WIDEST) for column in columns]
    return {
        "kind": "list",
        "head": head,
        "columns": [one.label.zh for one in asked],
        "widths": widths,
        "rows": cells,
    }


def _side_by_side(rows: Rows, given: list[Answers], start: int, head: str) -> Words:
    """Rows beside each other, a line for each question, as quotes are compared."""
    names = [rows.title_of(start + place).zh for place in range(len(given))]
    return {"kind": "side", "head": head, "columns": names, "lines": list(_lines(rows, given))}


def _lines(rows: Rows, given: list[Answers]) -> Iterator[Words]:
    heading = ""
    for statement in rows.questions.parts:
        if isinstance(statement, Heading):
            heading = statement.text.zh
        elif any(cells := [_words(statement, row) for row in given]):
            if heading:
                yield {"label": heading, "cells": []}
                heading = ""
            yield {"label": statement.label.zh, "cells": cells}


def _longest(asked: Sequence[Field[Any]], given: list[Answers]) -> int:
    return max((len(_words(one, row)) for one in asked for row in given), default=0)


def _words(one: Field[Any], row: Answers) -> str:
    value = row.get(one)
    return "" if value is None else one.show(value)
