"""The editor of a document: pages by whatever way, kept in the store before they are shown."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QImage, QShowEvent
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QVBoxLayout, QWidget

from poswizard.documents.page import RemarkCode
from poswizard.forms.answers import Answers
from poswizard.forms.issue import Level
from poswizard.forms.rich_kinds import Document, Page
from poswizard.text import Text
from poswizard.ui.background import run
from poswizard.ui.editors.document_ways import DocumentWays
from poswizard.ui.editors.editor import Desk, Editor
from poswizard.ui.editors.page_intake import Kept, small
from poswizard.ui.palette import Tone
from poswizard.ui.shortcuts import bind
from poswizard.ui.widgets.image_preview import ImagePreview
from poswizard.ui.widgets.issue_note import IssueNote
from poswizard.ui.widgets.page_thumbnails import PageThumbnails, Thumbnail
from poswizard.ui.widgets.ways_row import KEYS, Way

if TYPE_CHECKING:
    from poswizard.ui.capture.folder_note import FolderNote


class DocumentEditor(Editor):
    """Pages as thumbnails; they come by camera, scanner, chooser, clipboard, folder or drag-drop."""

    field: Document

    def __init__(self, field: Document, desk: Desk) -> None:
        super().__init__(field, desk)
        self.pages: tuple[Page, ...] = ()
        self._pictures: dict[str, QImage] = {}
        self._removed: tuple[int, Page] | None = None
        self.thumbnails = PageThumbnails()
        self.ways = DocumentWays(self, field, desk, _remark)
        self.busy = QLabel()
        self.busy.setProperty("kind", "quiet")
        self.busy.hide()
        self.undo_button = QPushButton(str(Text("已移除，撤销", "Removed - undo")))
        self.undo_button.setProperty("kind", "link")
        self.undo_button.clicked.connect(self._put_back)
        self.undo_button.hide()
        self.refusal = IssueNote()
        self.folder_note: FolderNote | None = None
        """Made when the watched folder first has something."""
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for part in (self.thumbnails, self.busy, self.undo_button, self.refusal):
            layout.addWidget(part)
        self._join()

    def control(self) -> QWidget:
        return self.thumbnails.first_control

    def show_value(self, value: Any, answers: Answers) -> None:
        pages = value if isinstance(value, tuple) else ()
        if pages == self.pages and self._pictures.keys() >= {page.scan for page in pages}:
            return
        self.pages = pages
        for page in pages:
            if page.scan not in self._pictures:
                self._pictures[page.scan] = QImage()
                run(
                    partial(_picture, self.desk, page.scan),
                    then=partial(self._loaded, page.scan),
                    failed=self._not_there,
                )
        self._show()

    def take_files(self, paths: Sequence[Path]) -> None:
        """Read files in the background; each page is in the store before it is shown."""
        self.refusal.clear()
        self.ways.take_files(paths)

    def go(self, way: Way) -> None:
        """Add pages this way."""
        self.refusal.clear()
        self.ways.go(way)

    def _taken(self, new: Kept) -> None:
        for page, picture in new:
            self._pictures[page.scan] = picture
        self._become((*self.pages, *(page for page, _ in new)))
        self.left.emit()

    def _not_there(self, error: Exception) -> None:
        """A picture that the store does not have: said under the document, never a crash."""
        self.refusal.show_note(Level.ERROR, _LOST)

    def _loaded(self, scan: str, picture: QImage) -> None:
        self._pictures[scan] = picture
        self._show()

    def _reorder(self, ids: list[str]) -> None:
        by_id = {page.scan: page for page in self.pages}
        self._become(tuple(by_id[scan] for scan in ids))

    def _remove(self, scan: str) -> None:
        self._removed = next((n, p) for n, p in enumerate(self.pages) if p.scan == scan)
        self._become(tuple(page for page in self.pages if page.scan != scan))
        self.undo_button.show()

    def _put_back(self) -> None:
        self.undo_button.hide()
        if self._removed is not None:
            index, page = self._removed
            self._become((*self.pages[:index], page, *self.pages[index:]))

    def _preview(self, scan: str) -> None:
        dialog = QDialog(self)
        dialog.setWindowTitle(str(self.field.label))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        preview = ImagePreview()
        lines = QVBoxLayout(dialog)
        lines.addWidget(preview)
        dialog.resize(900, 640)
        dialog.open()
        run(
            partial(self.desk.scans.get, scan),
            then=lambda data: preview.show_picture(data, self.field.label),
        )

    def _become(self, pages: tuple[Page, ...]) -> None:
        self.pages = pages
        self._show()
        self.edited.emit(pages)

    def _show(self) -> None:
        self.thumbnails.show_pages([self._thumbnail(page) for page in self.pages])
        self.ways.show_scans([page.scan for page in self.pages])

    def _thumbnail(self, page: Page) -> Thumbnail:
        remark = _remark(page.remarks)
        picture = self._pictures.get(page.scan, QImage())
        return Thumbnail(page.scan, picture, remark, Tone.WARNING if remark else Tone.QUIET)

    def _show_busy(self, count: int) -> None:
        self.busy.setText(str(Text("正在读取 {0} 个文件…", "Reading {0} file(s)…").format(count)))
        self.busy.setVisible(count > 0)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.desk.ways_in.folder.wake()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isVisible():
            self.desk.ways_in.folder.wake()  # the settings may have been before the window

    def _offer_folder(self) -> None:
        if self.folder_note is None and self.desk.ways_in.folder.files:
            from poswizard.ui.capture.folder_note import FolderNote

            self.folder_note = FolderNote(self.desk.ways_in.folder)
            self.folder_note.pick_wanted.connect(self.ways.pick_from_folder)
            self.ways.files_settled.connect(self.folder_note.add_originals)
            column = self.layout()
            if isinstance(column, QVBoxLayout):
                column.insertWidget(1, self.folder_note)

    def _note_use(self, way: Way) -> None:
        self.desk.ways_in.note_use(way)
        self.thumbnails.ways.prefer(way)

    def _join(self) -> None:
        self.thumbnails.way_wanted.connect(self.go)
        self.thumbnails.files_dropped.connect(self.take_files)
        self.thumbnails.reordered.connect(self._reorder)
        self.thumbnails.removal_wanted.connect(self._remove)
        self.thumbnails.preview_wanted.connect(self._preview)
        self.thumbnails.ways.prefer(self.desk.ways_in.usual)
        self.ways.kept.connect(self._taken)
        self.ways.refused.connect(self.refused)
        self.ways.waiting.connect(self._show_busy)
        self.ways.removal_wanted.connect(self._remove)
        self.ways.used.connect(self._note_use)
        self.desk.ways_in.folder.changed.connect(self._offer_folder)
        self._offer_folder()
        bind(self, {key: partial(self.go, way) for way, key in KEYS.items()})


_LOST = Text(
    "图片读不出来，请移除后重新添加", "The picture cannot be read: remove it and add it again"
)
_SHORT = {
    RemarkCode.LOW_RESOLUTION: Text("像素偏低", "Few pixels"),
    RemarkCode.GREYSCALE: Text("黑白图片", "No colour"),
}


def _remark(codes: Sequence[str]) -> Text | None:
    """What intake noticed, in few words."""
    known = [code for code in RemarkCode if code.value in codes]
    return _SHORT.get(known[0]) if known else None


def _picture(desk: Desk, scan: str) -> QImage:
    return small(desk.scans.get(scan))
