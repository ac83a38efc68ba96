"""Other colours for a window with many built pages: what is in sight takes them now, the rest when it is shown.

Qt dresses every widget of the program at once, which with a wizard of built pages takes longer than
anybody should wait. A page behind another in a stack is therefore marked as one that was never dressed:
Qt then passes it by, and it is dressed here when it is shown.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

_DRESSED = Qt.WidgetAttribute.WA_WState_Polished
_BY_SHEET = Qt.WidgetAttribute.WA_StyleSheet
"""Qt hands colours down past a widget that says this."""
_BY_ITSELF = Qt.WidgetAttribute.WA_SetStyle
"""Qt does not tell a widget that says this of another style."""


@contextmanager
def only_what_is_in_sight() -> Iterator[None]:
    """Within it, another style sheet is for what is in sight; lengths and fonts must stay as they are."""
    pages = list(_pages_behind())
    passed_by = [part for page in pages for part in _parts(page)]
    for part in passed_by:
        part.setAttribute(_DRESSED, False)
        part.setAttribute(_BY_SHEET, False)
        part.setAttribute(_BY_ITSELF, True)
    try:
        yield
    finally:
        for part in passed_by:
            part.setAttribute(_BY_ITSELF, False)
        for page in pages:
            if page.findChild(_WhenShown) is None:
                _WhenShown(page)


class _WhenShown(QObject):
    """Dresses all parts of a page when it is next shown, and tells them: signs are drawn anew."""

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._page = page
        page.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._page and event.type() == QEvent.Type.Show:
            watched.removeEventFilter(self)
            self.deleteLater()
            for part in _parts(self._page):
                _dress(part)
        return False


def _dress(part: QWidget) -> None:
    if not part.testAttribute(_DRESSED):
        part.style().polish(part)
        part.setAttribute(_DRESSED)
    QCoreApplication.sendEvent(part, QEvent(QEvent.Type.StyleChange))


def _pages_behind() -> Iterator[QWidget]:
    for window in QApplication.topLevelWidgets():
        stacks = window.findChildren(QStackedWidget)
        for stack in [window, *stacks] if isinstance(window, QStackedWidget) else stacks:
            for index in range(stack.count()):
                if index != stack.currentIndex() and (page := stack.widget(index)):
                    yield page


def _parts(page: QWidget) -> Iterator[QWidget]:
    """All but those that have a style of their own."""
    for part in (page, *page.findChildren(QWidget)):
        if not part.testAttribute(_BY_ITSELF):
            yield part
