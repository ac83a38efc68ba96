"""The quotes of an application side by side, in figures and in words."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from poswizard.domain.terminal import CardScheme, SettlementCycle
from poswizard.forms.answers import Answers
from poswizard.steps.basics import Needs
from poswizard.steps.budget import Budget
from poswizard.steps.comparison import MARKED, WEIGHTS, comparison
from poswizard.steps.comparison_choices import Criterion, Weight
from poswizard.steps.comparison_words import NO_NEEDS, NO_QUOTES, splits, verdict
from poswizard.steps.preparation_choices import NeededFunction, Score
from poswizard.steps.research import Quote, Research
from tests.steps.quotes import BOUGHT, DEAR_FEES, NEEDED, RENTED, answered, quote, three


def weighing(answers: Answers, **weights: Weight) -> Answers:
    for criterion, field in WEIGHTS.items():
        answers = answers.with_(field, weights.get(criterion.value))
    return answers


def with_quotes(*rows: Answers) -> Answers:
    return Answers(NEEDED | answered(Research, quotes=rows))


def words(answers: Answers, months: int = 12, monthly: Decimal | None = None) -> str:
    return "\n".join(text.zh for text in verdict(comparison(answers), months, monthly))


class TestCosts:
    def test_a_quote_costs_what_its_own_row_says(self):
        answers = three()
        made = comparison(answers)
        rows = [row.within(answers) for row in answers.get(Research.quotes) or ()]

        for months, field in ((12, Quote.total_12), (24, Quote.total_24), (36, Quote.total_36)):
            assert [made.cost(o, months).total for o in made.priced] == [r.get(field) for r in rows]

    def test_the_cheapest_depends_on_the_takings_and_the_time(self):
        made = comparison(three())

        assert [o.number for o in made.cheapest(12)] == [2]
        assert [o.number for o in made.cheapest(12, Decimal(40_000))] == [3]
        assert [o.number for o in made.cheapest(36)] == [1]

    def test_equal_quotes_are_cheapest_together(self):
        made = comparison(with_quotes(quote(**BOUGHT), quote(**BOUGHT)))

        assert [o.number for o in made.cheapest(12)] == [1, 2]

    def test_each_terminal_has_its_price(self):
        one, two = comparison(three()), comparison(three(terminals=2))

        assert one.cost(one.priced[0], 12).one_off == 1300
        assert two.cost(two.priced[0], 12).one_off == 2600
        assert one.cost(one.priced[0], 12).payments == two.cost(two.priced[0], 12).payments

    def test_same_day_settlement_costs_its_surcharge_on_everything(self):
        dear = quote(**BOUGHT, d0_surcharge=Decimal("0.05"))
        next_day = comparison(with_quotes(dear))
        same_day = comparison(with_quotes(dear).with_(Needs.wished_cycle, SettlementCycle.D0))

        surcharge = (
            same_day.cost(same_day.priced[0], 12).total
            - next_day.cost(next_day.priced[0], 12).total
        )
        assert surcharge == 12 * 40  # 80 000 × 0.05 % a month

    def test_a_quote_that_lacks_a_price_is_not_compared_but_named(self):
        answers = with_quotes(quote(**BOUGHT), quote(**RENTED, qr_rate=None))
        made = comparison(answers)

        assert [o.number for o in made.priced] == [1]
        assert "2 号（样本乙银行）还没写明：扫码费率" in words(answers)

    @pytest.mark.parametrize("field", [Needs.monthly_volume, Needs.average_ticket, Needs.terminals])
    def test_nothing_is_compared_before_the_needs_are_known(self, field: Any):
        answers = three().with_(field, None)

        assert verdict(comparison(answers), 12) == (NO_NEEDS,)

    def test_nothing_is_compared_before_there_is_a_quote(self):
        assert verdict(comparison(Answers(NEEDED)), 12) == (NO_QUOTES,)
        with pytest.raises(ValueError, match="needs"):
            comparison(Answers()).at()


class TestTurns:
    def test_two_quotes_meet_where_one_saves_at_once_and_the_other_every_month(self):
        turns = comparison(three()).turns(12)
        pairs = [(t.below.number, t.above.number, t.monthly) for t in turns]

        assert pairs == [
            (3, 2, Decimal("72727.27")),
            (3, 1, Decimal("174358.97")),
            (2, 1, Decimal("733333.33")),
        ]

    def test_only_those_turns_lead_at_which_the_cheapest_changes(self):
        turns = comparison(three()).leading_turns(12)

        assert [(t.below.number, t.above.number) for t in turns] == [(3, 2), (2, 1)]

    def test_a_machine_bought_is_cheaper_in_the_end(self):
        turns = comparison(three()).later_turns()

        assert [(t.before.number, t.month, t.after.number) for t in turns] == [(2, 31, 1)]


class TestRanking:
    def test_without_weights_nobody_is_ranked(self):
        assert comparison(three()).ranking(12) is None

    def test_who_looks_at_the_price_alone_gets_the_cheapest(self):
        ranking = comparison(weighing(three(), price=Weight.SOME)).ranking(12)

        assert ranking
        assert [o.number for o in ranking.best] == [2]
        assert max(ranking.marks) == 5

    def test_own_marks_count_by_their_weight(self):
        row = quote(**(BOUGHT | {"after_sales_mark": Score.VERY_GOOD}))
        answers = with_quotes(row, quote(**(RENTED | {"after_sales_mark": Score.VERY_POOR})))

        ranking = comparison(weighing(answers, price=Weight.SOME, after_sales=Weight.MOST)).ranking(
            12
        )

        assert ranking
        assert [o.number for o in ranking.best] == [1]

    def test_what_not_every_quote_is_marked_for_is_left_out_and_named(self):
        answers = weighing(three(), price=Weight.MUCH, reputation=Weight.MOST)
        ranking = comparison(answers).ranking(12)

        assert ranking
        assert ranking.left_out == (Criterion.REPUTATION,)
        assert "没有每份都打分的不计：信誉" in words(answers)

    def test_functions_and_transparency_are_marked_by_what_the_quote_says(self):
        half = quote(**BOUGHT, functions=(NeededFunction.SWIPE_AND_CHIP,))
        spoken = quote(**(DEAR_FEES | {"in_writing": False, "nothing_else": None}))
        made = comparison(with_quotes(half, spoken))

        assert made.marks(made.priced[0], 12)[Criterion.FUNCTIONS] == Decimal("2.5")
        assert made.marks(made.priced[0], 12)[Criterion.TRANSPARENCY] == 5
        assert made.marks(made.priced[1], 12)[Criterion.TRANSPARENCY] < 5

    def test_a_quote_that_says_nothing_of_functions_has_no_mark_for_them(self):
        made = comparison(with_quotes(quote(**BOUGHT, functions=None)))

        assert Criterion.FUNCTIONS not in made.marks(made.priced[0], 12)

    def test_every_criterion_can_be_weighed(self):
        assert set(WEIGHTS) == set(Criterion)
        assert set(MARKED) < set(Criterion)


class TestWords:
    def test_the_cheapest_is_said_first_with_what_it_saves(self):
        first = verdict(comparison(three()), 12)[0]

        assert first.zh == (
            "每月收款 8万元，用 12 个月：2 号（样本乙银行）最省，共 5,088.00 元。"
            "比 3 号（样本丙支付）少 48.00 元。"
        )
        assert first.en.startswith(
            "At 8万 yuan a month over 12 months, No. 2 (样本乙银行) costs least"
        )

    def test_only_near_break_evens_are_told(self):
        said = words(three())

        assert "72,727.27" in said
        assert "733,333.33" not in said

    def test_other_takings_can_be_asked_for(self):
        assert "3 号（样本丙支付）最省" in words(three(), monthly=Decimal(40_000))

    def test_equal_quotes_are_said_to_be_equal(self):
        assert "一样省" in words(with_quotes(quote(**BOUGHT), quote(**BOUGHT)))

    def test_it_is_said_who_gets_what_of_a_fee(self):
        made = comparison(three())
        debit, credit = (text.zh for text in splits(made, made.priced[0]))

        assert (
            "借记卡每笔 200.00 元：手续费 1.00 元，其中发卡行 0.70、网络 0.07、收单机构 0.23"
            in debit
        )
        assert "信用卡每笔 200.00 元：手续费 1.20 元" in credit

    def test_a_fee_below_cost_is_said_to_be_so(self):
        made = comparison(with_quotes(quote(**BOUGHT, credit_rate=Decimal("0.4"))))

        assert "不够成本" in splits(made, made.priced[0])[1].zh

    def test_cards_that_are_not_taken_have_no_split(self):
        codes = three(channels=(CardScheme.WECHAT,), credit_share=None, qr_share=Decimal(100))
        made = comparison(codes)

        assert splits(made, made.priced[0]) == ()


def test_the_reserve_suggested_covers_the_first_month():
    answers = three().with_(Budget.chosen_quote, 2)
    assert Budget.reserve.suggested

    # deposit 300, rent 40, fees 384
    assert Budget.reserve.suggested.value(answers) == 724
