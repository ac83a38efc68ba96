"""The editor of a document: pages by whatever way, kept, straightened and judged before they are shown."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from poswizard.documents.demand import read_kind_for
from poswizard.forms.answers import Answers
from poswizard.forms.document_kind import Document, Page
from poswizard.forms.issue import Issue, Level
from poswizard.text import Text
from poswizard.ui.editors.document_findings import DocumentFindings, remark_on
from poswizard.ui.editors.document_looks import DocumentLooks
from poswizard.ui.editors.document_offers import DocumentOffers
from poswizard.ui.editors.document_ways import DocumentWays
from poswizard.ui.editors.editor import Desk, Editor
from poswizard.ui.editors.page_intake import Kept, small
from poswizard.ui.editors.reading_note import ReadingNote
from poswizard.ui.palette import Tone
from poswizard.ui.shortcuts import bind
from poswizard.ui.widgets.issue_note import IssueNote
from poswizard.ui.widgets.page_findings import PageFindings
from poswizard.ui.widgets.page_thumbnails import PageThumbnails, Thumbnail
from poswizard.ui.widgets.suggestion_panel import SuggestionPanel
from poswizard.ui.widgets.ways_row import KEYS, Way

if TYPE_CHECKING:
    from poswizard.documents.reading.fact import Reading
    from poswizard.ui.capture.folder_note import FolderNote
    from poswizard.wizard.suggestions import Suggestion


class DocumentEditor(Editor):
    """Pages as thumbnails, what is wrong with them, and what was read off them.

    They come by camera, scanner, chooser, clipboard, folder or drag-drop.
    """

    field: Document
    says_at_once = True

    def __init__(self, field: Document, desk: Desk) -> None:
        super().__init__(field, desk)
        self.setAcceptDrops(True)
        self.pages: tuple[Page, ...] = ()
        self._pictures: dict[str, QImage] = {}
        self._removed: tuple[int, Page] | None = None
        self.thumbnails = PageThumbnails()
        self.ways = DocumentWays(self, field, desk, remark_on)
        self.looks = DocumentLooks(self, field, desk)
        self.busy = QLabel()
        self.busy.setProperty("kind", "quiet")
        self.busy.hide()
        self.undo_button = QPushButton(str(Text("已移除，撤销", "Removed - undo")))
        self.undo_button.setProperty("kind", "link")
        self.undo_button.clicked.connect(self._put_back)
        self.undo_button.hide()
        self.refusal = IssueNote()
        self.findings = DocumentFindings(PageFindings(), self)
        self.reading = ReadingNote(desk.readings, read_kind_for(field))
        self.offers = DocumentOffers(desk, SuggestionPanel(), self)
        self.folder_note: FolderNote | None = None
        """Made when the watched folder first has something."""
        self._lay_out()
        self._join()

    def control(self) -> QWidget:
        return self.thumbnails.first_control

    def show_value(self, value: Any, answers: Answers) -> None:
        pages = value if isinstance(value, tuple) else ()
        self.looks.show_answers(pages, answers)
        if pages == self.pages and self._pictures.keys() >= {page.scan for page in pages}:
            return
        self.pages = pages
        for page in pages:
            if page.scan not in self._pictures:
                self._pictures[page.scan] = QImage()
                self.desk.thumbnails.want(
                    partial(_picture, self.desk, page.scan),
                    then=partial(self._loaded, page.scan),
                    failed=self._not_there,
                )
        self._show()

    def keep_issues(self, issues: list[Issue]) -> list[Issue]:
        return self.findings.show_issues(issues)

    def show_suggestions(self, suggestions: Sequence[Suggestion], answers: Answers) -> None:
        """Offer what was read off these pages."""
        had_any = self.offers.panel.has_open
        self.offers.show_suggestions(suggestions, [page.scan for page in self.pages], answers)
        if not had_any:
            self._go_to_offers()

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
        pages = [page for page, _ in new]
        self.findings.count(pages)
        self._become(_with(self.pages, pages, self.ways.replacing))
        self.ways.replacing = ""
        self.reading.read([page.scan for page in pages])
        self.left.emit()

    def _made_anew(self, scan: str, page: Page, picture: QImage) -> None:
        """A page was cropped by hand: it is read again."""
        self._pictures[page.scan] = picture
        self._become(tuple(page if each.scan == scan else each for each in self.pages))
        self.thumbnails.choose(page.scan)
        self.reading.read([page.scan])

    def _was_read(self, scan: str, reading: Reading) -> None:
        from poswizard.documents.examination import with_reading

        page = next((page for page in self.pages if page.scan == scan), None)
        if page is None:
            return
        if reading.turn and self.looks.turn(page, reading.turn // 90):
            return  # it is read again once it stands upright
        read = with_reading(page, reading)
        self._become(tuple(read if each is page else each for each in self.pages))

    def _not_there(self, error: Exception) -> None:
        """A picture that the store does not have: said under the document, never a crash."""
        self.refusal.show_note(Level.ERROR, _LOST)

    def _loaded(self, scan: str, picture: QImage) -> None:
        self._pictures[scan] = picture
        self._show_thumbnails()

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
        self.looks.preview(self._page(scan))

    def _crop(self, scan: str) -> None:
        self.looks.crop(self._page(scan))

    def _page(self, scan: str) -> Page:
        return next(page for page in self.pages if page.scan == scan)

    def _retake(self, scan: str) -> None:
        self.refusal.clear()
        is_scanned = self.desk.ways_in.usual is Way.SCANNER
        self.ways.go_instead_of(scan, Way.SCANNER if is_scanned else Way.CAMERA)

    def _go_another_way(self, way: Way) -> None:
        if wanting := self.findings.first:
            self.ways.go_instead_of(wanting, way)

    def _become(self, pages: tuple[Page, ...]) -> None:
        self.pages = pages
        self._show()
        self.edited.emit(pages)

    def _show_thumbnails(self) -> None:
        self.thumbnails.show_pages([self._thumbnail(page) for page in self.pages])

    def _show(self) -> None:
        self._show_thumbnails()
        self.ways.show_scans([page.scan for page in self.pages])
        self.reading.show_pages(self.pages)
        self.findings.show_pages(self.pages)

    def _thumbnail(self, page: Page) -> Thumbnail:
        remark = remark_on(page)
        picture = self._pictures.get(page.scan, QImage())
        return Thumbnail(page.scan, picture, remark, Tone.WARNING if remark else Tone.QUIET)

    def _show_busy(self, count: int) -> None:
        self.busy.setText(
            str(Text("正在存入并摆正 {0} 张…", "Keeping and straightening {0}…").format(count))
        )
        self.busy.setVisible(count > 0)

    def _go_to_offers(self) -> None:
        """What was read is to be looked at, if the person is still here."""
        focused = QApplication.focusWidget()
        is_here = focused is not None and self.isAncestorOf(focused)
        if is_here and self.offers.panel.has_open:
            self.offers.panel.take_the_keyboard()
            QTimer.singleShot(0, self, self._bring_offers_into_sight)

    def _bring_offers_into_sight(self) -> None:
        """All of them, once they have their place, and the picture above if there is room."""
        area = self.parentWidget()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        if area is not None:
            area.ensureWidgetVisible(self, 0, 24)
            area.ensureWidgetVisible(self.offers.panel, 0, 24)

    def _leave_offers(self) -> None:
        self.control().setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.desk.ways_in.folder.wake()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isVisible():
            self.desk.ways_in.folder.wake()  # the settings may have been before the window

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        from poswizard.ui.editors.unsorted_tray import MIME

        if event.mimeData().hasFormat(MIME):  # files are the thumbnails' business
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        from poswizard.ui.editors.unsorted_tray import MIME, UnsortedTray

        tray = self.window().findChild(UnsortedTray)
        if event.mimeData().hasFormat(MIME) and isinstance(tray, UnsortedTray):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            tray.bring(bytes(event.mimeData().data(MIME).data()).decode(), self.field)

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

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for part in (
            self.thumbnails,
            self.busy,
            self.findings.view,
            self.reading,
            self.offers.panel,
            self.looks.print_button,
            self.undo_button,
            self.refusal,
        ):
            layout.addWidget(part)

    def _join(self) -> None:
        self.thumbnails.way_wanted.connect(self.go)
        self.thumbnails.files_dropped.connect(self.take_files)
        self.thumbnails.reordered.connect(self._reorder)
        self.thumbnails.removal_wanted.connect(self._remove)
        self.thumbnails.preview_wanted.connect(self._preview)
        self.thumbnails.crop_wanted.connect(self._crop)
        self.thumbnails.ways.prefer(self.desk.ways_in.usual)
        self.findings.view.retake_wanted.connect(self._retake)
        self.findings.view.crop_wanted.connect(self._crop)
        self.findings.view.way_wanted.connect(self._go_another_way)
        self.findings.explained.connect(self.explained)
        self.reading.came.connect(self._was_read)
        self.looks.made_anew.connect(self._made_anew)
        self.looks.crop_wanted.connect(self._crop)
        self.looks.failed.connect(self.refused)
        self.offers.taken.connect(self.suggestions_taken)
        self.offers.panel.left.connect(self._leave_offers)
        self.ways.kept.connect(self._taken)
        self.ways.refused.connect(self.refused)
        self.ways.waiting.connect(self._show_busy)
        self.ways.removal_wanted.connect(self._remove)
        self.ways.used.connect(self._note_use)
        self.ways.closed.connect(self._go_to_offers)
        self.desk.ways_in.folder.changed.connect(self._offer_folder)
        self._offer_folder()
        bind(self, {key: partial(self.go, way) for way, key in KEYS.items()})


_LOST = Text(
    "图片读不出来，请移除后重新添加", "The picture cannot be read: remove it and add it again"
)


def _with(pages: tuple[Page, ...], new: Sequence[Page], replacing: str) -> tuple[Page, ...]:
    """The new pages at the end, or in place of the one they replace."""
    places = [n for n, page in enumerate(pages) if page.scan == replacing]
    if not places:
        return (*pages, *new)
    return (*pages[: places[0]], *new, *pages[places[0] + 1 :])


def _picture(desk: Desk, scan: str) -> QImage:
    return small(desk.scans.get(scan))
