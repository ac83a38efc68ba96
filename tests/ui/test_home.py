"""Home: ten thousand applications searched, chosen, opened and deleted by keyboard alone."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QMessageBox,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from poswizard.text import Text
from poswizard.ui import theme
from poswizard.ui.home_window import Chip, DueItem, Figure, Filters, HomePage, RowWords
from poswizard.ui.icons import Glyph
from poswizard.ui.palette import Tone
from poswizard.ui.widgets.application_model import PAGE, ApplicationModel
from poswizard.wizard.summary import ListedApplication, Summary
from tests.ui import look

NOW = datetime(2026, 11, 23, 2, 42, tzinfo=UTC)
NAMES = ("样本·木呷", "样本秀兰", "样本锦程商贸有限公司春熙路步行街第一分公司", "样本建国")


def application(number: int) -> ListedApplication:
    """A synthetic specimen."""
    summary = Summary(
        applicant=NAMES[number % 4], shop=f"样本店 {number}", state=("draft", "review")[number % 2]
    )
    return ListedApplication(
        id=f"{number:032x}", number=f"A-2026-{number:06}", summary=summary, updated_at=NOW
    )


class Store:
    """A list that is asked as the database would be."""

    def __init__(self, count: int) -> None:
        self.rows = [application(number) for number in range(count)]
        self.asked: list[tuple[str, Filters, int, int]] = []

    def find(
        self, search: str, filters: Filters, offset: int, limit: int
    ) -> Sequence[ListedApplication]:
        self.asked.append((search, filters, offset, limit))
        found = [
            row
            for row in self.rows
            if search in row.number + row.summary.shop
            and filters.state in ("", row.summary.state)
            and filters.provider in ("", row.summary.provider)
        ]
        return found[offset : offset + limit]


def words(row: ListedApplication) -> RowWords:
    return RowWords(
        name=row.summary.applicant,
        detail=f"{row.summary.shop}　{row.number}",
        where="申请 · 身份与联系人",
        need="1 处有误",
        need_tone=Tone.DANGER,
        provider="样本支付",
        since="今天 10:42",
    )


def page(store: Store) -> HomePage:
    made = HomePage(store.find, words)
    made.show_chips(
        [
            Chip("", Text("全部", "All"), len(store.rows)),
            Chip("draft", Text("进行中", "In progress"), len(store.rows) // 2),
            Chip("review", Text("审核中", "In review"), len(store.rows) // 2),
        ]
    )
    made.refresh()
    return made


@pytest.fixture
def store() -> Store:
    return Store(10_000)


@pytest.fixture
def home(qtbot: QtBot, store: Store) -> HomePage:
    made = page(store)
    show(qtbot, made)
    return made


def show(qtbot: QtBot, made: HomePage) -> None:
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.search.hasFocus)


def numbers(home: HomePage) -> list[str]:
    model = home.list.model()
    assert isinstance(model, ApplicationModel)
    rows = (model.application(model.index(row)) for row in range(model.rowCount()))
    return [row.number for row in rows if row is not None]


def named(widget: QWidget, text: str) -> QAbstractButton:
    return next(b for b in widget.findChildren(QPushButton) if b.text() == text and b.isVisible())


def test_the_keyboard_stands_in_the_search_and_the_first_row_is_current(home: HomePage) -> None:
    assert home.search.hasFocus()
    assert home.list.currentIndex().row() == 0


def test_search_finds_while_typing(qtbot: QtBot, home: HomePage, store: Store) -> None:
    qtbot.keyClicks(home.search, "0042")
    assert [asked[0] for asked in store.asked[-4:]] == ["0", "00", "004", "0042"]
    assert "A-2026-000042" in numbers(home)


def test_enter_in_the_search_opens_the_first_row(qtbot: QtBot, home: HomePage) -> None:
    qtbot.keyClicks(home.search, "009876")
    with qtbot.waitSignal(home.open_wanted) as told:
        qtbot.keyClick(home.search, Qt.Key.Key_Return)
    assert told.args == [f"{9876:032x}"]


def test_down_goes_to_the_rows_and_enter_opens_one(qtbot: QtBot, home: HomePage) -> None:
    qtbot.keyClick(home.search, Qt.Key.Key_Down)
    assert home.list.hasFocus()
    qtbot.keyClick(home.list, Qt.Key.Key_Down)
    with qtbot.waitSignal(home.open_wanted) as told:
        qtbot.keyClick(home.list, Qt.Key.Key_Return)
    assert told.args == [f"{1:032x}"]


def test_up_from_the_first_row_returns_to_the_search(qtbot: QtBot, home: HomePage) -> None:
    home.list.setFocus()
    qtbot.keyClick(home.list, Qt.Key.Key_Up)
    assert home.search.hasFocus()


def test_typing_on_the_rows_searches(qtbot: QtBot, home: HomePage) -> None:
    home.list.setFocus()
    qtbot.keyClick(home.list, Qt.Key.Key_7)
    assert home.search.text() == "7"
    assert home.search.hasFocus()


def test_a_double_click_opens(qtbot: QtBot, home: HomePage) -> None:
    place = home.list.visualRect(home.list.model().index(2, 0)).center()
    with qtbot.waitSignal(home.open_wanted) as told:
        qtbot.mouseClick(home.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
        qtbot.mouseDClick(home.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert told.args == [f"{2:032x}"]


def test_escape_empties_the_search(qtbot: QtBot, home: HomePage) -> None:
    qtbot.keyClicks(home.search, "42")
    qtbot.keyClick(home.search, Qt.Key.Key_Escape)
    assert home.search.text() == ""
    assert len(numbers(home)) == PAGE


def test_shortcuts_work_wherever_the_keyboard_is(qtbot: QtBot, home: HomePage) -> None:
    control = Qt.KeyboardModifier.ControlModifier
    home.list.setFocus()
    with qtbot.waitSignal(home.new_wanted):
        qtbot.keyClick(home.list, Qt.Key.Key_N, control)
    with qtbot.waitSignal(home.lock_wanted):
        qtbot.keyClick(home.list, Qt.Key.Key_L, control)
    qtbot.keyClick(home.list, Qt.Key.Key_F, control)
    assert home.search.hasFocus()


def test_buttons_of_the_header_ask(qtbot: QtBot, home: HomePage) -> None:
    for text, signal in (
        ("备份", home.backup_wanted),
        ("设置", home.settings_wanted),
        ("锁定", home.lock_wanted),
        ("新办件", home.new_wanted),
    ):
        with qtbot.waitSignal(signal):
            qtbot.mouseClick(named(home, text), Qt.MouseButton.LeftButton)


def test_a_chip_filters_by_state(qtbot: QtBot, home: HomePage, store: Store) -> None:
    chip = next(b for b in home.chips.findChildren(QPushButton) if b.text().startswith("审核中"))
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert store.asked[-1][1] == Filters(state="review")
    assert all(int(number[-1]) % 2 for number in numbers(home))


def test_phase_and_provider_filter_too(qtbot: QtBot, home: HomePage, store: Store) -> None:
    home.show_choices([("application", Text("申请", "Application"))], [("p", "样本支付")])
    phase, provider = (box for box in home.findChildren(QComboBox) if box.isVisible())
    qtbot.keyClick(phase, Qt.Key.Key_Down)
    qtbot.keyClick(provider, Qt.Key.Key_Down)
    assert store.asked[-1][1] == Filters(phase="application", provider="p")
    home.show_choices([("application", Text("申请", "Application"))], [("p", "样本支付")])
    assert phase.currentData() == "application"


def test_rows_are_fetched_as_the_list_is_scrolled(home: HomePage, store: Store) -> None:
    assert len(numbers(home)) == PAGE
    bar = home.list.verticalScrollBar()
    for _ in range(5):
        bar.setValue(bar.maximum())
        QApplication.processEvents()
    assert len(numbers(home)) >= 4 * PAGE
    assert len(set(numbers(home))) == len(numbers(home))
    assert {asked[3] for asked in store.asked} == {PAGE}


def test_a_short_list_is_not_asked_for_twice(qtbot: QtBot) -> None:
    store = Store(3)
    made = page(store)
    show(qtbot, made)
    QApplication.processEvents()
    assert [asked[2] for asked in store.asked] == [0]


def test_refreshing_keeps_the_current_application(home: HomePage, store: Store) -> None:
    home.list.choose_row(5)
    store.rows.insert(0, application(99_999))
    home.refresh()
    current = home.list.current_application
    assert current is not None
    assert current.number == "A-2026-000005"


def test_each_row_is_spoken_whole(home: HomePage) -> None:
    spoken = home.list.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == (
        "样本·木呷，样本店 0　A-2026-000000，申请 · 身份与联系人，1 处有误，样本支付，今天 10:42"
    )


@pytest.fixture
def question(qtbot: QtBot) -> Iterator[list[str]]:
    """Answers a delete question with the button named in the list, and notes its words there."""
    answers: list[str] = []

    def answer() -> None:
        box = QApplication.activeModalWidget()
        if not isinstance(box, QMessageBox):
            QTimer.singleShot(5, answer)
            return
        button = next(b for b in box.buttons() if b.text() == answers[0])
        answers.extend([box.text(), box.informativeText()])
        button.click()

    QTimer.singleShot(0, answer)
    yield answers
    assert len(answers) == 3


def test_delete_asks_and_says_what_is_lost(
    qtbot: QtBot, home: HomePage, question: list[str]
) -> None:
    question.append("删除")
    home.list.setFocus()
    with qtbot.waitSignal(home.delete_wanted) as told:
        qtbot.keyClick(home.list, Qt.Key.Key_Delete)
    assert told.args == [f"{0:032x}"]
    assert "A-2026-000000" in question[1]
    assert "样本·木呷" in question[2]
    assert "不能恢复" in question[2]


def test_a_declined_question_deletes_nothing(
    qtbot: QtBot, home: HomePage, question: list[str]
) -> None:
    question.append("取消")
    home.list.setFocus()
    with qtbot.assertNotEmitted(home.delete_wanted):
        qtbot.keyClick(home.list, Qt.Key.Key_Delete)


def test_the_menu_offers_open_copy_fork_and_delete(qtbot: QtBot, home: HomePage) -> None:
    home.list.choose_row(3)
    menu = home.list.menu()
    texts = [action.text() for action in menu.actions()]
    assert texts == ["打开", "复制为新办件", "改报另一家…", "删除…"]
    with qtbot.waitSignal(home.copy_wanted) as told:
        menu.actions()[1].trigger()
    assert told.args == [f"{3:032x}"]


def test_nothing_found_offers_to_show_all(qtbot: QtBot, home: HomePage) -> None:
    qtbot.keyClicks(home.search, "zzz")
    qtbot.mouseClick(named(home, "清除条件，显示全部"), Qt.MouseButton.LeftButton)
    assert home.search.text() == ""
    assert len(numbers(home)) == PAGE
    assert home.search.hasFocus()


def test_an_empty_store_offers_to_begin(qtbot: QtBot) -> None:
    made = page(Store(0))
    show(qtbot, made)
    begin = [b for b in made.findChildren(QPushButton) if b.text() == "新办件" and b.isVisible()]
    assert len(begin) == 2
    with qtbot.waitSignal(made.new_wanted):
        qtbot.mouseClick(begin[1], Qt.MouseButton.LeftButton)


def test_a_due_thing_opens_its_application(qtbot: QtBot, home: HomePage) -> None:
    home.show_due([DueItem("ab", Text("补拍门头照", "x"), Text("今天到期", "today"), Tone.DANGER)])
    row = next(b for b in home.due.findChildren(QAbstractButton) if b.text() == "补拍门头照")
    with qtbot.waitSignal(home.open_wanted) as told:
        qtbot.mouseClick(row, Qt.MouseButton.LeftButton)
    assert told.args == ["ab"]


def test_on_a_narrow_page_due_things_wait_behind_a_button(qtbot: QtBot, home: HomePage) -> None:
    home.show_due([DueItem("ab", Text("补拍门头照", "x"), Text("今天到期", "today"))])
    assert home.due.isVisible()
    home.resize(760, 600)
    qtbot.waitUntil(lambda: not home.due.isVisible())
    qtbot.mouseClick(named(home, "今天要做 1"), Qt.MouseButton.LeftButton)
    assert home.due.isVisible()
    assert not home.list.isVisible()
    qtbot.mouseClick(named(home, "今天要做 1"), Qt.MouseButton.LeftButton)
    assert home.list.isVisible()


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0, 3.0])
def test_home_fits_the_small_screen_at_every_scale(
    qapp: QApplication, qtbot: QtBot, scale: float
) -> None:
    theme.apply(qapp, theme.chosen(theme.Scheme.LIGHT, scale))
    made = page(Store(100))
    made.show_operator("样本网点 · 柜员 0000")
    made.show_choices([("application", Text("申请", "Application"))], [("p", "样本支付")])
    made.show_due([DueItem("ab", Text("补拍门头照", "x"), Text("今天到期", "today"))])
    show(qtbot, made)
    assert made.width() == 1366
    assert made.height() == 768
    assert made.list.viewport().height() >= made.list.sizeHintForRow(0) * 0.9
    new = named(made, "新办件")
    assert made.rect().contains(new.mapTo(made, QPoint(new.width() - 1, new.height() - 1)))


def test_ten_thousand_applications_are_listed_without_a_pause(qtbot: QtBot, home: HomePage) -> None:
    started = time.process_time()
    home.refresh()
    home.list.viewport().repaint()
    assert time.process_time() - started < 0.1


def test_home_can_be_looked_at(qapp: QApplication) -> None:
    look.save_in_every_dress(qapp, _furnished, "home")
    look.save_in_every_dress(qapp, lambda: page(Store(0)), "home-empty")


def _furnished() -> HomePage:
    made = page(Store(40))
    made.show_operator("样本网点 · 柜员 0000")
    made.show_due(
        [
            DueItem("1", Text("样本建国：补拍门头照", "x"), Text("驳回第 3 天", "x"), Tone.DANGER),
            DueItem("2", Text("样本卓玛：激活码失效", "x"), Text("11-25", "x"), Tone.WARNING),
        ]
    )
    made.due.show_figure(
        Figure(Text("一次通过率", "x"), "86%", Text("近 30 天 43 件", "x"), Text("", ""))
    )
    return made


def test_every_sign_of_a_row_can_be_painted(qtbot: QtBot) -> None:
    store = Store(len(list(Glyph)))

    def signed(row: ListedApplication) -> RowWords:
        return RowWords(name=row.number, glyph=list(Glyph)[store.rows.index(row)])

    made = HomePage(store.find, signed)
    made.refresh()
    show(qtbot, made)
    made.grab()
