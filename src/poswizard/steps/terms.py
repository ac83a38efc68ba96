"""The application form, last part: settlement cycle, fees and the terminals wished for."""

from __future__ import annotations

from decimal import Decimal
from string import ascii_uppercase

from poswizard.domain.merchant import MerchantKind
from poswizard.domain.terminal import (
    CardScheme,
    DeviceType,
    Network,
    SettlementCycle,
    TerminalSource,
)
from poswizard.forms.field import Calculation, Why
from poswizard.forms.kinds import Amount, Choice, Count, Digits, Line, Rate, YesNo
from poswizard.forms.rich_kinds import Address, Rows
from poswizard.forms.step import Heading, Row, Step
from poswizard.steps import business_checks as shop
from poswizard.steps import terms_checks as rules
from poswizard.steps.basics import Basics, Needs
from poswizard.steps.budget import Budget
from poswizard.steps.business import Business
from poswizard.steps.code_tables import COUNTIES
from poswizard.steps.pack_checks import by_pack, own_terminals_are_taken
from poswizard.steps.provider_choice import ProviderChoice
from poswizard.steps.research import Quote, Research
from poswizard.text import Text

QUOTES = (Budget.chosen_quote, Research.quotes)
DEBIT = Needs.channels.contains(CardScheme.DEBIT)
CREDIT = Needs.channels.contains(CardScheme.CREDIT)
UNIONPAY_QR = Needs.channels.contains(CardScheme.UNIONPAY_QR)
QR = (
    Needs.channels.contains(CardScheme.WECHAT)
    | Needs.channels.contains(CardScheme.ALIPAY)
    | UNIONPAY_QR
)
FEES_SHOWN = Why(
    Text(
        "收费要事先写明，没有列出的不得收。",
        "Fees are stated beforehand; what is not listed may not be charged.",
    ),
    "非银行支付机构监督管理条例第三十四条",
)


class TerminalWish(Row):
    """One kind of terminal that is applied for."""

    device_type = Choice(Text("机型", "Device type"), DeviceType, loggable=True)
    source = Choice(Text("机器来源", "Where it comes from"), TerminalSource, loggable=True)
    quantity = Count(Text("数量", "Quantity"), least=1, most=100, unit=Text("台", "terminals"))
    maker = Line(
        Text("厂商", "Maker"),
        most=30,
        required=source.is_(TerminalSource.OWN),
        hint=Text("没有要求可不填", "May stay empty"),
    )
    model = Line(Text("型号", "Model"), most=30, required=source.is_(TerminalSource.OWN))
    network = Choice(Text("联网方式", "Network"), Network, loggable=True)
    serial_number = Digits(
        Text("机身序列号（SN）", "Serial number"),
        lengths=range(5, 51),
        letters=ascii_uppercase + "-",
        relevant=source.is_(TerminalSource.OWN),
        constraint=rules.serial_number,
        hint=Text("自备终端照机身标签填；每行一台", "Own terminals, from the label; one per row"),
    )
    elsewhere = YesNo(Text("装在别的地址吗？", "Installed at another address?"), required=False)
    address = Address(
        Text("安装地址", "Where it is installed"),
        COUNTIES,
        relevant=elsewhere.is_(True),
        constraint=(shop.county_is_known, shop.shop_is_in_sichuan, shop.address_is_complete),
    )

    checks = (rules.own_terminal_is_one.on(quantity, source),)


