"""Rules of inspections, changes and support, with the words that explain them."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime, timedelta
from typing import Any

from poswizard.domain.merchant import Premises
from poswizard.domain.terminal import MaintenanceFinding, VisitKind
from poswizard.forms.field import Field
from poswizard.forms.issue import Level, Rule, rule
from poswizard.forms.kinds import CHINA_TIME
from poswizard.steps.aftercare_choices import (
    ChangeKind,
    ChangeState,
)
from poswizard.steps.installation_checks import NOTICE_259
from poswizard.steps.row_answers import RowAnswers, in_words, values
from poswizard.text import Text

SERVICE = "收单服务协议"
_SOON_DAYS = 90
_TICKET_DAYS = 7
_TAMPERED = (MaintenanceFinding.SEAL, MaintenanceFinding.NO_FOREIGN_PARTS)


def months_later(day: date, months: int) -> date:
    """The same day so many months on, or the last of a shorter month.

    >>> months_later(date(2026, 1, 31), 1)
    datetime.date(2026, 2, 28)
    """
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def next_due(
    installed: date | None, months: int | None, visits: RowAnswers | None, at: Field[date]
) -> date | None:
    """When the terminal is to be looked at next: so many months after the last visit, or the installation."""
    if installed is None or not months:
        return None
    return months_later(max([installed, *values(visits or (), at)]), months)


@rule(
    "maintenance.yearly",
    Level.WARNING,
    Text("固定场所每年至少巡检一次", "Fixed premises are inspected once a year"),
    NOTICE_259,
)
def inspection_is_yearly(months: int, premises: Premises) -> Text | None:
    """domain §10 rule 52."""
    if premises is not Premises.FIXED or months <= 12:
        return None
    return Text(
        "固定场所至少每 12 个月巡检一次：请改短，或写明依据",
        "Fixed premises at least every 12 months: shorten it, or say what it rests on",
    )


@rule(
    "maintenance.on_site",
    Level.WARNING,
    Text("固定场所要到现场", "Fixed premises are inspected on site"),
    NOTICE_259,
)
def inspection_is_on_site(way: VisitKind, premises: Premises) -> Text | None:
    """domain §10 rule 52: pictures will do only where there are no fixed premises."""
    if premises is not Premises.FIXED or way is VisitKind.ON_SITE:
        return None
    return Text(
        "固定场所要到现场巡检，照片巡检只用于流动经营：请改，或写明原因",
        "Fixed premises are visited; pictures are for itinerant trade: change it, or say why",
    )


@rule(
    "maintenance.overdue",
    Level.WARNING,
    Text("巡检按时做", "Inspections are made in time"),
    NOTICE_259,
)
def inspection_is_not_overdue(due: date, today: date) -> Text | None:
    """domain §10 rule 52."""
    if due >= today:
        return None
    return Text(
        "巡检应在 {0} 前完成，已过期：请尽快巡检并登记",
        "Was due on {0}: inspect soon and record it",
    ).format(due)


@rule(
    "maintenance.replacement",
    Level.WARNING,
    Text("设备到期更换", "A device is replaced in time"),
    "厂家使用年限",
)
def device_is_not_too_old(replace_by: date, today: date) -> Text | None:
    """process 5.1: life and replacement of the device."""
    if replace_by >= today:
        return None
    return Text(
        "设备已过使用年限（{0}）：请联系服务商更换，或写明暂不更换的原因",
        "Past its life ({0}): have the provider replace it, or say why not yet",
    ).format(replace_by)


@rule(
    "maintenance.replacement_soon",
    Level.INFORMATION,
    Text("设备快到使用年限", "A device nears the end of its life"),
    "厂家使用年限",
)
def device_nears_its_end(replace_by: date, today: date) -> Text | None:
    """The last ninety days."""
    if not today <= replace_by <= today + timedelta(days=_SOON_DAYS):
        return None
    return Text(
        "{0} 到使用年限，请提前安排更换", "Ends its life on {0}: plan the replacement"
    ).format(replace_by)


@rule(
    "maintenance.tampered",
    Level.ERROR,
    Text("机器没有被动过手脚", "The device was not tampered with"),
    NOTICE_259,
)
def device_is_untouched(bad: tuple[MaintenanceFinding, ...], replaced: bool) -> Text | None:
    """A broken seal or a foreign part: the device must go."""
    found = [finding for finding in bad if finding in _TAMPERED]
    if not found or replaced:
        return None
    return Text(
        "{0}有问题：马上停用，通知收单机构换机，换好后勾选“已换机”",
        "Not in order: {0}. Stop using it, have the acquirer replace it, then answer that it was replaced",
    ).format(in_words(found))


@rule(
    "maintenance.finding_was_looked_at",
    Level.ERROR,
    Text("有问题的项目在检查范围里", "What is amiss was looked at"),
    "如实记录",
)
def findings_were_looked_at(
    bad: tuple[MaintenanceFinding, ...], looked_at: tuple[MaintenanceFinding, ...]
) -> Text | None:
    """The two lists of one visit agree."""
    missing = [finding for finding in bad if finding not in looked_at]
    if not missing:
        return None
    return Text(
        "“检查了什么”里没有：{0}，请补选", "Not among what was looked at: {0}. Add it there"
    ).format(in_words(missing))


def move_is_reported(bad: Field[tuple[MaintenanceFinding, ...]], kind: Field[ChangeKind]) -> Rule:
    """A terminal found elsewhere has a change request."""

    @rule(
        "maintenance.move_is_reported",
        Level.ERROR,
        Text("移机要报变更", "A move is reported"),
        NOTICE_259,
    )
    def test(visits: RowAnswers, changes: RowAnswers) -> Text | None:
        """domain §10 rule 53."""
        moved = any(MaintenanceFinding.LOCATION in found for found in values(visits, bad))
        if not moved or ChangeKind.MOVE in values(changes, kind):
            return None
        return Text(
            "巡检发现位置不符：请在变更登记里加一行“终端移机”，并报收单机构",
            'A visit found it elsewhere: add a row "terminal moved" below and report it to the acquirer',
        )

    return test


@rule(
    "change.reported_first",
    Level.ERROR,
    Text("先报批，再变更", "Report first, change after"),
    NOTICE_259,
)
def change_is_reported_first(effective: date, reported: date) -> Text | None:
    """domain §10 rule 53, §5.2: moving a fixed terminal needs prior report."""
    if effective >= reported:
        return None
    return Text(
        "变更日期早于报告日期：请核对；已经先变更的，马上向收单机构说明",
        "Changed before it was reported: check the days; if so, tell the acquirer at once",
    )


@rule(
    "change.approved_first",
    Level.ERROR,
    Text("批准后才变更", "No change without approval"),
    NOTICE_259,
)
def change_is_approved_first(effective: date, state: ChangeState, today: date) -> Text | None:
    """domain §10 rule 53: never a silent change of what the package says."""
    if state in (ChangeState.APPROVED, ChangeState.DONE) or effective > today:
        return None
    return Text(
        "收单机构还没批准，变更却已生效：请恢复原状，或补齐批准后改状态",
        "In effect without the acquirer's approval: undo it, or record the approval",
    )


@rule(
    "support.answered_before_closed",
    Level.ERROR,
    Text("答复了才能结单", "Answered before closed"),
    SERVICE,
)
def closed_after_opened(closed: date, opened: datetime) -> Text | None:
    """The two days of one request are in order."""
    if closed >= opened.astimezone(CHINA_TIME).date():
        return None
    return Text("结单日期早于提出时间，请核对", "Closed before it was opened: check the days")


def tickets_are_not_stale(
    opened_at: Field[datetime], closed_on: Field[date], theme: Field[Any]
) -> Rule:
    """No request for help waits longer than a week unnoticed."""

    @rule(
        "support.stale",
        Level.WARNING,
        Text("问题及时解决", "Requests are closed in time"),
        SERVICE,
    )
    def test(rows: RowAnswers, today: date) -> Text | None:
        """process 5.4."""
        limit = today - timedelta(days=_TICKET_DAYS)
        stale = tuple(
            row
            for row in rows
            if row.get(closed_on) is None
            and (opened := row.get(opened_at)) is not None
            and opened.astimezone(CHINA_TIME).date() < limit
        )
        if not stale:
            return None
        return Text(
            "超过 {0} 天没解决：{1}。请找升级联系人，或写明进展",
            "Open for over {0} days: {1}. Turn to the escalation contact, or note how it stands",
        ).format(_TICKET_DAYS, in_words(values(stale, theme)))

    return test
