"""Phase 3, installation: the site, the fitting of the terminal, its test run, the training of its users."""

from __future__ import annotations

from poswizard.forms.step import Milestone, Phase
from poswizard.steps.fitting import Device, Installation
from poswizard.steps.site import Site
from poswizard.steps.test_run import TestRun
from poswizard.steps.training import Training
from poswizard.text import Text

__all__ = ["PHASE", "Device", "Installation", "Site", "TestRun", "Training"]

PHASE = Phase(
    "installation",
    Text("安装", "Installation"),
    (Site, Installation, TestRun, Training),
    Milestone.HAND_OVER,
)
