"""Pictures on their way to the reader: one after the other, whichever question they belong to."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from poswizard.ui.background import Running, is_gone, run

if TYPE_CHECKING:
    from poswizard.documents.reading.fact import DocumentKind, Reading
    from poswizard.ui.doors import DocumentReader
    from poswizard.ui.editors.editor import ScanStore

Then = Callable[[str, "Reading"], object]
"""Told the scan and what it says."""
Failed = Callable[[str, Exception], object]


@dataclass(frozen=True, slots=True, eq=False)
class _Wish:
    scan: str
    kind: DocumentKind
    then: Then
    failed: Failed


class ReadingQueue:
    """Asks the reader for one picture at a time, so that waiting pictures hold no thread.

    Used on the main thread; the ends are called there, unless what they belong to is gone.
    """

    def __init__(self, reader: DocumentReader, scans: ScanStore) -> None:
        self._reader, self._scans = reader, scans
        self._waiting: deque[_Wish] = deque()
        self._now: _Wish | None = None
        self._running: Running | None = None
        self._expected: set[str] = set()

    def expect(self, scan: str) -> None:
        """Have a picture read by the question that shows it next."""
        self._expected.add(scan)

    def is_expected(self, scan: str) -> bool:
        """Whether it is to be read by whoever asks; they are told once."""
        is_due = scan in self._expected
        self._expected.discard(scan)
        return is_due

    def read(self, scan: str, kind: DocumentKind, then: Then, failed: Failed) -> None:
        """Read a stored picture when its turn comes."""
        if not self.is_waiting(scan):
            self._waiting.append(_Wish(scan, kind, then, failed))
            self._begin_next()

    def is_waiting(self, scan: str) -> bool:
        """Whether a picture is to be read, or being read."""
        wishes = [*self._waiting, *([self._now] if self._now else [])]
        return any(wish.scan == scan for wish in wishes)

    def give_up(self, scan: str) -> None:
        """Read this picture no more; neither end is called."""
        self._waiting = deque(wish for wish in self._waiting if wish.scan != scan)
        if self._now and self._now.scan == scan and self._running:
            self._running.cancel()
            self._reader.cancel()
            self._over()

    def warm(self) -> None:
        """Start the reader beside the window, ahead of the first picture."""
        run(self._reader.warm, failed=_told_when_reading)

    def _begin_next(self) -> None:
        while self._waiting and is_gone(self._waiting[0].then):
            self._waiting.popleft()  # of an application that was closed meanwhile
        if self._now is not None or not self._waiting:
            return
        self._now = wish = self._waiting.popleft()
        work = partial(_read, self._reader, self._scans, wish.scan, wish.kind)
        self._running = run(work, then=partial(self._done, wish), failed=partial(self._fail, wish))

    def _done(self, wish: _Wish, reading: Reading) -> None:
        self._over()
        if not is_gone(wish.then):
            wish.then(wish.scan, reading)

    def _fail(self, wish: _Wish, error: Exception) -> None:
        self._over()
        if not is_gone(wish.failed):
            wish.failed(wish.scan, error)

    def _over(self) -> None:
        self._now = self._running = None
        self._begin_next()


def _read(reader: DocumentReader, scans: ScanStore, scan: str, kind: DocumentKind) -> Reading:
    from poswizard.domain.address_text import county_of

    reading = reader.read(scans.get(scan), kind)
    county_of("")  # the table of counties is loaded here, not by the window that offers an address
    return reading


def _told_when_reading(_error: Exception) -> None:
    """A reader that does not start says so when a picture is to be read."""
