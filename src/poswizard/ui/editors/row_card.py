"""One row of a repeated field as a card: its title and buttons, and its questions when it is open."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from poswizard.forms.answers import Answers
from poswizard.forms.issue import Issue
from poswizard.forms.rich_kinds import Rows
from poswizard.text import Text
from poswizard.ui.editors.editor import Desk
from poswizard.ui.icons import Glyph
from poswizard.ui.theme import current
from poswizard.ui.widgets.labels import alone, button

if TYPE_CHECKING:
    from poswizard.wizard.suggestions import Suggestion

COPY, UP, DOWN, REMOVE = "copy", "up", "down", "remove"
_BUTTONS = {
    COPY: Text("复制", "Copy"),
    UP: Text("上移", "Up"),
    DOWN: Text("下移", "Down"),
    REMOVE: Text("删除", "Remove"),
}
_TAKE_ALL = Text(
    "照片上读到 {0} 项，全部采用  Ctrl+Enter", "Take all {0} read off pictures  Ctrl+Enter"
)


class RowCard(QFrame):
    """One row: its title and buttons, and its questions when it is open."""

    answered = Signal(object, object)
    explained = Signal(object, str)
    left = Signal()
    """One of its questions was left."""
    wanted = Signal(str)
    """Name of the button that was pressed."""
    toggled = Signal()
    suggestions_taken = Signal(list)
    """`Suggestion`s read off pictures that the row is to have."""

    def __init__(self, field: Rows, desk: Desk, shows_all: Callable[[], bool]) -> None:
        super().__init__()
        self.field, self.desk, self.shows_all = field, desk, shows_all
        self.setProperty("kind", "card")
        self.body: Any = None
        self.issues: list[Issue] = []
        self.offered: tuple[Suggestion, ...] = ()
        self.title = QPushButton()
        self.title.setProperty("kind", "link")
        self.title.clicked.connect(self.toggled)
        self.remark = QLabel()
        self.remark.setProperty("tone", "danger")
        head = QHBoxLayout()
        head.setSpacing(current().px(4))
        head.addWidget(self.title, 1)
        head.addWidget(self.remark)
        self.buttons = {name: self._button(name, text) for name, text in _BUTTONS.items()}
        for made in self.buttons.values():
            head.addWidget(made)
        self._layout = QVBoxLayout(self)
        px = current().px
        self._layout.setContentsMargins(px(16), px(8), px(16), px(8))
        self._layout.setSpacing(px(8))
        self._layout.addLayout(head)
        self.take_all = button(_TAKE_ALL, "plain", Glyph.READ)
        self.take_all.clicked.connect(self._take_all)
        self.take_all.hide()
        self._layout.addWidget(self.take_all, 0, Qt.AlignmentFlag.AlignLeft)

    def show_row(self, index: int, count: int, row: Answers, answers: Answers) -> None:
        """Show the row's title, what can be done with it, and its answers if it is open."""
        title = self.field.title(row)
        mark = "▾" if self.is_open else "▸"
        self.title.setText(
            f"{mark} {alone(self.field.title_of(index))}" + (f" · {title}" if title else "")
        )
        self.buttons[UP].setEnabled(index > 0)
        self.buttons[DOWN].setEnabled(index < count - 1)
        self.buttons[COPY].setEnabled(count < self.field.most)
        if self.is_open:
            self.body.show_answers(row.within(answers), self.issues, self.offered)
        self._show_offers()

    def show_offers(self, offered: Sequence[Suggestion]) -> None:
        """Keep what pictures say of this row; the questions show it when the row is shown."""
        self.offered = tuple(offered)

    @property
    def is_open(self) -> bool:
        """Whether its questions are in sight."""
        return self.body is not None and not self.body.isHidden()

    def set_open(self, is_open: bool) -> None:
        """Open or close the card."""
        if is_open and self.body is None:
            self.body = self.desk.questions(self.field.questions, self.shows_all)
            self.body.answered.connect(self.answered)
            self.body.explained.connect(self.explained)
            self.body.suggestions_taken.connect(self.suggestions_taken)
            self.body.field_left.connect(lambda _field: self.left.emit())
            self._layout.addWidget(self.body)
            self.body.setContentsMargins(0, 0, 0, current().px(8))
        if self.body is not None:
            self.body.setVisible(is_open)

    def show_issues(self, issues: list[Issue]) -> None:
        """Say in the head how much is open; the questions say what."""
        self.issues = issues
        count = sum(issue.is_open for issue in issues)
        words = str(Text("{0} 处待处理", "{0} to mend").format(count)) if count else ""
        self.remark.setText("" if self.is_open else words)

    def _show_offers(self) -> None:
        """The whole of what was read, by one key or button."""
        count = len(self.offered)
        self.take_all.setText(str(_TAKE_ALL.format(count)))
        self.take_all.setVisible(self.is_open and count > 1)

    def event(self, event: QEvent) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and self._takes_all_by(event)
        ):
            event.accept()  # else it would be the next page
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._takes_all_by(event):
            self._take_all()
        else:
            super().keyPressEvent(event)

    def _takes_all_by(self, event: QKeyEvent) -> bool:
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        is_chord = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        return is_enter and is_chord and not self.take_all.isHidden()

    def _take_all(self) -> None:
        if self.offered:
            self.suggestions_taken.emit(list(self.offered))

    def _button(self, name: str, text: Text) -> QPushButton:
        made = QPushButton(str(text))
        made.setProperty("kind", "quiet")
        made.setAccessibleName(f"{text} {self.field.noun}")
        made.clicked.connect(lambda: self.wanted.emit(name))
        return made
