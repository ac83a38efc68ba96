"""The plain kinds of answers: text, digits, choices; with numbers and days from the rooms beside."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import KW_ONLY, dataclass, field
from typing import Any, ClassVar, Final, Literal, Protocol, TypeVar

from poswizard.forms.answers import Answers, Json, Raw
from poswizard.forms.condition import Condition, Contains
from poswizard.forms.day_kinds import CHINA_TIME, LONG_TERM, Day, Moment
from poswizard.forms.field import Field
from poswizard.forms.number_kinds import Amount, Count, Number, Rate
from poswizard.text import Text, Vocabulary

__all__ = [
    "CHINA_TIME",
    "LONG_TERM",
    "Amount",
    "Choice",
    "Choices",
    "Count",
    "Day",
    "Digits",
    "Entry",
    "Line",
    "Lookup",
    "Moment",
    "Number",
    "Paragraph",
    "Rate",
    "Table",
    "Tick",
    "YesNo",
]

E = TypeVar("E", bound=Vocabulary)

_CONTROL: Final = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")
_BETWEEN: Final = Text("、", ", ")
_CHOOSE: Final = Text("请选择", "Please choose")


@dataclass(eq=False, repr=False)
class Line(Field[str]):
    """One line of text; length in characters, extension-block ideographs counting as one."""

    _: KW_ONLY
    least: int = 1
    most: int = 100

    kind: ClassVar[str] = "line"

    def from_json(self, json: Json) -> str | Raw:
        return json if isinstance(json, str) else Raw(json)

    def from_text(self, text: str) -> str | Raw | None:
        return unicodedata.normalize("NFC", " ".join(text.split())) or None

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "minLength": self.least, "maxLength": self.most}

    def problem(self, value: str) -> Text | None:
        if _CONTROL.search(value):
            return Text(
                "含有看不见的控制字符，请重新输入",
                "Holds invisible control characters: type it anew",
            )
        if len(value) < self.least:
            return Text(
                "至少 {0} 个字，现有 {1} 个", "At least {0} characters, this has {1}"
            ).format(self.least, len(value))
        if len(value) > self.most:
            return Text(
                "最多 {0} 个字，现有 {1} 个，请缩短", "At most {0} characters, this has {1}"
            ).format(self.most, len(value))
        return None


@dataclass(eq=False, repr=False)
class Paragraph(Line):
    """Several lines of text."""

    _: KW_ONLY
    most: int = 1000

    kind: ClassVar[str] = "paragraph"
    usual_width: ClassVar[Literal["half", "full"]] = "full"

    def from_text(self, text: str) -> str | Raw | None:
        lines = (" ".join(line.split()) for line in text.splitlines())
        return unicodedata.normalize("NFC", "\n".join(lines).strip()) or None


@dataclass(eq=False, repr=False)
class Digits(Field[str]):
    """A number that is never counted with: of a card, an identity document, a telephone.

    `lengths` are the numbers of characters that can be right, `letters` what may stand beside
    digits, `groups` how it is shown while typing (the last group repeats).
    """

    _: KW_ONLY
    lengths: Sequence[int]
    letters: str = ""
    groups: tuple[int, ...] = ()

    kind: ClassVar[str] = "digits"

    def clean(self, text: str) -> str:
        """The text in half-width upper case without the blanks and dashes people group with."""
        plain = unicodedata.normalize("NFKC", text).upper()
        return "".join(c for c in plain if not c.isspace() and (c != "-" or "-" in self.letters))

    def allows(self, text: str) -> bool:
        """Whether every character can stand in such a number."""
        return all(c in "0123456789" or c in self.letters for c in text)

    def grouped(self, text: str) -> str:
        """The number with blanks between its groups."""
        if not self.groups:
            return text
        parts, rest, sizes = [], text, list(self.groups)
        while rest:
            size = sizes.pop(0) if len(sizes) > 1 else sizes[0]
            parts.append(rest[:size])
            rest = rest[size:]
        return " ".join(parts)

    def from_json(self, json: Json) -> str | Raw:
        return json if isinstance(json, str) and self.allows(json) else Raw(json)

    def from_text(self, text: str) -> str | Raw | None:
        cleaned = self.clean(text)
        return self.from_json(cleaned) if cleaned else None

    def show(self, value: str) -> str:
        return self.grouped(value)

    def schema(self) -> dict[str, Any]:
        letters = re.escape(self.letters)
        least, most = min(self.lengths), max(self.lengths)
        return {"type": "string", "pattern": f"^[0-9{letters}]{{{least},{most}}}$"}

    def problem(self, value: str) -> Text | None:
        if len(value) in self.lengths:
            return None
        zh, en = self._lengths_in_words()
        return Text(
            f"应为 {zh} 位，现有 {len(value)} 位",
            f"Must have {en} characters, this has {len(value)}",
        )

    def unreadable(self) -> Text:
        if len(self.letters) > 3:
            return Text("只能填数字和大写字母", "Only digits and capital letters can stand here")
        letters = f"和 {'、'.join(self.letters)}" if self.letters else ""
        more = f" and {', '.join(self.letters)}" if self.letters else ""
        return Text(f"只能填数字{letters}", f"Only digits{more} can stand here")

    def _lengths_in_words(self) -> tuple[str, str]:
        lengths = sorted(self.lengths)
        if len(lengths) > 2 and lengths[-1] - lengths[0] == len(lengths) - 1:
            return f"{lengths[0]}–{lengths[-1]}", f"{lengths[0]} to {lengths[-1]}"
        return " 或 ".join(map(str, lengths)), " or ".join(map(str, lengths))


@dataclass(eq=False, repr=False)
class Choice(Field[E]):
    """One of a closed list."""

    options: type[E]
    _: KW_ONLY
    only_when: Mapping[E, Condition] = field(default_factory=dict)
    """Members that are offered only under a condition."""

    kind: ClassVar[str] = "choice"

    @property
    def members(self) -> list[E]:
        """All members, in order."""
        return list(self.options)

    def choices(self, answers: Answers) -> list[E]:
        """The members that can be chosen now."""
        return [
            member
            for member in self.options
            if member not in self.only_when or self.only_when[member].holds(answers)
        ]

    def to_json(self, value: E) -> Json:
        return value.value

    def from_json(self, json: Json) -> E | Raw:
        return _member(self.options, json) or Raw(json)

    def from_text(self, text: str) -> E | Raw | None:
        text = text.strip()
        by_words = (m for m in self.options if text in (m.value, m.label.zh, m.label.en))
        return next(by_words, Raw(text)) if text else None

    def show(self, value: E) -> str:
        return str(value.label)

    def missing(self) -> Text:
        return _CHOOSE

    def schema(self) -> dict[str, Any]:
        return {"enum": [member.value for member in self.options]}

    def unreadable(self) -> Text:
        return Text("请从列表中选择", "Choose from the list")


@dataclass(eq=False, repr=False)
class Choices(Field[tuple[E, ...]]):
    """Several of a closed list, in the list's order."""

    options: type[E]
    _: KW_ONLY
    least: int = 1

    kind: ClassVar[str] = "choices"
    usual_width: ClassVar[Literal["half", "full"]] = "full"

    @property
    def members(self) -> list[E]:
        """All members, in order."""
        return list(self.options)

    def contains(self, member: E) -> Condition:
        """This one is among the chosen."""
        return Contains(self, member)

    def to_json(self, value: tuple[E, ...]) -> Json:
        return [member.value for member in value]

    def from_json(self, json: Json) -> tuple[E, ...] | Raw:
        if not isinstance(json, list):
            return Raw(json)
        chosen = {_member(self.options, item) for item in json}
        if None in chosen or len(chosen) != len(json):
            return Raw(json)
        return tuple(member for member in self.options if member in chosen)

    def from_text(self, text: str) -> tuple[E, ...] | Raw | None:
        words = [word for word in re.split(r"[、,，;\s]+", text) if word]
        if not words:
            return None
        found = [
            m.value for w in words for m in self.options if w in (m.value, m.label.zh, m.label.en)
        ]
        return self.from_json(found) if len(found) == len(words) else Raw(text)

    def show(self, value: tuple[E, ...]) -> str:
        return str(_BETWEEN).join(str(m.label) for m in value)

    def missing(self) -> Text:
        return _CHOOSE

    def schema(self) -> dict[str, Any]:
        members = [member.value for member in self.options]
        return {
            "type": "array",
            "items": {"enum": members},
            "minItems": self.least,
            "uniqueItems": True,
        }

    def problem(self, value: tuple[E, ...]) -> Text | None:
        if len(value) < self.least:
            return Text("至少选 {0} 项", "Choose at least {0}").format(self.least)
        return None


