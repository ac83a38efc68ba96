"""Rules of backups and updates, with the words that explain them."""

from __future__ import annotations

from datetime import date, timedelta

from poswizard.domain.merchant import Outcome
from poswizard.forms.issue import Level, rule
from poswizard.steps.aftercare_checks import months_later
from poswizard.steps.aftercare_choices import (
    BackupPlace,
    Cycle,
    UpdateChannel,
)
from poswizard.text import Text

PERSONAL_DATA = "个人信息保护法第五十一条"
TERMINAL_UPDATES = "收单机构终端管理规范"


@rule("backups.encrypted", Level.ERROR, Text("备份要加密", "Backups are encrypted"), PERSONAL_DATA)
def backup_is_encrypted(encrypted: bool) -> Text | None:
    """domain §10 rule 54."""
    if encrypted:
        return None
    return Text(
        "请给备份设密码或用加密盘，做好后改成“是”",
        "Set a password on the backup or use an encrypted disk, then change this to yes",
    )


@rule("backups.local", Level.WARNING, Text("备份放在本地", "Backups are local"), PERSONAL_DATA)
def backup_is_local(places: tuple[BackupPlace, ...]) -> Text | None:
    """domain §10 rule 54."""
    if BackupPlace.ONLINE not in places:
        return None
    return Text(
        "网盘不在自己手里：请改存本地，或写明为什么要用、怎么加密",
        "Online storage is out of your hands: keep it locally, or say why and how it is encrypted",
    )


@rule("backups.restores", Level.ERROR, Text("备份能恢复", "A backup restores"), PERSONAL_DATA)
def backup_restores(outcome: Outcome) -> Text | None:
    """domain §10 rule 54: a restore test is recorded; one that failed is no backup."""
    if outcome is not Outcome.FAILED:
        return None
    return Text(
        "恢复不出来等于没有备份：请重新备份，再试恢复",
        "What does not restore is no backup: make a new one and try again",
    )


@rule(
    "backups.restore_is_recent",
    Level.WARNING,
    Text("每年试一次恢复", "Restoring is tried every year"),
    PERSONAL_DATA,
)
def restore_was_tried_lately(tried: date, today: date) -> Text | None:
    """A restore test older than a year says little."""
    if months_later(tried, 12) >= today:
        return None
    return Text(
        "上次试恢复已超过一年：请再试一次，或写明原因",
        "Over a year ago: try to restore again, or say why not",
    )


@rule(
    "backups.overdue", Level.WARNING, Text("按周期备份", "Backups are made in time"), PERSONAL_DATA
)
def backup_is_recent(last: date, cycle: Cycle, today: date) -> Text | None:
    """Two cycles without a backup are too long."""
    if today - last <= timedelta(days=2 * cycle.days):
        return None
    return Text(
        "上次备份是 {0}，超过约定周期：请备份并更新日期",
        "The last backup was on {0}, longer ago than agreed: make one and enter the day",
    ).format(last)


@rule(
    "updates.channel",
    Level.ERROR,
    Text("更新只走正规渠道", "Updates come by the acquirer only"),
    TERMINAL_UPDATES,
)
def update_is_official(channel: UpdateChannel) -> Text | None:
    """Software of unknown origin on a terminal is an attack."""
    if channel is not UpdateChannel.UNKNOWN:
        return None
    return Text(
        "来源不明的程序可能盗取卡信息：马上停用，请收单机构检测或换机",
        "Software of unknown origin may steal card data: stop, and have the acquirer inspect or replace it",
    )


@rule(
    "updates.approved",
    Level.ERROR,
    Text("更新经收单机构同意", "Updates are approved by the acquirer"),
    TERMINAL_UPDATES,
)
def update_is_approved(approved: bool) -> Text | None:
    """domain §11 stage 21."""
    if approved:
        return None
    return Text(
        "请先向收单机构确认这个版本，确认后改成“是”",
        "Ask the acquirer about this version first, then change this to yes",
    )


@rule(
    "updates.result",
    Level.WARNING,
    Text("更新后能正常收款", "Payments work after the update"),
    TERMINAL_UPDATES,
)
def update_works(outcome: Outcome) -> Text | None:
    """A failed update is repaired or taken back."""
    if outcome is not Outcome.FAILED:
        return None
    return Text(
        "更新后不正常：请服务商修复或退回旧版本，并写明怎么处理的",
        "Not working after the update: have it mended or taken back, and note what was done",
    )


@rule(
    "updates.check_overdue",
    Level.WARNING,
    Text("定期检查版本", "Versions are checked regularly"),
    TERMINAL_UPDATES,
)
def version_check_is_not_overdue(due: date, today: date) -> Text | None:
    """process 5.3."""
    if due >= today:
        return None
    return Text(
        "应在 {0} 前检查版本：请检查后更新日期", "Due on {0}: check the version and enter the day"
    ).format(due)
