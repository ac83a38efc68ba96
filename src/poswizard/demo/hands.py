"""Mouse and keyboard before a window: real events, as the system would send them."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QEventLoop,
    QMimeData,
    QObject,
    QPoint,
    QPointF,
    Qt,
    QTimer,
    QUrl,
)
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QInputMethodEvent,
    QWheelEvent,
    QWindow,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QFileDialog,
    QMessageBox,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QWidget,
)

PATIENCE = 120.0
"""Seconds to wait for anything before giving up: pictures are straightened and read meanwhile."""
_LOOK_AGAIN = 10  # milliseconds between two looks at a condition
_NOTCH = -120  # one notch of the wheel, downwards
_MOST_NOTCHES = 400
_MOST_TABS = 600

Answer = Callable[[QWidget], None]
"""What is done with a dialog that was expected."""


T = TypeVar("T")


class PlayError(Exception):
    """The window did not do what a person would have seen it do. Never quotes an answer."""


def there(thing: T | None, what: str) -> T:
    """A thing that a person would see; `what` names it if it is not there."""
    if thing is None:
        raise PlayError(f"there is no {what}")
    return thing


class Hands(QObject):
    """Clicks, types, drops and draws; everything goes through the window system's own events."""

    def __init__(self, patience: float = PATIENCE) -> None:
        super().__init__()
        self.patience = patience
        self._answers: list[Answer] = []
        self._answered: QWidget | None = None
        self._stray = ""
        self._guard = QTimer(self, interval=100)
        self._guard.timeout.connect(self._look_at_dialogs)
        self._guard.start()

    def rest(self) -> None:
        """Stop looking out for dialogs."""
        self._guard.stop()

    # seeing

    def wait(self, until: Callable[[], bool], what: str) -> None:
        """Let the window work until something is seen; `what` names it if it never is."""
        self.settle()
        if until():
            return
        loop, last = QEventLoop(), time.monotonic() + self.patience
        look = QTimer(interval=_LOOK_AGAIN)
        look.timeout.connect(
            lambda: loop.quit() if until() or self._stray or time.monotonic() > last else None
        )
        look.start()
        loop.exec()
        look.stop()
        self.settle()
        if not until():
            raise PlayError(f"waited {self.patience:.0f} s in vain for {what}")

    def settle(self) -> None:
        """Let the window finish what it has begun."""
        QApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        _wake_a_window()
        QApplication.processEvents()
        if self._stray:
            raise PlayError(f"an unexpected dialog: {self._stray}")

    # mouse

    def click(self, widget: QWidget) -> None:
        """Scroll there, and press the left button on what is really under the pointer."""
        self.bring_into_sight(widget)
        at = widget.mapTo(widget.window(), _middle(widget))
        under = widget.window().childAt(at) or widget.window()
        if under is not widget and not widget.isAncestorOf(under):
            raise PlayError(f"{_name(widget)} is covered by {_name(under)}")
        left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        QTest.mouseClick(_window_of(widget), left, none, at)
        self.settle()

    def bring_into_sight(self, widget: QWidget) -> None:
        """Turn the wheel until the middle of a widget can be pointed at."""
        self.wait(widget.isVisible, f"{_name(widget)} to be shown")
        area = _scroll_area_of(widget)
        if area is None:
            return
        viewport = area.viewport()
        for _ in range(_MOST_NOTCHES):
            place = widget.mapTo(viewport, _middle(widget)).y()
            margin = min(24, viewport.height() // 4)
            if margin <= place <= viewport.height() - margin:
                return
            if not self._turn(area, _NOTCH if place > margin else -_NOTCH):
                return

    def scroll_to_top(self, area: QScrollArea) -> None:
        """Turn the wheel until the top is in sight."""
        while area.verticalScrollBar().value() > 0 and self._turn(area, -_NOTCH):
            pass

    def draw(self, widget: QWidget, strokes: Sequence[Sequence[tuple[float, float]]]) -> None:
        """Draw with the left button held; points are shares of the widget's size."""
        self.bring_into_sight(widget)
        window = _window_of(widget)
        left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        for stroke in strokes:
            points = [widget.mapTo(widget.window(), _part(widget, x, y)) for x, y in stroke]
            QTest.mousePress(window, left, none, points[0])
            for point in points[1:]:
                QTest.mouseMove(window, point)
            QTest.mouseRelease(window, left, none, points[-1])
        self.settle()

    def drop(self, widget: QWidget, files: Sequence[Path]) -> None:
        """Drag files from outside onto a widget and let go."""
        self.bring_into_sight(widget)
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
        copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
        none, at = Qt.KeyboardModifier.NoModifier, _middle(widget)
        entered = QDragEnterEvent(at, copy, data, left, none)
        QApplication.sendEvent(widget, entered)
        if not entered.isAccepted():
            raise PlayError(f"{_name(widget)} takes no files")
        QApplication.sendEvent(widget, QDropEvent(QPointF(at), copy, data, left, none))
        self.settle()

    def go_to(self, widget: QWidget) -> None:
        """Give a widget the keyboard."""
        if not widget.hasFocus():
            self.click(widget)

    def press(self, widget: QWidget) -> None:
        """Press a button, tick a box."""
        self.click(widget)

    def choose(self, buttons: Sequence[QRadioButton], button: QRadioButton) -> None:
        """Choose one of several buttons."""
        self.click(button)

    # keyboard

    def key(
        self,
        key: Qt.Key,
        modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    ) -> None:
        """Press a key."""
        QTest.keyClick(_active_window(), key, modifiers)
        self.settle()

    def type(self, text: str) -> None:
        """Type; what no key stands for arrives as an input method commits it."""
        for piece in _pieces(text):
            if piece == "\n":
                QTest.keyClick(_active_window(), Qt.Key.Key_Return)
            elif piece.isascii():
                QTest.keyClick(_active_window(), ord(piece))
            else:
                _commit(piece)
        self.settle()

    def replace(self, text: str) -> None:
        """Type in place of whatever stands in the field."""
        self.key(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        self.type(text)

    def expect_dialog(self, answer: Answer) -> None:
        """Say what to do with the next dialog; one that was not announced ends the play."""
        self._answers.append(answer)

    def _turn(self, area: QScrollArea, notch: int) -> bool:
        """One notch of the wheel; whether the page moved."""
        bar, viewport = area.verticalScrollBar(), area.viewport()
        before = bar.value()
        middle = QPointF(viewport.rect().center())
        event = QWheelEvent(
            middle,
            viewport.mapToGlobal(middle),
            QPoint(),
            QPoint(0, notch),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(viewport, event)
        QApplication.processEvents()
        return bar.value() != before

    def _look_at_dialogs(self) -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, QMessageBox | QFileDialog):
            return
        if not dialog.isVisible() or dialog is self._answered or self._stray:
            return
        if self._answers:
            self._answered = dialog
            # not from here: this timer must go on looking while the answer is given
            QTimer.singleShot(0, partial(self._answers.pop(0), dialog))
        else:
            self._stray = _name(dialog)
            dialog.close()


class KeyboardHands(Hands):
    """The same without a mouse: Tab until it is there, then Space."""

    def go_to(self, widget: QWidget) -> None:
        """Press Tab until a widget has the keyboard."""
        self.wait(widget.isVisible, f"{_name(widget)} to be shown")
        for _ in range(_MOST_TABS):
            if _has_focus(widget):
                return
            self.key(Qt.Key.Key_Tab)
        raise PlayError(f"Tab never comes to {_name(widget)}")

    def press(self, widget: QWidget) -> None:
        """Go to a button or box and press the space bar."""
        self.go_to(widget)
        self.key(Qt.Key.Key_Space)

    def drop(self, widget: QWidget, files: Sequence[Path]) -> None:
        """Without a mouse, files come by the chooser: its button, the path, Enter."""
        chooser = next(b for b in widget.findChildren(QPushButton) if b.objectName() == "file")
        for file in files:
            self.expect_dialog(lambda _dialog, path=str(file): self._open(path))
            self.press(chooser)

    @staticmethod
    def _open(path: str) -> None:
        """Type the path, close the chooser's list of completions, Enter."""
        _commit(path)
        if QApplication.activePopupWidget() is not None:
            QTest.keyClick(_active_window(), Qt.Key.Key_Escape)
        QTest.keyClick(_active_window(), Qt.Key.Key_Return)

    def choose(self, buttons: Sequence[QRadioButton], button: QRadioButton) -> None:
        """Go to the buttons and press the digit of the wanted one."""
        shown = [b for b in buttons if not b.isHidden()]
        self.go_to(next((b for b in shown if b.isChecked()), shown[0]))
        self.key(Qt.Key(Qt.Key.Key_1 + shown.index(button)))


def _has_focus(widget: QWidget) -> bool:
    proxy = widget.focusProxy()
    return widget.hasFocus() or (proxy is not None and proxy.hasFocus())


def _middle(widget: QWidget) -> QPoint:
    """Where one would click: boxes at their mark, everything else in the middle."""
    if isinstance(widget, QCheckBox | QRadioButton):
        return QPoint(min(10, widget.width() // 2), widget.height() // 2)
    return widget.rect().center()


def _part(widget: QWidget, x: float, y: float) -> QPoint:
    return QPoint(round(x * widget.width()), round(y * widget.height()))


def _scroll_area_of(widget: QWidget) -> QScrollArea | None:
    parent = widget.parentWidget()
    while parent is not None and not isinstance(parent, QScrollArea):
        parent = parent.parentWidget()
    return parent


def _window_of(widget: QWidget) -> QWindow:
    window = widget.window().windowHandle()
    if window is None:
        raise PlayError(f"{_name(widget)} is in no window")
    return window


def _active_window() -> QWindow:
    return there(QGuiApplication.focusWindow(), "window with the keyboard")


def _wake_a_window() -> None:
    """What a desktop does when a dialog closes: the window below it becomes active again."""
    if QGuiApplication.focusWindow() is None:
        for widget in QApplication.topLevelWidgets():
            if widget.isVisible() and widget.isWindow():
                widget.activateWindow()
                return


def _commit(words: str) -> None:
    event = QInputMethodEvent()
    event.setCommitString(words)
    receiver = QGuiApplication.focusObject()
    if receiver is None:
        raise PlayError("nothing has the keyboard")
    QApplication.sendEvent(receiver, event)


def _pieces(text: str) -> list[str]:
    """Keys one by one, everything else in runs, as an input method commits a phrase."""
    pieces: list[str] = []
    for character in text:
        if character.isascii() or not pieces or pieces[-1].isascii():
            pieces.append(character)
        else:
            pieces[-1] += character
    return pieces


def _name(widget: QWidget) -> str:
    """Kind and object name; never words, which may be an answer."""
    return f"{type(widget).__name__} {widget.objectName()}".strip()