@dataclass(eq=False, repr=False)
class YesNo(Field[bool]):
    """Yes or no; neither is assumed."""

    kind: ClassVar[str] = "yes_no"

    YES: ClassVar[Text] = Text("是", "Yes")
    NO: ClassVar[Text] = Text("否", "No")

    def from_json(self, json: Json) -> bool | Raw:
        return json if isinstance(json, bool) else Raw(json)

    def from_text(self, text: str) -> bool | Raw | None:
        words = {"是": True, "yes": True, "true": True, "否": False, "no": False, "false": False}
        return words.get(text.strip().lower(), Raw(text)) if text.strip() else None

    def show(self, value: bool) -> str:
        return str(self.YES if value else self.NO)

    def missing(self) -> Text:
        return _CHOOSE

    def schema(self) -> dict[str, Any]:
        return {"type": "boolean"}


@dataclass(eq=False, repr=False)
class Tick(YesNo):
    """A statement that must be agreed to or confirmed."""

    kind: ClassVar[str] = "tick"
    usual_width: ClassVar[Literal["half", "full"]] = "full"

    YES: ClassVar[Text] = Text("已确认", "Confirmed")
    NO: ClassVar[Text] = Text("未确认", "Not confirmed")

    def is_empty(self, value: object) -> bool:
        return value is False or super().is_empty(value)

    def schema(self) -> dict[str, Any]:
        return {"const": True}

    def missing(self) -> Text:
        return Text("需要逐项确认并勾选", "Must be confirmed and ticked")


