"""Rules of activation and merchant information, with the words that explain them."""

from __future__ import annotations

from datetime import date, datetime

from poswizard.domain import banks, identifiers, names, region
from poswizard.domain.terminal import OperatorRole
from poswizard.forms.field import Field
from poswizard.forms.issue import Level, Rule, rule
from poswizard.forms.kinds import CHINA_TIME
from poswizard.forms.rich_kinds import Place
from poswizard.steps.activation_choices import (
    ActivationResult,
)
from poswizard.steps.installation_checks import (
    NOTICE_259,
    is_same_place,
    repeated,
)
from poswizard.steps.row_answers import RowAnswers, values
from poswizard.text import Text

SLIP_SOURCE = f"反电信网络诈骗法第十九条；{NOTICE_259}"


def every_device_is_activated(
    serial_number: Field[str], result: Field[ActivationResult], installed: Field[str]
) -> Rule:
    """Each installed device stands in the table of activations, and works."""

    @rule(
        "activation.every_device",
        Level.ERROR,
        Text("每台设备都已激活", "Every device is active"),
        NOTICE_259,
    )
    def test(terminals: RowAnswers, devices: RowAnswers) -> Text | None:
        """domain §10 rule 41."""
        active = {
            row.get(serial_number)
            for row in terminals
            if row.get(result) is ActivationResult.ACTIVE
        }
        missing = [number for number in values(devices, installed) if number not in active]
        if not missing:
            return None
        return Text(
            "还没激活：{0}。激活后在这里登记一行",
            "Not active yet: {0}. Activate, then enter a row here",
        ).format("、".join(missing))

    return test


def device_is_installed(installed: Field[str]) -> Rule:
    """A terminal that is activated is one of those on the installation sheet."""

    @rule(
        "activation.unknown_device",
        Level.ERROR,
        Text("激活的是装好的那台", "The device is the installed one"),
        NOTICE_259,
    )
    def test(serial_number: str, devices: RowAnswers) -> Text | None:
        """domain §10 rule 40, as far as this application goes: one number, one merchant."""
        if serial_number in values(devices, installed):
            return None
        return Text(
            "安装登记里没有这个序列号：对照机身标签核对，抄错就改正，换了机器就先改安装登记",
            "Not on the installation sheet: compare with the label; correct it, or the sheet if the device was changed",
        )

    return test


def numbers_differ(field: Field[str], what: Text) -> Rule:
    """No number stands in two rows."""

    @rule("activation.number_twice", Level.ERROR, Text("编号不重复", "No number twice"), NOTICE_259)
    def test(rows: RowAnswers) -> Text | None:
        """domain §4.8: a terminal number is unique within acquirer and merchant."""
        twice = repeated(rows, field)
        if not twice:
            return None
        return Text("{0} {1} 登记了两次，请改正", "{0} {1} stands here twice: correct it").format(
            what, "、".join(twice)
        )

    return test


@rule(
    "activation.code_expired",
    Level.ERROR,
    Text("激活码没有过期", "The activation code is valid"),
    "收单机构激活码规则",
)
def code_is_valid(expires: date, result: ActivationResult, today: date) -> Text | None:
    """domain §4.9: codes live a few days, 7 at some; what is active needs none any more."""
    if result is ActivationResult.ACTIVE or expires >= today:
        return None
    return Text(
        "激活码 {0} 已过期：请向收单机构重新申请",
        "The code ended on {0}: ask the acquirer for a new one",
    ).format(expires)


@rule(
    "activation.code_ends_soon",
    Level.INFORMATION,
    Text("激活码快过期", "The code ends soon"),
    "收单机构激活码规则",
)
def code_has_days_left(expires: date, result: ActivationResult, today: date) -> Text | None:
    """The days that are left, while the terminal waits."""
    left = (expires - today).days
    if result is ActivationResult.ACTIVE or not 0 <= left <= 7:
        return None
    return Text(
        "激活码还剩 {0} 天，请尽快激活", "The code is good for {0} more day(s): activate soon"
    ).format(left)


@rule(
    "activation.before_expiry",
    Level.ERROR,
    Text("激活在有效期内", "Activated while the code was valid"),
    "收单机构激活码规则",
)
def activated_in_time(activated: datetime, expires: date) -> Text | None:
    """A code that had ended cannot have activated anything."""
    if activated.astimezone(CHINA_TIME).date() <= expires:
        return None
    return Text(
        "激活时间晚于激活码有效期 {0}，请核对两个日期",
        "Later than the code's last day {0}: check both",
    ).format(expires)


@rule(
    "activation.after_installation",
    Level.ERROR,
    Text("装好再激活", "Installed first, then activated"),
    NOTICE_259,
)
def activated_after_installation(activated: datetime, installed: date) -> Text | None:
    """A terminal is activated in the place where it stands."""
    if activated.astimezone(CHINA_TIME).date() >= installed:
        return None
    return Text(
        "激活时间早于装机日期 {0}，请核对：应在安装地点激活",
        "Before the installation on {0}: check both; a terminal is activated where it stands",
    ).format(installed)


@rule(
    "activation.acquirer_code",
    Level.WARNING,
    Text("机构代码与商户编号相符", "Acquirer code and merchant number agree"),
    "银联商户编号规则（转述）",
)
def acquirer_code_fits(code: str, merchant_id: str) -> Text | None:
    """domain §4.8: a merchant number begins with three digits of its acquirer; decoding is a hint only."""
    if merchant_id[:3] in code:
        return None
    return Text(
        "机构代码里没有商户编号的前三位 {0}：请向收单机构核对，或写明原因",
        "Does not hold the merchant number's first three digits {0}: ask the acquirer, or say why",
    ).format(merchant_id[:3])


