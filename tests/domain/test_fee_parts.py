"""Who gets what of a fee, by worked examples from the price rules and by what must hold for every payment."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poswizard.domain.category import FeeClass
from poswizard.domain.fee_parts import ISSUER_CREDIT, ISSUER_DEBIT, NETWORK, Share, fee_parts
from poswizard.domain.money import round_to_fen

amounts = st.decimals(Decimal("0.01"), Decimal(1_000_000), places=2)
rates = st.decimals(Decimal(0), Decimal(2), places=2)
CAPPED = Share(Decimal("0.5"), Decimal(20))

# 发改价格〔2016〕557号: issuer ≤ 0.35 % and ≤ 13 yuan (debit), ≤ 0.45 % (credit); network ≤ 0.0325 % and ≤ 3.25 yuan
EXAMPLES = [
    ("1000", CAPPED, ISSUER_DEBIT, ("3.50", "0.33", "1.17")),
    ("3714.28", CAPPED, ISSUER_DEBIT, ("13.00", "1.21", "4.36")),
    ("3715", CAPPED, ISSUER_DEBIT, ("13.00", "1.21", "4.37")),
    ("10000", CAPPED, ISSUER_DEBIT, ("13.00", "3.25", "3.75")),
    ("50000", CAPPED, ISSUER_DEBIT, ("13.00", "3.25", "3.75")),
    ("10000", Share(Decimal("0.6")), ISSUER_CREDIT, ("45.00", "3.25", "11.75")),
    ("1000", Share(Decimal("0.6")), ISSUER_CREDIT, ("4.50", "0.33", "1.17")),
    ("1000", Share(Decimal("0.38")), ISSUER_CREDIT, ("4.50", "0.33", "-1.03")),
]


@pytest.mark.parametrize(("amount", "charged", "issuer", "parts"), EXAMPLES)
def test_the_parts_of_a_fee_are_those_of_the_price_rules(
    amount: str, charged: Share, issuer: Share, parts: tuple[str, str, str]
):
    found = fee_parts(Decimal(amount), charged, issuer)

    assert (found.issuer, found.network, found.acquirer) == tuple(map(Decimal, parts))


@pytest.mark.parametrize(
    ("amount", "issuer", "cost"),
    # domain: 0.3825 % debit with 16.25 yuan at most, 0.4825 % credit
    [
        ("1000", ISSUER_DEBIT, "3.83"),
        ("10000", ISSUER_DEBIT, "16.25"),
        ("4000", ISSUER_CREDIT, "19.30"),
    ],
)
def test_a_payment_costs_the_acquirer_the_legal_floor(amount: str, issuer: Share, cost: str):
    found = fee_parts(Decimal(amount), Share(Decimal(1)), issuer)

    assert found.cost == Decimal(cost)


def test_a_fee_below_cost_is_told():
    assert fee_parts(Decimal(1000), Share(Decimal("0.38")), ISSUER_CREDIT).is_below_cost
    assert not fee_parts(Decimal(1000), Share(Decimal("0.6")), ISSUER_CREDIT).is_below_cost


def test_an_exempt_merchant_owes_neither_issuer_nor_network():
    found = fee_parts(Decimal(1000), Share(Decimal("0.1")), ISSUER_DEBIT, FeeClass.EXEMPT)

    assert (found.cost, found.acquirer) == (Decimal(0), Decimal("1.00"))


def test_the_ceilings_hold_for_preferential_merchants_too():
    common = fee_parts(Decimal(1000), CAPPED, ISSUER_DEBIT)

    assert fee_parts(Decimal(1000), CAPPED, ISSUER_DEBIT, FeeClass.PREFERENTIAL) == common


@given(amounts, rates, st.sampled_from([ISSUER_DEBIT, ISSUER_CREDIT]), st.sampled_from(FeeClass))
def test_the_parts_add_up_to_the_fee_to_the_fen(
    amount: Decimal, rate: Decimal, issuer: Share, fee_class: FeeClass
):
    charged = Share(rate, Decimal(20))
    found = fee_parts(amount, charged, issuer, fee_class)

    assert found.fee == round_to_fen(charged.of(amount))
    assert found.network <= Decimal("3.25")
    assert found.issuer + found.network == found.cost


@given(amounts, amounts)
def test_a_larger_payment_never_costs_the_acquirer_less(one: Decimal, other: Decimal):
    smaller, larger = sorted((one, other))

    for share in (ISSUER_DEBIT, ISSUER_CREDIT, NETWORK):
        assert share.of(smaller) <= share.of(larger)
