"""The program as `python -m poswizard` starts it, until its first window is painted."""

from poswizard import __main__ as program
from poswizard import app
from poswizard.ui.main_window import MainWindow
from tests.benchmarks.children.saying import FirstPaint

_open = app.open_window


def watched() -> MainWindow:
    """The window, with somebody looking at it."""
    window = _open()
    window.paint = FirstPaint(window)  # pyright: ignore[reportAttributeAccessIssue]
    return window


app.open_window = watched
program.main()
