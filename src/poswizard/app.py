"""The composition root of the window: guards, theme, gate, main window."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from poswizard import paths
from poswizard.gate import Gate
from poswizard.text import use_language
from poswizard.ui import fonts, theme, translations
from poswizard.ui.collector import Collector
from poswizard.ui.main_window import MainWindow

_TOUCHES = {
    QEvent.Type.Enter,
    QEvent.Type.MouseMove,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.TouchBegin,
    QEvent.Type.KeyPress,
}
AFTER_PAINT = 20
"""Milliseconds after a picture, in which it reaches the screen."""


def open_application(arguments: Sequence[str] = ()) -> QApplication:
    """Qt's object, dressed; made once in a process."""
    if isinstance(made := QApplication.instance(), QApplication):
        return made
    fonts.offer_bundled_font()
    qt_app = QApplication([sys.argv[0], *arguments])
    qt_app.setApplicationName("poswizard")
    qt_app.setQuitOnLastWindowClosed(True)
    use_language("en" if os.environ.get("POSWIZARD_LANGUAGE") == "en" else "zh")
    translations.load_translations(qt_app)
    theme.dress_at_once(qt_app)
    sys.excepthook = lambda kind, error, trace: _show_crash(error)
    Collector(qt_app)
    qt_app.aboutToQuit.connect(let_go_of_clipboard)
    return qt_app


def let_go_of_clipboard() -> None:
    """Take back what was copied from here: a secret should not stay, and Qt would drop it after Python's end."""
    clipboard = QGuiApplication.clipboard()
    if clipboard.ownsClipboard():
        clipboard.clear()


def open_window() -> MainWindow:
    """The window over the data folder, unlocked by the environment's passphrase or the keychain if possible."""
    gate = Gate(paths.data_folder())
    is_opening = gate.has_key_at_hand()
    window = MainWindow(gate, is_opening=is_opening)
    if is_opening:
        _follow_system()  # first, for what is opened has a look of its own to put on
        for shown in (window.opened, window.asked):
            shown.connect(lambda: _FirstTouch(window, preload))
    else:
        _FirstPaint(window, _go_on)
    window.show()
    return window


class _FirstPaint(QObject):
    """Does something once a widget has been painted: before, it would hold up the picture."""

    def __init__(self, widget: QWidget, then: Callable[[], None]) -> None:
        super().__init__(widget)
        self._then = then
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(AFTER_PAINT, self._then)
        return False


class _FirstTouch(QObject):
    """Does something when somebody first comes to the window: a list that nobody looks at needs no more."""

    def __init__(self, window: QWidget, then: Callable[[], None]) -> None:
        super().__init__(window)
        self._then = then
        if handle := window.windowHandle():
            handle.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _TOUCHES:
            watched.removeEventFilter(self)
            QTimer.singleShot(AFTER_PAINT, self._then)
        return False


def _go_on() -> None:
    _follow_system()  # first: it makes Qt's enumerations, which two threads had better not do at once
    preload()


def _follow_system() -> None:
    if isinstance(qt_app := QApplication.instance(), QApplication):
        theme.follow_system(qt_app)


def preload() -> None:
    """Import what comes later while the passphrase is typed, or the list is looked at."""
    from poswizard.ui.background import run as run_behind

    run_behind(_import_the_rest, then=_settle)


def _import_the_rest() -> None:
    import poswizard.office
    import poswizard.steps.order
    import poswizard.ui.questions_view
    import poswizard.ui.wizard_window
    import poswizard.ui.workplace  # noqa: F401


def _settle(_none: None) -> None:
    """Modules and classes are no garbage ever: the collector need not look at them again."""
    gc.collect()
    gc.freeze()


def _show_crash(error: BaseException) -> None:
    from poswizard.ui import dialogs

    dialogs.show_crash(error)


def run() -> int:
    """Open the window and stay until it is closed."""
    os.umask(0o077)
    qt_app = open_application()
    window = open_window()
    code = qt_app.exec()
    del window
    return code
