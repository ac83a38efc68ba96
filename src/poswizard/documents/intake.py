"""The way in for outside files: a picture or PDF goes in, clean pages come out, or a clear refusal."""

from __future__ import annotations

import hashlib
import logging
import os
import stat
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from threading import Event, Lock
from typing import Any, Self, cast

from poswizard.documents.file_kind import MAX_FILE_BYTES, Kind, kind_of
from poswizard.documents.frames import Frame
from poswizard.documents.limits import Limits
from poswizard.documents.page import Page, remarks_on
from poswizard.documents.reader import Reader
from poswizard.documents.refusal import IntakeError, Refusal

log = logging.getLogger(__name__)

Progress = Callable[[int], None]
"""Told the number of pages read so far."""


class Intake:
    """A handle to the picture reader, a process started on first need and again after its end.

    Slow by nature: call it from a background thread. Calls from several threads wait for each
    other; `cancel` and `close` may come from any thread.
    """

    def __init__(self, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        self._reader: Reader | None = None
        self._cancelled = Event()
        self._turn = Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def process_id(self) -> int | None:
        """The system's number of the reader, if there is one."""
        return self._reader.process_id if self._reader else None

    def warm(self) -> None:
        """Start the reader ahead of the first file; raises `IntakeError` if it cannot start."""
        with self._turn:
            self._ready_reader()

    def take(
        self, data: bytes, name_hint: str | None = None, progress: Progress | None = None
    ) -> list[Page]:
        """The pages of a JPEG, PNG or PDF file, or `IntakeError`; nothing else is ever raised.

        The name only helps to word a refusal and is never stored or logged.
        """
        try:
            kind = kind_of(data, name_hint)
            with self._turn:
                return self._pages_unless_cancelled(kind, data, progress)
        except IntakeError as error:
            log.info("file refused: %s (%s)", error.reason.value, error.cause)
            raise

    def take_file(self, path: Path, progress: Progress | None = None) -> list[Page]:
        """The pages of a file on disk, whose kind and size are looked at before its content."""
        return self.take(file_bytes(path), path.name, progress)

    def cancel(self) -> None:
        """Stop the file being read now: its `take` raises `IntakeError`, reason `CANCELLED`."""
        self._cancelled.set()
        if (reader := self._reader) and not reader.is_idle:
            reader.end()

    def close(self) -> None:
        """End the reader, and with it what it still holds of the last picture; `take` restarts it."""
        self.cancel()
        with self._turn:
            self._dismiss()

    def _pages_unless_cancelled(
        self, kind: Kind, data: bytes, progress: Progress | None
    ) -> list[Page]:
        self._cancelled.clear()
        try:
            return self._pages(kind, data, progress)
        except IntakeError as error:
            if self._cancelled.is_set():
                raise IntakeError(Refusal.CANCELLED) from error
            raise

    def _pages(self, kind: Kind, data: bytes, progress: Progress | None) -> list[Page]:
        reader = self._ready_reader()
        second_hand = reader.has_read
        try:
            return list(self._read(reader, kind, data, progress))
        except IntakeError as error:
            if error.reason is not Refusal.READER_STOPPED or not second_hand:
                raise
        # it may have ended on its own account, or been upset by an earlier file: this file
        # deserves a reader of its own before it is blamed
        return list(self._read(self._ready_reader(), kind, data, progress))

    def _read(
        self, reader: Reader, kind: Kind, data: bytes, progress: Progress | None
    ) -> Iterator[Page]:
        original = hashlib.sha256(data).hexdigest()
        for number, frame in enumerate(reader.read(kind, data), 1):
            if self._cancelled.is_set():
                raise IntakeError(Refusal.CANCELLED)
            yield _page(frame, original)
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


def file_bytes(path: Path) -> bytes:
    """The content of an ordinary file of at most 50 MB; raises `IntakeError` for anything else.

    A device or a pipe is neither read nor waited for, and a giant is refused unread.
    """
    try:
        _require_ordinary(path.stat())  # before opening: opening alone sets some devices off
        with open(path, "rb", opener=_opened_without_waiting) as file:
            _require_ordinary(os.fstat(file.fileno()))
            return file.read(MAX_FILE_BYTES + 1)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise IntakeError(Refusal.CANNOT_OPEN, type(error).__name__) from error


def _opened_without_waiting(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0))


def _require_ordinary(found: os.stat_result) -> None:
    if not stat.S_ISREG(found.st_mode):
        raise IntakeError(Refusal.NOT_A_FILE)
    if found.st_size > MAX_FILE_BYTES:
        raise IntakeError(Refusal.TOO_LARGE)


def _page(frame: Frame, original: str) -> Page:
    """The page in an answer; the reader is believed only as far as its answer makes sense."""
    try:
        facts = cast("dict[str, Any]", frame.header["page"])
        width, height, coloured = (int(facts[key]) for key in ("width", "height", "coloured"))
        taken_on = facts["taken_on"] and date.fromisoformat(facts["taken_on"])
    except (KeyError, TypeError, ValueError) as error:
        raise IntakeError(Refusal.READER_STOPPED, "answer makes no sense") from error
    return Page(
        data=frame.body,
        width=width,
        height=height,
        sha256=hashlib.sha256(frame.body).hexdigest(),
        original_sha256=original,
        taken_on=taken_on,
        remarks=remarks_on(width, height, coloured),
    )
