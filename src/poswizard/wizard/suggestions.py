"""What the pictures of an application say that its form does not know yet, each to be taken by a key."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from typing import Any

from poswizard.documents.reading.box import Box
from poswizard.documents.reading.fact import Fact, ReadValue, confidence_words
from poswizard.domain.china_time import today_in_china
from poswizard.forms.answers import Answers, Raw
from poswizard.forms.document_kind import Document, Page, ReadOff, Rectangle
from poswizard.forms.field import Field
from poswizard.forms.rich_kinds import Rows
from poswizard.forms.said import Said, Source
from poswizard.forms.step import Part
from poswizard.text import Text
from poswizard.wizard.flow import Flow

MISREAD = frozenset(
    {
        "identity.resident_id",
        "identity.name_characters",
        "validity.not_begun",
        "validity.reversed",
        "licence.uscc",
        "licence.old_digits",
        "licence.founded_later",
        "account.card_length",
        "account.card_check_digit",
    }
)
"""Rules that no genuine document breaks: what breaks them was misread. An expired day, say, is offered all the same."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One answer that a picture gives."""

    field: Field[Any]
    value: Any
    shown: str
    """The answer for a person, in full: it is being compared."""
    confidence: Text
    """How far to trust it, in words."""
    verified: bool
    source: Document
    scan: str
    """Digest of the page it was read off."""
    box: Rectangle
    """Where it stands in that page."""
    rows: Rows | None = None
    """The repeated field in which `field` stands."""
    row: int | None = None
    """Index of the row it fills, from 0; one that is not there yet is added at the end."""

    def __repr__(self) -> str:
        return f"Suggestion({self.field.key})"  # never the value: it is personal

    @property
    def top_field(self) -> Field[Any]:
        """The field of the step: the repeated field for an answer in a row."""
        return self.rows or self.field

    def is_open(self, answers: Answers) -> bool:
        """Whether the question still has no answer; one that was given is never overwritten."""
        if self.rows is None:
            return answers.stored(self.field) is None
        row = _row(answers, self.rows, self.row)
        return row is not None and row.stored(self.field) is None

    def taken_into(self, answers: Answers) -> Answers:
        """The answers with this one; the same if the question has been answered meanwhile."""
        if not self.is_open(answers):
            return answers
        if self.rows is None:
            return answers.with_(self.field, self.value)
        rows = answers.stored(self.rows)
        given = list(rows) if isinstance(rows, tuple) else []
        index = min(self.row or 0, len(given))
        row = given[index] if index < len(given) else Answers()
        given[index : index + 1] = [row.with_(self.field, self.value)]
        return answers.with_(self.rows, tuple(given))


def suggestions(flow: Flow, answers: Answers, today: date | None = None) -> tuple[Suggestion, ...]:
    """Everything that can be taken now, in the order of the questions; one for each question.

    Nothing is offered for a question that is not asked, or that holds anything; nor what cannot be.
    """
    day = today or today_in_china()
    found: dict[tuple[Field[Any], int | None], Suggestion] = {}
    for step in flow.steps:
        for said in step.said:
            for one in _of(flow, said, answers, day):
                found.setdefault((one.field, one.row), one)
    return tuple(
        sorted(found.values(), key=lambda one: (_place(flow, one.top_field), one.row or 0))
    )


def suggestion_for(
    flow: Flow, answers: Answers, field: Field[Any], today: date | None = None
) -> Suggestion | None:
    """What is offered for one question."""
    return next((s for s in suggestions(flow, answers, today) if s.field is field), None)


def _of(flow: Flow, said: Said, answers: Answers, today: date) -> Iterator[Suggestion]:
    top = said.rows or said.field
    if flow.field(top.key) is not top or not said.when.holds(answers):
        return
    if isinstance(said.rows, Rows):
        yield from _in_rows(said, said.rows, answers)
    elif answers.stored(said.field) is None and answers.is_relevant(said.field):
        step = flow.step_of(said.field)
        fitting = (one for one in _read(said, answers) if _is_possible(one, step, answers, today))
        yield from islice(fitting, 1)


def _read(said: Said, answers: Answers) -> Iterator[Suggestion]:
    """What each document says, the one to be trusted most first."""
    for source in said.sources:
        yield from _read_off(said, source, answers)


def _read_off(said: Said, source: Source, answers: Answers) -> Iterator[Suggestion]:
    for page in answers.get(source.document) or ():
        yield from _read_off_page(said, source, page)


