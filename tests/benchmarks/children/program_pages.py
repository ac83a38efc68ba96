"""Walks through all steps of a full application twice: the next page built ahead, and every page cold."""

from __future__ import annotations

from time import perf_counter
from typing import Any

from PySide6.QtWidgets import QWidget

from poswizard.app import open_application
from poswizard.forms.step import Step
from poswizard.ui.wizard_window import WizardWindow
from tests.benchmarks.children.opened import open_wizard, open_workplace
from tests.benchmarks.children.saying import say


def shown(wizard: WizardWindow, step: type[Step]) -> float:
    """Milliseconds until a step is painted; what is built ahead of the next one is not part of it."""
    start = perf_counter()
    wizard.go(step)
    wizard._ahead.stop()
    open_application().processEvents()
    return (perf_counter() - start) * 1e3


def settle(wizard: WizardWindow) -> None:
    """The person reads; meanwhile what can be done ahead is done."""
    wizard._build_next()
    while not all(page.questions.is_complete for page in wizard.pages.values()):
        open_application().processEvents()
    open_application().processEvents()


def walk(wizard: WizardWindow, ahead: bool) -> dict[str, dict[str, Any]]:
    """Each step's time, and how many widgets it shows."""
    times: dict[str, dict[str, Any]] = {}
    first, *steps = wizard.session.flow.relevant_steps(wizard.session.answers)
    shown(wizard, first)
    for step in steps:
        if ahead:
            settle(wizard)
        milliseconds = shown(wizard, step)
        parts = wizard.current_page.findChildren(QWidget)
        visible = sum(part.isVisibleTo(wizard) for part in parts)
        times[step.key] = {"milliseconds": milliseconds, "widgets": visible}
    return times


def main() -> None:
    """Twice, with a fresh window each time."""
    window, workplace = open_workplace()
    walked = walk(open_wizard(workplace), ahead=True)
    jumped = walk(open_wizard(workplace), ahead=False)
    steps = [
        {
            "key": key,
            "widgets": step["widgets"],
            "walked": step["milliseconds"],
            "jumped": jumped[key]["milliseconds"],
        }
        for key, step in walked.items()
    ]
    window.close()
    say(steps=steps)


main()
