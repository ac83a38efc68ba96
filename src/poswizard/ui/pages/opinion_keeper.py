"""What a reviewer says on its way to the disk: what is chosen at once, what is typed after a moment's quiet."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from poswizard.package.opinion import Opinion
from poswizard.text import Text
from poswizard.ui import dialogs
from poswizard.ui.background import run
from poswizard.ui.doors import Office

QUIET_MS = 300
"""Longest time from the last keystroke to the way to the disk."""

_NOT_KEPT = Text("审核意见还没有存盘：{0}", "The findings are not on the disk yet: {0}")


class OpinionKeeper(QObject):
    """Hands words over and tells when the disk refuses them; they are tried again with the next."""

    told = Signal(str)
    """Why what was said is not on the disk; empty once it is."""

    def __init__(self, parent: QObject, office: Office) -> None:
        super().__init__(parent)
        self._office = office
        self._quiet = QTimer(self, singleShot=True, interval=QUIET_MS)
        self._quiet.timeout.connect(self.keep)

    def say(self, received_id: str, opinion: Opinion) -> None:
        """What is said now of a package, while it is being typed."""
        self._office.inbox.opinions.say(received_id, opinion)
        self._quiet.start()

    def keep(self) -> None:
        """Put on the disk what was said, beside the window."""
        self._quiet.stop()
        run(self._office.inbox.opinions.keep, then=self._kept, failed=self._not_kept)

    def hurry(self) -> None:
        """The page is left: what waits for quiet waits no longer."""
        if self._quiet.isActive():
            self.keep()

    def save_now(self) -> None:
        """Put it on the disk before anything else is done; raises what keeps it from being stored."""
        self._quiet.stop()
        self._office.inbox.opinions.keep()

    def _kept(self, _none: None) -> None:
        self.told.emit("")

    def _not_kept(self, error: Exception) -> None:
        words = getattr(error, "text", None)
        if isinstance(words, Text):
            self.told.emit(str(_NOT_KEPT.format(words)))
        else:
            dialogs.show_crash(error)
