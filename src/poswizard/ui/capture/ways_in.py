"""What of this machine brings pages in: its cameras, its scanner, its watched folder, and what it remembers."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QCoreApplication

from poswizard.ui.capture.preferences import FOLDER, WAY, Preferences
from poswizard.ui.widgets.ways_row import Way

if TYPE_CHECKING:  # each is loaded when it is first wanted
    from poswizard.documents.scanner import Scanner
    from poswizard.ui.capture.cameras import Cameras
    from poswizard.ui.capture.folder_watch import FolderWatch


class WaysIn:
    """The ways in of one unlocked program. Nothing of the machine is touched before it is asked for."""

    def __init__(
        self,
        preferences: Preferences | None = None,
        cameras: Callable[[], Cameras] | None = None,
        scanner: Callable[[], Scanner] | None = None,
    ) -> None:
        self.preferences = preferences or Preferences()
        self._cameras, self._scanner = cameras or _cameras_here, scanner or _scanner_here

    @cached_property
    def cameras(self) -> Cameras:
        """The cameras."""
        cameras = self._cameras()
        cameras.setParent(QCoreApplication.instance())
        return cameras

    @cached_property
    def scanner(self) -> Scanner:
        """The way to the scanners."""
        return self._scanner()

    @cached_property
    def folder(self) -> FolderWatch:
        """The watched folder, which may be none."""
        from poswizard.ui.capture.folder_watch import FolderWatch

        return FolderWatch(self._watched, parent=QCoreApplication.instance())

    @property
    def has_folder(self) -> bool:
        """Whether a folder is to be watched."""
        return bool(self._watched())

    @cached_property
    def usual(self) -> Way:
        """The way last used on this machine; files, which every machine has, before any was used.

        Read once: every document of a page asks for it.
        """
        kept = self.preferences.get(WAY)
        return Way(kept) if kept in {way.value for way in Way} else Way.FILE

    def close(self) -> None:
        """Let go of what watches the machine.

        Both are Qt's until then: what only Python holds may be collected, and so destroyed, in
        any thread, which a watcher of files or devices does not survive.
        """
        for name in ("folder", "cameras"):
            made = self.__dict__.pop(name, None)
            if made is not None and shiboken6.isValid(made):
                made.deleteLater()

    def note_use(self, way: Way) -> None:
        """Remember the way that was used."""
        if way is not self.usual:
            self.preferences.remember(WAY, way.value)
            self.usual = way

    def _watched(self) -> str:
        return self.preferences.get(FOLDER)


def _cameras_here() -> Cameras:
    from poswizard.ui.capture.cameras import cameras_here

    return cameras_here()


def _scanner_here() -> Scanner:
    from poswizard.documents.scanner import scanner_here

    return scanner_here()
