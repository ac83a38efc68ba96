"""Market research: what providers offer and ask, each quote with its source and date."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache
from typing import Any

from poswizard.domain.fees import TermCost
from poswizard.domain.terminal import DeviceType, Network, TerminalSource
from poswizard.forms.condition import AtLeast
from poswizard.forms.field import Field, Why
from poswizard.forms.kinds import Amount, Choice, Choices, Day, Line, Paragraph, Rate, YesNo
from poswizard.forms.rich_kinds import Rows
from poswizard.forms.step import Heading, Row, Step
from poswizard.steps import quote_costs
from poswizard.steps import research_checks as rules
from poswizard.steps.basics import Needs
from poswizard.steps.preparation_choices import NeededFunction, QuoteSource, Score
from poswizard.steps.row_answers import KnownSoFar
from poswizard.text import Text

FEN = Decimal("0.01")
HIGHEST_RATE = Decimal(5)
"""Percent; a higher figure is a slip such as 60 for 万60."""
UNKNOWN_IS_EMPTY = Text(
    "没有这项就填 0，没问到先空着", "0 if there is none; empty if not known yet"
)

NEEDS: tuple[Field[Any], ...] = (
    Needs.monthly_volume,
    Needs.average_ticket,
    Needs.credit_share,
    Needs.qr_share,
    Needs.wished_cycle,
    Needs.terminals,
)
"""What the cost of any quote is worked out for."""


@lru_cache(maxsize=128)  # every keystroke asks again for what has not changed
def term_of(prices: quote_costs.Prices, needs: tuple[Any, ...], months: int) -> TermCost | None:
    """What a quote costs over so many months for the answers to `NEEDS`."""
    *takings, terminals = needs
    return quote_costs.term(prices, quote_costs.volume(*takings), terminals, months)


def _total(months: int) -> Callable[..., Decimal | None]:
    def total(*values: Any) -> Decimal | None:
        prices, needs = values[: len(PRICES)], values[len(PRICES) :]
        cost = term_of(quote_costs.Prices(**dict(zip(PRICES, prices, strict=True))), needs, months)
        return cost.total if cost else None

    return total


class Quote(Row):
    """One offer. Prices may stay open while comparing; those of the quote taken may not."""

    provider_name = Line(Text("服务商", "Provider"), most=60, hint=Text("写全称", "Full name"))
    device_type = Choice(Text("机型", "Device type"), DeviceType, loggable=True)
    maker = Line(Text("厂商", "Maker"), most=40, required=False)
    model = Line(Text("型号", "Model"), most=40, required=False)
    network = Choices(Text("联网方式", "Network"), Network, required=False, loggable=True)
    functions = Choices(Text("有哪些功能", "Functions offered"), NeededFunction, required=False)
    after_sales = Line(
        Text("售后", "After-sales"),
        most=100,
        required=False,
        hint=Text("保修多久、坏了多久上门或换机", "Warranty, time to repair or replace"),
    )

    device_heading = Heading(Text("机器和服务费（每台）", "Device and service, per terminal"))
    device_source = Choice(
        Text("机器怎么给", "How the device is provided"),
        TerminalSource,
        required=False,
        loggable=True,
    )
    device_price = Amount(Text("机器价格", "Device price"), required=False, hint=UNKNOWN_IS_EMPTY)
    deposit = Amount(Text("押金", "Deposit"), required=False, hint=UNKNOWN_IS_EMPTY)
    deposit_returned = YesNo(
        Text("押金退不退", "Is the deposit returned"), relevant=AtLeast(deposit, FEN)
    )
    deposit_terms = Line(
        Text("退押金的条件", "Conditions of its return"),
        relevant=AtLeast(deposit, FEN),
        most=100,
        hint=Text(
            "照原话写，如“满 12 个月退”“交易满 10 万退”",
            "In the provider's words, such as after 12 months",
        ),
    )
    monthly_fee = Amount(Text("月租、月费", "Monthly fee"), required=False, hint=UNKNOWN_IS_EMPTY)
    sim_fee = Amount(
        Text("流量卡费（每年）", "SIM fee a year"), required=False, hint=UNKNOWN_IS_EMPTY
    )
    installation_fee = Amount(
        Text("安装调试费", "Installation and commissioning"), required=False, hint=UNKNOWN_IS_EMPTY
    )
    yearly_fee = Amount(
        Text("维护服务费（每年）", "Maintenance a year"), required=False, hint=UNKNOWN_IS_EMPTY
    )

    rate_heading = Heading(Text("费率", "Rates"))
    debit_rate = Rate(
        Text("借记卡费率", "Debit rate"),
        most=HIGHEST_RATE,
        required=False,
        hint=Text("百分比，如 0.5", "Percent, such as 0.5"),
    )
    debit_capped = YesNo(
        Text("借记卡有没有封顶", "Is the debit fee capped"),
        required=False,
        why=Why(
            Text("没有封顶，大额刷卡会多付很多。", "Without a cap large payments cost a lot more."),
            rules.PRICE_RULES,
        ),
    )
    debit_cap = Amount(
        Text("封顶每笔", "Cap per payment"), relevant=debit_capped.is_(True), required=False
    )
    credit_rate = Rate(
        Text("信用卡费率", "Credit rate"),
        most=HIGHEST_RATE,
        required=False,
        why=Why(
            Text(
                "发卡行和清算网络合计约 0.48 %；报价更低要问清楚靠什么补。",
                "Issuer and network alone take about 0.48 %: ask how a lower quote is possible.",
            ),
            rules.PRICE_RULES,
        ),
    )
    qr_rate = Rate(
        Text("扫码费率", "QR rate"), most=HIGHEST_RATE, required=False, hint=UNKNOWN_IS_EMPTY
    )
    d0_surcharge = Rate(
        Text("当天到账加收", "Same-day surcharge"),
        most=HIGHEST_RATE,
        required=False,
        hint=Text("不开通填 0", "0 if not opened"),
    )
    in_writing = YesNo(
        Text("报价是书面的吗", "Is the quote in writing"),
        required=False,
        why=Why(
            Text(
                "收费要明码标价，标明之外的不得收。",
                "Fees are marked, and none beyond them may be taken.",
            ),
            "非银行支付机构监督管理条例第三十四条",
        ),
    )
    nothing_else = YesNo(
        Text("服务商确认没有其他收费", "Provider confirms there is no other fee"), required=False
    )

    source_heading = Heading(Text("哪里来的", "Where this comes from"))
    source_kind = Choice(Text("来源", "Source"), QuoteSource, loggable=True)
    source_detail = Line(
        Text("来源说明", "Details of the source"),
        most=100,
        required=False,
        hint=Text(
            "网页名称、报价单编号；不写别人的姓名电话", "Page or leaflet number; no names or phones"
        ),
    )
    quoted_on = Day(
        Text("报价日期", "Date of the quote"),
        constraint=(rules.quote_is_not_from_the_future, rules.quote_is_recent),
    )
    remark = Paragraph(Text("备注", "Remarks"), most=300, required=False)

    mark_heading = Heading(
        Text("您的评分（选填）", "Your marks (optional)"),
        Text("打了分，下一步比价时一起算", "They count when quotes are compared in the next step"),
    )
    after_sales_mark = Choice(Text("售后评分", "Mark for after-sales"), Score, required=False)
    reputation_mark = Choice(
        Text("信誉评分", "Mark for reputation"),
        Score,
        required=False,
        hint=Text("问过别的商户、查过投诉再打分", "Once other merchants and complaints were heard"),
    )
    services_mark = Choice(
        Text("增值服务评分", "Mark for added services"),
        Score,
        required=False,
        hint=Text("对账、会员、贷款等用得上的", "Reconciliation, loyalty, loans: what is of use"),
    )

    cost_heading = Heading(
        Text("按您的收款量算", "At the stated takings"),
        Text(
            "含机器、服务费和手续费，不含会退的押金",
            "Device, service and fees, without a returned deposit",
        ),
    )
    prices: tuple[Field[Any], ...] = (
        device_price,
        deposit,
        deposit_returned,
        monthly_fee,
        sim_fee,
        installation_fee,
        yearly_fee,
        debit_rate,
        debit_capped,
        debit_cap,
        credit_rate,
        qr_rate,
        d0_surcharge,
    )
    total_12 = Amount(
        Text("12 个月合计", "Over 12 months"),
        required=False,
        calculated=KnownSoFar(_total(12), prices + NEEDS),
    )
    total_24 = Amount(
        Text("24 个月合计", "Over 24 months"),
        required=False,
        calculated=KnownSoFar(_total(24), prices + NEEDS),
    )
    total_36 = Amount(
        Text("36 个月合计", "Over 36 months"),
        required=False,
        calculated=KnownSoFar(_total(36), prices + NEEDS),
    )

    checks = (
        rules.debit_rate_covers_cost.on(debit_rate, Needs.channels),
        rules.debit_rate_has_a_cap.on(debit_capped, Needs.channels),
        rules.credit_rate_covers_cost.on(credit_rate, Needs.channels),
    )


PRICES = tuple(field.name for field in Quote.prices)
"""The names of the price questions, in the order in which `quote_costs.Prices` takes them."""


class Research(Step):
    """As many quotes as wished, side by side."""

    key, title = "research", Text("市场调研", "Market research")
    intro = Text(
        "问几家就记几家：机型、价格、售后，还有这话是从哪儿听来的。",
        "Note each provider asked: model, prices, after-sales, and where you have it from.",
    )
    process = ("1.2",)

    quotes = Rows(
        Text("报价", "Quotes"),
        Quote,
        noun=Text("份报价", "quote"),
        named_by="provider_name",
        least=1,
        most=20,
        constraint=rules.there_is_something_to_compare,
    )
