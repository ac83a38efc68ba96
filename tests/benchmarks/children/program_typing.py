"""Types into every line of every page, and says how long each keystroke and each save held the thread."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable, Iterator
from time import perf_counter
from typing import Any

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from poswizard.office import Office
from poswizard.ui.editors.text import LineEditor
from poswizard.ui.form_page import FormPage
from poswizard.ui.wizard_window import QUIET_MS, WizardWindow
from poswizard.wizard.session import Session
from tests.benchmarks.children.opened import open_wizard, open_workplace
from tests.benchmarks.children.saying import say

SOON_MS = 20
"""The quiet time before a save, shortened so that there is one for every few keystrokes."""

answers: list[float] = []
saves: list[float] = []
_inside: list[str] = []


def measure(owner: type, name: str, into: list[float]) -> None:
    """Note the milliseconds of every outermost call of a method."""
    method: Callable[..., Any] = getattr(owner, name)

    @functools.wraps(method)
    def measured(*values: Any) -> Any:
        if _inside:
            return method(*values)
        _inside.append(name)
        start = perf_counter()
        try:
            return method(*values)
        finally:
            into.append((perf_counter() - start) * 1e3)
            _inside.pop()

    setattr(owner, name, measured)


def lines_of(wizard: WizardWindow) -> Iterator[QLineEdit]:
    """Every line in which words are typed, page after page."""
    for step in wizard.session.flow.relevant_steps(wizard.session.answers):
        wizard.go(step)
        QTest.qWait(SOON_MS)
        for row in wizard.current_page.questions.rows.values():
            if isinstance(row.editor, LineEditor) and not row.isHidden():
                yield row.editor.line


def main() -> None:
    """Type until there are enough keystrokes."""
    window, workplace = open_workplace()
    wizard = open_wizard(workplace)
    wizard._quiet.setInterval(SOON_MS)
    # the list's line, too, is seen to as much sooner, or it would never come between the keystrokes
    office = workplace.office
    assert isinstance(office, Office)
    office.writer._pause *= SOON_MS / QUIET_MS
    measure(Session, "answer", answers)
    measure(FormPage, "catch_up", answers)
    measure(WizardWindow, "save_now", saves)
    measure(WizardWindow, "show_saved", saves)
    measure(WizardWindow, "_survey_further", saves)
    wanted = int(os.environ["POSWIZARD_BENCHMARK_KEYS"])
    while len(answers) < wanted:
        for line in lines_of(wizard):
            line.setFocus()
            QTest.keyClicks(line, "abc", delay=2)
            QTest.qWait(5 * SOON_MS)
    window.close()
    say(answers=answers, saves=saves)


main()
