"""What an acquirer's interface says of an application: each of its fields with the answer, and where one falls short."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from poswizard.forms.answers import Answers, Json
from poswizard.forms.field import Field
from poswizard.forms.rich_kinds import Document, Page
from poswizard.providers.acquirer_profile import (
    ANSWERED,
    NUMBER,
    AcquirerProfile,
    Item,
    PictureList,
)
from poswizard.providers.encodings import encoded, stored
from poswizard.text import Text, Vocabulary
from poswizard.wizard.flow import Flow

_EACH = "*"
_ROWS = "[]."
_MATERIALS = "materials."

Step = str | int
"""A name in an object, or a place in a list."""
Files = Callable[[Document, tuple[Page, ...]], tuple[str, ...]]
"""The names of a document's pages."""


class Lack(Vocabulary):
    """In which way an answer falls short of an interface."""

    TOO_LONG = "too_long", Text("太长", "too long")
    TOO_SHORT = "too_short", Text("太短", "too short")
    MISSING = "missing", Text("没有填", "missing")
    NO_WORD = "no_word", Text("接口里没有对应的写法", "the interface has no word for it")

    @property
    def code(self) -> str:
        """The code of the issue: `acquirer.too_long`."""
        return f"acquirer.{self.value}"


@dataclass(frozen=True, slots=True)
class Shortfall:
    """What an acquirer's interface would not take, and which answer it comes from."""

    path: str
    """Where in the interface: `contact_info.mobile_phone`."""
    field_key: str
    lack: Lack
    why: Text
    """What is wrong and what to do."""


def file_names(document: Document, pages: tuple[Page, ...]) -> tuple[str, ...]:
    """Names that tell pages apart, where no package is made yet."""
    return tuple(f"{document.slot}-{number}" for number, _ in enumerate(pages, 1))


def shortfalls(profile: AcquirerProfile, flow: Flow, answers: Answers) -> tuple[Shortfall, ...]:
    """Everything that this interface would not take as it is, in the order of its fields."""
    return tuple(
        Shortfall(".".join(map(str, one.path)), one.key, one.lack, _why(one))
        for one in Entry(profile, flow, answers, number="A-0000-000000").said()
        if one.lack is not None
    )


@dataclass(frozen=True, slots=True)
class Said:
    """One field of the interface with what the answers put there."""

    item: Item
    path: tuple[Step, ...]
    key: str
    value: Json | None
    lack: Lack | None = None


@dataclass(slots=True)
class Entry:
    """The profile's items put to one application; nothing is written here, only said."""

    profile: AcquirerProfile
    flow: Flow
    answers: Answers
    number: str = ""
    """The application's own."""
    files: Files = file_names
    """How the pages of a document are called."""
    _fields: dict[str, Field[Any]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        inner = (f for rows in self.flow.fields if rows.row for f in rows.row.fields)
        self._fields = {one.key: one for one in (*self.flow.fields, *inner)}

    def said(self) -> Iterator[Said]:
        """What each item says, rows one by one, then the pictures."""
        for item in self.profile.items:
            names = item.name.split(".")
            if _EACH not in names:
                yield from self._item(item, _path(names, 0), self.answers)
                continue
            for index, row in enumerate(self._rows(item)):
                yield from self._item(item, _path(names, index), row)
        if self.profile.pictures:
            yield from self._pictures(self.profile.pictures)

    def holds(self, when: Mapping[str, tuple[str, ...]], answers: Answers) -> bool:
        """Whether every part of a condition is met."""
        return all(self._is_one_of(key, wanted, answers) for key, wanted in when.items())

    def _is_one_of(self, key: str, wanted: tuple[str, ...], answers: Answers) -> bool:
        value = self._answer(key, answers)
        given = value if isinstance(value, tuple) else (value,)
        if value is None or ANSWERED in wanted:
            return value is not None
        return any(stored(one) in wanted for one in given)

    def _rows(self, item: Item) -> list[Answers]:
        rows = self._fields[item.of[0].partition(_ROWS)[0]]
        return [row.within(self.answers) for row in self.answers.get(rows) or ()]

    def _item(self, item: Item, path: tuple[Step, ...], answers: Answers) -> Iterator[Said]:
        if not self.holds(item.when, answers):
            return
        if item.constant:
            yield Said(item, path, "", item.constant)
            return
        given = [
            (key, value) for key in item.of if (value := self._answer(key, answers)) is not None
        ]
        wanted = len(item.of) if item.encoding.takes_all else 1
        if len(given) >= wanted:
            key = given[0][0]
            value = self._written(item, [value for _, value in given])
            yield Said(item, path, key, value, _lack(item, value))
        elif item.required:
            yield Said(item, path, item.of[0], None, Lack.MISSING)

    def _answer(self, key: str, answers: Answers) -> Any | None:
        if key == NUMBER:
            return self.number
        one = self._fields[key]
        value = answers.get(one)
        if isinstance(one, Document) and value is not None:
            return self.files(one, value)
        return value

    def _written(self, item: Item, values: list[Any]) -> Json | None:
        if not item.codes:
            return encoded(item.encoding, values, self.profile.long_term)
        table = self.profile.codes[item.codes]
        return table.get(stored(values[0]), table.get(ANSWERED))

    def _pictures(self, listed: PictureList) -> Iterator[Said]:
        place = 0
        for one in self.flow.fields:
            # Consent and visits are documented too, but those pictures are not the acquirer's
            if not isinstance(one, Document) or not one.key.startswith(_MATERIALS):
                continue
            code = listed.codes.get(one.slot, listed.codes.get(ANSWERED))
            for file in (self._answer(one.key, self.answers) or ()) if code else ():
                item = Item(name=listed.name, of=(one.key,))
                yield Said(item, (listed.name, place, listed.code), one.key, code)
                yield Said(item, (listed.name, place, listed.file), one.key, file)
                place += 1


def _path(names: list[str], index: int) -> tuple[Step, ...]:
    return tuple(
        index if name == _EACH else int(name) if name.isdecimal() else name for name in names
    )


def _lack(item: Item, value: Json | None) -> Lack | None:
    if value is None:
        return Lack.NO_WORD
    if not isinstance(value, str) or value == "":
        return None
    if item.most is not None and len(value) > item.most:
        return Lack.TOO_LONG
    return Lack.TOO_SHORT if item.least is not None and len(value) < item.least else None


def _why(said: Said) -> Text:
    """The words for a lack; never the answer itself."""
    item, length = said.item, len(str(said.value or ""))
    match said.lack:
        case Lack.TOO_LONG:
            return Text(
                "收单机构这一项最多 {0} 个字，现有 {1} 个：证件上的名称不要删字，先问机构怎样填报；其他的请写短",
                "The acquirer takes at most {0} characters here, this has {1}: ask it how to report a name "
                "as documents have it, write anything else shorter",
            ).format(item.most, length)
        case Lack.TOO_SHORT:
            return Text(
                "收单机构这一项至少 {0} 个字，现有 {1} 个，请写全",
                "The acquirer wants at least {0} characters here, this has {1}: write it in full",
            ).format(item.least, length)
        case Lack.MISSING:
            return Text(
                "收单机构的接口必填这一项，请补上",
                "The acquirer's interface requires it: fill it in",
            )
    return Text(
        "收单机构的接口没有这个选项的写法，请先问机构怎样填报",
        "The acquirer's interface has no word for this answer: ask how to report it",
    )
