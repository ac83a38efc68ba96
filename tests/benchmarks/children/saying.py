"""How a child says what it measured, and when its window has been painted. Light: it is in every figure."""

from __future__ import annotations

import json
import os
import sys
import time

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

SETTLED_MS = 2000
"""After so long an idle window has done what it does at its start."""


def say(**said: object) -> None:
    """Say it and end at once, without taking anything apart."""
    sys.stdout.write(json.dumps(said) + "\n")
    sys.stdout.flush()
    os._exit(0)


class FirstPaint(QObject):
    """Says when a widget has been painted the first time; or, if asked to, what memory it holds later."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._widget = widget
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self._widget.removeEventFilter(self)
            if "POSWIZARD_BENCHMARK_MEMORY" in os.environ:
                QTimer.singleShot(SETTLED_MS, lambda: say(megabytes=resident()))
            else:
                QTimer.singleShot(0, lambda: say(at=time.monotonic_ns()))
        return False


def resident() -> float:
    """Megabytes of memory that the process has in use."""
    if sys.platform == "linux":
        with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123 - no import more
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
