"""Locks the program when nobody has touched keyboard or mouse for a while."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

USUAL_MINUTES = 3

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

    Qt's timers run on the monotonic clock: setting the wall clock neither locks nor keeps open.
    """

    idle = Signal()

    def __init__(self, minutes: float = USUAL_MINUTES) -> None:
        super().__init__()
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.idle)
        self.set_minutes(minutes)

    def set_minutes(self, minutes: float) -> None:
        """Lock after so many minutes."""
        self._timer.setInterval(max(1, round(minutes * 60_000)))

    def start(self) -> None:
        """Begin to watch."""
        if application := QApplication.instance():
            application.installEventFilter(self)
        self._timer.start()

    def stop(self) -> None:
        """Watch no longer: the program is locked already."""
        if application := QApplication.instance():
            application.removeEventFilter(self)
        self._timer.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _SIGNS_OF_LIFE:
            self._timer.start()
        return False
