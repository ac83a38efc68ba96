"""Python's garbage, collected on the window's own thread only.

The interpreter collects on whichever thread happens to make the next object. A widget that is
part of a reference cycle would then be taken down by a thread of the pool, which Qt answers with a
crash. So the interpreter's own collector stays off, and a timer does its work by the same rules.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY = 500
"""Milliseconds between two looks at how much has been made."""


class Collector(QObject):
    """Collects while its owner lives."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        timer = QTimer(self)
        timer.timeout.connect(collect_due)
        timer.start(_EVERY)


def collect_due() -> None:
    """Collect the oldest generation whose turn it is, as the interpreter itself would."""
    counts, thresholds = gc.get_count(), gc.get_threshold()
    for generation in (2, 1, 0):
        if counts[generation] > thresholds[generation]:
            gc.collect(generation)
            return
