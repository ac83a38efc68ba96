"""Readers of resident identity cards and of residence permits, both sides.

Layouts: GA 448 (resident identity card), GA 1394 (residence permit for people of Hong Kong, Macao and Taiwan).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from poswizard.documents.reading import days, wording
from poswizard.documents.reading.fact import Fact, ReadValue
from poswizard.documents.reading.layout import Labels, Layout
from poswizard.documents.reading.line import Line, Sheet
from poswizard.documents.reading.numbers import DIGITS, Number, numbers, unproven
from poswizard.domain import resident

_FORM = (DIGITS,) * 17 + (DIGITS + "X",)
_FRONT: Labels = {
    Fact.NAME: ("姓名",),
    Fact.SEX: ("性别",),
    Fact.ETHNICITY: ("民族",),
    Fact.BORN: ("出生日期", "出生"),
    Fact.ADDRESS: ("住址",),
    Fact.NUMBER: ("公民身份号码", "公民身份证号码", "身份号码", "证件号码"),
}
_BACK: Labels = {
    Fact.AUTHORITY: ("签发机关",),
    "validity": ("有效期限", "有效期"),
    Fact.PASS_NUMBER: ("通行证号码", "通行证号"),
    "issues": ("签发次数",),
}
_PASS_NUMBER = re.compile(r"[HM]?\d{8,10}")
PEOPLES = [
    "汉",
    "蒙古",
    "回",
    "藏",
    "维吾尔",
    "苗",
    "彝",
    "壮",
    "布依",
    "朝鲜",
    "满",
    "侗",
    "瑶",
    "白",
    "土家",
    "哈尼",
    "哈萨克",
    "傣",
    "黎",
    "傈僳",
    "佤",
    "畲",
    "高山",
    "拉祜",
    "水",
    "东乡",
    "纳西",
    "景颇",
    "柯尔克孜",
    "土",
    "达斡尔",
    "仫佬",
    "羌",
    "布朗",
    "撒拉",
    "毛南",
    "仡佬",
    "锡伯",
    "阿昌",
    "普米",
    "塔吉克",
    "怒",
    "乌孜别克",
    "俄罗斯",
    "鄂温克",
    "德昂",
    "保安",
    "裕固",
    "京",
    "塔塔尔",
    "独龙",
    "鄂伦春",
    "赫哲",
    "门巴",
    "珞巴",
    "基诺",
    "穿青人",
    "革家人",
]
"""The 56 nationalities (GB/T 3304) and two groups that cards also name."""


def front(sheet: Sheet) -> Iterator[ReadValue]:
    """Name, sex, ethnicity, birth, address and number of the portrait side."""
    sheet = _without_portrait(sheet)
    layout = Layout(sheet, _FRONT)
    yield from wording.person(layout, Fact.NAME)
    number = _number(layout)
    yield from _sex(layout, number)
    yield from _ethnicity(layout)
    yield from _born(layout, number)
    yield from wording.place(layout, Fact.ADDRESS)
    if number:
        yield layout.read(
            Fact.NUMBER,
            number.line,
            number.text,
            verified=number.verified,
            repaired=number.repaired,
        )


def back(sheet: Sheet) -> Iterator[ReadValue]:
    """Issuing authority and validity of the emblem side; of a permit the travel permit's number too."""
    layout = Layout(sheet, _BACK)
    yield from wording.prose(layout, Fact.AUTHORITY)
    yield from _validity(layout)
    line = layout.value(Fact.PASS_NUMBER)
    found = line.without_spaces().found(_PASS_NUMBER) if line else None
    if found is not None:
        yield layout.read(Fact.PASS_NUMBER, found, found.text)


def _without_portrait(sheet: Sheet) -> Sheet:
    """The card without its photograph, where glare and patterns are read as print.

    It begins above the middle of the number and ends above it, however the card lies in the picture.
    """
    number = next((found for line in sheet.lines if (found := unproven(line, _FORM))), None)
    if number is None:
        return sheet
    first, last = number.line.glyphs[0].x, number.line.glyphs[-1].x
    edge, foot = first + 0.52 * (last - first), number.line.box.top
    kept = (line for line in sheet.lines if line.box.left < edge or line.box.bottom > foot)
    return replace(sheet, lines=tuple(kept))


