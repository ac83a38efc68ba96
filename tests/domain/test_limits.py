from __future__ import annotations

from decimal import Decimal

import pytest

from poswizard.domain import limits


@pytest.mark.parametrize(
    ("single", "daily", "monthly", "ordered"),
    [(100, 200, 300, True), (100, 100, 100, True), (0, 0, 0, True), (None, 200, 300, True), (None, None, None, True),
     (300, 200, 400, False), (100, 400, 300, False), (-1, 200, 300, False), (400, None, 300, False)],
)  # fmt: skip
def test_one_payment_is_at_most_a_day_and_a_day_at_most_a_month(single, daily, monthly, ordered):
    stated = [None if limit is None else Decimal(limit) for limit in (single, daily, monthly)]
    assert limits.are_ordered(*stated) is ordered


def test_a_micro_merchant_takes_1000_a_day_and_10000_a_month_by_credit_card():
    assert limits.fit_micro_merchant(Decimal(1000), Decimal(10000))
    assert not limits.fit_micro_merchant(Decimal("1000.01"), Decimal(10000))
    assert not limits.fit_micro_merchant(Decimal(1000), Decimal(10001))
    assert not limits.fit_micro_merchant(None, Decimal(10000))
    assert not limits.fit_micro_merchant(Decimal(1000), None)
