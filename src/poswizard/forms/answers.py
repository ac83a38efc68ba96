"""What has been said so far, right or wrong: an immutable mapping from field to value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, TypeVar

if TYPE_CHECKING:
    from poswizard.forms.field import Field
    from poswizard.forms.step import Part

V = TypeVar("V")
Json = Any
"""What `json.loads` gives."""


@dataclass(frozen=True, slots=True)
class Raw:
    """What was typed or stored although its field cannot understand it: kept and saved as it is."""

    json: Json


@dataclass(frozen=True, slots=True)
class Overlay:
    """What a provider changes of the common questions, by field key."""

    requires: frozenset[str] = frozenset()
    omits: frozenset[str] = frozenset()
    limits: Mapping[str, int] = field(default_factory=dict)
    """Most characters that the provider's field takes."""
    brings: frozenset[str] = frozenset()
    """Asked even where their own condition says no; each is among `requires` too."""


NO_OVERLAY = Overlay()


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a warning is accepted, bound to the words of the warning it answers."""

    text: str
    about: str


@dataclass(frozen=True, slots=True)
class Seen:
    """What stood there when something was signed, as digests: enough to tell later what has changed."""

    by: tuple[str, ...]
    """By what this signature, or these signed pages, are told from others."""
    content: Mapping[str, str]
    """The digest of every answer that was shown, by its path."""
    known: dict[str, tuple[Any, str]] = field(default_factory=dict, compare=False, repr=False)
    """Values with the digests that were worked out of them, for whoever compares again and again."""


_NOT_ASKED: Final = object()


class Answers:
    """All answers of one application, or of one repeated row."""

    __slots__ = (
        "_foreign",
        "_outer",
        "_overlay",
        "_reasons",
        "_relevance",
        "_seen",
        "_understood",
        "_values",
    )

    def __init__(
        self,
        values: Mapping[Field[Any], Any] | None = None,
        *,
        reasons: Mapping[str, Reason] | None = None,
        seen: Mapping[str, Seen] | None = None,
        foreign: Mapping[str, Mapping[str, Json]] | None = None,
        overlay: Overlay = NO_OVERLAY,
        outer: Answers | None = None,
    ) -> None:
        self._values: Mapping[Field[Any], Any] = {} if values is None else values
        self._reasons: Mapping[str, Reason] = {} if reasons is None else reasons
        self._seen: Mapping[str, Seen] = {} if seen is None else seen
        self._foreign: Mapping[str, Mapping[str, Json]] = {} if foreign is None else foreign
        self._overlay = overlay
        self._outer = outer
        # nothing here ever changes, so what was asked once is known
        self._relevance: dict[Field[Any], bool] = {}
        self._understood: dict[Field[Any], Any] = {}

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Answers):
            return NotImplemented
        return (
            self._values == other._values
            and self._reasons == other._reasons
            and self._seen == other._seen
            and self._foreign == other._foreign
        )

    def __hash__(self) -> int:
        return hash(frozenset(self._values))

    def __repr__(self) -> str:
        return f"Answers({len(self._values)} answered)"  # never the values: they are personal

    def get(self, field: Field[V]) -> V | None:
        """The answer, if the field is relevant and its value can be understood; or nothing."""
        known = self._understood.get(field, _NOT_ASKED)
        if known is _NOT_ASKED:
            known = self._understood[field] = self._understand(field)
        return known

    def all_of(self, fields: tuple[Field[Any], ...]) -> list[Any] | None:
        """What `get` gives for each of these, or nothing if one of them gives nothing."""
        understood, found = self._understood, []
        for one in fields:
            value = understood.get(one, _NOT_ASKED)
            if value is _NOT_ASKED:
                value = self.get(one)
            if value is None:
                return None
            found.append(value)
        return found

    def stored(self, field: Field[Any]) -> Any | Raw | None:
        """Whatever is kept for the field: hidden, wrong or right."""
        return self._values.get(field)

    def is_relevant(self, field: Field[Any]) -> bool:
        """Whether the field is asked at all."""
        known = self._relevance.get(field)
        if known is None:
            known = self._relevance[field] = self._asks(field)
        return known

    def asked(self, part: type[Part]) -> dict[Field[Any], Any]:
        """The fields of a part that are asked, in order, each with what `get` gives for it.

        In one go, for most fields have no condition of their own and are only looked up.
        """
        asked: dict[Field[Any], Any] = {}
        if not part.relevant.holds(self):
            return asked
        values, understood, omits = self._values, self._understood, self._overlay.omits
        for one in part.fields:
            if one.is_plain and not omits:
                value = values.get(one)
            elif self.is_relevant(one):
                value = self.get(one) if one.calculated else values.get(one)
            else:
                continue
            # known from here on, for the conditions of the fields that follow
            asked[one] = understood[one] = None if type(value) is Raw else value
        return asked

    def is_required(self, field: Field[Any]) -> bool:
        """Whether the field, if relevant, must be answered."""
        return field.needed.holds(self) or field.key in self._overlay.requires

    def limit(self, field: Field[Any]) -> int | None:
        """Most characters that the provider takes in the field."""
        return self._overlay.limits.get(field.key)

    def with_(self, field: Field[V], value: V | Raw | None) -> Answers:
        """The same answers with this one changed; an empty value takes it out."""
        values = dict(self._values)
        if field.is_empty(value):
            values.pop(field, None)
        else:
            values[field] = value
        return self._changed(values=values)

    def with_reason(self, key: str, reason: Reason | None) -> Answers:
        """The same answers with the reason for a warning given or taken back."""
        reasons = {k: v for k, v in self._reasons.items() if k != key}
        if reason is not None and reason.text.strip():
            reasons[key] = reason
        return self._changed(reasons=reasons)

    def with_seen(self, key: str, seen: Seen | None) -> Answers:
        """The same answers with what was seen when the question of this key was signed, or with nothing of it."""
        if self._seen.get(key) == seen:
            return self
        others = {k: v for k, v in self._seen.items() if k != key}
        return self._changed(seen=others if seen is None else others | {key: seen})

    def under(self, overlay: Overlay) -> Answers:
        """The same answers as this provider's overlay sees them."""
        return self if overlay == self._overlay else self._changed(overlay=overlay)

    def within(self, outer: Answers) -> Answers:
        """A row's answers, able to see those of the whole application."""
        return Answers(self._values, overlay=outer._overlay, outer=outer)

    @property
    def reasons(self) -> Mapping[str, Reason]:
        """The reasons given, by issue."""
        return self._reasons

    @property
    def seen(self) -> Mapping[str, Seen]:
        """What was seen when something was signed, by the key of the question that holds the signature."""
        return self._seen

    @property
    def foreign(self) -> Mapping[str, Mapping[str, Json]]:
        """By step, what a newer program wrote and this one does not know; kept untouched."""
        return self._foreign

    @property
    def overlay(self) -> Overlay:
        """What the provider changes."""
        return self._overlay

    def answered(self) -> Iterator[Field[Any]]:
        """The fields that hold anything."""
        return iter(self._values)

    def _understand(self, field: Field[V]) -> V | None:
        if self._outer is not None and not field.in_row:
            return self._outer.get(field)
        if field.calculated is not None:
            return field.calculated.value(self) if self.is_relevant(field) else None
        value = self._values.get(field)
        if value is None or type(value) is Raw:
            return None
        return value if self.is_relevant(field) else None

    def _asks(self, field: Field[Any]) -> bool:
        if self._outer is not None and not field.in_row:
            return self._outer.is_relevant(field)
        overlay, part = self._overlay, field.part
        if field.on_demand and field.key not in overlay.requires:
            return False
        if field.key in overlay.omits:
            return False
        if not (field.relevant.holds(self) or field.key in overlay.brings):
            return False
        return part is None or part.relevant.holds(self)

    def _changed(self, **changes: Any) -> Answers:
        kept: dict[str, Any] = {
            "values": self._values,
            "reasons": self._reasons,
            "seen": self._seen,
            "foreign": self._foreign,
            "overlay": self._overlay,
            "outer": self._outer,
        }
        return Answers(**(kept | changes))
