"""Phase 5: transactions checked against what was agreed, and changes of fees."""

from __future__ import annotations

from decimal import Decimal

from poswizard.domain.terminal import CardScheme
from poswizard.forms.field import Calculation, Why
from poswizard.forms.kinds import Amount, Choice, Day, Digits, Line, Rate, YesNo
from poswizard.forms.rich_kinds import Rows
from poswizard.forms.step import Heading, Row, Step
from poswizard.steps import installation_checks as care
from poswizard.steps import settlement_checks as settlement
from poswizard.steps import transaction_checks as rules
from poswizard.steps.activation_choices import SettlementPayer
from poswizard.steps.aftercare_choices import FeeItem
from poswizard.steps.basics import Needs
from poswizard.steps.row_answers import KnownSoFar
from poswizard.steps.terms import Terms
from poswizard.text import Text

ANY_YUAN = Decimal(10) ** 9
AGREED = (
    Terms.debit_rate,
    Terms.debit_cap,
    Terms.credit_rate,
    Terms.foreign_rate,
    Terms.qr_rate,
    Terms.unionpay_qr_small,
    Terms.unionpay_qr_large,
    Terms.d0_surcharge,
)
TRADE = (
    Needs.monthly_volume,
    Needs.average_ticket,
    Needs.credit_share,
    Needs.qr_share,
    Terms.debit_rate,
    Terms.debit_cap,
)


class Transaction(Row):
    """One payment as statement and bank account show it."""

    traded_on = Day(Text("交易日期", "Paid on"), constraint=care.has_come)
    paid_with = Choice(Text("付款方式", "Paid with"), CardScheme, loggable=True)
    amount = Amount(Text("交易金额", "Amount"), least=Decimal("0.01"))
    reference_number = Digits(Text("参考号", "Reference number"), lengths=(12,), required=False)
    charged = Amount(Text("实收手续费", "Fee charged"))
    expected = Amount(
        Text("应收手续费", "Fee agreed"),
        calculated=KnownSoFar(rules.expected_fee, (paid_with, amount, *AGREED)),
        required=False,
        hint=Text(
            "按约定费率算出；没有约定这种付款方式时为空",
            "By the agreed rate; empty if none was agreed",
        ),
    )
    difference = Amount(
        Text("差额（多收为正）", "Difference (too much is positive)"),
        least=-ANY_YUAN,
        calculated=Calculation(rules.overcharge, (charged, expected)),
        required=False,
        constraint=(rules.fee_is_not_above_agreed, rules.fee_is_not_below_agreed),
    )
    settled_on = Day(
        Text("到账日期", "Received on"),
        required=False,
        hint=Text("还没到账先空着", "Empty until it has arrived"),
        constraint=care.has_come,
    )
    payer = Choice(
        Text("付款方是谁", "Who paid"),
        SettlementPayer,
        relevant=settled_on.answered(),
        constraint=settlement.acquirer_pays,
    )

    checks = (
        rules.settled_after_traded.on(settled_on, traded_on),
        rules.settled_in_time.on(settled_on, traded_on, Terms.settlement_cycle),
    )


class FeeChange(Row):
    """A notice of other fees, and what it costs this merchant."""

    item = Choice(Text("哪项费用", "Which fee"), FeeItem, loggable=True)
    is_rate = item.in_(FeeItem.DEBIT_RATE, FeeItem.CREDIT_RATE, FeeItem.QR_RATE)
    old_rate = Rate(Text("原费率", "Old rate"), most=Decimal(5), relevant=is_rate)
    new_rate = Rate(Text("新费率", "New rate"), most=Decimal(5), relevant=is_rate)
    old_fee = Amount(Text("原金额", "Old amount"), relevant=item.answered() & ~is_rate)
    new_fee = Amount(Text("新金额", "New amount"), relevant=item.answered() & ~is_rate)
    announced_on = Day(Text("公告日期", "Announced on"))
    effective_on = Day(Text("生效日期", "In effect on"))
    effect = Amount(
        Text("每月多花", "More a month"),
        least=-ANY_YUAN,
        calculated=KnownSoFar(
            lambda item, old_rate, new_rate, old_fee, new_fee, *trade: rules.monthly_effect(
                item,
                old_fee if old_rate is None else old_rate,
                new_fee if new_rate is None else new_rate,
                *trade,
            ),
            (item, old_rate, new_rate, old_fee, new_fee, *TRADE),
        ),
        hint=Text(
            "按需求里的每月收款估算，省钱为负", "Estimated from the needs; negative where it saves"
        ),
    )
    agreed = YesNo(
        Text("商户同意", "The merchant agrees"),
        constraint=rules.merchant_agrees,
    )
    remark = Line(
        Text("说明", "Remark"), required=False, most=100, constraint=care.holds_no_card_number
    )

    checks = (rules.change_was_announced_in_time.on(effective_on, announced_on),)


class TransactionCheck(Step):
    """Fees and settlements as they really are."""

    key, title = "transaction_check", Text("交易核对", "Transaction check")
    intro = Text(
        "抽几笔交易，对照账单和银行到账填写；手续费差额会自动算出。",
        "Take a few payments from statement and bank account; differences of fees are worked out.",
    )
    process = ("5.5",)

    checked_on = Day(Text("核对日期", "Checked on"), constraint=care.has_come)
    checked_by = Line(
        Text("核对人", "Checked by"), hint=Text("姓名或工号", "Name or staff number"), most=40
    )
    transactions_heading = Heading(Text("抽查的交易", "Payments checked"))
    transactions = Rows(
        Text("交易", "Payments"),
        Transaction,
        noun=Text("笔交易", "payment"),
        named_by="traded_on",
        most=500,
        why=Why(
            Text(
                "收费以约定为准，没有列出的不得收；钱由收单机构直接结算。",
                "Fees are as agreed, none beyond; the acquirer itself settles.",
            ),
            rules.FEE_NOTICE,
        ),
    )
    fees_heading = Heading(Text("费用变动", "Changes of fees"))
    fee_changes = Rows(
        Text("调价公告", "Fee notices"),
        FeeChange,
        required=False,
        noun=Text("条公告", "notice"),
        named_by="item",
        most=50,
    )

    checks = (
        rules.nothing_is_outstanding(Transaction.traded_on, Transaction.settled_on).on(
            transactions, Terms.settlement_cycle
        ),
    )
