"""Where an application stands in its life, read off its answers: who acts next."""

from __future__ import annotations

from datetime import date

from poswizard.domain.state import ApplicationState
from poswizard.forms.answers import Answers
from poswizard.forms.step import Milestone
from poswizard.wizard.flow import Flow


def state_of(flow: Flow, answers: Answers, today: date) -> ApplicationState:
    """The state that the review log gives; before submission, whether everything is there."""
    reported = flow.field("review.state")
    state = answers.get(reported) if reported else None
    if isinstance(state, ApplicationState):
        return state
    submitted = flow.field("submission.sent_at")
    if submitted and answers.get(submitted):
        return ApplicationState.SUBMITTED
    is_complete = not any(
        issue.is_open for issue in flow.issues(answers, today, Milestone.APPLICATION)
    )
    return ApplicationState.COMPLETE if is_complete else ApplicationState.DRAFT
