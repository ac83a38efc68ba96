"""Editors of choices: radio buttons, drop-down list, ticks, searchable list."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QStringListModel, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QCompleter,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from poswizard.forms.answers import Answers, Raw
from poswizard.forms.kinds import Choice, Choices, Lookup, Table, Tick, YesNo
from poswizard.text import Text, Vocabulary
from poswizard.ui.editors.editor import Desk, Editor, is_plain_enter
from poswizard.ui.editors.text import written
from poswizard.ui.theme import current
from poswizard.ui.widgets.labels import alone

MOST_RADIO_BUTTONS = 4
MOST_RADIO_CHARACTERS = 34
MOST_FOUND = 30

_SEARCH = Text("输入名称或拼音首字母搜索", "Search by name or pinyin initials")
_SEARCH_BY_CODE = Text("输入名称、拼音首字母或代码搜索", "Search by name, pinyin initials or code")


class TickBox(QCheckBox):
    """A tick that leaves Enter to the page; on some desktops Enter would tick."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_plain_enter(event):
            event.ignore()
        else:
            super().keyPressEvent(event)


class RadioButton(QRadioButton):
    """A choice that leaves Enter to the page."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_plain_enter(event):
            event.ignore()
        else:
            super().keyPressEvent(event)


class CalmComboBox(QComboBox):
    """A drop-down list in which scrolling the page over it chooses nothing."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class RadioEditor(Editor):
    """A few choices, all in sight; digits choose, arrows move."""

    def __init__(self, field: Choice[Any] | YesNo, desk: Desk) -> None:
        super().__init__(field, desk)
        self._members = _members(field)
        self.group = QButtonGroup(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, current().px(4), 0, current().px(4))
        layout.setSpacing(current().px(20))
        self.buttons = [self._button(label) for _, label in self._members]
        for button in self.buttons:
            layout.addWidget(button)
        layout.addStretch()
        self.group.buttonClicked.connect(self._chosen)
        self.watch(*self.buttons)

    def control(self) -> QWidget:
        chosen = self.group.checkedButton()
        shown = [button for button in self.buttons if not button.isHidden()]
        return chosen or (shown or self.buttons)[0]

    def name_for_screen_readers(self, text: Text) -> None:
        for (_, label), button in zip(self._members, self.buttons, strict=True):
            button.setAccessibleName(f"{text}：{label}")

    def show_level(self, level: Any) -> None:
        for button in self.buttons:
            if button.property("problem") != (level.value if level else ""):
                button.setProperty("problem", level.value if level else "")
                button.style().unpolish(button)
                button.style().polish(button)

    def show_value(self, value: Any, answers: Answers) -> None:
        offered = _offered(self.field, answers)
        self.group.setExclusive(False)
        for (member, _), button in zip(self._members, self.buttons, strict=True):
            button.setVisible(member in offered or member == value)
            button.setChecked(member == value and value is not None)
        self.group.setExclusive(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        digit = event.key() - Qt.Key.Key_1
        shown = [button for button in self.buttons if not button.isHidden()]
        if 0 <= digit < len(shown) and not event.modifiers():
            shown[digit].setFocus()
            shown[digit].click()
            return
        super().keyPressEvent(event)

    def _button(self, label: Text) -> QRadioButton:
        button = RadioButton(alone(label))
        self.group.addButton(button)
        return button

    def _chosen(self) -> None:
        chosen = self.group.checkedButton()
        self.edited.emit(self._members[self.buttons.index(chosen)][0])  # pyright: ignore[reportArgumentType]

    def _focus_left(self) -> None:
        QTimer.singleShot(0, self._leave_if_outside)

    def _leave_if_outside(self) -> None:
        if not any(button.hasFocus() for button in self.buttons):
            self.leave()


class ComboEditor(Editor):
    """One of a longer list."""

    field: Choice[Any]

    def __init__(self, field: Choice[Any], desk: Desk) -> None:
        super().__init__(field, desk)
        self.combo = CalmComboBox()
        self.combo.setMaxVisibleItems(16)
        self.combo.activated.connect(self._chosen)
        self._offered: list[Vocabulary] | None = None
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.combo)
        self.combo.setSizePolicy(
            self.combo.sizePolicy().Policy.Expanding, self.combo.sizePolicy().verticalPolicy()
        )
        self.watch(self.combo)

    def control(self) -> QWidget:
        return self.combo

    def show_value(self, value: Any, answers: Answers) -> None:
        offered = self.field.choices(answers)
        if isinstance(value, Vocabulary) and value not in offered:
            offered.append(value)
        if offered != self._offered:
            self._offered = offered
            self.combo.clear()
            self.combo.addItem(str(Text("请选择", "Choose")))
            self.combo.addItems([alone(member.label) for member in offered])
        index = offered.index(value) + 1 if isinstance(value, Vocabulary) else 0
        if self.combo.currentIndex() != index:
            self.combo.setCurrentIndex(index)

    def _chosen(self, index: int) -> None:
        self.edited.emit((self._offered or [])[index - 1] if index else None)


