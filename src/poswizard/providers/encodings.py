"""How interfaces write an answer: days, validity without end, money, rates, places, pictures; a closed list."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from poswizard.domain import region
from poswizard.forms.answers import Json
from poswizard.forms.day_kinds import LONG_TERM
from poswizard.forms.rich_kinds import Place
from poswizard.text import Text, Vocabulary


class Encoding(Vocabulary):
    """The ways of writing that profiles may name; codes of closed lists stand in the profile itself."""

    PLAIN = "plain", Text("原样", "as it is")
    WORD = "word", Text("只含字母、数字、下划线", "letters, digits and underscores only")
    TRUTH = "truth", Text("真或假", "true or false")
    COUNT = "count", Text("整数", "a whole number in words")
    DAY_DASHES = "day_dashes", Text("日期 2026-01-31", "day as 2026-01-31")
    DAY_DIGITS = "day_digits", Text("日期 20260131", "day as 20260131")
    DAYS_DOTS = "days_dots", Text("起止日期一组，2026.01.31", "two days in one text, 2026.01.31")
    VALIDITY_TYPE = "validity_type", Text("0 有截止日，1 长期", "0 with an end, 1 without")
    PERCENT = "percent", Text("百分数，如 0.38", "percent such as 0.38")
    YUAN = "yuan", Text("元，两位小数", "yuan, two decimals")
    FEN = "fen", Text("分", "fen, hundredths of a yuan")
    TEN_THOUSAND_YUAN = "ten_thousand_yuan", Text("万元", "ten thousands of yuan")
    PROVINCE = "province", Text("省代码（GB/T 2260）", "code of the province")
    CITY = "city", Text("市代码（GB/T 2260）", "code of the city")
    COUNTY = "county", Text("区县代码（GB/T 2260）", "code of the county")
    PROVINCE_NAME = "province_name", Text("省名", "name of the province")
    CITY_NAME = "city_name", Text("市名", "name of the city")
    UNIONPAY_AREA = "unionpay_area", Text("银联四位地区码", "UnionPay's four-digit area")
    STREET = "street", Text("街道门牌", "street and number")
    FULL_ADDRESS = "full_address", Text("省市区街道连写", "the whole address in one")
    PAGE = "page", Text("资料包里的一个文件", "one file of the package")
    PAGES = "pages", Text("资料包里的一组文件", "a list of files of the package")

    @property
    def takes_all(self) -> bool:
        """It is made of all the answers named; the others take the first that there is."""
        return self is Encoding.DAYS_DOTS


def encoded(encoding: Encoding, values: Sequence[Any], long_term: str | None) -> Json | None:
    """The answers as the interface writes them; `""` where it leaves them out, None where it has no way to say it.

    `long_term` is the interface's word for 长期, if it has one.
    """
    if encoding in _OF_DAYS:
        return _OF_DAYS[encoding](values, long_term)
    return _OF_ONE[encoding](values[0])


def stored(value: Any) -> str:
    """The answer as profiles name it in codes and conditions."""
    if isinstance(value, Vocabulary):
        return str(value.value)
    return str(value).lower() if isinstance(value, bool) else str(value)


def _day(pattern: str) -> Callable[[Sequence[Any], str | None], Json | None]:
    return lambda days, long_term: _written(days[0], pattern, long_term)


def _written(day: date, pattern: str, long_term: str | None) -> str | None:
    return long_term if day == LONG_TERM else day.strftime(pattern)


def _two_days(days: Sequence[date], long_term: str | None) -> str | None:
    """A JSON list inside a text, as 易生 sends it."""
    both = [_written(day, "%Y.%m.%d", long_term) for day in days]
    return None if None in both else json.dumps(both, ensure_ascii=False, separators=(",", ":"))


def _plain_number(number: Decimal) -> str:
    return format(number.normalize(), "f")


def _code(value: Place | str) -> str:
    return value.county if isinstance(value, Place) else value


def _province(value: Place | str) -> str:
    return _code(value)[:2] + "0000"


def _city(value: Place | str) -> str:
    return _code(value)[:4] + "00"


def _name(code: str) -> str | None:
    place = region.place(code)
    return place.name if place else None


def _full(value: Place) -> str | None:
    place = region.place(value.county)
    return place.full_name + value.street if place else None


_OF_DAYS: Mapping[Encoding, Callable[[Sequence[Any], str | None], Json | None]] = {
    Encoding.DAY_DASHES: _day("%Y-%m-%d"),
    Encoding.DAY_DIGITS: _day("%Y%m%d"),
    Encoding.DAYS_DOTS: _two_days,
    Encoding.VALIDITY_TYPE: lambda days, long_term: "1" if days[0] == LONG_TERM else "0",
}

_OF_ONE: Mapping[Encoding, Callable[[Any], Json | None]] = {
    Encoding.PLAIN: stored,
    Encoding.WORD: lambda value: re.sub(r"\W", "_", value, flags=re.ASCII),
    Encoding.TRUTH: bool,
    Encoding.COUNT: str,
    Encoding.PERCENT: _plain_number,
    Encoding.YUAN: lambda amount: f"{amount:.2f}",
    Encoding.FEN: lambda amount: f"{amount * 100:.0f}",
    Encoding.TEN_THOUSAND_YUAN: lambda amount: _plain_number(amount / 10_000),
    Encoding.PROVINCE: _province,
    Encoding.CITY: _city,
    Encoding.COUNTY: _code,
    Encoding.PROVINCE_NAME: lambda value: _name(_province(value)),
    Encoding.CITY_NAME: lambda value: _name(_city(value)),
    Encoding.UNIONPAY_AREA: lambda value: region.area_code(_city(value)),
    Encoding.STREET: lambda place: place.street,
    Encoding.FULL_ADDRESS: _full,
    Encoding.PAGE: lambda files: files[0],
    Encoding.PAGES: list,
}
