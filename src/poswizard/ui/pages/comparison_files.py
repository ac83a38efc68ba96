"""The comparison on paper and as a workbook: made beside the window from the answers alone."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import shiboken6
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from poswizard.text import Text
from poswizard.ui import dialogs, printing
from poswizard.ui.background import run
from poswizard.wizard.session import Session

PRINT = Text("打印比价表…", "Print the comparison…")
SAVE = Text("存为 Excel…", "Save for Excel…")
_WORKBOOK = Text("Excel 工作簿", "Excel workbook")
_FAILED = Text("没有保存成", "Not saved")


def offer_sheet(parent: QWidget, session: Session) -> None:
    """Show the printed comparison, to be printed or saved."""
    from poswizard.package.comparison_sheet import comparison_sheet

    make = partial(comparison_sheet, session.answers, session.today())
    printing.offer(parent, PRINT, "comparison.pdf", make)


def save_workbook(parent: QWidget, session: Session) -> None:
    """Save the comparison as a workbook where the person says, and open it."""
    target = dialogs.choose_target(parent, SAVE, "comparison.xlsx", ((_WORKBOOK, "*.xlsx"),))
    if target:
        from poswizard.package.workbook import comparison_workbook

        make = partial(comparison_workbook, session.answers, session.today())
        run(partial(_write, make, target), then=_open, failed=partial(_tell, parent))


def _write(make: partial[bytes], target: Path) -> Path:
    target.write_bytes(make())
    return target


def _open(file: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(file)))


def _tell(parent: QWidget, error: Exception) -> None:
    if not isinstance(error, OSError):
        dialogs.show_crash(error)
    elif shiboken6.isValid(parent):
        dialogs.tell_failure(parent, _FAILED, printing.NOT_WRITTEN)
