"""One of several quotes chosen in the table that compares them, by the arrow keys and Enter."""

from __future__ import annotations

from PySide6.QtCore import Qt

from poswizard.demo.hands import Hands, PlayError
from poswizard.steps.budget import Budget
from poswizard.ui.form_page import FormPage
from poswizard.ui.pages.comparison import ComparisonView

CHOSEN = Budget.chosen_quote.name


def compares(page: FormPage) -> ComparisonView | None:
    """The comparison in sight, if there is more than one quote to compare."""
    view = page.top
    if not isinstance(view, ComparisonView) or view.comparison is None:
        return None
    return view if len(view.comparison.priced) > 1 else None


def wait_for_chart(hands: Hands, view: ComparisonView) -> None:
    """Until the costs are drawn."""
    hands.wait(lambda: view.chart is not None, "the chart of the costs")


def choose_quote(hands: Hands, view: ComparisonView, number: int) -> None:
    """Look at the chart, go to the quote of this number, Enter."""
    wait_for_chart(hands, view)
    hands.go_to(view.table)
    hands.key(Qt.Key.Key_Home)
    for _ in range(number - 1):
        hands.key(Qt.Key.Key_Right)
    if view.table.number != number:
        raise PlayError(f"the table does not come to quote {number}")
    hands.key(Qt.Key.Key_Return)
