"""Phase 3: who installed which devices, how, and the merchant's acceptance."""

from __future__ import annotations

from string import ascii_uppercase

from poswizard.documents.reading import cross_checks as say
from poswizard.documents.reading.fact import Fact
from poswizard.domain.merchant import Outcome
from poswizard.domain.terminal import (
    DeviceType,
    InstallationItem,
    Network,
    TerminalSource,
)
from poswizard.forms.condition import ALWAYS, AtLeast, Condition
from poswizard.forms.field import Calculation, Why
from poswizard.forms.kinds import (
    Choice,
    Choices,
    Count,
    Day,
    Digits,
    Line,
    Paragraph,
    Tick,
    YesNo,
)
from poswizard.forms.rich_kinds import Address, Document, Rows, Signature
from poswizard.forms.said import Said, Source
from poswizard.forms.step import Heading, Row, Step
from poswizard.steps import installation_checks as rules
from poswizard.steps.basics import SIGNED_HERE, SIGNED_ON_PAPER
from poswizard.steps.business import Business
from poswizard.steps.code_tables import COUNTIES
from poswizard.steps.installation_choices import Accessory, InstallerKind
from poswizard.steps.materials import Materials
from poswizard.steps.picture import Picture
from poswizard.steps.picture_comparisons import comparison_checks
from poswizard.steps.review import Contract
from poswizard.steps.site import FIXED, WHERE_APPLIED_FOR, Site, SiteDefect
from poswizard.steps.terms import Terms
from poswizard.text import Text

SERIAL_LENGTHS, SERIAL_LETTERS = range(5, 51), ascii_uppercase + "-"
ON_SCREEN, ON_PAPER = SIGNED_HERE, SIGNED_ON_PAPER


def _work(item: InstallationItem, hint: Text, relevant: Condition = ALWAYS) -> Choice[Outcome]:
    return Choice(
        item.label,
        Outcome,
        hint=hint,
        relevant=relevant,
        constraint=rules.work_is_in_order,
        loggable=True,
    )


class Device(Row):
    """One terminal as it stands in the shop."""

    device_type = Choice(Text("设备类型", "Kind of device"), DeviceType, loggable=True)
    maker = Line(Text("品牌（厂家）", "Maker"), most=40)
    model = Line(Text("型号", "Model"), most=40)
    model_licence = Line(
        Text("入网许可编号", "Network-entry licence of the model"),
        required=False,
        hint=Text("机身标签上，如 P3100", "On the label, such as P3100"),
        most=20,
        constraint=rules.model_licence_has_form,
    )
    serial_number = Digits(
        Text("机身序列号（SN）", "Serial number (SN)"),
        lengths=SERIAL_LENGTHS,
        letters=SERIAL_LETTERS,
        required=device_type.in_(*(kind for kind in DeviceType if kind.needs_serial_number)),
        hint=Text("用扫码枪扫机身条码，不要手抄", "Scan the barcode on the label"),
        constraint=rules.serial_number_has_form,
        why=Why(
            Text(
                "一机一码：序列号与商户、账户、地点绑定，不得改动。",
                "One number per device, bound to merchant, account and place.",
            ),
            rules.NOTICE_259,
        ),
    )
    tusn = Digits(
        Text("银联终端序列号（TUSN）", "Terminal unique number (TUSN)"),
        required=False,
        lengths=SERIAL_LENGTHS,
        letters=SERIAL_LETTERS,
        hint=Text("标签上另有一行时照抄", "When the label has one"),
        constraint=rules.serial_number_has_form,
    )
    source = Choice(Text("设备来源", "Where it comes from"), TerminalSource, loggable=True)
    network = Choice(Text("联网方式", "Network used"), Network, loggable=True)
    iccid_tail = Digits(
        Text("流量卡尾号", "Tail of the SIM card"),
        lengths=range(4, 7),
        letters=ascii_uppercase,
        relevant=network.is_(Network.MOBILE_DATA),
        hint=Text("只填 ICCID 后 4–6 位", "Only the last 4 to 6 characters"),
        constraint=rules.iccid_tail_has_form,
    )
    has_printer = YesNo(Text("能打印小票", "Prints slips"), loggable=True)
    address = Address(
        Text("安装地点", "Where it stands"),
        COUNTIES,
        suggested=Calculation(lambda place: place, (Business.address,)),
        hint=Text("流动经营填主要经营地点", "Itinerant: the main place of trade"),
    )
    accessories = Choices(Text("配件", "Accessories"), Accessory, required=False, loggable=True)

    checks = (WHERE_APPLIED_FOR.on(address, Business.address, Terms.terminals),)


