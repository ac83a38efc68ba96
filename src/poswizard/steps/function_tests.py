"""Phase 4: real payments on trial, and the first settlement."""

from __future__ import annotations

from decimal import Decimal

from poswizard.domain.merchant import Outcome
from poswizard.domain.terminal import (
    CardScheme,
    DeviceFault,
    FunctionTest,
    TransactionKind,
)
from poswizard.forms.answers import Answers
from poswizard.forms.field import Calculation, Why
from poswizard.forms.kinds import (
    Amount,
    Choice,
    Count,
    Day,
    Digits,
    Line,
    Moment,
    YesNo,
)
from poswizard.forms.rich_kinds import Rows
from poswizard.forms.step import Heading, Row, Step
from poswizard.steps import installation_checks as care
from poswizard.steps import settlement_checks as rules
from poswizard.steps import trial_checks as trials
from poswizard.steps.activation_choices import (
    SettlementPayer,
)
from poswizard.steps.business import Account
from poswizard.steps.fitting import (
    SEVERAL_DEVICES,
    WHICH_DEVICE,
    WHICH_HINT,
    Device,
    Installation,
)
from poswizard.steps.parameters import Parameters
from poswizard.steps.picture import Picture
from poswizard.steps.provider_choice import ProviderChoice
from poswizard.text import Text


class PaymentTrial(Row):
    """One payment, or what belongs to payments, tried on one device."""

    device = Count(WHICH_DEVICE, least=1, most=20, required=SEVERAL_DEVICES, hint=WHICH_HINT)
    case = Choice(Text("测试项目", "Test"), FunctionTest, loggable=True)
    outcome = Choice(Text("结果", "Result"), Outcome, loggable=True)
    moves_money = case.in_(*(test for test in FunctionTest if test.moves_money)) & outcome.in_(
        Outcome.PASSED, Outcome.FAILED
    )
    paid_with = Choice(
        Text("付款方式", "Paid with"), CardScheme, relevant=moves_money, loggable=True
    )
    amount = Amount(
        Text("金额", "Amount"),
        least=Decimal("0.01"),
        most=Decimal(10_000),
        relevant=moves_money,
        hint=Text(
            "用一两元真实付款，测完撤销或退货", "A real yuan or two, voided or refunded after"
        ),
    )
    trace_number = Digits(
        Text("凭证号", "Trace number"),
        lengths=(6,),
        relevant=moves_money,
        required=outcome.is_(Outcome.PASSED),
        hint=Text("小票上的 6 位凭证号", "The 6 digits on the slip"),
    )
    reference_number = Digits(
        Text("参考号", "Reference number"), lengths=(12,), relevant=moves_money, required=False
    )
    tried_at = Moment(Text("时间", "Time"), constraint=care.moment_has_come)
    seconds = Count(
        Text("用了几秒", "Seconds taken"), most=600, required=False, unit=Text("秒", "s")
    )
    remark = Line(
        Text("说明", "Remark"),
        required=outcome.in_(Outcome.FAILED, Outcome.NOT_APPLICABLE),
        hint=Text(
            "失败、延迟或不适用时写明情况和处理", "What failed or was slow, and what was done"
        ),
        most=100,
        constraint=care.holds_no_card_number,
    )

    checks = (care.device_is_listed.on(device, Installation.devices),)


class PaymentRepair(Row):
    """A fault found in the function tests, and what became of it."""

    device = Count(WHICH_DEVICE, least=1, most=20, required=SEVERAL_DEVICES, hint=WHICH_HINT)
    fault = Choice(Text("故障", "Fault"), DeviceFault, loggable=True)
    found_on = Day(Text("发现日期", "Found on"), constraint=care.has_come)
    description = Line(Text("现象", "What happens"), most=100, constraint=care.holds_no_card_number)
    responsible = Line(Text("谁负责处理", "Who sees to it"), most=40)
    mended_on = Day(Text("解决日期", "Solved on"), required=False, constraint=care.has_come)
    remedy = Line(
        Text("怎么解决的", "What was done"),
        relevant=mended_on.answered(),
        most=100,
        constraint=care.holds_no_card_number,
    )

    checks = (
        care.device_is_listed.on(device, Installation.devices),
        trials.mended_after_found.on(mended_on, found_on),
    )


