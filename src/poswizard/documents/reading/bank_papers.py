"""Readers of bank cards, of account-opening permits, and of the account information that replaced them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from poswizard.documents.reading import days, wording
from poswizard.documents.reading.fact import Fact, ReadValue
from poswizard.documents.reading.layout import Labels, Layout, rows
from poswizard.documents.reading.line import Line, Sheet
from poswizard.documents.reading.numbers import DIGITS, Number, compacted, numbers, unproven
from poswizard.documents.reading.settling import settled
from poswizard.domain import banks, identifiers, names

_LABELS: Labels = {
    Fact.NAME: ("账户名称", "存款人名称", "单位名称", "户名"),
    Fact.ACCOUNT: ("账户号码", "账号", "帐号", "银行账号"),
    Fact.BANK: ("开户银行", "开户银行名称", "开户行", "开户机构"),
    Fact.PERSON: (
        *("法定代表人(单位负责人)", "法定代表人或单位负责人", "法定代表人"),
        *("单位负责人", "法定代表人(负责人)"),
    ),
    Fact.PERMIT_NUMBER: ("核准号", "基本存款账户编号", "账户编号"),
    "sheet": ("编号",),
}
_EXAMINED = re.compile("经审核[,，]?(.{2,60}?)符合开户")
_PERMIT_FORM = ("JZL",) + (DIGITS,) * 13
"""核准号: J basic, Z special, L temporary accounts; area, serial, issue."""
_BRANCH = re.compile(".*[行部社司心处所点]")
_ACCOUNT = re.compile(r"\d{6,40}")
_LONG_ENOUGH = range(13, 20)


def bank_card(sheet: Sheet) -> Iterator[ReadValue]:
    """Number, bank and last month of the number side."""
    layout = Layout(sheet, {})
    number = next(_card_numbers(sheet), None)
    if number:
        yield layout.read(
            Fact.NUMBER,
            number.line,
            number.text,
            verified=number.verified,
            repaired=number.repaired,
        )
    yield from _card_bank(layout, number)
    for line in sheet.lines:
        if (number is None or line.box != number.line.box) and (month := days.month(line)):
            yield layout.read(Fact.VALID_UNTIL, line, month)
            break


def account_permit(sheet: Sheet) -> Iterator[ReadValue]:
    """Whose account it is, its number and bank, and the permit's own number."""
    layout = Layout(sheet, _LABELS)
    if layout.has(Fact.NAME):
        yield from wording.prose(layout, Fact.NAME)
    elif (holder := _examined(sheet)) is not None:
        yield layout.read(Fact.NAME, settled(holder), wording.chinese(settled(holder).text))
    yield from _branch(layout)
    yield from wording.person(layout, Fact.PERSON)
    if (line := layout.value(Fact.ACCOUNT)) and (found := compacted(line).found(_ACCOUNT)):
        yield layout.read(Fact.ACCOUNT, found, found.text)
    if number := _permit_number(layout):
        yield layout.read(Fact.PERMIT_NUMBER, number.line, number.text)


def _card_numbers(sheet: Sheet) -> Iterator[Number]:
    """Rows that are a card number; first those that follow Luhn, at last those that only have its length."""
    found = [(compacted(line), line) for line in (*sheet.lines, *rows(sheet.lines))]
    fitting = [
        plain
        for plain, _ in found
        if len(plain.glyphs) in _LONG_ENOUGH and _is_mostly_digits(plain)
    ]
    for known in (True, False):
        for plain in fitting:
            form = (DIGITS,) * len(plain.glyphs)
            yield from numbers(plain, form, _known_card if known else identifiers.luhn_fits)
    for plain in fitting:
        if (number := unproven(plain, (DIGITS,) * len(plain.glyphs))) is not None:
            yield number


def _is_mostly_digits(line: Line) -> bool:
    digits = sum(character in DIGITS for character in line.text)
    return digits >= len(line.glyphs) - 3


def _known_card(number: str) -> bool:
    found = banks.bin_of(number)
    return identifiers.luhn_fits(number) and found is not None and found.fits_length


def _card_bank(layout: Layout, number: Number | None) -> Iterator[ReadValue]:
    """The bank by the card's first digits, verified where the card names it as well."""
    known = banks.bin_of(number.text) if number else None
    printed = _named_bank(layout.sheet.lines)
    if number and known and known.bank:
        agrees = printed is not None and printed[1] == known.bank
        line = printed[0] if printed and agrees else number.line
        yield layout.read(Fact.BANK, line, known.bank, verified=agrees)
    elif printed:
        yield layout.read(Fact.BANK, printed[0], printed[1])


def _named_bank(lines: Sequence[Line]) -> tuple[Line, str] | None:
    for line in lines:
        text = names.for_comparison(line.text)
        found = banks.bank(text) or next(
            (bank for bank in banks.banks() if bank.name in text), None
        )
        if found:
            return line, found.name
    return None


def _examined(sheet: Sheet) -> Line | None:
    """The holder in 经审核，…符合开户条件, which may run over two lines."""
    order = rows(sheet.lines)
    for place, row in enumerate(order):
        if "经审核" in row.text.replace(" ", ""):
            after = order[place : place + 2]
            whole = Line(tuple(g for line in after for g in line.without_spaces().glyphs), row.box)
            return whole.found(_EXAMINED)
    return None


def _branch(layout: Layout) -> Iterator[ReadValue]:
    """The name of a bank's branch: of a stamp's rim, read as a letter behind it, nothing stays."""
    for read in wording.prose(layout, Fact.BANK):
        named = _BRANCH.match(read.text)
        yield replace(read, text=named[0]) if named else read


def _permit_number(layout: Layout) -> Number | None:
    beside = layout.value(Fact.PERMIT_NUMBER)
    lines = [*([beside] if beside else []), *layout.sheet.lines]
    return next((number for line in lines if (number := unproven(line, _PERMIT_FORM))), None)
