"""Which documents an application calls for, and how each of them stands."""

from __future__ import annotations

from dataclasses import dataclass

from poswizard.forms.answers import Answers
from poswizard.forms.rich_kinds import Document
from poswizard.steps.application_choices import MaterialState
from poswizard.steps.materials import Materials


@dataclass(frozen=True, slots=True)
class MaterialItem:
    """One line of the material list."""

    field: Document
    required: bool
    pages: int
    state: MaterialState


def material_list(answers: Answers) -> list[MaterialItem]:
    """The documents these answers call for, in order; hidden ones are left out."""
    return [
        _item(field, answers)
        for field in Materials.relevant_fields(answers)
        if isinstance(field, Document)
    ]


def _item(field: Document, answers: Answers) -> MaterialItem:
    required = answers.is_required(field)
    pages = answers.get(field) or ()
    return MaterialItem(field, required, len(pages), _state(field, answers, required))


def _state(field: Document, answers: Answers, required: bool) -> MaterialState:
    if answers.stored(field) is None:
        return MaterialState.MISSING if required else MaterialState.OPTIONAL
    return MaterialState.FAULTY if any(field.issues(answers)) else MaterialState.ADDED
