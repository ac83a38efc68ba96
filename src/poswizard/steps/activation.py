"""Phase 4, activation and configuration: the terminal bound to its merchant, set up, and tried with real payments."""

from __future__ import annotations

from poswizard.forms.step import Milestone, Phase
from poswizard.steps.binding import Activation
from poswizard.steps.function_tests import FunctionTests
from poswizard.steps.merchant_setup import MerchantSetup
from poswizard.steps.parameters import Parameters
from poswizard.text import Text

__all__ = ["PHASE", "Activation", "FunctionTests", "MerchantSetup", "Parameters"]

PHASE = Phase(
    "activation",
    Text("激活与配置", "Activation and configuration"),
    (Activation, MerchantSetup, Parameters, FunctionTests),
    Milestone.HAND_OVER,
)
