"""What a quote costs the merchant, worked out from plain answers; nothing while a price is not stated."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from poswizard.domain import fees
from poswizard.domain.terminal import SettlementCycle

_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Prices:
    """The figures of one quote: yuan per terminal, rates in percent; `None` is not stated."""

    device_price: Decimal | None
    deposit: Decimal | None
    deposit_returned: bool | None
    monthly_fee: Decimal | None
    sim_fee: Decimal | None
    installation_fee: Decimal | None
    yearly_fee: Decimal | None
    debit_rate: Decimal | None
    debit_capped: bool | None
    debit_cap: Decimal | None
    credit_rate: Decimal | None
    qr_rate: Decimal | None
    d0_surcharge: Decimal | None


def quote(prices: Prices, takings: fees.Volume, terminals: int) -> fees.Quote | None:
    """The quote for all terminals together, if every price that counts is stated.

    Money for devices is asked per terminal, so it counts once for each. A rate counts only if some
    of the takings are paid that way.
    """
    p = prices
    capped = p.debit_capped if takings.debit_share else False
    if capped is None or (capped and p.debit_cap is None):
        return None
    rates = _known(
        p.debit_rate if takings.debit_share else _ZERO,
        p.credit_rate if takings.credit_share else _ZERO,
        p.qr_rate if takings.qr_share else _ZERO,
        p.d0_surcharge,
    )
    devices = _known(
        p.device_price, p.monthly_fee, p.deposit, p.installation_fee, p.sim_fee, p.yearly_fee
    )
    if rates is None or devices is None:
        return None
    debit, credit, qr, d0 = rates
    price, rent, deposit, installation, sim, service = (a * terminals for a in devices)
    return fees.Quote(
        debit_rate=debit,
        debit_cap=p.debit_cap if capped else None,
        credit_rate=credit,
        qr_rate=qr,
        d0_surcharge=d0,
        device_price=price,
        monthly_rent=rent,
        deposit=deposit,
        deposit_is_returned=p.deposit_returned is True or not deposit,
        installation=installation,
        sim_yearly=sim,
        service_yearly=service,
    )


def volume(
    monthly: Decimal | None,
    ticket: Decimal | None,
    credit_share: Decimal | None,
    qr_share: Decimal | None,
    cycle: SettlementCycle | None,
) -> fees.Volume | None:
    """The expected takings; a share that was not asked for is none of them, the rest is debit.

    Whoever wishes same-day settlement is taken to want it for everything.
    """
    if monthly is None or ticket is None:
        return None
    credit, qr = credit_share or _ZERO, qr_share or _ZERO
    if credit + qr > 100:
        return None
    return fees.Volume(
        monthly=monthly,
        average_ticket=ticket,
        debit_share=100 - credit - qr,
        credit_share=credit,
        qr_share=qr,
        d0_share=Decimal(100) if cycle is not None and cycle.is_same_day else _ZERO,
    )


def term(
    prices: Prices, takings: fees.Volume | None, terminals: int | None, months: int
) -> fees.TermCost | None:
    """What the quote costs over so many months, if everything needed is known."""
    if takings is None or not terminals:
        return None
    whole = quote(prices, takings, terminals)
    return fees.term_cost(whole, takings, months) if whole else None


def _known(*amounts: Decimal | None) -> list[Decimal] | None:
    """All of them, or nothing if one is not."""
    known = [amount for amount in amounts if amount is not None]
    return known if len(known) == len(amounts) else None
