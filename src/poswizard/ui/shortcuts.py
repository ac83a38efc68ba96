"""Keys of a page."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget


def bind(page: QWidget, keys: Mapping[str, Callable[[], object]]) -> None:
    """Let keys act while the keyboard is somewhere on the page."""
    for key, act in keys.items():
        context = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence(key), page, act, context=context)
