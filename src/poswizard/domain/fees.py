"""What taking cards costs: the legal parts of the fee, one payment, a month, and one, two or three years of a quote.

Ceilings are those of 发改价格〔2016〕557号: the issuer takes at most 0.35 % of a debit payment, capped at 13 yuan, and
0.45 % of a credit payment; the network at most 0.0325 % from the acquirer, capped at 3.25 yuan. What the acquirer
adds is a market price, so their sum is the floor below which a standard merchant's quote cannot pay for itself.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from poswizard.domain.category import FeeClass
from poswizard.domain.fee_parts import ISSUER_CREDIT, ISSUER_DEBIT, NETWORK, Share
from poswizard.domain.money import round_to_fen
from poswizard.text import Text, Vocabulary

DEBIT_COST_RATE = ISSUER_DEBIT.rate + NETWORK.rate
"""0.3825 %: what a debit payment costs the acquirer itself."""
DEBIT_COST_CAP = Decimal("16.25")
"""Yuan: the caps of issuer and network together."""
CREDIT_COST_RATE = ISSUER_CREDIT.rate + NETWORK.rate
"""0.4825 %."""
# Quotes are made in hundredths of a percent, so a quote at the floor is written 0.38 and 0.48
_LOWEST_DEBIT_QUOTE, _LOWEST_CREDIT_QUOTE = Decimal("0.38"), Decimal("0.48")
_ZERO = Decimal(0)

TERMS = (12, 24, 36)
"""The terms in months over which quotes are compared."""


@dataclass(frozen=True, slots=True)
class Volume:
    """What a merchant expects to take, in yuan a month, and how it is paid."""

    monthly: Decimal
    average_ticket: Decimal
    """Yuan per payment."""
    debit_share: Decimal
    """Percent of the volume, as the other shares; D0 is a share of everything, whatever the means."""
    credit_share: Decimal
    qr_share: Decimal = _ZERO
    d0_share: Decimal = _ZERO

    @property
    def shares_add_up(self) -> bool:
        """Debit, credit and QR together are the whole volume."""
        return self.debit_share + self.credit_share + self.qr_share == 100


@dataclass(frozen=True, slots=True)
class Quote:
    """What a provider asks, money in yuan, rates in percent; `debit_cap` none: without a cap."""

    debit_rate: Decimal
    debit_cap: Decimal | None
    credit_rate: Decimal
    qr_rate: Decimal = _ZERO
    d0_surcharge: Decimal = _ZERO
    """Percent on top for money on the same day."""
    device_price: Decimal = _ZERO
    monthly_rent: Decimal = _ZERO
    deposit: Decimal = _ZERO
    deposit_is_returned: bool = True
    installation: Decimal = _ZERO
    sim_yearly: Decimal = _ZERO
    service_yearly: Decimal = _ZERO


@dataclass(frozen=True, slots=True)
class MonthlyCost:
    """The fees of one month of payments, in yuan, by means of payment."""

    debit: Decimal
    credit: Decimal
    qr: Decimal
    d0: Decimal

    @property
    def total(self) -> Decimal:
        """All of them."""
        return self.debit + self.credit + self.qr + self.d0


@dataclass(frozen=True, slots=True)
class TermCost:
    """What a quote costs over a term, in yuan; a deposit that comes back is tied up, not spent."""

    months: int
    one_off: Decimal
    running: Decimal
    payments: Decimal
    tied_up: Decimal

    @property
    def total(self) -> Decimal:
        """What is spent, without a deposit that comes back."""
        return self.one_off + self.running + self.payments


class FeeConcern(Vocabulary):
    """Why a quote deserves a second look."""

    DEBIT_WITHOUT_CAP = (
        "debit_without_cap",
        Text(
            "借记卡费率没有封顶，大额交易会多付手续费，请向机构确认封顶金额",
            "The debit rate has no cap, so large payments cost more: ask the institution for the cap",
        ),
    )
    DEBIT_BELOW_COST = (
        "debit_below_cost",
        Text(
            "借记卡报价低于成本（约0.38%，16.25元封顶），请问清原因，谨防套码或后期涨价",
            "The debit quote is below cost (about 0.38 %, cap 16.25 yuan): ask how it is possible",
        ),
    )
    CREDIT_BELOW_COST = (
        "credit_below_cost",
        Text(
            "信用卡报价低于成本（约0.48%），请问清原因，谨防套码或后期涨价",
            "The credit quote is below cost (about 0.48 %): ask how it is possible",
        ),
    )


def fee(amount: Decimal, rate: Decimal, cap: Decimal | None = None) -> Decimal:
    """The fee on one payment in yuan, in whole fen; `rate` in percent, `cap` in yuan.

    >>> fee(Decimal(5000), Decimal("0.5"), Decimal(20))
    Decimal('20.00')
    """
    return round_to_fen(Share(rate, cap).of(amount))


def monthly_cost(quote: Quote, volume: Volume) -> MonthlyCost:
    """What a month's payments cost. The cap is applied to the average ticket, as single payments are not known."""
    debit, credit, qr, d0 = (round_to_fen(part) for part in _exact_parts(quote, volume))
    return MonthlyCost(debit, credit, qr, d0)


