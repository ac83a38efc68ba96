"""A page's keys act wherever the keyboard is, also in a text field that would take them for itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from poswizard.demo.hands import Hands
from poswizard.forms.answers import Answers
from poswizard.office import Office, the_flow
from poswizard.ui.shortcuts import bind
from poswizard.ui.workplace import Workplace
from tests.ui.branch import focused, keep, opened, show, workplace

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

FLOW = the_flow()
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with pytest.MonkeyPatch.context() as patch, opened(tmp_path_factory.mktemp("s"), patch) as made:
        yield made


@pytest.fixture
def place(qtbot: QtBot, office: Office) -> Iterator[Workplace]:
    """An application is open."""
    made = workplace(qtbot, office)
    made.show_draft(office.open(keep(office, Answers())))
    yield made
    made.leave_draft()


def field(key: str) -> Any:
    found = FLOW.field(key)
    assert found
    return found


@pytest.mark.parametrize(
    ("key", "kind"),
    [
        ("business.trade_name", QLineEdit),
        ("identity.number", QLineEdit),
        ("statement.reason", QPlainTextEdit),
    ],
    ids=["line", "number", "paragraph"],
)
def test_ctrl_home_leads_home_while_typing(
    place: Workplace, hands: Hands, key: str, kind: type[QWidget]
) -> None:
    assert place.wizard
    place.wizard.go(FLOW.step_of(field(key)), field(key))
    hands.settle()
    focused(kind)
    hands.type("1")
    hands.key(Qt.Key.Key_Home, CTRL)
    assert place.stack.currentWidget() is place.home
    assert place.draft is None


@pytest.mark.parametrize("page", ["show_review", "show_hand_over", "show_wizard"])
def test_ctrl_home_leads_home_from_every_page(place: Workplace, hands: Hands, page: str) -> None:
    getattr(place, page)()
    hands.settle()
    hands.key(Qt.Key.Key_Home, CTRL)
    assert place.stack.currentWidget() is place.home


def test_ctrl_home_from_the_search_stays_home(place: Workplace, hands: Hands) -> None:
    place.show_home()
    place.home.search.setFocus()
    hands.key(Qt.Key.Key_Home, CTRL)
    assert place.stack.currentWidget() is place.home


# any page


class Page(QWidget):
    """A page with a text field, and one beside it that is none of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.own, self.inside, self.outside = QWidget(), QLineEdit(), QPlainTextEdit()
        lines = QVBoxLayout(self)
        QVBoxLayout(self.own).addWidget(self.inside)
        lines.addWidget(self.own)
        lines.addWidget(self.outside)
        self.acted: list[str] = []
        keys = ("Ctrl+Home", "Ctrl+Z", "Home")
        bind(self.own, {key: lambda key=key: self.acted.append(key) for key in keys})


@pytest.fixture
def page(qtbot: QtBot) -> Page:
    return show(qtbot, Page(), 400, 200)


def test_a_text_field_elsewhere_keeps_its_keys(page: Page, hands: Hands) -> None:
    page.inside.setFocus()
    page.outside.setFocus()
    hands.type("abc")
    hands.key(Qt.Key.Key_Home, CTRL)
    assert page.acted == []
    assert page.outside.textCursor().position() == 0


def test_a_text_field_undoes_its_own_typing_first(page: Page, hands: Hands) -> None:
    page.inside.setFocus()
    hands.type("abc")
    hands.key(Qt.Key.Key_Z, CTRL)
    assert page.inside.text() == ""
    assert page.acted == []


def test_a_key_without_ctrl_or_alt_stays_with_the_text_field(page: Page, hands: Hands) -> None:
    page.inside.setFocus()
    hands.type("abc")
    hands.key(Qt.Key.Key_Home)
    assert page.inside.cursorPosition() == 0
    assert page.acted == []


def test_a_page_that_is_gone_claims_nothing(page: Page, hands: Hands) -> None:
    page.inside.setFocus()
    page.own.deleteLater()
    hands.settle()
    page.outside.setFocus()
    hands.type("x")
    assert QApplication.focusWidget() is page.outside
