"""The budget: which quote is taken, and what it costs at once, every month, and over one to three years."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from poswizard.domain.fees import TermCost
from poswizard.domain.money import round_to_fen
from poswizard.forms.field import Field, Why
from poswizard.forms.kinds import Amount, Choice, Count
from poswizard.forms.step import Heading, Step
from poswizard.steps import budget_checks as rules
from poswizard.steps.basics import Needs
from poswizard.steps.comparison_choices import Criterion, Weight
from poswizard.steps.preparation_choices import Funding
from poswizard.steps.research import NEEDS, Research
from poswizard.steps.row_answers import KnownSoFar
from poswizard.text import Text


def _cost(chosen: Field[int], months: int, part: Callable[[TermCost], Decimal]) -> KnownSoFar:
    return KnownSoFar(rules.term_taken(months, part), (chosen, Research.quotes, *NEEDS))


def _one_off(cost: TermCost) -> Decimal:
    return cost.one_off


def _tied_up(cost: TermCost) -> Decimal:
    return cost.tied_up


def _needed_at_first(cost: TermCost) -> Decimal:
    """What is paid or tied up before the first month is over."""
    return round_to_fen(cost.one_off + cost.tied_up + (cost.running + cost.payments) / cost.months)


def _weight(criterion: Criterion) -> Choice[Weight]:
    return Choice(criterion.label, Weight, hint=criterion.hint, required=False, loggable=True)


def _running_a_month(cost: TermCost) -> Decimal:
    return round_to_fen(cost.running / cost.months)


def _payments_a_month(cost: TermCost) -> Decimal:
    return round_to_fen(cost.payments / cost.months)


def _total(cost: TermCost) -> Decimal:
    return cost.total


class Budget(Step):
    """What is spent, from which money, and what stays in reserve."""

    key, title = "budget", Text("资金预算", "Budget")
    intro = Text(
        "选定一份报价，花多少钱一目了然；收款量改了，这里跟着变。",
        "Take one of the quotes and see what it costs; the figures follow the stated takings.",
    )
    process = ("1.3",)

    weight_heading = Heading(
        Text("您看重什么（选填）", "What matters to you (optional)"),
        Text(
            "选了就按权重给每份报价打总分，上面的表里能看到",
            "Each quote is then marked by these weights, in the table above",
        ),
    )
    price_weight = _weight(Criterion.PRICE)
    functions_weight = _weight(Criterion.FUNCTIONS)
    transparency_weight = _weight(Criterion.TRANSPARENCY)
    after_sales_weight = _weight(Criterion.AFTER_SALES)
    reputation_weight = _weight(Criterion.REPUTATION)
    services_weight = _weight(Criterion.SERVICES)

    choice_heading = Heading(Text("选定", "The quote taken"))
    chosen_quote = Count(
        Text("选第几份报价", "Number of the quote taken"),
        least=1,
        most=20,
        hint=Text("按“市场调研”里的顺序", "In the order of the market research"),
        why=Why(
            Text(
                "选中的报价要写明每一项收费；没写明的，以后不得收。",
                "The quote taken states every fee; one not stated may not be charged later.",
            ),
            rules.FEE_NOTICE,
        ),
    )

    at_once_heading = Heading(Text("一次性", "At once"))
    one_off = Amount(
        Text("机器和安装", "Device and installation"),
        hint=Text("含不退的押金", "With a deposit that is not returned"),
        calculated=_cost(chosen_quote, 12, _one_off),
        required=False,
    )
    tied_up = Amount(
        Text("会退的押金", "Deposit that is returned"),
        hint=Text("占用资金，不算花费", "Tied up, not spent"),
        calculated=_cost(chosen_quote, 12, _tied_up),
        required=False,
    )

    monthly_heading = Heading(Text("每月平均", "On average a month"))
    running_a_month = Amount(
        Text("服务费、月租、流量", "Service, rent, SIM"),
        calculated=_cost(chosen_quote, 12, _running_a_month),
        required=False,
    )
    payments_a_month = Amount(
        Text("刷卡和扫码手续费", "Fees on payments"),
        calculated=_cost(chosen_quote, 12, _payments_a_month),
        required=False,
    )

    total_heading = Heading(
        Text("合计", "In all"), Text("按现在填的收款量", "At the takings stated now")
    )
    total_12 = Amount(
        Text("12 个月", "12 months"), calculated=_cost(chosen_quote, 12, _total), required=False
    )
    total_24 = Amount(
        Text("24 个月", "24 months"), calculated=_cost(chosen_quote, 24, _total), required=False
    )
    total_36 = Amount(
        Text("36 个月", "36 months"), calculated=_cost(chosen_quote, 36, _total), required=False
    )

    money_heading = Heading(Text("钱从哪里来", "The money"))
    funding = Choice(Text("资金来源", "Source of the money"), Funding, loggable=True)
    reserve = Amount(
        Text("备用周转金", "Working capital in reserve"),
        hint=Text("到账前进货、发工资用的钱", "For stock and wages before settlements arrive"),
        suggested=_cost(chosen_quote, 12, _needed_at_first),
        why=Why(
            Text(
                "机器、安装和头一个月的费用要先付，货款隔天才到账，手里要留余钱。",
                "Device, installation and the first month are paid before takings have arrived.",
            ),
            "需求核对",
        ),
    )

    checks = (
        rules.number_is_that_of_a_quote.on(chosen_quote, Research.quotes),
        rules.every_fee_is_stated.on(chosen_quote, Research.quotes, Needs.channels),
        rules.quote_is_in_writing.on(chosen_quote, Research.quotes),
        rules.no_fee_is_unlisted.on(chosen_quote, Research.quotes),
        rules.debit_rate_taken_has_a_cap.on(chosen_quote, Research.quotes, Needs.channels),
        rules.rates_taken_cover_cost.on(chosen_quote, Research.quotes, Needs.channels),
        rules.model_does_what_is_needed.on(chosen_quote, Research.quotes, Needs.functions),
        rules.type_is_suitable.on(chosen_quote, Research.quotes, Needs.device_types),
        rules.reserve_covers_the_start.on(reserve, one_off),
    )