def _function_tests(
    device: Answers, opened: tuple[TransactionKind, ...], channels: tuple[CardScheme, ...]
) -> list[FunctionTest]:
    kind = device.get(Device.device_type)
    return trials.function_tests(kind, opened, channels) if kind else []


PAYMENT_TRIALS = trials.Trials(
    "function_tests", PaymentTrial.device, PaymentTrial.case, PaymentTrial.outcome, _function_tests
)


class FunctionTests(Step):
    """Real payments on trial, and the first settlement that follows."""

    key, title = "function_tests", Text("测试交易功能", "Function tests")
    intro = Text(
        "用小额真实付款把开通的功能试一遍，再等第一笔结算到账。",
        "Try every open function with small real payments, then wait for the first settlement.",
    )
    process = ("4.4",)

    tests = Rows(
        Text("测试结果", "Results"),
        PaymentTrial,
        noun=Text("项测试", "test"),
        named_by="case",
        most=200,
        suggested=Calculation(
            PAYMENT_TRIALS.all_rows, (Installation.devices, Parameters.opened, Parameters.channels)
        ),
        hint=Text(
            "必测项目可一次带出，再逐项填结果", "All mandatory tests can be brought in at once"
        ),
    )
    slip_masked = YesNo(
        Text("小票上的卡号已屏蔽", "The slip masks the card number"),
        hint=Text("最多露出前 6 位和后 4 位", "First 6 and last 4 digits at most"),
        constraint=rules.slip_is_masked,
        why=Why(
            Text(
                "卡号、磁道、密码等敏感信息不得留存。",
                "Card data, tracks and PINs may not be kept.",
            ),
            f"{care.PAYMENT_REGULATION}第二十六条",
        ),
    )
    slips = Picture(
        Text("测试小票照片", "Pictures of the slips"),
        slot="TEST_SLIP",
        most=20,
        good=Text(
            "商户名、凭证号、金额清楚，卡号已屏蔽", "Name, trace number, amount; card masked"
        ),
        bad=Text("露出完整卡号：不要上传，先处理", "A whole card number: do not add it"),
    )
    repairs = Rows(
        Text("故障和处理", "Faults and repairs"),
        PaymentRepair,
        required=tests.any(PaymentTrial.outcome.is_(Outcome.FAILED)),
        noun=Text("条故障", "fault"),
        named_by="fault",
    )

    settlement_heading = Heading(
        Text("第一笔结算", "First settlement"),
        Text(
            "看商户银行账户的到账明细：谁付的、付到哪个账户。",
            "From the merchant's bank statement: who paid, to which account.",
        ),
    )
    settled_on = Day(Text("到账日期", "Received on"), constraint=care.has_come)
    settled_amount = Amount(Text("到账金额", "Amount received"), least=Decimal("0.01"))
    payer = Choice(
        Text("付款方是谁", "Who paid"),
        SettlementPayer,
        constraint=rules.acquirer_pays,
        why=Why(
            Text(
                "钱必须由持牌收单机构直接付到商户自己的账户；经过别人的账户就是二清，违法。",
                "The licensed acquirer itself pays the merchant; through somebody else's account is unlawful.",
            ),
            rules.SINGLE_CLEARING,
        ),
    )
    payer_name = Line(Text("付款方户名", "Payer's account name"), most=60)
    account_tail = Digits(
        Text("收款账户后四位", "Last four of the account credited"),
        lengths=(4,),
        hint=Text("照银行到账通知", "From the bank's notice"),
    )
    network_query = Choice(
        Text("云闪付查询的商户与小票一致", "UnionPay's query names the same merchant"),
        Outcome,
        required=False,
        loggable=True,
        hint=Text("刷一笔后在云闪付里查这笔交易", "Look the test payment up in the UnionPay app"),
        constraint=rules.network_query_agrees,
    )

    checks = (
        trials.nothing_is_missing(PAYMENT_TRIALS).on(
            tests, Installation.devices, Parameters.opened, Parameters.channels
        ),
        trials.nothing_has_failed(PAYMENT_TRIALS).on(tests),
        trials.faults_are_mended("function_tests", PaymentRepair.fault, PaymentRepair.mended_on).on(
            repairs
        ),
        rules.settlement_follows_installation.on(settled_on, Installation.installed_on),
        rules.right_account_was_credited.on(account_tail, Account.number),
        rules.payer_is_the_provider.on(payer_name, ProviderChoice.provider_name),
    )
