"""Which days somebody must not miss, and in which words they are spoken of."""

from __future__ import annotations

from typing import NamedTuple

from poswizard.text import Text


class Watched(NamedTuple):
    """A day that somebody must not miss."""

    key: str
    """Of the field; `site.defects[].due_on` for a day in repeated rows."""
    words: Text
    done_by: str = ""
    """Key of the field whose answer settles it; in rows, of the same row."""
    ahead: int = 0
    """Days before it on which it is spoken of."""
    last_only: bool = False
    """In rows: only the last one counts, for a later one settles those before."""


WATCHED = (
    Watched("identity.valid_until", Text("证件到期", "Identity document expires"), ahead=90),
    Watched("licence.valid_until", Text("执照到期", "Licence expires"), ahead=90),
    Watched("declarations.paper_due", Text("签好的纸待扫入", "Signed paper to be scanned in"), "declarations.signed_form"),
    Watched("submission.deadline", Text("提交截止", "Submission deadline"), "submission.sent_at", 3),
    Watched("submission.answer_due", Text("等机构答复", "The institution's answer"), "review.state"),
    Watched("review.events[].respond_by", Text("补件期限", "Answer to the reviewer"), "contract.signed_on", 7, last_only=True),
    Watched("site.defects[].due_on", Text("场地整改", "Site defect to be mended"), "site.defects[].mended_on"),
    Watched("test_run.repairs[].due_on", Text("设备修复", "Device to be repaired"), "test_run.repairs[].mended_on"),
    Watched("activation.terminals[].code_expires", Text("激活码失效", "Activation code expires"), "function_tests.settled_on", 3),
    Watched("maintenance.next_due", Text("定期巡检", "Inspection"), ahead=14),
    Watched("maintenance.replace_by", Text("设备更换", "Device to be replaced"), ahead=60),
    Watched("updates.next_check", Text("检查更新", "Check for updates"), ahead=7),
)  # fmt: skip
"""The list of applications knows them without the questions themselves."""

FURTHEST = max(watched.ahead for watched in WATCHED)
"""The longest notice that anything is given, in days."""
