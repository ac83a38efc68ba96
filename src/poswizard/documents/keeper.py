"""Keeps one worker ready: started on first need, replaced after its end, asked one thing at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from threading import Event, Lock, Timer
from typing import TypeVar

from poswizard.documents.frames import Frame
from poswizard.documents.limits import Limits
from poswizard.documents.refusal import IntakeError, Refusal
from poswizard.documents.worker import FLAG
from poswizard.documents.worker_process import Work, WorkerProcess

T = TypeVar("T")

# this one may start no thread or process, which these libraries do when they are loaded
_SINGLE = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
PICTURES = Work("poswizard.documents.worker", FLAG, _SINGLE)
"""The picture reader, which outside files are let into."""

Progress = Callable[[int], None]
"""Told the number of answers so far."""


class Keeper:
    """A handle to a worker process that outlives the process.

    Slow by nature: call it from a background thread. Calls from several threads wait for each
    other; `cancel` and `close` may come from any thread. Where the limits say so, an idle worker is
    ended after a while.
    """

    def __init__(self, limits: Limits | None = None, work: Work = PICTURES) -> None:
        self._limits = limits or Limits()
        self._work = work
        self._worker: WorkerProcess | None = None
        self._cancelled = Event()
        self._closed = 0
        """How often; whoever asked before the last time is turned away."""
        self._turn = Lock()
        self._rest: Timer | None = None

    @property
    def process_id(self) -> int | None:
        """The system's number of the worker, if there is one."""
        return self._worker.process_id if self._worker else None

    def warm(self) -> None:
        """Start the worker ahead of need; raises `IntakeError` if it cannot start."""
        with self._in_turn():
            self._ready_worker()

    def ask(
        self,
        header: Mapping[str, object],
        body: bytes,
        parse: Callable[[Frame], T],
        progress: Progress | None = None,
    ) -> list[T]:
        """Everything the worker answers, as `parse` understands it; raises `IntakeError`."""
        with self._in_turn():
            return self._answers(Frame(header, body), parse, progress)

    def cancel(self) -> None:
        """Stop what is done now: its `ask` raises `IntakeError`, reason `CANCELLED`."""
        self._cancelled.set()
        if (worker := self._worker) and not worker.is_idle:
            worker.end()

    def close(self) -> None:
        """End the worker, and with it what it still holds of the last picture; `ask` restarts it.

        Whoever waits for a turn is turned away: nobody wants those answers any more.
        """
        self._closed += 1
        self.cancel()
        with self._turn:
            self._dismiss()

    @contextmanager
    def _in_turn(self) -> Iterator[None]:
        closed = self._closed
        with self._turn:
            self._cancelled.clear()
            if self._closed != closed:
                raise IntakeError(Refusal.CANCELLED)
            try:
                yield
            except IntakeError as error:
                if self._cancelled.is_set():
                    raise IntakeError(Refusal.CANCELLED) from error
                raise
            finally:
                self._end_when_idle()

    def _answers(
        self, request: Frame, parse: Callable[[Frame], T], progress: Progress | None
    ) -> list[T]:
        worker = self._ready_worker()
        second_hand = worker.has_worked
        try:
            return list(self._parsed(worker, request, parse, progress))
        except IntakeError as error:
            stopped = error.reason is Refusal.READER_STOPPED and not self._cancelled.is_set()
            if not (stopped and second_hand):
                raise
        # it may have ended on its own account, or been upset by an earlier file: this request
        # deserves a worker of its own before it is blamed
        return list(self._parsed(self._ready_worker(), request, parse, progress))

    def _parsed(
        self,
        worker: WorkerProcess,
        request: Frame,
        parse: Callable[[Frame], T],
        progress: Progress | None,
    ) -> Iterator[T]:
        for number, frame in enumerate(worker.ask(request), 1):
            if self._cancelled.is_set():
                raise IntakeError(Refusal.CANCELLED)
            yield parse(frame)
            if progress:
                progress(number)

    def _ready_worker(self) -> WorkerProcess:
        if self._rest:
            self._rest.cancel()
        if self._worker and not (self._worker.is_idle and self._worker.is_running):
            self._dismiss()
        if self._worker is None:
            self._worker = WorkerProcess(self._work, self._limits)
            self._worker.wait_until_ready()
        return self._worker

    def _dismiss(self) -> None:
        if self._rest:
            self._rest.cancel()
        if self._worker:
            self._worker.clear_away()
            self._worker = None

    def _end_when_idle(self) -> None:
        if self._limits.idle_seconds is None:
            return
        if self._rest:
            self._rest.cancel()
        self._rest = Timer(self._limits.idle_seconds, self._end_idle)
        self._rest.daemon = True
        self._rest.start()

    def _end_idle(self) -> None:
        if self._turn.acquire(blocking=False):
            try:
                self._dismiss()
            finally:
                self._turn.release()
