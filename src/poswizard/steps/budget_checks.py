"""Rules on the quote that is taken, and what it costs."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from poswizard.domain import fees
from poswizard.domain.terminal import CardScheme, DeviceType
from poswizard.forms.answers import Answers
from poswizard.forms.field import Field
from poswizard.forms.issue import Level, rule
from poswizard.steps.preparation_choices import NeededFunction
from poswizard.steps.quote_costs import Prices
from poswizard.steps.research import Quote, term_of
from poswizard.steps.research_checks import (
    PRICE_RULES,
    QR_CODES,
    Channels,
    debit_rate_has_a_cap,
    takes_debit,
)
from poswizard.steps.row_answers import RowAnswers, in_words, joined
from poswizard.text import Text

FEE_NOTICE = "非银行支付机构监督管理条例第三十四条"
ALWAYS_STATED: tuple[Field[Any], ...] = (
    Quote.device_price,
    Quote.deposit,
    Quote.monthly_fee,
    Quote.sim_fee,
    Quote.installation_fee,
    Quote.yearly_fee,
    Quote.d0_surcharge,
)
DEBIT_STATED: tuple[Field[Any], ...] = (Quote.debit_rate, Quote.debit_capped, Quote.debit_cap)


def must_be_stated(channels: Channels) -> tuple[Field[Any], ...]:
    """The prices a written quote has to state for these means of payment."""
    debit = DEBIT_STATED if takes_debit(channels) else ()
    credit = (Quote.credit_rate,) if CardScheme.CREDIT in channels else ()
    qr = (Quote.qr_rate,) if QR_CODES & set(channels) else ()
    return (*ALWAYS_STATED, *debit, *credit, *qr)


def taken(number: int, quotes: RowAnswers) -> Answers | None:
    """The quote with this number, counted from 1."""
    return quotes[number - 1] if 1 <= number <= len(quotes) else None


def term_taken(
    months: int, part: Callable[[fees.TermCost], Decimal]
) -> Callable[..., Decimal | None]:
    """A function of the number, the quotes and the needs: one part of what the quote taken costs."""

    def cost(number: int | None, quotes: RowAnswers | None, *needs: Any) -> Decimal | None:
        row = taken(number, quotes) if number and quotes else None
        found = term_of(prices_of(row), needs, months) if row else None
        return part(found) if found else None

    return cost


@rule("budget.number", Level.ERROR, Text("选中的报价存在", "The quote taken exists"), "需求核对")
def number_is_that_of_a_quote(number: int, quotes: RowAnswers) -> Text | None:
    """process 1.3."""
    if taken(number, quotes):
        return None
    return Text(
        "没有第 {0} 份报价，现有 {1} 份，请改", "There is no quote {0}; there are {1}: change it"
    ).format(number, len(quotes))


@rule(
    "budget.not_stated",
    Level.ERROR,
    Text("选中的报价各项收费都写明", "Every fee of the quote taken is stated"),
    FEE_NOTICE,
)
def every_fee_is_stated(number: int, quotes: RowAnswers, channels: Channels) -> Text | None:
    """domain §10 rule 11: device, deposit, monthly, debit and cap, credit, QR, same-day, SIM."""
    row = taken(number, quotes)
    open_fields = [f for f in must_be_stated(channels) if _is_open(row, f)] if row else []
    if not open_fields:
        return None
    return Text(
        "选中的报价还没写明：{0}。请问清后回“市场调研”补填，没有的填 0",
        "Not stated in the quote taken: {0}. Ask, then add it under market research; 0 if there is none",
    ).format(_labels(open_fields))


@rule(
    "budget.not_in_writing",
    Level.ERROR,
    Text("选中的报价是书面的", "The quote taken is in writing"),
    FEE_NOTICE,
)
def quote_is_in_writing(number: int, quotes: RowAnswers) -> Text | None:
    """domain §10 rule 11: a written quote."""
    row = taken(number, quotes)
    if row is None or row.get(Quote.in_writing):
        return None
    return Text(
        "选中的报价没有书面材料：请服务商出书面报价",
        "The quote taken is not in writing: ask for it in writing",
    )


@rule(
    "budget.unlisted_fee",
    Level.ERROR,
    Text("没有报价之外的收费", "No fee beyond the quote"),
    FEE_NOTICE,
)
def no_fee_is_unlisted(number: int, quotes: RowAnswers) -> Text | None:
    """domain §10 rule 11: an unlisted fee may not be charged."""
    row = taken(number, quotes)
    if row is None or row.get(Quote.nothing_else):
        return None
    return Text(
        "服务商还没确认“没有其他收费”：请让对方写明，再回“市场调研”改选",
        "The provider has not confirmed that there is no other fee: have it written, then change the quote",
    )


@rule(
    "budget.uncapped",
    Level.WARNING,
    Text("选中报价的借记卡费率有封顶", "The debit rate taken has a cap"),
    PRICE_RULES,
)
def debit_rate_taken_has_a_cap(number: int, quotes: RowAnswers, channels: Channels) -> Text | None:
    """domain §10 rule 12, first half."""
    row = taken(number, quotes)
    capped = row.get(Quote.debit_capped) if row else None
    return None if capped is None else debit_rate_has_a_cap(capped, channels)


@rule(
    "budget.below_cost",
    Level.WARNING,
    Text("选中报价不低于成本", "The rates taken cover their cost"),
    PRICE_RULES,
)
def rates_taken_cover_cost(number: int, quotes: RowAnswers, channels: Channels) -> Text | None:
    """domain §10 rule 12, second half; a standard category is assumed until the MCC is known."""
    row = taken(number, quotes)
    found = fees.concerns(_rates(row, channels)) if row else ()
    below = [concern.label for concern in found if concern is not fees.FeeConcern.DEBIT_WITHOUT_CAP]
    return joined(below) if below else None


@rule(
    "budget.functions",
    Level.WARNING,
    Text("选中的机型具备所需功能", "The model taken does what is needed"),
    "需求核对",
)
def model_does_what_is_needed(
    number: int, quotes: RowAnswers, needed: tuple[NeededFunction, ...]
) -> Text | None:
    """process 0.2 and 1.1: needs and models are put in the same words."""
    row = taken(number, quotes)
    offered = row.get(Quote.functions) if row else None
    lacking = [f for f in needed if f not in offered] if offered else []
    if not lacking:
        return None
    return Text(
        "选中的机型没写有：{0}。请问清，或写明不需要",
        "The model taken does not list: {0}. Ask, or say why not needed",
    ).format(in_words(lacking))


@rule(
    "budget.device_type",
    Level.WARNING,
    Text("选中的机型合适", "The type taken is a suitable one"),
    "需求核对",
)
def type_is_suitable(
    number: int, quotes: RowAnswers, suitable: tuple[DeviceType, ...]
) -> Text | None:
    """process 1.1."""
    row = taken(number, quotes)
    kind = row.get(Quote.device_type) if row else None
    if kind is None or kind in suitable:
        return None
    return Text(
        "“{0}”不在前面选的合适机型里：请换一份报价，或写明原因",
        "{0} is not among the suitable types: take another quote or say why",
    ).format(kind)


@rule("budget.reserve", Level.INFORMATION, Text("周转金够用", "The reserve is enough"), "需求核对")
def reserve_covers_the_start(reserve: Decimal, one_off: Decimal) -> Text | None:
    """process 1.3: a reserve of working capital besides what the device costs."""
    if reserve >= one_off:
        return None
    return Text(
        "备用周转金少于一次性投入 {0} 元：开头几个月可能紧张",
        "The reserve is less than the {0} yuan spent at once: the first months may be tight",
    ).format(f"{one_off:,.2f}")


def prices_of(row: Answers) -> Prices:
    """The prices of a quote, as `quote_costs` takes them."""
    return Prices(**{field.name: row.get(field) for field in Quote.prices})


def _rates(row: Answers, channels: Channels) -> fees.Quote:
    """The rates of the quote; what is not used or not stated is put at its cost, which is no concern."""
    debit, cap = row.get(Quote.debit_rate), row.get(Quote.debit_cap)
    credit = row.get(Quote.credit_rate) if CardScheme.CREDIT in channels else None
    if not takes_debit(channels):
        debit = cap = None
    return fees.Quote(
        debit_rate=fees.DEBIT_COST_RATE if debit is None else debit,
        debit_cap=cap,
        credit_rate=fees.CREDIT_COST_RATE if credit is None else credit,
    )


def _is_open(row: Answers, field: Field[Any]) -> bool:
    return row.is_relevant(field) and row.get(field) is None


def _labels(fields: list[Field[Any]]) -> Text:
    return Text("、".join(f.label.zh for f in fields), ", ".join(f.label.en for f in fields))
