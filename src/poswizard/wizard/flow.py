"""Phases and steps in order, and what of them is asked of one application."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from poswizard.forms.answers import NO_OVERLAY, Answers, Overlay
from poswizard.forms.field import Field
from poswizard.forms.issue import Issue
from poswizard.forms.step import Milestone, Phase, Step
from poswizard.wizard.signing import outdated

_MILESTONES = tuple(Milestone)


class Flow:
    """The whole questionnaire, with the chosen provider's differences laid over it."""

    def __init__(
        self,
        phases: tuple[Phase, ...],
        overlay_of: Callable[[Answers], Overlay] = lambda answers: NO_OVERLAY,
        pinned: Callable[[Answers], Answers] = lambda answers: answers,
    ) -> None:
        self.phases = phases
        self.steps: tuple[type[Step], ...] = tuple(s for p in phases for s in p.steps)
        self.fields: tuple[Field[Any], ...] = tuple(f for s in self.steps for f in s.fields)
        self._overlay_of, self._pinned = overlay_of, pinned
        self._steps = {step.key: step for step in self.steps}
        self._fields = {field.key: field for field in self.fields}
        self._phases = {step: phase for phase in phases for step in phase.steps}
        inner = [f for field in self.fields if field.row for f in field.row.fields]
        self._order = {field: i for i, field in enumerate((*self.fields, *inner))}

    def step(self, key: str) -> type[Step] | None:
        """The step of this name."""
        return self._steps.get(key)

    def field(self, key: str) -> Field[Any] | None:
        """The field of this name, such as `account.number`."""
        return self._fields.get(key)

    def step_of(self, field: Field[Any]) -> type[Step]:
        """The step in which a field stands; for a row's field, that of its rows."""
        return self._steps[field.key.split(".", 1)[0]]

    def phase_of(self, step: type[Step]) -> Phase:
        """The phase of a step."""
        return self._phases[step]

    def milestone_of(self, step: type[Step]) -> Milestone:
        """What the step must be complete for."""
        return self._phases[step].milestone_of(step)

    def comes_before(self, first: Field[Any], second: Field[Any]) -> bool:
        """Whether `first` is asked before `second`."""
        return self._order[first] < self._order[second]

    def adapted(self, answers: Answers) -> Answers:
        """The answers as the chosen provider's overlay sees them, the version of its pack noted."""
        answers = self._pinned(answers)
        return answers.under(self._overlay_of(answers))

    def relevant_steps(self, answers: Answers) -> list[type[Step]]:
        """The steps that this application goes through."""
        return [step for step in self.steps if step.relevant.holds(answers)]

    def next_step(
        self, step: type[Step], answers: Answers, forward: bool = True
    ) -> type[Step] | None:
        """The relevant step after this one, or before it."""
        order = self.steps if forward else self.steps[::-1]
        rest = order[order.index(step) + 1 :]
        return next((s for s in rest if s.relevant.holds(answers)), None)

    def steps_until(self, milestone: Milestone) -> list[type[Step]]:
        """The steps that must be complete for a milestone."""
        last = _MILESTONES.index(milestone)
        return [s for s in self.steps if _MILESTONES.index(self.milestone_of(s)) <= last]

    def issues(
        self, answers: Answers, today: date, until: Milestone = Milestone.AFTERCARE
    ) -> Iterator[Issue]:
        """Everything wrong up to a milestone, in the order of the questions."""
        for step in self.steps_until(until):
            yield from self.issues_of(step, answers, today)

    def issues_of(self, step: type[Step], answers: Answers, today: date) -> Iterator[Issue]:
        """Everything wrong on a step, the signatures given there for an older text among it."""
        yield from step.issues(answers, today)
        yield from outdated(self, step, answers)
