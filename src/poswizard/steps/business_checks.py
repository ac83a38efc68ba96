"""Rules on the shop: its names, category, address and telephone."""

from __future__ import annotations

import re

from poswizard.domain import category, identifiers, names, region
from poswizard.domain.category import FeeClass
from poswizard.domain.merchant import MerchantKind
from poswizard.forms.issue import Level, rule
from poswizard.forms.rich_kinds import Place
from poswizard.text import Text

SLIP_BYTES = 40
"""ISO 8583 field 43, in which the name is printed on slips; a Chinese character takes two bytes."""

SHORTEST_STREET = 5
"""Characters; the shortest that acquirers take."""

_TOWN = re.compile(r"[路街道巷里弄村组镇乡社区园场楼城苑坊座栋幢]")


def receipt_name(trade_name: str) -> str | None:
    """The trade name where it fits on a slip."""
    return trade_name if _slip_bytes(trade_name) <= SLIP_BYTES else None


def likely_category(trade: str) -> str | None:
    """The category whose words the trade's description uses most."""
    found = category.suggestions(trade, 1)
    return found[0].code if found else None


def micro_name(operator: str) -> str:
    """The registered name under which acquirers list a merchant without licence."""
    return f"商户_{operator}"


def fee_class(mcc: str) -> FeeClass | None:
    """The class of the category, where it is known."""
    found = category.category(mcc)
    return found.fee_class if found else None


@rule(
    "business.trade_name_chinese",
    Level.WARNING,
    Text("经营名称至少有一个汉字", "The trade name has a Chinese character"),
    "收钱吧商户入网文档",
)
def trade_name_has_chinese(name: str) -> Text | None:
    """Rule 29."""
    if names.has_chinese(name):
        return None
    return Text(
        f"“{name}”里没有汉字，常被退回；请加上招牌上的中文，招牌确无中文请写明",
        f"No Chinese in '{name}', often returned: add the Chinese on the sign, or say that there is none",
    )


@rule(
    "business.trade_name_personal",
    Level.WARNING,
    Text("经营名称不只是人名", "The trade name is more than a person's name"),
    "特约商户进件要求",
)
def trade_name_is_not_a_person(name: str, operator: str) -> Text | None:
    """Rule 29."""
    if not names.is_bare_personal_name(name, operator):
        return None
    return Text(
        "经营名称只是一个人名，常被退回；请按“地方+字号+行业”写，如“武侯区某某小吃店”",
        "Only a person's name, often returned: write place, name and trade",
    )


@rule(
    "business.trade_name_meaningless",
    Level.WARNING,
    Text("经营名称看得出是什么店", "The trade name says what it is"),
    "特约商户进件要求",
)
def trade_name_means_something(name: str) -> Text | None:
    """Rule 29."""
    if not names.is_placeholder(name):
        return None
    return Text(
        f"“{name}”看不出是什么店，常被退回；请照招牌填写",
        f"'{name}' says nothing of the shop: copy the sign",
    )


@rule(
    "business.trade_name_contact",
    Level.WARNING,
    Text("经营名称不含电话、网址、微信号", "No telephone or address in the trade name"),
    "特约商户进件要求",
)
def trade_name_has_no_contact(name: str) -> Text | None:
    """Rule 29."""
    if not names.has_contact_details(name):
        return None
    return Text(
        f"“{name}”里像有电话、网址或微信号，请删去；确是招牌名称请写明",
        f"'{name}' seems to hold a telephone or web address: take it out; if it is the sign's name, say so",
    )


@rule(
    "business.receipt_name_length",
    Level.ERROR,
    Text("签购单名称最多 20 个汉字", "At most 20 Chinese characters on the slip"),
    "ISO 8583 第 43 域",
)
def receipt_name_fits(name: str) -> Text | None:
    """40 bytes in GB 18030."""
    used = _slip_bytes(name)
    if used <= SLIP_BYTES:
        return None
    return Text(
        f"签购单上只能印 {SLIP_BYTES} 个字节（20 个汉字），现有 {used} 个，请缩短",
        f"A slip prints {SLIP_BYTES} bytes (20 Chinese characters), this has {used}: shorten it",
    )


