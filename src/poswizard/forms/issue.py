"""What is still wrong, at which level, and in which words."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from poswizard.text import Text, Vocabulary

if TYPE_CHECKING:
    from poswizard.forms.answers import Answers
    from poswizard.forms.field import Field


class Level(Vocabulary):
    """How much an issue weighs."""

    ERROR = "error", Text("错误", "Error"), Text("改正后才能导出", "Blocks the package")
    WARNING = (
        "warning",
        Text("提醒", "Warning"),
        Text("需写明原因，随资料打印给审核员", "Needs a written reason, printed for the reviewer"),
    )
    INFORMATION = "information", Text("提示", "Information"), Text("仅供参考", "For your attention")


@dataclass(frozen=True, slots=True)
class Issue:
    """One thing that is wrong with one field."""

    field: Field[Any]
    """The field where it shows: the row's own field when `rows` is set."""
    code: str
    """Stable code such as `uscc.check_digit`."""
    level: Level
    text: Text
    """What is wrong and what to do."""
    source: str = ""
    """Where the rule comes from: law, standard, acquirer's document."""
    rows: Field[Any] | None = None
    """The repeated field in which `field` stands."""
    row: int | None = None
    """Index of the row, from 0."""
    reason: str = ""
    """Why the warning is accepted, as written by the clerk."""

    @property
    def top_field(self) -> Field[Any]:
        """The field of the step: the repeated field for an issue in a row."""
        return self.rows or self.field

    @property
    def path(self) -> str:
        """Where it is: `account.number` or `owners.people[1].id_number`."""
        if self.rows is None:
            return self.field.key
        return f"{self.rows.key}[{self.row}].{self.field.name}"

    @property
    def reason_key(self) -> str:
        """Under which a reason is kept. A new value makes a new text, and the old reason lapses."""
        return f"{self.path}#{self.code}"

    @property
    def is_open(self) -> bool:
        """Whether it stands in the way of the package."""
        return self.level is Level.ERROR or (self.level is Level.WARNING and not self.reason)


@dataclass(frozen=True, slots=True)
class Rule:
    """A constraint of the trade: a pure function of answered values that gives the words when broken."""

    code: str
    level: Level
    about: Text
    """What the rule demands, for the question list and the handbook."""
    source: str
    test: Callable[..., Text | None]
    wants_today: bool

    def __call__(self, *values: Any, today: date | None = None) -> Text | None:
        """The words for what is wrong, or nothing."""
        if self.wants_today:
            return self.test(*values, today=today)
        return self.test(*values)

    def on(self, at: Field[Any], *others: Field[Any]) -> Check:
        """The rule applied to these fields, its note standing under the first."""
        return Check(self, (at, *others))


@dataclass(frozen=True, slots=True)
class Check:
    """A rule bound to fields; it is asked only when all of them are answered and relevant."""

    rule: Rule
    fields: tuple[Field[Any], ...]

    def words(self, first: Any, answers: Answers, today: date) -> Text | None:
        """The words for what is wrong, if anything; `first` is what the first field is answered with."""
        rule, fields = self.rule, self.fields
        if len(fields) == 1:
            return rule.test(first, today=today) if rule.wants_today else rule.test(first)
        values = answers.all_of(fields)
        if values is None:
            return None
        return rule.test(*values, today=today) if rule.wants_today else rule.test(*values)

    def issue(self, words: Text) -> Issue:
        """The issue of a broken rule."""
        rule = self.rule
        return Issue(self.fields[0], rule.code, rule.level, words, rule.source)


def rule(
    code: str, level: Level, about: Text, source: str
) -> Callable[[Callable[..., Text | None]], Rule]:
    """Make a function of values into a `Rule`; a parameter named `today` receives the day of asking."""

    def decorate(test: Callable[..., Text | None]) -> Rule:
        wants_today = "today" in inspect.signature(test).parameters
        return Rule(code, level, about, source, test, wants_today)

    return decorate
