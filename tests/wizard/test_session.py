"""The wizard runs without a window: answering, undoing, saving, listening."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poswizard.forms.answers import Answers, Overlay, Raw
from poswizard.forms.issue import Level
from poswizard.forms.rich_kinds import Page
from poswizard.forms.step import Milestone
from poswizard.wizard.drafts import dumps, from_documents, to_documents
from poswizard.wizard.flow import Flow
from poswizard.wizard.progress import StepState, open_issues, progress, step_progress
from poswizard.wizard.session import Change, Session
from tests.forms.sample import PHASES, TODAY, Colour, First, Offer, Second

FLOW = Flow(PHASES)


@pytest.fixture
def session() -> Session:
    return Session(FLOW, today=lambda: TODAY)


def test_a_session_starts_at_the_first_step_and_moves(session: Session) -> None:
    assert session.step is First
    assert session.steps_ahead() == [Second]
    session.go(Second)
    assert session.steps_ahead() == []
    session.answer(First.colour, Colour.BLUE)
    assert FLOW.next_step(First, session.answers) is None
    assert FLOW.next_step(Second, session.answers, forward=False) is First
    assert [issue.code for issue in session.issues(First)][:1] == ["missing"]
    assert session.issues() == []


def test_taking_over_anothers_answers_is_one_step_of_undo(session: Session) -> None:
    session.answer(First.count, 1)
    session.answer(First.number, "1234")
    read = Answers({First.number: "1234", First.colour: Colour.RED})
    saved: list[Change] = []
    session.save()
    session.save_with(saved.append)
    session.become(read)
    assert session.answers == read
    session.save()
    assert set(saved[0].fields) == {First.count.key, First.colour.key}
    session.undo()
    assert session.answers.get(First.count) == 1
    assert session.answers.get(First.number) == "1234"
    assert session.answers.get(First.colour) is None
    session.redo()
    assert session.answers == read


def test_listeners_hear_which_field_changed_until_they_stop(session: Session) -> None:
    heard: list[Any] = []
    stop = session.listen(heard.append)
    session.answer(First.count, 1)
    session.answer(First.count, 1)
    stop()
    session.answer(First.count, 2)
    assert heard == [First.count]


def test_saving_hands_over_what_was_touched_once() -> None:
    saved: list[Change] = []
    session = Session(FLOW, save=saved.append, today=lambda: TODAY)
    session.answer(First.count, 1)
    session.answer(Second.is_so, True)
    assert not session.is_saved
    session.save()
    session.save()
    assert session.is_saved
    (change,) = saved
    assert change.steps == {"first", "second"}
    assert change.fields == ("first.count", "second.is_so")
    assert change.answers.get(First.count) == 1


def test_typing_in_one_field_is_undone_at_once_and_redone(session: Session) -> None:
    for text in ("阿", "阿牛"):
        session.answer(Second.text, text)
    session.answer(First.count, 1)
    assert session.undo() is First.count
    assert session.undo() is Second.text
    assert session.answers == Answers()
    assert not session.can_undo
    assert session.undo() is None
    assert session.redo() is Second.text
    assert session.answers.get(Second.text) == "阿牛"
    assert session.can_redo
    session.answer(First.count, 3)
    assert not session.can_redo


def test_removing_a_row_is_a_step_of_undo_of_its_own(session: Session) -> None:
    row = Answers().with_(Offer.name, "甲")
    session.answer(First.offers, (row, row))
    session.answer(First.offers, (row,))
    session.undo()
    assert session.answers.get(First.offers) == (row, row)


def test_a_reason_is_given_undone_and_saved() -> None:
    saved: list[Change] = []
    session = Session(FLOW, save=saved.append, today=lambda: TODAY)
    row = Answers().with_(Offer.name, "甲").with_(Offer.price, Offer.price.from_text("9"))
    session.answer(First.offers, (row,))
    warning = next(i for i in session.issues() if i.level is Level.WARNING)
    session.explain(warning, "老客户")
    assert all(not i.is_open for i in session.issues() if i.level is Level.WARNING)
    session.save()
    assert saved[0].steps == {"first", "reasons"}
    assert session.undo() is None
    assert any(i.is_open for i in session.issues() if i.level is Level.WARNING)


def test_the_oldest_undo_is_forgotten(session: Session) -> None:
    for number in range(300):
        session.answer(First.count if number % 2 else Second.is_so, bool(number % 4) or None)  # pyright: ignore[reportArgumentType]
    undone = 0
    while session.can_undo:
        session.undo()
        undone += 1
    assert undone <= 200


def test_the_flow_knows_its_parts() -> None:
    assert FLOW.step("first") is First
    assert FLOW.step("none") is None
    assert FLOW.field("second.text") is Second.text
    assert FLOW.step_of(Offer.price) is First
    assert FLOW.phase_of(Second) is PHASES[1]
    assert FLOW.comes_before(First.colour, Offer.name)
    assert FLOW.steps_until(Milestone.APPLICATION) == [First]
    assert FLOW.steps_until(Milestone.AFTERCARE) == [First, Second]
    assert FLOW.relevant_steps(Answers().with_(First.colour, Colour.BLUE)) == [First]
    assert FLOW.milestone_of(Second) is Milestone.HAND_OVER
    found = open_issues(FLOW, Answers(), TODAY, Milestone.APPLICATION)
    assert {issue.field for issue in found} == {First.colour, First.number}


def test_the_provider_lies_over_the_answers() -> None:
    def overlay(answers: Answers) -> Overlay:
        asked = frozenset({"second.extra"}) if answers.get(First.count) else frozenset[str]()
        return Overlay(requires=asked)

    session = Session(Flow(PHASES, overlay), today=lambda: TODAY)
    assert not session.answers.is_relevant(Second.extra)
    session.answer(First.count, 1)
    assert session.answers.is_relevant(Second.extra)


def test_a_step_says_honestly_how_far_it_is() -> None:
    answers = Answers()
    assert step_progress(First, answers, TODAY).state is StepState.NOT_STARTED
    answers = answers.with_(First.colour, Colour.GREEN)
    begun = step_progress(First, answers, TODAY)
    assert begun.state is StepState.IN_PROGRESS
    assert str(begun.remark) == "还差 1 项"
    wrong = step_progress(First, answers.with_(First.number, "1"), TODAY)
    assert wrong.state is StepState.HAS_PROBLEMS
    assert str(wrong.remark) == "1 处有误"
    done = step_progress(First, answers.with_(First.number, "1234"), TODAY)
    assert done.state is StepState.COMPLETE
    assert done.remark is None
    all_steps = progress(FLOW, answers.with_(First.colour, Colour.BLUE), TODAY)
    assert all_steps["second"].state is StepState.NOT_NEEDED
    assert all_steps["second"].remark is None


def test_drafts_come_back_whole_with_what_is_hidden_wrong_or_unknown() -> None:
    documents = {
        "first": {
            "colour": "blue",
            "number": "91",
            "day": "some day",
            "invented": [1],
            "double": 4,
        },
        "second": {"text": "hidden"},
        "of_a_newer_version": {"x": {"y": 1}},
        "reasons": {"k": {"text": "t", "about": "a"}, "broken": 1},
    }
    answers = from_documents(FLOW, documents)
    assert answers.stored(First.day) == Raw("some day")
    assert answers.stored(Second.text) == "hidden"
    again = to_documents(FLOW, answers)
    del documents["first"]["double"]
    del documents["reasons"]["broken"]
    assert again == documents
    assert dumps({"b": "中", "a": 1}) == '{"a":1,"b":"中"}'


def test_only_the_wanted_documents_are_made() -> None:
    answers = Answers().with_(First.count, 1).with_(Second.text, "t")
    assert to_documents(FLOW, answers, {"second"}) == {"second": {"text": "t"}}
    assert to_documents(FLOW, answers, {"reasons", "first"}) == {
        "first": {"count": 1},
        "reasons": {},
    }


def test_rows_keep_what_a_newer_version_put_in_them() -> None:
    documents = {"first": {"offers": [{"name": "甲", "later": True, "price": "bad"}]}}
    assert to_documents(FLOW, from_documents(FLOW, documents)) == documents


@given(steps=st.lists(st.sampled_from([First, Second]), max_size=20))
def test_looking_changes_nothing(steps: list[Any]) -> None:
    answers = Answers().with_(First.colour, Colour.GREEN).with_(First.day, Raw("x"))
    saved: list[Change] = []
    session = Session(FLOW, answers, save=saved.append, today=lambda: TODAY)
    for step in steps:
        session.go(step)
        session.issues()
        session.save()
    assert session.answers == answers
    assert saved == []


def test_a_step_with_documents_says_how_many_are_there() -> None:
    required = Overlay(requires=frozenset({"second.picture"}))
    answers = Answers().with_(First.colour, Colour.GREEN).under(required)
    assert str(step_progress(Second, answers, TODAY).remark) == "0 / 1"
    page = Page("ab" * 32, "ab" * 32, 10, 10)
    there = step_progress(Second, answers.with_(Second.picture, (page,)), TODAY)
    assert there.documents == (1, 1)
