"""What every editor is: one way in, `edited` out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from datetime import date
from typing import TYPE_CHECKING, Any, Protocol

import shiboken6
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from poswizard.forms.answers import Answers
from poswizard.forms.field import Field
from poswizard.forms.issue import Issue, Level
from poswizard.text import Text
from poswizard.ui.capture.ways_in import WaysIn
from poswizard.ui.editors.thumbnail_queue import ThumbnailQueue

if TYPE_CHECKING:
    from poswizard.documents.page import Page as TakenPage
    from poswizard.ui.doors import PictureBench
    from poswizard.ui.editors.reading_queue import ReadingQueue
    from poswizard.wizard.suggestions import Suggestion


class ScanStore(Protocol):
    """Where pictures are kept by their digest."""

    def put(self, data: bytes, media_type: str) -> str:
        """Keep bytes and give their SHA-256; they are safe on disk when this returns."""
        ...

    def get(self, digest: str) -> bytes:
        """The bytes of a digest."""
        ...


class Intake(Protocol):
    """The worker that decodes outside files."""

    def take(
        self, data: bytes, name_hint: str | None = None, *, pages: Sequence[int] | None = None
    ) -> list[TakenPage]:
        """The pages of a file, or only those of these numbers from 0; `IntakeError` with words."""
        ...

    def take_file(self, path: Any) -> list[TakenPage]:
        """The pages of a file on disk."""
        ...

    def page_count(self, data: bytes) -> int:
        """How many pages a file has."""
        ...

    def previews(self, data: bytes, *, side: int = ...) -> list[bytes]:
        """Small JPEGs of its pages."""
        ...


@dataclass(frozen=True)
class Desk:
    """What rich editors work with beside the answer itself."""

    scans: ScanStore
    intake: Intake
    bench: PictureBench
    readings: ReadingQueue
    """Pictures on their way to the reader, one after the other."""
    today: Callable[[], date]
    shown_digest: Callable[[Field[Any]], str]
    """SHA-256 of what the applicant's window shows now, if that is signed here; empty if it was not opened."""
    questions: Callable[[Any, Any], Any]
    """Builds the view of a row's questions (`ui.questions_view`)."""
    ways_in: WaysIn = dataclass_field(default_factory=WaysIn)
    """By which pages come in on this machine."""
    thumbnails: ThumbnailQueue = dataclass_field(default_factory=ThumbnailQueue)
    """Stored pictures on their way to the page."""


class Editor(QWidget):
    """Edits one field. `edited` carries the new value, `Raw` where it cannot be understood, or `None`."""

    edited = Signal(object)
    left = Signal()
    """The person is done with the field for now."""
    refused = Signal(object)
    """A `Text`: what could not be typed, and why."""
    explained = Signal(object, str)
    """A warning's `Issue` that shows in the editor itself, and the reason written for accepting it."""

    suggestions_taken = Signal(list)
    """The `Suggestion`s read off pictures edited here that the form is to have."""

    says_at_once = False
    """Whether what is wrong is said while the keyboard is still here: nothing is being typed."""

    def __init__(self, field: Field[Any], desk: Desk) -> None:
        super().__init__()
        self.field = field
        self.desk = desk
        self.offered: Callable[[], object] | None = None
        """Takes over what a picture says, by Enter in the empty field; none where nothing is offered."""
        self.shows_all: Callable[[], bool] = lambda: False
        """Whether the page says everything that is missing; repeated rows then say it too."""
        self._watched: set[QWidget] = set()

    def show_value(self, value: Any, answers: Answers) -> None:
        """Show an answer; the same answer again must not disturb what is being typed."""
        raise NotImplementedError

    def show_level(self, level: Level | None) -> None:
        """Mark the control when its answer is wrong."""
        control = self.control()
        state = level.value if level else ""
        if control.property("problem") != state:
            control.setProperty("problem", state)
            control.style().unpolish(control)
            control.style().polish(control)

    def show_row_issues(self, issues: list[Issue]) -> None:
        """Show issues that stand inside repeated rows; only the rows' editor has any."""

    def keep_issues(self, issues: list[Issue]) -> list[Issue]:
        """Show in the editor itself those that it has a better place for; gives back the others."""
        return issues

    def show_suggestions(self, suggestions: Sequence[Suggestion], answers: Answers) -> None:
        """Show what was read off the pictures edited here; only documents have any."""

    def control(self) -> QWidget:
        """The widget that takes the keyboard first."""
        raise NotImplementedError

    def name_for_screen_readers(self, text: Text) -> None:
        """Give the control its accessible name."""
        self.control().setAccessibleName(str(text))

    def watch(self, *controls: QWidget) -> None:
        """Emit `left` when the focus leaves these, and move on when Enter is pressed in one."""
        self._watched.update(controls)
        _tell_who_was_left()

    def was_left(self, control: QWidget) -> None:
        """One of the controls had the focus, and has it no longer."""
        if control in self._watched:
            self._focus_left()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What the control had no use for: Enter, in all but a paragraph."""
        moves = is_plain_enter(event) and self.enter_moves_on()
        if moves and self.offered and QApplication.focusWidget() in self._watched:
            event.accept()
            self.offered()
        elif moves and QApplication.focusWidget() in self._watched:
            event.accept()
            self.focusNextChild()
        else:
            super().keyPressEvent(event)

    def enter_moves_on(self) -> bool:
        """Whether Enter goes to the next field now."""
        return True

    def _focus_left(self) -> None:
        window = QApplication.activePopupWidget()
        if window is None:
            self.leave()

    def leave(self) -> None:
        """The focus has left: tidy what was typed, and say so."""
        self.left.emit()


def is_plain_enter(event: QKeyEvent) -> bool:
    """Whether Enter was pressed on its own, on either part of the keyboard."""
    plain = event.modifiers() in (
        Qt.KeyboardModifier.NoModifier,
        Qt.KeyboardModifier.KeypadModifier,
    )
    return plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)


_heard: list[QApplication] = []


def _tell_who_was_left() -> None:
    """Listen once for the whole program: a filter on each control would take all its events through Python."""
    application = QApplication.instance()
    if isinstance(application, QApplication) and application not in _heard:
        _heard[:] = [application]
        application.focusChanged.connect(_focus_changed)


def _focus_changed(old: QWidget | None, new: QWidget | None) -> None:
    editor = old
    while editor is not None and shiboken6.isValid(editor) and not isinstance(editor, Editor):
        editor = editor.parentWidget()
    if old is not None and isinstance(editor, Editor) and shiboken6.isValid(editor):
        editor.was_left(old)
