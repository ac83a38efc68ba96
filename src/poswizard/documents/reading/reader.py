"""The way to read a document: its picture goes in, what it says comes out, or a clear failure."""

from __future__ import annotations

import json
import logging
from dataclasses import asdict
from threading import Event, Lock, Timer
from typing import Self

from poswizard.documents.reading.fact import DocumentKind, Reading
from poswizard.documents.reading.failure import ReadingError, ReadingFailed
from poswizard.documents.reading.kinds import understood
from poswizard.documents.reading.line import Sheet, sheet_from_json
from poswizard.documents.reading.process import ReadingLimits, ReadingProcess
from poswizard.documents.reading.wish import Wish

log = logging.getLogger(__name__)

_CARDS = frozenset(
    (
        *(DocumentKind.ID_FRONT, DocumentKind.ID_BACK, DocumentKind.PERMIT_FRONT),
        *(DocumentKind.PERMIT_BACK, DocumentKind.BANK_CARD, DocumentKind.TERMINAL_LABEL),
    )
)
_CODED = frozenset((DocumentKind.LICENCE, DocumentKind.TERMINAL_LABEL))
_ON_ITS_SIDE = 0.5
"""Share of lines that run up or down from which a picture lies on its side."""


class Reader:
    """A handle to the reading worker, a process started on first need and again after its end.

    Slow by nature: call it from a background thread. Calls from several threads wait for each other; `cancel`
    and `close` may come from any thread. An idle worker is ended after a while and started again when needed.
    """

    def __init__(self, limits: ReadingLimits | None = None) -> None:
        self._limits = limits or ReadingLimits()
        self._process: ReadingProcess | None = None
        self._cancelled = Event()
        self._turn = Lock()
        self._idle: Timer | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def process_id(self) -> int | None:
        """The system's number of the worker, if there is one."""
        return self._process.process_id if self._process else None

    def warm(self) -> None:
        """Start the worker ahead of the first picture; raises `ReadingError` if it cannot start."""
        with self._turn:
            self._ready_process()
            self._end_when_idle()

    def read(self, picture: bytes, kind: DocumentKind) -> Reading:
        """What a JPEG or PNG of such a document says, or `ReadingError`; nothing else is ever raised."""
        try:
            with self._turn:
                self._cancelled.clear()
                return self._read(picture, kind)
        except ReadingError as error:
            if self._cancelled.is_set():
                raise ReadingError(ReadingFailed.CANCELLED) from error
            log.info("picture not read: %s (%s)", error.reason.value, error.cause)
            raise
        finally:
            self._end_when_idle()

    def cancel(self) -> None:
        """Give up the picture being read: its `read` raises `ReadingError`, reason `CANCELLED`."""
        self._cancelled.set()
        if self._turn.locked() and (process := self._process):
            process.end()

    def close(self) -> None:
        """End the worker, and with it what it still holds of the last picture; `read` restarts it."""
        self.cancel()
        with self._turn:
            self._dismiss()

    def _read(self, picture: bytes, kind: DocumentKind) -> Reading:
        sheet = self._sheet(picture, kind, 0)
        reading = understood(sheet, kind)
        if _makes_sense(reading) and sheet.tall < _ON_ITS_SIDE:
            return reading
        for turn in _other_ways(sheet, reading):
            turned = understood(self._sheet(picture, kind, turn), kind)
            if _makes_sense(turned):
                return turned
        return reading

    def _sheet(self, picture: bytes, kind: DocumentKind, turn: int) -> Sheet:
        wish = Wish(
            is_card=kind in _CARDS,
            through_red=kind is not DocumentKind.BANK_CARD,
            with_codes=kind in _CODED,
            turn=turn,
        )
        try:
            return sheet_from_json(json.loads(self._asked(asdict(wish), picture)))
        except (KeyError, TypeError, ValueError) as error:
            raise ReadingError(ReadingFailed.STOPPED, "answer makes no sense") from error

    def _asked(self, wish: dict[str, object], picture: bytes) -> bytes:
        process = self._ready_process()
        seconds = self._limits.picture_seconds
        second_hand = process.has_read
        try:
            return process.ask(wish, picture, seconds)
        except ReadingError as error:
            ended = error.reason is ReadingFailed.STOPPED and not self._cancelled.is_set()
            if not (ended and second_hand):
                raise
        # it may have ended on its own account, or been upset by an earlier picture
        return self._ready_process().ask(wish, picture, seconds)

    def _ready_process(self) -> ReadingProcess:
        if self._idle:
            self._idle.cancel()
        if self._process and not self._process.is_running:
            self._dismiss()
        if self._process is None:
            self._process = ReadingProcess(self._limits)
        return self._process

    def _dismiss(self) -> None:
        if self._idle:
            self._idle.cancel()
        if self._process:
            self._process.clear_away()
            self._process = None

    def _end_when_idle(self) -> None:
        if self._idle:
            self._idle.cancel()
        self._idle = Timer(self._limits.idle_seconds, self._end_idle)
        self._idle.daemon = True
        self._idle.start()

    def _end_idle(self) -> None:
        if self._turn.acquire(blocking=False):
            try:
                self._dismiss()
            finally:
                self._turn.release()


def _other_ways(sheet: Sheet, reading: Reading) -> tuple[int, ...]:
    """How else the picture may have to be turned, likeliest first."""
    if sheet.tall < _ON_ITS_SIDE:
        return (180,)
    # lines that run up or down are read turned to the left: where that made sense, it is the way
    return (270, 90) if reading.seen else (90, 270)


def _makes_sense(reading: Reading) -> bool:
    """Something printed proves that it stands upright: known words, or a number that verifies.

    A code is read whichever way it stands, and proves nothing.
    """
    if reading.seen is not None or reading.asked in _CODED:
        return reading.seen is not None
    return any(value.verified for value in reading.values)
