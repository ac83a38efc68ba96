"""Answers on the calendar: days, moments, and the validity without end."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import KW_ONLY, dataclass
from datetime import date, datetime
from typing import Any, ClassVar, Final

from poswizard.domain.china_time import CHINA_TIME, today_in_china
from poswizard.forms.answers import Json, Raw
from poswizard.forms.field import Field
from poswizard.text import Text

DATE_PATTERN: Final = r"^\d{4}-\d{2}-\d{2}$"

MOMENT_PATTERN: Final = r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}\+08:00$"

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
        return self.from_typed(text, today_in_china())

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
        return {"type": "string", "pattern": MOMENT_PATTERN}

    def unreadable(self) -> Text:
        return Text(
            "请填日期和时间，如 2026-1-31 14:30，或“现在”",
            "Enter a day and time such as 2026-1-31 14:30",
        )


def _calendar_day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if 1900 <= year <= 2200 else None
    except ValueError:
        return None
