"""Rules on the provider: licence, region, agents, single clearing, and agreement with what was said before."""

from __future__ import annotations

from datetime import date

from poswizard.domain import identifiers, names
from poswizard.domain.merchant import LicenceStatus, ProviderKind
from poswizard.forms.issue import Level, rule
from poswizard.providers import catalogue
from poswizard.providers.provider import Licence
from poswizard.steps.budget_checks import taken
from poswizard.steps.preparation_choices import ClearingAnswer, LicenceRegion, LicensedBusiness
from poswizard.steps.research import Quote
from poswizard.steps.row_answers import RowAnswers
from poswizard.text import Text

REGULATION = "非银行支付机构监督管理条例"
CLEARING = "银办发〔2017〕217号；非银行支付机构监督管理条例"
PUBLIC_LIST = "中国人民银行已获许可机构公示"
FRESH_DAYS = 90
ACQUIRING = frozenset((LicensedBusiness.PROCESSING_1, LicensedBusiness.CARD_ACQUIRING))
TRANSITION_ENDED = date(2025, 7, 9)


@rule(
    "provider.pack",
    Level.WARNING,
    Text("本机有这个资料包", "The pack is on this computer"),
    "各收单机构接口文档",
)
def pack_is_known(pack: str) -> Text | None:
    """process 0.4: what a provider wants is data; without it the common rules alone hold."""
    if catalogue.pack(pack):
        return None
    return Text(
        "本机没有资料包“{0}”：请从列表选；坚持用它，这家的特殊要求就不会提醒",
        "There is no pack “{0}” here: choose from the list, or that provider's own demands go unchecked",
    ).format(pack)


@rule(
    "provider.kind",
    Level.ERROR,
    Text("机构类型与资料包一致", "Kind and pack agree"),
    f"{REGULATION}第二条",
)
def kind_is_that_of_the_pack(kind: ProviderKind, pack: str) -> Text | None:
    """domain §10 rule 5: only banks are asked for no payment licence."""
    known = kind_of(pack)
    if known is None or known is kind:
        return None
    return Text(
        "资料包写的是“{0}”，请改机构类型或改选资料包",
        "The pack says {0}: change the kind or the pack",
    ).format(known)


@rule(
    "provider.business",
    Level.ERROR,
    Text("牌照含收单业务", "The licence covers acquiring"),
    f"{REGULATION}第十条、第十六条",
)
def licence_covers_acquiring(types: tuple[LicensedBusiness, ...]) -> Text | None:
    """domain §10 rule 5, first half: 支付交易处理Ⅰ类, or the old 银行卡收单."""
    if set(types) & ACQUIRING:
        return None
    return Text(
        "牌照不含“支付交易处理Ⅰ类”（旧称银行卡收单），不能办 POS 机：请换一家",
        "The licence does not cover payment processing I (card acquiring): choose another provider",
    )


@rule(
    "provider.region",
    Level.ERROR,
    Text("牌照范围含四川", "The licence reaches Sichuan"),
    f"{REGULATION}第十条、第十六条",
)
def licence_reaches_sichuan(provinces: str, region: LicenceRegion) -> Text | None:
    """domain §10 rule 5, second half: nationwide, or Sichuan included and not excepted."""
    named = "四川" in provinces
    if region is LicenceRegion.NATIONWIDE_EXCEPT and named:
        return Text(
            "四川在除外地区里，这家不能在四川收单：请换一家",
            "Sichuan is excepted: choose another provider",
        )
    if region is LicenceRegion.PROVINCES and not named:
        return Text(
            "许可地区里没有四川：请再核对公示，或换一家",
            "Sichuan is not among the provinces: check again, or choose another",
        )
    return None


@rule("provider.ended", Level.ERROR, Text("许可没有终止", "The licence has not ended"), PUBLIC_LIST)
def licence_has_not_ended(status: LicenceStatus) -> Text | None:
    """domain §10 rule 6: an ended licence is refused."""
    if status is LicenceStatus.ENDED:
        return Text(
            "许可已注销或不再续展，不能办理：请换一家",
            "The licence has ended: choose another provider",
        )
    if status is LicenceStatus.NOT_FOUND:
        return Text(
            "公示名单里查不到这家机构：核对全称再查，仍查不到就换一家",
            "Not in the public list: check the full name again, else choose another",
        )
    return None


