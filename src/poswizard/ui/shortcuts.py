"""Keys of a page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

_CHORDS = ("Ctrl+", "Alt+")
"""Only these are claimed: a plain key in a text field is typing."""
_LEFT_TO_TEXT = frozenset({"Ctrl+Z", "Ctrl+Shift+Z", "Ctrl+Y"})
"""A text field that has something to undo undoes that first; the page's turn comes after it."""


def bind(page: QWidget, keys: Mapping[str, Callable[[], object]]) -> None:
    """Let keys act while the keyboard is somewhere on the page, in a text field too."""
    for key, act in keys.items():
        made = QShortcut(QKeySequence(key), page, act)
        # not as an argument: beside a callable PySide 6.12 passes over it, and the key is the window's
        made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    _Claim(page, keys.keys() - _LEFT_TO_TEXT)


_KEPT = "keysKept"


def keep_keys(widget: QWidget, keys: Iterable[str]) -> None:
    """Leave these keys to a widget while it has the keyboard, whatever the page does with them.

    The widget itself accepts the `ShortcutOverride` of each of them.
    """
    widget.setProperty(_KEPT, [_spelled(key) for key in keys])


class _Claim(QObject):
    """Claims a page's keys from whatever has the keyboard there.

    Before a shortcut, Qt asks the focused widget whether it wants the key for itself; text fields
    want all that can move a cursor, Ctrl+Home among them.
    """

    def __init__(self, page: QWidget, keys: Iterable[str]) -> None:
        super().__init__(page)
        self._page = page
        self._keys = {_spelled(key) for key in keys if key.startswith(_CHORDS)}
        self._claimed: QWidget | None = None
        if isinstance(application := QApplication.instance(), QApplication):
            application.focusChanged.connect(self._follow)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return False
        key = QKeySequence(event.keyCombination()).toString()
        if key not in self._keys or key in (watched.property(_KEPT) or ()):
            return False
        event.ignore()  # it is nobody's key here, so the shortcut acts
        return True

    def _follow(self, _old: QWidget | None, new: QWidget | None) -> None:
        if self._claimed is not None and shiboken6.isValid(self._claimed):
            self._claimed.removeEventFilter(self)
        self._claimed = None
        if new is not None and self._keys and self._page.isAncestorOf(new):
            new.installEventFilter(self)
            self._claimed = new


@lru_cache(maxsize=256)
def _spelled(key: str) -> str:
    """In Qt's own spelling; the same few keys are asked for again and again."""
    return QKeySequence(key).toString()
