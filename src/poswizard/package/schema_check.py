"""A data file against a JSON Schema 2020-12, the program's own or one that came with the file.

A schema from outside is itself input: it must be modest, its patterns run only when their work can be
told beforehand, and the work it may ask for is counted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from poswizard.package.outside_pattern import effort
from poswizard.package.schema_shape import SchemaError, modest

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError

Schema = Mapping[str, Any]
Rule = Callable[[Any, Any, Any, Any], Iterator[Any] | None]

_BUDGET = 2_000_000  # microseconds or less; a full application takes under 100,000
_OWN_COST = {"$ref": 20}  # the library resolves a URI each time
_MAX_EFFORT = 200_000

_PLAIN_PLACE = re.compile(r"[A-Za-z0-9_.-]{1,60}")


@dataclass(frozen=True, slots=True)
class Mismatch:
    """One place in the data that is not as the schema says: which, by what rule; never the value."""

    place: str
    rule: str

    @property
    def is_missing(self) -> bool:
        """Whether something is missing, rather than wrong."""
        return self.rule in {"required", "minItems", "minProperties", "dependentRequired"}


def own_mismatch(data: Any, schema: Schema) -> Mismatch | None:
    """The first mismatch with a schema of the program, which may use everything a schema can."""
    from jsonschema import Draft202012Validator  # late: it takes long to import

    return _first(Draft202012Validator(schema).iter_errors(data))


def outside_mismatch(data: Any, schema: Any, known: Schema | None = None) -> Mismatch | None:
    """The first mismatch with a schema from outside, or `SchemaError` if that is no usable schema.

    If it is `known` it is the program's own after all. Otherwise a pattern that could take for ever is left
    out: what the sender demands of himself proves nothing.
    """
    if schema == known:
        return own_mismatch(data, schema)
    from jsonschema import Draft202012Validator, FormatChecker
    from jsonschema.validators import extend
    from referencing import Registry

    counted = extend(Draft202012Validator, _counted(Draft202012Validator.VALIDATORS))
    try:
        plain = modest(schema)
        Draft202012Validator.check_schema(plain, FormatChecker(()))
        # an empty registry: nothing can be fetched
        return _first(counted(plain, registry=Registry()).iter_errors(data))
    except Exception as error:  # a schema from outside can make the library raise anything
        raise SchemaError from error


def _first(errors: Iterator[ValidationError]) -> Mismatch | None:
    error = next(errors, None)
    if error is None:
        return None
    parts = [str(part) for part in error.absolute_path]
    place = ".".join(part if _PLAIN_PLACE.fullmatch(part) else "?" for part in parts)
    return Mismatch(place or "/", str(error.validator))


def _counted(rules: Mapping[str, Rule]) -> dict[str, Rule]:
    """The library's rules, each paying for its work before it does it."""
    left = [_BUDGET]

    def pay(rule: Rule, keyword: str, *its: Any) -> Iterator[Any]:
        _validator, value, instance, _schema = its
        work = _effort(value, instance) if keyword == "pattern" else 0
        left[0] -= _cost(keyword, value, instance) + work
        if left[0] < 0:
            raise SchemaError
        if work < _MAX_EFFORT:
            yield from rule(*its) or ()

    return {keyword: partial(pay, rule, keyword) for keyword, rule in rules.items()}


def _cost(keyword: str, value: Any, instance: Any) -> int:
    """What a rule takes at most, itself alone."""
    sizes = [len(each) for each in (value, instance) if isinstance(each, str | list | dict)]
    return _OWN_COST.get(keyword, 1) + sum(sizes) ** (2 if keyword == "uniqueItems" else 1)


def _effort(pattern: str, instance: Any) -> int:
    """What matching would take, `_MAX_EFFORT` at most."""
    steps = effort(pattern, instance) if isinstance(instance, str) else 0
    return _MAX_EFFORT if steps is None else min(steps, _MAX_EFFORT)
