"""The editor of repeated rows: a card for each, one of them open."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from poswizard.forms.answers import Answers
from poswizard.forms.issue import Issue
from poswizard.forms.rich_kinds import Rows
from poswizard.text import Text
from poswizard.ui.editors.editor import Desk, Editor
from poswizard.ui.theme import current
from poswizard.ui.widgets.labels import alone

COPY, UP, DOWN, REMOVE = "copy", "up", "down", "remove"


class RowCard(QFrame):
    """One row: its title and buttons, and its questions when it is open."""

    answered = Signal(object, object)
    explained = Signal(object, str)
    left = Signal()
    """One of its questions was left."""
    wanted = Signal(str)
    """Name of the button that was pressed."""
    toggled = Signal()

    def __init__(self, field: Rows, desk: Desk, shows_all: Callable[[], bool]) -> None:
        super().__init__()
        self.field, self.desk, self.shows_all = field, desk, shows_all
        self.setProperty("kind", "card")
        self.body: Any = None
        self.issues: list[Issue] = []
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
        for button in self.buttons.values():
            head.addWidget(button)
        self._layout = QVBoxLayout(self)
        px = current().px
        self._layout.setContentsMargins(px(16), px(8), px(16), px(8))
        self._layout.setSpacing(px(8))
        self._layout.addLayout(head)

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
            self.body.show_answers(row.within(answers), self.issues)

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

    def _button(self, name: str, text: Text) -> QPushButton:
        button = QPushButton(str(text))
        button.setProperty("kind", "quiet")
        button.setAccessibleName(f"{text} {self.field.noun}")
        button.clicked.connect(lambda: self.wanted.emit(name))
        return button


class RowsEditor(Editor):
    """Cards in order, and the button that adds one. Every change is a new tuple of rows."""

    field: Rows

    def __init__(self, field: Rows, desk: Desk) -> None:
        super().__init__(field, desk)
        self.rows: tuple[Answers, ...] = ()
        self.answers = Answers()
        self.cards: list[RowCard] = []
        self._removed: tuple[int, Answers] | None = None
        self._cards_layout = QVBoxLayout()
        self._cards_layout.setSpacing(current().px(8))
        self.add_button = QPushButton(str(_add_words(field.noun)))
        self.add_button.setProperty("kind", "link")
        self.add_button.clicked.connect(self.add)
        self.undo_button = QPushButton(str(Text("已删除，撤销", "Removed - undo")))
        self.undo_button.setProperty("kind", "link")
        self.undo_button.clicked.connect(self._put_back)
        self.undo_button.hide()
        foot = QHBoxLayout()
        foot.addWidget(self.add_button)
        foot.addWidget(self.undo_button)
        foot.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(self._cards_layout)
        layout.addLayout(foot)

    def control(self) -> QWidget:
        return self.add_button

    def show_value(self, value: Any, answers: Answers) -> None:
        self.rows = value if isinstance(value, tuple) else ()
        self.answers = answers
        while len(self.cards) > len(self.rows):
            self._drop_card()
        while len(self.cards) < len(self.rows):
            self._new_card()
        if len(self.cards) == 1 and not self.cards[0].is_open:
            self.cards[0].set_open(True)
        self.add_button.setEnabled(len(self.rows) < self.field.most)
        self._show_rows()

    def show_row_issues(self, issues: list[Issue]) -> None:
        shown = [card.issues for card in self.cards]
        for index, card in enumerate(self.cards):
            card.show_issues([issue for issue in issues if issue.row == index])
        if shown != [card.issues for card in self.cards]:  # else `show_value` has shown everything
            self._show_rows()

    def add(self) -> None:
        """Add an empty row, open it and go to its first question."""
        self._rearrange((*self.rows, Answers()))
        self.open(len(self.rows) - 1)

    def open(self, index: int) -> None:
        """Open one card, close the others, and go to its first question."""
        for position, card in enumerate(self.cards):
            card.set_open(position == index)
        self._show_rows()
        rows = self.cards[index].body.rows
        first = next((row for row in rows.values() if not row.isHidden()), None)
        if first:
            first.editor.control().setFocus(Qt.FocusReason.OtherFocusReason)

    def _do(self, card: RowCard, what: str) -> None:
        index = self.cards.index(card)
        rows = list(self.rows)
        if what == REMOVE:
            self._removed = (index, rows.pop(index))
        elif what == COPY:
            rows.insert(index + 1, rows[index])
        else:
            rows.insert(index + (1 if what == DOWN else -1), rows.pop(index))
        self._rearrange(tuple(rows))
        self.undo_button.setVisible(what == REMOVE)
        target = {REMOVE: None, COPY: index + 1, UP: index - 1, DOWN: index + 1}[what]
        if target is not None:
            self.open(target)
        else:
            self.undo_button.setFocus()

    def _put_back(self) -> None:
        if self._removed is not None:
            index, row = self._removed
            self._rearrange((*self.rows[:index], row, *self.rows[index:]))
        self.undo_button.hide()
        self.add_button.setFocus()

    def _toggle(self, card: RowCard) -> None:
        if card.is_open:
            card.set_open(False)
            self._show_rows()
        else:
            self.open(self.cards.index(card))

    def _answered(self, card: RowCard, field: Any, value: Any) -> None:
        rows = list(self.rows)
        index = self.cards.index(card)
        rows[index] = rows[index].with_(field, value)
        self._become(tuple(rows))

    def _become(self, rows: tuple[Answers, ...]) -> None:
        self.rows = rows
        self.edited.emit(rows)

    def _rearrange(self, rows: tuple[Answers, ...]) -> None:
        """Another number or order of rows: shown at once, for the page may follow later."""
        self.show_value(rows, self.answers)
        self.edited.emit(rows)

    def _show_rows(self) -> None:
        for index, (card, row) in enumerate(zip(self.cards, self.rows, strict=False)):
            card.show_row(index, len(self.rows), row, self.answers)

    def _new_card(self) -> None:
        card = RowCard(self.field, self.desk, lambda: self.shows_all())
        card.explained.connect(self.explained)
        card.left.connect(self.left)
        card.answered.connect(lambda field, value: self._answered(card, field, value))
        card.wanted.connect(lambda what: self._do(card, what))
        card.toggled.connect(lambda: self._toggle(card))
        self.cards.append(card)
        self._cards_layout.addWidget(card)

    def _drop_card(self) -> None:
        card = self.cards.pop()
        self._cards_layout.removeWidget(card)
        card.deleteLater()


def _add_words(noun: Text) -> Text:
    article = "an" if noun.en[:1] in "aeiou" else "a"
    return Text(f"＋ 添加一{noun.zh}", f"+ Add {article} {noun.en}")


_BUTTONS = {
    COPY: Text("复制", "Copy"),
    UP: Text("上移", "Up"),
    DOWN: Text("下移", "Down"),
    REMOVE: Text("删除", "Remove"),
}