def _read_off_page(said: Said, source: Source, page: Page) -> Iterator[Suggestion]:
    read = page.says(source.key)
    value = said.answer(read.text) if read else None
    if read is None or value is None or isinstance(value, Raw):
        return
    if read.verified or said.proof is None or said.proof(read.text):
        yield _suggestion(said.field, value, source.document, page, read)


def _suggestion(
    field: Field[Any], value: Any, source: Document, page: Page, read: ReadOff
) -> Suggestion:
    return Suggestion(
        field=field,
        value=value,
        shown=field.show(value),
        confidence=_words(read),
        verified=read.verified,
        source=source,
        scan=page.scan,
        box=read.box,
    )


def _words(read: ReadOff) -> Text:
    box = Box(*map(float, read.box))
    return confidence_words(
        ReadValue(Fact(read.key), read.text, read.confidence, box, read.verified, read.repaired)
    )


def _in_rows(said: Said, rows: Rows, answers: Answers) -> Iterator[Suggestion]:
    """For each row without an answer the first picture that is about it."""
    given = answers.get(rows) or ()
    pages = iter(_pages_of_rows(said, given, answers))
    for index, row in enumerate((*given, *_rows_to_be(said, rows, given, answers))):
        here = next(pages, None)
        if row.stored(said.field) is None and row.within(answers).is_relevant(said.field):
            about = _read_about(said, row, given, answers) if said.named_by else here or ()
            possible = (one for one in about if said.field.problem(one.value) is None)
            for one in islice(possible, 1):
                yield replace(one, rows=rows, row=index)


def _pages_of_rows(
    said: Said, given: tuple[Answers, ...], answers: Answers
) -> list[Sequence[Suggestion]]:
    """For each row what the page about it says, and for rows that do not say which, the next page left."""
    if said.named_by:
        return []
    by_name = _pages_by_name(said, answers)
    teller = _teller(said)
    names = [row.stored(teller) for row in given]
    left = [read for name, read in by_name.items() if name not in names]
    known = [by_name.get(name, ()) if name is not None else None for name in names]
    return [left.pop(0) if left and read is None else read or () for read in known] + left


def _pages_by_name(said: Said, answers: Answers) -> dict[Any, Sequence[Suggestion]]:
    """What each page says to the question, by what tells whose it is."""
    found: dict[Any, Sequence[Suggestion]] = {}
    teller, key = _teller(said), said.told_by[1] if said.told_by else None
    for source in said.sources:
        for page in answers.get(source.document) or ():
            if told := page.says(key or source.key):
                read = _read_off_page(said, source, page)
                found.setdefault(teller.from_text(told.text), tuple(read))
    return found


def _teller(said: Said) -> Field[Any]:
    return said.told_by[0] if said.told_by else said.field


def _rows_to_be(
    said: Said, rows: Rows, given: tuple[Answers, ...], answers: Answers
) -> Iterator[Answers]:
    """Rows that there are not yet, for pages that are about none."""
    if said.told_by:
        more = len(_pages_of_rows(said, given, answers)) - len(given)
        yield from (Answers() for _ in range(min(more, rows.most - len(given))))


def _read_about(
    said: Said, row: Answers, given: tuple[Answers, ...], answers: Answers
) -> Iterator[Suggestion]:
    """What documents say of the person of a row; the name itself is offered while no row has it."""
    for source in said.sources:
        name = answers.get(source.about) if source.about else None
        names = [one.stored(said.named_by) for one in given] if said.named_by else []
        is_new = said.field is said.named_by and name not in names
        if name is not None and (is_new or row.stored(said.named_by or said.field) == name):
            yield from _read_off(said, source, answers)


def _is_possible(one: Suggestion, step: type[Part], answers: Answers, today: date) -> bool:
    """Neither the question's kind nor a rule says that it was misread."""
    if one.field.problem(one.value) is not None:
        return False
    tried = answers.with_(one.field, one.value)
    checks = (c for c in step.all_checks if c.fields[0] is one.field and c.rule.code in MISREAD)
    return all(check.words(one.value, tried, today) is None for check in checks)


def _place(flow: Flow, field: Field[Any]) -> int:
    return flow.fields.index(field)


def _row(answers: Answers, rows: Rows, index: int | None) -> Answers | None:
    """The row; an empty one where it can still be added; none where what is stored are no rows."""
    given = answers.stored(rows) or ()
    if not isinstance(given, tuple) or index is None:
        return None
    if index < len(given):
        return given[index]
    return Answers() if len(given) < rows.most else None
