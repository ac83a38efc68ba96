"""Opens one application out of the list at its documents: until the page is painted, and until the last picture is."""

from __future__ import annotations

import os
from time import perf_counter, sleep

from poswizard.app import open_application
from poswizard.steps.materials import Materials
from poswizard.ui import background
from poswizard.ui.workplace import Workplace
from tests.benchmarks.children.opened import open_wizard, open_workplace
from tests.benchmarks.children.saying import say


def opened(workplace: Workplace, application_id: str) -> None:
    """What a double click in the list does, up to the painted page."""
    draft = workplace.office.open(application_id)
    draft.session.go(Materials)
    workplace.show_draft(draft)
    open_application().processEvents()


def settled(workplace: Workplace) -> None:
    """Until nothing is worked on beside the window any more, and every picture is shown."""
    wizard = workplace.wizard
    while background._under_way or not (wizard is None or wizard.parts.desk.thumbnails.is_idle):
        open_application().processEvents()
        sleep(0.001)
    open_application().processEvents()


def main() -> None:
    """Another application was open before: what is loaded once is loaded."""
    window, workplace = open_workplace()
    open_wizard(workplace)
    settled(workplace)
    workplace.show_home()
    workplace.office.save_now()
    settled(workplace)
    start = perf_counter()
    opened(workplace, os.environ["POSWIZARD_BENCHMARK_OPENS"])
    painted = perf_counter()
    settled(workplace)
    shown = perf_counter()
    window.close()
    say(milliseconds=(painted - start) * 1e3, settled=(shown - start) * 1e3)


main()
