"""Where an application stands, as its answers say."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from poswizard.domain.state import ApplicationState
from poswizard.forms.answers import Answers
from poswizard.forms.kinds import CHINA_TIME
from poswizard.forms.step import Milestone
from poswizard.steps.order import PHASES, overlay_of
from poswizard.steps.review import Review
from poswizard.steps.review_rows import ReviewEvent
from poswizard.steps.submission import Submission
from poswizard.wizard.agenda import agenda
from poswizard.wizard.flow import Flow
from poswizard.wizard.lifecycle import milestone_now, reported_state
from tests.forms.sample import PHASES as SAMPLE
from tests.steps.asking import row

FLOW = Flow(PHASES, overlay_of)
SENT: dict[Any, Any] = {Submission.sent_at: datetime(2026, 11, 20, 10, 0, tzinfo=CHINA_TIME)}


def reviewed(state: ApplicationState) -> Answers:
    """An application about which the acquirer said this."""
    event = row(ReviewEvent, state=state, on=date(2026, 11, 21))
    values: dict[Any, Any] = {**SENT, Review.events: (event,)}
    return FLOW.adapted(Answers(values))


def test_before_it_is_handed_in_nothing_is_reported() -> None:
    assert reported_state(FLOW, Answers()) is None
    assert milestone_now(FLOW, Answers()) is Milestone.APPLICATION


def test_the_time_of_handing_in_makes_it_submitted() -> None:
    sent = Answers(SENT)
    assert reported_state(FLOW, sent) is ApplicationState.SUBMITTED
    assert milestone_now(FLOW, sent) is Milestone.HAND_OVER


@pytest.mark.parametrize(
    ("state", "milestone"),
    [
        (ApplicationState.IN_REVIEW, Milestone.HAND_OVER),
        (ApplicationState.SUPPLEMENT_REQUESTED, Milestone.APPLICATION),
        (ApplicationState.REJECTED, Milestone.APPLICATION),
        (ApplicationState.TO_INSTALL, Milestone.HAND_OVER),
        (ApplicationState.ACTIVE, Milestone.AFTERCARE),
    ],
)
def test_what_the_acquirer_said_last_counts(state: ApplicationState, milestone: Milestone) -> None:
    assert reported_state(FLOW, reviewed(state)) is state
    assert milestone_now(FLOW, reviewed(state)) is milestone


def test_a_questionnaire_without_these_steps_is_always_before_handing_in() -> None:
    small = Flow(SAMPLE)
    assert reported_state(small, Answers()) is None
    assert milestone_now(small, Answers()) is Milestone.APPLICATION
    assert agenda(small, Answers()) == []
