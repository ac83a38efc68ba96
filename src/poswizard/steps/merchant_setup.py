"""Phase 4: what the terminal says of its merchant, compared with the application."""

from __future__ import annotations

from string import ascii_uppercase

from poswizard.domain.terminal import (
    OperatorRole,
)
from poswizard.forms.field import Why
from poswizard.forms.kinds import (
    Choice,
    Digits,
    Line,
    Paragraph,
    Tick,
)
from poswizard.forms.rich_kinds import Address, Rows
from poswizard.forms.step import Heading, Row, Step
from poswizard.steps import activation_checks as rules
from poswizard.steps import installation_checks as care
from poswizard.steps.application import Contact
from poswizard.steps.business import Business
from poswizard.steps.code_tables import COUNTIES
from poswizard.steps.provider_choice import ProviderChoice
from poswizard.steps.review import Review
from poswizard.steps.row_answers import KnownSoFar
from poswizard.text import Text


class OperatorAccount(Row):
    """An account on the terminal; its password is never written down here."""

    number = Line(Text("操作员号", "Operator number"), hint=Text("如 01", "Such as 01"), most=10)
    role = Choice(Text("权限", "Rights"), OperatorRole, loggable=True)
    used_by = Line(Text("给谁用", "For whom"), most=40)
    password_changed = Tick(
        Text("初始密码已改（不在这里记密码）", "First password changed (never noted here)")
    )


class MerchantSetup(Step):
    """What the terminal says of its merchant, read off screen and slip, and compared."""

    key, title = "merchant_setup", Text("配置商户信息", "Merchant information")
    intro = Text(
        "看着机器屏幕和小票填，不要照申请抄；和申请不一样的地方会提示。",
        "Enter what screen and slip say, not what was applied for; differences are pointed out.",
    )
    process = ("4.2",)

    number_heading = Heading(Text("商户", "Merchant"))
    merchant_id = Digits(
        Text("机器上的商户编号", "Merchant number on the device"),
        lengths=(15,),
        letters=ascii_uppercase,
        groups=(3, 4, 4, 4),
        width="alone",
        why=Why(
            Text(
                "商户编号、名称、地址被改动就是跳码、套码，首先要查这里。",
                "An altered number, name or address is how fraud with terminals begins.",
            ),
            care.NOTICE_259,
        ),
    )
    approved_name = Line(
        Text("申请的小票名称", "Name applied for"),
        most=50,
        calculated=KnownSoFar(
            lambda on_slips, trade_name: on_slips or trade_name,
            (Business.receipt_name, Business.trade_name),
        ),
    )
    name = Line(Text("小票上的商户名称", "Name on the slip"), least=2, most=50)
    address = Address(Text("机器里的商户地址", "Address in the device"), COUNTIES)
    contact = Line(
        Text("机器里的联系人", "Contact in the device"),
        required=False,
        hint=Text("没有这一项可不填", "Empty if the device has none"),
        most=50,
    )
    contact_mobile = Digits(
        Text("机器里的联系手机", "Contact's mobile in the device"),
        lengths=(11,),
        groups=(3, 4),
        required=False,
    )
    service_phone = Digits(
        Text("机器里的客服电话", "Service telephone in the device"),
        lengths=range(5, 13),
        required=False,
        hint=Text("没有这一项可不填", "Empty if the device has none"),
    )
    accounts_heading = Heading(
        Text("操作员", "Operators"), Text("密码不要写在这里", "No passwords here")
    )
    accounts = Rows(
        Text("操作员账号", "Operator accounts"),
        OperatorAccount,
        noun=Text("个账号", "account"),
        named_by="number",
        most=20,
        constraint=rules.accounts_have_a_supervisor(OperatorAccount.role),
    )
    remark = Paragraph(
        Text("备注", "Remark"), required=False, most=300, constraint=care.holds_no_card_number
    )

    checks = (
        rules.merchant_id_is_approved.on(merchant_id, Review.merchant_id),
        rules.number_holds_category.on(merchant_id, Business.mcc),
        rules.number_is_of_sichuan.on(merchant_id),
        rules.number_names_its_acquirer.on(merchant_id, ProviderChoice.provider_name),
        rules.name_is_as_applied.on(name, approved_name),
        rules.address_is_as_applied.on(address, Business.address),
        rules.contact_is_as_applied.on(contact, Contact.name),
        rules.phone_is_as_applied.on(contact_mobile, Contact.mobile),
        rules.phone_is_as_applied.on(service_phone, Business.service_phone),
    )
