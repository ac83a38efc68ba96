"""Phase 5: inspections of the terminal, and changes reported to the acquirer."""

from __future__ import annotations

from datetime import date

from poswizard.domain.terminal import MaintenanceFinding, VisitKind
from poswizard.forms.field import Calculation, Why
from poswizard.forms.kinds import Choice, Choices, Count, Day, Line, Paragraph, YesNo
from poswizard.forms.rich_kinds import Rows
from poswizard.forms.step import Heading, Row, Step
from poswizard.steps import aftercare_checks as rules
from poswizard.steps import installation_checks as care
from poswizard.steps.aftercare_choices import ChangeKind, ChangeState, VisitReason
from poswizard.steps.basics import Basics
from poswizard.steps.fitting import (
    SEVERAL_DEVICES,
    WHICH_DEVICE,
    WHICH_HINT,
    Installation,
)
from poswizard.steps.picture import Picture
from poswizard.steps.row_answers import KnownSoFar, RowAnswers
from poswizard.steps.site import Site
from poswizard.text import Text

USUAL_LIFE = 5
"""Years that a terminal usually lasts: what is offered, the maker's word counts."""


class Visit(Row):
    """One inspection of one device."""

    visited_on = Day(Text("日期", "Day"), constraint=care.has_come)
    device = Count(WHICH_DEVICE, least=1, most=20, required=SEVERAL_DEVICES, hint=WHICH_HINT)
    reason = Choice(Text("为什么看", "Reason"), VisitReason, loggable=True)
    way = Choice(Text("方式", "How"), VisitKind, loggable=True)
    visitor = Line(
        Text("巡检人", "Visitor"), hint=Text("姓名或工号", "Name or staff number"), most=40
    )
    looked_at = Choices(Text("检查了什么", "Looked at"), MaintenanceFinding, loggable=True)
    bad = Choices(
        Text("有问题的", "Not in order"),
        MaintenanceFinding,
        required=False,
        hint=Text("都正常可不选", "Empty if all is well"),
        loggable=True,
    )
    remedy = Line(
        Text("怎么处理的", "What was done"),
        relevant=bad.answered(),
        most=100,
        constraint=care.holds_no_card_number,
    )
    replaced = YesNo(Text("已换机", "The device was replaced"), relevant=bad.answered())
    parts_replaced = Line(
        Text("更换的配件", "Parts replaced"),
        required=False,
        hint=Text("如打印辊、电池", "Such as roller, battery"),
        most=60,
    )

    checks = (
        care.device_is_listed.on(device, Installation.devices),
        rules.inspection_is_on_site.on(way, Basics.premises),
        rules.findings_were_looked_at.on(bad, looked_at),
        rules.device_is_untouched.on(bad, replaced),
    )


class ChangeRequest(Row):
    """A change that the acquirer must know of before it happens."""

    kind = Choice(Text("变更什么", "What changes"), ChangeKind, loggable=True)
    description = Line(
        Text("改成什么", "Changed to"),
        hint=Text("账户只写后四位", "Of an account the last four digits only"),
        most=100,
        constraint=care.holds_no_card_number,
    )
    reported_on = Day(Text("报收单机构日期", "Reported on"), constraint=care.has_come)
    state = Choice(Text("办到哪一步", "How far it is"), ChangeState, loggable=True)
    reference = Line(
        Text("受理编号", "Reference"), required=False, hint=Text("有就填", "If any"), most=40
    )
    effective_on = Day(
        Text("变更生效日期", "In effect on"),
        required=state.is_(ChangeState.DONE),
        hint=Text("批准后再变更", "Only after approval"),
    )

    checks = (
        rules.change_is_reported_first.on(effective_on, reported_on),
        rules.change_is_approved_first.on(effective_on, state),
    )


def _next_due(installed: date | None, months: int | None, visits: RowAnswers | None) -> date | None:
    return rules.next_due(installed, months, visits, Visit.visited_on)


