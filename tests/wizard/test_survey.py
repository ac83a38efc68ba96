"""Where every step stands: the same as asked at once, though found out bit by bit."""

from __future__ import annotations

from poswizard.office import the_flow
from poswizard.wizard.progress import StepState, progress
from poswizard.wizard.session import Session
from poswizard.wizard.survey import Survey
from tests.benchmarks.specimens import full_application
from tests.steps.asking import TODAY

FLOW = the_flow()
SHOP = FLOW.field("business.trade_name")
BUSINESS = FLOW.step("business")


def a_session() -> Session:
    return Session(FLOW, full_application(), today=lambda: TODAY)


def test_bit_by_bit_comes_to_the_same_as_at_once() -> None:
    session = a_session()
    survey, slices = Survey(session), 1
    while not survey.go_on(0):
        slices += 1
    assert survey.states == progress(FLOW, session.answers, TODAY)
    assert slices == len(FLOW.steps)


def test_a_change_puts_every_step_in_doubt() -> None:
    session = a_session()
    survey = Survey(session)
    assert survey.go_on()
    assert SHOP
    session.answer(SHOP, None)
    assert not survey.go_on(0)
    assert survey.go_on()
    assert survey.states == progress(FLOW, session.answers, TODAY)


def test_one_step_can_be_looked_at_first() -> None:
    session = a_session()
    survey = Survey(session)
    survey.go_on()
    assert SHOP
    assert BUSINESS
    session.answer(SHOP, None)
    assert survey.look_at(BUSINESS).state is StepState.IN_PROGRESS
    assert survey.states["business"].missing == 1


def test_what_is_known_is_not_looked_at_again() -> None:
    session = a_session()
    survey = Survey(session)
    survey.go_on()
    before = dict(survey.states)
    assert survey.go_on(0)
    assert all(survey.states[key] is state for key, state in before.items())


def test_the_next_day_puts_every_step_in_doubt() -> None:
    days = [TODAY]
    session = Session(FLOW, full_application(), today=lambda: days[-1])
    survey = Survey(session)
    survey.go_on()
    days.append(TODAY.replace(year=TODAY.year + 30))
    assert not survey.go_on(0)
    survey.go_on()
    assert survey.states == progress(FLOW, session.answers, days[-1])


def test_issues_are_found_once_for_the_same_answers() -> None:
    session = a_session()
    assert SHOP
    assert BUSINESS
    session.answer(SHOP, None)
    found = session.issues(BUSINESS)
    assert found == session.issues(BUSINESS)
    found.clear()
    assert session.issues(BUSINESS)
    session.answer(SHOP, "样本面馆")
    assert [issue for issue in session.issues(BUSINESS) if issue.is_open] == []
