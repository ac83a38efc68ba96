"""Whether a JSON Schema from outside is of the modest shape that this program's own have.

No names, no references out of it or in a circle, not deep, not large, none of the costliest rules: such a
schema cannot make a validator fetch anything or run without end.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import unquote

_MAX_OBJECTS = (
    5_000  # ours has some hundreds; each costs the check of the schema half a millisecond
)
_MAX_DEPTH = 32  # references followed; ours has about a dozen
_REFERENCE = "$ref"
_NAMING = frozenset({"$schema", "$id", "$anchor", "$dynamicAnchor"})
# references that move, and rules that run patterns or walk the schema unseen by the counting
_REFUSED = frozenset(
    {
        "$dynamicRef",
        "$recursiveRef",
        "patternProperties",
        "unevaluatedItems",
        "unevaluatedProperties",
    }
)


class SchemaError(Exception):
    """The schema itself cannot be used; says nothing about the data."""


def modest(schema: Any) -> Any:
    """The schema without the names in it, or `SchemaError`.

    The names go because the library would change its rules where a `$schema` stands, and look an `$id` up.
    """
    plain = _nameless(schema)
    if sum(1 for _ in _objects(plain)) > _MAX_OBJECTS:
        raise SchemaError
    if _Depths(plain).of(plain) > _MAX_DEPTH:
        raise SchemaError
    return plain


def _nameless(value: Any) -> Any:
    if isinstance(value, Mapping):
        kept = ((key, it) for key, it in value.items() if not _is_name(key, it))
        return {key: _nameless(it) for key, it in kept}
    return [_nameless(it) for it in value] if isinstance(value, list) else value


def _is_name(key: str, value: Any) -> bool:
    return key in _NAMING and isinstance(value, str)


def _objects(value: Any) -> Iterator[Mapping[str, Any]]:
    """Every JSON object in a value, itself included."""
    if isinstance(value, Mapping):
        yield value
        value = list(value.values())
    if isinstance(value, list | tuple):
        for inside in value:
            yield from _objects(inside)


class _Depths:
    """How deep each part of a schema goes, its references followed."""

    def __init__(self, root: Any) -> None:
        self._root = root
        self._known: dict[int, int | None] = {}

    def of(self, value: Any) -> int:
        """Levels below and including `value`; `SchemaError` when they never end."""
        if not isinstance(value, dict | list):
            return 0
        key = id(value)
        if key not in self._known:
            self._known[key] = None
            self._known[key] = 1 + max(map(self.of, self._inside(value)), default=0)
        depth = self._known[key]
        if depth is None:
            raise SchemaError
        return depth

    def _inside(self, value: dict | list) -> Iterator[Any]:
        if isinstance(value, list):
            yield from value
            return
        yield from value.values()
        if value.keys() & _REFUSED:
            raise SchemaError
        if isinstance(reference := value.get(_REFERENCE), str):
            yield self._target(reference)

    def _target(self, reference: str) -> Any:
        """What a JSON pointer (RFC 6901) into this very schema means."""
        if reference != "#" and not reference.startswith("#/"):
            raise SchemaError
        target = self._root
        for part in unquote(reference).split("/")[1:]:
            name = part.replace("~1", "/").replace("~0", "~")
            try:
                target = target[int(name) if isinstance(target, list) else name]
            except (LookupError, TypeError, ValueError) as error:
                raise SchemaError from error
        return target
