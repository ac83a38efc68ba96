"""Which step shows more than its questions, and what."""

from __future__ import annotations

from collections.abc import Callable

from poswizard.forms.step import Step
from poswizard.ui.form_page import StepView
from poswizard.ui.pages.explanation import Explanation
from poswizard.ui.pages.material_count import MaterialCount

TOPS: dict[str, Callable[[], StepView]] = {
    "introduction": Explanation,
    "materials": MaterialCount,
}


def top_of(step: type[Step]) -> StepView | None:
    """What stands above the questions of a step, if anything."""
    made = TOPS.get(step.key)
    return made() if made else None