@rule(
    "business.mcc_unknown",
    Level.WARNING,
    Text("类别码在表中", "The category is in the table"),
    "GB/T 20548；银联商户类别码表",
)
def mcc_is_known(mcc: str) -> Text | None:
    """Rule 30; shipped tables age, so an unknown code is for a person to judge."""
    if category.category(mcc):
        return None
    return Text(
        f"类别码 {mcc} 不在本机的表里；请向服务商确认，并写明来源",
        f"{mcc} is not in this table: confirm it with the provider and note who said so",
    )


@rule(
    "business.mcc_exempt",
    Level.ERROR,
    Text("小微商户不能用减免类类别码", "No exempt category for micro merchants"),
    "银联商户类别码；套码整治要求（银发〔2021〕259号）",
)
def mcc_is_open_to(mcc: str, kind: MerchantKind) -> Text | None:
    """Rule 30: public hospitals, schools and charities are not natural persons."""
    found = category.category(mcc)
    if kind is not MerchantKind.MICRO or found is None or found.is_open_to_micro:
        return None
    return Text(
        "这是公立医院、学校、慈善等减免类别，小微商户不能用；请按实际主营选",
        "An exempt category (public hospitals, schools, charities): choose what the merchant really does",
    )


@rule(
    "business.mcc_needs_permit",
    Level.ERROR,
    Text("需许可的行业附许可证照片", "A regulated trade shows its permit"),
    "特约商户进件要求（特殊行业许可）",
)
def mcc_has_permit(mcc: str, regulated: bool) -> Text | None:
    """Rule 30: the picture itself is demanded in the materials once Basics says so."""
    found = category.category(mcc)
    if regulated or found is None or found.permit is None:
        return None
    return Text(
        "这个行业一般要“{0}”；请回“基本情况”把“行业需要许可证吗”改为“是”，再附许可证或备案凭证",
        "This trade usually needs: {0}. Answer yes to the permit question in Basics, then add the permit or filing",
    ).format(found.permit)


@rule(
    "business.mcc_and_scope",
    Level.WARNING,
    Text("类别与执照经营范围相符", "The category fits the licence's scope"),
    "收单机构驳回原因；套码整治要求（银发〔2021〕259号）",
)
def mcc_fits_scope(mcc: str, scope: str) -> Text | None:
    """Rule 31: a hint by keywords, so a warning."""
    if category.fits_scope(mcc, scope):
        return None
    return Text(
        f"经营范围里找不到类别 {mcc} 这一行；类别要照实际主营选，不能挑费率低的。确实相符请写明对应哪一项",
        f"The scope does not name the trade of {mcc}. The category follows the main trade, not the lowest fee: say which item it is",
    )


@rule(
    "business.fee_class_differs",
    Level.WARNING,
    Text("费率档与类别一致", "The fee class is the category's"),
    "发改价格〔2016〕557号",
)
def fee_class_is_mccs(chosen: FeeClass, mcc: str) -> Text | None:
    """Lower classes want proof."""
    usual = fee_class(mcc)
    if usual is None or usual is chosen:
        return None
    return Text(
        "这个类别通常是{0}，现选{1}；请核对，优惠和减免要有证明，写明是什么证明",
        "This category is usually {0}, chosen is {1}: check; lower classes want proof, say which",
    ).format(usual, chosen)


@rule(
    "address.county_unknown",
    Level.ERROR,
    Text("区县在行政区划表中", "The county is in the list of divisions"),
    "GB/T 2260",
)
def county_is_known(place: Place) -> Text | None:
    """Rule 27: chosen from a list, so an unknown code comes from an old file."""
    if region.place(place.county):
        return None
    return Text(
        "区县代码不在现行区划里（可能已撤并），请重新选择省、市、区县",
        "The county is no longer in the list: choose province, city and county again",
    )


