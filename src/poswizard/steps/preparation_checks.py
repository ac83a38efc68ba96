"""Rules and suggestions of consent, basics and needs; those of quotes and providers have modules of their own."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from poswizard.domain import identifiers, names
from poswizard.domain.merchant import (
    AccountKind,
    ContactKind,
    LicenceKind,
    MerchantKind,
    Payee,
    Premises,
)
from poswizard.domain.terminal import CardScheme, DeviceType, SettlementCycle
from poswizard.forms.issue import Level, rule
from poswizard.forms.kinds import CHINA_TIME
from poswizard.steps.preparation_choices import NeededFunction
from poswizard.text import Text

USUAL_RETENTION_DAYS = 90
MICRO_CREDIT_A_DAY = Decimal(1_000)
MICRO_CREDIT_A_MONTH = Decimal(10_000)
"""Credit-card takings of a micro merchant, in yuan: all entries under one ID at one acquirer."""

ACQUIRING_RULES = "银行卡收单业务管理办法"
CARDS = frozenset((CardScheme.DEBIT, CardScheme.CREDIT, CardScheme.FOREIGN))
OTHER_CARDS = CARDS - {CardScheme.CREDIT}
MOBILE_DEVICES = frozenset(
    (
        DeviceType.MOBILE,
        DeviceType.SMART,
        DeviceType.PHONE_POS,
        DeviceType.QR_TERMINAL,
        DeviceType.QR_PLATE,
    )
)
MICRO_CEILING = "银发〔2016〕261号（转述，限额以收单机构为准）"


@rule(
    "consent.staff_mobile",
    Level.ERROR,
    Text("经办员手机号格式", "Form of the staff mobile"),
    "GSM 号段",
)
def staff_mobile_is_mobile(number: str) -> Text | None:
    """domain §10 rule 20, as far as the number itself goes."""
    if identifiers.mobile_is_valid(number):
        return None
    return Text(
        "手机号应为 11 位、以 13–19 开头，请核对", "A mobile has 11 digits from 13 to 19: check it"
    )


@rule(
    "consent.retention",
    Level.WARNING,
    Text("草稿保存期限从短", "Drafts are kept briefly"),
    "个人信息保护法第十九条",
)
def retention_is_short(days: int) -> Text | None:
    """domain §10 rule 4; 90 days is the usual term."""
    if days <= USUAL_RETENTION_DAYS:
        return None
    return Text(
        "比通常的 {0} 天长：请改短，或写明为什么需要",
        "Longer than the usual {0} days: shorten it or say why",
    ).format(USUAL_RETENTION_DAYS)


@rule(
    "consent.signer",
    Level.ERROR,
    Text("同意人是自然人", "A person consents"),
    "个人信息保护法第十四条",
)
def signer_is_a_person(name: str) -> Text | None:
    """domain §10 rule 1: the signer is recorded."""
    if names.is_person_name(name):
        return None
    return Text(
        "请填人的姓名，照身份证写，不填店名、不加称呼",
        "Enter a person's name as on the ID, no shop, no title",
    )


@rule(
    "consent.future",
    Level.ERROR,
    Text("同意时间不在将来", "Consent is not in the future"),
    "个人信息保护法第十四条",
)
def consent_is_not_in_the_future(given_at: datetime, today: date) -> Text | None:
    """domain §10 rule 1: the time is that of the real consent."""
    if given_at.astimezone(CHINA_TIME).date() <= today:
        return None
    return Text(
        "同意时间晚于今天，请按实际时间填", "This is after today: enter when consent was given"
    )


@rule(
    "consent.withdrawn",
    Level.ERROR,
    Text("同意没有撤回", "Consent stands"),
    "个人信息保护法第十五条、第四十七条",
)
def consent_stands(_withdrawn_on: date) -> Text | None:
    """domain §10 rules 1 and 3: after a withdrawal nothing more is handled."""
    return Text(
        "申请人已撤回同意：停止办理，并在列表中删除这份草稿；误填请清空此项",
        "Consent is withdrawn: stop, and delete this draft from the list; if entered by mistake, clear it",
    )


@rule(
    "consent.withdrawal_order",
    Level.ERROR,
    Text("撤回不早于同意", "Withdrawal follows consent"),
    "个人信息保护法第十五条",
)
def withdrawal_follows_consent(withdrawn_on: date, given_at: datetime) -> Text | None:
    """domain §11 stage 0."""
    if withdrawn_on >= given_at.astimezone(CHINA_TIME).date():
        return None
    return Text("撤回日期早于同意日期，请核对", "The withdrawal is before the consent: check both")


@rule(
    "basics.no_trade",
    Level.ERROR,
    Text("商户有真实经营", "The merchant really trades"),
    "非银行支付机构监督管理条例第二十二条；反电信网络诈骗法第三十一条",
)
def there_is_a_trade(has_trade: bool) -> Text | None:
    """domain §1: a holder without real trade is not a merchant."""
    if has_trade:
        return None
    return Text(
        "没有真实经营不能申请 POS 机：请说明原因并停止办理",
        "Without a real trade there is no application: explain and stop",
    )


@rule(
    "basics.old_licence",
    Level.WARNING,
    Text("执照已换成三证合一", "The licence is the merged kind"),
    "GB 32100；银联商务、微信支付进件文档",
)
def licence_is_merged(kind: LicenceKind) -> Text | None:
    """domain §4.3: old numbers are taken, but the merged licence should be asked for."""
    if kind is LicenceKind.USCC:
        return None
    return Text(
        "旧执照要另交税务登记证和组织机构代码证：建议先换三证合一执照；坚持用旧照请写明原因",
        "An old licence needs tax and organisation certificates too: ask for the merged one, or say why not",
    )


@rule(
    "basics.contact",
    Level.ERROR,
    Text("小微商户的联系人是本人", "A micro merchant is its own contact"),
    "微信支付商户进件文档",
)
def contact_fits_merchant(contact: ContactKind, merchant: MerchantKind) -> Text | None:
    """domain §10 rule 21."""
    if merchant is not MerchantKind.MICRO or contact is not ContactKind.HANDLER:
        return None
    return Text(
        "小微商户的联系人必须是经营者本人，请改选",
        "A micro merchant is its own contact: change this",
    )


@rule(
    "basics.account",
    Level.ERROR,
    Text("小微商户结算到个人账户", "A micro merchant settles to a personal account"),
    ACQUIRING_RULES,
)
def account_fits_merchant(account: AccountKind, merchant: MerchantKind) -> Text | None:
    """domain §10 rule 22, first half."""
    if merchant is not MerchantKind.MICRO or account is not AccountKind.CORPORATE:
        return None
    return Text(
        "小微商户没有对公账户，请选本人的个人账户",
        "A micro merchant has no corporate account: choose personal",
    )


@rule(
    "basics.payee",
    Level.ERROR,
    Text("收款人和商户类型、账户相配", "The payee fits merchant and account"),
    ACQUIRING_RULES,
)
def payee_fits_account(payee: Payee, merchant: MerchantKind, account: AccountKind) -> Text | None:
    """domain §10 rule 22, second half."""
    company = merchant is MerchantKind.ENTERPRISE
    if merchant is MerchantKind.MICRO and payee is not Payee.MERCHANT:
        return Text(
            "小微商户只能结算到本人账户，请改选", "A micro merchant settles to its own account only"
        )
    if payee is Payee.MERCHANT and company and account is AccountKind.PERSONAL:
        return Text(
            "企业没有同名的个人账户：选法定代表人或被授权人，或改用对公账户",
            "A company has no personal account of its name: choose the representative, a letter, or a corporate account",
        )
    if payee is Payee.LEGAL_REPRESENTATIVE and not (company and account is AccountKind.PERSONAL):
        return Text(
            "“法定代表人个人账户”只用于企业：经营者本人的账户请选“同名”",
            "This is for companies: for the operator's own account choose the same name",
        )
    return None


@rule(
    "needs.ticket",
    Level.ERROR,
    Text("单笔不超过每月收款", "A payment is part of the month's takings"),
    "需求核对",
)
def ticket_is_part_of_volume(ticket: Decimal, volume: Decimal) -> Text | None:
    """domain §11 stage 1: the two figures belong together."""
    if ticket <= volume:
        return None
    return Text(
        "平均每笔比每月收款还多，请核对两个数",
        "One payment is more than the month's takings: check both",
    )


@rule(
    "needs.shares",
    Level.ERROR,
    Text("各类付款合计不超过 100 %", "The shares add up to at most 100 %"),
    "需求核对",
)
def shares_add_up(qr: Decimal, credit: Decimal) -> Text | None:
    """domain §11 stage 1: what is neither credit card nor QR is debit card."""
    if qr + credit <= 100:
        return None
    return Text(
        "信用卡和扫码合计 {0} %，超过 100 %，请改小", "Credit and QR make {0} %: lower one"
    ).format(f"{qr + credit:f}")


@rule(
    "needs.no_debit",
    Level.ERROR,
    Text("不收借记卡时合计为 100 %", "Without debit cards the shares make 100 %"),
    "需求核对",
)
def shares_are_everything(
    qr: Decimal, credit: Decimal, channels: tuple[CardScheme, ...]
) -> Text | None:
    """domain §11 stage 1: what is left over would be debit cards."""
    if set(channels) & OTHER_CARDS or qr + credit >= 100:
        return None
    return Text(
        "没有选借记卡，信用卡和扫码合计应为 100 %，现为 {0} %",
        "Without debit cards, credit and QR must make 100 %: now {0} %",
    ).format(f"{qr + credit:f}")


@rule(
    "needs.only_one",
    Level.ERROR,
    Text("只有一种付款方式时占 100 %", "A single means is 100 %"),
    "需求核对",
)
def single_means_is_everything(share: Decimal, channels: tuple[CardScheme, ...]) -> Text | None:
    """domain §11 stage 1: only QR codes, or only credit cards."""
    chosen = set(channels)
    single = not chosen & CARDS or chosen == {CardScheme.CREDIT}
    if not single or share == 100:
        return None
    return Text("只收这一种付款方式，请填 100", "The only means of payment: enter 100")


@rule(
    "needs.micro_month",
    Level.WARNING,
    Text("小微商户信用卡每月限额", "Monthly credit ceiling of a micro merchant"),
    MICRO_CEILING,
)
def micro_credit_has_a_ceiling(
    share: Decimal, volume: Decimal, merchant: MerchantKind
) -> Text | None:
    """domain §10 rule 44, told before the application rather than at the parameters."""
    expected = share * volume / 100
    if merchant is not MerchantKind.MICRO or expected <= MICRO_CREDIT_A_MONTH:
        return None
    return Text(
        "预计每月信用卡约 {0} 元，超过小微商户每月 {1} 元的限额：建议先办个体工商户执照，或写明超出部分怎么收",
        "About {0} yuan a month by credit card, over the micro ceiling of {1}: get a licence first, or say how the rest is taken",
    ).format(f"{expected:,.0f}", f"{MICRO_CREDIT_A_MONTH:,}")


@rule(
    "needs.micro_day",
    Level.WARNING,
    Text("小微商户信用卡每日限额", "Daily credit ceiling of a micro merchant"),
    MICRO_CEILING,
)
def micro_single_credit_ceiling(
    ticket: Decimal, channels: tuple[CardScheme, ...], merchant: MerchantKind
) -> Text | None:
    """domain §10 rule 44: one usual payment alone must not exceed the day."""
    credit = CardScheme.CREDIT in channels
    if merchant is not MerchantKind.MICRO or not credit or ticket <= MICRO_CREDIT_A_DAY:
        return None
    return Text(
        "小微商户信用卡每天合计限 {0} 元，平均一笔已超过：请告诉申请人，并写明打算怎么办",
        "Credit cards are limited to {0} yuan a day for a micro merchant; one payment is more: tell them and note the plan",
    ).format(f"{MICRO_CREDIT_A_DAY:,}")


@rule(
    "needs.channels",
    Level.WARNING,
    Text("功能和付款方式相符", "Functions and channels agree"),
    "需求核对",
)
def many_channels_need_a_channel(
    channels: tuple[CardScheme, ...], functions: tuple[NeededFunction, ...]
) -> Text | None:
    """domain §11 stage 1: what is wished must be what is used."""
    if NeededFunction.SWIPE_AND_CHIP in functions and not set(channels) & CARDS:
        return Text(
            "选了刷卡功能，却没选任何银行卡：请补选或去掉",
            "Card function without any card: add one or drop it",
        )
    if NeededFunction.MANY_CHANNELS in functions and not set(channels) - CARDS:
        return Text(
            "选了多渠道收款，却没选微信、支付宝或银联二维码：请补选或去掉",
            "Many channels without any QR channel: add one or drop it",
        )
    return None


@rule(
    "needs.itinerant_device",
    Level.WARNING,
    Text("流动经营用移动机型", "Itinerant trade needs a mobile device"),
    "需求核对",
)
def itinerant_needs_a_mobile_device(
    devices: tuple[DeviceType, ...], premises: Premises
) -> Text | None:
    """domain §11 stage 1: need of mobile use."""
    if premises is not Premises.ITINERANT or set(devices) & MOBILE_DEVICES:
        return None
    return Text(
        "流动经营要能带着走的机型（mPOS、智能 POS、手机 POS 或扫码设备），请加选或写明原因",
        "Itinerant trade needs a device to carry (mPOS, smart POS, phone POS, QR): add one or say why not",
    )


@rule(
    "needs.same_day",
    Level.INFORMATION,
    Text("当天到账另收费", "Same-day settlement costs extra"),
    "联动优势、拉卡拉接口文档",
)
def same_day_costs_extra(cycle: SettlementCycle) -> Text | None:
    """domain §10 rule 45: the surcharge must be stated in the quote."""
    if not cycle.is_same_day:
        return None
    return Text(
        "当天到账通常另收费：报价里要写明加收多少",
        "Same-day settlement usually costs extra: the quote must state it",
    )


def suggested_device_types(
    premises: Premises, channels: tuple[CardScheme, ...], functions: tuple[NeededFunction, ...]
) -> tuple[DeviceType, ...]:
    """Device types that serve the place, in the list's order (process 1.1).

    Cards at a fixed counter: traditional or smart POS; on the move: smart POS or mPOS; only QR: QR terminal.
    Software to connect to, or several functions beyond cards, speak for a smart POS.
    """
    if not set(channels) & CARDS:
        return (DeviceType.QR_TERMINAL,)
    mobile = premises is Premises.ITINERANT or NeededFunction.MOBILE_USE in functions
    open_system = {NeededFunction.PAYMENT_PLATFORM, NeededFunction.BANK_SYSTEM} & set(functions)
    if mobile:
        return (DeviceType.MOBILE, DeviceType.SMART)
    if open_system or set(channels) - CARDS:
        return (DeviceType.SMART,)
    return (DeviceType.TRADITIONAL, DeviceType.SMART)
