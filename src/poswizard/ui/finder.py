"""Ctrl+K: any question found by its words, pinyin or initials."""

from __future__ import annotations

from functools import cache
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from poswizard.forms.answers import Answers
from poswizard.forms.field import Field
from poswizard.text import Text
from poswizard.wizard.flow import Flow

MOST_FOUND = 40


class Finder(QDialog):
    """A line to type in and the questions that fit; Enter goes there."""

    chosen = Signal(object)
    """The `Field` to go to."""

    def __init__(self, parent: QWidget, flow: Flow, answers: Answers) -> None:
        super().__init__(parent)
        self.setWindowTitle(str(Text("查找问题", "Find a question")))
        self.setModal(True)
        self.resize(560, 420)
        self._fields = [(f, _words_of(f, flow)) for f in flow.fields if answers.is_relevant(f)]
        self._flow = flow
        self.line = QLineEdit()
        self.line.setPlaceholderText(
            str(Text("输入问题中的字，或拼音首字母", "Words of the question, or pinyin initials"))
        )
        self.line.setAccessibleName(self.windowTitle())
        self.list = QListWidget()
        self.list.setAccessibleName(self.windowTitle())
        self.line.textChanged.connect(self._search)
        self.line.installEventFilter(self)
        self.list.itemActivated.connect(lambda item: self._choose())
        lines = QVBoxLayout(self)
        lines.addWidget(self.line)
        lines.addWidget(self.list)
        self._search("")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            moves = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
            if event.key() in moves:
                row = self.list.currentRow() + moves[Qt.Key(event.key())]
                self.list.setCurrentRow(max(0, min(row, self.list.count() - 1)))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._choose()
                return True
        return super().eventFilter(watched, event)

    def _search(self, typed: str) -> None:
        wanted = "".join(typed.lower().split())
        found = [field for field, words in self._fields if wanted in words]
        self.list.clear()
        for field in found[:MOST_FOUND]:
            step = self._flow.step_of(field)
            item = QListWidgetItem(f"{field.label}　—　{step.title}")
            item.setData(Qt.ItemDataRole.UserRole, field)
            self.list.addItem(item)
        if not found:
            nothing = QListWidgetItem(
                str(Text("没有找到，换个说法试试", "Nothing found: try other words"))
            )
            nothing.setFlags(Qt.ItemFlag.NoItemFlags)
            self.list.addItem(nothing)
        self.list.setCurrentRow(0)

    def _choose(self) -> None:
        item = self.list.currentItem()
        field = item.data(Qt.ItemDataRole.UserRole) if item else None
        if field is not None:
            self.accept()
            self.chosen.emit(field)


@cache
def _words_of(field: Field[Any], flow: Flow) -> str:
    """What a question can be found by."""
    from pypinyin import Style, lazy_pinyin

    step = flow.step_of(field)
    zh = field.label.zh + step.title.zh
    hint = field.hint.zh + field.hint.en if field.hint else ""
    full = "".join(lazy_pinyin(zh))
    initials = "".join(lazy_pinyin(zh, style=Style.FIRST_LETTER))
    words = (zh, field.label.en, step.title.en, hint, full, initials, field.key)
    return " ".join("".join(word.lower().split()) for word in words)
