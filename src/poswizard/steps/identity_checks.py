"""Rules on people: their names, identity documents, ages and telephones."""

from __future__ import annotations

import re
from datetime import date

from poswizard.domain import identifiers, names, resident, validity
from poswizard.domain.merchant import ContactKind, IdDocumentKind
from poswizard.domain.resident import Sex
from poswizard.domain.validity import Expiry
from poswizard.forms.issue import Level, rule
from poswizard.forms.kinds import LONG_TERM
from poswizard.text import Text

YOUNGEST = 16
"""Years; the resident ID law issues cards to citizens of this age without a guardian."""

_FORMS = {
    IdDocumentKind.RESIDENT_ID: re.compile(r"[1-7].*"),
    IdDocumentKind.HK_MACAO_RESIDENCE: re.compile(r"8[12].*"),
    IdDocumentKind.TAIWAN_RESIDENCE: re.compile(r"83.*"),
    IdDocumentKind.HK_MACAO_PERMIT: re.compile(r"[HM]([0-9]{8}|[0-9]{10})"),
    IdDocumentKind.TAIWAN_PERMIT: re.compile(r"[0-9]{8}|[0-9]{10}[A-Z]?"),
    IdDocumentKind.FOREIGN_RESIDENCE: re.compile(r"[A-Z]{3}[0-9]{12}|9[0-9]{16}[0-9X]"),
    IdDocumentKind.PASSPORT: re.compile(r"[A-Z0-9]{5,15}"),
}

FULL_AGE, USUAL_LIMIT = 18, 65
"""Years between which acquirers' own products usually take an applicant."""


def contact_name(kind: ContactKind, principal: str) -> str | None:
    """The principal's name, where the principal is the contact."""
    return principal if kind is ContactKind.LEGAL else None


@rule(
    "identity.name_characters",
    Level.ERROR,
    Text("姓名只含汉字、间隔号或字母", "A name has Chinese characters, dots or Latin letters"),
    "居民身份证法第三条",
)
def name_characters(name: str) -> Text | None:
    """A clerk's slip such as a digit in a name would fail every comparison later."""
    if names.has_private_use(name):
        return Text(
            "姓名里有造字区字符，别的机器显示不出；请用拼音、笔画或部首重新输入这个字",
            "A character stands in a private-use area and shows as a box elsewhere: enter it again",
        )
    if names.is_person_name(name):
        return None
    return Text(
        "姓名应是两个字以上的汉字（可带间隔号“·”）或拉丁字母，请照证件填写",
        'A name has two or more Chinese characters (with "·") or Latin letters: copy the document',
    )


@rule(
    "identity.resident_id",
    Level.ERROR,
    Text("居民身份证号 18 位，出生日期和校验位正确", "Resident ID of 18 with date and check digit"),
    "GB 11643",
)
def resident_id(number: str, kind: IdDocumentKind, today: date) -> Text | None:
    """Rule 15: form, province, date of birth, check character; never the list of counties."""
    if not kind.has_resident_number:
        return None
    fault = resident.resident_id_fault(number, today)
    return fault.label if fault else None


@rule(
    "identity.county_unknown",
    Level.WARNING,
    Text("身份证前六位是现有区县", "The first six digits are a county of today"),
    "GB/T 2260",
)
def county_unknown(number: str, kind: IdDocumentKind) -> Text | None:
    """Rule 16: many living holders carry codes of counties that were renamed or merged."""
    if not kind.has_resident_number or not resident.resident_id_is_well_formed(number):
        return None
    if resident.county_is_current(number):
        return None
    return Text(
        f"身份证前六位 {number[:6]} 不在现行区划里，老证号常有这种情况；请对照证件，无误就写“已对照证件”",
        f"{number[:6]} is no county of today, as with many older numbers: compare with the card, then say so",
    )


