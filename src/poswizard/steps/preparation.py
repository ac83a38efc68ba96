"""Phase 1, preparation: basics, needs, market, budget, and the choice of a provider."""

from __future__ import annotations

from poswizard.forms.step import Milestone, Phase
from poswizard.steps.basics import Basics, Needs
from poswizard.steps.budget import Budget
from poswizard.steps.provider_choice import ProviderChoice
from poswizard.steps.research import Quote, Research
from poswizard.text import Text

__all__ = ["PHASE", "Basics", "Budget", "Needs", "ProviderChoice", "Quote", "Research"]

PHASE = Phase(
    "preparation",
    Text("准备", "Preparation"),
    (Basics, Needs, Research, Budget, ProviderChoice),
    Milestone.APPLICATION,
)
