"""Fees and settlements of checked transactions against what was agreed, and what a fee change costs."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from poswizard.domain import fees, money
from poswizard.domain.terminal import CardScheme, SettlementCycle
from poswizard.forms.field import Field
from poswizard.forms.issue import Level, Rule, rule
from poswizard.steps.aftercare_choices import FeeItem
from poswizard.steps.row_answers import RowAnswers
from poswizard.text import Text

FEE_NOTICE = "非银行支付机构监督管理条例第三十四条"
NOTICE_DAYS = 30
_SMALL_QR = Decimal(1000)
_DAYS = {
    SettlementCycle.D0: 0,
    SettlementCycle.T0: 0,
    SettlementCycle.D1: 1,
    SettlementCycle.T1: 1,
}
_WORKING_DAYS = (SettlementCycle.T0, SettlementCycle.T1)
_SATURDAY = 5


class Agreed(NamedTuple):
    """The agreed figures: rates in percent, money in yuan, `None` where there is none."""

    debit_rate: Decimal | None
    debit_cap: Decimal | None
    credit_rate: Decimal | None
    foreign_rate: Decimal | None
    qr_rate: Decimal | None
    small_unionpay_rate: Decimal | None
    large_unionpay_rate: Decimal | None
    d0_surcharge: Decimal | None

    def rate(self, paid_with: CardScheme, amount: Decimal) -> Decimal | None:
        """The rate of a payment. A QR code of UnionPay may have rates of its own up to and over 1,000 yuan."""
        if paid_with is CardScheme.UNIONPAY_QR:
            own = self.small_unionpay_rate if amount <= _SMALL_QR else self.large_unionpay_rate
            return self.qr_rate if own is None else own
        cards = {
            CardScheme.DEBIT: self.debit_rate,
            CardScheme.CREDIT: self.credit_rate,
            CardScheme.FOREIGN: self.foreign_rate,
        }
        return cards.get(paid_with, self.qr_rate)


def expected_fee(
    paid_with: CardScheme | None, amount: Decimal | None, *agreed: Decimal | None
) -> Decimal | None:
    """What a payment costs as agreed, in whole fen; nothing where no rate was agreed for it."""
    figures = Agreed(*agreed)
    if paid_with is None or amount is None:
        return None
    rate = figures.rate(paid_with, amount)
    if rate is None:
        return None
    cap = figures.debit_cap if paid_with is CardScheme.DEBIT else None
    return fees.fee(amount, rate, cap) + fees.fee(amount, figures.d0_surcharge or Decimal(0))


def overcharge(charged: Decimal, expected: Decimal) -> Decimal:
    """What was charged too much in yuan; negative where too little."""
    return money.round_to_fen(charged - expected)


@rule(
    "transactions.overcharged",
    Level.WARNING,
    Text("手续费照约定收", "The fee is the agreed one"),
    FEE_NOTICE,
)
def fee_is_not_above_agreed(difference: Decimal) -> Text | None:
    """process 5.5; domain §10 rule 11."""
    if difference <= 0:
        return None
    return Text(
        "多收了 {0} 元：请服务商说明并退回，处理结果写在这里",
        "{0} yuan too much: have the provider explain and return it, and note the result here",
    ).format(money.format_yuan(difference))


@rule(
    "transactions.undercharged",
    Level.INFORMATION,
    Text("手续费照约定收", "The fee is the agreed one"),
    FEE_NOTICE,
)
def fee_is_not_below_agreed(difference: Decimal) -> Text | None:
    """A lower fee may be a promotion; what ends it is worth knowing."""
    if difference >= 0:
        return None
    return Text(
        "比约定少收 {0} 元，可能是优惠，问清到什么时候",
        "{0} yuan less than agreed, perhaps a promotion: ask until when",
    ).format(money.format_yuan(-difference))


def last_day_to_settle(traded: date, cycle: SettlementCycle) -> date | None:
    """The day on which the money is due by its cycle, public holidays aside; none for other cycles."""
    if cycle not in _DAYS:
        return None
    day = traded + timedelta(days=_DAYS[cycle])
    while cycle in _WORKING_DAYS and day.weekday() >= _SATURDAY:
        day += timedelta(days=1)
    return day


@rule(
    "transactions.late",
    Level.WARNING,
    Text("按周期到账", "The money arrives in its cycle"),
    "收单服务协议（结算周期）",
)
def settled_in_time(settled: date, traded: date, cycle: SettlementCycle) -> Text | None:
    """process 5.5."""
    due = last_day_to_settle(traded, cycle)
    if due is None or settled <= due:
        return None
    return Text(
        "按“{0}”应在 {1} 前到账：遇法定节假日顺延的写明，否则请收单机构说明",
        "By {0} it was due on {1}: note a public holiday, or have the acquirer explain",
    ).format(cycle, due)


@rule(
    "transactions.settled_before_traded",
    Level.ERROR,
    Text("先交易，后到账", "Paid before it is settled"),
    "如实记录",
)
def settled_after_traded(settled: date, traded: date) -> Text | None:
    """The two days of one payment are in order."""
    if settled >= traded:
        return None
    return Text("到账日期早于交易日期，请核对", "Settled before it was paid: check the days")


def nothing_is_outstanding(traded_on: Field[date], settled_on: Field[date]) -> Rule:
    """No payment has been waiting for its settlement longer than its cycle."""

    @rule(
        "transactions.outstanding",
        Level.WARNING,
        Text("没到账的要追", "Money that has not arrived is asked for"),
        "收单服务协议（结算周期）",
    )
    def test(rows: RowAnswers, cycle: SettlementCycle, today: date) -> Text | None:
        """process 5.5."""
        waiting = [
            day for row in rows if row.get(settled_on) is None and (day := row.get(traded_on))
        ]
        late = [day for day in waiting if (last_day_to_settle(day, cycle) or date.max) < today]
        if not late:
            return None
        return Text(
            "到期还没到账：{0} 的交易。请联系收单机构，并写明答复",
            "Due but not received: payments of {0}. Ask the acquirer, and note the answer",
        ).format("、".join(str(day) for day in sorted(set(late))))

    return test


class Trade(NamedTuple):
    """What a merchant takes and how, to put a fee change into yuan."""

    monthly: Decimal | None
    ticket: Decimal | None
    credit_share: Decimal | None
    qr_share: Decimal | None
    debit_rate: Decimal | None
    debit_cap: Decimal | None

    def volume(self) -> fees.Volume:
        """Cards and codes as shares of the monthly takings; the rest is debit."""
        credit, qr = self.credit_share or Decimal(0), self.qr_share or Decimal(0)
        debit = max(Decimal(0), 100 - credit - qr)
        return fees.Volume(self.monthly or Decimal(0), self.ticket or Decimal(0), debit, credit, qr)


def monthly_effect(
    item: FeeItem | None, old: Decimal | None, new: Decimal | None, *trade: Decimal | None
) -> Decimal | None:
    """What a change costs a month in yuan at the stated volume; negative where it saves."""
    if item is None or old is None or new is None:
        return None
    if item in (FeeItem.MONTHLY_FEE, FeeItem.YEARLY_FEE):
        months = 12 if item is FeeItem.YEARLY_FEE else 1
        return money.round_to_fen((new - old) / months)
    figures = Trade(*trade)
    volume = figures.volume()
    after, before = (
        fees.monthly_cost(_quote(item, figure, figures), volume).total for figure in (new, old)
    )
    return after - before


def _quote(item: FeeItem, figure: Decimal, trade: Trade) -> fees.Quote:
    """A quote in which only the changed figure, and what it works together with, is not nothing."""
    none = Decimal(0)
    if item is FeeItem.DEBIT_RATE:
        return fees.Quote(figure, trade.debit_cap, none)
    if item is FeeItem.DEBIT_CAP:
        return fees.Quote(trade.debit_rate or none, figure, none)
    if item is FeeItem.CREDIT_RATE:
        return fees.Quote(none, None, figure)
    return fees.Quote(none, None, none, qr_rate=figure)


@rule(
    "fee_change.notice",
    Level.WARNING,
    Text("调价提前 30 天公告", "A fee change is announced 30 days ahead"),
    "非银行支付机构监督管理条例实施细则（征求意见稿，转述）",
)
def change_was_announced_in_time(effective: date, announced: date) -> Text | None:
    """domain §5.4: fee changes are announced at least 30 days before."""
    if effective - announced >= timedelta(days=NOTICE_DAYS):
        return None
    return Text(
        "公告到生效不足 {0} 天：可以要求推迟，协商结果写在这里",
        "Less than {0} days from notice to effect: ask for a later day, and note the result here",
    ).format(NOTICE_DAYS)


@rule(
    "fee_change.consent",
    Level.WARNING,
    Text("商户知道并同意调价", "The merchant knows of the change"),
    FEE_NOTICE,
)
def merchant_agrees(agreed: bool) -> Text | None:
    """A change nobody agreed to is answered."""
    if agreed:
        return None
    return Text(
        "商户不同意：向服务商提出，或换服务商，进展写在这里",
        "The merchant does not agree: object, or change the provider, and note how it stands",
    )
