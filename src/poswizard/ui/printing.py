"""Printed things: made beside the window, saved where the person says, opened for printing."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from poswizard.text import Text
from poswizard.ui import dialogs
from poswizard.ui.background import run

_FAILED = Text("没有保存成", "Not saved")
_WHY = Text(
    "文件写不进去：请换一个文件夹，或检查磁盘是否已满、U盘是否还插着。",
    "The file cannot be written: choose another folder, or check that the disk has room and is still there.",
)
_KINDS = {
    ".pdf": (Text("PDF 文件", "PDF file"), "*.pdf"),
    ".ics": (Text("日历文件", "Calendar file"), "*.ics"),
}


def offer(parent: QWidget, title: Text, name: str, make: Callable[[], bytes]) -> None:
    """Ask where to save, make the file in the background, and open it. `name` says nothing of a person."""
    target = dialogs.choose_target(parent, title, name, (_KINDS[Path(name).suffix],))
    if target is None:
        return
    run(
        partial(_write, make, target),
        then=lambda file: QDesktopServices.openUrl(QUrl.fromLocalFile(str(file))),
        failed=partial(_tell, parent),
    )


def _write(make: Callable[[], bytes], target: Path) -> Path:
    target.write_bytes(make())
    return target


def _tell(parent: QWidget, error: Exception) -> None:
    words = getattr(error, "text", None)
    if isinstance(words, Text) or isinstance(error, OSError):
        dialogs.tell_failure(parent, _FAILED, words if isinstance(words, Text) else _WHY)
    else:
        dialogs.show_crash(error)
