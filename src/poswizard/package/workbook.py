"""The comparison of quotes as an Excel workbook: figures as numbers, results as formulas over them.

Change the takings or a price, and everything follows. What a person typed is written as text that no
program takes for a formula: the cell says that it is text, and that it was meant as it stands.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from poswizard.domain.fees import TERMS, Volume
from poswizard.forms.answers import Answers
from poswizard.package.comparison_sheet import TAKINGS_PERCENT, takings_compared
from poswizard.package.workbook_look import dress, place_charts
from poswizard.steps.budget_checks import prices_of
from poswizard.steps.comparison import Comparison, Offer, Priced, comparison
from poswizard.steps.comparison_words import verdict
from poswizard.steps.quote_costs import Prices
from poswizard.steps.research import Quote
from poswizard.text import shown_in

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

NEEDS, QUOTES, COSTS, TAKINGS, WORDS = "需求", "报价", "费用", "收款变化", "结论"
"""The sheets."""
YUAN, PERCENT, WHOLE, DAY = "#,##0.00", "0.00##%", "0", "yyyy-mm-dd"
_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
"""What no cell can hold."""

Value = str | int | Decimal | date | None


def comparison_workbook(answers: Answers, today: date) -> bytes:
    """The comparison as XLSX, in Chinese."""
    from openpyxl import Workbook

    book = Workbook()
    with shown_in("zh"):
        made = comparison(answers)
        _write_words(_sheet(book, WORDS), made, today)
        _write_quotes(_sheet(book, QUOTES), made)
        if made.volume is not None and made.priced:
            _write_needs(_sheet(book, NEEDS), made.volume, made.terminals)
            rows = _write_costs(_sheet(book, COSTS), made)
            _write_takings(_sheet(book, TAKINGS), made)
            _draw(book[COSTS], rows, len(made.priced))
    book.remove(book.worksheets[0])
    dress(book, (QUOTES, COSTS, TAKINGS))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def write_text(cell: Cell, words: str) -> None:
    """Put words into a cell as text, whatever they begin with."""
    cell.value = _CONTROL.sub("", words)
    cell.data_type = "s"
    if words.startswith(_STARTS_A_FORMULA):
        cell.quotePrefix = True  # pyright: ignore[reportAttributeAccessIssue]


def _sheet(book: Workbook, name: str) -> Worksheet:
    sheet = book.create_sheet(name)
    sheet.column_dimensions["A"].width = 26
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    return sheet


def _put(sheet: Worksheet, row: int, column: int, value: Value, form: str = "") -> None:
    cell: Any = sheet.cell(row, column)
    if isinstance(value, str):
        write_text(cell, value)
    else:
        cell.value = value
    if form:
        cell.number_format = form


def _calculate(sheet: Worksheet, row: int, column: int, formula: str) -> None:
    """A formula of our own; nothing that a person typed is ever part of one."""
    cell: Any = sheet.cell(row, column)
    cell.value = f"={formula}"
    cell.number_format = YUAN


def _head(sheet: Worksheet, offers: tuple[Offer, ...], first: str) -> None:
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    _put(sheet, 1, 1, first)
    for column, offer in enumerate(offers, 2):
        _put(sheet, 1, column, offer.label.zh)
        sheet.column_dimensions[get_column_letter(column)].width = 22
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    sheet.freeze_panes = "B2"


def _write_words(sheet: Worksheet, made: Comparison, today: date) -> None:
    _put(sheet, 1, 1, "POS 机报价比较")
    _put(sheet, 1, 2, today, DAY)
    sheet.column_dimensions["B"].width = 84
    for row, sentence in enumerate(verdict(made, TERMS[0]), 2):
        _put(sheet, row, 2, sentence.zh)


_NEEDS_ROWS = (
    "每月收款（元）",
    "平均每笔（元）",
    "借记卡占比",
    "信用卡占比",
    "扫码占比",
    "当天到账占比",
    "台数",
)
_MONTHLY, _TICKET, _DEBIT, _CREDIT, _QR, _D0, _TERMINALS = (
    f"'{NEEDS}'!$B${row}" for row in range(1, len(_NEEDS_ROWS) + 1)
)


def _write_needs(sheet: Worksheet, volume: Volume, terminals: int) -> None:
    shares = (volume.debit_share, volume.credit_share, volume.qr_share, volume.d0_share)
    values = [
        (volume.monthly, YUAN),
        (volume.average_ticket, YUAN),
        *((share / 100, PERCENT) for share in shares),
        (Decimal(terminals), WHOLE),
    ]
    sheet.column_dimensions["B"].width = 18
    for row, (name, (value, form)) in enumerate(zip(_NEEDS_ROWS, values, strict=True), 1):
        _put(sheet, row, 1, name)
        _put(sheet, row, 2, value, form)


def _percent(rate: Decimal | None) -> Decimal | None:
    return None if rate is None else rate / 100


def _said(answer: bool | None) -> str:
    return {True: "是", False: "否", None: ""}[answer]


_PRICES: tuple[tuple[str, str, Callable[[Prices], Value]], ...] = (
    ("机器价格（每台）", YUAN, lambda p: p.device_price),
    ("安装调试费（每台）", YUAN, lambda p: p.installation_fee),
    ("押金（每台）", YUAN, lambda p: p.deposit),
    ("押金退不退", "", lambda p: _said(p.deposit_returned)),
    ("月租、月费（每台）", YUAN, lambda p: p.monthly_fee),
    ("流量卡费（每台每年）", YUAN, lambda p: p.sim_fee),
    ("维护服务费（每台每年）", YUAN, lambda p: p.yearly_fee),
    ("借记卡费率", PERCENT, lambda p: _percent(p.debit_rate)),
    ("借记卡封顶（每笔，空为不封顶）", YUAN, lambda p: p.debit_cap if p.debit_capped else None),
    ("信用卡费率", PERCENT, lambda p: _percent(p.credit_rate)),
    ("扫码费率", PERCENT, lambda p: _percent(p.qr_rate)),
    ("当天到账加收", PERCENT, lambda p: _percent(p.d0_surcharge)),
)
_DEVICE, _INSTALLATION, _DEPOSIT, _RETURNED, _RENT, _SIM, _SERVICE = range(2, 9)
_DEBIT_RATE, _CAP, _CREDIT_RATE, _QR_RATE, _D0_RATE = range(9, 14)
"""The rows of the prices."""

_ORIGINS: tuple[tuple[str, str, Callable[[Answers], Value]], ...] = (
    ("来源", "", lambda row: str(row.get(Quote.source_kind) or "")),
    ("来源说明", "", lambda row: row.get(Quote.source_detail)),
    ("报价日期", DAY, lambda row: row.get(Quote.quoted_on)),
    ("书面报价", "", lambda row: _said(row.get(Quote.in_writing))),
    ("售后", "", lambda row: row.get(Quote.after_sales)),
    ("备注", "", lambda row: row.get(Quote.remark)),
)


def _write_quotes(sheet: Worksheet, made: Comparison) -> None:
    _head(sheet, made.offers, "各份报价")
    for row, (name, form, value_of) in enumerate(_PRICES, 2):
        _put(sheet, row, 1, name)
        for column, offer in enumerate(made.offers, 2):
            _put(sheet, row, column, value_of(prices_of(offer.row)), form)
    for row, (name, form, value_of) in enumerate(_ORIGINS, 2 + len(_PRICES)):
        _put(sheet, row, 1, name)
        for column, offer in enumerate(made.offers, 2):
            _put(sheet, row, column, value_of(offer.row), form)


def _write_costs(sheet: Worksheet, made: Comparison) -> dict[int, int]:
    """The costs of each term; gives the row at which each term begins."""
    _head(sheet, made.priced, "费用（元）")
    row, rows = 2, {}
    for months in TERMS:
        rows[months] = row
        names = ("一次性", "固定费用", "手续费", "合计", "比最省的多")
        for at, name in enumerate(names):
            _put(sheet, row + at, 1, f"{months} 个月{name}")
        for column, offer in enumerate(made.priced, 2):
            _write_term(sheet, row, column, offer, months, len(made.priced))
        row += len(names) + 1
    return rows


def _write_term(
    sheet: Worksheet, row: int, column: int, offer: Priced, months: int, offers: int
) -> None:
    here, last = _letter(column), _letter(offers + 1)
    fees = "+".join(_fees(offer, _MONTHLY))
    for at, formula in enumerate(
        (
            _one_off(offer),
            _running(offer, months),
            f"({fees})*{months}",
            f"SUM({here}{row}:{here}{row + 2})",
            f"{here}{row + 3}-MIN($B${row + 3}:${last}${row + 3})",
        )
    ):
        _calculate(sheet, row + at, column, formula)


def _write_takings(sheet: Worksheet, made: Comparison) -> None:
    """The total of the shortest term for other takings."""
    _head(sheet, made.priced, f"每月收款（元）→ {TERMS[0]} 个月合计")
    sheet.column_dimensions[_letter(len(made.priced) + 2)].width = 14
    for row, (percent, taken) in enumerate(
        zip(TAKINGS_PERCENT, takings_compared(made), strict=True), 2
    ):
        _put(sheet, row, 1, taken, YUAN)
        _put(sheet, row, len(made.priced) + 2, f"预计的 {percent}%")
        for column, offer in enumerate(made.priced, 2):
            fees = "+".join(_fees(offer, f"$A{row}"))
            fixed = f"{_one_off(offer)}+{_running(offer, TERMS[0])}"
            _calculate(sheet, row, column, f"{fixed}+({fees})*{TERMS[0]}")


def _one_off(offer: Offer) -> str:
    device, installation, deposit, returned = _cells(
        offer, _DEVICE, _INSTALLATION, _DEPOSIT, _RETURNED
    )
    return f'({device}+{installation}+IF({returned}="是",0,{deposit}))*{_TERMINALS}'


def _running(offer: Offer, months: int) -> str:
    """Yearly fees are due for every year that is begun."""
    rent, sim, service = _cells(offer, _RENT, _SIM, _SERVICE)
    return f"({rent}*{months}+({sim}+{service})*ROUNDUP({months}/12,0))*{_TERMINALS}"


def _fees(offer: Offer, monthly: str) -> Iterator[str]:
    """The fees of a month, each rounded to fen: the cap is applied to the average payment."""
    debit, cap, credit, qr, d0 = _cells(offer, _DEBIT_RATE, _CAP, _CREDIT_RATE, _QR_RATE, _D0_RATE)
    one = f'IF({cap}="",{_TICKET}*{debit},MIN({_TICKET}*{debit},{cap}))'
    yield f"ROUND({one}*{monthly}*{_DEBIT}/{_TICKET},2)"
    for rate, share in ((credit, _CREDIT), (qr, _QR), (d0, _D0)):
        yield f"ROUND({monthly}*{share}*{rate},2)"


def _cells(offer: Offer, *rows: int) -> Iterator[str]:
    return (f"'{QUOTES}'!{_letter(offer.number + 1)}{row}" for row in rows)


def _letter(column: int) -> str:
    from openpyxl.utils import get_column_letter

    return get_column_letter(column)


def _draw(sheet: Worksheet, rows: dict[int, int], offers: int) -> None:
    """Stacked bars of each term below the figures."""
    from openpyxl.chart import BarChart, Reference

    charts = []
    for months, row in rows.items():
        chart = BarChart()
        chart.type, chart.grouping, chart.overlap = "col", "stacked", 100
        chart.title = f"{months} 个月（元）"
        parts = Reference(sheet, min_col=1, max_col=offers + 1, min_row=row, max_row=row + 2)
        chart.add_data(parts, from_rows=True, titles_from_data=True)
        chart.set_categories(Reference(sheet, min_col=2, max_col=offers + 1, min_row=1))
        charts.append(chart)
    place_charts(sheet, charts)
