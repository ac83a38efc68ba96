"""The locked program and the first start: what is asked, what is said, and what is never kept."""

from __future__ import annotations

import gc
import weakref

import pytest
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QLabel,
    QLineEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from poswizard.text import Text
from poswizard.ui import theme
from poswizard.ui.first_start_page import FirstStartPage
from poswizard.ui.unlock_page import UnlockPage
from tests.ui import look

SHORT = Text("口令至少需要 8 个字符。", "A passphrase needs at least 8 characters.")
PLAIN = Text("口令过于简单。", "This passphrase is simple.")
CODE = "7K2M-9QXA-4TPD-0VHW-R3NC-8BFJ-5YGE-61SZ"
GOOD = "specimen 熊猫 钥匙"


def refusal(typed: str) -> Text | None:
    return SHORT if len(typed) < 8 else None


def remark(typed: str) -> Text | None:
    return refusal(typed) or (PLAIN if typed.isdigit() else None)


def unlock_page() -> UnlockPage:
    return UnlockPage("poswizard 0.1.0", refusal=refusal, remark=remark)


def first_page() -> FirstStartPage:
    return FirstStartPage(refusal=refusal, remark=remark, can_remember=True)


def show(qtbot: QtBot, page: QWidget) -> None:
    qtbot.addWidget(page)
    page.resize(1366, 768)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)


@pytest.fixture
def locked(qtbot: QtBot) -> UnlockPage:
    made = unlock_page()
    show(qtbot, made)
    made.reset()
    return made


@pytest.fixture
def first(qtbot: QtBot) -> FirstStartPage:
    made = first_page()
    show(qtbot, made)
    made.setFocus()
    return made


def visible_fields(page: QWidget) -> list[QLineEdit]:
    return [field for field in page.findChildren(QLineEdit) if field.isVisible()]


def named(page: QWidget, text: str) -> QAbstractButton:
    buttons = page.findChildren(QAbstractButton)
    return next(b for b in buttons if b.isVisible() and text in (b.text(), b.accessibleName()))


def click(qtbot: QtBot, page: QWidget, text: str) -> None:
    qtbot.mouseClick(named(page, text), Qt.MouseButton.LeftButton)


def said(page: QWidget) -> str:
    return " ".join(made.text() for made in page.findChildren(QLabel) if made.isVisible())


# locked


def test_enter_asks_to_unlock_with_what_was_typed(qtbot: QtBot, locked: UnlockPage) -> None:
    field = visible_fields(locked)[0]
    assert field.hasFocus()
    qtbot.keyClicks(field, "specimen-1")
    with qtbot.waitSignal(locked.unlock_wanted) as told:
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert told.args == ["specimen-1"]


def test_a_second_enter_does_not_ask_twice(qtbot: QtBot, locked: UnlockPage) -> None:
    field = visible_fields(locked)[0]
    qtbot.keyClicks(field, "specimen-1")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    with qtbot.assertNotEmitted(locked.unlock_wanted):
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert not named(locked, "正在打开…").isEnabled()


def test_nothing_typed_asks_for_the_passphrase(qtbot: QtBot, locked: UnlockPage) -> None:
    with qtbot.assertNotEmitted(locked.unlock_wanted):
        click(qtbot, locked, "打开")
    assert "请输入口令" in said(locked)


def test_a_wrong_passphrase_is_selected_to_be_typed_again(qtbot: QtBot, locked: UnlockPage) -> None:
    field = visible_fields(locked)[0]
    qtbot.keyClicks(field, "specimen-1")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    locked.show_wrong()
    assert "口令不正确" in said(locked)
    assert field.selectedText()
    qtbot.keyClicks(field, "s")
    assert field.text() == "s"
    assert "口令不正确" not in said(locked)
    assert named(locked, "打开").isEnabled()


def test_the_wait_after_a_wrong_passphrase_is_counted_down(
    qtbot: QtBot, locked: UnlockPage
) -> None:
    locked.findChild(QTimer).setInterval(1)  # pyright: ignore[reportOptionalMemberAccess]
    locked.show_wrong(3.2)
    assert not named(locked, "4 秒后可以再试").isEnabled()
    qtbot.keyClicks(visible_fields(locked)[0], "specimen-1")
    with qtbot.assertNotEmitted(locked.unlock_wanted):
        qtbot.keyClick(visible_fields(locked)[0], Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: any(b.text() == "打开" for b in locked.findChildren(QAbstractButton)))
    with qtbot.waitSignal(locked.unlock_wanted):
        click(qtbot, locked, "打开")


def test_the_passphrase_is_hidden_until_it_is_asked_for(qtbot: QtBot, locked: UnlockPage) -> None:
    field = visible_fields(locked)[0]
    assert field.echoMode() == QLineEdit.EchoMode.Password
    click(qtbot, locked, "显示口令")
    assert field.echoMode() == QLineEdit.EchoMode.Normal
    click(qtbot, locked, "隐藏口令")
    assert field.echoMode() == QLineEdit.EchoMode.Password


