"""How far each step is: untouched, in progress, complete, with problems, not needed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from poswizard.forms.answers import Answers
from poswizard.forms.issue import Issue
from poswizard.forms.rich_kinds import Document
from poswizard.forms.step import Milestone, Step
from poswizard.text import Text, Vocabulary
from poswizard.wizard.flow import Flow


class StepState(Vocabulary):
    """The honest state of a step."""

    NOT_STARTED = "not_started", Text("未开始", "Not started")
    IN_PROGRESS = "in_progress", Text("进行中", "In progress")
    COMPLETE = "complete", Text("已完成", "Complete")
    HAS_PROBLEMS = "has_problems", Text("有问题", "Has problems")
    NOT_NEEDED = "not_needed", Text("不需要", "Not needed")


@dataclass(frozen=True, slots=True)
class StepProgress:
    """Where a step stands."""

    step: type[Step]
    state: StepState
    missing: int = 0
    """Required answers that are not there."""
    wrong: int = 0
    """Wrong answers and warnings without a reason."""
    documents: tuple[int, int] = (0, 0)
    """Required documents that are there, and all that are required."""

    @property
    def remark(self) -> Text | None:
        """What is left to do, in few words."""
        if self.state is StepState.NOT_NEEDED:
            return None
        if self.wrong:
            return Text("{0} 处有误", "{0} wrong").format(self.wrong)
        there, needed = self.documents
        if there < needed:
            return Text("{0} / {1}", "{0} / {1}").format(there, needed)
        if self.missing and self.state is not StepState.NOT_STARTED:
            return Text("还差 {0} 项", "{0} to go").format(self.missing)
        return None


def step_progress(
    step: type[Step], answers: Answers, today: date, issues: Iterable[Issue] | None = None
) -> StepProgress:
    """Where one step stands; `issues` spares finding them a second time."""
    if not step.relevant.holds(answers):
        return StepProgress(step, StepState.NOT_NEEDED)
    found = step.issues(answers, today) if issues is None else issues
    open_issues = [issue for issue in found if issue.is_open]
    missing = sum(issue.code == "missing" for issue in open_issues)
    wrong = len(open_issues) - missing
    touched = any(answers.stored(field) is not None for field in step.fields)
    documents = _documents(step, answers)
    return StepProgress(step, _state(touched, missing, wrong), missing, wrong, documents)


def progress(flow: Flow, answers: Answers, today: date) -> dict[str, StepProgress]:
    """Where every step stands, by key."""
    found = {step: flow.issues_of(step, answers, today) for step in flow.steps}
    return {s.key: step_progress(s, answers, today, issues) for s, issues in found.items()}


def open_issues(flow: Flow, answers: Answers, today: date, until: Milestone) -> list[Issue]:
    """What still stands in the way of a milestone."""
    return [issue for issue in flow.issues(answers, today, until) if issue.is_open]


def _documents(step: type[Step], answers: Answers) -> tuple[int, int]:
    fields = [f for f in step.fields if isinstance(f, Document)]
    needed = [f for f in fields if answers.is_relevant(f) and answers.is_required(f)]
    return sum(answers.get(f) is not None for f in needed), len(needed)


def _state(touched: bool, missing: int, wrong: int) -> StepState:
    if wrong:
        return StepState.HAS_PROBLEMS
    if not touched:
        return StepState.NOT_STARTED
    return StepState.IN_PROGRESS if missing else StepState.COMPLETE
