"""The phases in order, and what the chosen provider changes of their questions."""

from __future__ import annotations

from functools import cache

from poswizard.forms.answers import NO_OVERLAY, Answers, Overlay
from poswizard.forms.rich_kinds import Document
from poswizard.forms.step import Phase
from poswizard.providers import catalogue
from poswizard.steps import (
    activation,
    aftercare,
    installation,
    preparation,
    submission,
    understanding,
)
from poswizard.steps.materials import Materials
from poswizard.steps.preparation import ProviderChoice

PHASES: tuple[Phase, ...] = (
    understanding.PHASE,
    preparation.PHASE,
    submission.PHASE,
    installation.PHASE,
    activation.PHASE,
    aftercare.PHASE,
)


def overlay_of(answers: Answers) -> Overlay:
    """What the provider named in the answers requires, omits and limits."""
    pack = answers.get(ProviderChoice.pack)
    return _overlay(pack) if pack else NO_OVERLAY


@cache
def _overlay(pack: str) -> Overlay:
    slots = {f.slot: f.key for f in Materials.fields if isinstance(f, Document)}
    return catalogue.overlay(pack, slots)
