"""Slow work off the main thread: its result, its failure and its progress come back on the main thread."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial
from threading import Event
from typing import TypeVar, overload

import shiboken6
from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal, SignalInstance, Slot

log = logging.getLogger(__name__)

R = TypeVar("R")
Failed = Callable[[Exception], object]
Progress = Callable[[float], object]

_SMALLEST_STEP = 0.005
"""Progress is passed on when it has grown by this much: a bar has no more pixels."""


_THREADS = 6
"""Most work waits for a worker process, and must not keep what is quick from its turn."""


class Report:
    """What work calls with its progress from 0 to 1, and asks whether it should stop."""

    def __init__(self, moved: SignalInstance) -> None:
        self._moved = moved
        self._stop = Event()
        self._told = -1.0

    def __call__(self, done: float) -> None:
        if done >= 1 or done - self._told >= _SMALLEST_STEP:
            self._told = done
            self._moved.emit(done)

    def cancelled(self) -> bool:
        """Whether the person has asked to stop."""
        return self._stop.is_set()

    def cancel(self) -> None:
        """Ask the work to stop where it next can."""
        self._stop.set()


class Running(QObject):
    """Work under way. Its ends are called on the main thread, and exactly one of them, once."""

    _done = Signal(object)
    _broke = Signal(object)
    _moved = Signal(float)

    def __init__(
        self,
        then: Callable[..., object] | None,
        failed: Failed | None,
        progress: Progress | None,
    ) -> None:
        super().__init__()
        self._then, self._failed, self._progress = then, failed, progress
        self._cancelled = False
        self.report = Report(self._moved)
        queued = Qt.ConnectionType.QueuedConnection
        self._done.connect(self._finish, queued)
        self._broke.connect(self._fail, queued)
        self._moved.connect(self._move, queued)

    def cancel(self) -> None:
        """Neither end will be called; work that asks its `Report` stops early."""
        self._cancelled = True
        self.report.cancel()

    @property
    def is_over(self) -> bool:
        """Whether the work has ended and its end has been told."""
        return self not in _under_way

    @Slot(object)
    def _finish(self, result: object) -> None:
        _under_way.discard(self)
        if self._then is not None and self._may_call(self._then):
            self._then(result)

    @Slot(object)
    def _fail(self, error: Exception) -> None:
        _under_way.discard(self)
        if self._cancelled:
            return
        if self._failed is None:
            from poswizard.ui import dialogs

            dialogs.show_crash(error)
        elif self._may_call(self._failed):
            self._failed(error)

    @Slot(float)
    def _move(self, done: float) -> None:
        if self._progress is not None and self._may_call(self._progress):
            self._progress(done)

    def _may_call(self, end: Callable[..., object]) -> bool:
        return not self._cancelled and not is_gone(end)

    def _work(self, work: Callable[[], object]) -> None:
        """What the other thread does."""
        try:
            result = work()
        except Exception as error:  # noqa: BLE001 - told on the main thread, whatever it is
            self._broke.emit(error)
        else:
            self._done.emit(result)


@overload
def run(
    work: Callable[[], R],
    then: Callable[[R], object] | None = None,
    failed: Failed | None = None,
) -> Running: ...
@overload
def run(
    work: Callable[[Report], R],
    then: Callable[[R], object] | None = None,
    failed: Failed | None = None,
    *,
    progress: Progress,
) -> Running: ...
def run(
    work: Callable[..., R],
    then: Callable[[R], object] | None = None,
    failed: Failed | None = None,
    *,
    progress: Progress | None = None,
) -> Running:
    """Do `work` on another thread; `then` gets its result, `failed` its exception.

    With `progress`, work is given a `Report`. Without `failed`, a failure opens the crash dialog.
    An end that belongs to a window closed meanwhile is not called.
    """
    running = Running(then, failed, progress)
    _under_way.add(running)
    job = work if progress is None else partial(work, running.report)
    _pool().start(_Task(partial(running._work, job)))  # noqa: SLF001 - the other half of it
    return running


def finish(patience: int = 30_000) -> bool:
    """Cancel what is under way and wait for its threads, at most `patience` ms; whether all ended."""
    for running in list(_under_way):
        running.cancel()
    over = _pool().waitForDone(patience)
    if over:
        _under_way.clear()
    return over


_under_way: set[Running] = set()
_pools: list[QThreadPool] = []


def _pool() -> QThreadPool:
    if not _pools or not shiboken6.isValid(_pools[0]):
        pool = QThreadPool()
        pool.setMaxThreadCount(max(_THREADS, pool.maxThreadCount()))
        _pools[:] = [pool]
    return _pools[0]


class _Task(QRunnable):
    """A job for the pool."""

    def __init__(self, job: Callable[[], None]) -> None:
        super().__init__()
        self._job = job

    def run(self) -> None:
        self._job()


def is_gone(end: Callable[..., object]) -> bool:
    """Whether a callable belongs to a Qt object that was deleted."""
    while isinstance(end, partial):
        end = end.func
    owner = getattr(end, "__self__", None)
    return isinstance(owner, QObject) and not shiboken6.isValid(owner)