class Terms(Step):
    """What the merchant applies for: cycle, fees, terminals."""

    key, title = "terms", Text("费率与终端", "Fees and terminals")
    intro = Text(
        "照选定的报价填。费率单位是百分之几：0.6 就是每一百元收六角。",
        "As in the chosen quote. Rates are percent: 0.6 is six jiao in a hundred yuan.",
    )
    process = ("2.3",)

    cycle_heading = Heading(Text("结算", "Settlement"))
    settlement_cycle = Choice(
        Text("结算周期", "Settlement cycle"),
        SettlementCycle,
        only_when={
            SettlementCycle.TIMED: Basics.merchant_kind.is_(MerchantKind.ENTERPRISE),
        },
        loggable=True,
        suggested=Calculation(rules.wished_cycle, (Needs.wished_cycle,)),
    )
    d0_surcharge = Rate(
        Text("当日到账加收", "Surcharge for same-day settlement"),
        most=Decimal(5),
        relevant=settlement_cycle.in_(SettlementCycle.D0, SettlementCycle.T0),
        suggested=Calculation(rules.quoted(Quote.d0_surcharge), QUOTES),
        hint=Text("不收填 0", "0 if none"),
        why=FEES_SHOWN,
    )

    fees_heading = Heading(Text("手续费", "Fees"))
    debit_rate = Rate(
        Text("借记卡费率", "Debit card rate"),
        most=Decimal(5),
        relevant=DEBIT,
        suggested=Calculation(rules.quoted(Quote.debit_rate), QUOTES),
        why=FEES_SHOWN,
    )
    debit_capped = YesNo(
        Text("借记卡手续费有封顶吗？", "Is the debit fee capped?"),
        relevant=DEBIT,
        constraint=rules.debit_is_capped,
    )
    debit_cap = Amount(
        Text("借记卡封顶", "Cap of the debit fee"),
        most=Decimal(1000),
        relevant=debit_capped.is_(True),
        suggested=Calculation(rules.quoted(Quote.debit_cap), QUOTES),
        hint=Text("每笔最多收多少", "The most for one payment"),
    )
    credit_rate = Rate(
        Text("信用卡费率", "Credit card rate"),
        most=Decimal(5),
        relevant=CREDIT,
        suggested=Calculation(rules.quoted(Quote.credit_rate), QUOTES),
        why=FEES_SHOWN,
    )
    foreign_rate = Rate(
        Text("境外卡费率", "Foreign card rate"),
        most=Decimal(10),
        relevant=Needs.channels.contains(CardScheme.FOREIGN),
        why=FEES_SHOWN,
    )
    qr_rate = Rate(
        Text("扫码费率", "QR rate"),
        most=Decimal(5),
        relevant=QR,
        suggested=Calculation(rules.quoted(Quote.qr_rate), QUOTES),
        hint=Text("微信、支付宝、银联二维码", "WeChat, Alipay, UnionPay QR"),
        why=FEES_SHOWN,
    )
    unionpay_qr_small = Rate(
        Text("银联二维码 1000 元及以下", "UnionPay QR up to 1,000 yuan"),
        most=Decimal(5),
        relevant=UNIONPAY_QR,
        required=False,
        hint=Text("与扫码费率相同可不填", "Empty if the same as the QR rate"),
    )
    unionpay_qr_large = Rate(
        Text("银联二维码 1000 元以上", "UnionPay QR over 1,000 yuan"),
        most=Decimal(5),
        relevant=UNIONPAY_QR,
        required=False,
        hint=Text("与扫码费率相同可不填", "Empty if the same as the QR rate"),
    )

    terminals_heading = Heading(Text("终端", "Terminals"))
    terminals = Rows(
        Text("要装的终端", "Terminals wished for"),
        TerminalWish,
        most=50,
        noun=Text("种终端", "kind of terminal"),
        named_by="device_type",
        constraint=rules.serial_numbers_differ(TerminalWish.serial_number),
    )

    checks = (
        rules.cycle_is_open_to.on(settlement_cycle, Basics.merchant_kind),
        rules.cycle_is_wished.on(settlement_cycle, Needs.wished_cycle),
        rules.debit_covers_cost.on(debit_rate, Business.fee_class),
        rules.credit_covers_cost.on(credit_rate, Business.fee_class),
        rules.as_quoted(Quote.debit_rate).on(debit_rate, *QUOTES),
        rules.as_quoted(Quote.debit_cap).on(debit_cap, *QUOTES),
        rules.as_quoted(Quote.credit_rate).on(credit_rate, *QUOTES),
        rules.as_quoted(Quote.qr_rate).on(qr_rate, *QUOTES),
        rules.as_quoted(Quote.d0_surcharge).on(d0_surcharge, *QUOTES),
        rules.terminals_are_as_many(TerminalWish.quantity).on(terminals, Needs.terminals),
        by_pack(
            own_terminals_are_taken(TerminalWish.quantity, TerminalWish.source),
            *(ProviderChoice.pack, ProviderChoice.pack_version),
            *(terminals, Basics.merchant_kind),
        ),
    )
