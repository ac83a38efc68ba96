"""The rows of the review: an entry of the acquirer's log, and a reason for a return."""

from __future__ import annotations

from poswizard.domain.state import ApplicationState, Party
from poswizard.forms.condition import NEVER
from poswizard.forms.field import Calculation, Why
from poswizard.forms.kinds import Choice, Count, Day, Line, Paragraph
from poswizard.forms.step import Row
from poswizard.steps import verification_checks as records
from poswizard.steps.application_choices import ReasonsGiven, ReasonSubject
from poswizard.text import Text

RETURNED = (ApplicationState.REJECTED, ApplicationState.SUPPLEMENT_REQUESTED)


def acts_next(state: ApplicationState) -> Party | None:
    """Who has to act in that state."""
    return state.acts_next


class ReviewEvent(Row):
    """One entry of the review log."""

    state = Choice(
        Text("状态", "State"),
        ApplicationState,
        only_when={ApplicationState.DRAFT: NEVER, ApplicationState.COMPLETE: NEVER},
        loggable=True,
    )
    on = Day(Text("日期", "Day"), constraint=records.not_later_than_today)
    acts_next = Choice(
        Text("下一步谁来办", "Who acts next"),
        Party,
        required=False,
        calculated=Calculation(acts_next, (state,)),
        loggable=True,
    )
    reviewer = Line(
        Text("审核人或部门", "Reviewer or department"),
        most=40,
        required=False,
        hint=Text("工号或岗位", "Staff number or post"),
    )
    reasons_given = Choice(
        Text("说明退回原因了吗", "Were reasons given?"),
        ReasonsGiven,
        relevant=state.in_(*RETURNED),
        why=Why(
            Text(
                "原因要么逐条记下，要么写明对方没说，以后才查得清。",
                "Reasons are listed, or it is said that there were none.",
            ),
            "收单机构驳回流程",
        ),
        loggable=True,
    )
    respond_by = Day(
        Text("答复期限", "Answer due by"),
        relevant=state.in_(*RETURNED),
        required=False,
        hint=Text(
            "不填按这家的期限算，没有规定的按 30 天", "If empty: the provider's term, else 30 days"
        ),
    )
    remark = Paragraph(Text("备注", "Remark"), most=300, required=False)


class ReviewReason(Row):
    """One reason for a return, and what was done about it."""

    round = Count(
        Text("第几次退回", "Which return"), least=1, most=50, hint=Text("第一次填 1", "First: 1")
    )
    subject = Choice(Text("说的是什么", "What it speaks of"), ReasonSubject, loggable=True)
    about = Line(
        Text("哪一项或哪张照片", "Which answer or picture"),
        most=60,
        relevant=subject.in_(ReasonSubject.FIELD, ReasonSubject.PICTURE),
        hint=Text("如：开户名、门头照", "Account name, shop front"),
    )
    code = Line(Text("原因代码", "Code"), most=30, required=False)
    text = Paragraph(Text("原话", "In the acquirer's words"), most=500)
    correction = Paragraph(
        Text("怎么改的", "What was corrected"),
        most=500,
        required=False,
        hint=Text("重新提交前写好", "Before handing in again"),
    )
    corrected_on = Day(
        Text("改好日期", "Corrected on"),
        relevant=correction.answered(),
        constraint=records.not_later_than_today,
    )
