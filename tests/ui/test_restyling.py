"""Other colours reach what is in sight at once and every other page when it is shown."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QStackedWidget, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from poswizard.demo.hands import Hands
from poswizard.office import Office, the_flow
from poswizard.ui import background, theme
from poswizard.ui.page_registry import top_of
from poswizard.ui.theme import Scheme
from poswizard.ui.wizard_window import WizardParts, WizardWindow
from poswizard.wizard.session import Session
from tests.ui.branch import desk_of, show, today

DRESSED = Qt.WidgetAttribute.WA_WState_Polished


class Told(QLabel):
    """Counts how often it hears of another style."""

    def __init__(self) -> None:
        super().__init__("样本")
        self.times = 0

    def changeEvent(self, event: QEvent) -> None:
        self.times += event.type() == QEvent.Type.StyleChange
        super().changeEvent(event)


def nested(inside: QWidget, depth: int) -> QWidget:
    for _ in range(depth):
        frame = QFrame()
        frame.setProperty("kind", "card")
        QVBoxLayout(frame).addWidget(inside)
        inside = frame
    return inside


@pytest.fixture(autouse=True)
def light(qapp: QApplication) -> Iterator[None]:
    theme.apply(qapp, theme.chosen(Scheme.LIGHT))
    yield
    theme.apply(qapp, theme.chosen(Scheme.LIGHT))


@pytest.fixture
def wizard(qtbot: QtBot, office: Office) -> Iterator[WizardWindow]:
    session = Session(the_flow(), today=today)
    window = show(qtbot, WizardWindow(WizardParts(session, desk_of(office), "A-1", top_of)))
    yield window
    window.release()
    background.finish()


def test_what_stands_deep_inside_hears_of_it_no_oftener(qtbot: QtBot, qapp: QApplication):
    shallow, deep = Told(), Told()
    windows = [nested(shallow, 1), nested(deep, 12)]
    for window in windows:
        show(qtbot, window, 200, 200)
    shallow.times = deep.times = 0
    theme.apply(qapp, theme.chosen(Scheme.DARK))

    assert 0 < deep.times == shallow.times


def test_a_page_behind_is_passed_by_until_it_is_shown(qtbot: QtBot, qapp: QApplication):
    stack, front, behind = QStackedWidget(), Told(), Told()
    for told in (front, behind):
        stack.addWidget(nested(told, 2))
    show(qtbot, stack, 200, 200)
    stack.setCurrentIndex(1)
    stack.setCurrentIndex(0)
    front.times = behind.times = 0
    theme.apply(qapp, theme.chosen(Scheme.DARK))

    assert front.times > 0
    assert behind.times == 0
    assert not behind.testAttribute(DRESSED)
    stack.setCurrentIndex(1)
    assert behind.testAttribute(DRESSED)
    assert behind.times > 0


@pytest.mark.parametrize("scheme", [Scheme.DARK, Scheme.HIGH_CONTRAST])
def test_a_page_shown_later_looks_as_one_built_in_the_new_colours(
    wizard: WizardWindow, hands: Hands, qapp: QApplication, scheme: Scheme
):
    first, *steps = wizard.session.flow.relevant_steps(wizard.session.answers)
    for step in (*steps[:3], first):
        wizard.go(step)
        wizard.current_page.shows_all = True
        wizard.current_page.refresh()
        hands.settle()
    theme.apply(qapp, theme.chosen(scheme))
    looks = [_picture(wizard, step, hands) for step in steps[:3]]
    wizard.go(first)
    for step in steps[:3]:
        wizard.pages.pop(step).deleteLater()
        wizard.page(step).shows_all = True
    hands.settle()

    assert [_picture(wizard, step, hands) for step in steps[:3]] == looks


def test_what_has_a_style_of_its_own_keeps_it(qtbot: QtBot, qapp: QApplication):
    stack, own = QStackedWidget(), QLabel("样本")
    stack.addWidget(QLabel())
    stack.addWidget(own)
    own.setStyleSheet("color: #112233")
    show(qtbot, stack, 200, 200)
    theme.apply(qapp, theme.chosen(Scheme.DARK))
    stack.setCurrentIndex(1)

    assert own.styleSheet() == "color: #112233"
    assert own.palette().windowText().color().name() == "#112233"


def _picture(wizard: WizardWindow, step: type, hands: Hands) -> QImage:
    wizard.go(step)
    wizard.current_page.questions.complete()
    hands.settle()
    wizard.footer.next.setFocus()  # a text cursor blinks
    hands.settle()
    wizard.current_page.verticalScrollBar().setValue(0)
    return wizard.current_page.grab().toImage()
