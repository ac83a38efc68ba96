"""The program as it starts, its passphrase typed at once, until the list of applications is painted.

The key is not derived, here as in the baseline.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from poswizard import __main__ as program
from poswizard import app
from poswizard.gate import Gate
from poswizard.ui.main_window import MainWindow
from poswizard.ui.unlock_page import UnlockPage
from tests.benchmarks.children.saying import FirstPaint

if TYPE_CHECKING:
    from poswizard.office import Office

_open = app.open_window


class KeyGate(Gate):
    """A gate whose passphrase is the key."""

    def unlock(self, passphrase: str) -> Office:
        """The store."""
        from poswizard.office import Office

        return Office(self.folder, bytearray.fromhex(passphrase), self.today)


def watched() -> MainWindow:
    """The window, with somebody who types and looks."""
    window = _open()
    window.opened.connect(lambda: watch(window))
    page = window.gate_page
    assert isinstance(page, UnlockPage)
    page.unlock_wanted.emit(os.environ["POSWIZARD_BENCHMARK_KEY"])
    return window


def watch(window: MainWindow) -> None:
    """Wait for the list."""
    assert window.workplace is not None
    window.paint = FirstPaint(window.workplace.home)  # pyright: ignore[reportAttributeAccessIssue]


app.Gate = KeyGate
app.open_window = watched
program.main()