@rule(
    "provider.suspended",
    Level.WARNING,
    Text("许可没有中止审查", "The licence is not suspended"),
    PUBLIC_LIST,
)
def licence_is_not_suspended(status: LicenceStatus) -> Text | None:
    """domain §6: renewals can be suspended, for instance by a merger."""
    if status is not LicenceStatus.SUSPENDED:
        return None
    return Text(
        "许可处于中止审查：问清原因并写明为什么仍选它",
        "The licence is suspended: ask why, and say why it is taken all the same",
    )


@rule(
    "provider.checked_future",
    Level.ERROR,
    Text("查询日期不在将来", "The check is not in the future"),
    PUBLIC_LIST,
)
def check_is_not_in_the_future(checked_on: date, today: date) -> Text | None:
    """domain §10 rule 6."""
    return (
        None
        if checked_on <= today
        else Text("查询日期晚于今天，请核对", "This is after today: check it")
    )


@rule(
    "provider.checked_old",
    Level.WARNING,
    Text("90 天内查过许可状态", "The status was checked within 90 days"),
    PUBLIC_LIST,
)
def check_is_recent(checked_on: date, today: date) -> Text | None:
    """domain §10 rule 6."""
    if (today - checked_on).days <= FRESH_DAYS:
        return None
    return Text(
        "查询已超过 {0} 天，请重新查一次公示名单", "Checked over {0} days ago: look it up again"
    ).format(FRESH_DAYS)


@rule(
    "provider.valid_until",
    Level.WARNING,
    Text("牌照在有效期内", "The licence has not run out"),
    PUBLIC_LIST,
)
def licence_has_not_run_out(valid_until: date, today: date) -> Text | None:
    """domain §6: a date alone proves nothing, as licences are renewed and reissued."""
    if valid_until >= today:
        return None
    return Text(
        "牌照上的有效期已过：查明是否已续展或换证",
        "The date on the licence has passed: find out whether it was renewed",
    )


@rule(
    "provider.old_type",
    Level.INFORMATION,
    Text("牌照已换成新类型", "The licence is of the new kind"),
    "非银行支付机构监督管理条例实施细则（转述）",
)
def licence_is_of_the_new_kind(types: tuple[LicensedBusiness, ...], today: date) -> Text | None:
    """domain §5.4 and §6: seventh-batch licences had a transition to 2025-07-09."""
    if today <= TRANSITION_ENDED or set(types) & ACQUIRING != {LicensedBusiness.CARD_ACQUIRING}:
        return None
    return Text(
        "还是旧类型牌照：请在公示名单里核对是否已换证",
        "An old kind of licence: see in the public list whether it was reissued",
    )


@rule(
    "provider.licence_number",
    Level.WARNING,
    Text("许可证编号格式", "Form of the licence number"),
    PUBLIC_LIST,
)
def licence_number_has_its_form(number: str) -> Text | None:
    """domain §6: Z2, four digits, province, six digits; seen on three numbers only, so a warning."""
    if identifiers.payment_licence_number_is_valid(number):
        return None
    return Text(
        "许可证编号一般是 Z2 开头加 12 位数字，请对照公示再核对",
        "Usually Z2 and twelve digits: compare with the public list",
    )


@rule(
    "provider.name",
    Level.INFORMATION,
    Text("支付机构名称含“支付”", "A payment institution is called so"),
    f"{REGULATION}第六条",
)
def name_says_payment(name: str, kind: ProviderKind) -> Text | None:
    """domain §10 rule 7: a hint, not proof; banks are exempt."""
    if kind is ProviderKind.BANK or "支付" in name:
        return None
    return Text(
        "支付机构名称里应有“支付”字样：请确认填的是持牌机构全称，不是代理商",
        "A payment institution's name contains 支付: make sure this is the licensed one, not an agent",
    )


@rule(
    "provider.branch",
    Level.WARNING,
    Text("外省支付机构在四川有分公司", "An institution from outside has a branch here"),
    f"{REGULATION}第十二条",
)
def there_is_a_branch_in_sichuan(has_branch: bool) -> Text | None:
    """domain §10 rule 8."""
    if has_branch:
        return None
    return Text(
        "外省支付机构在四川没有分公司，一般不能服务本地实体商户：请核实，仍选请写明原因",
        "Without a branch in Sichuan it may not serve shops here: verify, or say why it is taken",
    )


@rule(
    "provider.service_area",
    Level.WARNING,
    Text("服务范围含门店所在地", "The place is served"),
    "银行卡收单业务管理办法",
)
def place_is_served(served: bool) -> Text | None:
    """process 1.4: service area."""
    return (
        None
        if served
        else Text(
            "门店所在地没有人上门服务：请写明坏了怎么办",
            "Nobody serves the place: say what happens when it breaks",
        )
    )


