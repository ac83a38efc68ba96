"""The editor of a document: pages from files, kept in the store before they are shown."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QVBoxLayout, QWidget

from poswizard.documents.page import RemarkCode
from poswizard.forms.answers import Answers
from poswizard.forms.issue import Level
from poswizard.forms.rich_kinds import Document, Page
from poswizard.text import Text
from poswizard.ui import dialogs
from poswizard.ui.background import run
from poswizard.ui.editors.editor import Desk, Editor
from poswizard.ui.palette import Tone
from poswizard.ui.widgets.image_preview import ImagePreview
from poswizard.ui.widgets.issue_note import IssueNote
from poswizard.ui.widgets.page_thumbnails import PageThumbnails, Thumbnail

THUMBNAIL = QSize(320, 320)


class DocumentEditor(Editor):
    """Pages as thumbnails; files come by chooser or drag-drop."""

    field: Document

    def __init__(self, field: Document, desk: Desk) -> None:
        super().__init__(field, desk)
        self.pages: tuple[Page, ...] = ()
        self._pictures: dict[str, QImage] = {}
        self._removed: tuple[int, Page] | None = None
        self.thumbnails = PageThumbnails()
        self.thumbnails.files_wanted.connect(self._choose)
        self.thumbnails.files_dropped.connect(self.take_files)
        self.thumbnails.reordered.connect(self._reorder)
        self.thumbnails.removal_wanted.connect(self._remove)
        self.thumbnails.preview_wanted.connect(self._preview)
        self.busy = QLabel()
        self.busy.setProperty("kind", "quiet")
        self.busy.hide()
        self.undo_button = QPushButton(str(Text("已移除，撤销", "Removed - undo")))
        self.undo_button.setProperty("kind", "link")
        self.undo_button.clicked.connect(self._put_back)
        self.undo_button.hide()
        self.refusal = IssueNote()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for part in (self.thumbnails, self.busy, self.undo_button, self.refusal):
            layout.addWidget(part)
        self._queue: list[Path] = []
        self._is_reading = False

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

    def take_files(self, paths: list[Path]) -> None:
        """Read files in the background; each page is in the store before it is shown."""
        self.refusal.clear()
        self._queue.extend(Path(path) for path in paths)
        self._take_next()

    def _take_next(self) -> None:
        """One after the other, so that the pages stand in the order of the files."""
        if self._queue and not self._is_reading:
            self._is_reading = True
            work = partial(_take, self.desk, self._queue[0])
            run(work, then=self._taken, failed=self._refused)
        self._show_busy()

    def _read(self) -> None:
        self._is_reading = False
        del self._queue[:1]
        self._take_next()

    def _choose(self) -> None:
        self.take_files(dialogs.choose_files(self, self.field.label, _KINDS))

    def _taken(self, taken: list[tuple[Page, QImage]]) -> None:
        self._read()
        known = {page.scan for page in self.pages}
        new = [(page, picture) for page, picture in taken if page.scan not in known]
        for page, picture in new:
            self._pictures[page.scan] = picture
        self._become((*self.pages, *(page for page, _ in new)))
        self.left.emit()

    def _refused(self, error: BaseException) -> None:
        self._read()
        words = getattr(error, "text", None)
        if not isinstance(words, Text):
            raise error
        self.refused.emit(words)

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

    def _thumbnail(self, page: Page) -> Thumbnail:
        remarks = [code for code in RemarkCode if code.value in page.remarks]
        remark = _SHORT.get(remarks[0]) if remarks else None
        picture = self._pictures.get(page.scan, QImage())
        return Thumbnail(page.scan, picture, remark, Tone.WARNING if remark else Tone.QUIET)

    def _show_busy(self) -> None:
        self.busy.setText(
            str(Text("正在读取 {0} 个文件…", "Reading {0} file(s)…").format(len(self._queue)))
        )
        self.busy.setVisible(bool(self._queue))


_LOST = Text(
    "图片读不出来，请移除后重新添加", "The picture cannot be read: remove it and add it again"
)
_KINDS = ((Text("图片和 PDF", "Pictures and PDF"), "*.jpg *.jpeg *.png *.pdf"),)
_SHORT = {
    RemarkCode.LOW_RESOLUTION: Text("像素偏低", "Few pixels"),
    RemarkCode.GREYSCALE: Text("黑白图片", "No colour"),
}


def _take(desk: Desk, path: Path) -> list[tuple[Page, QImage]]:
    """Pages of a file, stored, with their small pictures. Runs beside the window."""
    kept: list[tuple[Page, QImage]] = []
    for taken in desk.intake.take_file(path):
        scan = desk.scans.put(taken.data, taken.media_type)
        remarks = tuple(remark.code.value for remark in taken.remarks)
        page = Page(scan, taken.original_sha256, taken.width, taken.height, taken.taken_on, remarks)
        kept.append((page, _small(taken.data)))
    return kept


def _picture(desk: Desk, scan: str) -> QImage:
    return _small(desk.scans.get(scan))


def _small(data: bytes) -> QImage:
    return QImage.fromData(data).scaled(
        THUMBNAIL, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
