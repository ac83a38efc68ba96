"""The editor of repeated rows: a card for each, one of them open."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from poswizard.forms.answers import Answers
from poswizard.forms.issue import Issue
from poswizard.forms.rich_kinds import Rows
from poswizard.text import Text
from poswizard.ui.editors.editor import Desk, Editor
from poswizard.ui.editors.row_card import COPY, DOWN, REMOVE, UP, RowCard
from poswizard.ui.theme import current

if TYPE_CHECKING:
    from poswizard.wizard.suggestions import Suggestion


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

    def show_suggestions(self, suggestions: Sequence[Suggestion], answers: Answers) -> None:
        shown = [card.offered for card in self.cards]
        for index, card in enumerate(self.cards):
            card.show_offers([one for one in suggestions if one.row == index])
        if shown != [card.offered for card in self.cards]:
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
        card.suggestions_taken.connect(self.suggestions_taken)
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
