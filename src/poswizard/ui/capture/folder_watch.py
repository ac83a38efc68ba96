"""The watched folder: what a scanner's own program or a phone puts there is offered, once it is complete."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from time import monotonic, time

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from poswizard.ui.background import Running, run

INTERVAL = 800
"""Milliseconds between two looks at a file that may still be growing."""
PAUSE = 5_000
"""Milliseconds between looks when nothing is told: folders on a network tell nothing."""
FRESH_SECONDS = 1800.0
"""How long before the first look a file may have come and still be for whoever sits here now."""

_SUFFIXES = frozenset({".jpg", ".jpeg", ".png", ".heic", ".heif", ".pdf"})
_MOST = 200


@dataclass(frozen=True, slots=True)
class _Seen:
    """A file as it was at one look."""

    path: Path
    size: int
    changed: int
    """Nanoseconds since 1970."""


class FolderWatch(QObject):
    """Files that have come into a folder and are not put anywhere yet. It never touches them."""

    changed = Signal()
    """Files have come, or were put somewhere."""

    def __init__(
        self,
        folder: Callable[[], str],
        interval: int = INTERVAL,
        pause: int = PAUSE,
        now: Callable[[], float] = time,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._wanted, self._now = folder, now
        self._interval, self._pause = interval, pause
        self._folder = ""
        self._since = 0.0
        self._first_seen: dict[_Seen, float] = {}
        """When each was first seen as it is now, by the steady clock."""
        self._settled: set[_Seen] = set()
        """Put somewhere or passed over: as the file was then, so that another of its name is new."""
        self._waiting: tuple[_Seen, ...] = ()
        self._running: Running | None = None
        self._watcher: QFileSystemWatcher | None = None
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.timeout.connect(self.look)

    @property
    def files(self) -> list[Path]:
        """The complete ones, oldest first."""
        return [seen.path for seen in self._waiting]

    @property
    def folder(self) -> str:
        """The folder being watched, or nothing."""
        return self._folder

    def wake(self) -> None:
        """Follow a wish that has changed; called by what shows the files, when it comes in sight.

        Nothing else asks for the wish: the clock may go on after the store with it was closed.
        """
        if self._wanted() != self._folder:
            self._follow_wish()
            self.look()

    def look(self) -> None:
        """Look now, beside the window: a folder on a network may take its time."""
        if self._folder and (self._running is None or self._running.is_over):
            work = partial(_look_into, Path(self._folder), self._since)
            self._running = run(work, then=partial(self._looked, self._folder))

    def settle(self, paths: Sequence[Path]) -> None:
        """These were put somewhere, or are not wanted: do not offer them again."""
        self._settled |= {seen for seen in self._waiting if seen.path in paths}
        self._show(tuple(seen for seen in self._waiting if seen.path not in paths))

    def _follow_wish(self) -> None:
        """Watch the folder that is wished now."""
        wanted = self._wanted()
        self._clock.stop()
        if self._watcher is not None:
            self._watcher.deleteLater()
            self._watcher = None
        self._folder, self._since = wanted, self._now() - FRESH_SECONDS
        self._first_seen, self._settled = {}, set()
        self._show(())
        if wanted and Path(wanted).is_dir():
            self._watcher = QFileSystemWatcher([wanted], self)
            self._watcher.directoryChanged.connect(self.look)

    def _looked(self, folder: str, found: tuple[_Seen, ...]) -> None:
        """Offer what has not grown for a while: what grows is still being written.

        Two looks may follow each other at once, when the system tells of a change between them.
        """
        self._running = None
        if folder != self._folder:
            self.look()
            return
        now = monotonic()
        self._first_seen = {each: self._first_seen.get(each, now) for each in found}
        rested = now - self._interval / 1000
        complete = tuple(
            each for each, since in self._first_seen.items() if since <= rested and each.size > 0
        )
        is_growing = len(complete) < len(found)
        self._show(tuple(each for each in complete if each not in self._settled))
        if self._folder:
            self._clock.start(self._interval if is_growing else self._pause)

    def _show(self, waiting: tuple[_Seen, ...]) -> None:
        if waiting != self._waiting:
            self._waiting = waiting
            self.changed.emit()


def _look_into(folder: Path, since: float) -> tuple[_Seen, ...]:
    """The pictures and PDF files there, oldest first; nothing when the folder is gone."""
    try:
        found = [_seen(path) for path in folder.iterdir() if _is_offered(path)]
    except OSError:
        return ()
    fresh = [each for each in found if each is not None and each.changed >= since * 1e9]
    return tuple(sorted(fresh, key=lambda each: (each.changed, each.path.name))[-_MOST:])


def _is_offered(path: Path) -> bool:
    return path.suffix.lower() in _SUFFIXES and not path.name.startswith((".", "~"))


def _seen(path: Path) -> _Seen | None:
    try:
        facts = path.stat()
    except OSError:  # gone meanwhile
        return None
    return _Seen(path, facts.st_size, facts.st_mtime_ns)
