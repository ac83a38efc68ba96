"""Rules of site, installation, test run and training, with the words that explain them.

A rule over repeated rows is made for those of the row's questions that it reads.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from poswizard.domain import identifiers, names
from poswizard.domain.merchant import Outcome
from poswizard.domain.terminal import SiteItem, TrainingTopic
from poswizard.forms.field import Field
from poswizard.forms.issue import Check, Level, Rule, rule
from poswizard.forms.kinds import CHINA_TIME
from poswizard.forms.rich_kinds import Place
from poswizard.steps.row_answers import RowAnswers, in_words, values
from poswizard.text import Text, Vocabulary

NOTICE_259 = "银发〔2021〕259号"
ACQUIRING_RULES = "银行卡收单业务管理办法"
PAYMENT_REGULATION = "非银行支付机构监督管理条例"

_LONG_NUMBER = re.compile(r"(?<![\dA-Za-z*])\d(?:[ -]?\d){12,18}(?![\dA-Za-z*])")
# In the middle of Sichuan: a degree of latitude is 111 km, one of longitude 111 km × cos 30.6°
_KM_NORTH, _KM_EAST = 111.0, 95.6
_FAR_KM = 0.5


def is_same_place(one: Place, other: Place) -> bool:
    """One address twice, whatever the width of its digits and brackets and the spaces."""
    if one == other:
        return True
    return one.county == other.county and names.same_name(one.street, other.street)


@rule(
    "privacy.no_card_number",
    Level.ERROR,
    Text("备注里不写完整卡号", "No full card number in remarks"),
    f"{PAYMENT_REGULATION}第二十六条",
)
def holds_no_card_number(text: str) -> Text | None:
    """domain §10 rule 48: nothing that could be a whole card number is kept."""
    found = _LONG_NUMBER.findall(unicodedata.normalize("NFKC", text))
    if not found:
        return None
    numbers = (re.sub(r"\D", "", number) for number in found)
    if any(identifiers.luhn_fits(number) for number in numbers):
        return Text(
            "这里像是写了完整卡号，请只留后四位",
            "This looks like a full card number: keep only its last four digits",
        )
    return None


@rule(
    "day.has_come",
    Level.ERROR,
    Text("日期不在将来", "The day is not in the future"),
    "如实记录",
)
def has_come(day: date, today: date) -> Text | None:
    """What is recorded as done has been done."""
    if day <= today:
        return None
    return Text(
        "日期晚于今天：请填实际发生的日期", "After today: enter the day on which it happened"
    )


@rule(
    "day.moment_has_come",
    Level.ERROR,
    Text("时间不在将来", "The time is not in the future"),
    "如实记录",
)
def moment_has_come(moment: datetime, today: date) -> Text | None:
    """What is recorded as done has been done."""
    if moment.astimezone(CHINA_TIME).date() <= today:
        return None
    return Text("时间晚于今天：请填实际发生的时间", "After today: enter when it happened")


def defect_is_recorded(item: Vocabulary, at: Field[Any]) -> Rule:
    """What fails on site has a row in the table of defects; `at` is the row's question for the item."""

    @rule(
        "site.defect_is_recorded",
        Level.ERROR,
        Text("不合格的项目都要写明整改", "Every item that fails has a remedy and a date"),
        "装机现场要求",
    )
    def test(outcome: Outcome, defects: RowAnswers) -> Text | None:
        if outcome is Outcome.FAILED and item not in values(defects, at):
            return Text(
                "“{0}”不合格：请在下面的整改表里加一行，写明怎么改、哪天改好",
                '"{0}" fails: add a row below saying how and by when it is mended',
            ).format(item)
        return None

    return test


def defects_are_recorded(
    at: Field[SiteItem], defects: Field[RowAnswers], looks: Mapping[SiteItem, Field[Outcome]]
) -> tuple[Check, ...]:
    """The same for every item that is looked at."""
    return tuple(defect_is_recorded(item, at).on(look, defects) for item, look in looks.items())


