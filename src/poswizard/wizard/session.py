"""One application being filled in: answer, move, undo, save, listen. Touched from one thread only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from poswizard.domain.china_time import today_in_china
from poswizard.forms.answers import Answers, Raw, Reason
from poswizard.forms.field import Field
from poswizard.forms.issue import Issue
from poswizard.forms.step import Step
from poswizard.wizard.drafts import REASONS, SEEN
from poswizard.wizard.flow import Flow
from poswizard.wizard.signing import holds_signature, witnessed
from poswizard.wizard.suggestions import Suggestion

V = TypeVar("V")
MOST_UNDO = 200


@dataclass(frozen=True, slots=True)
class Change:
    """What has changed since the last save."""

    answers: Answers
    steps: frozenset[str]
    """Keys of the steps' documents to be written."""
    fields: tuple[str, ...]
    """Keys of the fields touched, for the audit log; never their values."""


@dataclass(frozen=True, slots=True)
class _Done:
    before: Answers
    after: Answers
    field: Field[Any] | None
    merges: bool


def saves_nothing(change: Change) -> None:
    """The `save` of a session that only lives in memory."""


class Session:
    """The answers of one application and everything that may be done with them."""

    def __init__(
        self,
        flow: Flow,
        answers: Answers | None = None,
        *,
        save: Callable[[Change], None] = saves_nothing,
        today: Callable[[], date] = today_in_china,
    ) -> None:
        self.flow = flow
        self.answers = flow.adapted(answers or Answers())
        self.today = today
        self.step: type[Step] = flow.steps[0]
        self._save = save
        self._touched: dict[Field[Any] | None, None] = {}
        self._listeners: list[Callable[[Field[Any] | None], None]] = []
        self._undo: list[_Done] = []
        self._redo: list[_Done] = []
        self._found: dict[type[Step], tuple[Issue, ...]] = {}
        self._found_in: Answers | None = None
        self._found_on: date | None = None

    # answering

    def answer(self, field: Field[V], value: V | Raw | None) -> None:
        """Give, change or take back an answer; typing in one field is one step of undo."""
        merges = _number_of_rows(value) == _number_of_rows(self.answers.stored(field))
        self._become(self.answers.with_(field, value), field, merges=merges)

    def explain(self, issue: Issue, reason: str) -> None:
        """Write why a warning is accepted; an empty reason takes it back."""
        given = Reason(reason.strip(), issue.text.zh)
        self._become(self.answers.with_reason(issue.reason_key, given), None)

    def become(self, answers: Answers) -> None:
        """Take over all answers of another, as after reading a file; one step of undo."""
        before = self.answers
        fields = {*before.answered(), *answers.answered()}
        changed = [f for f in fields if before.stored(f) != answers.stored(f)]
        self._remember(_Done(before, answers, None, False))
        self._take(answers, (*changed, None))

    def take(self, suggestion: Suggestion) -> None:
        """Answer a question with what a picture says; one step of undo. An answer that is there stays."""
        self._become(suggestion.taken_into(self.answers), suggestion.top_field)

    def take_all(self, suggestions: Sequence[Suggestion]) -> None:
        """The same with several, together one step of undo."""
        answers = self.answers
        for suggestion in suggestions:
            answers = suggestion.taken_into(answers)
        if answers != self.answers:
            self.become(answers)

    # going back on it

    def undo(self) -> Field[Any] | None:
        """Take back the last change; gives the field to show, if any."""
        return self._go_back(self._undo, self._redo, "before")

    def redo(self) -> Field[Any] | None:
        """Make the last undone change again."""
        return self._go_back(self._redo, self._undo, "after")

    @property
    def can_undo(self) -> bool:
        """Whether there is a change to take back."""
        return bool(self._undo)

    @property
    def can_redo(self) -> bool:
        """Whether there is an undone change."""
        return bool(self._redo)

    # moving and asking

    def go(self, step: type[Step]) -> None:
        """Move to a step; looking changes nothing."""
        self.step = step

    def steps_ahead(self) -> list[type[Step]]:
        """The relevant steps after the current one."""
        steps = self.flow.relevant_steps(self.answers)
        later = self.flow.steps[self.flow.steps.index(self.step) + 1 :]
        return [step for step in later if step in steps]

    def issues(self, step: type[Step] | None = None) -> list[Issue]:
        """What is wrong on a step; on the current one unless named."""
        asked, today = step or self.step, self.today()
        if self.answers is not self._found_in or today != self._found_on:
            self._found, self._found_in, self._found_on = {}, self.answers, today
        if asked not in self._found:
            self._found[asked] = tuple(self.flow.issues_of(asked, self.answers, today))
        return list(self._found[asked])

    # keeping

    def save_with(self, save: Callable[[Change], None]) -> None:
        """Hand changes to this store from now on."""
        self._save = save

    def listen(self, heard: Callable[[Field[Any] | None], None]) -> Callable[[], None]:
        """Be told after every change of which field it was; gives the function that stops it."""
        self._listeners.append(heard)
        return lambda: self._listeners.remove(heard)

    @property
    def is_saved(self) -> bool:
        """Whether nothing waits to be saved."""
        return not self._touched

    def save(self) -> None:
        """Hand what has changed to the store; does nothing when nothing has."""
        if not self._touched:
            return
        fields = tuple(field.key for field in self._touched if field)
        steps = {self.flow.step_of(field).key for field in self._touched if field}
        if None in self._touched:
            steps.add(REASONS)
        if any(field and holds_signature(field) for field in self._touched):
            steps.add(SEEN)
        self._touched.clear()
        self._save(Change(self.answers, frozenset(steps), fields))

    def _become(self, answers: Answers, field: Field[Any] | None, merges: bool = False) -> None:
        if answers == self.answers:
            return
        self._remember(_Done(self.answers, answers, field, merges))
        self._take(answers, (field,))

    def _remember(self, done: _Done) -> None:
        self._redo.clear()
        last = self._undo[-1] if self._undo else None
        if last and last.merges and done.merges and last.field is done.field:
            done = _Done(last.before, done.after, done.field, True)
            self._undo.pop()
        self._undo.append(done)
        del self._undo[:-MOST_UNDO]

    def _go_back(self, source: list[_Done], target: list[_Done], side: str) -> Field[Any] | None:
        if not source:
            return None
        done = source.pop()
        target.append(_Done(done.before, done.after, done.field, False))
        self._take(getattr(done, side), (done.field,))
        return done.field

    def _take(self, answers: Answers, touched: tuple[Field[Any] | None, ...]) -> None:
        self.answers = witnessed(self.flow, self.flow.adapted(answers), touched)
        for field in touched:
            self._touched[field] = None
        for heard in tuple(self._listeners):
            for field in touched:
                heard(field)


def _number_of_rows(value: object) -> int:
    """How many rows or pages an answer has; taking one away is a step of undo of its own."""
    return len(value) if isinstance(value, tuple) else 0
