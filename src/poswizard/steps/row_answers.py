"""Reading the answers of repeated rows in rules and calculations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from poswizard.forms.answers import Answers
from poswizard.forms.field import Calculation, Field
from poswizard.text import Text, Vocabulary

V = TypeVar("V")
RowAnswers = tuple[Answers, ...]
"""The answer of a `Rows` field."""


def values(rows: RowAnswers, field: Field[V]) -> Iterator[V]:
    """The answers of one question in all rows that have one."""
    for row in rows:
        value = row.get(field)
        if value is not None:
            yield value


def in_words(members: Iterable[Vocabulary]) -> Text:
    """The members' labels one after another."""
    labels = [member.label for member in members]
    return Text("、".join(t.zh for t in labels), ", ".join(t.en for t in labels))


def joined(texts: Iterable[Text]) -> Text:
    """Several statements one after another."""
    listed = list(texts)
    return Text("；".join(t.zh for t in listed), "; ".join(t.en for t in listed))


@dataclass(frozen=True, slots=True)
class KnownSoFar(Calculation):
    """A value worked out although some answers may be missing: the function gets `None` for those.

    For sums in which a figure may rightly be absent, such as the cap of an uncapped rate.
    """

    def value(self, answers: Answers) -> Any | None:
        return self.function(*map(answers.get, self.fields))
