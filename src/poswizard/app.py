"""The composition root of the window: guards, theme, gate, main window."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from poswizard import paths
from poswizard.gate import Gate
from poswizard.text import use_language
from poswizard.ui import background, dialogs, fonts, theme
from poswizard.ui.main_window import MainWindow

AFTER_FIRST_PAINT = 20
"""Milliseconds after which the rest is loaded: before, it would hold up the first picture."""


def open_application(arguments: Sequence[str] = ()) -> QApplication:
    """Qt's object, dressed; made once in a process."""
    if isinstance(made := QApplication.instance(), QApplication):
        return made
    fonts.offer_bundled_font()
    qt_app = QApplication([sys.argv[0], *arguments])
    qt_app.setApplicationName("poswizard")
    qt_app.setQuitOnLastWindowClosed(True)
    use_language("en" if os.environ.get("POSWIZARD_LANGUAGE") == "en" else "zh")
    dialogs.load_translations(qt_app)
    theme.follow_system(qt_app)
    sys.excepthook = lambda kind, error, trace: dialogs.show_crash(error)
    return qt_app


def open_window() -> MainWindow:
    """The window over the data folder, unlocked by the environment's passphrase or the keychain if possible."""
    gate = Gate(paths.data_folder())
    window = MainWindow(gate)
    window.show()
    QTimer.singleShot(AFTER_FIRST_PAINT, partial(_go_on, window, gate))
    return window


def _go_on(window: MainWindow, gate: Gate) -> None:
    preload()
    background.run(gate.enter_quietly, then=window.enter_if_open)


def preload() -> None:
    """Import what comes after the gate while the passphrase is typed."""
    threading.Thread(target=_import_the_rest, name="poswizard-preload", daemon=True).start()


def _import_the_rest() -> None:
    import poswizard.office
    import poswizard.ui.workplace  # noqa: F401


def run() -> int:
    """Open the window and stay until it is closed."""
    os.umask(0o077)
    qt_app = open_application()
    window = open_window()
    code = qt_app.exec()
    del window
    return code
