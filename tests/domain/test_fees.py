from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poswizard.domain import fees
from poswizard.domain.category import FeeClass
from poswizard.domain.fees import FeeConcern, Quote, Volume

QUOTE = Quote(
    debit_rate=Decimal("0.5"),
    debit_cap=Decimal(20),
    credit_rate=Decimal("0.6"),
    qr_rate=Decimal("0.38"),
    d0_surcharge=Decimal("0.05"),
    device_price=Decimal(299),
    deposit=Decimal(100),
    installation=Decimal(50),
    sim_yearly=Decimal(60),
    service_yearly=Decimal(36),
    monthly_rent=Decimal(10),
)
VOLUME = Volume(
    monthly=Decimal(100_000),
    average_ticket=Decimal(200),
    debit_share=Decimal(30),
    credit_share=Decimal(50),
    qr_share=Decimal(20),
    d0_share=Decimal(10),
)


def test_the_cost_floor_is_the_sum_of_the_legal_parts():
    assert str(fees.DEBIT_COST_RATE) == "0.3825"
    assert str(fees.DEBIT_COST_CAP) == "16.25"
    assert str(fees.CREDIT_COST_RATE) == "0.4825"


@pytest.mark.parametrize(
    ("amount", "rate", "cap", "fee"),
    [
        (Decimal(1000), Decimal("0.6"), None, Decimal("6.00")),
        (Decimal(5000), Decimal("0.5"), Decimal(20), Decimal("20.00")),
        (Decimal(3999), Decimal("0.5"), Decimal(20), Decimal("20.00")),
        (Decimal(100), Decimal("0.5"), Decimal(20), Decimal("0.50")),
        (Decimal("0.01"), Decimal("0.6"), None, Decimal("0.00")),
        (Decimal("12.5"), Decimal("0.38"), None, Decimal("0.05")),
    ],
)
def test_the_fee_of_one_payment(amount: Decimal, rate: Decimal, cap: Decimal | None, fee: Decimal):
    assert fees.fee(amount, rate, cap) == fee


@given(
    st.decimals(Decimal(0), Decimal(1_000_000), places=2),
    st.decimals(Decimal(0), Decimal(2), places=4),
    st.decimals(Decimal(0), Decimal(100), places=2),
)
def test_a_cap_is_never_exceeded(amount: Decimal, rate: Decimal, cap: Decimal):
    assert fees.fee(amount, rate, cap) <= cap
    assert fees.fee(amount, rate, cap) <= fees.fee(amount, rate)


def test_a_month_is_counted_by_means_of_payment():
    cost = fees.monthly_cost(QUOTE, VOLUME)
    assert cost == fees.MonthlyCost(
        debit=Decimal(150), credit=Decimal(300), qr=Decimal(76), d0=Decimal(5)
    )
    assert cost.total == Decimal(531)


def test_large_tickets_meet_the_cap():
    large = Volume(
        Decimal(100_000), Decimal(10_000), debit_share=Decimal(100), credit_share=Decimal(0)
    )
    assert fees.monthly_cost(QUOTE, large).debit == Decimal("200.00")


def test_without_an_average_ticket_the_cap_is_left_out():
    unknown = Volume(
        Decimal(100_000), Decimal(0), debit_share=Decimal(100), credit_share=Decimal(0)
    )
    assert fees.monthly_cost(QUOTE, unknown).debit == Decimal("500.00")


def test_a_year_adds_device_running_fees_and_payments():
    cost = fees.term_cost(QUOTE, VOLUME, 12)
    assert (cost.one_off, cost.running, cost.payments) == (
        Decimal(349),
        Decimal(216),
        Decimal(6372),
    )
    assert cost.total == Decimal(6937)
    assert cost.tied_up == Decimal(100)


def test_a_deposit_that_does_not_come_back_is_spent():
    lost = Quote(
        Decimal("0.5"), Decimal(20), Decimal("0.6"), deposit=Decimal(100), deposit_is_returned=False
    )
    cost = fees.term_cost(lost, VOLUME, 12)
    assert (cost.one_off, cost.tied_up) == (Decimal(100), Decimal(0))


@pytest.mark.parametrize(("months", "years"), [(1, 1), (12, 1), (13, 2), (24, 2), (36, 3)])
def test_yearly_fees_are_due_for_every_year_begun(months: int, years: int):
    yearly = Quote(Decimal("0.5"), Decimal(20), Decimal("0.6"), service_yearly=Decimal(36))
    assert fees.term_cost(yearly, VOLUME, months).running == 36 * years


def test_longer_terms_cost_more():
    totals = [fees.term_cost(QUOTE, VOLUME, months).total for months in fees.TERMS]
    assert totals == sorted(totals)
    assert len(set(totals)) == 3


def test_the_effective_rate_holds_everything():
    assert fees.effective_rate(QUOTE, VOLUME) == Decimal("0.5781")
    assert (
        fees.effective_rate(QUOTE, Volume(Decimal(0), Decimal(0), Decimal(50), Decimal(50))) is None
    )


def test_shares_add_up_to_a_hundred():
    assert VOLUME.shares_add_up
    assert not Volume(
        Decimal(1), Decimal(1), debit_share=Decimal(30), credit_share=Decimal(30)
    ).shares_add_up


def test_an_ordinary_quote_raises_no_concern():
    assert fees.concerns(QUOTE) == ()


@pytest.mark.parametrize(
    ("quote", "concern"),
    [
        (Quote(Decimal("0.5"), None, Decimal("0.6")), FeeConcern.DEBIT_WITHOUT_CAP),
        (Quote(Decimal("0.3"), Decimal(20), Decimal("0.6")), FeeConcern.DEBIT_BELOW_COST),
        (Quote(Decimal("0.5"), Decimal(10), Decimal("0.6")), FeeConcern.DEBIT_BELOW_COST),
        (Quote(Decimal("0.5"), Decimal(20), Decimal("0.38")), FeeConcern.CREDIT_BELOW_COST),
    ],
)
def test_odd_quotes_raise_a_concern(quote: Quote, concern: FeeConcern):
    assert fees.concerns(quote) == (concern,)


def test_a_quote_at_the_rounded_floor_is_let_pass():
    assert fees.concerns(Quote(Decimal("0.38"), Decimal("16.25"), Decimal("0.48"))) == ()


@pytest.mark.parametrize("fee_class", [FeeClass.PREFERENTIAL, FeeClass.EXEMPT])
def test_reduced_merchants_may_pay_less_but_still_need_a_cap(fee_class: FeeClass):
    assert fees.concerns(Quote(Decimal(0), Decimal(0), Decimal(0)), fee_class) == ()
    assert fees.concerns(Quote(Decimal(0), None, Decimal(0)), fee_class) == (
        FeeConcern.DEBIT_WITHOUT_CAP,
    )
