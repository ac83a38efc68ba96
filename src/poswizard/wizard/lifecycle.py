"""Where an application stands in its life, read off its answers: who acts next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from poswizard.domain.state import ApplicationState
from poswizard.forms.answers import Answers
from poswizard.forms.step import Milestone

if TYPE_CHECKING:
    from poswizard.wizard.flow import Flow

RETURNED = (ApplicationState.REJECTED, ApplicationState.SUPPLEMENT_REQUESTED)
"""States in which the acquirer wants something corrected."""


def reported_state(flow: Flow, answers: Answers) -> ApplicationState | None:
    """The state that the review log gives, or that the package was handed in; before that, nothing."""
    reported = flow.field("review.state")
    state = answers.get(reported) if reported else None
    if isinstance(state, ApplicationState):
        return state
    handed_in = flow.field("submission.sent_at")
    return ApplicationState.SUBMITTED if handed_in and answers.get(handed_in) else None


def milestone_now(flow: Flow, answers: Answers) -> Milestone:
    """What is being worked towards; what came back is worked on towards the package once more."""
    state = reported_state(flow, answers)
    if state is ApplicationState.ACTIVE:
        return Milestone.AFTERCARE
    if state in RETURNED:
        return Milestone.APPLICATION
    return Milestone.HAND_OVER if state and state.was_submitted else Milestone.APPLICATION
