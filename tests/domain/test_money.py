from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poswizard.domain import money

amounts = st.decimals(Decimal(0), Decimal("999999999.99"), places=2)


@pytest.mark.parametrize(
    ("typed", "yuan"),
    [
        ("1200", "1200.00"),
        ("１２００", "1200.00"),
        ("12,000", "12000.00"),
        ("12，000.5", "12000.50"),
        ("1.2万", "12000.00"),
        ("1.2345万", "12345.00"),
        ("3千", "3000.00"),
        ("2百万", "2000000.00"),
        ("0.5亿", "50000000.00"),
        ("¥300元", "300.00"),
        ("￥ 300", "300.00"),
        ("300元整", "300.00"),
        (".5", "0.50"),
        ("0", "0.00"),
    ],
)
def test_an_amount_is_read_as_people_write_it(typed: str, yuan: str):
    assert money.parse_yuan(typed) == Decimal(yuan)


@pytest.mark.parametrize(
    "typed",
    ["", "万", "一千", "1,2", "12,00", "-5", "1.234", "1.2.3", "5e3", "NaN", "3000-5000", "1" * 13],
)
def test_an_unclear_amount_is_not_guessed(typed: str):
    assert money.parse_yuan(typed) is None


@given(amounts)
def test_what_is_shown_can_be_typed_again(amount: Decimal):
    assert money.parse_yuan(money.format_yuan(amount)) == amount


@given(amounts)
def test_fen_and_yuan_are_the_same_amount(amount: Decimal):
    assert money.from_fen(money.in_fen(amount)) == amount


@given(st.decimals(Decimal(-1000000), Decimal(1000000), places=6))
def test_rounding_moves_an_amount_by_half_a_fen_at_most(amount: Decimal):
    assert abs(money.round_to_fen(amount) - amount) <= Decimal("0.005")


@pytest.mark.parametrize(
    ("amount", "rounded"),
    [("0.005", "0.01"), ("0.015", "0.02"), ("0.0049", "0.00"), ("-0.005", "-0.01")],
)
def test_half_a_fen_is_rounded_up(amount: str, rounded: str):
    assert money.round_to_fen(Decimal(amount)) == Decimal(rounded)


@pytest.mark.parametrize(
    ("typed", "percent"),
    [
        ("0.6", "0.6"),
        ("0.60%", "0.6"),
        ("０．６％", "0.6"),
        ("6‰", "0.6"),
        ("60‱", "0.6"),
        ("万60", "0.6"),
        ("万分之60", "0.6"),
        ("千分之6", "0.6"),
        ("百分之0.6", "0.6"),
        ("100", "100"),
        ("0", "0"),
        (".38", "0.38"),
    ],
)
def test_a_rate_is_read_in_percent_or_in_parts(typed: str, percent: str):
    assert money.parse_rate(typed) == Decimal(percent)


@pytest.mark.parametrize("typed", ["", "%", "100.1", "-1", "万60%", "六", "0.6+3"])
def test_an_unclear_rate_is_not_guessed(typed: str):
    assert money.parse_rate(typed) is None


@pytest.mark.parametrize(
    ("amount", "shown"),
    [
        ("300", "300"),
        ("300.5", "300.5"),
        ("9999.99", "9,999.99"),
        ("10000", "1万"),
        ("12000", "1.2万"),
        ("12345678", "1,234.57万"),
        ("0", "0"),
        ("-12000", "-1.2万"),
    ],
)
def test_large_amounts_are_shown_in_wan(amount: str, shown: str):
    assert money.format_short(Decimal(amount)) == shown


@pytest.mark.parametrize(
    ("rate", "shown"),
    [("0.6", "0.60%"), ("0.3825", "0.3825%"), ("1", "1.00%"), ("10", "10.00%"), ("0", "0.00%")],
)
def test_rates_have_two_decimals_at_least(rate: str, shown: str):
    assert money.format_rate(Decimal(rate)) == shown


@given(st.decimals(Decimal(0), Decimal(100), places=4))
def test_a_rate_shown_can_be_typed_again(rate: Decimal):
    assert money.parse_rate(money.format_rate(rate)) == rate
