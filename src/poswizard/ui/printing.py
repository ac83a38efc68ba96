"""Printed things: made beside the window, then shown before they are printed or saved."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import shiboken6
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from poswizard.text import Text
from poswizard.ui import dialogs
from poswizard.ui.background import run

_FAILED = Text("没有保存成", "Not saved")
NOT_WRITTEN = Text(
    "文件写不进去：请换一个文件夹，或检查磁盘是否已满、U 盘是否还插着。",
    "The file cannot be written: choose another folder, or check that the disk has room and is still there.",
)
_CALENDAR = Text("日历文件", "Calendar file")


def offer(parent: QWidget, title: Text, name: str, make: Callable[[], bytes]) -> None:
    """Make pages (`.pdf`) and show them before anything is written, or save a calendar (`.ics`).

    `name` is offered where it is saved; it says nothing of a person.
    """
    if name.endswith(".pdf"):
        run(make, then=partial(_preview, parent, title, name), failed=partial(_tell, parent))
    elif target := dialogs.choose_target(parent, title, name, ((_CALENDAR, "*.ics"),)):
        run(partial(_write, make, target), then=_open, failed=partial(_tell, parent))


def _preview(parent: QWidget, title: Text, name: str, pdf: bytes) -> None:
    from poswizard.ui.print_preview import PrintPreview

    if not shiboken6.isValid(parent):
        return  # locked meanwhile
    preview = PrintPreview(parent, title, name, pdf)
    preview.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    preview.open()


def _open(file: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(file)))


def _write(make: Callable[[], bytes], target: Path) -> Path:
    target.write_bytes(make())
    return target


def _tell(parent: QWidget, error: Exception) -> None:
    words = getattr(error, "text", None)
    if not isinstance(words, Text) and not isinstance(error, OSError):
        dialogs.show_crash(error)
    elif shiboken6.isValid(parent):
        dialogs.tell_failure(parent, _FAILED, words if isinstance(words, Text) else NOT_WRITTEN)
