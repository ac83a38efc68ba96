"""Editors of text: line, paragraph, digits."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QValidator
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QWidget

from poswizard.forms.answers import Answers, Raw
from poswizard.forms.kinds import Digits, Line, Paragraph
from poswizard.text import Text
from poswizard.ui.editors.editor import Desk, Editor


def written(value: Any) -> str:
    """What stands in a text control for an answer that was never understood."""
    return value.json if isinstance(value, Raw) and isinstance(value.json, str) else ""


class MostCharacters(QValidator):
    """Refuses what is longer than a field can take; an extension-block ideograph counts as one."""

    def __init__(self, parent: QWidget, most: int) -> None:
        super().__init__(parent)
        self.most = most
        self.full = False

    def validate(self, text: str, position: int) -> QValidator.State:
        self.full = len(text) > self.most
        return QValidator.State.Invalid if self.full else QValidator.State.Acceptable


class LineEditor(Editor):
    """One line of text."""

    def __init__(self, field: Line, desk: Desk) -> None:
        super().__init__(field, desk)
        self.line = QLineEdit()
        validator = MostCharacters(self.line, field.most)
        self.line.setValidator(validator)
        self.line.textEdited.connect(self._typed)
        self.line.inputRejected.connect(lambda: self.refused.emit(_no_more(field.most)))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.line)
        self.watch(self.line)

    def control(self) -> QWidget:
        return self.line

    def show_value(self, value: Any, answers: Answers) -> None:
        if self.field.from_text(self.line.text()) != value:
            self.line.setText(value if isinstance(value, str) else written(value))

    def leave(self) -> None:
        value = self.field.from_text(self.line.text())
        if isinstance(value, str) and value != self.line.text():
            self.line.setText(value)
        super().leave()

    def _typed(self, text: str) -> None:
        self.edited.emit(self.field.from_text(text))


class ParagraphEditor(Editor):
    """Several lines of text; Tab leaves it, Enter starts a new line."""

    def __init__(self, field: Paragraph, desk: Desk) -> None:
        super().__init__(field, desk)
        self.box = QPlainTextEdit()
        self.box.setTabChangesFocus(True)
        self.box.setFixedHeight(self.box.fontMetrics().lineSpacing() * 4 + 20)
        self.box.textChanged.connect(self._typed)
        self._showing = False
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.box)
        self.watch(self.box)

    def control(self) -> QWidget:
        return self.box

    def enter_moves_on(self) -> bool:
        return False

    def show_value(self, value: Any, answers: Answers) -> None:
        if self.field.from_text(self.box.toPlainText()) == value:
            return
        self._showing = True
        self.box.setPlainText(value if isinstance(value, str) else written(value))
        self._showing = False

    def _typed(self) -> None:
        if not self._showing:
            self.edited.emit(self.field.from_text(self.box.toPlainText()))


class DigitsLine(QLineEdit):
    """A line that groups a number while it is typed and keeps out what cannot stand in it."""

    def __init__(self, field: Digits) -> None:
        super().__init__()
        self.field = field
        self.setInputMethodHints(Qt.InputMethodHint.ImhPreferNumbers)

    def number(self) -> str:
        """The number without its grouping."""
        return self.field.clean(self.text())

    def show_number(self, number: str) -> None:
        """Show a number in its groups."""
        self.setText(self.field.grouped(number))

    def tidy(self) -> Text | None:
        """Drop what cannot stand here and regroup, the cursor keeping its place; says what was dropped."""
        field, before = self.field, self.text()[: self.cursorPosition()]
        kept = [c for c in field.clean(self.text()) if field.allows(c)]
        dropped = len(kept) < len(field.clean(self.text()))
        most = max(field.lengths)
        position = sum(field.allows(c) for c in field.clean(before))
        self.setText(field.grouped("".join(kept[:most])))
        self.setCursorPosition(_position(self.text(), min(position, most)))
        if dropped:
            return field.unreadable()
        return _no_more_digits(most) if len(kept) > most else None

    def event(self, event: QEvent) -> bool:
        """Regrouping empties the line's own history: undo belongs to the page."""
        undo, redo = QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo
        asked = isinstance(event, QKeyEvent) and (event.matches(undo) or event.matches(redo))
        if asked and event.type() == QEvent.Type.ShortcutOverride:
            event.ignore()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        at_blank = self.text()[self.cursorPosition() - 1 : self.cursorPosition()] == " "
        if event.key() == Qt.Key.Key_Backspace and at_blank and not self.hasSelectedText():
            self.cursorBackward(False)
        super().keyPressEvent(event)


class DigitsEditor(Editor):
    """A number shown in groups."""

    field: Digits

    def __init__(self, field: Digits, desk: Desk) -> None:
        super().__init__(field, desk)
        self.line = DigitsLine(field)
        self.line.textEdited.connect(self._typed)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.line)
        self.watch(self.line)

    def control(self) -> QWidget:
        return self.line

    def show_value(self, value: Any, answers: Answers) -> None:
        text = value if isinstance(value, str) else written(value)
        if self.line.number() != text:
            self.line.show_number(text)

    def _typed(self) -> None:
        if text := self.line.tidy():
            self.refused.emit(text)
        self.edited.emit(self.field.from_text(self.line.text()))


def _position(text: str, characters: int) -> int:
    """Where the cursor stands after so many characters that are not blanks."""
    seen = 0
    for position, character in enumerate(text):
        if seen == characters and character != " ":
            return position
        seen += character != " "
    return len(text)


def _no_more(most: int) -> Text:
    return Text(
        "最多 {0} 个字，多出的没有填入", "At most {0} characters: the rest was not taken"
    ).format(most)


def _no_more_digits(most: int) -> Text:
    return Text("最多 {0} 位，多出的没有填入", "At most {0} digits: the rest was not taken").format(
        most
    )
