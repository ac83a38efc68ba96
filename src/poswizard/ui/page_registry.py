"""Which step shows more than its questions, and what."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from poswizard.forms.step import Step
from poswizard.ui.form_page import StepView
from poswizard.ui.pages.comparison import ComparisonView
from poswizard.ui.pages.explanation import Explanation
from poswizard.ui.pages.material_count import MaterialCount
from poswizard.ui.pages.research_advice import AdviceView
from poswizard.ui.pages.signed_paper import SignedPaper

TOPS: dict[str, Callable[[], StepView]] = {
    "introduction": Explanation,
    "consent": partial(SignedPaper, "consent.signed_paper"),
    "materials": MaterialCount,
    "research": AdviceView,
    "budget": ComparisonView,
    "declarations": partial(SignedPaper, "declarations.signed_form"),
    "training": partial(SignedPaper, "training.signed_sheet"),
    "daily_use": partial(SignedPaper, "daily_use.signed_sheet"),
}


def top_of(step: type[Step]) -> StepView | None:
    """What stands above the questions of a step, if anything."""
    made = TOPS.get(step.key)
    return made() if made else None
