"""Rules on the settlement account: whose it is, its number and its branch."""

from __future__ import annotations

from poswizard.domain import banks, identifiers, names, region
from poswizard.domain.banks import CardKind
from poswizard.domain.merchant import AccountKind, Payee
from poswizard.forms.issue import Level, rule
from poswizard.steps.application_choices import AccountClass
from poswizard.text import Text

ACQUIRING_RULES = "银行卡收单业务管理办法（同名账户结算）"
_CARD_TABLES = "公开整理的银行卡 BIN 表，仅供提醒"


def account_name(
    kind: AccountKind | None, payee: Payee | None, principal: str | None, registered: str | None
) -> str | None:
    """The name the account must bear: on the licence or on the ID; nothing for somebody else's account."""
    if kind is None or payee in (None, Payee.AUTHORISED_PERSON):
        return None
    return registered if kind is AccountKind.CORPORATE else principal


def likely_bank(number: str, kind: AccountKind) -> str | None:
    """The bank that issues cards with these first digits; nothing for a corporate account."""
    found = banks.bin_of(number) if _is_card(number, kind) else None
    return found.bank or None if found else None


@rule(
    "account.personal_name",
    Level.ERROR,
    Text("个人账户开户名与身份证姓名一致", "A personal account bears the name on the ID"),
    ACQUIRING_RULES,
)
def personal_name_is_principals(
    name: str, kind: AccountKind, payee: Payee, principal: str
) -> Text | None:
    """Rules 22 and 23: the merchant's own or the legal representative's account."""
    wanted = account_name(kind, payee, principal, None)
    if wanted is None or names.same_name(name, wanted):
        return None
    return Text(
        "开户名与身份证姓名不同；请改用同名账户，或核对姓名。确要结算给别人的，"
        "回“基本情况”改收款人并附授权书（小微商户只能用本人账户）",
        "Differs from the name on the ID: use an account of that name or correct the name. To settle to somebody "
        "else, change the payee in Basics and add the letter (never for a micro merchant)",
    )


@rule(
    "account.corporate_name",
    Level.ERROR,
    Text("对公账户户名与执照名称一致", "A corporate account bears the name on the licence"),
    ACQUIRING_RULES,
)
def corporate_name_is_merchants(
    name: str, kind: AccountKind, payee: Payee, registered: str
) -> Text | None:
    """Rules 22 and 23; the width of brackets and spaces are ignored."""
    wanted = account_name(kind, payee, None, registered)
    if wanted is None or names.same_name(name, wanted):
        return None
    return Text(
        "户名与执照名称不同；请逐字对照开户证明，或改用同名账户。结算到别的公司要回“基本情况”改收款人并附授权书",
        "Differs from the name on the licence: compare each character, or use the merchant's own account. "
        "For another company's account change the payee in Basics and add the letter",
    )


@rule(
    "account.authorised_is_principal",
    Level.ERROR,
    Text("授权的收款人是另一个人", "An authorised payee is somebody else"),
    ACQUIRING_RULES,
)
def authorised_payee_is_another(holder: str, principal: str) -> Text | None:
    """The same ID number means the wrong kind of payee was chosen."""
    if holder != principal:
        return None
    return Text(
        "收款人就是法定代表人/经营者本人，不用授权书；请回“基本情况”改收款人",
        "The payee is the principal: no letter is needed, change the payee in Basics",
    )


@rule(
    "account.card_length",
    Level.ERROR,
    Text("个人银行卡号 13 到 19 位", "A personal card number has 13 to 19 digits"),
    "ISO/IEC 7812",
)
def card_length(number: str, kind: AccountKind) -> Text | None:
    """Rule 24."""
    if kind is AccountKind.CORPORATE or identifiers.card_number_has_right_form(number):
        return None
    return Text(
        f"个人银行卡号是 13 到 19 位，现有 {len(number)} 位；请照卡核对，对公账号请回“基本情况”改账户类型",
        f"A card number has 13 to 19 digits, this has {len(number)}: compare with the card, or choose a corporate account",
    )


