"""Phase 5, after-care: inspections, backups, updates, support, daily use, and checks of transactions."""

from __future__ import annotations

from poswizard.forms.step import Milestone, Phase
from poswizard.steps.maintenance import Maintenance
from poswizard.steps.support import DailyUse, Support
from poswizard.steps.transactions import TransactionCheck
from poswizard.steps.upkeep import Backups, Updates
from poswizard.text import Text

__all__ = ["PHASE", "Backups", "DailyUse", "Maintenance", "Support", "TransactionCheck", "Updates"]

PHASE = Phase(
    "aftercare",
    Text("后期管理与维护", "After-care"),
    (Maintenance, Backups, Updates, Support, DailyUse, TransactionCheck),
    Milestone.AFTERCARE,
)