@pytest.mark.parametrize(
    ("typed", "shifted", "warned"),
    [("a", False, False), ("A", True, False), ("A", False, True), ("a", True, True)],
)
def test_locked_capitals_are_told(
    qtbot: QtBot, locked: UnlockPage, typed: str, shifted: bool, warned: bool
) -> None:
    shift = Qt.KeyboardModifier.ShiftModifier if shifted else Qt.KeyboardModifier.NoModifier
    press = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, shift, typed)
    QApplication.sendEvent(visible_fields(locked)[0], press)
    assert ("大写锁定" in said(locked)) is warned


def test_the_recovery_code_opens_with_a_new_passphrase(qtbot: QtBot, locked: UnlockPage) -> None:
    click(qtbot, locked, "忘记口令？用恢复码打开")
    code, new, again = visible_fields(locked)
    assert code.hasFocus()
    qtbot.keyClicks(code, CODE.lower())
    qtbot.keyClick(code, Qt.Key.Key_Return)
    assert new.hasFocus()
    new.insert(GOOD)
    qtbot.keyClick(new, Qt.Key.Key_Return)
    assert again.hasFocus()
    again.insert(GOOD)
    with qtbot.waitSignal(locked.recovery_wanted) as told:
        qtbot.keyClick(again, Qt.Key.Key_Return)
    assert told.args == [CODE.lower(), GOOD]


def test_a_wrong_code_is_told_at_the_code(qtbot: QtBot, locked: UnlockPage) -> None:
    click(qtbot, locked, "忘记口令？用恢复码打开")
    locked.show_wrong(words=Text("恢复码不正确。", "Not the code."))
    assert "恢复码不正确" in said(locked)
    assert visible_fields(locked)[0].hasFocus()
    click(qtbot, locked, "返回输入口令")
    assert "恢复码不正确" not in said(locked)
    assert visible_fields(locked)[0].hasFocus()


def test_without_a_code_nothing_is_asked(qtbot: QtBot, locked: UnlockPage) -> None:
    click(qtbot, locked, "忘记口令？用恢复码打开")
    with qtbot.assertNotEmitted(locked.recovery_wanted):
        click(qtbot, locked, "设定新口令并打开")
    assert "请输入恢复码" in said(locked)


def test_the_version_is_shown(locked: UnlockPage) -> None:
    assert "poswizard 0.1.0" in said(locked)


def test_reset_forgets_everything_typed(qtbot: QtBot, locked: UnlockPage) -> None:
    qtbot.keyClicks(visible_fields(locked)[0], "specimen-1")
    click(qtbot, locked, "忘记口令？用恢复码打开")
    for field in visible_fields(locked):
        qtbot.keyClicks(field, "specimen-2")
    locked.reset()
    assert not any(field.text() for field in locked.findChildren(QLineEdit))


@pytest.mark.parametrize("make", [unlock_page, first_page])
def test_a_page_that_knew_a_passphrase_goes_for_good(qapp: QApplication, make) -> None:
    page = make()
    trace = weakref.ref(page)
    del page
    gc.collect()
    assert trace() is None


# first start


def test_the_first_start_says_what_encryption_means(first: FirstStartPage) -> None:
    assert "全部加密" in said(first)
    assert "谁也打不开" in said(first)


def test_a_passphrase_typed_twice_is_given_out(qtbot: QtBot, first: FirstStartPage) -> None:
    one, two = visible_fields(first)
    assert one.hasFocus()
    qtbot.keyClicks(one, "specimen-one")
    qtbot.keyClick(one, Qt.Key.Key_Return)
    qtbot.keyClicks(two, "specimen-one")
    assert "两次输入一致" in said(first)
    with qtbot.waitSignal(first.passphrase_chosen) as told:
        qtbot.keyClick(two, Qt.Key.Key_Return)
    assert told.args == ["specimen-one", False]


def test_remembering_is_chosen_on_purpose(qtbot: QtBot, first: FirstStartPage) -> None:
    for field in visible_fields(first):
        qtbot.keyClicks(field, "specimen-one")
    first.findChildren(QCheckBox)[0].click()
    with qtbot.waitSignal(first.passphrase_chosen) as told:
        click(qtbot, first, "设定口令")
    assert told.args == ["specimen-one", True]


def test_without_a_keychain_remembering_is_not_offered(qtbot: QtBot) -> None:
    page = FirstStartPage(refusal=refusal, remark=remark)
    show(qtbot, page)
    assert not any(
        "钥匙串" in box.text() for box in page.findChildren(QCheckBox) if box.isVisible()
    )


