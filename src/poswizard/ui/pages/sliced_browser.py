"""Rich text too long to be laid out at once: the first screen is there immediately, the rest in short slices."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from time import perf_counter

from PySide6.QtCore import QTimer
from PySide6.QtGui import QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextBrowser

SLICE_SECONDS = 0.008
"""With the part that is begun in it, a slice stays well below what is felt while scrolling."""

_ABOVE, _BELOW = 16, 4
"""Pixels around the title that a part begins with: what is inserted takes these from the line it is inserted in."""


class SlicedBrowser(QTextBrowser):
    """Shows a document given in parts, each of which is complete HTML and begins with its title; links are told, never followed."""

    def __init__(self) -> None:
        super().__init__()
        self.setOpenLinks(False)
        self.setUndoRedoEnabled(False)
        self._left: deque[str] = deque()
        self._place = 0
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._work_a_slice)

    @property
    def is_whole(self) -> bool:
        """Whether everything given is there."""
        return not self._left

    def show_parts(self, parts: Sequence[str], place: int = 0) -> None:
        """Show these one below another, scrolled down by so many pixels as soon as there are so many."""
        first, *rest = parts or ("",)
        self._left, self._place = deque(rest), place
        self.setHtml(first)
        self._reach()
        self._soon.start()

    def _work_a_slice(self) -> None:
        end = perf_counter() + SLICE_SECONDS
        cursor = QTextCursor(self.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        while self._left:
            cursor.insertBlock(_head(), QTextCharFormat())
            cursor.insertHtml(self._left.popleft())
            if perf_counter() >= end:
                break
        self._reach()
        if self._left:
            self._soon.start()

    def _reach(self) -> None:
        """Back to the place where the reader was, unless the reader has moved on meanwhile."""
        bar = self.verticalScrollBar()
        if self._place and bar.maximum() >= self._place:
            bar.setValue(self._place)
            self._place = 0


def _head() -> QTextBlockFormat:
    made = QTextBlockFormat()
    made.setTopMargin(_ABOVE)
    made.setBottomMargin(_BELOW)
    return made
