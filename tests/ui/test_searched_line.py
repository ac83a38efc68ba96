"""A line with offers below it: it takes what is typed, and what is picked, and never one for the other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from poswizard.demo.hands import Hands
from poswizard.domain import lookup
from poswizard.domain.lookup import Entry
from poswizard.forms.kinds import Line
from poswizard.forms.searched_line import SearchedLine
from poswizard.forms.step import Milestone, Phase, Step
from poswizard.office import Office
from poswizard.text import Text
from poswizard.ui.editors.searched_line import SearchedLineEditor
from poswizard.ui.form_page import FormPage
from poswizard.wizard.flow import Flow
from poswizard.wizard.session import Session
from tests.ui.branch import desk_of, hands_on, opened, show, today

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # said of every popup

NAMES = ("样本银行成都支行", "样本银行成都武侯支行", "样本银行重庆支行")
ENTRIES = [Entry(name, Text(name, name), Text(f"{n}", f"{n}")) for n, name in enumerate(NAMES)]


class Branches:
    def get(self, code: str) -> Entry | None:
        return next((entry for entry in ENTRIES if entry.code == code), None)

    def search(self, typed: str, limit: int) -> list[Entry]:
        return lookup.search(ENTRIES, typed, limit)


class Trial(Step):
    key, title = "trial", Text("试用", "Trial")

    branch = SearchedLine(Text("支行", "Branch"), Branches(), least=4, most=60, required=False)
    after = Line(Text("其后", "After"), required=False)


FLOW = Flow((Phase("trial", Text("试用", "Trial"), (Trial,), Milestone.APPLICATION),))


class Page:
    """The trial step on a page, and hands before it."""

    def __init__(self, qtbot: QtBot, office: Office, hands: Hands) -> None:
        self.hands = hands
        self.session = Session(FLOW, today=today)
        self.form = FormPage(Trial, self.session, desk_of(office), None)
        self.session.listen(lambda _field: self.form.refresh())
        self.form.refresh()
        show(qtbot, self.form, height=480)
        self.form.focus_field(Trial.branch)
        hands.settle()

    @property
    def editor(self) -> SearchedLineEditor:
        editor: Any = self.form.questions.rows[Trial.branch].editor
        assert isinstance(editor, SearchedLineEditor)
        return editor

    @property
    def answer(self) -> Any:
        return self.session.answers.stored(Trial.branch)

    def type(self, typed: str) -> None:
        for character in typed:
            self.hands.type(character)

    def key(self, key: Qt.Key) -> None:
        self.hands.key(key)
        self.hands.settle()


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with pytest.MonkeyPatch.context() as patch, opened(tmp_path_factory.mktemp("s"), patch) as made:
        yield made


@pytest.fixture
def page(qtbot: QtBot, office: Office) -> Iterator[Page]:
    with hands_on() as hands:
        yield Page(qtbot, office, hands)


def test_what_fits_is_offered_while_one_types(page: Page) -> None:
    page.type("成都")

    assert [entry.code for entry in page.editor.found] == list(NAMES[:2])
    assert page.editor.popup.isVisible()
    assert page.answer == "成都"


def test_one_character_offers_nothing_yet(page: Page) -> None:
    page.type("成")

    assert page.editor.found == []
    assert not page.editor.popup.isVisible()


def test_enter_keeps_what_was_typed(page: Page) -> None:
    page.type("成都")
    page.key(Qt.Key.Key_Return)

    assert page.answer == "成都"
    assert page.editor.line.text() == "成都"


def test_an_offer_is_taken_with_arrow_and_enter(page: Page) -> None:
    page.type("成都")
    page.key(Qt.Key.Key_Down)
    page.key(Qt.Key.Key_Return)

    assert page.answer == NAMES[0]
    assert page.editor.line.text() == NAMES[0]


def test_a_name_that_no_table_knows_is_as_good(page: Page) -> None:
    page.type("别处的支行")
    page.key(Qt.Key.Key_Tab)

    assert page.answer == "别处的支行"
    assert not page.editor.popup.isVisible()