@rule(
    "account.card_length_unusual",
    Level.WARNING,
    Text("卡号位数与发卡行的卡相符", "As many digits as the issuer's cards have"),
    _CARD_TABLES,
)
def card_length_is_usual(number: str, kind: AccountKind) -> Text | None:
    """Rule 24: by the length of the issuer's cards; a few older ones have 13 to 15."""
    if kind is AccountKind.CORPORATE or not identifiers.card_number_has_right_form(number):
        return None
    known = banks.bin_of(number)
    fits = known.fits_length if known else identifiers.card_length_is_usual(number)
    if fits:
        return None
    usual = "/".join(map(str, known.lengths)) if known else "16–19"
    return Text(
        f"卡号{len(number)}位（尾号{number[-4:]}）少见，这种卡通常{usual}位；请照卡再核对一次",
        f"{len(number)} digits (ending {number[-4:]}) are unusual, such cards have {usual}: compare again",
    )


@rule(
    "account.card_check_digit",
    Level.ERROR,
    Text("银行卡号校验位正确", "The card number's check digit is right"),
    "ISO/IEC 7812（模 10）",
)
def card_check_digit(number: str, kind: AccountKind) -> Text | None:
    """Rule 24: an error only for cards whose first digits are known; corporate accounts have no such digit."""
    if not _is_card(number, kind) or identifiers.luhn_fits(number):
        return None
    if banks.bin_of(number) is None:
        return None
    return Text(
        "卡号校验位不符，多半输错一位或两位颠倒；请照卡逐位核对",
        "The check digit does not fit, likely a slip or two digits swapped: compare each digit",
    )


@rule(
    "account.card_unknown",
    Level.WARNING,
    Text("卡号开头是已知的发卡行", "The first digits belong to a known bank"),
    _CARD_TABLES,
)
def card_is_known(number: str, kind: AccountKind) -> Text | None:
    """Rule 24: tables of first digits are never complete; passbooks have no check digit."""
    if not _is_card(number, kind) or banks.bin_of(number) is not None:
        return None
    tail = number[-4:]
    if identifiers.luhn_fits(number):
        return Text(
            f"表里没有这种卡号开头（尾号{tail}）；请照卡核对开户行，确认是储蓄卡",
            f"The first digits are not in the table (ending {tail}): compare the bank, make sure it is a debit card",
        )
    return Text(
        f"卡号开头不在表里，校验位也不符（尾号{tail}）；请照卡或存折逐位核对，无误请写明",
        f"Unknown first digits and a check digit that does not fit (ending {tail}): compare each digit",
    )


@rule(
    "account.card_kind",
    Level.ERROR,
    Text("结算卡是储蓄卡（借记卡）", "The settlement card is a debit card"),
    "收单机构进件要求（本人借记卡）",
)
def card_is_debit(number: str, kind: AccountKind) -> Text | None:
    """Rule 24: credit, semi-credit and prepaid cards cannot receive settlements."""
    found = banks.bin_of(number) if _is_card(number, kind) else None
    if found is None or not found.fits_length or found.kind in (None, CardKind.DEBIT):
        return None
    return Text(
        "这是{0}，不能结算；请换本人的储蓄卡",
        "This is a {0}: it cannot receive settlements, use a debit card",
    ).format(found.kind)


@rule(
    "account.bank_of_card",
    Level.WARNING,
    Text("开户行与卡号相符", "The bank is the card's"),
    _CARD_TABLES,
)
def bank_is_cards(bank: str, number: str, kind: AccountKind) -> Text | None:
    """Rule 24 and the commonest rejection: bank and card differ."""
    issuer = likely_bank(number, kind)
    if issuer is None or _same_bank(bank, issuer):
        return None
    return Text(
        f"按卡号（尾号{number[-4:]}）像是{issuer}的卡；请照卡核对开户行和卡号",
        f"By its number (ending {number[-4:]}) the card seems to be of {issuer}: compare bank and number",
    )