@rule(
    "merchant_setup.merchant_id",
    Level.ERROR,
    Text("机器上的商户编号与批复一致", "The merchant number is the approved one"),
    NOTICE_259,
)
def merchant_id_is_approved(on_device: str, approved: str) -> Text | None:
    """domain §10 rules 41 and 42."""
    if on_device == approved:
        return None
    return Text(
        "与审核批复的商户编号 {0} 不一样：停止使用，请收单机构改正后再填",
        "Not the approved merchant number {0}: stop using the device and have the acquirer correct it",
    ).format(approved)


@rule(
    "merchant_setup.mcc",
    Level.WARNING,
    Text("商户编号里的类别码与申请一致", "The number's category is the one applied for"),
    "银联商户编号规则（转述）",
)
def number_holds_category(merchant_id: str, mcc: str) -> Text | None:
    """domain §10 rule 42: the number's MCC part; another one may be 套码."""
    parts = identifiers.merchant_id_parts(merchant_id)
    if parts is None or parts.mcc == mcc:
        return None
    return Text(
        "商户编号里的类别码像是 {0}，申请的是 {1}：请向收单机构问清，谨防套码",
        "The number seems to hold category {0}, applied for is {1}: ask the acquirer why",
    ).format(parts.mcc, mcc)


@rule(
    "merchant_setup.area",
    Level.WARNING,
    Text("商户编号属于四川", "The number is one of Sichuan"),
    "银联商户编号规则（转述）",
)
def number_is_of_sichuan(merchant_id: str) -> Text | None:
    """domain §10 rule 42: the number's area part; jumping to another province is what 259 attacks."""
    parts = identifiers.merchant_id_parts(merchant_id)
    if parts is None or region.area_is_in_sichuan(parts.area):
        return None
    return Text(
        "商户编号里的地区码 {0} 不像四川的：请向收单机构问清，谨防跳码",
        "The number's area {0} does not look like Sichuan: ask the acquirer why",
    ).format(parts.area)


@rule(
    "merchant_setup.acquirer",
    Level.INFORMATION,
    Text("商户编号属于哪家机构", "Whose number it is"),
    "收单机构代码表（转述）",
)
def number_names_its_acquirer(merchant_id: str, provider_name: str) -> Text | None:
    """domain §10 rules 10 and 42: the number's first three digits belong to the chosen acquirer."""
    owner = banks.acquirer_names().get(merchant_id[:3])
    if owner is None or owner.zh in provider_name or provider_name in owner.zh:
        return None
    return Text(
        "商户编号前三位一般属于{0}，所选服务商是“{1}”：请核对协议上的收单机构",
        'Such numbers usually belong to {0}; the provider chosen is "{1}": compare with the agreement',
    ).format(owner, provider_name)


@rule(
    "merchant_setup.name",
    Level.ERROR,
    Text("小票名称与申请一致", "The slip's name is the one applied for"),
    SLIP_SOURCE,
)
def name_is_as_applied(on_slip: str, trade_name: str) -> Text | None:
    """domain §10 rule 43."""
    if names.same_name(on_slip, trade_name):
        return None
    return Text(
        "与申请的“{0}”不一样：请收单机构改正；店名真的变了，先办变更",
        "Not “{0}” as applied for: have the acquirer correct it; if the shop's name changed, report that first",
    ).format(trade_name)


@rule(
    "merchant_setup.address",
    Level.WARNING,
    Text("机器里的地址与申请一致", "The device's address is the one applied for"),
    NOTICE_259,
)
def address_is_as_applied(on_device: Place, applied: Place) -> Text | None:
    """process 4.2: any difference is corrected or explained."""
    if is_same_place(on_device, applied):
        return None
    return Text(
        "与申请的地址不一样：请收单机构改正，或写明差别的原因",
        "Not the address applied for: have it corrected, or explain the difference",
    )


@rule(
    "merchant_setup.phone",
    Level.WARNING,
    Text("机器里的电话与申请一致", "The device's phone is the one applied for"),
    NOTICE_259,
)
def phone_is_as_applied(on_device: str, applied: str) -> Text | None:
    """process 4.2: any difference is corrected or explained."""
    if on_device == applied:
        return None
    return Text(
        "与申请的电话不一样：请改正，或写明差别的原因",
        "Not the phone applied for: have it corrected, or explain the difference",
    )


@rule(
    "merchant_setup.contact",
    Level.WARNING,
    Text("机器里的联系人与申请一致", "The device's contact is the one applied for"),
    NOTICE_259,
)
def contact_is_as_applied(on_device: str, applied: str) -> Text | None:
    """process 4.2: any difference is corrected or explained."""
    if names.same_name(on_device, applied):
        return None
    return Text(
        "与申请的联系人不一样：请改正，或写明差别的原因",
        "Not the contact applied for: have it corrected, or explain the difference",
    )


def accounts_have_a_supervisor(role: Field[OperatorRole]) -> Rule:
    """Somebody other than any cashier can void and refund."""

    @rule(
        "merchant_setup.supervisor",
        Level.WARNING,
        Text("有主管账号", "There is a supervisor's account"),
        "终端操作员管理要求",
    )
    def test(accounts: RowAnswers) -> Text | None:
        """domain §10 rule 46: refund needs the operator's higher right."""
        if OperatorRole.SUPERVISOR in values(accounts, role):
            return None
        return Text(
            "没有主管账号：退款和结算需要它，请添加，或写明由谁来做",
            "No supervisor's account: refunds and settlement need one; add it or say who does them",
        )

    return test
