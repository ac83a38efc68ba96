"""Days and periods as Chinese documents print them, as ISO dates."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date

from poswizard.documents.reading.fact import NO_END
from poswizard.documents.reading.line import Line

# 二〇二一年三月五日, as licences of before 2014 have it
_CHINESE = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)\D{0,2}(\d{1,2})\D{0,2}(\d{1,2})(?!\d)")
_PACKED = re.compile(r"(?<!\d)((?:19|20)\d\d)(\d\d)(\d\d)(?!\d)")
_ENDLESS = re.compile("长期|永久|无固定期限")
_MONTH = re.compile(r"(?<!\d)(0[1-9]|1[0-2])/(\d\d)(?!\d)")


def plain_days(line: Line) -> str:
    """The line's text with half-width digits in the place of all others, without spaces."""
    text = unicodedata.normalize("NFKC", line.without_spaces().text)
    if "年" in text and not re.search(r"\d", text):
        text = _with_tens(text).translate(_CHINESE)
    return text.translate(str.maketrans("OolI", "0011"))


def days(line: Line) -> list[date]:
    """All days in the line that exist in the calendar."""
    return list(_days(plain_days(line)))


def day(line: Line | None) -> str | None:
    """The first day in the line."""
    found = days(line) if line else []
    return found[0].isoformat() if found else None


def period(line: Line) -> tuple[str | None, str | None]:
    """First and last day of `2018.06.01-2038.06.01`, `自2021年3月15日至长期`, or `长期` alone."""
    found = days(line)
    begin = found[0].isoformat() if found else None
    if _ENDLESS.search(plain_days(line)):
        return begin, NO_END
    return begin, found[1].isoformat() if len(found) > 1 else None


def month(line: Line) -> str | None:
    """The month of `VALID THRU 12/36`."""
    found = _MONTH.search(unicodedata.normalize("NFKC", line.without_spaces().text))
    return f"20{found[2]}-{found[1]}" if found else None


def _days(text: str) -> Iterator[date]:
    for found in sorted(
        (*_PACKED.finditer(text), *_DAY.finditer(text)), key=lambda fit: fit.start()
    ):
        try:
            yield date(*map(int, found.groups()))
        except ValueError:
            continue


def _with_tens(text: str) -> str:
    text = re.sub("([二三])十([一二三四五六七八九])", r"\1\2", text)
    text = re.sub("([二三])十", r"\g<1>0", text)
    return re.sub("十([一二三四五六七八九])", r"一\1", text).replace("十", "一0")
