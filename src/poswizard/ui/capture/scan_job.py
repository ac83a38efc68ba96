"""Work with a scanner beside the window: its pages and its progress come back on the main thread."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from poswizard.documents.scanner import Abilities, Device, Scanner, ScannerError, Wish
from poswizard.ui.background import Report, Running, run

R = TypeVar("R")


class ScanJob(QObject):
    """One thing asked of a scanner at a time; a new one waits for nothing and cancels the old."""

    found = Signal(object)
    """The list of `Device`s."""
    able = Signal(object)
    """The `Abilities` of the device asked about."""
    page = Signal(object)
    """PNG bytes of one page."""
    moved = Signal(float)
    """Share of the page under way."""
    ended = Signal()
    """A scan is over, all its pages told."""
    failed = Signal(object)
    """A `ScannerError`."""

    _page = Signal(object)
    _moved = Signal(float)

    def __init__(self, scanner: Scanner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._scanner = scanner
        self._running: Running | None = None
        queued = Qt.ConnectionType.QueuedConnection
        self._page.connect(self._tell_page, queued)
        self._moved.connect(self._tell_moved, queued)

    @property
    def is_busy(self) -> bool:
        """Whether a scanner is at work for us."""
        return self._running is not None and not self._running.is_over

    def find(self) -> None:
        """Look for scanners."""
        self._start(partial(_find, self._scanner), self._found)

    def ask(self, device: Device) -> None:
        """Ask what a scanner offers."""
        self._start(partial(_ask, self._scanner, device), self._able)

    def scan(self, device: Device, wish: Wish) -> None:
        """Scan; each page is told as it comes."""
        self._start(partial(self._scan, device, wish), self._over)

    def cancel(self) -> None:
        """Stop; the scanner's carriage goes home and nothing more is told."""
        if self._running is not None:
            self._running.cancel()
            self._running = None

    def _start(self, work: Callable[[Report], R], then: Callable[[R], object]) -> None:
        self.cancel()
        self._running = run(work, then=then, failed=self._fail, progress=_nothing)

    def _scan(self, device: Device, wish: Wish, report: Report) -> None:
        """What the other thread does."""
        for page in self._scanner.scan(device, wish, self._moved.emit, report.cancelled):
            self._page.emit(page)

    def _found(self, devices: list[Device]) -> None:
        self._running = None
        self.found.emit(devices)

    def _able(self, abilities: Abilities) -> None:
        self._running = None
        self.able.emit(abilities)

    def _over(self, _none: None) -> None:
        self._running = None
        self.ended.emit()

    def _fail(self, error: Exception) -> None:
        self._running = None
        if not isinstance(error, ScannerError):
            raise error
        self.failed.emit(error)

    @Slot(object)
    def _tell_page(self, page: bytes) -> None:
        self.page.emit(page)

    @Slot(float)
    def _tell_moved(self, share: float) -> None:
        if self._running is not None:
            self.moved.emit(share)


def _find(scanner: Scanner, report: Report) -> list[Device]:
    return scanner.devices(report.cancelled)


def _ask(scanner: Scanner, device: Device, report: Report) -> Abilities:
    return scanner.abilities(device, report.cancelled)


def _nothing(_share: float) -> None:
    """Progress is told by `moved`: it begins anew with each page, which a report would hold back."""
