"""The rehearsal itself: every rule asked, the reviewer's sentence put to each breach, the worst first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date

from poswizard.forms.answers import Answers
from poswizard.forms.document_kind import Document
from poswizard.forms.issue import Issue, Level
from poswizard.forms.step import Milestone
from poswizard.providers.reasons import reasons
from poswizard.text import Text
from poswizard.wizard.flow import Flow
from poswizard.wizard.lifecycle import milestone_now
from poswizard.wizard.rehearsal.around import Around, Scene
from poswizard.wizard.rehearsal.branch import branch_issues
from poswizard.wizard.rehearsal.characters import character_issues
from poswizard.wizard.rehearsal.decision_day import decision_day, validity_issues
from poswizard.wizard.rehearsal.finding import Examined, Finding, Rehearsal, forecast_words
from poswizard.wizard.rehearsal.in_the_interface import interface_issues
from poswizard.wizard.rehearsal.local_rules import as_learnt
from poswizard.wizard.rehearsal.online import online_issues
from poswizard.wizard.rehearsal.own_rules import MATRIX, OWN
from poswizard.wizard.rehearsal.pictures import picture_issues
from poswizard.wizard.rehearsal.sayings import saying_of
from poswizard.wizard.rehearsal.shop import address_issues, return_issues
from poswizard.wizard.rehearsal.twins import twin_issues

THEMES: tuple[Callable[[Scene], Iterator[Issue]], ...] = (
    twin_issues,
    address_issues,
    branch_issues,
    validity_issues,
    character_issues,
    picture_issues,
    interface_issues,
    online_issues,
    return_issues,
)
"""What no step can ask by itself; every other rule is the steps' own."""

_MISSING = "missing"
_SOON = "validity.expires_soon"
_ENDS = "rehearsal.ends_before_decision"
_NO_DOCUMENT = Text(
    "缺“{0}”，这类商户一定要有", "“{0}” is missing, which this kind of merchant must have"
)
_UNANSWERED = Text("还有 {0} 项没有填，第一项是“{1}”", "{0} answers are missing, the first is {1}")


def rehearse(flow: Flow, answers: Answers, today: date, around: Around | None = None) -> Rehearsal:
    """Look at an application as a reviewer will. Pure; up to a tenth of a second: beside the window."""
    around = around or Around()
    scene = Scene(flow, flow.adapted(answers), today, around)
    until = milestone_now(flow, scene.answers)
    issues = [*_of_steps(scene, until), *(i for theme in THEMES for i in theme(scene))]
    findings = [_finding(scene, issue) for issue in _once(issues)]
    expected, is_promised = decision_day(scene)
    return Rehearsal(
        tuple(sorted(findings, key=lambda one: one.order)),
        _examined(scene, until),
        expected.day,
        is_promised and expected.is_certain,
        around.history.decided,
        _forecasts(around),
    )


def _of_steps(scene: Scene, until: Milestone) -> Iterator[Issue]:
    """What the steps find; missing documents one by one, other missing answers as one."""
    found = list(scene.flow.issues(scene.answers, scene.today, until))
    missing = [i for i in found if i.code == _MISSING]
    for issue in missing:
        if isinstance(issue.field, Document):
            words = _NO_DOCUMENT.format(issue.field.label)
            source = issue.source or MATRIX
            yield replace(issue, code="rehearsal.document_missing", text=words, source=source)
    rest = [i for i in missing if not isinstance(i.field, Document)]
    if rest:
        words = _UNANSWERED.format(len(rest), rest[0].field.label)
        yield replace(rest[0], code="rehearsal.unanswered", text=words)
    yield from (i for i in found if i.code != _MISSING)


def _once(issues: Iterable[Issue]) -> Iterator[Issue]:
    """Each thing said once: what ends before the decision need not be said to end soon too."""
    listed = list(issues)
    ends = {issue.path for issue in listed if issue.code == _ENDS}
    seen: set[str] = set()
    for issue in listed:
        said_better = issue.code == _SOON and issue.path in ends
        if issue.reason_key not in seen and not said_better:
            seen.add(issue.reason_key)
            yield issue


def _finding(scene: Scene, issue: Issue) -> Finding:
    learnt = as_learnt(issue, scene.says("provider.pack") or "", scene.around.local_rules)
    saying = saying_of(issue.code, scene.flow.step_of(issue.top_field).key)
    history = scene.around.history
    words = forecast_words(history.decided, history.returned.get(saying.code, 0))
    return Finding(_explained(scene, learnt), saying, words)


def _explained(scene: Scene, issue: Issue) -> Issue:
    """A warning of the rehearsal's own can be accepted with a reason like any other."""
    reason = scene.answers.reasons.get(issue.reason_key)
    if issue.reason or issue.level is not Level.WARNING or reason is None:
        return issue
    return replace(issue, reason=reason.text) if reason.about == issue.text.zh else issue


def _forecasts(around: Around) -> dict[str, Text]:
    history = around.history
    often = sorted(reasons(), key=lambda one: -history.returned.get(one.code, 0))
    said = (
        (r.code, forecast_words(history.decided, history.returned.get(r.code, 0))) for r in often
    )
    return {code: words for code, words in said if words is not None}


def _examined(scene: Scene, until: Milestone) -> Examined:
    answers, steps = scene.answers, scene.flow.steps_until(until)
    fields = [f for step in steps for f in step.relevant_fields(answers)]
    pictures = [answers.get(f) for f in fields if isinstance(f, Document)]
    rules = {check.rule.code for step in steps for check in step.all_checks}
    return Examined(
        answers=sum(answers.get(field) is not None for field in fields),
        rules=len(rules | OWN.keys()),
        pictures=sum(len(pages or ()) for pages in pictures),
        cases=len({twin.number for twin in scene.around.twins}),
    )
