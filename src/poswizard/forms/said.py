"""What pictures and questions have in common: which part of which document answers which question."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import KW_ONLY, dataclass
from typing import Any

from poswizard.forms.condition import ALWAYS, Condition
from poswizard.forms.document_kind import Document
from poswizard.forms.field import Field


@dataclass(frozen=True, slots=True)
class Source:
    """One thing that a document says."""

    document: Document
    key: str
    """As in `ReadOff.key`."""
    compared: bool = True
    """Whether it is wrong if the form says otherwise; if not, it is only offered."""
    about: Field[Any] | None = None
    """The question that names whom it is about, where only a row of that name is meant."""


@dataclass(frozen=True, slots=True)
class Said:
    """A question and the documents that answer it too, the one to be trusted most first."""

    field: Field[Any]
    sources: tuple[Source, ...]
    agree: Callable[[str, str], bool] | None = None
    """Whether a picture and an answer, both as text, say the same; none where they are not compared."""
    _: KW_ONLY
    understood: Callable[[str], Any] | None = None
    """The answer in what was read, where that is not the text itself; none if there is none in it."""
    proof: Callable[[str], bool] | None = None
    """Whether a number proves itself, by its check digit."""
    when: Condition = ALWAYS
    """When it is offered."""
    rows: Field[Any] | None = None
    """The repeated field in which `field` stands; every page is about a row of its own."""
    named_by: Field[Any] | None = None
    """The rows' question that must agree with `Source.about`."""
    told_by: tuple[Field[Any], str] | None = None
    """The rows' question, and the key of what a page says, by which a page is known to be about a row.

    With it, a page that is about none of the rows is offered as a row of its own.
    """

    def answer(self, text: str) -> Any | None:
        """What the field is answered with where a picture says this; none if it cannot be understood."""
        return self.understood(text) if self.understood else self.field.from_text(text)
