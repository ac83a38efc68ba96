"""Locks the program when nobody has touched keyboard or mouse for a while."""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

USUAL_MINUTES = 3

_MEET_MS = 300
"""After a touch, a menu or a list may have opened: a window that takes the mouse without the focus."""

_SIGNS_OF_LIFE = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TabletPress,
        QEvent.Type.TouchBegin,
        QEvent.Type.InputMethod,
    }
)


class IdleLock(QObject):
    """Watches the whole program; a dialog left open does not keep it from firing.

    Every touch comes to a window of the system first, and the words of an input method to whatever
    has the focus. So only these are watched: a filter on the application would be asked about every
    event of every widget, which costs a page that is being built a quarter of its time.

    Qt's timers run on the monotonic clock: setting the wall clock neither locks nor keeps open.
    """

    idle = Signal()

    def __init__(self, minutes: float = USUAL_MINUTES) -> None:
        super().__init__()
        self._focused: QObject | None = None
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.idle)
        self._meeting = QTimer(self, singleShot=True, interval=_MEET_MS)
        self._meeting.timeout.connect(self._meet)
        self._is_watching = False
        self.set_minutes(minutes)

    def set_minutes(self, minutes: float) -> None:
        """Lock after so many minutes."""
        self._timer.setInterval(max(1, round(minutes * 60_000)))

    def start(self) -> None:
        """Begin to watch."""
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication) and not self._is_watching:
            self._is_watching = True
            application.focusWindowChanged.connect(self._meet)
            application.focusObjectChanged.connect(self._follow)
            self._meet()
            self._follow(QGuiApplication.focusObject())
        self._timer.start()

    def stop(self) -> None:
        """Watch no longer: the program is locked already."""
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication) and self._is_watching:
            self._is_watching = False
            application.focusWindowChanged.disconnect(self._meet)
            application.focusObjectChanged.disconnect(self._follow)
            self._follow(None)
            for window in QGuiApplication.allWindows():
                window.removeEventFilter(self)
        self._meeting.stop()
        self._timer.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _SIGNS_OF_LIFE:
            self._timer.start()
            if not self._meeting.isActive():
                self._meeting.start()
        return False

    def _meet(self) -> None:
        """Watch every window there is; one that is watched already stays so."""
        for window in QGuiApplication.allWindows():
            window.installEventFilter(self)

    def _follow(self, focused: QObject | None) -> None:
        """Watch what has the focus now, and no longer what had it."""
        if self._focused is not None and shiboken6.isValid(self._focused):
            self._focused.removeEventFilter(self)
        self._focused = None if isinstance(focused, QWindow) else focused  # windows stay watched
        if self._focused is not None:
            self._focused.installEventFilter(self)
