"""The whole list of questions with their rules, as text: for review, and for those who write answers files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from poswizard.forms.condition import ALWAYS, NEVER, Condition
from poswizard.forms.field import Field
from poswizard.forms.issue import Check, Rule
from poswizard.forms.kinds import Choice, Choices
from poswizard.forms.step import Heading, Part, Phase, Step
from poswizard.text import Text, Vocabulary
from poswizard.wizard.flow import Flow


class Wording(Vocabulary):
    """In which language a list is printed."""

    ZH = "zh", Text("中文", "Chinese")
    EN = "en", Text("英文", "English")
    BOTH = "both", Text("中英对照", "both")

    def words(self, text: Text) -> str:
        """A text in this wording."""
        if self is Wording.BOTH:
            return text.zh if text.zh == text.en else f"{text.zh} / {text.en}"
        return text.zh if self is Wording.ZH else text.en


def question_list(flow: Flow, wording: Wording = Wording.BOTH) -> str:
    """Every phase, step, heading, field and rule, in the order of the page; the same each time."""
    lister = _Lister(wording)
    lines = [line for n, phase in enumerate(flow.phases, 1) for line in lister.phase(n, phase)]
    return "\n".join(lines) + "\n"


class _Lister:
    """Lines of one list."""

    def __init__(self, wording: Wording) -> None:
        self._words = wording.words

    def phase(self, number: int, phase: Phase) -> Iterator[str]:
        yield f"# {number} {self._words(phase.title)} [{phase.key}]"
        for step in phase.steps:
            yield ""
            yield from self._step(step, phase)
        yield ""

    def _step(self, step: type[Step], phase: Phase) -> Iterator[str]:
        milestone = phase.milestone_of(step).label
        yield f"## {self._words(step.title)} [{step.key}]"
        yield f"{self._words(_ROWS)} {', '.join(step.process)} · {self._words(milestone)}"
        yield from self._relevant(step.relevant, "")
        if step.intro:
            yield self._words(step.intro)
        yield from self._part(step, "")

    def _part(self, part: type[Part], indent: str) -> Iterator[str]:
        for statement in part.parts:
            yield ""
            if isinstance(statement, Heading):
                yield f"{indent}=== {self._words(statement.text)}"
                yield from self._noted(statement.hint, indent)
                yield from self._relevant(statement.relevant, indent)
            else:
                yield from self._field(statement, indent)
        if part.checks:
            yield ""
            yield f"{indent}{self._words(_CHECKS)}"
            for rule, checks in _by_rule(part.checks).items():
                yield from self._rule(rule, checks, indent + "  ")

    def _field(self, field: Field[Any], indent: str) -> Iterator[str]:
        inner = indent + "    "
        yield f"{indent}- {field.key} ({field.kind}) {self._words(field.label)}"
        yield from self._noted(field.hint, inner)
        yield from self._relevant(field.relevant, inner)
        yield f"{inner}{self._needed(field)}"
        for member in field.members if isinstance(field, Choice | Choices) else ():
            when = field.only_when.get(member) if isinstance(field, Choice) else None
            only = f" ({self._words(_WHEN)} {self._words(when.words())})" if when else ""
            yield f"{inner}* {member.value}: {self._words(member.label)}{only}"
        if field.why:
            source = f" [{field.why.source}]" if field.why.source else ""
            yield f"{inner}{self._words(_WHY)} {self._words(field.why.text)}{source}"
        for check in field.checks:
            yield from self._rule(check.rule, [check], inner)
        if field.row:
            yield from self._part(field.row, inner)

    def _noted(self, text: Text | None, indent: str) -> Iterator[str]:
        if text:
            yield f"{indent}{self._words(text)}"

    def _relevant(self, condition: Condition, indent: str) -> Iterator[str]:
        if condition is not ALWAYS:
            yield f"{indent}{self._words(_WHEN)} {self._words(condition.words())}"

    def _needed(self, field: Field[Any]) -> str:
        if field.calculated:
            return self._words(_CALCULATED)
        if field.on_demand:
            return self._words(_ON_DEMAND)
        if field.needed is ALWAYS:
            return self._words(_REQUIRED)
        if field.needed is NEVER:
            return self._words(_OPTIONAL)
        return f"{self._words(_REQUIRED_WHEN)} {self._words(field.needed.words())}"

    def _rule(self, rule: Rule, checks: Sequence[Check], indent: str) -> Iterator[str]:
        """A rule once, and what it is asked of; a rule on every document names the documents only."""
        yield f"{indent}! {rule.code} ({self._words(rule.level.label)}) {self._words(rule.about)}"
        if len(checks) <= _NAMED_IN_FULL:
            fields = "; ".join(", ".join(field.key for field in one.fields) for one in checks)
        else:
            fields = ", ".join(dict.fromkeys(one.fields[0].key for one in checks))
        yield f"{indent}  {fields} [{rule.source}]"


def _by_rule(checks: Iterable[Check]) -> dict[Rule, list[Check]]:
    found: dict[Rule, list[Check]] = {}
    for check in checks:
        found.setdefault(check.rule, []).append(check)
    return found


_NAMED_IN_FULL = 3
_ROWS = Text("流程第", "Process rows")
_CHECKS = Text("合起来检查", "Checked together")
_WHEN = Text("当", "if")
_WHY = Text("为什么问：", "Why:")
_REQUIRED = Text("必填", "required")
_OPTIONAL = Text("可不填", "optional")
_REQUIRED_WHEN = Text("必填，当", "required if")
_ON_DEMAND = Text("服务商要求时才问", "only where the provider asks for it")
_CALCULATED = Text("自动算出", "worked out")