def _number(layout: Layout) -> Number | None:
    """The number beside its label, or anywhere on the card: its form is unmistakable."""
    beside = layout.value(Fact.NUMBER)
    lines = [*([beside] if beside else []), *layout.sheet.lines]
    born = days.day(layout.value(Fact.BORN))

    def is_valid(text: str) -> bool:
        return resident.resident_id_is_well_formed(text) and _is_born_on(text, born)

    for line in lines:
        if (number := next(numbers(line, _FORM, is_valid), None)) is not None:
            return number
    # the printed birth may be the misread one
    for line in lines:
        for number in numbers(line, _FORM, resident.resident_id_is_well_formed):
            if not number.repaired:
                return number
    return next((found for line in lines if (found := unproven(line, _FORM))), None)


def _is_born_on(number: str, born: str | None) -> bool:
    birth = resident.birth_date(number)
    return born is None or (birth is not None and birth.isoformat() == born)


def _sex(layout: Layout, number: Number | None) -> Iterator[ReadValue]:
    """As printed; a number whose check character fits says it too, and decides."""
    line = layout.value(Fact.SEX)
    printed = line.found("[男女]") if line else None
    if number and number.verified:
        text = "女" if int(number.text[16]) % 2 == 0 else "男"
        yield layout.read(Fact.SEX, printed or number.line, text, verified=True)
    elif printed:
        yield layout.read(Fact.SEX, printed, printed.text)


def _ethnicity(layout: Layout) -> Iterator[ReadValue]:
    line = layout.value(Fact.ETHNICITY)
    if line is None and (beside := layout.value(Fact.SEX)):
        line = beside.found("民族(.+)")  # 性别女民族汉, found as one line
    if line is None:
        return
    if (known := _people(line.without_spaces())) is not None:
        yield layout.read(Fact.ETHNICITY, line, known)


def _people(line: Line) -> str | None:
    """The nationality of that name; one misread character of a long name is forgiven."""
    text = line.text.removesuffix("族") if len(line.glyphs) > 1 else line.text
    if text in PEOPLES:
        return text
    alike = [p for p in PEOPLES if len(p) == len(text)]
    near = [p for p in alike if all(g.may_be(c) for g, c in zip(line.glyphs, p, strict=False))]
    near = near or [p for p in alike if len(p) > 2 and _slips(p, text) == 1]
    return near[0] if len(near) == 1 else None


def _slips(one: str, other: str) -> int:
    return sum(a != b for a, b in zip(one, other, strict=True))


def _born(layout: Layout, number: Number | None) -> Iterator[ReadValue]:
    line = layout.value(Fact.BORN)
    if number and number.verified:
        birth: date | None = resident.birth_date(number.text)
        if birth:
            yield layout.read(Fact.BORN, line or number.line, birth.isoformat(), verified=True)
    elif line and (printed := days.day(line)):
        yield layout.read(Fact.BORN, line, printed)


def _validity(layout: Layout) -> Iterator[ReadValue]:
    line = layout.value("validity") or _line_of_validity(layout.sheet)
    if line is None:
        return
    begin, end = days.period(line)
    for key, text in ((Fact.VALID_FROM, begin), (Fact.VALID_UNTIL, end)):
        if text:
            yield layout.read(key, line, text, verified=_ends_as_issued(begin, end))


def _line_of_validity(sheet: Sheet) -> Line | None:
    return next((line for line in sheet.lines if all(days.period(line))), None)


def _ends_as_issued(begin: str | None, end: str | None) -> bool:
    """Cards end 5, 10 or 20 years to the day after they begin (Resident ID Card Law, art. 5)."""
    if begin is None or end is None or end == days.NO_END:
        return False
    return begin[4:] == end[4:] and int(end[:4]) - int(begin[:4]) in (5, 10, 20)