class Entry(Protocol):
    """One line of a code table."""

    @property
    def code(self) -> str: ...
    @property
    def label(self) -> Text: ...


class Table(Protocol):
    """A code table that can be searched by code, words, pinyin and initials."""

    def get(self, code: str) -> Entry | None:
        """The line with this code."""
        ...

    def search(self, typed: str, limit: int) -> Sequence[Entry]:
        """The best lines for what was typed."""
        ...


@dataclass(eq=False, repr=False)
class Lookup(Field[str]):
    """A code chosen from a long table by searching; the code is stored, its words are shown.

    `pattern` is the form of a code; one that is not in the table can still be entered, because
    shipped tables age (domain facts: never reject on a list).
    """

    table: Table
    _: KW_ONLY
    pattern: str = r"\S{1,20}"
    shows_code: bool = True
    """Whether the code says something to people; a key of the program's own does not."""

    kind: ClassVar[str] = "lookup"
    usual_width: ClassVar[Literal["half", "full"]] = "full"

    def from_json(self, json: Json) -> str | Raw:
        return json if isinstance(json, str) and re.fullmatch(self.pattern, json) else Raw(json)

    def from_text(self, text: str) -> str | Raw | None:
        plain = text.strip()
        if not plain:
            return None
        found = self.table.search(plain, 1)
        exact = found and plain in (found[0].code, found[0].label.zh, found[0].label.en)
        return found[0].code if exact else self.from_json(plain.split()[0])

    def show(self, value: str) -> str:
        entry = self.table.get(value)
        words = str(entry.label) if entry else value
        return f"{value} {words}" if self.shows_code and words != value else words

    def missing(self) -> Text:
        return _CHOOSE

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": f"^{self.pattern}$"}

    def unreadable(self) -> Text:
        return Text("请搜索后从列表中选择", "Search and choose from the list")


def _member(options: type[E], json: Json) -> E | None:
    return next((m for m in options if isinstance(json, str) and m.value == json), None)
