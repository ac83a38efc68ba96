"""The tray: pictures that have no place yet, with what they seem to be; keys or the mouse bring them to one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QListWidgetItem,
    QMenu,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from poswizard.documents.reading.fact import DocumentKind
from poswizard.forms.document_kind import Document, Page
from poswizard.forms.issue import Level
from poswizard.text import Text
from poswizard.ui import dialogs
from poswizard.ui.background import run
from poswizard.ui.editors.document_ways import PICTURES
from poswizard.ui.editors.editor import Desk
from poswizard.ui.editors.page_intake import small
from poswizard.ui.editors.unsorted import Unsorted
from poswizard.ui.icons import Glyph
from poswizard.ui.palette import Tone
from poswizard.ui.theme import current
from poswizard.ui.widgets.issue_note import IssueNote
from poswizard.ui.widgets.labels import button, frame, label
from poswizard.ui.widgets.page_list import PageList, Thumbnail
from poswizard.wizard.session import Session

MIME = "application/x-poswizard-picture"
"""A picture on its way from the tray to a document: the digest of its scan."""

_ADD = Text("一次添加多张…", "Add several…")
_HOW = Text(
    "把多张照片一起拖到这一页：认得出的自动归位，其余在这里等",
    "Drop several photos anywhere on this page: those it can tell go to their place, the rest wait here",
)
_WAITING = Text("尚未归类 {0} 张，不会进资料包", "{0} without a place: in no package")
_KEYS = Text(
    "Enter 选位置 · Delete 移除 · 也可拖过去", "Enter chooses a place · Delete removes · or drag"
)
_NAME = Text("尚未归类的图片", "Pictures not yet put away")
_PLACE = Text("放到…", "Put into…")
_REMOVE = Text("移除", "Remove")
_LIKE = Text("像是{0}", "seems to be: {0}")
_UNKNOWN = Text("认不出", "not recognised")
_TAKING = Text("正在存入 {0} 个文件…", "Keeping {0} file(s)…")
_PLACED = Text("已放到“{0}”", "Put into “{0}”")


class TrayList(PageList):
    """The pictures side by side; each can be dragged to a document."""

    def __init__(self) -> None:
        super().__init__()
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setDefaultDropAction(Qt.DropAction.CopyAction)

    def mimeData(self, items: Sequence[QListWidgetItem]) -> QMimeData:  # noqa: N802 - Qt's name
        data = QMimeData()
        data.setData(MIME, str(items[0].data(Qt.ItemDataRole.UserRole)).encode())
        return data


class UnsortedTray(QWidget):
    """A line that takes many files, and under it whatever waits."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._unsorted: Unsorted | None = None
        self._desk: Desk | None = None
        self._pages: tuple[Page, ...] = ()
        self._pictures: dict[str, QImage] = {}
        self.menu = QMenu(self)
        self._ground = frame("drop")
        self.add_button = button(_ADD, "plain", Glyph.ADD_FILE)
        self.add_button.clicked.connect(self._choose)
        self.words = label(_HOW, "quiet")
        self.list = TrayList()
        self.list.setAccessibleName(str(_NAME))
        self.list.itemActivated.connect(self.ask_place)
        self.list.menu_wanted.connect(self.ask_place)
        self.list.remove_key.connect(self._remove)
        self.place_button = button(_PLACE, "plain")
        self.place_button.clicked.connect(self.ask_place)
        self.remove_button = button(_REMOVE, "quiet", Glyph.DELETE)
        self.remove_button.clicked.connect(self._remove)
        self.keys = label(_KEYS, "quiet")
        self.note = IssueNote()
        self._lay_out()
        self._show()

    def work_with(self, session: Session, desk: Desk) -> None:
        """Serve an application; before, nothing can be added."""
        self._desk = desk
        self._unsorted = Unsorted(session, desk, self)
        self._unsorted.refused.connect(self._refuse)
        self._unsorted.waiting.connect(self._show_busy)
        self._unsorted.placed.connect(self._tell_place)

    def show_pages(self) -> None:
        """Show what waits now."""
        pages = self._unsorted.pages if self._unsorted else ()
        if pages == self._pages:
            return
        self._pages = pages
        for page in pages:
            if self._desk and page.scan not in self._pictures:
                self._pictures[page.scan] = QImage()
                work = partial(_picture, self._desk, page.scan)
                run(work, then=partial(self._loaded, page.scan), failed=_without)
        self._show()

    def take_files(self, files: Sequence[Path]) -> None:
        """Take files in, whatever they show."""
        self.note.clear()
        if self._unsorted:
            self._unsorted.take_files(files)

    def ask_place(self) -> None:
        """Offer the documents that the chosen picture can go to, its own kind first."""
        page = self._chosen()
        if page is None or self._unsorted is None:
            return
        self.menu.clear()
        own, others = self._unsorted.places(page)
        for field in own:
            self._offer(page, field)
        if own and others:
            self.menu.addSeparator()
        for field in others:
            self._offer(page, field)
        self.menu.popup(self.list.mapToGlobal(QPoint(0, self.list.height())))
        if actions := self.menu.actions():
            self.menu.setActiveAction(actions[0])

    def bring(self, scan: str, field: Document) -> None:
        """Bring a picture to a document."""
        self.note.clear()
        if self._unsorted:
            self._unsorted.move(scan, field)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if page := self._page_around():
            page.setAcceptDrops(True)
            page.removeEventFilter(self)
            page.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Files that are dropped on the page beside every document come here."""
        if isinstance(event, QDropEvent) and (files := _files(event)):
            if isinstance(event, QDragEnterEvent):
                event.acceptProposedAction()
            elif event.type() == QEvent.Type.Drop:
                event.acceptProposedAction()
                self.take_files(files)
            return True
        return super().eventFilter(watched, event)

    def _page_around(self) -> QWidget | None:
        area = self.parentWidget()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        return area.widget() if area else None

    def _chosen(self) -> Page | None:
        row = self.list.currentRow()
        return self._pages[row] if 0 <= row < len(self._pages) else None

    def _offer(self, page: Page, field: Document) -> None:
        action = self.menu.addAction(str(field.label))
        action.triggered.connect(partial(self._act, page.scan, field))

    def _act(self, scan: str, field: Document, _checked: bool = False) -> None:
        self.bring(scan, field)

    def _choose(self) -> None:
        if files := dialogs.choose_files(self, _ADD, PICTURES):
            self.take_files(files)

    def _remove(self) -> None:
        if (page := self._chosen()) and self._unsorted:
            self._unsorted.remove(page.scan)

    def _refuse(self, words: Text) -> None:
        self.note.show_note(Level.ERROR, words)

    def _tell_place(self, field: Document) -> None:
        self.note.show_note(Level.INFORMATION, _PLACED.format(field.label))

    def _show_busy(self, count: int) -> None:
        self.words.setText(str(_TAKING.format(count) if count else self._standing()))

    def _standing(self) -> Text:
        return _WAITING.format(len(self._pages)) if self._pages else _HOW

    def _loaded(self, scan: str, picture: QImage) -> None:
        self._pictures[scan] = picture
        self._show()

    def _show(self) -> None:
        here = self.list.currentItem()
        chosen = here.data(Qt.ItemDataRole.UserRole) if here else ""
        thumbnails = [self._thumbnail(page) for page in self._pages]
        self.list.show_pages(thumbnails)
        for row, thumbnail in enumerate(thumbnails):  # they are pages of nothing yet
            self.list.item(row).setText(str(thumbnail.remark))
        self.list.choose(chosen)
        self.words.setText(str(self._standing()))
        for part in (self.list, self.place_button, self.remove_button, self.keys):
            part.setVisible(bool(self._pages))

    def _thumbnail(self, page: Page) -> Thumbnail:
        known = [kind.label for kind in DocumentKind if kind.value == page.kind]
        guess = _LIKE.format(known[0]) if known else _UNKNOWN
        return Thumbnail(page.scan, self._pictures.get(page.scan, QImage()), guess, Tone.QUIET)

    def _lay_out(self) -> None:
        px = current().px
        head, foot = QHBoxLayout(), QHBoxLayout()
        head.addWidget(self.words, 1)
        head.addWidget(self.add_button)
        foot.addWidget(self.place_button)
        foot.addWidget(self.remove_button)
        foot.addWidget(self.keys, 1)
        lines = QVBoxLayout(self._ground)
        lines.setContentsMargins(px(12), px(8), px(12), px(8))
        lines.setSpacing(px(8))
        lines.addLayout(head)
        lines.addWidget(self.list)
        lines.addLayout(foot)
        lines.addWidget(self.note)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._ground)


def _picture(desk: Desk, scan: str) -> QImage:
    return small(desk.scans.get(scan))


def _without(_error: Exception) -> None:
    """A picture that the store has no more is shown as an empty ground."""


def _files(event: QDropEvent) -> list[Path]:
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
