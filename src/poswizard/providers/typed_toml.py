"""Strict reading of TOML into dataclasses: the class is the format, and whatever it does not name is refused."""

from __future__ import annotations

import dataclasses
import difflib
import types
import typing
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, TypeVar

from poswizard.text import Text, Vocabulary

T = TypeVar("T")

_PLAIN: Mapping[Any, Text] = {
    str: Text("文字", "text"),
    int: Text("整数", "a whole number"),
    bool: Text("true 或 false", "true or false"),
    date: Text("日期，如 2026-11-01", "a date such as 2026-11-01"),
}


class MisfitError(ValueError):
    """Something in a table does not fit its class; `text` says where, what and what to do."""

    def __init__(self, where: str, text: Text) -> None:
        self.text = Text("{0}：{1}", "{0}: {1}").format(where or "顶层", text)
        super().__init__(self.text.en)


def read_as(kind: type[T], table: Mapping[str, Any], where: str = "") -> T:
    """The table as an instance of the dataclass `kind`; raises `MisfitError`."""
    hints = typing.get_type_hints(kind)
    fields = {field.name: field for field in dataclasses.fields(typing.cast(Any, kind))}
    for name in table:
        if name not in fields:
            raise MisfitError(where, unknown(name, fields))
    values: dict[str, Any] = {}
    for name, field in fields.items():
        if name in table:
            values[name] = _value(hints[name], table[name], f"{where}.{name}".lstrip("."))
        elif _is_needed(field):
            raise MisfitError(
                where, Text("缺少“{0}”，请补上", "“{0}” is missing: add it").format(name)
            )
    return kind(**values)


def unknown(name: str, known: Iterable[str]) -> Text:
    """The words for a name that does not exist, with the nearest one that does."""
    text = Text("没有“{0}”这一项", "there is no “{0}”").format(name)
    near = difflib.get_close_matches(name, list(known), n=1)
    if not near:
        return text + Text("，请删去", ": remove it")
    return text + Text("，是不是“{0}”？", "; did you mean “{0}”?").format(near[0])


def _is_needed(field: dataclasses.Field[Any]) -> bool:
    missing = dataclasses.MISSING
    return field.default is missing and field.default_factory is missing


def _value(kind: Any, given: Any, where: str) -> Any:
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin in (types.UnionType, typing.Union):
        return _value(next(a for a in arguments if a is not types.NoneType), given, where)
    if origin is tuple:
        return tuple(_each(arguments[0], _list(given, where), where))
    if origin is frozenset:
        return frozenset(_each(arguments[0], _list(given, where), where))
    if origin is not None and issubclass(origin, Mapping):
        return {k: _value(arguments[1], v, f"{where}.{k}") for k, v in _table(given, where).items()}
    if isinstance(kind, type) and issubclass(kind, Vocabulary):
        return _member(kind, given, where)
    if dataclasses.is_dataclass(kind):
        return read_as(typing.cast(Any, kind), _table(given, where), where)
    if type(given) is not kind:
        raise MisfitError(where, Text("应为{0}", "must be {0}").format(_PLAIN[kind]))
    return given


def _each(kind: Any, items: list[Any], where: str) -> list[Any]:
    return [_value(kind, item, f"{where}[{index}]") for index, item in enumerate(items)]


def _list(given: Any, where: str) -> list[Any]:
    if not isinstance(given, list):
        raise MisfitError(where, Text("应为方括号列表", "must be a list in brackets"))
    return given


def _table(given: Any, where: str) -> Mapping[str, Any]:
    if not isinstance(given, dict):
        raise MisfitError(where, Text("应为一组“名 = 值”", "must be a table of names and values"))
    return given


def _member(kind: type[Vocabulary], given: Any, where: str) -> Vocabulary:
    known = [member.value for member in kind]
    if given not in known:
        raise MisfitError(where, unknown(str(given), known))
    return kind(given)