def place_was_applied_for(wish_address: Field[Place]) -> Rule:
    """A terminal stands in the shop, or where the application wished one of them to stand."""

    @rule(
        "site.place_as_applied",
        Level.ERROR,
        Text("装机地址与申请一致", "The place is one applied for"),
        NOTICE_259,
    )
    def test(place: Place, shop: Place, wishes: RowAnswers) -> Text | None:
        """domain §10 rule 39: the address of the installation is that of the application."""
        if any(is_same_place(place, applied) for applied in (shop, *values(wishes, wish_address))):
            return None
        return Text(
            "与申请的地址不一样：只是写法不同，照申请改；真的换了地方，先向收单机构报变更，批准后再装",
            "Not an address applied for: write it as there; if the shop has moved, report the change to "
            "the acquirer and install once it is approved",
        )

    return test


@rule(
    "site.position_as_applied",
    Level.WARNING,
    Text("定位与申请一致", "The position is the one applied for"),
    NOTICE_259,
)
def position_is_as_applied(
    latitude: str, longitude: str, applied_latitude: str, applied_longitude: str
) -> Text | None:
    """domain §10 rule 39: the geolocation is that of the application, give or take 500 metres."""
    try:
        north = (float(latitude) - float(applied_latitude)) * _KM_NORTH
        east = (float(longitude) - float(applied_longitude)) * _KM_EAST
    except ValueError:
        return None  # said at the field that is no number
    apart = (north**2 + east**2) ** 0.5
    if apart <= _FAR_KM:
        return None
    return Text(
        "定位离申请的位置约 {0:.1f} 公里：请在店内重新定位，或写明原因",
        "About {0:.1f} km from the position applied for: take it again in the shop, or say why",
    ).format(apart)


@rule(
    "installation.after_contract",
    Level.ERROR,
    Text("先签协议，再装机", "The agreement comes before installation"),
    ACQUIRING_RULES,
)
def contract_comes_first(installed: date, signed: date) -> Text | None:
    """domain §10 rule 38: the agreement is signed before installation."""
    if installed >= signed:
        return None
    return Text(
        "装机日期早于协议签订日期 {0}，请核对；没签协议不能装机",
        "Before the agreement was signed on {0}: check the days; no agreement, no installation",
    ).format(signed)


def site_is_mended(item: Field[Any], mended_on: Field[date]) -> Rule:
    """Nothing found wrong on site is still open on the day of installation."""

    @rule(
        "installation.site_is_mended",
        Level.WARNING,
        Text("现场整改好再装机", "Defects of the site are mended before installation"),
        "装机现场要求",
    )
    def test(installed: date, defects: RowAnswers) -> Text | None:
        late = [row for row in defects if (row.get(mended_on) or date.max) > installed]
        if not late:
            return None
        return Text(
            "装机那天还没整改好：{0}。请补填改好的日期，或写明为什么先装",
            "Not yet mended on the day of installation: {0}. Enter when it was, or say why it went ahead",
        ).format(in_words(values(tuple(late), item)))

    return test


@rule(
    "installation.work_is_done",
    Level.ERROR,
    Text("安装项目都合格", "All of the installation is in order"),
    "设备安装手册",
)
def work_is_in_order(outcome: Outcome) -> Text | None:
    """What is fitted badly is put right before the device is handed over."""
    if outcome is Outcome.FAILED:
        return Text(
            "不合格：请装机人员当场改好，再改成“合格”",
            'Not in order: have the installer put it right, then change this to "pass"',
        )
    return None


@rule(
    "device.serial_number",
    Level.ERROR,
    Text("序列号的写法", "Form of a serial number"),
    NOTICE_259,
)
def serial_number_has_form(number: str) -> Text | None:
    """domain §4.9, §10 rule 40: 5 to 50 letters, digits and dashes."""
    if identifiers.serial_number_is_valid(number):
        return None
    return Text(
        "应为 5–50 位字母、数字或短横线，请扫机身标签上的条码，或照标签重抄",
        "5 to 50 letters, digits or dashes: scan the barcode on the label or copy it again",
    )


