"""A page's questions: made when they are asked, the first screen at once, in the order of the page."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from poswizard.forms.answers import Answers
from poswizard.forms.document_kind import Document
from poswizard.forms.kinds import Line, YesNo
from poswizard.forms.step import Step
from poswizard.office import Office
from poswizard.text import Text
from poswizard.ui.questions_view import FIRST_ROWS, QuestionsView
from tests.ui.branch import desk_of, opened


def words(zh: str) -> Text:
    return Text(zh, zh)


class Short(Step):
    key, title = "short", words("短")
    first = YesNo(words("第一"))
    second = Line(words("第二"), most=9, relevant=first.is_(True))
    third = Line(words("第三"), most=9)


class Long(Step):
    key, title = "long", words("长")
    a, b, c, d, e, f, g, h, i, j, k, m = (Line(words(f"第{n}题"), most=9) for n in range(12))


class Deeds(Step):
    key, title = "deeds", words("证明")
    a, b, c, d, e, f = (Document(words(f"第{n}份"), slot=f"DEED_{n}") for n in range(6))


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with pytest.MonkeyPatch.context() as patch, opened(tmp_path_factory.mktemp("s"), patch) as made:
        yield made


def shown(qtbot: QtBot, office: Office, part: type[Step]) -> QuestionsView:
    view = QuestionsView(part, desk_of(office), lambda: False)
    qtbot.addWidget(view)
    view.show_answers(Answers(), ())
    view.show()
    qtbot.waitExposed(view)
    return view


def tabbed(view: QuestionsView) -> list[QWidget]:
    """The controls in the order of the Tab key."""
    first = view.rows[Short.first].editor.control()
    found, here = [first], first.nextInFocusChain()
    while here is not first and here is not None:
        if here.focusPolicy() & Qt.FocusPolicy.TabFocus and view.isAncestorOf(here):
            found.append(here)
        here = here.nextInFocusChain()
    return found


def test_a_question_is_made_when_it_is_first_asked(qtbot: QtBot, office: Office) -> None:
    view = shown(qtbot, office, Short)
    assert view.rows.made(Short.second) is None
    view.show_answers(Answers({Short.first: True}), ())
    made = view.rows.made(Short.second)
    assert made is not None
    assert made.isVisible()
    view.show_answers(Answers(), ())
    assert made.isHidden()


def test_a_question_made_late_stands_in_its_place_for_the_eye_and_for_tab(
    qtbot: QtBot, office: Office
) -> None:
    view = shown(qtbot, office, Short)
    view.show_answers(Answers({Short.first: True}), ())
    QApplication.processEvents()
    tops = [view.rows[field].geometry().top() for field in Short.fields]
    assert tops == sorted(tops)
    order = tabbed(view)
    places = [order.index(view.rows[field].editor.control()) for field in Short.fields]
    assert places == sorted(places)


def test_a_question_that_is_not_asked_stays_hidden_when_somebody_looks_it_up(
    qtbot: QtBot, office: Office
) -> None:
    view = shown(qtbot, office, Short)
    looked_up = view.rows[Short.second]
    QApplication.processEvents()
    assert looked_up.isHidden()


def test_what_fits_a_screen_is_there_at_once_and_the_rest_follows(
    qtbot: QtBot, office: Office
) -> None:
    view = QuestionsView(Long, desk_of(office), lambda: False)
    qtbot.addWidget(view)
    view.show_answers(Answers(), ())
    assert len(view.rows.all_made()) == FIRST_ROWS
    view.show_answers(Answers({Long.m: "后来"}), ())
    assert len(view.rows.all_made()) == FIRST_ROWS
    qtbot.waitUntil(lambda: view.is_complete)
    assert len(view.rows.all_made()) == len(Long.fields)
    assert view.rows[Long.m].editor.control().property("text") == "后来"


def test_a_question_with_pictures_takes_the_room_of_two(qtbot: QtBot, office: Office) -> None:
    view = QuestionsView(Deeds, desk_of(office), lambda: False)
    qtbot.addWidget(view)
    view.show_answers(Answers(), ())
    assert len(view.rows.all_made()) == FIRST_ROWS // 2
    qtbot.waitUntil(lambda: view.is_complete)
    assert len(view.rows.all_made()) == len(Deeds.fields)


def test_looking_up_a_question_far_below_makes_all_before_it(qtbot: QtBot, office: Office) -> None:
    view = QuestionsView(Long, desk_of(office), lambda: False)
    qtbot.addWidget(view)
    view.show_answers(Answers(), ())
    assert view.rows[Long.k].editor.control()
    assert [row.field for row in view.rows.all_made()] == list(Long.fields[:-1])


def test_a_page_that_says_everything_is_made_whole_at_once(qtbot: QtBot, office: Office) -> None:
    view = QuestionsView(Long, desk_of(office), lambda: True)
    qtbot.addWidget(view)
    view.show_answers(Answers(), ())
    assert view.is_complete