@rule("provider.clearing", Level.ERROR, Text("符合一清", "Single clearing"), CLEARING)
def sign_of_single_clearing(so: bool) -> Text | None:
    """domain §10 rule 10 and §5.9: any bad answer stops."""
    return None if so else DOUBLE_CLEARING


@rule(
    "provider.clearing_open",
    Level.ERROR,
    Text("没有二清迹象", "No sign of double clearing"),
    CLEARING,
)
def no_sign_of_double_clearing(answer: ClearingAnswer) -> Text | None:
    """domain §10 rule 10, for what may be known only at the first settlement."""
    return DOUBLE_CLEARING if answer is ClearingAnswer.NOT_SO else None


DOUBLE_CLEARING = Text(
    "这是二清的迹象：停止办理，换由持牌机构直接签约、直接结算的方案",
    "A sign of double clearing: stop, and choose a licensed institution that signs and settles directly",
)


@rule(
    "provider.agent_is_acquirer",
    Level.ERROR,
    Text("代理商和收单机构不是同一家", "Agent and acquirer are two"),
    f"{REGULATION}第二十一条、第二十二条",
)
def agent_is_not_the_acquirer(agent: str, provider: str) -> Text | None:
    """domain §10 rule 9: an agent only collects and forwards."""
    if not names.same_name(agent, provider):
        return None
    return Text(
        "代理商和收单机构填成了同一家，请改正", "Agent and acquirer are the same here: correct one"
    )


@rule(
    "provider.consent",
    Level.ERROR,
    Text("同意书写的是这家机构", "The consent names this provider"),
    "个人信息保护法第二十三条",
)
def consent_names_the_provider(provider: str, named: str) -> Text | None:
    """domain §10 rule 1: separate consent for the named acquirer, and anew when it changes."""
    if names.same_name(provider, named):
        return None
    return Text(
        "同意书写的收单机构是“{0}”，与这里不同：请重新告知，改好同意书再签一次",
        'The consent names "{0}": tell the applicant, correct the consent and have it signed again',
    ).format(named)


@rule(
    "provider.quote",
    Level.WARNING,
    Text("与选中的报价是同一家", "The same as in the quote taken"),
    "需求核对",
)
def provider_is_that_of_the_quote(provider: str, number: int, quotes: RowAnswers) -> Text | None:
    """process 1.3 and 1.4 belong together."""
    row = taken(number, quotes)
    quoted = (row.get(Quote.provider_name) if row else None) or provider
    one, other = names.for_comparison(provider), names.for_comparison(quoted)
    if one in other or other in one:
        return None
    return Text(
        "选中的报价来自“{0}”：请核对，经代理商报价的写明",
        'The quote taken is from "{0}": check, or say it came by an agent',
    ).format(quoted)


def kind_of(pack: str) -> ProviderKind | None:
    """What the pack says the provider is."""
    found = catalogue.pack(pack)
    return found.provider.kind if found else None


def name_in_the_quote(number: int, quotes: RowAnswers) -> str | None:
    """Whom the quote taken is from."""
    row = taken(number, quotes)
    return row.get(Quote.provider_name) if row else None


def licence_number(pack: str) -> str | None:
    """The licence's number as this branch noted it."""
    noted = _licence(pack)
    return noted.number if noted else None


def licence_types(pack: str) -> tuple[LicensedBusiness, ...] | None:
    """The licensed business as this branch noted it."""
    noted = _licence(pack)
    known = {kind.value: kind for kind in LicensedBusiness}
    return tuple(known[kind] for kind in noted.types if kind in known) or None if noted else None


def licence_region(pack: str) -> LicenceRegion | None:
    """How far the licence reaches, as this branch noted it."""
    noted = _licence(pack)
    return next((r for r in LicenceRegion if noted and r.value == noted.region), None)


def licence_region_names(pack: str) -> str | None:
    """The provinces named, as this branch noted them."""
    noted = _licence(pack)
    return noted.region_names or None if noted else None


def licence_status(pack: str) -> LicenceStatus | None:
    """The status that this branch found last."""
    noted = _licence(pack)
    return noted.status if noted else None


def licence_checked_on(pack: str) -> date | None:
    """The day on which this branch looked the licence up last."""
    noted = _licence(pack)
    return noted.checked_on if noted else None


def licence_checked_by(pack: str) -> str | None:
    """Who looked it up, by staff number."""
    noted = _licence(pack)
    return noted.checked_by if noted else None


def _licence(pack: str) -> Licence | None:
    found = catalogue.pack(pack)
    return found.provider.licence if found else None
