"""Looking closely at a document's pages: the large picture, cropping by hand, and printing both sides of a card."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from poswizard.documents.demand import demand_for
from poswizard.documents.quad import Quad
from poswizard.forms.answers import Answers
from poswizard.forms.document_kind import Document, Page
from poswizard.text import Text
from poswizard.ui import printing
from poswizard.ui.background import run
from poswizard.ui.editors.page_intake import cropped
from poswizard.ui.icons import Glyph
from poswizard.ui.theme import current
from poswizard.ui.unpacking import unpacked
from poswizard.ui.widgets.image_preview import ImagePreview
from poswizard.ui.widgets.labels import button

if TYPE_CHECKING:
    from poswizard.ui.editors.editor import Desk, ScanStore

_PRINT = Text("正反面印在一张 A4 上（1:1）", "Print both sides on one A4 page (1:1)")
_FILE = "card.pdf"
_OTHER_SIDE = {
    "ID_FRONT": "ID_BACK",
    "PAYEE_ID_F": "PAYEE_ID_B",
    "HANDLER_ID_F": "HANDLER_ID_B",
}
_CROP = Text("裁剪和摆正…", "Crop and straighten…")


class DocumentLooks(QObject):
    """Opens the windows in which one page is looked at."""

    made_anew = Signal(str, object, object)
    """The scan of a page, the `Page` that takes its place, and its small picture."""
    crop_wanted = Signal(str)
    failed = Signal(object)
    """Why a page could not be made anew, as `Text`."""

    def __init__(self, owner: QWidget, field: Document, desk: Desk) -> None:
        super().__init__(owner)
        self._owner, self._field, self._desk = owner, field, desk
        self._demand = demand_for(field)
        self._turned: set[str] = set()
        self._sides: list[str] = []
        self.print_button = button(_PRINT, "link", Glyph.PRINT)
        self.print_button.clicked.connect(self._print)
        self.print_button.hide()

    def show_answers(self, pages: tuple[Page, ...], answers: Answers) -> None:
        """Both sides of a card can be printed once both are there."""
        other = _pages_of(answers, _OTHER_SIDE.get(self._field.slot, ""))
        self._sides = [pages[0].scan, other[0].scan] if pages and other else []
        self.print_button.setVisible(bool(self._sides))

    def preview(self, page: Page) -> None:
        """The page in a window of its own, to zoom into."""
        dialog = QDialog(self._owner.window())
        dialog.setWindowTitle(str(self._field.label))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        preview = ImagePreview()
        crop = button(_CROP, "plain", Glyph.CROP)
        crop.clicked.connect(dialog.accept)
        crop.clicked.connect(partial(self.crop_wanted.emit, page.scan))
        preview.add_action(crop)
        lines = QVBoxLayout(dialog)
        px = current().px
        lines.setContentsMargins(px(16), px(16), px(16), px(16))
        lines.addWidget(preview)
        dialog.resize(px(900), px(640))
        dialog.open()
        preview.setFocus()
        work = partial(_picture, self._desk, page.scan)
        shown = partial(preview.show_picture, name=self._field.label)
        run(work, then=shown, failed=preview.show_unreadable)

    def crop(self, page: Page) -> None:
        """The clean picture with its corners; what is chosen makes the page anew."""
        work = partial(_picture, self._desk, page.master or page.scan)
        run(work, then=partial(self._ask_corners, page), failed=self._tell)

    def turn(self, page: Page, quarters: int) -> bool:
        """Make the page stand upright, as its print has shown it does not; once for each original."""
        if page.original in self._turned:
            return False
        self._turned.add(page.original)
        quad = Quad.of(page.corners) if page.corners else Quad.whole(page.width, page.height)
        self._make(page, quad.turned(quarters))
        return True

    def _ask_corners(self, page: Page, picture: QImage) -> None:
        from poswizard.ui.capture.crop_dialog import CropDialog

        found = Quad.of(page.corners) if page.corners else None
        dialog = CropDialog(self._owner.window(), self._field.label, picture, found)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.cropped.connect(partial(self._make, page))
        dialog.open()

    def _make(self, page: Page, quad: Quad) -> None:
        work = partial(cropped, self._desk, page, self._demand, quad)
        run(work, then=partial(self._made, page.scan), failed=self._tell)

    def _made(self, scan: str, made: tuple[Page, QImage]) -> None:
        self.made_anew.emit(scan, *made)

    def _tell(self, error: Exception) -> None:
        words = getattr(error, "text", None)
        if not isinstance(words, Text):
            raise error
        self.failed.emit(words)

    def _print(self) -> None:
        scans = self._desk.scans
        printing.offer(self._owner, _PRINT, _FILE, partial(_sheet, scans, *self._sides))


def _pages_of(answers: Answers, slot: str) -> tuple[Page, ...]:
    """What a document with this code is answered with."""
    fields = (f for f in answers.answered() if isinstance(f, Document) and f.slot == slot)
    field = next(fields, None) if slot else None
    pages = answers.get(field) if field else None
    return pages if isinstance(pages, tuple) else ()


def _sheet(scans: ScanStore, front: str, back: str) -> bytes:
    from poswizard.documents.card_sheet import card_sheet

    return card_sheet(scans.get(front), scans.get(back))


def _picture(desk: Desk, scan: str) -> QImage:
    return unpacked(desk.scans.get(scan))
