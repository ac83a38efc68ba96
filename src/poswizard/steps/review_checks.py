"""Rules on what the acquirer answered: the log, the reasons for a return, the visit."""

from __future__ import annotations

from datetime import date, timedelta

from poswizard.domain.state import ApplicationState
from poswizard.forms.answers import Answers
from poswizard.forms.issue import Level, rule
from poswizard.providers.provider import Provider
from poswizard.steps.application_choices import ReasonsGiven, VisitResult
from poswizard.steps.review_rows import RETURNED, ReviewEvent, ReviewReason
from poswizard.steps.row_answers import RowAnswers, values
from poswizard.text import Text

LAPSE = timedelta(days=30)
"""After so long without correction a rejected application lapses at WeChat Pay; others have terms of their own."""

_LAST_DAYS = timedelta(days=3)


def last_state(events: RowAnswers) -> ApplicationState | None:
    """What the latest entry of the log says."""
    states = list(values(events, ReviewEvent.state))
    return states[-1] if states else None


@rule(
    "review.order",
    Level.ERROR,
    Text("记录按日期先后排列", "Entries in order of their days"),
    "审核记录",
)
def events_in_order(events: RowAnswers) -> Text | None:
    """The last entry is taken for the present state."""
    days = list(values(events, ReviewEvent.on))
    if days == sorted(days):
        return None
    return Text(
        "有一行的日期早于上一行；请按先后排列或改正日期",
        "An entry is earlier than the one before: put them in order, or correct the day",
    )


@rule(
    "review.steps",
    Level.WARNING,
    Text("状态按流程变化", "States follow one another"),
    "收单机构进件状态",
)
def events_follow(events: RowAnswers) -> Text | None:
    """A missing entry, or an acquirer that skips one."""
    before = ApplicationState.COMPLETE
    for number, state in enumerate(values(events, ReviewEvent.state), 1):
        if state is not before and state not in before.may_follow:
            return Text(
                "第{0}行：“{1}”之后一般不会直接到“{2}”；是否漏记了一步？确实如此请写明",
                "Entry {0}: {1} is not usually followed by {2}. Is one missing? If not, say so",
            ).format(number, before, state)
        before = state
    return None


@rule(
    "review.reasons_missing",
    Level.ERROR,
    Text("退回原因逐条记下", "Every reason for return is noted"),
    "收单机构驳回流程（微信支付、联动优势）",
)
def reasons_are_noted(reasons: RowAnswers, events: RowAnswers) -> Text | None:
    """A return said to have reasons must have them; otherwise it is said that none were given."""
    noted = set(values(reasons, ReviewReason.round))
    for number, event in enumerate(_returns(events), 1):
        if event.get(ReviewEvent.reasons_given) is ReasonsGiven.LISTED and number not in noted:
            return Text(
                f"第{number}次退回选了“有原因”，却没有记；请补上，对方没说明的改选“没有说明原因”",
                f"Return {number} is said to have reasons, but none is noted: add them, or choose none given",
            )
    return None


@rule(
    "review.round_unknown",
    Level.ERROR,
    Text("原因属于一次退回", "A reason belongs to a return"),
    "审核记录",
)
def rounds_exist(reasons: RowAnswers, events: RowAnswers) -> Text | None:
    """The first return is number one."""
    count = len(_returns(events))
    if all(number <= count for number in values(reasons, ReviewReason.round)):
        return None
    return Text(
        f"记录里只有{count}次退回，请改正原因所属的次数",
        f"There are {count} returns in the log: correct the number of the return",
    )


@rule(
    "review.not_corrected",
    Level.ERROR,
    Text("重新提交前改完每一条", "Each reason is answered before handing in again"),
    "微信支付商户进件文档（驳回后修改重新提交）",
)
def each_reason_is_answered(reasons: RowAnswers, events: RowAnswers) -> Text | None:
    """Rule 37."""
    answered_by = _rounds_handed_in_again(events)
    for number, row in enumerate(reasons, 1):
        if row.get(ReviewReason.round) in answered_by and row.get(ReviewReason.correction) is None:
            return Text(
                f"第{number}条原因还没写怎么改的，却已重新提交；请补写改了什么",
                f"Reason {number} has no correction, yet the application was handed in again: say what was changed",
            )
    return None


@rule(
    "review.lapse",
    Level.WARNING,
    Text("退回后按期改好", "Corrected in time after a return"),
    "微信支付商户进件文档（30 天未处理失效），其他机构以其规定为准",
)
def answered_in_time(provider: Provider | None, events: RowAnswers, today: date) -> Text | None:
    """Rule 37: after a lapse a new application is needed."""
    last = events[-1]
    on, state = last.get(ReviewEvent.on), last.get(ReviewEvent.state)
    if state not in RETURNED or on is None:
        return None
    due = last.get(ReviewEvent.respond_by) or on + term_of(provider, state)
    if today > due:
        return Text(
            f"答复期限 {due.isoformat()} 已过，可能要重新申请；请先问机构，写明答复",
            f"The answer was due on {due.isoformat()}; a new application may be needed: ask, note the answer",
        )
    if today > due - _LAST_DAYS:
        return Text(
            f"请在 {due.isoformat()} 前改好重新提交，不能按时请写明",
            f"Correct it and hand it in again by {due.isoformat()}, or say why not",
        )
    return None


def term_of(provider: Provider | None, state: ApplicationState) -> timedelta:
    """How long the provider waits for an answer; the shortest that it states, or the usual term."""
    stated: list[int | None] = [provider.lapse_days()] if provider else []
    if provider and state is ApplicationState.SUPPLEMENT_REQUESTED:
        stated.append(provider.supplement_days())
    days = [number for number in stated if number]
    return timedelta(days=min(days)) if days else LAPSE


@rule(
    "review.visit_doubts",
    Level.WARNING,
    Text("上门核查属实", "The visit found it as stated"),
    "银行卡收单业务管理办法（现场核查）",
)
def visit_found_it_true(result: VisitResult) -> Text | None:
    """What the visitor doubts is answered in writing."""
    if result is not VisitResult.DOUBTS:
        return None
    return Text(
        "核查认为与申请不符；请向核查人员问清、改正申请，写明怎么处理",
        "Found not as stated: ask the visitors, correct the application, say what was done",
    )


def _returns(events: RowAnswers) -> list[Answers]:
    return [event for event in events if event.get(ReviewEvent.state) in RETURNED]


def _rounds_handed_in_again(events: RowAnswers) -> set[int]:
    """The numbers of the returns after which the application was handed in again."""
    count, rounds = 0, set[int]()
    for state in values(events, ReviewEvent.state):
        if state in RETURNED:
            count += 1
        elif state is ApplicationState.SUBMITTED and count:
            rounds |= set(range(1, count + 1))
    return rounds
