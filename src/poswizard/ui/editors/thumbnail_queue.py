"""Stored pictures on their way to a page that shows them small: after the page itself, one after the other."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QImage

from poswizard.ui.background import Failed, is_gone, run

BREATH_MS = 30
"""After so long without another wish a page stands, and the pictures may have the processor."""


@dataclass(frozen=True, slots=True, eq=False)
class _Wish:
    load: Callable[[], QImage]
    then: Callable[[QImage], object]
    failed: Failed


class ThumbnailQueue(QObject):
    """Loads one picture at a time: thirty at once would hold up the window that waits for them.

    Used on the main thread; the ends are called there, unless what they belong to is gone.
    """

    def __init__(self) -> None:
        super().__init__()
        self._waiting: deque[_Wish] = deque()
        self._is_busy = False
        self._breath = QTimer(self, singleShot=True, interval=BREATH_MS)
        self._breath.timeout.connect(self._begin_next)

    def want(
        self, load: Callable[[], QImage], then: Callable[[QImage], object], failed: Failed
    ) -> None:
        """Do the slow `load` beside the window when its turn comes."""
        self._waiting.append(_Wish(load, then, failed))
        if not self._is_busy:
            self._breath.start()

    @property
    def is_idle(self) -> bool:
        """Whether every picture that was wanted is there."""
        return not self._waiting and not self._is_busy

    def _begin_next(self) -> None:
        while self._waiting and is_gone(self._waiting[0].then):
            self._waiting.popleft()  # of an application that was closed meanwhile
        if self._is_busy or not self._waiting:
            return
        wish = self._waiting.popleft()
        self._is_busy = True
        run(wish.load, then=partial(self._done, wish), failed=partial(self._fail, wish))

    def _done(self, wish: _Wish, picture: QImage) -> None:
        self._over()
        if not is_gone(wish.then):
            wish.then(picture)

    def _fail(self, wish: _Wish, error: Exception) -> None:
        self._over()
        if not is_gone(wish.failed):
            wish.failed(error)

    def _over(self) -> None:
        self._is_busy = False
        self._begin_next()
