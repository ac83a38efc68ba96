"""A line that offers what a table knows while one types, and takes whatever is typed."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QStringListModel, QTimer
from PySide6.QtWidgets import QCompleter, QListView

from poswizard.forms.searched_line import SearchedLine
from poswizard.ui.editors.choice import MOST_FOUND
from poswizard.ui.editors.editor import Desk
from poswizard.ui.editors.text import LineEditor

_LEAST = 2
"""Characters before anything is offered: one alone fits half the table."""


class SearchedLineEditor(LineEditor):
    """One line of text with offers below it; nothing is chosen unless it is picked."""

    field: SearchedLine

    def __init__(self, field: SearchedLine, desk: Desk) -> None:
        super().__init__(field, desk)
        self.found: list[Any] = []
        self.offers = QStringListModel(self)
        self.finder = QCompleter(self.offers, self)
        self.finder.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.popup = QListView()
        self.finder.setPopup(self.popup)
        self.finder.setWidget(self.line)
        self.line.textEdited.connect(self._search)
        self.finder.activated.connect(self._picked)

    def _search(self, text: str) -> None:
        is_enough = len(text.strip()) >= _LEAST
        self.found = list(self.field.table.search(text, MOST_FOUND)) if is_enough else []
        self.offers.setStringList([f"{entry.label}  {entry.note or ''}" for entry in self.found])
        if not self.found:
            self.popup.hide()
            return
        self.finder.setCompletionPrefix("")
        self.finder.complete()
        # Enter keeps what was typed until an offer is picked by arrow or mouse
        self.popup.setCurrentIndex(QModelIndex())

    def _picked(self) -> None:
        row = self.popup.currentIndex().row()
        if 0 <= row < len(self.found):
            self._chosen = self.found[row].code
            self.edited.emit(self._chosen)
            QTimer.singleShot(0, self, self._show_chosen)

    def _show_chosen(self) -> None:
        self.line.setText(self._chosen)
