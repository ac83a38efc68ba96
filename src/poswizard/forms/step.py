"""A step: a class whose statements are the questions of one page. A phase: steps in order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from poswizard.forms.answers import Answers
from poswizard.forms.condition import ALWAYS, Condition
from poswizard.forms.field import Field
from poswizard.forms.issue import Check, Issue, Level
from poswizard.forms.said import Said
from poswizard.text import Text, Vocabulary


class Milestone(Vocabulary):
    """What must be complete before something leaves the program."""

    APPLICATION = "application", Text("申请资料包", "Application package")
    HAND_OVER = "hand_over", Text("装机交付档案", "Hand-over file")
    AFTERCARE = "aftercare", Text("售后记录", "After-care record")


@dataclass(frozen=True, slots=True)
class Heading:
    """A section's title between the questions of a page."""

    text: Text
    hint: Text | None = None
    relevant: Condition = ALWAYS


class Part:
    """Questions that belong together: a step, or one row of a repeated field. Never instantiated."""

    relevant: ClassVar[Condition] = ALWAYS
    checks: ClassVar[tuple[Check, ...]] = ()
    """Rules that read more than one answer."""
    said: ClassVar[tuple[Said, ...]] = ()
    """Questions, here or elsewhere, that the pictures kept here answer too."""
    parts: ClassVar[tuple[Heading | Field[Any], ...]] = ()
    """Headings and fields as they stand on the page; gathered from the class body."""
    fields: ClassVar[tuple[Field[Any], ...]] = ()
    all_checks: ClassVar[tuple[Check, ...]] = ()
    _asking: ClassVar[tuple[tuple[Field[Any], Check], ...]] = ()
    """Every check with the field that must be right for it to be asked."""
    _lenient: ClassVar[frozenset[Field[Any]]] = frozenset()
    """Fields of kinds to which every understood answer is right; a provider may still limit words."""

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        cls.parts = tuple(v for v in vars(cls).values() if isinstance(v, Heading | Field))
        cls.fields = tuple(part for part in cls.parts if isinstance(part, Field))
        for field in cls.fields:
            field.part = cls
            cls._adopt(field)
        own = tuple(check for field in cls.fields for check in field.checks)
        cls.checks += tuple(check for field in cls.fields for check in field.usual_checks())
        cls.all_checks = own + cls.checks
        cls._asking = tuple((check.fields[0], check) for check in cls.all_checks)
        cls._lenient = frozenset(f for f in cls.fields if type(f).problem is Field.problem)

    @classmethod
    def _adopt(cls, field: Field[Any]) -> None:
        """Give a field its key."""
        raise NotImplementedError

    @classmethod
    def relevant_fields(cls, answers: Answers) -> list[Field[Any]]:
        """The fields that are asked now."""
        return list(answers.asked(cls))

    @classmethod
    def issues(cls, answers: Answers, today: date) -> Iterator[Issue]:
        """Everything wrong here, field by field in order, then what rules find."""
        right: dict[Field[Any], Any] = {}
        for field, value in answers.asked(cls).items():
            if value is not None and field in cls._lenient and type(value) is not str:
                right[field] = value
            elif found := field.issues_of(value, answers):
                yield from found
            elif value is not None:
                right[field] = value
                if field.row is not None:
                    yield from _issues_of_rows(field, field.row, answers, today)
        for first, check in cls._asking:
            value = right.get(first)
            if value is not None and (words := check.words(value, answers, today)) is not None:
                yield check.issue(words)


class Row(Part):
    """The questions of one repeated row; conditions may also read the application's other answers."""

    @classmethod
    def _adopt(cls, field: Field[Any]) -> None:
        field.in_row = True
        field.key = f"[].{field.name}"


class Step(Part):
    """One page of questions.

    >>> class Contact(Step):
    ...     key, title = "contact", Text("联系人", "Contact")
    """

    key: ClassVar[str]
    """Stored name, English, forever."""
    title: ClassVar[Text]
    intro: ClassVar[Text | None] = None
    """A sentence under the title."""
    milestone: ClassVar[Milestone | None] = None
    """What the step must be complete for; `None` takes the phase's."""
    process: ClassVar[tuple[str, ...]] = ()
    """Rows of the source process that the step covers, such as `1.2`."""

    @classmethod
    def _adopt(cls, field: Field[Any]) -> None:
        field.key = f"{cls.key}.{field.name}"
        if field.row is not None:
            for inner in field.row.fields:
                inner.key = f"{field.key}[].{inner.name}"

    @classmethod
    def issues(cls, answers: Answers, today: date) -> Iterator[Issue]:
        if not cls.relevant.holds(answers):
            return
        reasons = answers.reasons
        for issue in super().issues(answers, today):
            yield _with_reason(issue, reasons) if reasons else issue


@dataclass(frozen=True, slots=True)
class Phase:
    """Steps that belong to one stretch of the process."""

    key: str
    title: Text
    steps: tuple[type[Step], ...]
    milestone: Milestone

    def milestone_of(self, step: type[Step]) -> Milestone:
        """What the step must be complete for."""
        return step.milestone or self.milestone


def _issues_of_rows(
    field: Field[Any], part: type[Part], answers: Answers, today: date
) -> Iterator[Issue]:
    for index, row in enumerate(answers.get(field) or ()):
        for issue in part.issues(row.within(answers), today):
            yield Issue(
                issue.field, issue.code, issue.level, issue.text, issue.source, field, index
            )


def _with_reason(issue: Issue, reasons: Any) -> Issue:
    reason = reasons.get(issue.reason_key)
    if reason is None or issue.level is not Level.WARNING or reason.about != issue.text.zh:
        return issue
    return Issue(
        issue.field,
        issue.code,
        issue.level,
        issue.text,
        issue.source,
        issue.rows,
        issue.row,
        reason.text,
    )
