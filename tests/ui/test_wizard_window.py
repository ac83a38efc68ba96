"""The wizard's window: questions that come and go, what is said and when, every way to move, and saving."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from poswizard.demo.hands import Hands
from poswizard.forms.answers import Answers
from poswizard.forms.step import Step
from poswizard.office import Office, the_flow
from poswizard.ui import theme
from poswizard.ui.editors.rows import RowsEditor
from poswizard.ui.finder import Finder
from poswizard.ui.page_registry import top_of
from poswizard.ui.widgets.phase_rail import RailStep
from poswizard.ui.wizard_window import WizardParts, WizardWindow
from poswizard.wizard.flow import Flow
from poswizard.wizard.progress import StepState
from poswizard.wizard.session import Change, Session
from tests.forms.sample import PHASES, Colour, First, Second
from tests.package.packed import CASES
from tests.ui import look
from tests.ui.branch import desk_of, focused, opened, said, show, today

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

SAMPLE, WHOLE = Flow(PHASES), the_flow()
ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


class Bench:
    """A window over a session whose saves are kept in a list."""

    def __init__(
        self, qtbot: QtBot, office: Office, hands: Hands, flow: Flow, answers: Answers
    ) -> None:
        self.qtbot, self.hands = qtbot, hands
        self.saves: list[Change] = []
        self.session = Session(flow, answers, save=self.saves.append, today=today)
        tops = (lambda step: None) if flow is SAMPLE else top_of
        self.window = WizardWindow(WizardParts(self.session, desk_of(office), "A-1", tops))
        show(qtbot, self.window)
        hands.settle()

    def row(self, field: Any) -> Any:
        return self.window.current_page.questions.rows[field]

    def focus(self, field: Any) -> None:
        self.window.current_page.focus_field(field)
        self.hands.settle()

    def key(self, key: Qt.Key, modifiers: Any = Qt.KeyboardModifier.NoModifier) -> None:
        self.hands.key(key, modifiers)

    def type(self, field: Any, typed: str) -> None:
        self.focus(field)
        self.hands.type(typed)

    def left(self) -> str:
        return self.window.footer.left.text()

    @property
    def step(self) -> Any:
        return self.session.step


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with pytest.MonkeyPatch.context() as patch, opened(tmp_path_factory.mktemp("s"), patch) as made:
        yield made


@pytest.fixture
def bench(qtbot: QtBot, office: Office, hands: Hands) -> Iterator[Bench]:
    made = Bench(qtbot, office, hands, SAMPLE, Answers())
    yield made
    made.window.release()


def whole(qtbot: QtBot, office: Office, hands: Hands, case: str = "") -> Bench:
    """The shipped questionnaire, empty or with a complete application."""
    answers = Answers()
    if case:
        packed = CASES[case]()
        answers = packed.answers
        for data in packed.scans.pictures.values():
            office.scans.put(data, "image/png" if data.startswith(b"\x89PNG") else "image/jpeg")
    return Bench(qtbot, office, hands, WHOLE, answers)


# questions that come and go


def test_a_question_goes_with_its_reason_and_its_answer_comes_back(bench: Bench) -> None:
    bench.type(First.number, "1234")
    bench.type(First.colour, "1")
    assert not bench.row(First.number).isVisible()
    assert bench.session.answers.get(First.number) is None
    bench.type(First.colour, "2")
    assert bench.row(First.number).isVisible()
    assert bench.row(First.number).editor.line.text() == "12 34"


def test_a_calculated_value_follows(bench: Bench) -> None:
    bench.type(First.count, "4")
    assert bench.row(First.double).editor.words.text().startswith("8")


def test_nothing_is_said_before_a_question_was_left(bench: Bench) -> None:
    assert not any(row.notes for row in bench.window.current_page.questions.rows.values())
    bench.type(First.number, "12")
    assert not bench.row(First.number).notes
    bench.key(Qt.Key.Key_Return)
    assert "现有 2 位" in said(bench.row(First.number))
    bench.type(First.number, "34")
    assert not bench.row(First.number).notes


def test_the_page_says_how_much_is_left(bench: Bench) -> None:
    assert "还差 2 处" in bench.left()
    bench.type(First.colour, "1")
    assert bench.left() == ""


# moving


def test_next_says_what_is_missing_and_at_the_second_press_goes_on(bench: Bench) -> None:
    bench.hands.click(bench.window.footer.next)
    assert bench.step is First
    assert "colour" in bench.left()
    assert bench.window.current_page.focused_field() is First.colour
    assert bench.row(First.number).notes
    bench.hands.click(bench.window.footer.next)
    assert bench.step is Second
    bench.hands.click(bench.window.footer.back)
    assert bench.step is First


def test_what_is_said_again_is_said_whole(bench: Bench) -> None:
    """After the reminder, mending one thing says what is still left."""
    bench.key(Qt.Key.Key_Return, CTRL)
    bench.hands.type("2")
    assert "还差 1 处" in bench.left()


def test_a_complete_page_is_left_at_once(bench: Bench) -> None:
    bench.type(First.colour, "1")
    bench.key(Qt.Key.Key_Return, CTRL)
    assert bench.step is Second
    bench.key(Qt.Key.Key_Left, ALT)
    assert bench.step is First


def test_back_from_the_first_page_goes_home(bench: Bench) -> None:
    with bench.qtbot.waitSignal(bench.window.home_wanted):
        bench.key(Qt.Key.Key_Left, ALT)


def test_next_from_the_last_page_goes_to_the_check(bench: Bench) -> None:
    bench.window.go(Second)
    bench.hands.click(bench.window.footer.next)
    with bench.qtbot.waitSignal(bench.window.check_wanted):
        bench.hands.click(bench.window.footer.next)


def test_a_step_that_is_not_needed_is_passed_over(bench: Bench) -> None:
    bench.type(First.colour, "3")
    bench.type(First.number, "1234")
    with bench.qtbot.waitSignal(bench.window.check_wanted):
        bench.key(Qt.Key.Key_Return, CTRL)


def test_alt_and_a_number_go_to_a_phase(bench: Bench) -> None:
    bench.key(Qt.Key.Key_2, ALT)
    assert bench.step is Second
    bench.key(Qt.Key.Key_1, ALT)
    assert bench.step is First


def test_the_rail_leads_to_a_step(bench: Bench) -> None:
    rail = bench.window.rail
    rail.setFocus()
    bench.key(Qt.Key.Key_End)
    bench.key(Qt.Key.Key_Return)
    assert bench.step is Second


def test_f6_goes_round_page_buttons_and_rail(bench: Bench) -> None:
    bench.focus(First.count)
    bench.key(Qt.Key.Key_F6)
    assert bench.window.footer.next.hasFocus()
    bench.key(Qt.Key.Key_F6)
    assert bench.window.rail.hasFocus()
    bench.key(Qt.Key.Key_F6)
    assert bench.window.current_page.focused_field() is not None


def test_f1_shows_and_hides_the_explanation(bench: Bench) -> None:
    shown = bench.window.side.isVisible()
    bench.key(Qt.Key.Key_F1)
    assert bench.window.side.isVisible() is not shown
    bench.key(Qt.Key.Key_F1)
    assert bench.window.side.isVisible() is shown


def test_undo_and_redo_show_where_they_were(bench: Bench) -> None:
    bench.type(First.colour, "2")
    bench.window.go(Second)
    bench.key(Qt.Key.Key_Z, CTRL)
    assert bench.step is First
    assert bench.session.answers.get(First.colour) is None
    bench.key(Qt.Key.Key_Y, CTRL)
    assert bench.session.answers.get(First.colour) is Colour.GREEN


def test_undo_in_a_line_of_text_takes_back_what_was_typed(bench: Bench) -> None:
    bench.type(First.number, "1234")
    bench.key(Qt.Key.Key_Z, CTRL)
    assert bench.session.answers.get(First.number) is None
    assert bench.row(First.number).editor.line.text() == ""


# finding


def test_a_question_is_found_by_the_initials_of_its_pinyin(
    qtbot: QtBot, office: Office, hands: Hands
) -> None:
    bench = whole(qtbot, office, hands, "sole")
    field = WHOLE.field("account.number")
    assert field
    _open_finder(bench)
    line = focused(QLineEdit)
    hands.type(_initials(field.label.zh))
    finder = line.window()
    assert isinstance(finder, Finder)
    found = [
        finder.list.item(row).data(Qt.ItemDataRole.UserRole) for row in range(finder.list.count())
    ]
    assert field in found
    for _ in range(found.index(field)):
        hands.key(Qt.Key.Key_Down)
    hands.key(Qt.Key.Key_Return)
    assert bench.step is WHOLE.step_of(field)
    assert bench.window.current_page.focused_field() is field
    bench.window.release()


def test_what_is_not_there_is_said_and_escape_closes(bench: Bench) -> None:
    _open_finder(bench)
    bench.hands.type("zzzz")
    finder = focused(QLineEdit).window()
    assert isinstance(finder, Finder)
    assert "没有找到" in finder.list.item(0).text()
    bench.key(Qt.Key.Key_Return)
    assert finder.isVisible()
    bench.key(Qt.Key.Key_Escape)
    assert not finder.isVisible()


# rail and save state


def in_rail(bench: Bench, step: type[Step]) -> StepState:
    """The state that the rail shows."""
    model = bench.window.rail.model()
    rows = [model.index(n, 0).data(Qt.ItemDataRole.UserRole) for n in range(model.rowCount())]
    return next(row.state for row in rows if isinstance(row, RailStep) and row.key == step.key)


def test_the_rail_follows_the_answers(bench: Bench) -> None:
    bench.type(First.colour, "1")
    bench.key(Qt.Key.Key_Return, CTRL)
    assert in_rail(bench, First) is StepState.COMPLETE
    bench.window.go(First)
    bench.type(First.colour, "3")
    bench.window.save_now()
    bench.window.show_saved(datetime(2026, 11, 20, 9, 30))  # noqa: DTZ001 - shown as it is
    bench.qtbot.waitUntil(lambda: in_rail(bench, Second) is StepState.NOT_NEEDED)


def test_an_answer_shows_its_meaning_before_the_keyboard_moves_on(bench: Bench) -> None:
    """Keys that come faster than the page can follow still reach the question they call for."""
    page = bench.window.page(First)
    answers = bench.window.session.answers
    followed: list[bool] = []
    page.caught_up.connect(lambda: followed.append(True))
    bench.window.session.answer(First.count, 1 if answers.get(First.count) != 1 else 2)
    assert not followed
    page.focusNextPrevChild(True)
    assert followed == [True]
    bench.hands.settle()
    assert followed == [True]


def test_a_time_is_shown_only_once_everything_is_on_disk(bench: Bench) -> None:
    words = bench.window.save_state
    bench.type(First.count, "1")
    bench.qtbot.waitUntil(lambda: bool(bench.saves))
    assert words.accessibleName() == "正在保存…"
    bench.hands.type("2")
    bench.window.show_saved(datetime(2026, 11, 20, 9, 30))  # noqa: DTZ001
    assert "已保存" not in words.accessibleName()
    bench.qtbot.waitUntil(lambda: len(bench.saves) == 2)
    bench.window.show_saved(datetime(2026, 11, 20, 9, 31))  # noqa: DTZ001
    assert words.accessibleName() == "已保存 09:31:00"


def test_leaving_a_question_saves_without_waiting(bench: Bench) -> None:
    bench.type(First.count, "1")
    bench.key(Qt.Key.Key_Tab)
    assert [change.fields for change in bench.saves] == [("first.count",)]


def test_ctrl_s_saves_and_hiding_the_window_does(bench: Bench) -> None:
    bench.type(First.count, "1")
    bench.key(Qt.Key.Key_S, CTRL)
    assert len(bench.saves) == 1
    bench.hands.type("2")
    bench.window.hide()
    assert len(bench.saves) == 2


# every page of the shipped questionnaire


@pytest.mark.parametrize("case", ["", "enterprise_with_payee"])
def test_looking_at_every_page_changes_nothing(
    qtbot: QtBot, office: Office, hands: Hands, case: str
) -> None:
    bench = whole(qtbot, office, hands, case)
    before = bench.session.answers
    for step in WHOLE.steps:
        bench.window.go(step)
        for field, row in bench.window.current_page.questions.rows.items():
            if row.isVisible() and not field.calculated:
                bench.window.current_page.focus_field(field)
        QApplication.processEvents()
    assert bench.saves == []
    assert bench.session.answers == before
    assert not bench.session.can_undo
    bench.window.release()


def test_every_control_of_every_page_has_a_name(qtbot: QtBot, office: Office, hands: Hands) -> None:
    bench = whole(qtbot, office, hands, "enterprise_with_payee")
    for step in WHOLE.steps:
        bench.window.go(step)
        _open_first_rows(bench.window)
    nameless = {
        f"{type(widget).__name__} in {type(widget.parentWidget()).__name__}"
        for widget in bench.window.findChildren(QWidget)
        if widget.window() is bench.window and _is_interactive(widget) and not _name_of(widget)
    }
    assert nameless == set()
    bench.window.release()


@pytest.mark.parametrize(("width", "height", "scale"), [(800, 560, 1.0), (1366, 768, 2.0)])
def test_the_row_of_buttons_stays_in_sight(
    qtbot: QtBot, office: Office, hands: Hands, qapp: QApplication, width: int, height: int,
    scale: float,
) -> None:  # fmt: skip
    theme.apply(qapp, theme.chosen(theme.Scheme.LIGHT, scale))
    bench = whole(qtbot, office, hands, "sole")
    bench.window.resize(width, height)
    for step in WHOLE.steps:
        bench.window.go(step)
        QApplication.processEvents()
        assert (bench.window.width(), bench.window.height()) == (width, height), step.key
        for part in (bench.window.footer.next, bench.window.footer.back):
            corner = part.mapTo(bench.window, part.rect().bottomRight())
            assert bench.window.rect().contains(corner), step.key
            assert part.width() >= part.minimumSizeHint().width(), step.key
    bench.window.release()


@pytest.mark.skipif(not look.os.environ.get(look.VARIABLE), reason="no folder for pictures")
@pytest.mark.parametrize(("scheme", "scale"), [("light", 1.0), ("dark", 1.0), ("light", 2.0)])
def test_pictures_of_every_page(
    qtbot: QtBot, office: Office, hands: Hands, qapp: QApplication, scheme: str, scale: float
) -> None:
    theme.apply(qapp, theme.chosen(theme.Scheme(scheme), scale))
    bench = whole(qtbot, office, hands, "enterprise_with_payee")
    for number, step in enumerate(WHOLE.steps, 1):
        bench.window.go(step)
        hands.settle()
        name = f"wizard-{number:02}-{step.key}-{scheme}-{scale:.0%}"
        assert Path(str(look.save(bench.window, name))).is_file()
    bench.window.release()


def _open_finder(bench: Bench) -> None:
    bench.hands._guard.stop()  # a dialog that was asked for
    bench.key(Qt.Key.Key_K, CTRL)


def _open_first_rows(window: WizardWindow) -> None:
    for row in window.current_page.questions.rows.values():
        if isinstance(row.editor, RowsEditor) and row.editor.cards:
            row.editor.open(0)


def _is_interactive(widget: QWidget) -> bool:
    if widget.focusPolicy() == Qt.FocusPolicy.NoFocus or widget.focusProxy():
        return False
    parent = widget.parentWidget()
    inside = isinstance(parent, QComboBox | QAbstractItemView)
    return not inside and not (
        isinstance(parent, QAbstractScrollArea) and parent.viewport() is widget
    )


def _name_of(widget: QWidget) -> str:
    words = widget.text() if isinstance(widget, QAbstractButton | QLabel) else ""
    return words or widget.accessibleName()


def _initials(words: str) -> str:
    from pypinyin import Style, lazy_pinyin

    return "".join(lazy_pinyin(words, style=Style.FIRST_LETTER))
