"""How a person gives an answer: one way for each kind of field, with nothing but the hands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import singledispatch
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPlainTextEdit, QPushButton, QRadioButton

from poswizard.demo.hands import Hands, PlayError
from poswizard.forms.answers import Json
from poswizard.forms.field import Field
from poswizard.forms.kinds import (
    Choice,
    Choices,
    Count,
    Day,
    Line,
    Lookup,
    Moment,
    Number,
    Table,
    Tick,
    YesNo,
)
from poswizard.forms.kinds import Digits as DigitsField
from poswizard.forms.rich_kinds import Address, Document, Rows, Signature
from poswizard.text import Text
from poswizard.ui.editors.address import AddressEditor
from poswizard.ui.editors.choice import (
    ChoicesEditor,
    ComboEditor,
    LookupEditor,
    RadioEditor,
    SearchLine,
    TickEditor,
)
from poswizard.ui.editors.document import DocumentEditor
from poswizard.ui.editors.row_card import RowCard
from poswizard.ui.editors.rows import RowsEditor
from poswizard.ui.editors.signature import SignatureEditor
from poswizard.ui.questions_view import QuestionRow

NAME_STROKES = (
    ((0.30, 0.30), (0.34, 0.28), (0.42, 0.30)),
    ((0.36, 0.20), (0.36, 0.45), (0.33, 0.70), (0.29, 0.80)),
    ((0.37, 0.45), (0.40, 0.60), (0.45, 0.74)),
    ((0.52, 0.25), (0.60, 0.24), (0.66, 0.26)),
    ((0.50, 0.48), (0.60, 0.46), (0.70, 0.49)),
    ((0.60, 0.20), (0.60, 0.50), (0.59, 0.82)),
)
"""A scrawl nobody signs with, as shares of the pad."""


_TAKE = Text("采用：{0}", "Use: {0}")


@dataclass(frozen=True)
class Clerk:
    """The hands, and where the papers lie that a document field is given."""

    hands: Hands
    papers: Callable[[str], Path]
    """A file for the name of a paper, such as `specimen:id_front`."""
    before_signing: Callable[[], None]
    """Turns the screen to the applicant, who reads everything."""


def answer(clerk: Clerk, row: QuestionRow, value: Json) -> None:
    """Answer a question as it stands in the answers file, or take what the window offers if it is that."""
    offer = _offer(row, value)
    if offer:
        clerk.hands.press(offer)
    if offer is None or isinstance(row.field, Rows):  # offered rows still want their results
        _give(row.field, clerk, row, value)


@singledispatch
def _give(field: Field[Any], clerk: Clerk, row: QuestionRow, value: Json) -> None:
    raise TypeError(f"nobody knows how to answer a {type(field).__name__}")


@_give.register(Line)
@_give.register(DigitsField)
def _type_words(field: Field[Any], clerk: Clerk, row: QuestionRow, value: Json) -> None:
    _write(clerk, row, str(value))


@_give.register(Number)
@_give.register(Count)
def _type_number(field: Field[Any], clerk: Clerk, row: QuestionRow, value: Json) -> None:
    _write(clerk, row, str(value))


@_give.register
def _type_day(field: Day, clerk: Clerk, row: QuestionRow, value: Json) -> None:
    _write(clerk, row, "长期" if value == "long-term" else str(value).replace("-", ""))


@_give.register
def _type_moment(field: Moment, clerk: Clerk, row: QuestionRow, value: Json) -> None:
    day, time = str(value).split("T")
    _write(clerk, row, f"{day.replace('-', '')} {time[:5]}")


@_give.register
def _tick(field: Tick, clerk: Clerk, row: QuestionRow, value: Json) -> None:
    editor = _editor(row, TickEditor)
    _set_box(clerk, editor.box, bool(value))


@_give.register
def _say_yes_or_no(field: YesNo, clerk: Clerk, row: QuestionRow, value: Json) -> None:
    editor = _editor(row, RadioEditor)
    _choose_button(clerk, editor, 0 if value else 1)


@_give.register
def _choose(field: Choice, clerk: Clerk, row: QuestionRow, value: Json) -> None:
    keys = [member.value for member in field.members]
    if isinstance(row.editor, RadioEditor):
        _choose_button(clerk, row.editor, keys.index(value))
    else:
        _choose_from_list(clerk, _editor(row, ComboEditor), field.from_json(value))


@_give.register
def _choose_several(field: Choices, clerk: Clerk, row: QuestionRow, value: Json) -> None:
    boxes = _editor(row, ChoicesEditor).boxes
    for member, box in zip(field.members, boxes, strict=True):
        _set_box(clerk, box, member.value in value)


@_give.register
def _look_up(field: Lookup, clerk: Clerk, row: QuestionRow, value: Json) -> None:
    _search(clerk, _editor(row, LookupEditor).line, field.table, value)


@_give.register
def _give_address(field: Address, clerk: Clerk, row: QuestionRow, value: Json) -> None:
    editor = _editor(row, AddressEditor)
    _search(clerk, editor.county, field.counties, value["county"])
    clerk.hands.go_to(editor.street)
    _replace(clerk, editor.street, value["street"])


@_give.register
def _add_pages(field: Document, clerk: Clerk, row: QuestionRow, value: Json) -> None:
    editor = _editor(row, DocumentEditor)
    for count, paper in enumerate(value, 1):
        clerk.hands.drop(editor.thumbnails, [clerk.papers(paper)])
        clerk.hands.wait(lambda wanted=count: len(editor.pages) == wanted, f"page of {field.key}")


@_give.register
def _sign(field: Signature, clerk: Clerk, row: QuestionRow, value: Json) -> None:
    editor = _editor(row, SignatureEditor)
    if not editor.pad.surface.is_empty:
        clerk.hands.go_to(editor.pad.surface)
        clerk.hands.key(Qt.Key.Key_Delete)
        clerk.hands.wait(lambda: not editor.words.text(), f"signature of {field.key} to be cleared")
    if "showing" in str(value):
        clerk.before_signing()
    clerk.hands.draw(editor.pad.surface, NAME_STROKES)
    clerk.hands.wait(lambda: bool(editor.words.text()), f"signature of {field.key} to be kept")


@_give.register
def _add_rows(field: Rows, clerk: Clerk, row: QuestionRow, value: Json) -> None:
    editor = _editor(row, RowsEditor)
    for index, answers in enumerate(value):
        card = _open_card(clerk, editor, index)
        answer_all(clerk, list(card.body.rows.values()), answers)


def answer_all(clerk: Clerk, rows: list[QuestionRow], answers: Json) -> None:
    """Answer the questions in sight in their order, and those that appear by an answer."""
    left = {r.field.name: r for r in rows if r.field.name in answers and not r.field.calculated}
    while left:
        row = next((r for r in left.values() if not r.isHidden()), None)
        if row is None:
            raise PlayError(f"never asked: {', '.join(left)}")
        answer(clerk, row, answers[row.field.name])
        del left[row.field.name]


def _open_card(clerk: Clerk, editor: RowsEditor, index: int) -> RowCard:
    if index == len(editor.cards):
        clerk.hands.press(editor.add_button)
    card = editor.cards[index]
    if not card.is_open:
        clerk.hands.press(card.title)
    return card


def _offer(row: QuestionRow, value: Json) -> QPushButton | None:
    """The button under a question that takes over just this value, or as many rows as are wanted."""
    field = row.field
    if isinstance(field, Document | Signature):
        return None
    words = str(_TAKE.format(field.show(field.from_json(value))))
    shown = [b for b in row.findChildren(QPushButton) if b.parentWidget() is row]
    return next((b for b in shown if not b.isHidden() and b.text() == words), None)


def _write(clerk: Clerk, row: QuestionRow, words: str) -> None:
    line = row.editor.control()
    if not isinstance(line, QLineEdit | QPlainTextEdit):
        raise PlayError(f"{row.field.key} cannot be typed into")
    clerk.hands.go_to(line)
    _replace(clerk, line, words)


def _replace(clerk: Clerk, line: QLineEdit | QPlainTextEdit, words: str) -> None:
    old = line.text() if isinstance(line, QLineEdit) else line.toPlainText()
    if old:
        clerk.hands.replace(words)
    else:
        clerk.hands.type(words)


def _set_box(clerk: Clerk, box: QCheckBox, ticked: bool) -> None:
    if box.isChecked() != ticked:
        clerk.hands.press(box)


def _choose_button(clerk: Clerk, editor: RadioEditor, index: int) -> None:
    button: QRadioButton = editor.buttons[index]
    if not button.isChecked():
        clerk.hands.choose(editor.buttons, button)


def _choose_from_list(clerk: Clerk, editor: ComboEditor, member: Any) -> None:
    hands, combo = clerk.hands, editor.combo
    hands.go_to(combo)
    if not combo.view().isVisible():
        hands.key(Qt.Key.Key_Space)
    hands.key(Qt.Key.Key_Home)
    wanted = combo.findText(str(member.label))
    for _ in range(wanted):
        hands.key(Qt.Key.Key_Down)
    hands.key(Qt.Key.Key_Return)


def _search(clerk: Clerk, line: SearchLine, table: Table, code: str) -> None:
    """Type what finds an entry, go down to it, Enter."""
    entry = table.get(code)
    if entry is None:
        raise PlayError("a code that no table has")
    clerk.hands.go_to(line)
    _replace(clerk, line, entry.label.zh)
    clerk.hands.wait(line.popup.isVisible, "something to be found")
    codes = [found.code for found in line.found]
    for _ in range(codes.index(code)):
        clerk.hands.key(Qt.Key.Key_Down)
    clerk.hands.key(Qt.Key.Key_Return)


def _editor(row: QuestionRow, kind: type[Any]) -> Any:
    if not isinstance(row.editor, kind):
        raise PlayError(f"{row.field.key} has a {type(row.editor).__name__}")
    return row.editor
