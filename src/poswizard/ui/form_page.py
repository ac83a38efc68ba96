"""The page of any step: its title, its questions, and whatever a step puts above them."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from poswizard.forms.answers import Answers
from poswizard.forms.document_kind import Document
from poswizard.forms.field import Field
from poswizard.forms.issue import Issue
from poswizard.forms.step import Step
from poswizard.text import Text
from poswizard.ui.editors.editor import Desk
from poswizard.ui.palette import Tone
from poswizard.ui.questions_view import QuestionsView
from poswizard.ui.theme import current
from poswizard.ui.widgets.labels import label
from poswizard.wizard.session import Session
from poswizard.wizard.suggestions import Suggestion, suggestions

TEXT_WIDTH = 720
"""Most pixels that a line of the page takes, before scaling."""

OFFER_MS = 150
"""Of quiet after a key until what pictures say is worked out anew: it takes some milliseconds."""

_NOT_NEEDED = Text(
    "按前面的答案，这一步不需要填写，请直接到下一步。",
    "By the answers so far, nothing is asked here: go on to the next step.",
)


class StepView(QWidget):
    """What a step shows beside its questions: a picture, a table, a list. It follows the answers."""

    def show_session(self, session: Session) -> None:
        """Show what the answers say now."""

    def work_with(self, session: Session, desk: Desk) -> None:
        """Have the means of editors, for a view that takes something in; told once, before it is shown."""

    def take_keyboard(self) -> bool:
        """Take the keyboard when the page is come to, if it is here that one begins; gives whether it did."""
        return False


class FormPage(QScrollArea):
    """One step. Looking at it changes nothing; only an edited control writes."""

    looked_at = Signal(object)
    """The field that has the keyboard."""
    left = Signal()
    """A field was left: time to save."""
    caught_up = Signal()
    """The page shows what an answer has changed."""

    def __init__(
        self,
        step: type[Step],
        session: Session,
        desk: Desk,
        top: StepView | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.step, self.session, self.top = step, session, top
        self.shows_all = False
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._not_needed = label(_NOT_NEEDED, tone=Tone.ACCENT)
        column = self._column()
        self.questions = QuestionsView(step, desk, lambda: self.shows_all, column)
        self.questions.answered.connect(session.answer)
        self.questions.explained.connect(session.explain)
        self.questions.field_left.connect(self._field_left)
        self.questions.suggestions_taken.connect(self._take_suggestions)
        self._offered: tuple[Suggestion, ...] = ()
        self._offered_in: Answers | None = None
        self._later = QTimer(self, singleShot=True, interval=OFFER_MS)
        self._later.timeout.connect(self._offer_anew)
        self._is_late = False
        if top:
            top.work_with(session, desk)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self.catch_up)
        self._fill(column)

    def refresh_soon(self) -> None:
        """Show the answers once the key that changed them is dealt with."""
        self._is_late = True
        self._soon.start()

    def catch_up(self) -> None:
        """Show them now, if that has been put off."""
        if self._is_late:
            self.refresh()
            self.caught_up.emit()

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, N802 - Qt's names
        self.catch_up()  # the next question may be one that the last key has called for
        return super().focusNextPrevChild(next)

    def refresh(self) -> None:
        """Show the answers as they are now."""
        self._is_late = False
        answers = self.session.answers
        issues, offered = self.session.issues(self.step), self._suggestions()
        self.questions.show_answers(answers, issues, offered)
        if self.top:
            self.top.show_session(self.session)
        self._not_needed.setVisible(not self.step.relevant.holds(self.session.answers))
        if not self.isVisible():
            self._dress()

    def show_everything(self) -> list[Issue]:
        """Say everything that is wrong here from now on, and give what still stands in the way."""
        self.shows_all = True
        self.refresh()
        return [issue for issue in self.session.issues(self.step) if issue.is_open]

    def focus_first(self) -> None:
        """Give the first question that wants an answer the keyboard, or the first of all."""
        if self.top and self.top.take_keyboard():
            self.verticalScrollBar().setValue(0)
            return
        answers = self.session.answers
        asked = [f for f in self.step.relevant_fields(answers) if not f.calculated]
        wanting = [f for f in asked if answers.stored(f) is None and answers.is_required(f)]
        if first := (wanting or asked)[:1]:
            self.focus_field(first[0])
            if first[0] is asked[0]:
                self._show_top()

    def focus_field(self, field: Field[Any], row: int | None = None) -> None:
        """Bring a field into sight and give it the keyboard; in a repeated field, one of its rows."""
        editor = self.questions.rows[field].editor
        open_row = getattr(editor, "open", None)
        if row is not None and open_row:
            open_row(row)
        else:
            self.questions.focus_field(field)
        self.bring_into_sight(QApplication.focusWidget())

    def bring_into_sight(self, widget: QWidget | None) -> None:
        """Scroll so that a question is whole in sight, its label and note too."""
        if widget is not None and self.questions.isAncestorOf(widget):
            self.ensureWidgetVisible(widget, 0, 96)

    def _show_top(self) -> None:
        """Begin at the top, where what has the keyboard can be seen from there, too."""
        focused, column = QApplication.focusWidget(), self.widget()
        if focused is not None and column is not None and column.isAncestorOf(focused):
            bottom = focused.mapTo(column, QPoint(0, focused.height())).y()
            if bottom <= self.viewport().height():
                self.verticalScrollBar().setValue(0)

    def focused_field(self) -> Field[Any] | None:
        """The field that has the keyboard."""
        return self.questions.field_of(QApplication.focusWidget())

    def _dress(self) -> None:
        """Match the style sheet before the page is seen: a page built ahead is then shown at once."""
        for part in self.findChildren(QWidget):
            if part.isVisibleTo(self):
                part.ensurePolished()

    def _column(self) -> QWidget:
        """The column of text in the middle of the page."""
        page = QWidget(self)
        page.setProperty("role", "page")
        self.setWidget(page)
        column = QWidget(page)
        column.setMaximumWidth(current().px(TEXT_WIDTH))
        centre = QHBoxLayout(page)
        centre.setContentsMargins(0, 0, 0, 0)
        centre.addStretch(1)
        centre.addWidget(column, 100)
        centre.addStretch(1)
        return column

    def _fill(self, column: QWidget) -> None:
        px = current().px
        lines = QVBoxLayout(column)
        lines.setContentsMargins(px(24), px(24), px(24), px(32))
        lines.setSpacing(px(16))
        lines.addLayout(self._head())
        if self.top:
            lines.addWidget(self.top)
        lines.addWidget(self.questions)
        lines.addStretch()

    def _head(self) -> QVBoxLayout:
        head = QVBoxLayout()
        head.setSpacing(current().px(4))
        title = QLabel(str(self.step.title))
        title.setProperty("kind", "title")
        head.addWidget(title)
        if self.step.intro:
            intro = QLabel(str(self.step.intro))
            intro.setProperty("tone", "quiet")
            intro.setWordWrap(True)
            head.addWidget(intro)
        self._not_needed.setVisible(False)
        head.addWidget(self._not_needed)
        return head

    def _suggestions(self) -> tuple[Suggestion, ...]:
        """What pictures say that the form does not: at once without what was answered, then anew."""
        answers = self.session.answers
        if self._offered_in is not answers:
            if self._offered_in is None:
                self._look_for_suggestions()
            else:
                self._offered = tuple(one for one in self._offered if one.is_open(answers))
                self._later.start()
        return self._offered

    def _look_for_suggestions(self) -> None:
        session = self.session
        self._offered_in = session.answers
        is_read = _has_readings(session.answers)
        found = suggestions(session.flow, session.answers, session.today()) if is_read else ()
        self._offered = found

    def _offer_anew(self) -> None:
        before = self._offered
        self._look_for_suggestions()
        if self._offered != before:
            self.refresh()

    def _take_suggestions(self, wanted: list[Suggestion]) -> None:
        if len(wanted) == 1:
            self.session.take(wanted[0])
        else:
            self.session.take_all(wanted)
        self.catch_up()

    def _field_left(self, field: Field[Any]) -> None:
        self.refresh()
        self.left.emit()


def _has_readings(answers: Answers) -> bool:
    """Whether anything was read off any picture."""
    documents = (field for field in answers.answered() if isinstance(field, Document))
    pages = (page for field in documents for page in answers.get(field) or ())
    return any(page.read for page in pages)