@rule(
    "identity.unusual_form",
    Level.WARNING,
    Text("号码像所选的证件类型", "The number looks like the kind of document chosen"),
    "各类证件号码的常见格式",
)
def unusual_form(number: str, kind: IdDocumentKind) -> Text | None:
    """Formats of foreign documents change, so this only asks for a second look."""
    if _FORMS[kind].fullmatch(number):
        return None
    return Text(
        f"号码（末四位 {number[-4:]}）不像“{{0}}”的格式；请核对证件类型和号码，无误请写明",
        f"The number (ending {number[-4:]}) does not look like that of: {{0}}. Check kind and number",
    ).format(kind)


@rule(
    "identity.too_young",
    Level.ERROR,
    Text("满 16 周岁", "16 years or older"),
    "居民身份证法第二条",
)
def too_young(number: str, kind: IdDocumentKind, today: date) -> Text | None:
    """Rule 19, the part no acquirer can waive."""
    age = _age(number, kind, today)
    if age is None or age >= YOUNGEST:
        return None
    return Text(
        f"按证件号算未满{YOUNGEST}周岁，不能办理；请核对号码，无误则请由其他人申请",
        f"Below {YOUNGEST} by this number: check it; if it is right, somebody else must apply",
    )


@rule(
    "identity.unusual_age",
    Level.WARNING,
    Text("18 到 65 周岁", "18 to 65 years old"),
    "收单机构受理年龄（拉卡拉个人产品等）",
)
def unusual_age(number: str, kind: IdDocumentKind, today: date) -> Text | None:
    """Rule 19, the part on which acquirers differ."""
    age = _age(number, kind, today)
    if age is None or age < YOUNGEST or FULL_AGE <= age <= USUAL_LIMIT:
        return None
    return Text(
        f"申请人{age}周岁，许多机构只受理{FULL_AGE}到{USUAL_LIMIT}周岁；请先问服务商，写明答复",
        f"The applicant is {age}; many take only {FULL_AGE} to {USUAL_LIMIT}: ask the provider, note the answer",
    )


@rule(
    "identity.sex_differs",
    Level.WARNING,
    Text("性别与证件号一致", "Sex agrees with the ID number"),
    "GB 11643",
)
def sex_differs(sex: Sex, number: str, kind: IdDocumentKind) -> Text | None:
    """The 17th digit is odd for men."""
    if not kind.has_resident_number or resident.sex(number) in (None, sex):
        return None
    return Text(
        "与身份证第 17 位表示的性别不同，请对照证件核对性别和号码",
        "Differs from the 17th digit of the ID number: compare both with the card",
    )


@rule(
    "validity.not_begun",
    Level.ERROR,
    Text("起始日期不在今天之后", "The first day is not in the future"),
    "居民身份证法第五条",
)
def validity_begun(begin: date, today: date) -> Text | None:
    """A first day to come is a slip of the keyboard."""
    if begin <= today:
        return None
    return Text("起始日期在今天之后，请照证件核对", "In the future: compare with the document")


@rule(
    "validity.reversed",
    Level.ERROR,
    Text("截止日期在起始日期之后", "The last day follows the first"),
    "证件有效期",
)
def validity_order(end: date, begin: date) -> Text | None:
    """The two days swapped are the commonest slip."""
    if end > begin:
        return None
    return Text(
        "截止日期早于起始日期，请照证件核对是否填反", "Ends before it begins: perhaps swapped"
    )


@rule(
    "validity.expired",
    Level.ERROR,
    Text("证件在有效期内", "The document is valid"),
    "银行卡收单业务管理办法；收单机构进件要求",
)
def not_expired(end: date, today: date) -> Text | None:
    """Rule 17: an expired document is always returned."""
    if validity.expiry(end, today) is not Expiry.EXPIRED:
        return None
    return Text(
        f"已于 {end.isoformat()} 到期，不能用来申请；请先换新证，再照新证填写",
        f"Expired on {end.isoformat()}: get a new one first, then enter that",
    )


@rule(
    "validity.expires_soon",
    Level.WARNING,
    Text("证件至少还有 90 天有效", "At least 90 days of validity left"),
    "收单机构进件要求（“过期或即将过期”驳回）",
)
def not_expiring(end: date, today: date) -> Text | None:
    """Rule 17: a document about to expire is often returned."""
    if validity.expiry(end, today) is not Expiry.SOON:
        return None
    return Text(
        f"{end.isoformat()} 到期，不足 90 天，可能被退回；最好换证后再交，急办请写明原因",
        f"Expires on {end.isoformat()}, in under 90 days: better renewed first; if not, say why",
    )


