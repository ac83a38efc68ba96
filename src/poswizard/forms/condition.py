"""When a field is relevant or required: comparable, printable statements about answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from poswizard.text import Text

if TYPE_CHECKING:
    from poswizard.forms.answers import Answers
    from poswizard.forms.field import Field


class Condition:
    """A statement about answers; combine with `&`, `|` and `~`."""

    __slots__ = ()

    def holds(self, answers: Answers) -> bool:
        """Whether the statement is true of these answers; a hidden field counts as unanswered."""
        raise NotImplementedError

    def reads(self) -> Iterator[Field[Any]]:
        """The fields that the statement speaks of."""
        raise NotImplementedError

    def words(self) -> Text:
        """The statement for a person."""
        raise NotImplementedError

    def __and__(self, other: Condition) -> Condition:
        return And((self, other))

    def __or__(self, other: Condition) -> Condition:
        return Or((self, other))

    def __invert__(self) -> Condition:
        return Not(self)


@dataclass(frozen=True, slots=True)
class Constant(Condition):
    """Always or never."""

    value: bool

    def holds(self, answers: Answers) -> bool:
        return self.value

    def reads(self) -> Iterator[Field[Any]]:
        return iter(())

    def words(self) -> Text:
        return Text("总是", "always") if self.value else Text("从不", "never")


ALWAYS = Constant(True)
NEVER = Constant(False)


@dataclass(frozen=True, slots=True)
class OneOf(Condition):
    """The field's answer is one of these values."""

    field: Field[Any]
    values: tuple[Any, ...]

    def holds(self, answers: Answers) -> bool:
        return answers.get(self.field) in self.values

    def reads(self) -> Iterator[Field[Any]]:
        yield self.field

    def words(self) -> Text:
        zh = "、".join(_shown(self.field, value, "zh") for value in self.values)
        en = " or ".join(_shown(self.field, value, "en") for value in self.values)
        return Text(f"“{self.field.label.zh}”为{zh}", f"“{self.field.label.en}” is {en}")


@dataclass(frozen=True, slots=True)
class Contains(Condition):
    """The field's several choices contain this one."""

    field: Field[Any]
    member: Any

    def holds(self, answers: Answers) -> bool:
        return self.member in (answers.get(self.field) or ())

    def reads(self) -> Iterator[Field[Any]]:
        yield self.field

    def words(self) -> Text:
        label = self.field.label
        return Text(
            f"“{label.zh}”含{self.member.label.zh}",
            f"“{label.en}” includes {self.member.label.en}",
        )


@dataclass(frozen=True, slots=True)
class Answered(Condition):
    """The field has an answer that can be understood."""

    field: Field[Any]

    def holds(self, answers: Answers) -> bool:
        return answers.get(self.field) is not None

    def reads(self) -> Iterator[Field[Any]]:
        yield self.field

    def words(self) -> Text:
        label = self.field.label
        return Text(f"已填“{label.zh}”", f"“{label.en}” is answered")


@dataclass(frozen=True, slots=True)
class AtLeast(Condition):
    """The field's number or day is at least this one."""

    field: Field[Any]
    bound: Any

    def holds(self, answers: Answers) -> bool:
        value = answers.get(self.field)
        return value is not None and value >= self.bound

    def reads(self) -> Iterator[Field[Any]]:
        yield self.field

    def words(self) -> Text:
        label = self.field.label
        return Text(f"“{label.zh}”不低于{self.bound}", f"“{label.en}” is at least {self.bound}")


@dataclass(frozen=True, slots=True)
class AnyRow(Condition):
    """At least one of the repeated rows meets a condition on its own fields."""

    field: Field[Any]
    condition: Condition

    def holds(self, answers: Answers) -> bool:
        rows = answers.get(self.field) or ()
        return any(self.condition.holds(row.within(answers)) for row in rows)

    def reads(self) -> Iterator[Field[Any]]:
        yield self.field

    def words(self) -> Text:
        label, inner = self.field.label, self.condition.words()
        return Text(f"“{label.zh}”中有一行{inner.zh}", f"a row of “{label.en}” where {inner.en}")


@dataclass(frozen=True, slots=True)
class Not(Condition):
    """The contrary."""

    inner: Condition

    def holds(self, answers: Answers) -> bool:
        return not self.inner.holds(answers)

    def reads(self) -> Iterator[Field[Any]]:
        return self.inner.reads()

    def words(self) -> Text:
        inner = self.inner.words()
        return Text(f"非（{inner.zh}）", f"not ({inner.en})")


@dataclass(frozen=True, slots=True)
class And(Condition):
    """All of these."""

    parts: tuple[Condition, ...]

    def holds(self, answers: Answers) -> bool:
        for part in self.parts:  # noqa: SIM110 - asked at every keystroke: no generator
            if not part.holds(answers):
                return False
        return True

    def reads(self) -> Iterator[Field[Any]]:
        for part in self.parts:
            yield from part.reads()

    def words(self) -> Text:
        return _joined(self.parts, "且", "and")


@dataclass(frozen=True, slots=True)
class Or(Condition):
    """Any of these."""

    parts: tuple[Condition, ...]

    def holds(self, answers: Answers) -> bool:
        for part in self.parts:  # noqa: SIM110
            if part.holds(answers):
                return True
        return False

    def reads(self) -> Iterator[Field[Any]]:
        for part in self.parts:
            yield from part.reads()

    def words(self) -> Text:
        return _joined(self.parts, "或", "or")


def condition(value: Condition | bool) -> Condition:
    """`True` and `False` as conditions."""
    if isinstance(value, Condition):
        return value
    return ALWAYS if value else NEVER


def _joined(parts: tuple[Condition, ...], zh: str, en: str) -> Text:
    words = [part.words() for part in parts]
    return Text(
        "（" + f" {zh} ".join(w.zh for w in words) + "）",
        "(" + f" {en} ".join(w.en for w in words) + ")",
    )


def _shown(field: Field[Any], value: Any, language: str) -> str:
    label = getattr(value, "label", None)
    if isinstance(label, Text):
        return getattr(label, language)
    if isinstance(value, bool):
        yes = {"zh": ("否", "是"), "en": ("no", "yes")}
        return yes[language][value]
    return str(value)