@rule(
    "account.class",
    Level.WARNING,
    Text("结算卡是Ⅰ类户", "The account is of class I"),
    "收单机构驳回原因（二类卡）",
)
def account_is_class_one(account_class: AccountClass) -> Text | None:
    """Class II and III accounts have limits, and acquirers refuse them in practice."""
    if account_class is AccountClass.CLASS_1:
        return None
    return Text(
        "{0}：Ⅱ、Ⅲ类户有限额，常被退回；请向开户行问清，最好换Ⅰ类户，否则写明服务商同意接受",
        "{0}: classes II and III are limited and often refused. Ask the bank; better a class I account",
    ).format(account_class)


@rule(
    "account.cnaps_check_digit",
    Level.WARNING,
    Text("联行号校验位正确", "The branch code's check digit is right"),
    "ISO 7064 MOD 11,10（按公开联行号验证）",
)
def cnaps_check_digit(code: str) -> Text | None:
    """Rule 25: a warning, because one code in use is known to fail."""
    if not identifiers.cnaps_has_right_length(code) or identifiers.cnaps_check_digit_fits(code):
        return None
    return Text(
        f"联行号 {code} 校验位不符，请向开户行核对；极少数在用号码确实如此，无误请写明",
        f"The check digit of {code} does not fit: ask the branch; a very few codes in use are so",
    )


@rule(
    "account.cnaps_bank",
    Level.WARNING,
    Text("联行号与开户行相符", "The branch code is the bank's"),
    "收单机构驳回原因（开户银行与联行号不匹配）",
)
def cnaps_is_banks(code: str, bank: str) -> Text | None:
    """Rule 25."""
    if not identifiers.cnaps_has_right_length(code) or banks.cnaps_fits_bank(code, bank):
        return None
    owner = banks.cnaps_owner(code)
    if owner is None:
        return Text(
            f"联行号开头 {code[:3]} 不是所选开户行的，请核对开户行和联行号",
            f"{code[:3]} is not how this bank's codes begin: compare bank and code",
        )
    return Text(
        f"联行号开头 {code[:3]} 是{{0}}的，与所选开户行不符；请核对",
        f"{code[:3]} begins codes of {{0}}, not of the bank chosen: compare",
    ).format(owner)


@rule(
    "account.cnaps_city",
    Level.WARNING,
    Text("联行号与开户地区相符", "The branch code lies in the city"),
    "人民银行地区代码",
)
def cnaps_is_in_city(code: str, city: str) -> Text | None:
    """Rule 25: digits four to seven are the central bank's area code."""
    found = region.place(city)
    if found is None or not identifiers.cnaps_has_right_length(code):
        return None
    if banks.cnaps_fits_city(code, city):
        return None
    return Text(
        f"联行号 {code} 的地区段 {code[3:7]} 不在{found.name}；请核对支行和开户地区",
        f"The area {code[3:7]} of code {code} is not in that city: compare branch and city",
    )


@rule(
    "account.cnaps_outside_sichuan",
    Level.WARNING,
    Text("开户支行在四川", "The branch is in Sichuan"),
    "人民银行地区代码（四川 6510–6859，其中部分属重庆）",
)
def branch_is_in_sichuan(code: str) -> Text | None:
    """Rule 25."""
    if not identifiers.cnaps_has_right_length(code) or banks.cnaps_is_in_sichuan(code):
        return None
    return Text(
        f"联行号 {code} 的支行不在四川；有的机构只结算到本省账户，请先问服务商，写明答复",
        f"The branch of {code} is not in Sichuan; some settle only within the province: ask, note the answer",
    )


def _is_card(number: str, kind: AccountKind) -> bool:
    return kind is AccountKind.PERSONAL and identifiers.card_number_has_right_form(number)


def _same_bank(one: str, other: str) -> bool:
    first, second = banks.bank(one), banks.bank(other)
    # A bank outside the table cannot be compared by its other names
    return first == second if first and second else names.same_name(one, other)
