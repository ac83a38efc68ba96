"""The way in for outside files: a picture or PDF goes in, clean pages come out, or a clear refusal."""

from __future__ import annotations

import hashlib
import logging
import os
import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, Self, cast

from poswizard.documents.copies import thumbnail
from poswizard.documents.file_kind import MAX_FILE_BYTES, Kind, kind_of
from poswizard.documents.frames import Frame
from poswizard.documents.keeper import Keeper, Progress
from poswizard.documents.limits import Limits
from poswizard.documents.page import Page, remarks_on
from poswizard.documents.refusal import MAX_PAGES_TO_CHOOSE, IntakeError, Refusal

log = logging.getLogger(__name__)

PREVIEW_SIDE = 320
"""Pixels of the longer side of a page shown to be chosen."""


class Intake:
    """The picture reader for outside files, a process started on first need and again after its end.

    Slow by nature: call it from a background thread. Calls from several threads wait for each
    other; `cancel` and `close` may come from any thread. Nothing but `IntakeError` is raised.
    """

    def __init__(self, limits: Limits | None = None) -> None:
        self._keeper = Keeper(limits)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def process_id(self) -> int | None:
        """The system's number of the reader, if there is one."""
        return self._keeper.process_id

    def warm(self) -> None:
        """Start the reader ahead of the first file; raises `IntakeError` if it cannot start."""
        self._keeper.warm()

    def take(
        self,
        data: bytes,
        name_hint: str | None = None,
        progress: Progress | None = None,
        pages: Sequence[int] | None = None,
    ) -> list[Page]:
        """The pages of a JPEG, PNG, HEIC or PDF file; of a PDF only those chosen, counted from 0.

        The name only helps to word a refusal and is never stored or logged.
        """
        with _logged():
            header = _request(kind_of(data, name_hint), pages)
            original = hashlib.sha256(data).hexdigest()
            return self._keeper.ask(header, data, lambda frame: _page(frame, original), progress)

    def take_file(
        self, path: Path, progress: Progress | None = None, pages: Sequence[int] | None = None
    ) -> list[Page]:
        """The pages of a file on disk, whose kind and size are looked at before its content."""
        return self.take(file_bytes(path), path.name, progress, pages)

    def page_count(self, data: bytes) -> int:
        """How many pages a file has: 1 for a picture."""
        with _logged():
            if kind_of(data) == "picture":
                return 1
            (count,) = self._keeper.ask({"task": "pdf", "count": True}, data, _count)
            return count

    def previews(
        self, data: bytes, progress: Progress | None = None, side: int = PREVIEW_SIDE
    ) -> list[bytes]:
        """Small JPEGs of the first hundred pages of a PDF, or of a picture, to choose from."""
        with _logged():
            if kind_of(data) == "picture":
                return [thumbnail(page.data, side) for page in self.take(data, None, progress)]
            numbers = range(min(self.page_count(data), MAX_PAGES_TO_CHOOSE))
            header = _request("pdf", numbers) | {"side": side}
            return self._keeper.ask(header, data, lambda frame: frame.body, progress)

    def cancel(self) -> None:
        """Stop the file being read now: its `take` raises `IntakeError`, reason `CANCELLED`."""
        self._keeper.cancel()

    def close(self) -> None:
        """End the reader, and with it what it still holds of the last picture; `take` restarts it."""
        self._keeper.close()


def _request(kind: Kind, pages: Sequence[int] | None) -> dict[str, object]:
    if kind == "picture":
        return {"task": "picture"}
    return {"task": "pdf", "pages": pages and list(pages), "side": None}


@contextmanager
def _logged() -> Iterator[None]:
    try:
        yield
    except IntakeError as error:
        log.info("file refused: %s (%s)", error.reason.value, error.cause)
        raise


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


def _count(frame: Frame) -> int:
    count = _facts(frame).get("count")
    if not isinstance(count, int):
        raise IntakeError(Refusal.READER_STOPPED, "answer makes no sense")
    return count


def _page(frame: Frame, original: str) -> Page:
    """The page in an answer; the reader is believed only as far as its answer makes sense."""
    try:
        facts = _facts(frame)
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


def _facts(frame: Frame) -> dict[str, Any]:
    facts = frame.header["answer"]
    if not isinstance(facts, dict):
        raise IntakeError(Refusal.READER_STOPPED, "answer makes no sense")
    return cast("dict[str, Any]", facts)
