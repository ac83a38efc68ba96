"""Each editor, driven by keyboard and mouse: what it takes, what it refuses, and what it says."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTableView
from pytestqt.qtbot import QtBot

from poswizard.demo.hands import Hands
from poswizard.forms.answers import Answers, Raw
from poswizard.forms.field import Field
from poswizard.forms.issue import Level, rule
from poswizard.forms.kinds import (
    LONG_TERM,
    Amount,
    Choice,
    Choices,
    Count,
    Day,
    Digits,
    Line,
    Lookup,
    Paragraph,
    Tick,
)
from poswizard.forms.rich_kinds import Address, Document, Place, Rows, Signature, Signed
from poswizard.forms.step import Milestone, Phase, Row, Step
from poswizard.office import Office
from poswizard.steps.code_tables import CATEGORIES, COUNTIES
from poswizard.text import Text, Vocabulary
from poswizard.ui.editors.choice import ComboEditor, LookupEditor, RadioEditor
from poswizard.ui.editors.document import DocumentEditor
from poswizard.ui.editors.rows import COPY, DOWN, REMOVE, RowsEditor
from poswizard.ui.form_page import FormPage
from poswizard.wizard.flow import Flow
from poswizard.wizard.session import Session
from tests import specimens
from tests.ui.branch import button, desk_of, hands_on, opened, said, show, today

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # said of every popup


def words(text: str) -> Text:
    return Text(text, text)


class Colour(Vocabulary):
    RED = "red", words("红")
    GREEN = "green", words("绿")
    BLUE = "blue", words("蓝")


class Month(Vocabulary):
    JANUARY = "1", words("一月")
    FEBRUARY = "2", words("二月")
    MARCH = "3", words("三月")
    APRIL = "4", words("四月")
    MAY = "5", words("五月")


@rule("trial.many", Level.WARNING, words("not many"), "test")
def not_many(count: int) -> Text | None:
    return words("太多") if count > 5 else None


class Item(Row):
    name = Line(words("物品"), most=10)


class Trial(Step):
    key, title = "trial", words("试填")
    name = Line(words("姓名"), most=5)
    number = Digits(words("卡号"), lengths=(16, 19), groups=(4,))
    day = Day(words("日期"), long_term=True)
    volume = Amount(words("月流水"))
    colour = Choice(words("颜色"), Colour, relevant=~name.is_("无色"), width="full")
    month = Choice(words("月份"), Month)
    several = Choices(words("几种"), Colour)
    mcc = Lookup(words("行业"), CATEGORIES, pattern=r"\d{4}")
    place = Address(words("地址"), COUNTIES)
    story = Paragraph(words("经过"), most=20)
    agreed = Tick(words("已看过"))
    count = Count(words("台数"), most=99, constraint=not_many)
    items = Rows(words("清单"), Item, named_by="name", most=4)
    picture = Document(words("照片"), slot="TRIAL", most=3)
    signature = Signature(words("签名"), slot="SIGNATURE")


FLOW = Flow((Phase("trial", words("试填"), (Trial,), Milestone.APPLICATION),))


class Page:
    """The trial step on a page, its session and hands before it."""

    def __init__(self, qtbot: QtBot, office: Office, hands: Hands) -> None:
        self.qtbot, self.hands = qtbot, hands
        self.session = Session(FLOW, today=today)
        self.form = FormPage(Trial, self.session, desk_of(office), None)
        self.session.listen(lambda _field: self.form.refresh())
        self.form.refresh()
        show(qtbot, self.form, height=840)

    def editor(self, field: Field[Any]) -> Any:
        return self.form.questions.rows[field].editor

    def go(self, field: Field[Any]) -> None:
        self.form.focus_field(field)
        self.hands.settle()

    def type(self, field: Field[Any], typed: str) -> None:
        self.go(field)
        self.hands.type(typed)

    def key(self, key: Qt.Key) -> None:
        self.hands.key(key)

    def answer(self, field: Field[Any]) -> Any:
        return self.session.answers.stored(field)

    def notes(self, field: Field[Any]) -> str:
        return said(self.form.questions.rows[field])


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with pytest.MonkeyPatch.context() as patch, opened(tmp_path_factory.mktemp("s"), patch) as made:
        yield made


@pytest.fixture
def page(qtbot: QtBot, office: Office) -> Iterator[Page]:
    with hands_on() as hands:
        yield Page(qtbot, office, hands)


# text


def test_a_line_takes_no_more_than_fits_and_says_so(page: Page) -> None:
    page.type(Trial.name, "abcdefg")
    assert page.answer(Trial.name) == "abcde"
    assert "最多 5 个字" in page.notes(Trial.name)


def test_the_note_about_too_much_goes_when_the_line_is_left(page: Page) -> None:
    page.type(Trial.name, "abcdefg")
    page.key(Qt.Key.Key_Return)
    assert "最多 5 个字" not in page.notes(Trial.name)


def test_an_ideograph_of_an_extension_block_counts_as_one(page: Page) -> None:
    for character in "𠮷䶮𫖯𬱖𰻝":
        page.type(Trial.name, character)
    assert page.answer(Trial.name) == "𠮷䶮𫖯𬱖𰻝"


def test_blanks_around_a_line_are_dropped_when_it_is_left(page: Page) -> None:
    page.type(Trial.name, " ab ")
    assert page.editor(Trial.name).line.text() == " ab "
    page.key(Qt.Key.Key_Return)
    assert page.editor(Trial.name).line.text() == "ab"


def test_enter_goes_to_the_next_field(page: Page) -> None:
    page.go(Trial.name)
    page.key(Qt.Key.Key_Return)
    assert page.editor(Trial.number).line.hasFocus()


def test_enter_starts_a_line_in_a_paragraph_and_tab_leaves_it(page: Page) -> None:
    page.type(Trial.story, "a\nb")
    assert page.answer(Trial.story) == "a\nb"
    page.key(Qt.Key.Key_Tab)
    assert not page.editor(Trial.story).box.hasFocus()
    assert page.answer(Trial.story) == "a\nb"


def test_a_paragraph_that_is_too_long_is_kept_and_said(page: Page) -> None:
    page.type(Trial.story, "样本" * 11)
    page.key(Qt.Key.Key_Tab)
    assert "最多 20 个字" in page.notes(Trial.story)


# numbers in groups


def test_a_long_number_is_grouped_while_it_is_typed(page: Page) -> None:
    page.type(Trial.number, "62284811")
    assert page.editor(Trial.number).line.text() == "6228 4811"
    assert page.answer(Trial.number) == "62284811"


def test_a_digit_put_into_the_middle_leaves_the_cursor_behind_it(page: Page) -> None:
    page.type(Trial.number, "62284811")
    line = page.editor(Trial.number).line
    line.setCursorPosition(2)
    page.hands.type("9")
    assert line.text() == "6292 8481 1"
    page.hands.type("7")
    assert line.text() == "6297 2848 11"


def test_backspace_behind_a_gap_takes_the_digit_before_it(page: Page) -> None:
    page.type(Trial.number, "62284811")
    line = page.editor(Trial.number).line
    line.setCursorPosition(5)
    page.key(Qt.Key.Key_Backspace)
    assert line.text() == "6224 811"


def test_letters_cannot_be_typed_into_a_number(page: Page) -> None:
    page.type(Trial.number, "62a2")
    assert page.answer(Trial.number) == "622"
    assert "只能填数字" in page.notes(Trial.number)


def test_a_number_takes_no_more_digits_than_it_can_have(page: Page) -> None:
    page.type(Trial.number, "1" * 20)
    assert page.answer(Trial.number) == "1" * 19
    assert "最多 19 位" in page.notes(Trial.number)


def test_a_short_number_is_said_only_after_leaving_and_then_at_every_key(page: Page) -> None:
    page.type(Trial.number, "622")
    assert "现有 3 位" not in page.notes(Trial.number)
    page.key(Qt.Key.Key_Return)
    assert "现有 3 位" in page.notes(Trial.number)
    page.go(Trial.number)
    page.key(Qt.Key.Key_End)
    page.hands.type("8")
    assert "现有 4 位" in page.notes(Trial.number)


# days and amounts


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("20260131", date(2026, 1, 31)),
        ("2026-1-31", date(2026, 1, 31)),
        ("2026年1月31日", date(2026, 1, 31)),
        ("今天", today()),
        ("长期", LONG_TERM),
    ],
)
def test_a_day_is_understood_as_people_write_it(page: Page, typed: str, meant: date) -> None:
    page.type(Trial.day, typed)
    assert page.answer(Trial.day) == meant
    page.key(Qt.Key.Key_Return)
    assert page.editor(Trial.day).line.text() == Trial.day.show(meant)


def test_a_day_that_does_not_exist_is_kept_as_typed_and_said(page: Page) -> None:
    page.type(Trial.day, "20260231")
    page.key(Qt.Key.Key_Return)
    assert page.answer(Trial.day) == Raw("20260231")
    assert page.editor(Trial.day).line.text() == "20260231"
    assert "请填日期" in page.notes(Trial.day)


def test_long_term_has_a_button(page: Page) -> None:
    page.hands.click(button(page.editor(Trial.day), "长期"))
    assert page.answer(Trial.day) == LONG_TERM


def test_a_day_is_chosen_in_the_calendar(page: Page) -> None:
    editor = page.editor(Trial.day)
    page.type(Trial.day, "20260131")
    page.hands.click(button(editor, "日历"))
    days = editor.calendar.findChild(QTableView)
    page.qtbot.keyClick(days, Qt.Key.Key_Right)
    page.qtbot.keyClick(days, Qt.Key.Key_Return)
    assert page.answer(Trial.day) == date(2026, 2, 1)
    assert editor.line.text() == "2026-02-01"


def test_ten_thousands_are_written_as_people_do(page: Page) -> None:
    page.type(Trial.volume, "1.2万")
    assert page.answer(Trial.volume) == Decimal(12_000)
    assert "1.2 万" in page.notes(Trial.volume)
    page.key(Qt.Key.Key_Return)
    assert page.editor(Trial.volume).line.text() == "12,000"


def test_words_are_no_amount(page: Page) -> None:
    page.type(Trial.volume, "很多")
    page.key(Qt.Key.Key_Return)
    assert page.answer(Trial.volume) == Raw("很多")
    assert page.form.questions.rows[Trial.volume].notes


# choices


def test_digit_keys_choose_among_radio_buttons(page: Page) -> None:
    assert isinstance(page.editor(Trial.colour), RadioEditor)
    page.go(Trial.colour)
    page.hands.type("2")
    assert page.answer(Trial.colour) is Colour.GREEN
    page.hands.type("9")
    assert page.answer(Trial.colour) is Colour.GREEN


def test_radio_buttons_are_chosen_with_the_mouse(page: Page) -> None:
    page.hands.click(page.editor(Trial.colour).buttons[2])
    assert page.answer(Trial.colour) is Colour.BLUE


def test_the_arrows_move_a_choice(page: Page) -> None:
    page.go(Trial.colour)
    page.hands.type("1")
    page.key(Qt.Key.Key_Right)
    assert page.answer(Trial.colour) is Colour.GREEN


def test_a_longer_list_drops_down(page: Page) -> None:
    assert isinstance(page.editor(Trial.month), ComboEditor)
    page.go(Trial.month)
    page.key(Qt.Key.Key_Down)
    page.key(Qt.Key.Key_Down)
    assert page.answer(Trial.month) is Month.FEBRUARY
    page.key(Qt.Key.Key_Home)
    assert page.answer(Trial.month) is None


def test_the_wheel_over_a_closed_list_chooses_nothing(page: Page) -> None:
    page.type(Trial.name, "a")
    combo = page.editor(Trial.month).combo
    page.hands.bring_into_sight(combo)
    _turn_wheel(combo)
    assert page.answer(Trial.month) is None


def test_ticks_take_several_in_the_order_of_the_list(page: Page) -> None:
    boxes = page.editor(Trial.several).boxes
    page.hands.click(boxes[2])
    page.hands.click(boxes[0])
    assert page.answer(Trial.several) == (Colour.RED, Colour.BLUE)
    page.hands.click(boxes[0])
    assert page.answer(Trial.several) == (Colour.BLUE,)


def test_a_tick_is_set_by_its_words_and_taken_back_by_the_space_bar(page: Page) -> None:
    editor = page.editor(Trial.agreed)
    page.hands.click(editor.words)
    assert page.answer(Trial.agreed) is True
    page.go(Trial.agreed)
    page.key(Qt.Key.Key_Space)
    assert page.answer(Trial.agreed) is None


def test_a_tick_has_a_name_for_screen_readers(page: Page) -> None:
    assert page.editor(Trial.agreed).box.accessibleName() == "已看过"


@pytest.mark.parametrize("typed", ["canguan", "cy", "餐", "5812"])
def test_an_entry_is_found_by_words_pinyin_initials_and_code(page: Page, typed: str) -> None:
    page.type(Trial.mcc, typed)
    editor: LookupEditor = page.editor(Trial.mcc)
    assert "5812" in [entry.code for entry in editor.line.found]


def test_enter_takes_the_first_entry_found(page: Page) -> None:
    page.type(Trial.mcc, "5812")
    page.key(Qt.Key.Key_Return)
    page.qtbot.waitUntil(lambda: page.editor(Trial.mcc).line.text().startswith("5812 "))
    assert page.answer(Trial.mcc) == "5812"


def test_an_entry_is_taken_with_arrow_and_enter(page: Page) -> None:
    page.type(Trial.mcc, "餐")
    second = page.editor(Trial.mcc).line.found[1].code
    page.key(Qt.Key.Key_Down)
    page.key(Qt.Key.Key_Return)
    page.hands.settle()
    assert page.answer(Trial.mcc) == second


def test_a_code_of_four_digits_that_no_table_knows_is_taken(page: Page) -> None:
    page.type(Trial.mcc, "9876")
    page.key(Qt.Key.Key_Tab)
    assert page.answer(Trial.mcc) == "9876"
    assert page.editor(Trial.mcc).line.text() == "9876"


def test_half_a_word_is_no_entry_and_is_said(page: Page) -> None:
    page.type(Trial.mcc, "不存在的行业")
    page.key(Qt.Key.Key_Tab)
    assert page.answer(Trial.mcc) == Raw("不存在的行业")
    assert "从列表中选择" in page.notes(Trial.mcc)


def test_a_county_is_found_by_initials_and_the_street_follows(page: Page) -> None:
    page.type(Trial.place, "jj")
    editor = page.editor(Trial.place)
    codes = [entry.code for entry in editor.county.found]
    assert "510104" in codes
    for _ in range(codes.index("510104")):
        page.key(Qt.Key.Key_Down)
    page.key(Qt.Key.Key_Return)
    page.qtbot.waitUntil(editor.street.hasFocus)
    page.hands.type("样本路1号")
    assert page.answer(Trial.place) == Place("510104", "样本路1号")
    assert "锦江" in editor.county.text()


def test_a_street_without_a_county_is_said(page: Page) -> None:
    page.go(Trial.place)
    page.key(Qt.Key.Key_Tab)
    page.hands.type("样本路1号")
    page.key(Qt.Key.Key_Tab)
    page.qtbot.waitUntil(lambda: "请选择省、市、区县" in page.notes(Trial.place))


# repeated rows


def names(page: Page) -> list[Any]:
    return [row.get(Item.name) for row in page.answer(Trial.items) or ()]


def with_items(page: Page, *items: str) -> RowsEditor:
    page.session.answer(Trial.items, tuple(Answers({Item.name: item}) for item in items))
    return page.editor(Trial.items)


def test_a_row_is_added_and_its_first_question_has_the_keyboard(page: Page) -> None:
    editor = page.editor(Trial.items)
    page.hands.click(editor.add_button)
    page.hands.type("甲")
    assert names(page) == ["甲"]
    page.hands.click(editor.add_button)
    page.hands.type("乙")
    assert names(page) == ["甲", "乙"]
    assert [card.is_open for card in editor.cards] == [False, True]


def test_rows_are_copied_moved_removed_and_brought_back(page: Page) -> None:
    editor = with_items(page, "甲", "乙")
    page.hands.click(editor.cards[0].buttons[COPY])
    assert names(page) == ["甲", "甲", "乙"]
    page.hands.click(editor.cards[1].buttons[DOWN])
    assert names(page) == ["甲", "乙", "甲"]
    page.hands.click(editor.cards[1].buttons[REMOVE])
    assert names(page) == ["甲", "甲"]
    page.hands.click(editor.undo_button)
    assert names(page) == ["甲", "乙", "甲"]


def test_taking_back_a_removal_keeps_what_was_written_since(page: Page) -> None:
    editor = with_items(page, "甲", "乙")
    page.hands.click(editor.cards[0].buttons[REMOVE])
    editor.open(0)
    page.key(Qt.Key.Key_End)
    page.hands.type("丙")
    assert names(page) == ["乙丙"]
    page.hands.click(editor.undo_button)
    assert names(page) == ["甲", "乙丙"]


def test_no_more_rows_than_allowed(page: Page) -> None:
    editor = with_items(page, "甲", "乙", "丙", "丁")
    assert not editor.add_button.isEnabled()
    assert not editor.cards[0].buttons[COPY].isEnabled()


# documents and signature


PATIENCE = 60_000
"""Milliseconds for workers that start cold on a busy machine."""


def jpeg(folder: Path, name: str, shade: int) -> Path:
    file = folder / name
    image = specimens.photo(900, 700)
    image.paste((shade, shade, 0), (100, 100, 400, 400))
    file.write_bytes(specimens.picture(image))
    return file


def test_dropped_pictures_are_in_the_store_in_the_order_of_the_files(
    page: Page, office: Office, tmp_path: Path
) -> None:
    files = [jpeg(tmp_path, f"{n}.jpg", 60 * n) for n in (1, 2)]
    editor: DocumentEditor = page.editor(Trial.picture)
    page.hands.drop(editor.thumbnails, files)
    page.qtbot.waitUntil(lambda: len(page.answer(Trial.picture) or ()) == 2, timeout=PATIENCE)
    pages = page.answer(Trial.picture)
    assert all(office.scans.get(each.scan).startswith(b"\xff\xd8") for each in pages)
    cleans = [each.master or each.scan for each in pages]
    assert cleans == [taken_alone(office, file) for file in files]


def taken_alone(office: Office, file: Path) -> str:
    return office.scans.put(office.intake.take_file(file)[0].data, "image/jpeg")


def test_a_text_file_is_refused_with_words_under_the_field(page: Page, tmp_path: Path) -> None:
    file = tmp_path / "a.jpg"
    file.write_text("no picture")
    page.hands.drop(page.editor(Trial.picture).thumbnails, [file])
    page.qtbot.waitUntil(lambda: bool(page.form.questions.rows[Trial.picture]._refusal))
    assert page.answer(Trial.picture) is None
    assert "图片" in page.notes(Trial.picture)


def test_a_refused_file_does_not_keep_out_the_next(page: Page, tmp_path: Path) -> None:
    bad = tmp_path / "bad.pdf"
    bad.write_bytes(b"%PDF-1.7 nothing")
    page.hands.drop(page.editor(Trial.picture).thumbnails, [bad, jpeg(tmp_path, "b.jpg", 9)])
    page.qtbot.waitUntil(lambda: bool(page.answer(Trial.picture)), timeout=PATIENCE)


def test_pages_are_reordered_removed_and_brought_back(page: Page, tmp_path: Path) -> None:
    editor: DocumentEditor = page.editor(Trial.picture)
    page.hands.drop(editor.thumbnails, [jpeg(tmp_path, f"{n}.jpg", 50 * n) for n in (1, 2)])
    page.qtbot.waitUntil(lambda: len(page.answer(Trial.picture) or ()) == 2, timeout=PATIENCE)
    first, second = page.answer(Trial.picture)
    page.go(Trial.picture)
    editor.thumbnails.choose(first.scan)
    page.hands.key(Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert page.answer(Trial.picture) == (second, first)
    page.key(Qt.Key.Key_Delete)
    assert page.answer(Trial.picture) == (second,)
    page.hands.click(editor.undo_button)
    assert page.answer(Trial.picture) == (second, first)


def test_a_picture_the_store_does_not_have_is_said(page: Page) -> None:
    from tests.steps.asking import page as specimen_page

    page.session.answer(Trial.picture, (specimen_page(1),))
    page.qtbot.waitUntil(lambda: "图片读不出来" in page.notes(Trial.picture))


def test_a_signature_is_stored_when_the_pen_rests(page: Page, office: Office) -> None:
    surface = page.editor(Trial.signature).pad.surface
    page.hands.draw(surface, [[(0.2, 0.5), (0.5, 0.4), (0.8, 0.5)], [(0.3, 0.5), (0.6, 0.5)]])
    page.qtbot.waitUntil(lambda: isinstance(page.answer(Trial.signature), Signed))
    signed = page.answer(Trial.signature)
    assert office.scans.get(signed.scan).startswith(b"\x89PNG")
    page.hands.click(button(page.editor(Trial.signature), "清除"))
    assert page.answer(Trial.signature) is None


def test_every_control_has_a_name(page: Page) -> None:
    for kind in (QLineEdit, QPlainTextEdit):
        for control in page.form.findChildren(kind):
            assert control.accessibleName(), control.parentWidget()


def _turn_wheel(widget: Any) -> None:
    from PySide6.QtCore import QPoint, QPointF
    from PySide6.QtGui import QWheelEvent

    middle = QPointF(widget.rect().center())
    event = QWheelEvent(
        middle,
        widget.mapToGlobal(middle),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)
