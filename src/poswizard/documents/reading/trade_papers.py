"""Readers of food permits and of the labels on terminals."""

from __future__ import annotations

import re
from collections.abc import Iterator

from poswizard.documents.reading import days, wording
from poswizard.documents.reading.fact import Fact, ReadValue
from poswizard.documents.reading.layout import Labels, Layout, rows
from poswizard.documents.reading.licence import number
from poswizard.documents.reading.line import Line, Sheet
from poswizard.documents.reading.numbers import DIGITS, compacted, unproven
from poswizard.domain import identifiers

_FOOD: Labels = {
    Fact.NAME: ("经营者名称", "单位名称", "企业名称", "名称"),
    Fact.USCC: ("统一社会信用代码", "社会信用代码(身份证号码)", "社会信用代码"),
    Fact.PERSON: ("法定代表人(负责人)", "法定代表人", "负责人"),
    Fact.ADDRESS: ("经营场所",),
    "seat": ("住所",),
    Fact.NUMBER: ("许可证编号", "备案编号", "编号"),
    Fact.VALID_UNTIL: ("有效期至", "有效期限", "有效期"),
    "business": ("主体业态",),
    "items": ("经营项目",),
    "authority": ("发证机关", "日常监督管理机构", "签发人"),
}
_FOOD_FORM = ("JY", "YB") + (DIGITS,) * 14
"""JY and 14 digits: kind of business, six of the county, six of a serial, one check digit. How the last is
computed was not found in a source to be relied on, so nothing is proved by it."""
_SERIAL = re.compile(r"(?:S/?N|序列号|机身号|机器号|出厂编号)[号码]?[:：.]? *([0-9A-Za-z-]{5,50})")
_MODEL = re.compile(r"(?:型号|MODEL|Model)[:：.]? *([0-9A-Za-z][0-9A-Za-z-]*)")
_NETWORK = re.compile(r"[入进]网许可证?号?[:：.]? *([A-Z][0-9]{4})")


def food_permit(sheet: Sheet) -> Iterator[ReadValue]:
    """Number, holder, credit code, person, place and last day of a food permit."""
    layout = Layout(sheet, _FOOD)
    yield from wording.prose(layout, Fact.NAME)
    yield from wording.place(layout, Fact.ADDRESS)
    yield from wording.person(layout, Fact.PERSON)
    yield from number(layout, Fact.USCC)
    yield from _food_number(layout)
    if line := layout.value(Fact.VALID_UNTIL):
        begin, end = days.period(line)
        if text := end or begin:
            yield layout.read(Fact.VALID_UNTIL, line, text)


def _food_number(layout: Layout) -> Iterator[ReadValue]:
    beside = layout.value(Fact.NUMBER)
    for line in (*([beside] if beside else []), *layout.sheet.lines):
        if found := unproven(line, _FOOD_FORM):
            yield layout.read(Fact.NUMBER, found.line, found.text)
            return


def terminal_label(sheet: Sheet) -> Iterator[ReadValue]:
    """Serial number, model and network licence; a bar code is surer than print."""
    layout = Layout(sheet, {})
    lines = [*sheet.lines, *rows(sheet.lines)]
    yield from _serial(layout, lines)
    for key, pattern in ((Fact.MODEL, _MODEL), (Fact.NETWORK_LICENCE, _NETWORK)):
        found = next((part for line in lines if (part := line.found(pattern))), None)
        if found:
            yield layout.read(key, found, found.text.upper())


def _serial(layout: Layout, lines: list[Line]) -> Iterator[ReadValue]:
    printed = next((part for line in lines if (part := line.found(_SERIAL))), None)
    codes = [code for code in layout.sheet.codes if identifiers.serial_number_is_valid(code.text)]
    text = compacted(printed).text if printed else ""
    # several codes on a label: SN, IMEI, maker's article; the one that is printed beside SN is meant
    coded = next((c for c in codes if identifiers.compact(c.text) == text), None)
    if coded is None and len(codes) == 1:
        coded = codes[0]
    if coded:
        box = layout.sheet.placement.in_picture(printed.box if printed else coded.box)
        yield ReadValue(Fact.SERIAL, coded.text.upper(), 1.0, box, verified=True)
    elif printed:
        yield layout.read(Fact.SERIAL, printed, printed.text.upper())
