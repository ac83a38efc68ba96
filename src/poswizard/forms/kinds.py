"""The plain kinds of answers: text, digits, choices, numbers, days."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import KW_ONLY, dataclass, field
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any, ClassVar, Final, Literal, Protocol, TypeVar

from poswizard.domain.money import parse_rate, parse_yuan
from poswizard.forms.answers import Answers, Json, Raw
from poswizard.forms.condition import Condition, Contains
from poswizard.forms.field import Field
from poswizard.text import Text, Vocabulary

E = TypeVar("E", bound=Vocabulary)

CHINA_TIME: Final = timezone(timedelta(hours=8), "CST")
"""The trade's one time zone."""

NO_UNIT: Final = Text("", "")
_CHOOSE: Final = Text("请选择", "Please choose")
DATE_PATTERN: Final = r"^\d{4}-\d{2}-\d{2}$"


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
        if any(unicodedata.category(c) == "Cc" and c != "\n" for c in value):
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
        return "、".join(str(m.label) for m in value)

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


@dataclass(eq=False, repr=False)
class Number(Field[Decimal]):
    """A decimal number with a fixed number of places, stored as text so that nothing is rounded."""

    _: KW_ONLY
    least: Decimal = Decimal(0)
    most: Decimal = Decimal(10) ** 9
    places: int = 2

    unit: ClassVar[Text] = NO_UNIT

    def to_json(self, value: Decimal) -> Json:
        return format(value, "f")

    def from_json(self, json: Json) -> Decimal | Raw:
        if not isinstance(json, str) or not re.fullmatch(r"-?\d{1,12}(\.\d{1,8})?", json):
            return Raw(json)
        return Decimal(json)

    def from_text(self, text: str) -> Decimal | Raw | None:
        meant = self.parse(text)
        return (Raw(text.strip()) if meant is None else meant) if text.strip() else None

    def parse(self, text: str) -> Decimal | None:
        """The number a person means by `text`."""
        raise NotImplementedError

    def schema(self) -> dict[str, Any]:
        sign = "-?" if self.least < 0 else ""
        return {"type": "string", "pattern": rf"^{sign}\d{{1,12}}(\.\d{{1,{self.places}}})?$"}

    def problem(self, value: Decimal) -> Text | None:
        exponent = value.as_tuple().exponent
        if isinstance(exponent, int) and -exponent > self.places:
            return Text("最多 {0} 位小数", "At most {0} decimal places").format(self.places)
        if not self.least <= value <= self.most:
            return Text("应在 {0} 到 {1} 之间", "Must be from {0} to {1}").format(
                self.show(self.least), self.show(self.most)
            )
        return None

    def unreadable(self) -> Text:
        return Text("请填数字", "Enter a number")


@dataclass(eq=False, repr=False)
class Amount(Number):
    """Money in yuan, two decimals."""

    kind: ClassVar[str] = "amount"
    unit: ClassVar[Text] = Text("元", "yuan")

    def parse(self, text: str) -> Decimal | None:
        return parse_yuan(text)

    def show(self, value: Decimal) -> str:
        places = 0 if value == value.to_integral_value() else 2
        return f"{value:,.{places}f} {self.unit}"

    def unreadable(self) -> Text:
        return Text("请填金额，如 1200、1.5万", "Enter an amount such as 1200 or 1.5万")


@dataclass(eq=False, repr=False)
class Rate(Number):
    """A share in percent, four decimals: 0.6 is 0.6 %."""

    _: KW_ONLY
    most: Decimal = Decimal(100)
    places: int = 4

    kind: ClassVar[str] = "rate"
    unit: ClassVar[Text] = Text("%", "%")

    def parse(self, text: str) -> Decimal | None:
        return parse_rate(text)

    def show(self, value: Decimal) -> str:
        plain = format(value.normalize(), "f")
        return f"{plain} %"


@dataclass(eq=False, repr=False)
class Count(Field[int]):
    """A whole number of things."""

    _: KW_ONLY
    least: int = 0
    most: int = 1_000_000
    unit: Text = NO_UNIT

    kind: ClassVar[str] = "count"

    def from_json(self, json: Json) -> int | Raw:
        ok = isinstance(json, int) and not isinstance(json, bool) and abs(json) < 10**12
        return json if ok else Raw(json)

    def from_text(self, text: str) -> int | Raw | None:
        plain = unicodedata.normalize("NFKC", text).replace(",", "").strip()
        if not plain:
            return None
        return int(plain) if re.fullmatch(r"[0-9]{1,11}", plain) else Raw(text)

    def show(self, value: int) -> str:
        return f"{value:,} {self.unit}".strip()

    def schema(self) -> dict[str, Any]:
        return {"type": "integer", "minimum": self.least, "maximum": self.most}

    def problem(self, value: int) -> Text | None:
        if self.least <= value <= self.most:
            return None
        return Text("应在 {0} 到 {1} 之间", "Must be from {0} to {1}").format(self.least, self.most)

    def unreadable(self) -> Text:
        return Text("请填整数", "Enter a whole number")


