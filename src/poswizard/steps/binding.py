"""Phase 4: each device activated and its serial number bound to the merchant."""

from __future__ import annotations

from string import ascii_uppercase

from poswizard.domain.merchant import MerchantKind
from poswizard.forms.field import Calculation, Field, Why
from poswizard.forms.kinds import (
    Choice,
    Day,
    Digits,
    Line,
    Moment,
    Tick,
)
from poswizard.forms.rich_kinds import Address, Place, Rows
from poswizard.forms.step import Heading, Row, Step
from poswizard.steps import activation_checks as rules
from poswizard.steps import installation_checks as care
from poswizard.steps.activation_choices import (
    ActivationResult,
    ActivationWay,
)
from poswizard.steps.application import Identity, Licence
from poswizard.steps.basics import Basics
from poswizard.steps.business import Account
from poswizard.steps.code_tables import COUNTIES
from poswizard.steps.fitting import (
    HAS_NUMBERED_DEVICE,
    SERIAL_LENGTHS,
    SERIAL_LETTERS,
    Device,
    Installation,
)
from poswizard.steps.review import Review
from poswizard.steps.row_answers import RowAnswers, values
from poswizard.text import Text

MICRO = Basics.merchant_kind.is_(MerchantKind.MICRO)


def _copied(field: Field[str]) -> Calculation:
    return Calculation(str, (field,))


class ActivatedTerminal(Row):
    """One device made to work for this merchant."""

    serial_number = Digits(
        Text("机身序列号（SN）", "Serial number (SN)"),
        lengths=SERIAL_LENGTHS,
        letters=SERIAL_LETTERS,
        hint=Text("照机器屏幕或标签，与安装登记核对", "From screen or label, as on the sheet"),
    )
    terminal_id = Digits(
        Text("终端编号", "Terminal number"),
        lengths=(8,),
        letters=ascii_uppercase,
        hint=Text("收单机构分配的 8 位编号", "The 8 characters given by the acquirer"),
    )
    way = Choice(Text("激活方式", "How it was activated"), ActivationWay, loggable=True)
    code_tail = Digits(
        Text("激活码后四位", "Last four of the code"),
        lengths=(4,),
        letters=ascii_uppercase,
        relevant=way.in_(ActivationWay.CODE, ActivationWay.SCAN),
        sensitive=True,
        hint=Text("只记后四位；完整激活码不要写在任何地方", "Never write the whole code anywhere"),
    )
    code_expires = Day(
        Text("激活码有效期至", "Code valid until"),
        relevant=way.in_(ActivationWay.CODE, ActivationWay.SCAN),
        hint=Text("有的机构只有 7 天", "At some acquirers 7 days only"),
    )
    result = Choice(Text("结果", "Result"), ActivationResult, loggable=True)
    activated_at = Moment(
        Text("激活时间", "Activated at"),
        relevant=result.is_(ActivationResult.ACTIVE),
        constraint=care.moment_has_come,
    )
    problem = Line(
        Text("失败原因和处理", "What went wrong, what is done"),
        relevant=result.is_(ActivationResult.FAILED),
        most=100,
        constraint=care.holds_no_card_number,
    )

    checks = (
        rules.device_is_installed(Device.serial_number).on(serial_number, Installation.devices),
        rules.code_is_valid.on(code_expires, result),
        rules.code_has_days_left.on(code_expires, result),
        rules.activated_in_time.on(activated_at, code_expires),
        rules.activated_after_installation.on(activated_at, Installation.installed_on),
    )


def _place_of(devices: RowAnswers) -> Place | None:
    return next(values(devices, Device.address), None)


def _serial_numbers(devices: RowAnswers) -> str | None:
    return "、".join(values(devices, Device.serial_number)) or None


class Activation(Step):
    """Each device made to work, and the tie of its serial number to the merchant."""

    key, title = "activation", Text("激活设备", "Activation")
    intro = Text(
        "照说明书激活每台机器，再和收单机构核对五要素。",
        "Activate each device by its manual, then compare the five elements with the acquirer.",
    )
    process = ("4.1",)

    terminals_heading = Heading(
        Text("激活记录", "Activation"), Text("一台机器一行", "One row per device")
    )
    terminals = Rows(
        Text("已激活的终端", "Terminals"),
        ActivatedTerminal,
        required=HAS_NUMBERED_DEVICE,
        noun=Text("台终端", "terminal"),
        named_by="terminal_id",
        most=20,
    )

    binding_heading = Heading(
        Text("五要素绑定", "Binding of five elements"),
        Text(
            "终端序列号与收单机构、商户编号、商户身份、结算账户、安装地点绑定，不得改动。",
            "The serial number is tied to acquirer, merchant number, identity, account and place.",
        ),
    )
    acquirer_code = Line(
        Text("收单机构代码", "Acquirer code"),
        least=3,
        most=20,
        hint=Text("照收单机构的通知填写", "As in the acquirer's notice"),
        suggested=Calculation(lambda number: number[:3], (Review.merchant_id,)),
        why=Why(
            Text(
                "五要素要完整、一致、不可改动。",
                "The five are complete, consistent and unalterable.",
            ),
            care.NOTICE_259,
        ),
    )
    merchant_id = Line(
        Text("特约商户编号", "Merchant number"), calculated=_copied(Review.merchant_id), most=15
    )
    licence_number = Line(
        Text("统一社会信用代码", "Unified social credit code"),
        relevant=~MICRO,
        calculated=_copied(Licence.number),
        most=18,
    )
    operator_number = Line(
        Text("经营者证件号码", "Operator's document number"),
        relevant=MICRO,
        calculated=_copied(Identity.number),
        most=40,
        sensitive=True,
    )
    account_number = Line(
        Text("结算账户", "Settlement account"),
        calculated=_copied(Account.number),
        most=40,
        sensitive=True,
    )
    place = Address(
        Text("安装地点", "Place of installation"),
        COUNTIES,
        calculated=Calculation(_place_of, (Installation.devices,)),
    )
    serial_numbers = Line(
        Text("终端序列号", "Serial numbers"),
        calculated=Calculation(_serial_numbers, (Installation.devices,)),
        required=HAS_NUMBERED_DEVICE,
        most=1100,
        width="full",
    )
    binding_agrees = Tick(
        Text(
            "以上各项与收单机构系统里登记的一致", "All of these are as registered with the acquirer"
        )
    )
    binding_checked_by = Line(
        Text("收单机构核对人", "Checked by, at the acquirer"),
        hint=Text(
            "收单机构工作人员的姓名或工号，服务商不能代填",
            "The acquirer's own staff: an agent cannot stand in",
        ),
        most=40,
    )
    binding_checked_on = Day(Text("核对日期", "Checked on"), constraint=care.has_come)

    checks = (
        rules.every_device_is_activated(
            ActivatedTerminal.serial_number, ActivatedTerminal.result, Device.serial_number
        ).on(terminals, Installation.devices),
        rules.numbers_differ(ActivatedTerminal.terminal_id, Text("终端编号", "Terminal number")).on(
            terminals
        ),
        rules.acquirer_code_fits.on(acquirer_code, Review.merchant_id),
    )
