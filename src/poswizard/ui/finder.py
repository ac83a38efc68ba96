"""Ctrl+K: any question found by its words, pinyin or initials."""

from __future__ import annotations

from functools import cache
from typing import Any

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QDialog,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from poswizard.forms.answers import Answers
from poswizard.forms.field import Field
from poswizard.text import Text
from poswizard.ui.palette import Tone
from poswizard.ui.theme import TextRole, current
from poswizard.wizard.flow import Flow

MOST_FOUND = 40

AnyIndex = QModelIndex | QPersistentModelIndex
_STEP = Qt.ItemDataRole.UserRole + 1


class Finder(QDialog):
    """A line to type in and the questions that fit; Enter goes there."""

    chosen = Signal(object)
    """The `Field` to go to."""

    def __init__(self, parent: QWidget, flow: Flow, answers: Answers) -> None:
        super().__init__(parent)
        self.setWindowTitle(str(Text("查找问题", "Find a question")))
        self.setModal(True)
        px = current().px
        self.resize(px(600), px(440))
        self._fields = [(f, _words_of(f, flow)) for f in flow.fields if answers.is_relevant(f)]
        self._flow = flow
        self.line = QLineEdit()
        self.line.setPlaceholderText(
            str(Text("输入问题中的字，或拼音首字母", "Words of the question, or pinyin initials"))
        )
        self.line.setAccessibleName(self.windowTitle())
        self.list = QListWidget()
        self.list.setProperty("kind", "card")
        self.list.setItemDelegate(FoundPainter(self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(self.windowTitle())
        self.line.textChanged.connect(self._search)
        self.line.installEventFilter(self)
        self.list.itemActivated.connect(lambda item: self._choose())
        lines = QVBoxLayout(self)
        lines.setContentsMargins(px(16), px(16), px(16), px(16))
        lines.setSpacing(px(12))
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
            item = QListWidgetItem(str(field.label))
            item.setData(Qt.ItemDataRole.UserRole, field)
            item.setData(_STEP, str(step.title))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{field.label}，{step.title}")
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


class FoundPainter(QStyledItemDelegate):
    """Paints a question at the left and its step, quietly, at the right."""

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        return QSize(current().px(240), current().px(36))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        rect: QRect = option.rect  # pyright: ignore[reportAttributeAccessIssue] - absent in the stubs
        state: QStyle.StateFlag = option.state  # pyright: ignore[reportAttributeAccessIssue]
        now, px = current(), current().px
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(now.palette.accent_soft))
            painter.fillRect(
                QRect(rect.topLeft(), QSize(px(3), rect.height())), QColor(now.palette.accent)
            )
        words = rect.adjusted(px(12), 0, -px(12), 0)
        step = index.data(_STEP) or ""
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(now.font(TextRole.SMALL))
        painter.setPen(now.colour(Tone.QUIET))
        painter.drawText(words, middle | Qt.AlignmentFlag.AlignRight, step)
        words.setRight(words.right() - painter.fontMetrics().horizontalAdvance(step) - px(16))
        painter.setFont(now.font(TextRole.BODY))
        painter.setPen(now.colour(Tone.TEXT if step else Tone.QUIET))
        question = painter.fontMetrics().elidedText(
            index.data(), Qt.TextElideMode.ElideRight, words.width()
        )
        painter.drawText(words, middle, question)
        painter.restore()


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
