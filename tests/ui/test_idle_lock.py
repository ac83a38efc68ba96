"""The idle lock: what counts as a touch, wherever it lands, and that nothing else does."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QInputMethodEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QMenu,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from poswizard.demo.hands import Hands
from poswizard.ui.idle_lock import IdleLock
from tests.ui.branch import show

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


class Desk(QWidget):
    """A line and a list."""

    def __init__(self) -> None:
        super().__init__()
        self.line, self.list = QLineEdit(self), QComboBox(self)
        self.list.addItems(["one", "two"])
        lines = QVBoxLayout(self)
        lines.addWidget(self.line)
        lines.addWidget(self.list)


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    made = show(qtbot, Desk())
    made.activateWindow()
    made.line.setFocus()
    return made


@pytest.fixture
def lock(desk: Desk) -> Iterator[IdleLock]:
    made = IdleLock(1)
    made.start()
    yield made
    made.stop()


def stop_the_clock(lock: IdleLock) -> None:
    """A touch sets it going again."""
    QApplication.processEvents()
    lock._timer.stop()


def was_touched(lock: IdleLock) -> bool:
    return lock._timer.isActive()


def until_it_is_met(lock: IdleLock) -> None:
    """A window that takes no focus is noticed a moment after the touch that opened it."""
    QTest.qWait(lock._meeting.interval() + 50)


def test_a_key_in_the_window_is_a_touch(lock: IdleLock, hands: Hands) -> None:
    stop_the_clock(lock)
    hands.key(Qt.Key.Key_Shift)
    assert was_touched(lock)


def test_the_mouse_over_the_window_is_a_touch(lock: IdleLock, desk: Desk) -> None:
    stop_the_clock(lock)
    QTest.mouseMove(desk.windowHandle(), QPoint(20, 20))
    QApplication.processEvents()
    assert was_touched(lock)


def test_a_key_in_a_modal_dialog_is_a_touch(lock: IdleLock, desk: Desk, hands: Hands) -> None:
    dialog = QDialog(desk)
    line = QLineEdit(dialog)
    dialog.open()
    hands.wait(lambda: QApplication.focusWidget() is line, "the dialog")
    stop_the_clock(lock)
    hands.key(Qt.Key.Key_Shift)
    assert was_touched(lock)
    dialog.close()


@pytest.mark.parametrize("what", ["list", "menu"])
def test_the_mouse_in_a_popup_is_a_touch(
    lock: IdleLock, desk: Desk, hands: Hands, what: str
) -> None:
    menu = QMenu(desk)
    menu.addAction("one")
    hands.key(Qt.Key.Key_Shift)
    popup = desk.list.view().window() if what == "list" else menu
    desk.list.showPopup() if what == "list" else menu.popup(desk.mapToGlobal(QPoint(5, 5)))
    hands.wait(popup.isVisible, "the popup")
    until_it_is_met(lock)
    stop_the_clock(lock)
    QTest.mouseMove(popup.windowHandle(), QPoint(9, 9))
    QApplication.processEvents()
    assert was_touched(lock)
    popup.close()


def test_the_words_of_an_input_method_are_a_touch(lock: IdleLock, desk: Desk) -> None:
    stop_the_clock(lock)
    typed = QInputMethodEvent()
    typed.setCommitString("样本")
    QApplication.sendEvent(desk.line, typed)
    assert was_touched(lock)


def test_the_focus_moving_on_is_followed(lock: IdleLock, desk: Desk, qtbot: QtBot) -> None:
    second = QLineEdit(desk)
    second.show()
    second.setFocus()
    stop_the_clock(lock)
    typed = QInputMethodEvent()
    typed.setCommitString("样本")
    QApplication.sendEvent(second, typed)
    assert was_touched(lock)


def test_a_field_that_is_gone_is_no_matter(lock: IdleLock, desk: Desk, hands: Hands) -> None:
    second = QLineEdit(desk)
    second.show()
    second.setFocus()
    second.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    desk.line.setFocus()
    stop_the_clock(lock)
    hands.key(Qt.Key.Key_Shift)
    assert was_touched(lock)


def test_what_the_program_does_itself_is_no_touch(lock: IdleLock, desk: Desk) -> None:
    stop_the_clock(lock)
    desk.line.setText("typed by nobody")
    desk.resize(300, 200)
    desk.repaint()
    QApplication.processEvents()
    assert not was_touched(lock)


def test_a_stopped_lock_watches_nothing(lock: IdleLock, desk: Desk, hands: Hands) -> None:
    lock.stop()
    hands.key(Qt.Key.Key_Shift)
    assert not lock._timer.isActive()


def test_events_of_widgets_do_not_pass_through_the_lock(lock: IdleLock, desk: Desk) -> None:
    stop_the_clock(lock)
    here = QPointF(1, 1)
    moved = QMouseEvent(
        QEvent.Type.MouseMove,
        here,
        here,
        Qt.MouseButton.NoButton,
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(desk.list, moved)
    assert not was_touched(lock)


def test_nothing_touched_is_idle(lock: IdleLock, qtbot: QtBot) -> None:
    lock.set_minutes(0.0005)
    with qtbot.waitSignal(lock.idle, timeout=5000):
        lock.start()