_ON_THE_LABEL = (
    (Device.serial_number, Fact.SERIAL),
    (Device.model, Fact.MODEL),
    (Device.model_licence, Fact.NETWORK_LICENCE),
)


def _said_by(labels: Document, devices: Rows) -> tuple[Said, ...]:
    """What the labels say of the devices, each of its own."""
    told_by = (Device.serial_number, Fact.SERIAL.value)
    return tuple(
        Said(field, (Source(labels, fact.value),), say.same_number, rows=devices, told_by=told_by)
        for field, fact in _ON_THE_LABEL
    )


class Installation(Step):
    """Who fitted which devices, and how; with the merchant's acceptance."""

    key, title = "installation", Text("安装", "Installation")
    intro = Text(
        "由专业人员照图纸或说明书安装，边装边登记。",
        "Professionals install to drawing or manual; the sheet is filled in as they go.",
    )
    process = ("3.2",)

    installer_heading = Heading(Text("谁在什么时候装的", "Who and when"))
    installed_on = Day(Text("装机日期", "Installed on"), constraint=rules.has_come)
    installer_kind = Choice(Text("装机人员身份", "Who installed"), InstallerKind, loggable=True)
    installer = Line(
        Text("装机人员", "Installer"), hint=Text("姓名或工号", "Name or staff number"), most=40
    )
    employer = Line(Text("所在单位", "Employer"), most=60)
    by_manual = Tick(
        Text("照图纸或厂家说明书安装", "Installed to drawing or maker's manual"),
        why=Why(
            Text(
                "终端要由专业人员按厂家和行业要求安装。",
                "Terminals are fitted by professionals to the maker's and industry rules.",
            ),
            rules.ACQUIRING_RULES,
        ),
    )

    work_heading = Heading(Text("安装项目", "The work"))
    cabling = _work(
        InstallationItem.CABLING, Text("走线固定，不绊脚", "Fixed, out of the way"), FIXED
    )
    fixing = _work(
        InstallationItem.FIXING, Text("放稳或锁住，不会摔", "Stands firm or is locked"), FIXED
    )
    connection = _work(
        InstallationItem.CONNECTION, Text("电源、网络都接好", "Power and network are connected")
    )
    seal = _work(
        InstallationItem.SEAL, Text("封签没有撕过，没有加装物", "Untouched, nothing attached")
    )

    devices_heading = Heading(
        Text("设备登记", "Devices"), Text("一台机器一行", "One row per device")
    )
    devices = Rows(
        Text("设备", "Devices"),
        Device,
        noun=Text("台设备", "device"),
        named_by="serial_number",
        most=20,
    )
    device_count = Count(
        Text("设备台数", "Number of devices"), calculated=Calculation(len, (devices,))
    )
    label_photos = Picture(
        Text("机身标签照片", "Pictures of the labels"),
        slot="SN_INSTALLED",
        most=20,
    )
    photos = Picture(
        Text("装好后的照片", "Pictures once installed"),
        slot="INSTALLATION_PHOTO",
        unlike=(*Materials.of_the_shop, Site.photos),
        most=12,
        good=Text("机器和周围环境，一眼看出在哪家店", "Device and surroundings: clearly this shop"),
        bad=Text("只拍机器特写", "Only the device close up"),
    )

    acceptance_heading = Heading(Text("商户验收", "Acceptance"))
    accepted_by = Line(
        Text("验收人", "Accepted by"), hint=Text("商户一方签收的人", "For the merchant"), most=40
    )
    acceptance = Signature(
        Text("商户签收", "Merchant's signature"),
        slot="INSTALLATION_SIGNATURE",
        relevant=ON_SCREEN,
    )
    signed_sheet = Picture(
        Text("签字的安装单", "Signed installation sheet"),
        slot="INSTALLATION_SHEET",
        relevant=ON_PAPER,
        most=3,
    )
    remark = Paragraph(
        Text("备注", "Remark"), required=False, most=300, constraint=rules.holds_no_card_number
    )

    said = _said_by(label_photos, devices)
    checks = (
        rules.contract_comes_first.on(installed_on, Contract.signed_on),
        rules.site_is_mended(SiteDefect.item, SiteDefect.mended_on).on(installed_on, Site.defects),
        rules.serial_numbers_differ(Device.serial_number).on(devices),
        *comparison_checks(said[:1]),
    )


HAS_NUMBERED_DEVICE = Installation.devices.any(Device.serial_number.answered())
SEVERAL_DEVICES = AtLeast(Installation.device_count, 2)
WHICH_DEVICE = Text("第几台设备", "Which device")
WHICH_HINT = Text(
    "照安装登记的顺序；只有一台可不填", "As on the installation sheet; empty if only one"
)
