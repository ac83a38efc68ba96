"""What a reply does to the case it answers: the log goes on, and the questions it names are opened again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from poswizard.domain.state import ApplicationState
from poswizard.forms.answers import Answers
from poswizard.forms.field import Field
from poswizard.forms.rich_kinds import Document
from poswizard.forms.step import Step
from poswizard.package.reply import Decision, Finding, Reply
from poswizard.providers.reasons import reason
from poswizard.steps.application_choices import ReasonsGiven, ReasonSubject
from poswizard.steps.review import Review
from poswizard.steps.review_rows import RETURNED, ReviewEvent, ReviewReason
from poswizard.text import Text
from poswizard.wizard.flow import Flow

_FROM_FILE = "答复文件 {0}（第 {1} 版）"
_WAITING = (ApplicationState.SUBMITTED, ApplicationState.IN_REVIEW)


@dataclass(frozen=True, slots=True)
class Opened:
    """A question that a reply opens again, and what it says of it."""

    step: type[Step]
    field: Field[Any]
    row: int | None
    says: Text
    """The codebook's words, and the reviewer's."""
    remedy: Text


def taken_in(flow: Flow, answers: Answers, reply: Reply, sent_on: date, today: date) -> Answers:
    """The answers with the reply in the review log; those that have it already are given back as they are.

    `sent_on` is the day on which the answered package was made: where nobody noted that it was handed
    in, the reply proves it.
    """
    events = answers.get(Review.events) or ()
    source = source_of(reply)
    if any(row.get(ReviewEvent.remark) == source or _says(row, source) for row in events):
        return answers
    if _last(events) not in _WAITING:
        on = _not_before(events, min(sent_on, reply.decided_on, today))
        events = (*events, _event(ApplicationState.SUBMITTED, on))
    events = (*events, _decided(reply, _not_before(events, min(reply.decided_on, today))))
    reasons = (*(answers.get(Review.reasons) or ()), *_reasons(flow, reply, events))
    answers = answers.with_(Review.events, events).with_(Review.reasons, reasons)
    return _with_number(answers, reply)


def source_of(reply: Reply) -> str:
    """How the log names the file that an entry came from."""
    return _FROM_FILE.format(reply.id[:8], reply.package.revision)


def to_open(flow: Flow, reply: Reply) -> list[Opened]:
    """The questions that the reply names, in the order of the questionnaire."""
    found = [opened for one in reply.findings for opened in _opened(flow, one)]
    return sorted(found, key=lambda one: flow.fields.index(one.field))


def unplaced(flow: Flow, reply: Reply) -> list[Finding]:
    """The reasons that open no question: about the whole, or about one that this version does not ask."""
    return [one for one in reply.findings if not any(_opened(flow, one))]


def said(finding: Finding) -> Text:
    """What a reason says: the codebook's words, and the reviewer's own after them."""
    known = reason(finding.code)
    says = known.says if known else Text(finding.code, finding.code)
    own = Text("：{0}", ": {0}").format(finding.words) if finding.words else Text("", "")
    return says + own


def place(flow: Flow, finding: Finding) -> str:
    """What a reason speaks of, in Chinese as the log is kept: the question, and the row if there are several."""
    field = flow.field(finding.field_key)
    if field is None:
        return finding.path[:60]
    row = f"（第 {finding.row + 1} 行）" if finding.row is not None else ""
    return f"{field.label.zh}{row}"[:60]


def _opened(flow: Flow, finding: Finding) -> Iterator[Opened]:
    known = reason(finding.code)
    named = flow.field(finding.field_key)
    fields = [named] if named is not None else _pointed_at(flow, finding) if known else []
    remedy = known.remedy if known else Text("请按审核意见修改", "Correct it as the reviewer says")
    for field in fields:
        yield Opened(flow.step_of(field), field, finding.row, said(finding), remedy)


def _pointed_at(flow: Flow, finding: Finding) -> list[Field[Any]]:
    """What the codebook's reason points at, where the reviewer named nothing."""
    known = reason(finding.code)
    if known is None or finding.path:
        return []
    slots = set(known.slots)
    return [
        field
        for field in flow.fields
        if field.key in known.fields or (isinstance(field, Document) and field.slot in slots)
    ]


def _says(row: Answers, source: str) -> bool:
    return str(row.get(ReviewEvent.remark) or "").startswith(source)


def _last(events: tuple[Answers, ...]) -> ApplicationState | None:
    return events[-1].get(ReviewEvent.state) if events else None


def _not_before(events: tuple[Answers, ...], on: date) -> date:
    """A clock that is behind at the other end must not put the log out of order."""
    days = [day for row in events if (day := row.get(ReviewEvent.on)) is not None]
    return max([on, *days])


def _event(state: ApplicationState, on: date) -> Answers:
    return Answers({ReviewEvent.state: state, ReviewEvent.on: on})


def _decided(reply: Reply, on: date) -> Answers:
    remark = source_of(reply) + (f"：{reply.remark}" if reply.remark else "")
    row = _event(reply.decision.state, on).with_(ReviewEvent.remark, remark[:300])
    row = row.with_(ReviewEvent.reviewer, reply.reviewer).with_(
        ReviewEvent.respond_by, reply.respond_by if reply.decision.needs_reasons else None
    )
    if reply.decision is Decision.ACCEPT:
        return row
    given = ReasonsGiven.LISTED if reply.findings else ReasonsGiven.NONE_GIVEN
    return row.with_(ReviewEvent.reasons_given, given)


def _reasons(flow: Flow, reply: Reply, events: tuple[Answers, ...]) -> Iterator[Answers]:
    """The reasons of a return as rows; an acceptance's remarks are not things to correct."""
    if not reply.decision.needs_reasons:
        return
    number = sum(row.get(ReviewEvent.state) in RETURNED for row in events)
    for one in reply.findings:
        row = Answers({ReviewReason.round: number, ReviewReason.subject: _subject(one)})
        row = row.with_(ReviewReason.code, one.code[:30]).with_(
            ReviewReason.text, said(one).zh[:500]
        )
        yield row.with_(ReviewReason.about, place(flow, one))


def _subject(finding: Finding) -> ReasonSubject:
    known = reason(finding.code)
    if not finding.path:
        return ReasonSubject.WHOLE
    is_picture = finding.field_key.startswith("materials.") or (known and known.slots)
    return ReasonSubject.PICTURE if is_picture else ReasonSubject.FIELD


def _with_number(answers: Answers, reply: Reply) -> Answers:
    is_new = reply.merchant_id and answers.stored(Review.merchant_id) is None
    return answers.with_(Review.merchant_id, reply.merchant_id) if is_new else answers