LONG_TERM: Final = date.max
"""The end of a validity that has none (长期); rendered in each acquirer's encoding at export."""


@dataclass(eq=False, repr=False)
class Day(Field[date]):
    """A day, or, where `long_term` allows it, 长期 (`LONG_TERM`)."""

    _: KW_ONLY
    long_term: bool = False

    kind: ClassVar[str] = "day"

    def to_json(self, value: date) -> Json:
        return "long-term" if value == LONG_TERM else value.isoformat()

    def from_json(self, json: Json) -> date | Raw:
        if json == "long-term" and self.long_term:
            return LONG_TERM
        if not isinstance(json, str) or not re.fullmatch(DATE_PATTERN, json):
            return Raw(json)
        return _calendar_day(*map(int, json.split("-"))) or Raw(json)

    def from_text(self, text: str) -> date | Raw | None:
        return self.from_typed(text, datetime.now(CHINA_TIME).date())

    def from_typed(self, text: str, today: date) -> date | Raw | None:
        """`20260131`, `2026-1-31`, `2026.1.31`, `2026年1月31日`, `今天`, `长期`."""
        plain = unicodedata.normalize("NFKC", text).strip()
        if not plain:
            return None
        if plain in ("今天", "today"):
            return today
        if self.long_term and plain in ("长期", "永久", "long-term"):
            return LONG_TERM
        pattern = r"(\d{4})(\d{2})(\d{2})|(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?"
        found = re.fullmatch(pattern, plain)
        numbers = [int(group) for group in found.groups() if group] if found else []
        return (_calendar_day(*numbers) if numbers else None) or Raw(text.strip())

    def show(self, value: date) -> str:
        return str(Text("长期", "long-term")) if value == LONG_TERM else value.isoformat()

    def schema(self) -> dict[str, Any]:
        day = {"type": "string", "format": "date", "pattern": DATE_PATTERN}
        return {"anyOf": [day, {"const": "long-term"}]} if self.long_term else day

    def unreadable(self) -> Text:
        zh = "请填日期，如 20260131 或 2026-1-31" + ("，无期限填“长期”" if self.long_term else "")
        en = "Enter a day such as 20260131 or 2026-1-31" + (" or 长期" if self.long_term else "")
        return Text(zh, en)


@dataclass(eq=False, repr=False)
class Moment(Field[datetime]):
    """A day and the time on it, in China time, to the minute."""

    kind: ClassVar[str] = "moment"

    def to_json(self, value: datetime) -> Json:
        return value.astimezone(CHINA_TIME).isoformat(timespec="minutes")

    def from_json(self, json: Json) -> datetime | Raw:
        if not isinstance(json, str) or not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d\+08:00", json):
            return Raw(json)
        try:
            return datetime.fromisoformat(json).replace(tzinfo=CHINA_TIME)
        except ValueError:
            return Raw(json)

    def from_text(self, text: str) -> datetime | Raw | None:
        return self.from_typed(text, datetime.now(CHINA_TIME))

    def from_typed(self, text: str, now: datetime) -> datetime | Raw | None:
        """A day as in `Day`, then `14:30` or `1430`; `现在` is now."""
        plain = unicodedata.normalize("NFKC", text).strip()
        if not plain:
            return None
        if plain in ("现在", "now"):
            return now.astimezone(CHINA_TIME).replace(second=0, microsecond=0)
        words = plain.split()
        time = re.fullmatch(r"(\d{1,2}):?(\d{2})", words[1]) if len(words) == 2 else None
        day = Day(self.label).from_typed(words[0], now.date())
        if not time or not isinstance(day, date) or int(time[1]) > 23 or int(time[2]) > 59:
            return Raw(text.strip())
        return datetime(day.year, day.month, day.day, int(time[1]), int(time[2]), tzinfo=CHINA_TIME)

    def show(self, value: datetime) -> str:
        return value.astimezone(CHINA_TIME).strftime("%Y-%m-%d %H:%M")

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}\+08:00$"}

    def unreadable(self) -> Text:
        return Text(
            "请填日期和时间，如 2026-1-31 14:30，或“现在”",
            "Enter a day and time such as 2026-1-31 14:30",
        )


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
        return words if words == value else f"{value} {words}"

    def missing(self) -> Text:
        return _CHOOSE

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": f"^{self.pattern}$"}

    def unreadable(self) -> Text:
        return Text("请搜索后从列表中选择", "Search and choose from the list")


def _member(options: type[E], json: Json) -> E | None:
    return next((m for m in options if isinstance(json, str) and m.value == json), None)


def _calendar_day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if 1900 <= year <= 2200 else None
    except ValueError:
        return None
