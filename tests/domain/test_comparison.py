"""Quotes against each other: where they meet, how they turn with time, and marks by weight."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poswizard.domain import comparison
from poswizard.domain.fees import Quote, Volume, term_cost

BOUGHT = Quote(Decimal("0.5"), Decimal(20), Decimal("0.6"), device_price=Decimal(1200))
DEAR = Quote(Decimal("0.6"), Decimal(25), Decimal("0.7"))
RENTED = Quote(Decimal("0.5"), Decimal(20), Decimal("0.6"), monthly_rent=Decimal(50))
CARDS = Volume(Decimal(50_000), Decimal(200), debit_share=Decimal(40), credit_share=Decimal(60))

money = st.decimals(Decimal(0), Decimal(5_000), places=2)
rates = st.decimals(Decimal("0.1"), Decimal(2), places=2)
caps = st.none() | st.decimals(Decimal(1), Decimal(100), places=2)
quotes = st.builds(
    Quote,
    debit_rate=rates,
    debit_cap=caps,
    credit_rate=rates,
    qr_rate=rates,
    d0_surcharge=st.sampled_from([Decimal(0), Decimal("0.05")]),
    device_price=money,
    monthly_rent=st.decimals(Decimal(0), Decimal(200), places=2),
    sim_yearly=st.decimals(Decimal(0), Decimal(200), places=2),
)


@st.composite
def volumes(draw: st.DrawFn) -> Volume:
    debit = draw(st.integers(0, 100))
    credit = draw(st.integers(0, 100 - debit))
    return Volume(
        draw(st.decimals(Decimal(1_000), Decimal(1_000_000), places=0)),
        draw(st.decimals(Decimal(1), Decimal(20_000), places=2)),
        Decimal(debit),
        Decimal(credit),
        Decimal(100 - debit - credit),
        draw(st.sampled_from([Decimal(0), Decimal(100)])),
    )


terms = st.sampled_from([12, 24, 36])


def break_even(
    one: Quote, other: Quote, volume: Volume, months: int
) -> comparison.BreakEven | None:
    lines = (comparison.cost_line(quote, volume, months) for quote in (one, other))
    return comparison.break_even(*lines)


def overtaking(
    one: Quote, other: Quote, volume: Volume, most: int = comparison.LONGEST_TERM
) -> comparison.Overtaking | None:
    totals = (comparison.totals_by_month(quote, volume, most) for quote in (one, other))
    return comparison.overtaking(*totals)


class TestBreakEven:
    def test_a_machine_bought_pays_for_itself_above_the_break_even(self):
        # 1200 yuan saved at once / (0.1 % on everything × 12 months) = 100 000 a month
        even = break_even(BOUGHT, DEAR, CARDS, 12)

        assert even == comparison.BreakEven(Decimal("100000.00"), first_is_cheaper_below=False)

    def test_a_longer_term_needs_less(self):
        even = break_even(BOUGHT, DEAR, CARDS, 24)

        assert even
        assert even.monthly == Decimal("50000.00")

    def test_the_same_rates_never_meet(self):
        assert break_even(BOUGHT, RENTED, CARDS, 12) is None

    def test_who_is_dearer_in_everything_never_meets(self):
        worse = replace(DEAR, device_price=Decimal(2000))

        assert break_even(BOUGHT, worse, CARDS, 12) is None

    @given(quotes, quotes, volumes(), terms)
    def test_it_is_the_same_seen_from_the_other_side(
        self, one: Quote, other: Quote, volume: Volume, months: int
    ):
        here = break_even(one, other, volume, months)
        there = break_even(other, one, volume, months)

        assert (here is None) == (there is None)
        if here and there:
            assert here.monthly == there.monthly
            assert here.first_is_cheaper_below is not there.first_is_cheaper_below

    @given(quotes, quotes, volumes(), terms)
    def test_there_both_cost_the_same_and_beside_it_the_one_that_is_said(
        self, one: Quote, other: Quote, volume: Volume, months: int
    ):
        even = break_even(one, other, volume, months)
        if even is None:
            return
        first = comparison.cost_line(one, volume, months)
        second = comparison.cost_line(other, volume, months)
        tolerance = months * Decimal("0.01")

        assert abs(first.at(even.monthly) - second.at(even.monthly)) <= tolerance
        assert (first.at(Decimal(0)) < second.at(Decimal(0))) is even.first_is_cheaper_below


class TestOvertaking:
    def test_a_machine_bought_overtakes_one_rented(self):
        # 1200 yuan against 50 a month: equal in month 24, cheaper from month 25 on
        turn = overtaking(BOUGHT, RENTED, CARDS)

        assert turn == comparison.Overtaking(25, first_is_cheaper_before=False)
        assert overtaking(RENTED, BOUGHT, CARDS) == comparison.Overtaking(25, True)

    def test_nobody_is_overtaken_within_a_shorter_time(self):
        assert overtaking(BOUGHT, RENTED, CARDS, most=24) is None

    def test_equal_quotes_do_not_overtake(self):
        assert overtaking(BOUGHT, BOUGHT, CARDS) is None

    @given(quotes, quotes, volumes())
    def test_from_that_month_on_the_order_stays(self, one: Quote, other: Quote, volume: Volume):
        turn = overtaking(one, other, volume)
        if turn is None:
            return
        before, after = (one, other) if turn.first_is_cheaper_before else (other, one)
        for months in range(turn.month, comparison.LONGEST_TERM + 1):
            cost = term_cost(after, volume, months).total
            assert cost < term_cost(before, volume, months).total


class TestSensitivity:
    def test_every_quote_is_worked_out_for_every_takings(self):
        table = comparison.sensitivity(
            [BOUGHT, DEAR], CARDS, 12, [Decimal(50_000), Decimal(100_000)]
        )

        # a month of 50 000: 20 000 × 0.5 % + 30 000 × 0.6 % = 280, and 330 with the dear rates
        assert table == ((Decimal(4560), Decimal(3960)), (Decimal(7920), Decimal(7920)))

    @given(quotes, volumes(), terms, st.decimals(Decimal(0), Decimal(1_000_000), places=2))
    def test_more_takings_never_cost_less(
        self, quote: Quote, volume: Volume, months: int, more: Decimal
    ):
        takings = [volume.monthly, volume.monthly + more]
        (less,), (rest,) = comparison.sensitivity([quote], volume, months, takings)

        assert less <= rest

    @given(quotes, volumes(), terms)
    def test_the_line_is_the_cost_of_the_term_but_for_rounding(
        self, quote: Quote, volume: Volume, months: int
    ):
        line = comparison.cost_line(quote, volume, months).at(volume.monthly)

        # four means of payment a month, each rounded by half a fen at most
        assert abs(line - term_cost(quote, volume, months).total) <= months * Decimal("0.02")


class TestMarks:
    def test_the_lowest_cost_has_full_marks_and_twice_the_cost_half(self):
        assert comparison.price_mark(Decimal(100), Decimal(100)) == 5
        assert comparison.price_mark(Decimal(200), Decimal(100)) == Decimal("2.5")
        assert comparison.price_mark(Decimal(0), Decimal(0)) == 5

    def test_a_part_of_what_is_needed_has_its_part_of_the_marks(self):
        assert comparison.share_mark(3, 4) == Decimal("3.75")
        assert comparison.share_mark(0, 0) == 5

    def test_marks_are_averaged_by_weight(self):
        marks = [{"a": Decimal(5), "b": Decimal(1)}, {"a": Decimal(2), "b": Decimal(4)}]

        assert comparison.weighed(marks, {"a": 3, "b": 1}) == (Decimal(4), Decimal("2.5"))

    def test_what_not_every_quote_is_marked_in_does_not_count(self):
        marks = [{"a": Decimal(5)}, {"a": Decimal(2), "b": Decimal(4)}]

        assert comparison.counted(marks, {"a": 1, "b": 3}) == ("a",)
        assert comparison.weighed(marks, {"a": 1, "b": 3}) == (Decimal(5), Decimal(2))

    @pytest.mark.parametrize("weights", [{}, {"a": 0}, {"b": 2}])
    def test_without_anything_that_counts_there_is_no_mark(self, weights: dict[str, int]):
        assert comparison.weighed([{"a": Decimal(5)}], weights) is None

    @given(st.lists(st.integers(0, 5), min_size=1, max_size=6), st.integers(1, 3))
    def test_one_criterion_alone_is_the_mark_itself(self, given_marks: list[int], weight: int):
        marks = [{"a": Decimal(mark)} for mark in given_marks]

        assert comparison.weighed(marks, {"a": weight}) == tuple(map(Decimal, given_marks))
