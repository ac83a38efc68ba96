"""The ways by which a pile of signed paper comes in: a scanner that draws in page after page, or files."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from poswizard.documents.pile import Judged
from poswizard.documents.quad import Shape
from poswizard.text import Text
from poswizard.ui import dialogs
from poswizard.ui.doors import Office

if TYPE_CHECKING:
    from poswizard.ui.capture.scan_dialog import ScanDialog
    from poswizard.ui.capture.ways_in import WaysIn

_KINDS = (
    (
        Text("图片和 PDF", "Pictures and PDF"),
        "*.jpg *.jpeg *.png *.heic *.heif *.pdf *.JPG *.JPEG *.PNG *.HEIC *.PDF",
    ),
)
_PREVIEW_SIDE = 900
"""Pixels of a scanner's preview."""


class PileWays(QObject):
    """Opens the scanner's dialog or the file chooser; what comes is read by the page."""

    came = Signal(list)
    """Paths of files, or bytes of scanned pages."""
    taken_back = Signal(str)
    """Digest of a page as it came, which is not wanted after all."""
    closed = Signal()
    """The scanner's dialog is done with."""

    def __init__(self, owner: QWidget, title: Text, office: Office, ways_in: WaysIn) -> None:
        super().__init__(owner)
        self._owner, self._title = owner, title
        self._office, self._ways_in = office, ways_in
        self._dialog: ScanDialog | None = None

    @property
    def is_scanning(self) -> bool:
        """Whether the scanner's dialog is open."""
        return self._dialog is not None

    def choose(self) -> None:
        """Choose files."""
        if files := dialogs.choose_files(self._owner, self._title, _KINDS):
            self.came.emit(files)

    def scan(self) -> None:
        """Scan pages one after the other."""
        from poswizard.ui.capture.scan_dialog import ScanDialog

        ways_in, look = self._ways_in, partial(_look, self._office)
        dialog = ScanDialog(
            self._owner.window(), self._title, Shape.A4, ways_in.scanner, ways_in.preferences, look
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.taken.connect(self._take)
        dialog.way_wanted.connect(self.choose, Qt.ConnectionType.QueuedConnection)
        dialog.list.removal_wanted.connect(self._take_back)
        dialog.finished.connect(self._end)
        self._dialog = dialog
        dialog.open()

    def tell(self, new: Sequence[Judged]) -> None:
        """Show in the scanner's dialog what its pages were found to be."""
        from poswizard.ui.capture.taken_list import Taken

        if self._dialog is None:
            return
        for one in new:
            remark = None if one.verdict.files else one.verdict.label
            picture = QImage.fromData(picture_of(one))
            self._dialog.show_taken(Taken(one.sheet.source.sha256, picture, remark))

    def _take(self, picture: bytes) -> None:
        self.came.emit([picture])

    def _take_back(self, source: str) -> None:
        if self._dialog is not None:
            self._dialog.list.take_away(source)
        self.taken_back.emit(source)

    def _end(self) -> None:
        self._dialog = None
        self.closed.emit()


def picture_of(one: Judged) -> bytes:
    """The page put straight, where that could be done."""
    return (one.sheet.page or one.sheet.source).data


def _look(office: Office, page: bytes) -> bytes:
    """A scanner's preview as the worker has it."""
    return office.intake.previews(page, side=_PREVIEW_SIDE)[0]
