"""Where every step of an open application stands, found out again bit by bit once an answer has changed."""

from __future__ import annotations

from datetime import date
from math import inf
from time import perf_counter

from poswizard.forms.answers import Answers
from poswizard.forms.step import Step
from poswizard.wizard.progress import StepProgress, step_progress
from poswizard.wizard.session import Session


class Survey:
    """What is known of each step. An answer here may mean something there, so a change puts all in doubt.

    Until a step is looked at again it keeps the state that it had.
    """

    def __init__(self, session: Session) -> None:
        self.states: dict[str, StepProgress] = {}
        """By step key; of every step after the first `go_on` to the end."""
        self._session = session
        self._answers: Answers | None = None
        self._day: date | None = None
        self._in_doubt: dict[type[Step], None] = {}

    def look_at(self, step: type[Step]) -> StepProgress:
        """Where this step stands now."""
        self._begin()
        if step in self._in_doubt:
            session = self._session
            known = step_progress(step, session.answers, session.today(), session.issues(step))
            self.states[step.key] = known
            del self._in_doubt[step]
        return self.states[step.key]

    def go_on(self, seconds: float = inf) -> bool:
        """Look at the steps in doubt, for about so long; whether there is none left."""
        self._begin()
        until = perf_counter() + seconds
        while self._in_doubt:
            self.look_at(next(iter(self._in_doubt)))
            if perf_counter() >= until:
                break
        return not self._in_doubt

    def _begin(self) -> None:
        """Answers are never altered: as long as they are the same object, nothing has changed."""
        answers, day = self._session.answers, self._session.today()
        if answers is not self._answers or day != self._day:
            self._answers, self._day = answers, day
            self._in_doubt = dict.fromkeys(self._session.flow.steps)