class ChoicesEditor(Editor):
    """Several of a list, as ticks in columns."""

    field: Choices[Any]

    def __init__(self, field: Choices[Any], desk: Desk) -> None:
        super().__init__(field, desk)
        members = field.members
        self.boxes = [TickBox(alone(member.label)) for member in members]
        columns = _columns(max(_breadth(str(member.label)) for member in members))
        px = current().px
        layout = QGridLayout(self)
        layout.setContentsMargins(0, px(4), 0, px(4))
        layout.setHorizontalSpacing(px(16))
        layout.setVerticalSpacing(px(4))
        for index, box in enumerate(self.boxes):
            layout.addWidget(box, index // columns, index % columns)
            box.clicked.connect(self._ticked)
        for column in range(columns):
            layout.setColumnStretch(column, 1)
        self.watch(*self.boxes)

    def control(self) -> QWidget:
        return self.boxes[0]

    def name_for_screen_readers(self, text: Text) -> None:
        for member, box in zip(self.field.members, self.boxes, strict=True):
            box.setAccessibleName(f"{text}：{member.label}")

    def show_value(self, value: Any, answers: Answers) -> None:
        chosen = value if isinstance(value, tuple) else ()
        for member, box in zip(self.field.members, self.boxes, strict=True):
            box.setChecked(member in chosen)

    def _ticked(self) -> None:
        pairs = zip(self.field.members, self.boxes, strict=True)
        self.edited.emit(tuple(member for member, box in pairs if box.isChecked()))


class TickEditor(Editor):
    """A statement with its tick before it."""

    def __init__(self, field: Tick, desk: Desk) -> None:
        super().__init__(field, desk)
        self.box = TickBox()
        self.words = QLabel(str(field.label))
        self.words.setWordWrap(True)
        self.words.mousePressEvent = lambda event: self.box.click()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, current().px(2), 0, current().px(2))
        layout.setSpacing(current().px(4))
        layout.addWidget(self.box, alignment=Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self.words, 1)
        self.box.clicked.connect(lambda checked: self.edited.emit(checked or None))
        self.watch(self.box)

    def control(self) -> QWidget:
        return self.box

    def show_value(self, value: Any, answers: Answers) -> None:
        self.box.setChecked(value is True)


class SearchLine(QLineEdit):
    """A line that finds entries of a code table while one types; a choice is made by key or mouse."""

    def __init__(self, table: Table, *, shows_code: bool = True) -> None:
        super().__init__()
        self.table, self._shows_code = table, shows_code
        self.found: list[Any] = []
        self.names = QStringListModel(self)
        finder = QCompleter(self.names, self)
        finder.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        finder.setMaxVisibleItems(12)
        self.popup = QListView()
        finder.setPopup(self.popup)
        finder.setWidget(self)
        self.finder = finder
        self.textEdited.connect(self._search)

    def _search(self, text: str) -> None:
        self.found = list(self.table.search(text, MOST_FOUND)) if text.strip() else []
        self.names.setStringList([self._words_of(entry) for entry in self.found])
        if self.found:
            self.finder.setCompletionPrefix("")
            self.finder.complete()
            self.popup.setCurrentIndex(self.names.index(0))
        else:
            self.popup.hide()

    def _words_of(self, entry: Any) -> str:
        """A line of the table as it is offered."""
        code = entry.code if self._shows_code and entry.code != str(entry.label) else ""
        note = getattr(entry, "note", None) or ""
        return "  ".join(part for part in (code, str(entry.label), str(note)) if part)


class LookupEditor(Editor):
    """A code found by its number, words, pinyin or initials."""

    field: Lookup

    def __init__(self, field: Lookup, desk: Desk) -> None:
        super().__init__(field, desk)
        self.line = SearchLine(field.table, shows_code=field.shows_code)
        self.line.setPlaceholderText(str(_SEARCH_BY_CODE if field.shows_code else _SEARCH))
        self.line.textEdited.connect(self._typed)
        self.line.finder.activated.connect(self._chosen)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.line)
        self.watch(self.line)
        self._value: Any = None

    def control(self) -> QWidget:
        return self.line

    def show_value(self, value: Any, answers: Answers) -> None:
        if value == self._value and self.line.text():
            return
        self._value = value
        self.line.setText(self.field.show(value) if isinstance(value, str) else written(value))
        self.line.setCursorPosition(0)

    def leave(self) -> None:
        if isinstance(self._value, str):
            self.line.setText(self.field.show(self._value))
        super().leave()

    def _typed(self, text: str) -> None:
        self._take(self._meaning(text))

    def _meaning(self, text: str) -> Any:
        """The code typed in full, known or not; half a word is kept as what it is."""
        value = self.field.from_text(text)
        if not isinstance(value, str) or value.isdigit() or self.field.table.get(value):
            return value
        return Raw(text.strip())

    def _chosen(self) -> None:
        row = self.line.popup.currentIndex().row()
        if 0 <= row < len(self.line.found):
            entry = self.line.found[row]
            self._take(entry.code)
            QTimer.singleShot(0, lambda: self.line.setText(self.field.show(entry.code)))

    def _take(self, value: Any) -> None:
        self._value = value
        self.edited.emit(value)


def choice_editor(field: Choice[Any], desk: Desk) -> Editor:
    """Radio buttons while all choices fit in sight, else a drop-down list."""
    labels = [member.label.zh for member in field.members]
    fits = len(labels) <= MOST_RADIO_BUTTONS
    room = MOST_RADIO_CHARACTERS if (field.width or field.usual_width) == "full" else 14
    fits = fits and sum(map(len, labels)) + 3 * len(labels) <= room
    return RadioEditor(field, desk) if fits else ComboEditor(field, desk)


def _members(field: Any) -> list[tuple[Any, Text]]:
    if isinstance(field, YesNo):
        return [(True, field.YES), (False, field.NO)]
    return [(member, member.label) for member in field.members]


def _columns(longest: int) -> int:
    """How many columns of ticks with words so broad stand side by side, in equal steps."""
    return next((n for n, most in ((4, 15), (3, 22), (2, 38)) if longest <= most), 1)


def _breadth(words: str) -> int:
    """Room that words take, a Latin letter being one and a Chinese character two."""
    return sum(1 if character.isascii() else 2 for character in words)


def _offered(field: Any, answers: Answers) -> list[Any]:
    return [True, False] if isinstance(field, YesNo) else field.choices(answers)
