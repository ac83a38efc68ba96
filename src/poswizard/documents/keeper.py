"""Keeps one picture reader ready: started on first need, replaced after its end, asked one thing at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from threading import Event, Lock
from typing import TypeVar

from poswizard.documents.frames import Frame
from poswizard.documents.limits import Limits
from poswizard.documents.reader import Reader
from poswizard.documents.refusal import IntakeError, Refusal

T = TypeVar("T")

Progress = Callable[[int], None]
"""Told the number of answers so far."""


class Keeper:
    """A handle to a reader process that outlives the process.

    Slow by nature: call it from a background thread. Calls from several threads wait for each
    other; `cancel` and `close` may come from any thread.
    """

    def __init__(self, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        self._reader: Reader | None = None
        self._cancelled = Event()
        self._turn = Lock()

    @property
    def process_id(self) -> int | None:
        """The system's number of the reader, if there is one."""
        return self._reader.process_id if self._reader else None

    def warm(self) -> None:
        """Start the reader ahead of need; raises `IntakeError` if it cannot start."""
        with self._turn:
            self._ready_reader()

    def ask(
        self,
        header: Mapping[str, object],
        body: bytes,
        parse: Callable[[Frame], T],
        progress: Progress | None = None,
    ) -> list[T]:
        """Everything the reader answers, as `parse` understands it; raises `IntakeError`."""
        with self._turn:
            self._cancelled.clear()
            try:
                return self._answers(Frame(header, body), parse, progress)
            except IntakeError as error:
                if self._cancelled.is_set():
                    raise IntakeError(Refusal.CANCELLED) from error
                raise

    def cancel(self) -> None:
        """Stop what is done now: its `ask` raises `IntakeError`, reason `CANCELLED`."""
        self._cancelled.set()
        if (reader := self._reader) and not reader.is_idle:
            reader.end()

    def close(self) -> None:
        """End the reader, and with it what it still holds of the last picture; `ask` restarts it."""
        self.cancel()
        with self._turn:
            self._dismiss()

    def _answers(
        self, request: Frame, parse: Callable[[Frame], T], progress: Progress | None
    ) -> list[T]:
        reader = self._ready_reader()
        second_hand = reader.has_read
        try:
            return list(self._parsed(reader, request, parse, progress))
        except IntakeError as error:
            if error.reason is not Refusal.READER_STOPPED or not second_hand:
                raise
        # it may have ended on its own account, or been upset by an earlier file: this request
        # deserves a reader of its own before it is blamed
        return list(self._parsed(self._ready_reader(), request, parse, progress))

    def _parsed(
        self,
        reader: Reader,
        request: Frame,
        parse: Callable[[Frame], T],
        progress: Progress | None,
    ) -> Iterator[T]:
        for number, frame in enumerate(reader.ask(request), 1):
            if self._cancelled.is_set():
                raise IntakeError(Refusal.CANCELLED)
            yield parse(frame)
            if progress:
                progress(number)

    def _ready_reader(self) -> Reader:
        if self._reader and not (self._reader.is_idle and self._reader.is_running):
            self._dismiss()
        if self._reader is None:
            self._reader = Reader(self._limits)
        return self._reader

    def _dismiss(self) -> None:
        if self._reader:
            self._reader.clear_away()
            self._reader = None
