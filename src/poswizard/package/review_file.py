"""What the reviewer should look at first: warnings with their reasons, checks made, open points."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from poswizard.forms.answers import Answers, Json
from poswizard.forms.issue import Issue, Level
from poswizard.package.data_file import PackageId, exported
from poswizard.wizard.flow import Flow


def review_file(
    flow: Flow,
    answers: Answers,
    package: PackageId,
    today: date,
    accepted: Sequence[Issue] = (),
) -> dict[str, Json]:
    """`data/review.json`: every warning and remark up to the milestone, the verification sheet, what is open.

    `accepted`: warnings of the rehearsal that go along with a reason.
    """
    issues = [*flow.issues(answers, today, package.milestone), *accepted]
    verification = _step(flow, answers, "verification")
    return {
        "number": package.number,
        "revision": package.revision,
        "checked_on": today.isoformat(),
        "warnings": [_issue(i) for i in issues if i.level is Level.WARNING],
        "remarks": [_issue(i) for i in issues if i.level is Level.INFORMATION],
        "verification": verification,
        "open_points": {
            "questions": _unanswered(_step(flow, answers, "questions")),
            "pending_at_acquirer": verification.get("pending", []),
        },
    }


def _issue(issue: Issue) -> dict[str, Any]:
    return {
        "field": issue.path,
        "label": issue.field.label.zh,
        "code": issue.code,
        "zh": issue.text.zh,
        "en": issue.text.en,
        "source": issue.source,
        "reason": issue.reason,
    }


def _unanswered(questions: dict[str, Json]) -> list[Json]:
    return [asked for asked in questions.get("questions", []) if "answer" not in asked]


def _step(flow: Flow, answers: Answers, key: str) -> dict[str, Json]:
    step = flow.step(key)
    return exported(step, answers) if step and step.relevant.holds(answers) else {}
