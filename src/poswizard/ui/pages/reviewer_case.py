"""Everything that the reviewer's page shows of a received case, got together beside the window."""

from __future__ import annotations

import json
from dataclasses import dataclass

from poswizard.domain.china_time import CHINA_TIME
from poswizard.forms.step import Milestone
from poswizard.package.opinion import Opinion
from poswizard.package.reply import Reply
from poswizard.text import Text
from poswizard.ui.doors import Office
from poswizard.ui.exchange_doors import ReceivedCase
from poswizard.ui.pages.reviewer_html import case_html
from poswizard.ui.palette import Palette
from poswizard.wizard.read_back import read_back

_FROM = Text("{0}　{1}　来自 {2}　{3} 收到", "{0}  {1}  from {2}, received {3}")
_UNSIGNED = Text("（未签名，来源未经证明）", "(not signed: nothing proves who made it)")
_OLD = Text(
    "已经收到更新的第 {0} 版，请按较新的版本审核。",
    "Revision {0} has come in since: review the newer one.",
)
_ANSWERED = Text("已答复：{0}（{1}）", "Answered: {0} ({1})")


@dataclass(frozen=True, slots=True)
class CaseInWords:
    """A received case, and what was said of it and not signed yet."""

    case: ReceivedCase
    about: str
    """Whose it is, from whom and since when."""
    notice: str
    """What stands against reviewing it; mostly nothing."""
    answered: str
    """The replies that were given."""
    parts: list[str]
    """Warnings, changes and answers as HTML."""
    opinion: Opinion


def case_in_words(office: Office, received_id: str, palette: Palette) -> CaseInWords:
    """Read a case and put it into words; slow."""
    case = office.inbox.case(received_id)
    opinion = office.inbox.opinions.of(received_id)
    notice = str(_OLD.format(case.revisions[-1].revision)) if case.is_superseded else ""
    answered = "\n".join(map(_reply_words, case.replies))
    parts = _parts(office, case, palette)
    return CaseInWords(case, _about(office, case), notice, answered, parts, opinion)


def _about(office: Office, case: ReceivedCase) -> str:
    record = case.record
    names = office.inbox.senders()
    sender = names.get(record.sender, record.sender[:16]) if record.sender else str(_UNSIGNED)
    at = record.received_at
    day = at.astimezone(CHINA_TIME).strftime("%Y-%m-%d %H:%M") if at else ""
    return str(_FROM.format(record.applicant, record.shop, sender, day))


def _parts(office: Office, case: ReceivedCase, palette: Palette) -> list[str]:
    until = Milestone(json.loads(case.record.data).get("milestone", "application"))
    steps = read_back(office.flow, case.answers, office.today(), until)
    return case_html(steps, case.warnings, case.differences, palette)


def _reply_words(reply: Reply) -> str:
    return str(_ANSWERED.format(reply.decision.label, reply.decided_on.isoformat()))
