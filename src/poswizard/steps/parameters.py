"""Phase 4: limits, fees, settlement and refunds as set on the terminal."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from poswizard.domain.terminal import (
    CardScheme,
    SettlementCycle,
    TransactionKind,
)
from poswizard.forms.condition import Condition
from poswizard.forms.field import Calculation, Why
from poswizard.forms.kinds import (
    Amount,
    Choice,
    Choices,
    Count,
    Day,
    Line,
    Rate,
    YesNo,
)
from poswizard.forms.step import Heading, Step
from poswizard.steps import installation_checks as care
from poswizard.steps import parameter_checks as rules
from poswizard.steps import terms_checks as terms
from poswizard.steps.activation_choices import (
    RefundApprover,
)
from poswizard.steps.basics import Basics, Needs
from poswizard.steps.business import Business
from poswizard.steps.terms import Terms
from poswizard.text import Text

MOST_YUAN = Decimal(100_000_000)


def _limit(
    zh: str, en: str, relevant: Condition, width: Literal["half", "alone"] = "half"
) -> Amount:
    return Amount(Text(zh, en), most=MOST_YUAN, relevant=relevant, width=width)


class Parameters(Step):
    """What the terminal is set to: limits, fees, settlement, refunds."""

    key, title = "parameters", Text("设置交易参数", "Transaction parameters")
    intro = Text(
        "填机器上实际生效的参数，和协议、限额规定逐项比对。",
        "Enter what is set on the device; it is compared with the agreement and the ceilings.",
    )
    process = ("4.3",)

    opened_heading = Heading(Text("开通了什么", "What is open"))
    channels = Choices(
        Text("能收的付款方式", "Ways of paying that are open"),
        CardScheme,
        suggested=Calculation(tuple, (Needs.channels,)),
        loggable=True,
    )
    opened = Choices(
        Text("开通的交易", "Transactions that are open"), TransactionKind, loggable=True
    )
    has_debit = channels.contains(CardScheme.DEBIT)
    has_credit = channels.contains(CardScheme.CREDIT)
    has_qr = (
        channels.contains(CardScheme.UNIONPAY_QR)
        | channels.contains(CardScheme.WECHAT)
        | channels.contains(CardScheme.ALIPAY)
        | channels.contains(CardScheme.DIGITAL_YUAN)
    )

    limit_heading = Heading(
        Text("限额", "Limits"), Text("单笔 ≤ 单日 ≤ 单月", "Single ≤ day ≤ month")
    )
    debit_single = _limit("借记卡单笔", "Debit, single", has_debit)
    debit_day = _limit("借记卡单日", "Debit, a day", has_debit)
    debit_month = _limit("借记卡单月", "Debit, a month", has_debit, "alone")
    credit_single = _limit("信用卡单笔", "Credit, single", has_credit)
    credit_day = Amount(
        Text("信用卡单日", "Credit, a day"),
        most=MOST_YUAN,
        relevant=has_credit,
        why=Why(
            Text(
                "小微商户信用卡每日最多 1,000 元、每月最多 10,000 元，同一身份证在同一机构合并计算。",
                "Micro merchants: 1,000 yuan a day, 10,000 a month by credit card, per ID and acquirer.",
            ),
            rules.MICRO_CEILING,
        ),
    )
    credit_month = _limit("信用卡单月", "Credit, a month", has_credit, "alone")
    qr_single = _limit("扫码单笔", "QR, single", has_qr)
    qr_day = _limit("扫码单日", "QR, a day", has_qr)
    qr_month = _limit("扫码单月", "QR, a month", has_qr, "alone")

    fee_heading = Heading(Text("费率和结算", "Fees and settlement"))
    debit_rate = Rate(Text("借记卡费率", "Debit card rate"), most=Decimal(5), relevant=has_debit)
    debit_capped = YesNo(
        Text("借记卡手续费有封顶吗？", "Is the debit fee capped?"),
        relevant=has_debit,
        constraint=terms.debit_is_capped,
    )
    debit_cap = Amount(
        Text("借记卡封顶", "Cap of the debit fee"),
        most=Decimal(1000),
        relevant=debit_capped.is_(True),
    )
    credit_rate = Rate(Text("信用卡费率", "Credit card rate"), most=Decimal(5), relevant=has_credit)
    qr_rate = Rate(Text("扫码费率", "QR rate"), most=Decimal(5), relevant=has_qr)
    settlement_cycle = Choice(
        Text("结算周期", "Settlement cycle"),
        SettlementCycle,
        loggable=True,
    )
    d0_surcharge = Rate(
        Text("当日到账加收", "Surcharge for same-day settlement"),
        most=Decimal(5),
        relevant=settlement_cycle.in_(SettlementCycle.D0, SettlementCycle.T0),
        hint=Text("不收填 0", "0 if none"),
    )

    refund_heading = Heading(
        Text("退款", "Refunds"), relevant=opened.contains(TransactionKind.REFUND)
    )
    can_refund = opened.contains(TransactionKind.REFUND) | opened.contains(
        TransactionKind.QR_REFUND
    )
    refund_days = Count(
        Text("多少天内可以退", "Days in which a refund is possible"),
        least=1,
        most=3650,
        unit=Text("天", "days"),
        relevant=can_refund,
        constraint=rules.refund_period_is_usual,
    )
    refund_within_original = YesNo(
        Text("退款不超过原交易金额、原路退回", "Not above the original, back the same way"),
        relevant=can_refund,
        constraint=rules.refund_is_limited_to_original,
    )
    refund_approver = Choice(
        Text("退款要谁确认", "Who confirms a refund"),
        RefundApprover,
        relevant=can_refund,
        constraint=rules.refund_needs_higher_right,
        loggable=True,
    )

    other_heading = Heading(Text("其他", "Other"))
    no_pin_limit = Amount(
        Text("免密免签额度", "Limit without PIN and signature"),
        most=Decimal(100_000),
        relevant=opened.contains(TransactionKind.NO_PIN),
        constraint=rules.no_pin_limit_is_usual,
    )
    slip_copies = Count(Text("小票打印联数", "Copies of a slip"), most=3, unit=Text("联", "copies"))
    receipt_text = Line(Text("小票附加文字", "Words printed on slips"), required=False, most=60)
    set_by = Line(
        Text("设置人", "Set by"), hint=Text("姓名或工号", "Name or staff number"), most=40
    )
    set_on = Day(Text("设置日期", "Set on"), constraint=care.has_come)

    checks = (
        rules.limit_is_not_below.on(debit_day, debit_single),
        rules.limit_is_not_below.on(debit_month, debit_day),
        rules.limit_is_not_below.on(credit_day, credit_single),
        rules.limit_is_not_below.on(credit_month, credit_day),
        rules.limit_is_not_below.on(qr_day, qr_single),
        rules.limit_is_not_below.on(qr_month, qr_day),
        rules.micro_day_is_within_ceiling.on(credit_day, Basics.merchant_kind),
        rules.micro_month_is_within_ceiling.on(credit_month, Basics.merchant_kind),
        *(
            check.on(set_here, agreed)
            for set_here, agreed in (
                (debit_rate, Terms.debit_rate),
                (debit_cap, Terms.debit_cap),
                (credit_rate, Terms.credit_rate),
                (qr_rate, Terms.qr_rate),
                (d0_surcharge, Terms.d0_surcharge),
            )
            for check in (rules.not_above_agreed, rules.not_below_agreed)
        ),
        rules.agreed_cap_is_set.on(debit_capped, Terms.debit_capped),
        terms.debit_covers_cost.on(debit_rate, Business.fee_class),
        terms.credit_covers_cost.on(credit_rate, Business.fee_class),
        rules.cycle_is_as_agreed.on(settlement_cycle, Terms.settlement_cycle),
        terms.cycle_is_open_to.on(settlement_cycle, Basics.merchant_kind),
    )
