"""One question as it stands on a page: its words, its editor, and what is wrong with its answer."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from poswizard.forms.answers import Answers
from poswizard.forms.field import Field
from poswizard.forms.issue import Issue, Level
from poswizard.forms.kinds import Tick
from poswizard.forms.step import Heading
from poswizard.text import Text
from poswizard.ui.background import run
from poswizard.ui.editor_registry import editor_for
from poswizard.ui.editors.cut_outs import cut_outs
from poswizard.ui.editors.editor import Desk, Editor
from poswizard.ui.theme import current
from poswizard.ui.widgets.issue_note import IssueNote
from poswizard.ui.widgets.labels import alone
from poswizard.ui.widgets.reading_chip import ReadingChip

if TYPE_CHECKING:
    from poswizard.wizard.suggestions import Suggestion


class QuestionRow(QWidget):
    """Label above, editor, hint below, then whatever is wrong, and a suggestion that can be taken."""

    explained = Signal(object, str)
    """A warning's `Issue`, and the reason written for accepting it."""
    suggestions_taken = Signal(list)
    """The `Suggestion`s that a person wants: of this question, or of its pictures for others."""

    def __init__(self, field: Field[Any], desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self.editor: Editor = editor_for(field, desk)
        self.label: QLabel | None = None
        self.notes: list[IssueNote] = []
        self._shown: list[Issue] = []
        self._suggestion: QPushButton | None = None
        self._reading: tuple[Suggestion, ...] = ()
        self._chip: ReadingChip | None = None
        self._refusal: IssueNote | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(current().px(4))
        if not isinstance(field, Tick):
            self.label = _label(alone(field.label), "label")
            self._layout.addWidget(self.label)
        self._layout.addWidget(self.editor)
        if field.hint:
            self._layout.addWidget(_label(str(field.hint), "quiet"))
        self._layout.addStretch()
        self.editor.name_for_screen_readers(field.label)
        self.editor.refused.connect(self._show_refusal)
        self.editor.explained.connect(self.explained)
        self.editor.left.connect(self._forget_refusal)
        self.editor.suggestions_taken.connect(self.suggestions_taken)

    @property
    def width_wanted(self) -> str:
        """`half`: two such rows stand side by side; `alone`: beside nothing; `full`."""
        return self.field.width or self.field.usual_width

    def show_answer(self, answers: Answers) -> None:
        """Show the answer, whether it must be given, and what could be taken over."""
        field = self.field
        value = answers.get(field) if field.calculated else answers.stored(field)
        self.editor.show_value(value, answers)
        if self.label:
            optional = "" if answers.is_required(field) or field.calculated else _optional()
            words = f"{alone(field.label)}{optional}"
            if self.label.text() != words:
                self.label.setText(words)
        self._show_suggestion(answers, value)

    def show_issues(self, issues: list[Issue]) -> None:
        """Show what is wrong under the editor."""
        own = self.editor.keep_issues([issue for issue in issues if issue.field is self.field])
        self.editor.show_row_issues([issue for issue in issues if issue.field is not self.field])
        if own == self._shown:
            return
        self._shown = own
        self.editor.show_level(_worst(own))
        for note in self.notes:
            self._layout.removeWidget(note)
            note.deleteLater()
        self.notes = [self._note(issue) for issue in own]

    def _note(self, issue: Issue) -> IssueNote:
        note = IssueNote(self)
        note.show_note(issue.level, issue.text, issue.reason, issue.source)
        note.reason_wanted.connect(lambda: self._ask_reason(issue, note))
        self._layout.insertWidget(self._layout.count() - 1, note)
        return note

    def _ask_reason(self, issue: Issue, note: IssueNote) -> None:
        line = ReasonLine(issue.reason)
        line.given.connect(partial(self._explain, issue, line))
        self._layout.insertWidget(self._layout.indexOf(note) + 1, line)
        line.setFocus()

    def _explain(self, issue: Issue, line: ReasonLine, reason: str) -> None:
        if line.hasFocus():  # it goes away: keys would have nowhere to go
            self.editor.control().setFocus()
        line.deleteLater()
        self.explained.emit(issue, reason)

    def _show_refusal(self, text: Text) -> None:
        if self._refusal is None:
            self._refusal = IssueNote(self)
            self._layout.insertWidget(self._layout.count() - 1, self._refusal)
        self._refusal.show_note(Level.INFORMATION, text)

    def _forget_refusal(self) -> None:
        if self._refusal:
            self._refusal.clear()

    def _show_suggestion(self, answers: Answers, value: Any) -> None:
        suggested = self.field.suggested.value(answers) if self.field.suggested else None
        wanted = suggested is not None and value is None
        if self._suggestion is None and wanted:
            self._suggestion = QPushButton()
            self._suggestion.setProperty("kind", "link")
            self._suggestion.clicked.connect(self._take_suggestion)
            self._layout.insertWidget(self._layout.count() - 1, self._suggestion)
        if self._suggestion:
            self._suggested = suggested
            self._suggestion.setVisible(wanted)
            if wanted:
                words = self.field.show(suggested)
                self._suggestion.setText(str(Text("采用：{0}", "Use: {0}").format(words)))

    def show_readings(self, readings: Sequence[Suggestion], answers: Answers) -> None:
        """Show what pictures say: of this field, of its rows, or off the pictures that are edited here."""
        edited_here = [s for s in readings if self.field in (s.source, s.rows)]
        self.editor.show_suggestions(edited_here, answers)
        here = tuple(s for s in readings if s.field is self.field and s.source is not self.field)
        if here != self._reading:
            self._reading = here
            self.editor.offered = self._take_reading if here else None
            self._show_chip()

    def _show_chip(self) -> None:
        if self._chip is None and self._reading:
            self._chip = ReadingChip(self)
            self._chip.clicked.connect(self._take_reading)
            place = self._layout.indexOf(self.editor) + 1
            self._layout.insertWidget(place, self._chip)
        if self._chip is None:
            return
        self._chip.setVisible(bool(self._reading))
        if self._reading:
            one = self._reading[0]
            self._chip.show_reading(one.shown, one.confidence)
            work = partial(cut_outs, self.editor.desk.scans, one.scan, [one.box])
            run(work, then=self._show_cut, failed=self._show_no_cut)

    def _show_cut(self, cuts: list[QImage]) -> None:
        if self._chip is not None:
            self._chip.show_cut(cuts[0])

    def _show_no_cut(self, _error: Exception) -> None:
        """The value can be compared with the picture all the same."""

    def _take_reading(self) -> None:
        if self._reading:
            self.suggestions_taken.emit(list(self._reading))
            self.editor.control().setFocus()

    def _take_suggestion(self) -> None:
        self.editor.edited.emit(self._suggested)
        self.editor.control().setFocus()


class ReasonLine(QLineEdit):
    """Where the reason for accepting a warning is written; Enter or leaving it gives it."""

    given = Signal(str)

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        words = str(
            Text("写给审核员看的原因，回车确定", "The reason, for the reviewer; Enter confirms")
        )
        self.setPlaceholderText(words)
        self.setAccessibleName(words)
        self.editingFinished.connect(self._give)
        self._is_given = False

    def _give(self) -> None:
        if not self._is_given:
            self._is_given = True
            self.given.emit(self.text())


class HeadingView(QWidget):
    """A section's title with its sentence."""

    def __init__(self, heading: Heading, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QVBoxLayout(self)
        px = current().px
        layout.setContentsMargins(0, px(8), 0, 0)
        layout.setSpacing(px(4))
        layout.addWidget(_label(str(heading.text), "heading"))
        if heading.hint:  # what is read to the applicant stands here: not in small type
            hint = _label(str(heading.hint), "body")
            hint.setProperty("tone", "quiet")
            layout.addWidget(hint)


def _label(words: str, kind: str) -> QLabel:
    label = QLabel(words)
    label.setProperty("kind", kind)
    label.setWordWrap(True)
    return label


def _optional() -> Text:
    return Text("（选填）", " (optional)")


def _worst(issues: list[Issue]) -> Level | None:
    levels = [issue.level for issue in issues if issue.is_open]
    return next((level for level in Level if level in levels), None)
