"""Slow work leaves the main thread, and exactly one of its ends is called there."""

from __future__ import annotations

import threading
from functools import partial

import pytest
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from poswizard.text import Text
from poswizard.ui import background, dialogs
from poswizard.ui.background import Report, run


@pytest.fixture(autouse=True)
def nothing_under_way(qapp: QApplication):
    yield
    assert background.finish()


def test_the_result_comes_back_on_the_main_thread(qtbot: QtBot) -> None:
    seen: list[tuple[int, bool, bool]] = []
    main = threading.get_ident()

    def work() -> tuple[int, bool]:
        return 6 * 7, threading.get_ident() == main

    run(work, then=lambda result: seen.append((*result, threading.get_ident() == main)))
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [(42, False, True)]


def test_a_failure_reaches_its_end_and_not_the_other(qtbot: QtBot) -> None:
    results: list[object] = []
    failures: list[Exception] = []

    def work() -> int:
        raise OSError("no space")

    running = run(work, then=results.append, failed=failures.append)
    qtbot.waitUntil(lambda: running.is_over)
    assert isinstance(failures[0], OSError)
    assert not results


def test_progress_grows_and_ends_at_one(qtbot: QtBot) -> None:
    seen: list[float] = []

    def work(report: Report) -> None:
        for part in range(10_001):
            report(part / 10_000)

    running = run(work, progress=seen.append)
    qtbot.waitUntil(lambda: running.is_over)
    assert seen == sorted(seen)
    assert seen[-1] == 1
    assert len(seen) <= 202  # a bar has no more pixels


def test_cancelled_work_hears_of_it_and_calls_no_end(qtbot: QtBot) -> None:
    begun, ended = threading.Event(), threading.Event()
    called: list[object] = []

    def work(report: Report) -> str:
        begun.set()
        while not report.cancelled():
            ended.wait(0.001)
        ended.set()
        return "too late"

    running = run(work, then=called.append, failed=called.append, progress=called.append)
    qtbot.waitUntil(begun.is_set)
    running.cancel()
    qtbot.waitUntil(lambda: ended.is_set() and running.is_over)
    assert not called


def test_a_failure_after_cancelling_is_nobodys_business(qtbot: QtBot) -> None:
    go_on = threading.Event()

    def work() -> None:
        go_on.wait()
        raise ValueError

    running = run(work)
    running.cancel()
    go_on.set()
    qtbot.waitUntil(lambda: running.is_over)  # no crash dialog: the test would hang


class _Window(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.taken: list[object] = []

    def take(self, result: object) -> None:
        self.taken.append(result)


@pytest.mark.parametrize("wrapped", [False, True])
def test_an_end_of_a_closed_window_is_not_called(qtbot: QtBot, wrapped: bool) -> None:
    import shiboken6

    go_on = threading.Event()
    window = _Window()
    end = partial(window.take) if wrapped else window.take
    running = run(go_on.wait, then=end)
    shiboken6.delete(window)
    go_on.set()
    qtbot.waitUntil(lambda: running.is_over)
    assert not window.taken


def test_finish_waits_for_what_is_under_way(qtbot: QtBot) -> None:
    ended = threading.Event()

    def work(report: Report) -> None:
        while not report.cancelled():
            pass
        ended.set()

    run(work, progress=lambda _done: None)
    assert background.finish()
    assert ended.is_set()


def test_a_failure_nobody_handles_opens_the_crash_dialog(qtbot: QtBot) -> None:
    shown: list[tuple[str, str]] = []

    def answer() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        shown.append((box.text(), box.detailedText()))
        _button(box, "知道了").click()

    def work() -> None:
        raise KeyError("513429198803125617")

    running = run(work)
    QTimer.singleShot(0, lambda: _when_modal(answer))
    qtbot.waitUntil(lambda: bool(shown) and running.is_over)
    assert "意外" in shown[0][0]
    assert "KeyError" in shown[0][1]
    assert "513429" not in shown[0][1]


def test_a_bug_at_every_repaint_opens_one_dialog(qtbot: QtBot) -> None:
    seen: list[int] = []

    def look() -> None:
        dialogs.show_crash(ValueError())
        boxes = [w for w in QApplication.topLevelWidgets() if isinstance(w, QMessageBox)]
        seen.append(sum(box.isVisible() for box in boxes))
        _button(_box(), "知道了").click()

    QTimer.singleShot(0, lambda: _when_modal(look))
    dialogs.show_crash(ValueError())
    assert seen == [1]


def test_an_error_is_described_without_its_message_and_without_the_accounts_name() -> None:
    try:
        try:
            raise ValueError("specimen 138 0000 1234")
        except ValueError as cause:
            raise RuntimeError("阿牛·木呷") from cause
    except RuntimeError as error:
        words = dialogs.description(error)
    assert "RuntimeError" in words
    assert "ValueError" in words
    assert "test_background.py" in words
    assert "138" not in words
    assert "阿牛" not in words
    assert "/" not in words.split("\n")[1].split(":")[0]


@pytest.mark.parametrize(("words", "answer"), [("删除", True), ("取消", False)])
def test_a_question_is_answered_by_its_buttons(qtbot: QtBot, words: str, answer: bool) -> None:
    QTimer.singleShot(0, lambda: _when_modal(lambda: _button(_box(), words).click()))
    asked = dialogs.ask(
        None, Text("删除？", "Delete?"), Text("", ""), yes=Text("删除", "Delete"), is_dangerous=True
    )
    assert asked is answer


def test_enter_on_a_dangerous_question_cancels(qtbot: QtBot) -> None:
    seen: list[str] = []

    def look() -> None:
        default = _box().defaultButton()
        assert default is not None
        seen.append(default.text())
        default.click()

    QTimer.singleShot(0, lambda: _when_modal(look))
    text = Text("删除？", "Delete?")
    assert not dialogs.ask(None, text, text, yes=Text("删除", "Delete"), is_dangerous=True)
    assert seen == ["取消"]


def test_qts_own_buttons_speak_chinese(qapp: QApplication) -> None:
    box = QMessageBox()
    box.setStandardButtons(QMessageBox.StandardButton.Cancel)
    assert box.button(QMessageBox.StandardButton.Cancel).text() == "取消"


def _box() -> QMessageBox:
    box = QApplication.activeModalWidget()
    assert isinstance(box, QMessageBox)
    return box


def _button(box: QMessageBox, words: str):
    return next(button for button in box.buttons() if button.text() == words)


def _when_modal(act) -> None:
    """Act as soon as a dialog is open."""
    if isinstance(QApplication.activeModalWidget(), QMessageBox):
        act()
    else:
        QTimer.singleShot(5, lambda: _when_modal(act))
