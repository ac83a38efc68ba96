"""Rules on the wished fees, the settlement cycle and the terminals."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from poswizard.domain import fees, money
from poswizard.domain.category import FeeClass
from poswizard.domain.fees import FeeConcern
from poswizard.domain.identifiers import serial_number_is_valid
from poswizard.domain.merchant import MerchantKind
from poswizard.domain.terminal import SettlementCycle, TerminalSource
from poswizard.forms.field import Field
from poswizard.forms.issue import Level, Rule, rule
from poswizard.steps.row_answers import RowAnswers, values
from poswizard.text import Text

PRICE_RULES = "发改价格〔2016〕557号"
FEE_NOTICE = "非银行支付机构监督管理条例第三十四条"


def quoted(price: Field[Decimal]) -> Callable[[int, RowAnswers], Decimal | None]:
    """What the chosen quote says of a price; the number of a quote counts from one."""

    def look_up(chosen: int, quotes: RowAnswers) -> Decimal | None:
        return quotes[chosen - 1].get(price) if 1 <= chosen <= len(quotes) else None

    return look_up


def wished_cycle(wished: SettlementCycle) -> SettlementCycle:
    """The cycle named among the needs."""
    return wished


def as_quoted(price: Field[Decimal]) -> Rule:
    """The rule that a wished rate is the one in the chosen quote."""

    @rule(
        f"terms.{price.name}_as_quoted",
        Level.WARNING,
        Text("与选定的报价一致", "As in the chosen quote"),
        f"{FEE_NOTICE}；收单机构驳回原因（期望费率不符）",
    )
    def is_as_quoted(value: Decimal, chosen: int, quotes: RowAnswers) -> Text | None:
        """Rule 11: what was not quoted may not be charged."""
        offer = quoted(price)(chosen, quotes)
        if offer is None or offer == value:
            return None
        return Text(
            f"选定的报价是 {offer.normalize():f}，这里填 {value.normalize():f}；请核对，谈妥了新价请写明谁答应的",
            f"The chosen quote says {offer.normalize():f}, this says {value.normalize():f}: check; if newly agreed, say by whom",
        )

    return is_as_quoted


@rule(
    "terms.cycle_for_companies",
    Level.ERROR,
    Text("定时结算只给企业", "Timed settlement is for companies only"),
    "拉卡拉商户进件文档",
)
def cycle_is_open_to(cycle: SettlementCycle, kind: MerchantKind) -> Text | None:
    """Rule 45."""
    if not cycle.is_for_enterprises_only or kind is MerchantKind.ENTERPRISE:
        return None
    return Text(
        "定时结算只对企业开放，请选 T+1、D+1 等",
        "Timed settlement is for companies: choose T+1 or D+1",
    )


@rule(
    "terms.debit_uncapped",
    Level.WARNING,
    Text("借记卡手续费有封顶", "The debit fee is capped"),
    PRICE_RULES,
)
def debit_is_capped(capped: bool) -> Text | None:
    """Rule 12."""
    return None if capped else FeeConcern.DEBIT_WITHOUT_CAP.label


@rule(
    "terms.debit_below_cost",
    Level.WARNING,
    Text("借记卡费率不低于成本", "The debit rate covers its cost"),
    PRICE_RULES,
)
def debit_covers_cost(rate: Decimal, fee_class: FeeClass) -> Text | None:
    """Rule 12: standard merchants only, the other classes pay less by law."""
    return _concern(FeeConcern.DEBIT_BELOW_COST, rate, fees.CREDIT_COST_RATE, fee_class)


@rule(
    "terms.credit_below_cost",
    Level.WARNING,
    Text("信用卡费率不低于成本", "The credit rate covers its cost"),
    PRICE_RULES,
)
def credit_covers_cost(rate: Decimal, fee_class: FeeClass) -> Text | None:
    """Rule 12."""
    return _concern(FeeConcern.CREDIT_BELOW_COST, fees.DEBIT_COST_RATE, rate, fee_class)


@rule(
    "terms.cycle_differs",
    Level.INFORMATION,
    Text("结算周期与需求一致", "The cycle is the one wished"),
    "确定需求",
)
def cycle_is_wished(cycle: SettlementCycle, wished: SettlementCycle) -> Text | None:
    """A change between the needs and the form may be an oversight."""
    if cycle is wished:
        return None
    return Text("需求里希望的是{0}", "The needs said {0}").format(wished)


def terminals_are_as_many(quantity: Field[int]) -> Rule:
    """Each row may stand for several terminals of one kind; `quantity` is its question for how many."""

    @rule(
        "terms.terminal_count",
        Level.INFORMATION,
        Text("终端数量与需求一致", "As many terminals as wished"),
        "确定需求",
    )
    def test(wishes: RowAnswers, wanted: int) -> Text | None:
        total = sum(values(wishes, quantity))
        if total == wanted:
            return None
        return Text(
            f"需求里是 {wanted} 台，这里合计 {total} 台",
            f"The needs said {wanted}, here are {total}",
        )

    return test


@rule(
    "terms.serial_number",
    Level.ERROR,
    Text(
        "序列号 5 到 50 位字母、数字、横线", "A serial number has 5 to 50 letters, digits, dashes"
    ),
    "银联终端报备规范",
)
def serial_number(number: str) -> Text | None:
    """Read off the label on the back of the machine."""
    if serial_number_is_valid(number):
        return None
    return Text(
        "序列号应为 5 到 50 位字母、数字或横线，请照机身标签填写",
        "5 to 50 letters, digits or dashes: copy the label on the machine",
    )


@rule(
    "terms.own_terminal_is_one",
    Level.ERROR,
    Text("自备终端一行一台", "One row for each own terminal"),
    "银发〔2021〕259号（一机一码）",
)
def own_terminal_is_one(quantity: int, source: TerminalSource) -> Text | None:
    """Each machine has a serial number of its own."""
    if source is not TerminalSource.OWN or quantity == 1:
        return None
    return Text(
        "自备终端每台一个序列号，请一行写一台，数量填 1",
        "Each own terminal has its serial number: one row each, quantity 1",
    )


def serial_numbers_differ(number: Field[str]) -> Rule:
    """The same number in two rows is a slip of copying; `number` is the row's question for it."""

    @rule(
        "terms.serial_number_twice",
        Level.ERROR,
        Text("每台机器一个序列号", "One serial number, one machine"),
        "银发〔2021〕259号（一机一户）",
    )
    def test(wishes: RowAnswers) -> Text | None:
        numbers = list(values(wishes, number))
        if len(set(numbers)) == len(numbers):
            return None
        return Text(
            "有两台终端的序列号相同，请照机身标签改正",
            "Two terminals have one serial number: correct it",
        )

    return test


def _concern(
    concern: FeeConcern, debit: Decimal, credit: Decimal, fee_class: FeeClass
) -> Text | None:
    """The concern, if a quote of these two rates raises it; the cap is asked about elsewhere."""
    quote = fees.Quote(debit_rate=debit, debit_cap=fees.DEBIT_COST_CAP, credit_rate=credit)
    if concern not in fees.concerns(quote, fee_class):
        return None
    asked = debit if concern is FeeConcern.DEBIT_BELOW_COST else credit
    return Text(f"{money.format_rate(asked)}：", f"{money.format_rate(asked)}: ") + concern.label