@pytest.mark.parametrize(
    ("one", "two", "words"),
    [
        ("", "", "请先设定一个口令"),
        ("abc", "abc", "至少需要 8 个字符"),
        ("specimen-one", "specimen-two", "两次输入不一致"),
    ],
)
def test_what_is_wrong_with_a_new_passphrase_is_said(
    qtbot: QtBot, first: FirstStartPage, one: str, two: str, words: str
) -> None:
    for field, typed in zip(visible_fields(first), (one, two), strict=True):
        qtbot.keyClicks(field, typed)
    with qtbot.assertNotEmitted(first.passphrase_chosen):
        click(qtbot, first, "设定口令")
    assert words in said(first)


def test_a_weak_passphrase_is_remarked_while_typing(qtbot: QtBot, first: FirstStartPage) -> None:
    field = visible_fields(first)[0]
    qtbot.keyClicks(field, "2026112300")
    assert "过于简单" in said(first)
    qtbot.keyClicks(field, "-specimen")
    assert "这个口令可以" in said(first)


def test_a_failure_is_said_and_can_be_tried_again(qtbot: QtBot, first: FirstStartPage) -> None:
    for field in visible_fields(first):
        qtbot.keyClicks(field, "specimen-one")
    click(qtbot, first, "设定口令")
    first.show_failure(Text("磁盘已满。", "The disk is full."))
    assert "磁盘已满" in said(first)
    with qtbot.waitSignal(first.passphrase_chosen):
        click(qtbot, first, "设定口令")


@pytest.fixture
def with_code(first: FirstStartPage) -> FirstStartPage:
    first.show_recovery_code(CODE)
    return first


def test_the_code_is_shown_in_its_groups(with_code: FirstStartPage) -> None:
    assert all(group in said(with_code).split() for group in CODE.split("-"))
    assert not visible_fields(with_code)


def test_the_program_begins_only_when_the_code_is_kept(
    qtbot: QtBot, with_code: FirstStartPage
) -> None:
    with qtbot.assertNotEmitted(with_code.finished):
        click(qtbot, with_code, "开始使用")
    assert "请先保管好恢复码" in said(with_code)
    kept = next(box for box in with_code.findChildren(QCheckBox) if box.isVisible())
    assert kept.hasFocus()
    qtbot.keyClick(kept, Qt.Key.Key_Space)
    assert "请先保管好恢复码" not in said(with_code)
    with qtbot.waitSignal(with_code.finished):
        click(qtbot, with_code, "开始使用")


def test_the_code_can_be_printed_and_copied(qtbot: QtBot, with_code: FirstStartPage) -> None:
    with qtbot.waitSignal(with_code.print_wanted) as told:
        click(qtbot, with_code, "打印")
    assert told.args == [CODE]
    click(qtbot, with_code, "复制")
    data = QApplication.clipboard().mimeData()
    assert data.text() == CODE
    assert bytes(data.data("x-kde-passwordManagerHint").data()) == b"secret"


def test_the_passphrase_is_forgotten_once_the_code_is_shown(
    qtbot: QtBot, first: FirstStartPage
) -> None:
    for field in visible_fields(first):
        qtbot.keyClicks(field, "specimen-one")
    first.show_recovery_code(CODE)
    assert not any(field.text() for field in first.findChildren(QLineEdit))


@pytest.mark.parametrize("make", [unlock_page, first_page])
@pytest.mark.parametrize("scale", [1.0, 2.0, 3.0])
def test_the_pages_fit_the_small_screen_at_every_scale(
    qapp: QApplication, qtbot: QtBot, make, scale: float
) -> None:
    theme.apply(qapp, theme.chosen(theme.Scheme.LIGHT, scale))
    page = make()
    show(qtbot, page)
    assert (page.width(), page.height()) == (1366, 768)


def test_words_and_fields_never_cover_each_other(qtbot: QtBot, locked: UnlockPage) -> None:
    click(qtbot, locked, "忘记口令？用恢复码打开")
    QApplication.processEvents()
    places = [
        part.rect().translated(part.mapTo(locked, part.rect().topLeft()))
        for part in (*locked.findChildren(QLabel), *locked.findChildren(QLineEdit))
        if part.isVisible()
    ]
    for number, place in enumerate(places):
        assert not any(place.intersects(other) for other in places[number + 1 :])


def test_the_pages_can_be_looked_at(qapp: QApplication) -> None:
    look.save_in_every_dress(qapp, unlock_page, "unlock")
    look.save_in_every_dress(qapp, _wrong, "unlock-wrong")
    look.save_in_every_dress(qapp, first_page, "first-start")
    look.save_in_every_dress(qapp, _code, "first-start-code")


def _wrong() -> UnlockPage:
    page = unlock_page()
    page.show_wrong(8)
    return page


def _code() -> FirstStartPage:
    page = first_page()
    page.show_recovery_code(CODE)
    return page
