"""What a rehearsal finds, and the whole of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from poswizard.forms.issue import Issue, Level
from poswizard.text import Text
from poswizard.wizard.rehearsal.sayings import Saying

ENOUGH = 30
"""From so many decided applications on, a count says more than chance."""

_FORECAST = Text(
    "本网点 {0} 件同类申请中 {1} 件因此被退回",
    "{1} of this branch's {0} applications of the kind came back for it",
)
_WEIGHT = {Level.ERROR: 0, Level.WARNING: 1, Level.INFORMATION: 2}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing for which the application may come back."""

    issue: Issue
    """Where it is, at which level, and why."""
    saying: Saying
    """The reviewer's side of it."""
    forecast: Text | None = None
    """How often it came back for that from here, with the number it is based on."""

    @property
    def code(self) -> str:
        """The rule's stable code."""
        return self.issue.code

    @property
    def level(self) -> Level:
        """How much it weighs here."""
        return self.issue.level

    @property
    def reviewer_says(self) -> Text:
        """What a reviewer would say."""
        return self.saying.says

    @property
    def why(self) -> Text:
        """What is the matter in this application."""
        return self.issue.text

    @property
    def source(self) -> str:
        """Where the rule comes from."""
        return self.issue.source

    @property
    def remedy(self) -> Text:
        """What to do about it."""
        return self.saying.remedy

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done: an explained warning goes along with its reason."""
        return self.issue.is_open

    @property
    def order(self) -> tuple[int, bool]:
        """The worst first; what was explained comes after what was not."""
        return _WEIGHT[self.level], not self.is_open


@dataclass(frozen=True, slots=True)
class Examined:
    """How much was looked at."""

    answers: int
    rules: int
    pictures: int
    cases: int
    """Applications here that share a number with this one."""


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """Everything found, the worst first."""

    findings: tuple[Finding, ...]
    examined: Examined
    decision_day: date
    """When the decision is to be expected."""
    decision_is_certain: bool
    """Whether the provider says how long it takes, and the holidays on the way are known."""
    decided: int = 0
    """Decided applications of the kind that forecasts are based on."""
    forecasts: Mapping[str, Text] = field(default_factory=dict)
    """By code of the codebook, what came back often, whether or not it was found here; none before `ENOUGH`."""

    @property
    def open(self) -> tuple[Finding, ...]:
        """What is still to be done before it leaves."""
        return tuple(one for one in self.findings if one.is_open)

    @property
    def is_clean(self) -> bool:
        """Nothing was found for which it would come back."""
        return not self.open


def forecast_words(decided: int, returned: int) -> Text | None:
    """The count in words, if it is based on enough."""
    if decided < ENOUGH or not returned:
        return None
    return _FORECAST.format(decided, returned)
