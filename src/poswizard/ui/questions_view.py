"""The questions of a step, or of one row, as they stand on a page."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from time import perf_counter
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from poswizard.forms.answers import Answers
from poswizard.forms.document_kind import Document
from poswizard.forms.field import Field
from poswizard.forms.issue import Issue
from poswizard.forms.rich_kinds import Rows, Signature
from poswizard.forms.step import Heading, Part
from poswizard.ui.editors.editor import Desk
from poswizard.ui.form_layout import FormLayout
from poswizard.ui.on_demand import K, OnDemand, W, mend_tab_order
from poswizard.ui.question_row import HeadingView, QuestionRow, ReasonLine

if TYPE_CHECKING:
    from poswizard.wizard.suggestions import Suggestion

__all__ = ["HeadingView", "QuestionRow", "QuestionsView", "ReasonLine"]

FIRST_ROWS = 8
"""At least as many as fit a screen; a high one counts for two."""
_HIGH = (Document, Rows, Signature)
SLICE_SECONDS = 0.006
"""With the row that is begun in it, a slice stays well below what is felt while typing."""


class QuestionsView(QWidget):
    """All rows of a part. It knows what to show, not where answers are kept.

    A row is made when its question is first asked: most pages have many that are not. What fits the
    first screen is made at once, the rest in short slices while nothing else is to be done.
    Everything is made inside its parent: with each move to another parent, Qt would match the
    style sheet anew against all that is inside.
    """

    answered = Signal(object, object)
    """The field, and its new value."""
    explained = Signal(object, str)
    looked_at = Signal(object)
    """The field that has the keyboard now."""
    field_left = Signal(object)
    suggestions_taken = Signal(list)
    """`Suggestion`s read off pictures that the form is to have."""

    def __init__(
        self,
        part: type[Part],
        desk: Desk,
        shows_all: Callable[[], bool],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.part, self.desk = part, desk
        self._shows_all = shows_all
        self._asked: set[Field[Any]] = set()
        self._form = FormLayout(self)
        self._places = {statement: place for place, statement in enumerate(part.parts)}
        self._below = _fields_below(part)
        self.rows = OnDemand(part.fields, self._wanted_row)
        self.headings = OnDemand(tuple(self._below), self._made_heading)
        self._latest = -1
        self._is_out_of_order = self._is_showing = False
        self._answers = Answers()
        self._issues: dict[Field[Any], list[Issue]] = {}
        self._suggestions: Sequence[Suggestion] = ()
        self._ahead = deque(part.parts)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._work_a_slice)

    def show_answers(
        self,
        answers: Answers,
        issues: Iterable[Issue],
        suggestions: Sequence[Suggestion] = (),
    ) -> None:
        """Show every answer, the rows that are relevant, the issues whose turn has come, and suggestions."""
        self._answers, self._issues, self._suggestions = answers, {}, suggestions
        for issue in issues:
            place = issue.field if issue.field in self.rows else issue.top_field
            self._issues.setdefault(place, []).append(issue)
        there = len(self.part.parts) - len(self._ahead)
        self._show(self.part.parts[:there])
        if self._shows_all():  # then nothing that is wrong may still be on its way
            self.complete()
        elif self._ahead:
            self._show(
                self._up_to(FIRST_ROWS - sum(_room(row.field) for row in self.rows.all_made()))
            )
            self._soon.start()

    @property
    def is_complete(self) -> bool:
        """Whether all that is asked is there, below the first screen too."""
        return not self._ahead

    def complete(self, until: Field[Any] | None = None) -> None:
        """Make what is still to be made now; all of it, or as far as a question."""
        if until is None or until in self._ahead:
            last = self._places[until] if until else len(self.part.parts)
            self._show(self._taken_while(lambda statement: self._places[statement] <= last))

    def focus_field(self, field: Field[Any]) -> None:
        """Give a field the keyboard."""
        self.rows[field].editor.control().setFocus(Qt.FocusReason.OtherFocusReason)

    def ask_about(self, field: Field[Any]) -> None:
        """From now on say what is wrong with this field."""
        self._asked.add(field)

    def field_of(self, widget: QWidget | None) -> Field[Any] | None:
        """The field in whose row a widget stands."""
        while widget is not None:
            if isinstance(widget, QuestionRow) and widget.field in self.rows:
                return widget.field
            widget = widget.parentWidget()
        return None

    def _show(self, statements: Iterable[Heading | Field[Any]]) -> None:
        answers, was_showing = self._answers, self._is_showing
        self._is_showing = True
        for statement in statements:
            if isinstance(statement, Heading):
                _show_if(self._is_headed(statement, answers), statement, self.headings)
            elif _show_if(answers.is_relevant(statement), statement, self.rows):
                row = self.rows[statement]
                row.show_answer(answers)
                row.show_issues(self._due(row, self._issues.get(statement, [])))
                row.show_readings(self._suggestions, answers)
        self._is_showing = was_showing
        if self._is_out_of_order and not self._ahead:
            self._is_out_of_order = False
            mend_tab_order([*self.rows.all_made()])

    def _up_to(self, rows: int) -> Iterator[Heading | Field[Any]]:
        """What is ahead until so many rows are asked."""
        while self._ahead and rows > 0:
            statement = self._ahead.popleft()
            if isinstance(statement, Field) and self._answers.is_relevant(statement):
                rows -= _room(statement)
            yield statement

    def _work_a_slice(self) -> None:
        end = perf_counter() + SLICE_SECONDS
        self._show(self._taken_while(lambda _: perf_counter() < end))
        if self._ahead:
            self._soon.start()

    def _taken_while(
        self, is_wanted: Callable[[Heading | Field[Any]], bool]
    ) -> Iterator[Heading | Field[Any]]:
        while self._ahead and is_wanted(self._ahead[0]):
            yield self._ahead.popleft()

    def _is_headed(self, heading: Heading, answers: Answers) -> bool:
        below = self._below[heading]
        has_any = not below or any(answers.is_relevant(field) for field in below)
        return has_any and heading.relevant.holds(answers)

    def _wanted_row(self, field: Field[Any]) -> QuestionRow:
        if not self._is_showing:
            self.complete(field)
        return self.rows.made(field) or self._made_row(field)

    def _made_row(self, field: Field[Any]) -> QuestionRow:
        row = QuestionRow(field, self.desk, self)
        row.editor.shows_all = self._shows_all
        self._connect(row)
        self._place(row, row.width_wanted, self._places[field])
        return row

    def _made_heading(self, heading: Heading) -> HeadingView:
        view = HeadingView(heading, self)
        self._place(view, "full", self._places[heading])
        return view

    def _place(self, widget: QWidget, width: str, place: int) -> None:
        if not self._is_showing:
            widget.hide()  # until it is known that it is wanted
        self._form.add(widget, width, place)
        self._is_out_of_order |= place < self._latest
        self._latest = max(self._latest, place)

    def _due(self, row: QuestionRow, issues: list[Issue]) -> list[Issue]:
        field = row.field
        if self._shows_all() or field in self._asked or row.editor.says_at_once:
            return issues
        editing = self.field_of(QApplication.focusWidget()) is field
        answered = self._answers.stored(field) is not None
        return issues if answered and not editing else [i for i in issues if i.field is not field]

    def _connect(self, row: QuestionRow) -> None:
        field = row.field
        row.editor.edited.connect(lambda value: self.answered.emit(field, value))
        row.editor.left.connect(lambda: self._left(field))
        row.explained.connect(self.explained)
        row.suggestions_taken.connect(self.suggestions_taken)

    def _left(self, field: Field[Any]) -> None:
        self._asked.add(field)
        self.field_left.emit(field)


def _room(field: Field[Any]) -> int:
    """How many rows of one line a question stands for."""
    return 2 if isinstance(field, _HIGH) else 1


def _fields_below(part: type[Part]) -> dict[Heading, list[Field[Any]]]:
    """The headings of a part, each with the questions that stand under it."""
    below: dict[Heading, list[Field[Any]]] = {}
    under: list[Field[Any]] = []
    for statement in part.parts:
        if isinstance(statement, Heading):
            under = below[statement] = []
        else:
            under.append(statement)
    return below


def _show_if(wanted: bool, key: K, widgets: OnDemand[K, W]) -> bool:
    """Show a widget or hide it; what is not wanted is not made for that."""
    widget = widgets[key] if wanted else widgets.made(key)
    if widget is not None and widget.isHidden() == wanted:
        widget.setVisible(wanted)
    return wanted
