"""A spreadsheet program small enough to read: it works out the few functions that our workbooks use."""

from __future__ import annotations

import ast
import re
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from openpyxl.utils import range_boundaries
from openpyxl.workbook import Workbook

_TOKEN = re.compile(
    r"""'(?P<sheet>[^']+)'!(?P<there>\$?[A-Z]+\$?\d+)"""
    r"""|(?P<range>\$?[A-Z]+\$?\d+:\$?[A-Z]+\$?\d+)|(?P<here>\$?[A-Z]+\$?\d+)(?!\()"""
    r"""|(?P<string>"[^"]*")|(?P<number>\d+(\.\d+)?)|(?P<equal>=)"""
)


def worked_out(book: Workbook, sheet: str, cell: str) -> Any:
    """What a spreadsheet program shows in a cell."""
    value = book[sheet][cell].value
    if isinstance(value, str) and book[sheet][cell].data_type == "f":
        return _evaluated(book, sheet, value[1:])
    return Decimal(str(value)) if isinstance(value, int | float) else value


def _evaluated(book: Workbook, sheet: str, formula: str) -> Any:
    """The formula as a Python expression of a few names; nothing else is understood."""
    values: list[Any] = []

    def put(found: re.Match[str]) -> str:
        values.append(_value(book, sheet, found))
        return " == " if found["equal"] else f" v[{len(values) - 1}] "

    expression = ast.parse(_TOKEN.sub(put, formula).strip(), mode="eval")
    known = _FUNCTIONS | {"v": values}
    return eval(compile(expression, "formula", "eval"), {"__builtins__": {}}, known)  # noqa: S307


def _value(book: Workbook, sheet: str, found: re.Match[str]) -> Any:
    if found["sheet"]:
        return _number(worked_out(book, found["sheet"], found["there"].replace("$", "")))
    if found["range"]:
        left, top, right, bottom = range_boundaries(found["range"].replace("$", ""))
        cells = book[sheet].iter_rows(top, bottom, left, right)
        return [_number(worked_out(book, sheet, c.coordinate)) for row in cells for c in row]
    if found["here"]:
        return _number(worked_out(book, sheet, found["here"].replace("$", "")))
    return found["string"][1:-1] if found["string"] else Decimal(found["number"] or 0)


class Empty(Decimal):
    """An empty cell: nothing in a sum, and equal to no words at all."""

    def __eq__(self, other: object) -> bool:
        return other == "" or Decimal(0) == other

    __hash__ = Decimal.__hash__


def _number(value: Any) -> Any:
    return Empty(0) if value is None else value


def _rounded(value: Decimal, places: Decimal) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-int(places)), rounding=ROUND_HALF_UP)


_FUNCTIONS: dict[str, Any] = {
    "SUM": lambda values: sum(values, Decimal(0)),
    "MIN": lambda *values: min(values[0] if isinstance(values[0], list) else values),
    "ROUND": _rounded,
    "ROUNDUP": lambda value, _: Decimal(-int(-value // 1)),
    "IF": lambda condition, yes, no: yes if condition else no,
}
