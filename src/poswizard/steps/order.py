"""The phases in order, and what the chosen provider changes of their questions."""

from __future__ import annotations

from poswizard.forms.step import Phase
from poswizard.steps import (
    activation,
    aftercare,
    installation,
    preparation,
    submission,
    understanding,
)
from poswizard.steps.packs import overlay_of, pinned

__all__ = ["PHASES", "overlay_of", "pinned"]

PHASES: tuple[Phase, ...] = (
    understanding.PHASE,
    preparation.PHASE,
    submission.PHASE,
    installation.PHASE,
    activation.PHASE,
    aftercare.PHASE,
)
