"""The real window over a store, opened without its gate, with a full application in it."""

from __future__ import annotations

import faulthandler
import os
import sys
from pathlib import Path

from poswizard import app
from poswizard.gate import Gate
from poswizard.office import Office
from poswizard.ui.main_window import MainWindow
from poswizard.ui.wizard_window import WizardWindow
from poswizard.ui.workplace import Workplace
from tests.benchmarks.autosave import fill

PATIENCE = 200
"""Seconds after which something is wrong."""


def open_workplace() -> tuple[MainWindow, Workplace]:
    """The window at home, painted. Whatever goes wrong ends the process: a dialog would wait for ever."""
    faulthandler.dump_traceback_later(PATIENCE, exit=True)
    qt_app = app.open_application()
    sys.excepthook = sys.__excepthook__
    folder = Path(os.environ["POSWIZARD_HOME"])
    window = MainWindow(Gate(folder))
    window.show()
    window.enter(Office(folder, bytearray.fromhex(os.environ["POSWIZARD_BENCHMARK_KEY"])))
    qt_app.processEvents()
    assert window.workplace is not None
    return window, window.workplace


def open_wizard(workplace: Workplace) -> WizardWindow:
    """A new draft with every answer, its first page painted, saved."""
    draft = workplace.office.new()
    workplace.show_draft(draft)
    fill(draft.session)
    workplace.office.save_now()
    app.open_application().processEvents()
    assert workplace.wizard is not None
    return workplace.wizard
