"""Phase 3: the place is looked at before a terminal is installed."""

from __future__ import annotations

from poswizard.domain.merchant import Outcome, Premises
from poswizard.domain.terminal import (
    Network,
    SiteItem,
)
from poswizard.forms.condition import ALWAYS, Condition
from poswizard.forms.field import Calculation, Why
from poswizard.forms.kinds import (
    Choice,
    Choices,
    Day,
    Line,
    Moment,
    Paragraph,
)
from poswizard.forms.rich_kinds import Address, Rows
from poswizard.forms.step import Heading, Row, Step
from poswizard.steps import business_checks as shop
from poswizard.steps import installation_checks as rules
from poswizard.steps.basics import Basics
from poswizard.steps.business import Business
from poswizard.steps.code_tables import COUNTIES
from poswizard.steps.materials import Materials
from poswizard.steps.picture import Picture
from poswizard.steps.terms import TerminalWish, Terms
from poswizard.text import Text

FIXED = Basics.premises.is_(Premises.FIXED)
WHERE_APPLIED_FOR = rules.place_was_applied_for(TerminalWish.address)


def _look(item: SiteItem, hint: Text, relevant: Condition = ALWAYS) -> Choice[Outcome]:
    return Choice(item.label, Outcome, hint=hint, relevant=relevant, loggable=True)


class SiteDefect(Row):
    """Something that must be put right before a terminal is installed."""

    item = Choice(Text("哪一项", "Which item"), SiteItem)
    problem = Line(Text("问题", "What is wrong"), most=100, constraint=rules.holds_no_card_number)
    remedy = Line(Text("怎么改", "Remedy"), most=100, constraint=rules.holds_no_card_number)
    responsible = Line(Text("谁来改", "By whom"), most=40)
    due_on = Day(Text("哪天前改好", "Due on"))
    mended_on = Day(Text("改好日期", "Mended on"), required=False, constraint=rules.has_come)


class Site(Step):
    """The place, item by item, before anything is installed."""

    key, title = "site", Text("安装前现场勘查", "Site check")
    intro = Text(
        "装机前到现场看一遍，逐项打分；不合格的写明怎么改、哪天改好。",
        "Look at the place before installation, item by item; what fails gets a remedy and a date.",
    )
    process = ("3.1",)

    visit_heading = Heading(Text("勘查", "The visit"))
    visited_on = Day(Text("勘查日期", "Visited on"), constraint=rules.has_come)
    visited_by = Line(
        Text("勘查人员", "Visited by"), hint=Text("姓名或工号", "Name or staff number"), most=40
    )
    met = Line(Text("商户现场联系人", "Met at the shop"), most=40)
    appointment = Moment(
        Text("约定装机时间", "Installation agreed for"),
        required=False,
        hint=Text("和商户说好的日期和钟点", "Day and hour agreed with the merchant"),
    )

    place_heading = Heading(Text("位置", "Place"))
    address = Address(
        Text("装机地址", "Place of installation"),
        COUNTIES,
        relevant=FIXED,
        suggested=Calculation(lambda place: place, (Business.address,)),
        why=Why(
            Text(
                "终端和安装地点绑定，要与申请一致；换地方须先报收单机构。",
                "A terminal is bound to its place, which must be that of the application.",
            ),
            rules.NOTICE_259,
        ),
    )
    position_in_shop = Line(
        Text("店内位置", "Where in the shop"),
        relevant=FIXED,
        hint=Text("如“进门右手收银台”", 'Such as "till to the right of the door"'),
        most=60,
    )
    latitude = Line(
        Text("纬度", "Latitude"),
        most=12,
        on_demand=True,
        constraint=shop.latitude,
        hint=Text("在店内定位，如 30.6595", "Taken in the shop, such as 30.6595"),
    )
    longitude = Line(
        Text("经度", "Longitude"),
        most=12,
        on_demand=True,
        constraint=shop.longitude,
        hint=Text("在店内定位，如 104.0657", "Taken in the shop, such as 104.0657"),
    )

    safety_heading = Heading(Text("安全", "Safety"))
    safety = _look(
        SiteItem.SAFETY,
        Text("有人看管，下班能锁好或收好", "Watched over, and locked or put away after hours"),
    )
    fire = _look(
        SiteItem.FIRE, Text("离炉灶、明火和易燃物远", "Away from stoves and flames"), FIXED
    )
    water = _look(
        SiteItem.WATER, Text("不靠水池，不被雨淋", "Away from basins, rain and steam"), FIXED
    )
    camera = _look(
        SiteItem.CAMERA, Text("输密码时拍不到按键", "No camera sees the PIN being entered")
    )

    room_heading = Heading(Text("场地和电源", "Room and power"), relevant=FIXED)
    position = _look(
        SiteItem.POSITION,
        Text("顾客够得着，输密码不被人看见", "Customers reach it and enter their PIN unseen"),
        FIXED,
    )
    cabling = _look(
        SiteItem.CABLING,
        Text("有地方走线，不绊脚、不外露", "Cables can be laid out of the way"),
        FIXED,
    )
    power = _look(
        SiteItem.POWER,
        Text("有独立插座，电压稳定、不常停电", "A socket of its own, steady voltage"),
        FIXED,
    )
    spare_power = _look(
        SiteItem.SPARE_POWER,
        Text("放得下 UPS，或机器自带电池", "Room for a UPS, or the device has a battery"),
        FIXED,
    )

    network_heading = Heading(Text("网络", "Network"))
    networks = Choices(Text("现场能用的网络", "Networks at hand"), Network, loggable=True)
    network = _look(
        SiteItem.NETWORK,
        Text("在放机器的位置试，信号要稳", "Tried where the device will stand"),
    )

    remedy_heading = Heading(Text("整改和照片", "Remedies and pictures"))
    any_fails = (
        safety.is_(Outcome.FAILED)
        | fire.is_(Outcome.FAILED)
        | water.is_(Outcome.FAILED)
        | camera.is_(Outcome.FAILED)
        | position.is_(Outcome.FAILED)
        | cabling.is_(Outcome.FAILED)
        | power.is_(Outcome.FAILED)
        | spare_power.is_(Outcome.FAILED)
        | network.is_(Outcome.FAILED)
    )
    defects = Rows(
        Text("整改表", "Defects and remedies"),
        SiteDefect,
        relevant=any_fails,
        noun=Text("项整改", "defect"),
        named_by="item",
        most=20,
    )
    photos = Picture(
        Text("现场照片", "Pictures of the site"),
        slot="SITE_PHOTO",
        unlike=Materials.of_the_shop,
        most=12,
        good=Text(
            "放机器的台面、插座、网络接口、门头各一张",
            "Counter, socket, network socket and shop front",
        ),
        bad=Text("看不出在哪家店，或拍到顾客的脸和卡", "No telling which shop; customers or cards"),
    )
    remark = Paragraph(
        Text("备注", "Remark"), required=False, most=300, constraint=rules.holds_no_card_number
    )

    checks = (
        WHERE_APPLIED_FOR.on(address, Business.address, Terms.terminals),
        rules.position_is_as_applied.on(latitude, longitude, Business.latitude, Business.longitude),
        *rules.defects_are_recorded(
            SiteDefect.item,
            defects,
            {
                SiteItem.SAFETY: safety,
                SiteItem.FIRE: fire,
                SiteItem.WATER: water,
                SiteItem.CAMERA: camera,
                SiteItem.POSITION: position,
                SiteItem.CABLING: cabling,
                SiteItem.POWER: power,
                SiteItem.SPARE_POWER: spare_power,
                SiteItem.NETWORK: network,
            },
        ),
    )
