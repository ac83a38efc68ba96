"""The one window over a real data folder: first start, unlocking, locking, and what never shows."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from poswizard.demo.hands import Hands
from poswizard.gate import Gate
from poswizard.office import Office, the_flow
from poswizard.storage import ballast, vault
from poswizard.storage.errors import DiskError, StorageError
from poswizard.storage.slots import Cost
from poswizard.ui import background
from poswizard.ui.first_start_page import FirstStartPage
from poswizard.ui.main_window import MainWindow
from poswizard.ui.unlock_page import UnlockPage
from tests.package.packed import APPLICANT, CASES
from tests.ui.branch import button, keep, press, said, show, today

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

PASSPHRASE = "specimen-熊猫-钥匙"  # noqa: S105  of a store that lives for one test
QUICK = Cost(memory=64, passes=1, lanes=1)
FLOW = the_flow()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(ballast.Ballast.__init__, "__defaults__", (256 * 1024,))
    return tmp_path / "data"


@pytest.fixture
def store(folder: Path) -> Path:
    """A data folder that has a store."""
    vault.create(folder, PASSPHRASE, cost=QUICK)
    return folder


def over(qtbot: QtBot, folder: Path) -> MainWindow:
    return show(qtbot, MainWindow(Gate(folder, today)))


def end(window: MainWindow) -> None:
    """What happens when the program is closed."""
    window.close()
    background.finish()


def office_of(window: MainWindow) -> Office:
    """What stands behind the gate."""
    assert window.workplace
    assert isinstance(window.workplace.office, Office)
    return window.workplace.office


def passphrase_lines(window: MainWindow) -> list[QLineEdit]:
    return [line for line in window.findChildren(QLineEdit) if line.isVisible()]


def unlock(hands: Hands, window: MainWindow, passphrase: str) -> None:
    hands.click(passphrase_lines(window)[0])
    hands.replace("")
    passphrase_lines(window)[0].insert(passphrase)
    hands.key(Qt.Key.Key_Return)


def is_home(window: MainWindow) -> bool:
    return window.workplace is not None and window.workplace.home.isVisible()


def test_the_first_start_leads_over_the_recovery_code_to_home(
    qtbot: QtBot, hands: Hands, folder: Path
) -> None:
    window = over(qtbot, folder)
    page = window.gate_page
    assert isinstance(page, FirstStartPage)
    first, again = passphrase_lines(window)
    hands.click(first)
    first.insert(PASSPHRASE)
    hands.click(again)
    again.insert(PASSPHRASE)
    hands.click(button(window, "设定口令"))
    hands.wait(lambda: "请保管恢复码" in said(window), "the recovery code")
    code = page._code._code
    hands.click(button(window, "开始使用"))
    assert "请先保管好恢复码" in said(window)
    hands.click(next(b for b in window.findChildren(QCheckBox) if b.isVisible()))
    hands.click(button(window, "开始使用"))
    assert is_home(window)
    end(window)
    assert vault.unlock_with_code(folder, code) == vault.unlock(folder, PASSPHRASE)


def test_the_right_passphrase_opens(qtbot: QtBot, hands: Hands, store: Path) -> None:
    window = over(qtbot, store)
    unlock(hands, window, PASSPHRASE)
    hands.wait(lambda: is_home(window), "home")
    end(window)


def test_a_wrong_passphrase_is_said_and_after_some_tries_one_waits(
    qtbot: QtBot, hands: Hands, store: Path
) -> None:
    window = over(qtbot, store)
    for number in range(1, 6):
        if not button_enabled(window, "打开"):
            break
        unlock(hands, window, f"wrong-specimen-{number}")
        hands.wait(lambda: "口令不正确" in said(window), "what is wrong")
    hands.wait(lambda: any("秒后可以再试" in b.text() for b in buttons(window)), "the wait")
    assert window.workplace is None
    end(window)


def buttons(window: QWidget) -> list[QAbstractButton]:
    return [b for b in window.findChildren(QAbstractButton) if b.isVisible()]


def button_enabled(window: QWidget, words: str) -> bool:
    return any(b.text() == words and b.isEnabled() for b in buttons(window))


def test_a_data_folder_that_cannot_be_written_is_said_clearly(
    qtbot: QtBot, hands: Hands, tmp_path: Path
) -> None:
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "ro,size=1m", "tmpfs", str(folder)]
    if os.name != "posix" or subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("mounting a disk needs root on Linux")
    try:
        window = over(qtbot, folder)
        for line in passphrase_lines(window):
            line.insert(PASSPHRASE)
        hands.click(button(window, "设定口令"))
        hands.wait(lambda: button_enabled(window, "设定口令"), "what is wrong")
        assert "数据文件夹不可写" in said(window)
        end(window)
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=False)


# open


@pytest.fixture
def window(qtbot: QtBot, hands: Hands, store: Path) -> Iterator[MainWindow]:
    """The program, unlocked, with one complete application open."""
    made = over(qtbot, store)
    made.enter(Gate(store, today).unlock(PASSPHRASE))
    packed = CASES["sole"]()
    assert made.workplace
    office = office_of(made)
    made.workplace.show_draft(office.open(keep(office, packed.answers, packed.scans.pictures)))
    hands.settle()
    yield made
    end(made)


def test_the_keys_still_act_when_what_had_the_keyboard_is_gone(
    window: MainWindow, hands: Hands
) -> None:
    place = window.workplace
    assert place
    focused = QApplication.focusWidget()
    assert focused
    focused.clearFocus()
    hands.settle()
    hands.key(Qt.Key.Key_F8)
    assert "核对答案" in said(window)


def texts(widget: QWidget) -> str:
    """Every word that a widget or anything in it holds, shown or hidden."""
    words = []
    for made in (widget, *widget.findChildren(QWidget)):
        words += [made.windowTitle(), made.toolTip(), made.accessibleName()]
        if isinstance(made, QLabel | QLineEdit | QAbstractButton):
            words.append(made.text())
        elif isinstance(made, QPlainTextEdit | QTextEdit):
            words.append(made.toPlainText())
    return "\n".join(words)


def everything_shown() -> str:
    return "\n".join(texts(w) for w in QApplication.topLevelWidgets() if w.isVisible())


def test_nothing_of_a_customer_stays_when_the_program_locks_itself(
    qtbot: QtBot, hands: Hands, window: MainWindow
) -> None:
    assert APPLICANT in everything_shown()
    window.idle_lock.set_minutes(0.001)
    window.idle_lock.start()
    hands.wait(lambda: window.workplace is None, "the lock")
    hands.settle()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert isinstance(window.stack.currentWidget(), UnlockPage)
    for secret in (APPLICANT, "13912345678", "样本路"):
        assert secret not in everything_shown()


def test_a_locked_program_has_closed_its_store(
    qtbot: QtBot, hands: Hands, window: MainWindow, store: Path
) -> None:
    assert window.workplace
    office = window.workplace.office
    window.lock()
    with pytest.raises(StorageError):
        office.new_with(CASES["sole"]().answers)


def test_an_open_dialog_does_not_keep_the_program_open(
    qtbot: QtBot, hands: Hands, window: MainWindow
) -> None:
    hands._guard.stop()
    assert window.workplace
    assert window.workplace.wizard
    window.workplace.wizard.find_question()
    hands.settle()
    window.lock()
    hands.settle()
    assert QApplication.activeModalWidget() is None
    assert window.workplace is None


def test_touching_the_keyboard_keeps_the_program_open(hands: Hands, window: MainWindow) -> None:
    clock = window.idle_lock._timer
    assert clock.isActive()
    clock.stop()
    hands.key(Qt.Key.Key_Shift)
    assert clock.isActive()


def test_what_was_typed_before_the_lock_is_there_after_it(
    qtbot: QtBot, hands: Hands, window: MainWindow
) -> None:
    shop = _field("business.trade_name")
    assert window.workplace
    assert window.workplace.wizard
    window.workplace.wizard.go(FLOW.step_of(shop), shop)
    hands.replace("样本锁前店")
    window.lock()
    unlock(hands, window, PASSPHRASE)
    hands.wait(lambda: is_home(window), "home")
    assert window.workplace
    assert [row.summary.shop for row in window.workplace.office.page("", "", "", "", 0, 9)] == [
        "样本锁前店"
    ]


def test_no_title_of_a_window_names_a_customer(
    qtbot: QtBot, hands: Hands, window: MainWindow
) -> None:
    assert window.workplace
    for go in ("show_wizard", "show_review", "show_applicant", "show_hand_over", "show_home"):
        getattr(window.workplace, go)()
        hands.settle()
        titles = " ".join(w.windowTitle() for w in QApplication.topLevelWidgets())
        assert APPLICANT not in titles
        assert "A-2026" not in titles


def test_an_unsaved_change_is_not_thrown_away_without_asking(
    qtbot: QtBot, hands: Hands, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop = _field("business.trade_name")
    assert window.workplace
    office = office_of(window)
    assert window.workplace.draft

    def no_room(*_given: Any) -> int:
        raise DiskError

    with monkeypatch.context() as broken:
        broken.setattr(office.applications, "save", no_room)
        window.workplace.draft.session.answer(shop, "样本未存店")
        told: list[str] = []
        hands.expect_dialog(press("取消", told))
        window.lock()
        assert "没有存盘" in told[0]
        assert window.workplace is not None
    office.save_now()
    assert office.page("样本未存店", "", "", "", 0, 9)


def _field(key: str) -> Any:
    found = FLOW.field(key)
    assert found
    return found