@rule(
    "identity.validity_length",
    Level.WARNING,
    Text("有效期长短与领证年龄相符", "The validity fits the age at issue"),
    "居民身份证法第五条",
)
def validity_length(end: date, begin: date, number: str, kind: IdDocumentKind) -> Text | None:
    """Rule 18: 5 years below 16, 10 to 25, 20 to 45, then long-term."""
    if not kind.has_resident_number or end <= begin:
        return None
    if resident.validity_fits_age(number, begin, None if end == LONG_TERM else end):
        return None
    return Text(
        f"有效期 {begin.isoformat()} 起，与领证年龄应有的年限（16 岁前 5 年、25 岁前 10 年、45 岁前 20 年、以后长期）不符；"
        "请照证件背面核对起止两个日期",
        f"From {begin.isoformat()}, the length does not fit the age at issue (5, 10, 20 years, then long-term): "
        "compare both days with the back of the card",
    )


@rule(
    "contact.mobile",
    Level.ERROR,
    Text("11 位手机号，1 开头", "A mobile number of 11 digits beginning with 1"),
    "收单机构进件接口",
)
def mobile_number(number: str) -> Text | None:
    """Rule 20."""
    if identifiers.mobile_is_valid(number):
        return None
    return Text(
        "手机号应为 13 到 19 开头的 11 位数字，请重新核对",
        "A mobile number has 11 digits beginning 13 to 19: check it",
    )


@rule(
    "contact.mobile_is_staffs",
    Level.WARNING,
    Text("联系手机不是经办员自己的", "The mobile is not the staff member's own"),
    "银行卡收单业务管理办法",
)
def mobile_is_not_staffs(number: str, staff: str) -> Text | None:
    """Rule 20: the merchant would never receive the acquirer's notices."""
    if number != staff:
        return None
    return Text(
        "这是经办员自己的手机号，验证码和通知会收不到；请填申请人的，确实共用请写明原因",
        "This is the staff member's own number: enter the applicant's; if it really is shared, say why",
    )


@rule(
    "contact.email",
    Level.ERROR,
    Text("一个@，不超过 64 个字符", "One @, at most 64 characters"),
    "收单机构进件接口",
)
def email_address(address: str) -> Text | None:
    """64 is the shortest limit among acquirers."""
    if identifiers.email_is_valid(address):
        return None
    return Text(
        "邮箱格式不对，应像 name@example.cn，请核对",
        "No e-mail address: it looks like name@example.cn",
    )


@rule(
    "contact.is_principal",
    Level.ERROR,
    Text("由本人联系时，姓名与证件一致", "The principal as contact bears the name on the ID"),
    "特约商户进件要求（小微商户联系人为经营者本人）",
)
def contact_is_principal(name: str, kind: ContactKind, principal: str) -> Text | None:
    """Rule 21."""
    if kind is not ContactKind.LEGAL or names.same_name(name, principal):
        return None
    return Text(
        "联系人选的是法定代表人/经营者本人，姓名却不同；请改姓名，或回“基本情况”改为经办人",
        "The contact is said to be the principal, but the name differs: correct it, or choose a handler in Basics",
    )


@rule(
    "contact.handler_is_principal",
    Level.ERROR,
    Text("经办人是另一个人", "The handler is somebody else"),
    "特约商户进件要求",
)
def handler_is_another(number: str, principal: str) -> Text | None:
    """The same ID number on both sides means the wrong kind of contact was chosen."""
    if number != principal:
        return None
    return Text(
        "与法定代表人/经营者是同一证件号；是本人办理就回“基本情况”改为本人，不是就核对号码",
        "The same number as the principal's: choose the principal as contact, or correct the number",
    )


def _age(number: str, kind: IdDocumentKind, today: date) -> int | None:
    if not kind.has_resident_number or resident.resident_id_fault(number, today):
        return None
    born = resident.birth_date(number)
    return resident.age(born, today) if born else None
