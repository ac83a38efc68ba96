"""The pages of one document as small pictures: put in order, taken away, looked at, dropped in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import (
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QAction,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
)
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QVBoxLayout,
    QWidget,
)

from poswizard.text import Text
from poswizard.ui.icons import Glyph, icon
from poswizard.ui.palette import Tone
from poswizard.ui.theme import current
from poswizard.ui.widgets.labels import frame, label, restyle, tool
from poswizard.ui.widgets.page_list import PageList, Thumbnail
from poswizard.ui.widgets.ways_row import Way, WaysRow

__all__ = ["PageThumbnails", "Thumbnail"]

_HINT = Text("或把照片、PDF 拖到这里", "or drop photos or a PDF here")
_RELEASE = Text("松开即可加入", "Release to add")
_EARLIER = Text("前移", "Move earlier")
_LATER = Text("后移", "Move later")
_LOOK = Text("查看大图", "Look at it")
_CROP = Text("裁剪和摆正", "Crop and straighten")
_REMOVE = Text("移除此页", "Remove page")
_NAME = Text("页面，共 {0} 页", "Pages, {0} in all")


class PageThumbnails(QWidget):
    """The pages with their buttons, on a ground that takes files.

    It shows what it is told: after `reordered` or `removal_wanted` its owner shows the pages anew.
    """

    reordered = Signal(list)
    """The ids in their new order."""
    removal_wanted = Signal(str)
    preview_wanted = Signal(str)
    crop_wanted = Signal(str)
    files_dropped = Signal(list)
    """Paths of local files."""
    way_wanted = Signal(object)
    """A `Way` by which the person wants to add pages."""
    files_wanted = Signal()
    """The person wants to choose files."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ground = frame("drop")
        self._list = PageList()
        self._hint = label(_HINT, tone=Tone.QUIET)
        self._hint.setWordWrap(False)
        self.ways = WaysRow()
        self.ways.wanted.connect(self._go)
        self._tools = {
            "earlier": self._tool(_EARLIER, Glyph.MOVE_LEFT, "Alt+←", self._move_earlier),
            "later": self._tool(_LATER, Glyph.MOVE_RIGHT, "Alt+→", self._move_later),
            "look": self._tool(_LOOK, Glyph.ZOOM_IN, "Enter", self._look),
            "crop": self._tool(_CROP, Glyph.CROP, "C", self._crop),
            "remove": self._tool(_REMOVE, Glyph.DELETE, "Delete", self._remove),
        }
        self.setAcceptDrops(True)
        self._join()
        self._lay_out()
        self.show_pages([])

    def show_pages(self, pages: Sequence[Thumbnail]) -> None:
        """Show these pages; the chosen one stays chosen."""
        here = self.current_id
        self._list.show_pages(pages)
        self._list.setVisible(bool(pages))
        self._hint.setVisible(not pages)  # whoever has added a page knows how
        self.setFocusProxy(self.first_control)  # Tab would stop for good at a hidden list
        self._list.choose(here)
        self._list.setAccessibleName(str(_NAME.format(len(pages))))
        self._show_what_can_be_done()

    @property
    def current_id(self) -> str:
        """The id of the chosen page, or nothing."""
        item = self._list.currentItem()
        return item.data(Qt.ItemDataRole.UserRole) if item else ""

    @property
    def first_control(self) -> QWidget:
        """What takes the keyboard: the pages, or the way to add the first."""
        return self._list if self._list.count() else self.ways.first_control

    def choose(self, page_id: str) -> None:
        """Choose a page."""
        self._list.choose(page_id)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _files(event):
            restyle(self._ground, active="true")
            self._hint.setText(str(_RELEASE))
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._calm_down()

    def dropEvent(self, event: QDropEvent) -> None:
        self._calm_down()
        if files := _files(event):
            event.acceptProposedAction()
            self.files_dropped.emit(files)

    def _go(self, way: Way) -> None:
        if way is Way.FILE:
            self.files_wanted.emit()
        self.way_wanted.emit(way)

    def _calm_down(self) -> None:
        restyle(self._ground, active="false")
        self._hint.setText(str(_HINT))

    def _join(self) -> None:
        self._list.currentRowChanged.connect(self._show_what_can_be_done)
        self._list.itemActivated.connect(self._look)
        self._list.model().rowsMoved.connect(self._tell_order)
        self._list.moved_by_key.connect(self._move)
        self._list.remove_key.connect(self._remove)
        self._list.crop_key.connect(self._crop)
        self._list.menu_wanted.connect(self._open_menu)

    def _tool(self, words: Text, glyph: Glyph, keys: str, act: object) -> QWidget:
        made = tool(words, glyph, "quiet", keys)
        made.clicked.connect(act)
        return made

    def _move_earlier(self) -> None:
        self._move(-1)

    def _move_later(self) -> None:
        self._move(1)

    def _move(self, step: int) -> None:
        ids, here = self._list.ids(), self._list.currentRow()
        if 0 <= here < len(ids) and 0 <= here + step < len(ids):
            ids.insert(here + step, ids.pop(here))
            self._list.reorder(ids)
            self.reordered.emit(ids)

    def _tell_order(self) -> None:
        self.reordered.emit(self._list.ids())

    def _look(self) -> None:
        if self.current_id:
            self.preview_wanted.emit(self.current_id)

    def _crop(self) -> None:
        if self.current_id:
            self.crop_wanted.emit(self.current_id)

    def _remove(self) -> None:
        if self.current_id:
            self.removal_wanted.emit(self.current_id)

    def _open_menu(self, at: QPoint) -> None:
        self.menu().exec(at)

    def menu(self) -> QMenu:
        """What can be done with the chosen page."""
        menu = QMenu(self)
        for words, glyph, act in (
            (_LOOK, Glyph.ZOOM_IN, self._look),
            (_CROP, Glyph.CROP, self._crop),
            (_EARLIER, Glyph.MOVE_LEFT, self._move_earlier),
            (_LATER, Glyph.MOVE_RIGHT, self._move_later),
            (_REMOVE, Glyph.DELETE, self._remove),
        ):
            action = QAction(icon(glyph, Tone.QUIET), str(words), menu)
            action.triggered.connect(act)
            menu.addAction(action)
        return menu

    def _show_what_can_be_done(self) -> None:
        row, count = self._list.currentRow(), self._list.count()
        for name, can in {
            "earlier": row > 0,
            "later": 0 <= row < count - 1,
            "look": row >= 0,
            "crop": row >= 0,
            "remove": row >= 0,
        }.items():
            self._tools[name].setEnabled(can)
            self._tools[name].setVisible(count > (name in ("earlier", "later")))

    def _lay_out(self) -> None:
        px = current().px
        row = QHBoxLayout()
        row.setSpacing(px(4))
        self._hint.setFixedHeight(self.ways.first_control.sizeHint().height())
        self.ways.add(self._hint)
        row.addWidget(self.ways, 1)
        for made in self._tools.values():
            row.addWidget(made)
        inner = QVBoxLayout(self._ground)
        inner.setContentsMargins(px(12), px(8), px(12), px(8))
        inner.setSpacing(px(8))
        inner.addWidget(self._list, 1)
        inner.addLayout(row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._ground)


def _files(event: QDropEvent) -> list[Path]:
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
