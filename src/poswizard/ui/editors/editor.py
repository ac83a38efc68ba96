"""What every editor is: one way in, `edited` out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from poswizard.forms.answers import Answers
from poswizard.forms.field import Field
from poswizard.forms.issue import Issue, Level
from poswizard.text import Text

if TYPE_CHECKING:
    from poswizard.documents.page import Page as TakenPage


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

    def take_file(self, path: Any) -> list[TakenPage]:
        """The pages of a file, or an `IntakeError` with words."""
        ...


@dataclass(frozen=True)
class Desk:
    """What rich editors work with beside the answer itself."""

    scans: ScanStore
    intake: Intake
    today: Callable[[], date]
    shown_digest: Callable[[], str]
    """SHA-256 of what the applicant's window shows now; empty if it was not opened."""
    questions: Callable[[Any, Any], Any]
    """Builds the view of a row's questions (`ui.questions_view`)."""


class Editor(QWidget):
    """Edits one field. `edited` carries the new value, `Raw` where it cannot be understood, or `None`."""

    edited = Signal(object)
    left = Signal()
    """The person is done with the field for now."""
    refused = Signal(object)
    """A `Text`: what could not be typed, and why."""
    explained = Signal(object, str)
    """A warning's `Issue` inside repeated rows, and the reason written for accepting it."""

    def __init__(self, field: Field[Any], desk: Desk) -> None:
        super().__init__()
        self.field = field
        self.desk = desk
        self.shows_all: Callable[[], bool] = lambda: False
        """Whether the page says everything that is missing; repeated rows then say it too."""
        self._watched: set[QObject] = set()

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

    def control(self) -> QWidget:
        """The widget that takes the keyboard first."""
        raise NotImplementedError

    def name_for_screen_readers(self, text: Text) -> None:
        """Give the control its accessible name."""
        self.control().setAccessibleName(str(text))

    def watch(self, *controls: QWidget) -> None:
        """Emit `left` when the focus leaves these, and move on when Enter is pressed in one."""
        for control in controls:
            self._watched.add(control)
            control.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched in self._watched:
            if event.type() == QEvent.Type.FocusOut:
                self._focus_left()
            elif isinstance(event, QKeyEvent) and _is_plain_enter(event) and self.enter_moves_on():
                if event.type() == QEvent.Type.KeyPress:
                    self.focusNextChild()
                return True
        return super().eventFilter(watched, event)

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


def _is_plain_enter(event: QKeyEvent) -> bool:
    keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
    kinds = (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride)
    plain = event.modifiers() in (
        Qt.KeyboardModifier.NoModifier,
        Qt.KeyboardModifier.KeypadModifier,
    )
    return event.type() == kinds[0] and event.key() in keys and plain