@rule(
    "address.outside_sichuan",
    Level.WARNING,
    Text("经营地址在四川", "The shop is in Sichuan"),
    "银行卡收单业务管理办法（本地化经营）",
)
def shop_is_in_sichuan(place: Place) -> Text | None:
    """Rule 27: acquirers may not serve physical shops across provinces without a branch there."""
    found = region.place(place.county)
    if found is None or found.is_in_sichuan:
        return None
    return Text(
        f"经营地址在{found.province}；收单机构须在当地有分支机构，请先问服务商能否受理，写明答复",
        f"The shop is in {found.province}: the acquirer needs a branch there. Ask, and note the answer",
    )


@rule(
    "address.incomplete",
    Level.WARNING,
    Text("地址写到街道和门牌号", "The address has a street and a number"),
    "乐刷、拉卡拉进件文档",
)
def address_is_complete(place: Place) -> Text | None:
    """Rule 28: the inspector must find the shop."""
    street = place.street
    if len(street) >= SHORTEST_STREET and _TOWN.search(street) and _has_number(street):
        return None
    return Text(
        f"“{street}”还不够：要有街道（或乡镇、村组、市场）和门牌号、摊位号，审核员按它上门；确无门牌请写明怎么找",
        f"'{street}' is not enough: name street or village and house or stall number, inspectors go by it; if there is none, say how to find it",
    )


@rule(
    "business.service_phone",
    Level.ERROR,
    Text("客服电话只填数字，座机带区号", "Digits only; a landline with its area code"),
    "乐刷、联动优势进件文档",
)
def service_phone(number: str) -> Text | None:
    """Rule 20."""
    if identifiers.service_phone_is_valid(number):
        return None
    return Text(
        "请填手机号，或带区号的座机（如 028 后接 8 位），或 400/800 号码；只填数字",
        "A mobile, a landline with area code (028 and 8 digits), or a 400/800 number; digits only",
    )


@rule(
    "business.hours",
    Level.ERROR,
    Text("营业时间写成 0900 这样的四位", "Hours as four digits such as 0900"),
    "易生支付进件文档",
)
def clock_time(typed: str) -> Text | None:
    """HHMM; 2400 is the end of the day."""
    hours, minutes = typed[:2], typed[2:]
    if typed == "2400" or (hours < "24" and minutes < "60"):
        return None
    return Text("应为 0000 到 2400 之间的时间，如 0930", "A time from 0000 to 2400, such as 0930")


@rule(
    "address.longitude",
    Level.ERROR,
    Text("经度在 73 到 136 之间", "Longitude between 73 and 136"),
    "拉卡拉商户进件文档",
)
def longitude(typed: str) -> Text | None:
    """Mixed up with the latitude in more than one interface."""
    if _within(typed, 73, 136):
        return None
    return Text(
        "经度应是 73 到 136 之间的小数（四川约 97 到 109），是否与纬度填反？",
        "A decimal from 73 to 136 (Sichuan 97 to 109): swapped with the latitude?",
    )


@rule(
    "address.latitude",
    Level.ERROR,
    Text("纬度在 3 到 54 之间", "Latitude between 3 and 54"),
    "拉卡拉商户进件文档",
)
def latitude(typed: str) -> Text | None:
    """Mixed up with the longitude in more than one interface."""
    if _within(typed, 3, 54):
        return None
    return Text(
        "纬度应是 3 到 54 之间的小数（四川约 26 到 34），是否与经度填反？",
        "A decimal from 3 to 54 (Sichuan 26 to 34): swapped with the longitude?",
    )


def _within(typed: str, least: int, most: int) -> bool:
    return re.fullmatch(r"\d{1,3}(\.\d{1,8})?", typed) is not None and least <= float(typed) <= most


def _has_number(street: str) -> bool:
    return (
        any(c.isdigit() for c in street) or re.search(r"[一二三四五六七八九十]", street) is not None
    )


def _slip_bytes(name: str) -> int:
    return len(name.encode("gb18030", "replace"))
