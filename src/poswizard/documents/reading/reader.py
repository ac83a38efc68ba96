"""The way to read a document: its picture goes in, what it says comes out, or a clear failure."""

from __future__ import annotations

import json
import logging
from dataclasses import asdict
from threading import Event, Lock
from typing import Self

from poswizard.documents.frames import Frame
from poswizard.documents.keeper import Keeper
from poswizard.documents.limits import MEBIBYTE, Limits
from poswizard.documents.reading.fact import DocumentKind, Reading
from poswizard.documents.reading.failure import ReadingError, ReadingFailed
from poswizard.documents.reading.kinds import understood
from poswizard.documents.reading.line import Sheet, sheet_from_json
from poswizard.documents.reading.wish import Wish
from poswizard.documents.reading.worker import FLAG
from poswizard.documents.refusal import IntakeError, Refusal
from poswizard.documents.worker_process import Work

log = logging.getLogger(__name__)

READING = Work("poswizard.documents.reading.worker", FLAG)
"""The worker that the models are loaded in."""
READING_LIMITS = Limits(
    memory_bytes=3072 * MEBIBYTE, step_seconds=60, start_seconds=60, idle_seconds=300
)
"""Of the address space the models and their threads take most without using it; a picture takes a second on two
free cores, far longer where all are taken."""

_FAILED = {
    Refusal.TOO_SLOW: ReadingFailed.TOO_SLOW,
    Refusal.READER_MISSING: ReadingFailed.MISSING,
    Refusal.DAMAGED: ReadingFailed.NOT_A_PICTURE,
    Refusal.CANCELLED: ReadingFailed.CANCELLED,
}
"""Why nothing was read, by what the worker's keeper says; anything else stopped it."""

_CARDS = frozenset(
    (
        *(DocumentKind.ID_FRONT, DocumentKind.ID_BACK, DocumentKind.PERMIT_FRONT),
        *(DocumentKind.PERMIT_BACK, DocumentKind.BANK_CARD, DocumentKind.TERMINAL_LABEL),
    )
)
_IN_COLOURS = frozenset((DocumentKind.BANK_CARD, DocumentKind.SHOP_FRONT))
"""Through red, white letters on a red ground would vanish."""
_CODED = frozenset((DocumentKind.LICENCE, DocumentKind.TERMINAL_LABEL))
_ON_ITS_SIDE = 0.5
"""Share of lines that run up or down from which a picture lies on its side."""


class Reader:
    """A handle to the reading worker, a process started on first need and again after its end.

    Slow by nature: call it from a background thread. Calls from several threads wait for each other; `cancel`
    and `close` may come from any thread. An idle worker is ended after a while and started again when needed.
    """

    def __init__(self, limits: Limits = READING_LIMITS) -> None:
        self._keeper = Keeper(limits, READING)
        self._cancelled = Event()
        self._turn = Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def process_id(self) -> int | None:
        """The system's number of the worker, if there is one."""
        return self._keeper.process_id

    def warm(self) -> None:
        """Start the worker ahead of the first picture; raises `ReadingError` if it cannot start."""
        try:
            self._keeper.warm()
        except IntakeError as error:
            raise _failure(error) from error

    def read(self, picture: bytes, kind: DocumentKind) -> Reading:
        """What a JPEG or PNG of such a document says, or `ReadingError`; nothing else is ever raised."""
        with self._turn:  # of a picture that is looked at twice, too
            self._cancelled.clear()
            try:
                return self._read(picture, kind)
            except ReadingError as error:
                if error.reason is not ReadingFailed.CANCELLED:
                    log.info("picture not read: %s (%s)", error.reason.value, error.cause)
                raise

    def cancel(self) -> None:
        """Give up the picture being read: its `read` raises `ReadingError`, reason `CANCELLED`."""
        self._cancelled.set()
        self._keeper.cancel()

    def close(self) -> None:
        """End the worker, and with it what it still holds of the last picture; `read` restarts it."""
        self.cancel()
        self._keeper.close()

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
            through_red=kind not in _IN_COLOURS,
            with_codes=kind in _CODED,
            turn=turn,
        )
        try:
            (sheet,) = self._keeper.ask(asdict(wish), picture, _sheet_in)
        except IntakeError as error:
            raise _failure(error) from error
        except (KeyError, TypeError, ValueError) as error:
            raise ReadingError(ReadingFailed.STOPPED, "answer makes no sense") from error
        if self._cancelled.is_set():
            raise ReadingError(ReadingFailed.CANCELLED)
        return sheet


def _sheet_in(frame: Frame) -> Sheet:
    return sheet_from_json(json.loads(frame.body))


def _failure(error: IntakeError) -> ReadingError:
    return ReadingError(_FAILED.get(error.reason, ReadingFailed.STOPPED), error.cause)


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
    if reading.asked is DocumentKind.SHOP_FRONT:
        return bool(reading.values)
    if reading.seen is not None or reading.asked in _CODED:
        return reading.seen is not None
    return any(value.verified for value in reading.values)