def serial_numbers_differ(serial_number: Field[str]) -> Rule:
    """No device stands twice in the list."""

    @rule(
        "device.serial_number_twice",
        Level.ERROR,
        Text("一机一码，不能重复", "One number, one device"),
        NOTICE_259,
    )
    def test(rows: RowAnswers) -> Text | None:
        """domain §4.9: one serial number is bound to one merchant and one terminal number."""
        twice = repeated(rows, serial_number)
        if not twice:
            return None
        return Text(
            "序列号 {0} 出现了两次：一台机器只能登记一行，请对照标签改正",
            "Serial number {0} stands here twice: one row per device; compare with the labels",
        ).format("、".join(twice))

    return test


def repeated(rows: RowAnswers, field: Field[str]) -> list[str]:
    """The numbers that stand in more than one row."""
    counts = Counter(values(rows, field))
    return [number for number, count in counts.items() if count > 1]


@rule(
    "device.model_licence",
    Level.WARNING,
    Text("入网许可编号的写法", "Form of a network-entry licence"),
    "银联终端入网要求",
)
def model_licence_has_form(number: str) -> Text | None:
    """domain §4.9: five characters such as P3100."""
    if identifiers.model_licence_is_valid(number):
        return None
    return Text(
        "入网许可编号一般是一个字母加四位数字，如 P3100，请核对标签",
        "Usually a letter and four digits such as P3100: compare with the label",
    )


@rule("device.iccid_tail", Level.ERROR, Text("流量卡尾号", "Tail of the SIM card"), "SIM 卡面")
def iccid_tail_has_form(tail: str) -> Text | None:
    """The last 4 to 6 characters of the ICCID, which may end in a letter."""
    if identifiers.iccid_tail_is_valid(tail):
        return None
    return Text(
        "只填卡面 ICCID 的后 4–6 位", "Only the last 4 to 6 characters of the number on the card"
    )


@rule(
    "device.is_listed",
    Level.ERROR,
    Text("设备在安装登记里", "The device is on the installation sheet"),
    NOTICE_259,
)
def device_is_listed(device: int, devices: RowAnswers) -> Text | None:
    """A device is named by its place in the list of installed ones, from 1."""
    if 1 <= device <= len(devices):
        return None
    return Text(
        "安装登记里只有 {0} 台设备，请填 1 到 {0}",
        "The installation sheet has {0} device(s): enter 1 to {0}",
    ).format(len(devices))


@rule(
    "training.after_installation",
    Level.WARNING,
    Text("装好机器再培训", "Training follows installation"),
    ACQUIRING_RULES,
)
def training_follows_installation(trained: date, installed: date) -> Text | None:
    """People are trained on the machine that they will use."""
    if trained >= installed:
        return None
    return Text(
        "培训日期早于装机日期：请核对，或写明是在别的机器上培训的",
        "Before the installation: check the day, or say on which machine they were trained",
    )


@rule(
    "training.topics",
    Level.ERROR,
    Text("必讲内容讲全", "All mandatory topics are taught"),
    f"{ACQUIRING_RULES}；反电信网络诈骗法第三十、三十一条",
)
def mandatory_topics_are_taught(taught: tuple[TrainingTopic, ...]) -> Text | None:
    """domain §10 rule 50: operation, refund, fraud, slip keeping, no lending of the machine."""
    missing = [topic for topic in TrainingTopic if topic.is_mandatory and topic not in taught]
    if not missing:
        return None
    return Text("还没讲：{0}。讲完再勾选", "Not yet taught: {0}. Teach, then tick").format(
        in_words(missing)
    )


@rule(
    "training.works_alone",
    Level.WARNING,
    Text("学会了再上岗", "Whoever uses it can use it"),
    ACQUIRING_RULES,
)
def trainee_works_alone(can: bool) -> Text | None:
    """A trainee who cannot yet work alone is taught again, or accompanied."""
    if can:
        return None
    return Text(
        "还不能独立操作：请再教一遍，或写明由谁带着用",
        "Cannot work alone yet: teach again, or say who will help",
    )
