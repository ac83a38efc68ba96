"""The window goes on while a picture is straightened, judged and read beside it."""

from __future__ import annotations

import logging
from pathlib import Path
from statistics import median
from time import perf_counter, thread_time

from PySide6.QtCore import QObject, QTimer
from pytestqt.qtbot import QtBot

from poswizard.steps.materials import Materials
from poswizard.ui.workplace import Workplace
from tests.ui.intake.conftest import editor_of, lying, put_in, wait_until_read

log = logging.getLogger(__name__)

LONGEST = 3.0
"""Of a frame, in paintings of the whole window, as a slow machine is slow at both; they take 20 ms where 50 are allowed."""
TICK_MS = 5


class Heartbeat(QObject):
    """Beats as often as the event loop lets it, and keeps the longest time between two beats."""

    def __init__(self) -> None:
        super().__init__()
        self.busy_ms = self.waited_ms = 0.0
        """Of this thread's own work, and by the clock on the wall, in the worst gap."""
        self.beats = 0
        self._worked, self._seen = thread_time(), perf_counter()
        self._timer = QTimer(self, interval=TICK_MS)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def _beat(self) -> None:
        worked, seen = thread_time(), perf_counter()
        self.busy_ms = max(self.busy_ms, 1000 * (worked - self._worked))
        self.waited_ms = max(self.waited_ms, 1000 * (seen - self._seen))
        self._worked, self._seen = worked, seen
        self.beats += 1

    def stop(self) -> None:
        self._timer.stop()


def test_no_frame_is_held_up_while_a_picture_is_taken_in_and_read(
    qtbot: QtBot,
    place: Workplace,
    tmp_path: Path,
) -> None:
    """By the thread's own work: what other programs take of the processor is not ours to judge."""
    editor = editor_of(place, Materials.id_front)
    put_in(qtbot, editor, tmp_path / "first.jpg", lying("id_front", 5).jpeg())
    wait_until_read(qtbot, editor)
    editor._remove(editor.pages[0].scan)
    card = lying("id_front", 6).jpeg()  # drawn by this thread, before anything is measured
    heart = Heartbeat()
    put_in(qtbot, editor, tmp_path / "card.jpg", card)
    wait_until_read(qtbot, editor)
    qtbot.waitUntil(lambda: editor.offers.panel.has_open)
    heart.stop()
    painting_ms = _painting_ms(place)
    assert heart.beats > 20
    log.info(
        "longest frame: %.0f ms of work, %.0f ms by the clock; the window's painting: %.0f ms",
        heart.busy_ms,
        heart.waited_ms,
        painting_ms,
    )
    assert heart.busy_ms <= LONGEST * painting_ms


def _painting_ms(place: Workplace) -> float:
    """Of this thread's own work, the whole window once: the median of several."""

    def once() -> float:
        started = thread_time()
        place.grab()
        return 1000 * (thread_time() - started)

    return median(once() for _ in range(9))
