"""The program as it starts where nobody is asked for the passphrase, until the list is painted.

The key is not derived, here as in the baseline.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from poswizard import __main__ as program
from poswizard import app
from poswizard.gate import Gate
from poswizard.ui.main_window import MainWindow
from tests.benchmarks.children.saying import FirstPaint

if TYPE_CHECKING:
    from poswizard.office import Office

_open = app.open_window


class KeyGate(Gate):
    """A gate that knows the key."""

    def has_key_at_hand(self) -> bool:
        """It does."""
        return True

    def enter_quietly(self) -> Office:
        """The store."""
        from poswizard.office import Office

        key = bytearray.fromhex(os.environ["POSWIZARD_BENCHMARK_KEY"])
        return Office(self.folder, key, self.today)


def watched() -> MainWindow:
    """The window, with somebody looking at it."""
    window = _open()
    window.opened.connect(lambda: watch(window))
    return window


def watch(window: MainWindow) -> None:
    """Wait for the list."""
    assert window.workplace is not None
    window.paint = FirstPaint(window.workplace.home)  # pyright: ignore[reportAttributeAccessIssue]


app.Gate = KeyGate
app.open_window = watched
program.main()
