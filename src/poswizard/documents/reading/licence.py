"""Reader of business licences: the merged one since 2015 with its QR code, and the older ones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from poswizard.documents.reading import days, wording
from poswizard.documents.reading.fact import Fact, ReadValue
from poswizard.documents.reading.layout import Labels, Layout
from poswizard.documents.reading.line import Code, Line, Sheet
from poswizard.documents.reading.numbers import DIGITS, Number, numbers, unproven
from poswizard.domain import identifiers
from poswizard.domain.identifiers import USCC_ALPHABET

USCC_FORM = (USCC_ALPHABET,) * 2 + (DIGITS,) * 6 + (USCC_ALPHABET,) * 10
OLD_FORM = (DIGITS,) * 15
LABELS: Labels = {
    Fact.NUMBER: ("统一社会信用代码", "社会信用代码", "注册号"),
    Fact.NAME: ("名称", "企业名称", "字号名称", "个体工商户名称"),
    Fact.KIND: ("类型", "公司类型", "企业类型", "主体类型"),
    Fact.PERSON: (
        *("法定代表人", "经营者", "经营者姓名", "负责人", "投资人", "执行事务合伙人"),
        "法定代表人姓名",
    ),
    Fact.ADDRESS: ("住所", "经营场所", "营业场所", "主要经营场所", "主要经营场所所在地"),
    Fact.CAPITAL: ("注册资本", "注册资金", "出资额", "成员出资总额"),
    Fact.FOUNDED: ("成立日期", "注册日期"),
    "term": ("营业期限", "合伙期限", "经营期限"),
    Fact.SCOPE: ("经营范围", "经营范围及方式", "业务范围"),
    "composition": ("组成形式",),
    "paid_in": ("实收资本",),
    "registered": ("登记日期", "发照日期", "核准日期"),
    "authority": ("登记机关",),
}
"""Words of SAMR's model licence (2014, 2019, 2022) and of the licences before the merger."""
_KINDS = ("有限责任公司", "个体工商户", "个人独资企业", "农民专业合作社")
"""Kinds of merchant that no other kind ends like; 有限公司 is also the end of 股份有限公司."""
_IN_CODE = re.compile(
    r"(?<![0-9A-Z])([0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10})(?![0-9A-Z])"
)


def licence(sheet: Sheet) -> Iterator[ReadValue]:
    """Number, name, kind, person, address, capital, days, scope, and what the QR code holds."""
    layout = Layout(sheet, LABELS, columns=True)
    yield from number(layout, Fact.NUMBER)
    for key in (Fact.NAME, Fact.CAPITAL, Fact.SCOPE):
        yield from wording.prose(layout, key)
    yield from map(_with_its_beginning, wording.prose(layout, Fact.KIND))
    yield from wording.place(layout, Fact.ADDRESS)
    yield from wording.person(layout, Fact.PERSON)
    if (line := layout.value(Fact.FOUNDED)) and (text := days.day(line)):
        yield layout.read(Fact.FOUNDED, line, text)
    yield from _term(layout)
    for code in _licence_codes(sheet):
        box = sheet.placement.in_picture(code.box)
        yield ReadValue(Fact.CODE, code.text, 1.0, box, verified=True)


def _with_its_beginning(kind: ReadValue) -> ReadValue:
    """A kind whose first characters glare or a fold hid; it stays one to be compared with the picture."""
    for known in _KINDS:
        for hidden in range(1, len(known) - 2):
            if kind.text.startswith(known[hidden:]):
                whole = known[:hidden] + kind.text
                return replace(kind, text=whole, confidence=min(kind.confidence, 0.5))
    return kind


def number(layout: Layout, key: Fact) -> Iterator[ReadValue]:
    """A unified social credit code or an old registration number, proved by check digit or QR code."""
    read = _read(layout, key)
    coded = next(_coded(layout.sheet), None)
    if coded and (read is None or read.text != coded[0] or not read.verified or read.repaired):
        text, code = coded
        box = layout.sheet.placement.in_picture(read.line.box if read else code.box)
        yield ReadValue(key, text, 1.0, box, verified=True)
    elif read:
        yield layout.read(key, read.line, read.text, verified=read.verified, repaired=read.repaired)


def _read(layout: Layout, key: Fact) -> Number | None:
    beside = layout.value(key)
    lines: list[Line] = [*([beside] if beside else []), *layout.sheet.lines]
    forms = ((USCC_FORM, identifiers.uscc_is_valid), (OLD_FORM, _is_old_number))
    for form, is_valid in forms:
        for line in lines:
            if (found := next(numbers(line, form, is_valid), None)) is not None:
                return found
    if beside is None:
        return None
    return next((found for form, _ in forms if (found := unproven(beside, form))), None)


def _is_old_number(text: str) -> bool:
    return identifiers.old_licence_number_is_valid(text) and text[:2] != "00"


def _coded(sheet: Sheet) -> Iterator[tuple[str, Code]]:
    """The valid credit codes inside QR codes."""
    for code in _licence_codes(sheet):
        for found in _IN_CODE.finditer(code.text):
            if identifiers.uscc_is_valid(found[1]):
                yield found[1], code


def _licence_codes(sheet: Sheet) -> list[Code]:
    return [code for code in sheet.codes if "QR" in code.format][:1]


def _term(layout: Layout) -> Iterator[ReadValue]:
    line = layout.value("term")
    if line is None:
        return
    begin, end = days.period(line)
    for key, text in ((Fact.VALID_FROM, begin), (Fact.VALID_UNTIL, end)):
        if text:
            yield layout.read(key, line, text)
