"""Phase 5: the merchant's backups, and the software of the terminal."""

from __future__ import annotations

from poswizard.domain.merchant import Outcome
from poswizard.forms.field import Calculation, Why
from poswizard.forms.kinds import Choice, Choices, Count, Day, Line, YesNo
from poswizard.forms.rich_kinds import Rows
from poswizard.forms.step import Heading, Row, Step
from poswizard.steps import installation_checks as care
from poswizard.steps import upkeep_checks as rules
from poswizard.steps.aftercare_checks import months_later
from poswizard.steps.aftercare_choices import (
    BackupContent,
    BackupPlace,
    Cycle,
    UpdateChannel,
    UpdateKind,
)
from poswizard.steps.fitting import (
    SEVERAL_DEVICES,
    WHICH_DEVICE,
    WHICH_HINT,
    Installation,
)
from poswizard.text import Text


class Backups(Step):
    """The merchant's own plan for a second copy of what it keeps."""

    key, title = "backups", Text("数据备份与恢复", "Backup and restore")
    intro = Text(
        "记下商户自己怎么备份签购单和账目，以及能不能恢复。",
        "How the merchant keeps a second copy of slips and accounts, and whether it restores.",
    )
    process = ("5.2",)

    content = Choices(Text("备份什么", "What is backed up"), BackupContent, loggable=True)
    places = Choices(
        Text("备份放在哪里", "Where the copies lie"),
        BackupPlace,
        constraint=rules.backup_is_local,
        hint=Text("和原件分开放", "Apart from the originals"),
        loggable=True,
    )
    on_a_machine = (
        places.contains(BackupPlace.DISK)
        | places.contains(BackupPlace.SECOND_COMPUTER)
        | places.contains(BackupPlace.ONLINE)
    )
    encrypted = YesNo(
        Text("备份加密了吗？", "Are the copies encrypted?"),
        relevant=on_a_machine,
        constraint=rules.backup_is_encrypted,
        why=Why(
            Text(
                "备份里有顾客和账户信息，丢了也要看不懂。",
                "They hold data of customers and accounts; a lost copy must be unreadable.",
            ),
            rules.PERSONAL_DATA,
        ),
    )
    cycle = Choice(Text("多久备份一次", "How often"), Cycle, loggable=True)
    responsible = Line(
        Text("谁负责", "Who does it"), hint=Text("岗位即可", "The post will do"), most=40
    )
    last_on = Day(Text("上次备份日期", "Last backup on"), constraint=care.has_come)
    restore_heading = Heading(Text("恢复", "Restoring"))
    restored_on = Day(
        Text("上次试恢复日期", "Last restore test on"),
        constraint=(care.has_come, rules.restore_was_tried_lately),
        hint=Text("把备份真的打开一次", "Really open a copy once"),
    )
    restore_outcome = Choice(
        Text("恢复结果", "Result of restoring"),
        Outcome,
        constraint=rules.backup_restores,
        loggable=True,
    )

    checks = (rules.backup_is_recent.on(last_on, cycle),)


class Update(Row):
    """One update of one device."""

    updated_on = Day(Text("更新日期", "Updated on"), constraint=care.has_come)
    device = Count(WHICH_DEVICE, least=1, most=20, required=SEVERAL_DEVICES, hint=WHICH_HINT)
    what = Choice(Text("更新了什么", "What"), UpdateKind, loggable=True)
    from_version = Line(Text("原版本", "From version"), most=40)
    to_version = Line(Text("新版本", "To version"), most=40)
    channel = Choice(
        Text("更新渠道", "How it came"),
        UpdateChannel,
        constraint=rules.update_is_official,
        loggable=True,
    )
    approved = YesNo(
        Text("收单机构认可这个版本", "The acquirer approves this version"),
        constraint=rules.update_is_approved,
    )
    news = Line(Text("新功能或改动", "What is new"), required=False, most=200)
    outcome = Choice(
        Text("更新后试刷", "A payment tried after it"),
        Outcome,
        constraint=rules.update_works,
        loggable=True,
    )

    checks = (care.device_is_listed.on(device, Installation.devices),)


class Updates(Step):
    """The versions on the terminal, and how they changed."""

    key, title = "updates", Text("软件更新与升级", "Software updates")
    intro = Text(
        "定期看版本；只接受收单机构推送或工程师现场更新。",
        "Look at the version regularly; accept updates from the acquirer or its engineer only.",
    )
    process = ("5.3",)

    firmware = Line(
        Text("现在的固件版本", "Firmware version now"),
        hint=Text("机器“关于”或“系统信息”里", 'Under "about" on the device'),
        most=40,
    )
    payment_app = Line(Text("现在的收单应用版本", "Payment application version now"), most=40)
    checked_on = Day(Text("上次检查版本日期", "Version last checked on"), constraint=care.has_come)
    every_months = Count(
        Text("多久检查一次", "Checked every"), least=1, most=24, unit=Text("个月", "months")
    )
    next_check = Day(
        Text("下次检查", "Next check due"),
        calculated=Calculation(months_later, (checked_on, every_months)),
        constraint=rules.version_check_is_not_overdue,
    )
    log = Rows(
        Text("更新记录", "Updates"),
        Update,
        required=False,
        noun=Text("次更新", "update"),
        named_by="updated_on",
        most=200,
    )
