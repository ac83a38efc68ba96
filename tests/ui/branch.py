"""A real store with a real window before it, and the questions of a small trial step."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from poswizard.demo.hands import Hands
from poswizard.forms.answers import Answers
from poswizard.office import Office
from poswizard.storage import ballast
from poswizard.ui import background
from poswizard.ui.editors.editor import Desk
from poswizard.ui.editors.reading_queue import ReadingQueue
from poswizard.ui.questions_view import QuestionsView
from poswizard.ui.workplace import Workplace

KEY = bytearray(range(32))
TODAY = date(2026, 11, 20)

W = TypeVar("W", bound=QWidget)


def today() -> date:
    """The day on which the specimen applications are complete."""
    return TODAY


def open_office(folder: Path, monkeypatch: pytest.MonkeyPatch | None = None) -> Office:
    """The store of a folder, made if there is none; with `monkeypatch`, its reserve is small."""
    if monkeypatch:
        monkeypatch.setattr(ballast.Ballast.__init__, "__defaults__", (256 * 1024,))
    return Office(folder, bytearray(KEY), today)


@contextmanager
def opened(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    """A store for the length of a test, closed whatever happens."""
    office = open_office(folder, monkeypatch)
    try:
        yield office
    finally:
        background.finish()
        office.close()


@contextmanager
def hands_on() -> Iterator[Hands]:
    """Mouse and keyboard; they notice every dialog that was not expected."""
    hands = Hands(patience=10)
    try:
        yield hands
    finally:
        hands._guard.stop()


def desk_of(office: Office) -> Desk:
    """What editors work with, over the store of an office."""
    desk: Desk = Desk(
        scans=office.scans,
        intake=office.intake,
        bench=office.workbench,
        readings=ReadingQueue(office.reader, office.scans),
        today=today,
        shown_digest=lambda _field: "",
        questions=lambda part, shows_all: QuestionsView(part, desk, shows_all),
    )
    return desk


def show(qtbot: QtBot, widget: W, width: int = 1366, height: int = 768) -> W:
    """Show a window, which then has the keyboard."""
    qtbot.addWidget(widget)
    widget.resize(width, height)
    widget.show()
    widget.activateWindow()
    qtbot.waitUntil(widget.isActiveWindow)
    return widget


def workplace(qtbot: QtBot, office: Office) -> Workplace:
    """The pages behind the gate, at home."""
    made = show(qtbot, Workplace(office))
    made.show_home()
    return made


def stored(office: Office, application_id: str) -> Answers:
    """The answers as they lie in the store."""
    return office.open(application_id).session.answers


def keep(office: Office, answers: Answers, scans: dict[str, bytes] | None = None) -> str:
    """Keep an application with its pictures; gives its id."""
    for data in (scans or {}).values():
        office.scans.put(data, "image/png" if data.startswith(b"\x89PNG") else "image/jpeg")
    draft = office.new_with(answers)
    office.save_now()
    return draft.listed.id


def said(widget: QWidget) -> str:
    """All words in sight."""
    return " ".join(made.text() for made in widget.findChildren(QLabel) if made.isVisible())


def button(widget: QWidget, words: str) -> QPushButton:
    """The button in sight that begins with these words."""
    return next(b for b in seen_buttons(widget) if b.text().startswith(words))


def seen_buttons(widget: QWidget) -> list[QPushButton]:
    """All buttons in sight."""
    return [made for made in widget.findChildren(QPushButton) if made.isVisible()]


def press(words: str, told: list[str] | None = None) -> Callable[[QWidget], None]:
    """Answers a message box by one of its buttons, and remembers what it said."""

    def answer(box: QWidget) -> None:
        assert isinstance(box, QMessageBox)
        if told is not None:
            told.append(f"{box.text()} {box.informativeText()}")
        next(b for b in box.buttons() if b.text().startswith(words)).click()

    return answer


def focused(kind: type[W]) -> W:
    """The widget with the keyboard, which is of this kind."""
    widget = QApplication.focusWidget()
    assert isinstance(widget, kind)
    return widget


def choose_path(path: Path) -> Callable[[QWidget], None]:
    """Answers a file chooser by typing a path."""

    def answer(dialog: QWidget) -> None:
        assert isinstance(dialog, QFileDialog)
        line = dialog.findChild(QLineEdit)
        assert line
        line.setText(str(path))
        dialog.accept()

    return answer