class Maintenance(Step):
    """The inspection plan and what came of it."""

    key, title = "maintenance", Text("定期检查维护", "Maintenance")
    intro = Text(
        "定好多久看一次机器，每次看完登记；商户有变化先报收单机构。",
        "Agree how often the terminal is looked at, record each visit, and report changes first.",
    )
    process = ("5.1",)

    plan_heading = Heading(Text("计划", "The plan"))
    every_months = Count(
        Text("多久巡检一次", "Inspected every"),
        least=1,
        most=36,
        unit=Text("个月", "months"),
        hint=Text("固定场所至少每 12 个月一次", "Fixed premises at least every 12 months"),
        why=Why(
            Text(
                "固定场所商户每年至少现场巡检一次；流动经营的定期交照片和终端定位。",
                "Fixed premises are visited at least once a year; itinerant merchants send pictures.",
            ),
            care.NOTICE_259,
        ),
    )
    inspector = Line(
        Text("谁来巡检", "Who inspects"), hint=Text("单位或岗位", "Organisation or post"), most=60
    )
    items = Choices(Text("检查内容", "What is looked at"), MaintenanceFinding, loggable=True)
    cleaning = Line(
        Text("日常清洁", "Daily cleaning"),
        hint=Text("谁做、多久一次，如“收银员每周”", "By whom and how often"),
        most=60,
    )

    life_heading = Heading(Text("设备年限", "Life of the device"))
    life_years = Count(
        Text("预计使用年限", "Expected life"),
        least=1,
        most=15,
        unit=Text("年", "years"),
        suggested=Calculation(lambda: USUAL_LIFE, ()),
        hint=Text("照厂家说明", "As the maker says"),
    )
    replace_by = Day(
        Text("更换日期", "To be replaced by"),
        calculated=Calculation(
            lambda installed, years: rules.months_later(installed, years * 12),
            (Installation.installed_on, life_years),
        ),
        constraint=(rules.device_is_not_too_old, rules.device_nears_its_end),
    )

    visits_heading = Heading(Text("巡检记录", "Visits"))
    visits = Rows(
        Text("巡检", "Visits"),
        Visit,
        required=False,
        noun=Text("次巡检", "visit"),
        named_by="visited_on",
        most=200,
    )
    next_due = Day(
        Text("下次巡检", "Next visit due"),
        calculated=KnownSoFar(_next_due, (Installation.installed_on, every_months, visits)),
        constraint=rules.inspection_is_not_overdue,
    )
    pictures = Picture(
        Text("巡检照片", "Pictures of visits"),
        slot="VISIT_PHOTO",
        unlike=(Site.photos, Installation.photos),
        required=False,
        most=20,
        good=Text("机器、封签和周围环境", "Device, seal and surroundings"),
        bad=Text("拍到顾客的脸或卡", "Customers' faces or cards"),
    )

    changes_heading = Heading(
        Text("变更登记", "Changes"),
        Text(
            "移机、换账户、换法人等先报后变；已交的资料不改，另出变更。",
            "Moves, accounts, representatives: report first. What was handed in is not altered silently.",
        ),
    )
    changes = Rows(
        Text("变更", "Changes"),
        ChangeRequest,
        required=visits.any(Visit.bad.contains(MaintenanceFinding.LOCATION)),
        noun=Text("条变更", "change"),
        named_by="kind",
        why=Why(
            Text(
                "终端移机要事先报告，悄悄改动属于违规。",
                "A move needs prior report; silent changes are violations.",
            ),
            care.NOTICE_259,
        ),
    )
    remark = Paragraph(
        Text("备注", "Remark"), required=False, most=300, constraint=care.holds_no_card_number
    )

    checks = (
        rules.inspection_is_yearly.on(every_months, Basics.premises),
        rules.move_is_reported(Visit.bad, ChangeRequest.kind).on(visits, changes),
    )