def rate_of_takings(quote: Quote, volume: Volume) -> Decimal:
    """What a yuan of takings costs in fees, in yuan and not rounded, at this mix and average ticket."""
    return sum(_exact_parts(quote, replace(volume, monthly=Decimal(1))), _ZERO)


def term_cost(quote: Quote, volume: Volume, months: int) -> TermCost:
    """What a quote costs over so many months. Yearly fees are due for every year that is begun."""
    years = -(-months // 12)
    lost_deposit = _ZERO if quote.deposit_is_returned else quote.deposit
    return TermCost(
        months=months,
        one_off=round_to_fen(quote.device_price + quote.installation + lost_deposit),
        running=round_to_fen(
            quote.monthly_rent * months + (quote.sim_yearly + quote.service_yearly) * years
        ),
        payments=monthly_cost(quote, volume).total * months,
        tied_up=round_to_fen(quote.deposit - lost_deposit),
    )


def effective_rate(quote: Quote, volume: Volume, months: int = 12) -> Decimal | None:
    """Everything a term costs in percent of what is taken in it; none without a volume."""
    taken = volume.monthly * months
    if not taken:
        return None
    return (term_cost(quote, volume, months).total / taken * 100).quantize(Decimal("0.0001"))


def concerns(quote: Quote, fee_class: FeeClass = FeeClass.STANDARD) -> tuple[FeeConcern, ...]:
    """What is odd about a quote. Below cost is odd for a standard merchant only; others pay reduced parts."""
    found = [FeeConcern.DEBIT_WITHOUT_CAP] if quote.debit_cap is None else []
    if fee_class is not FeeClass.STANDARD:
        return tuple(found)
    if quote.debit_rate < _LOWEST_DEBIT_QUOTE or (
        quote.debit_cap is not None and quote.debit_cap < DEBIT_COST_CAP
    ):
        found.append(FeeConcern.DEBIT_BELOW_COST)
    if quote.credit_rate < _LOWEST_CREDIT_QUOTE:
        found.append(FeeConcern.CREDIT_BELOW_COST)
    return tuple(found)


def _exact_parts(quote: Quote, volume: Volume) -> tuple[Decimal, ...]:
    """The fees of a month by means of payment: debit, credit, QR, same-day."""
    return (
        _debit(quote, volume),
        Share(quote.credit_rate).of(_share(volume, volume.credit_share)),
        Share(quote.qr_rate).of(_share(volume, volume.qr_share)),
        Share(quote.d0_surcharge).of(_share(volume, volume.d0_share)),
    )


def _debit(quote: Quote, volume: Volume) -> Decimal:
    taken, ticket = _share(volume, volume.debit_share), volume.average_ticket
    if not ticket:
        return Share(quote.debit_rate).of(taken)
    return Share(quote.debit_rate, quote.debit_cap).of(ticket) * taken / ticket


def _share(volume: Volume, percent: Decimal) -> Decimal:
    return volume.monthly * percent / 100
