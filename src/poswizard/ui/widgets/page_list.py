"""Small pictures of pages side by side, which can be put into another order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QIcon,
    QImage,
    QKeyEvent,
    QPainter,
    QPixmap,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from poswizard.text import Text
from poswizard.ui.palette import Tone
from poswizard.ui.theme import current

AnyIndex = QModelIndex | QPersistentModelIndex

_PAGE = Text("第 {0} 页", "Page {0}")


@dataclass(frozen=True, slots=True)
class Thumbnail:
    """One page as it is shown."""

    id: str
    picture: QImage
    remark: Text | None = None
    """Few words under the page, such as what its check found."""
    tone: Tone = Tone.QUIET


class PageList(QListWidget):
    """Pages side by side, in lines; can be dragged into another order."""

    moved_by_key = Signal(int)
    remove_key = Signal()
    crop_key = Signal()
    menu_wanted = Signal(QPoint)

    def __init__(self) -> None:
        super().__init__()
        # not IconMode: there Qt moves pictures about freely and keeps the old order
        self.setViewMode(QListView.ViewMode.ListMode)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setSpacing(current().px(4))
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setIconSize(_picture_size())
        self.setItemDelegate(_CaptionBelow(self))
        self.setProperty("kind", "pages")

    def show_pages(self, pages: Sequence[Thumbnail]) -> None:
        """Show these pages in this order."""
        self.clear()
        for number, page in enumerate(pages, 1):
            self.addItem(self._item(number, page))
        captions = 2 if any(page.remark for page in pages) else 1
        self.setFixedHeight(_picture_size().height() + current().px(20) * (captions + 1))

    def ids(self) -> list[str]:
        """The pages' ids in the order shown."""
        return [self.item(row).data(Qt.ItemDataRole.UserRole) for row in range(self.count())]

    def choose(self, page_id: str) -> None:
        """Choose a page, or the first if it is gone."""
        ids = self.ids()
        row = ids.index(page_id) if page_id in ids else (0 if ids else -1)
        self.setCurrentRow(row, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def reorder(self, ids: list[str]) -> None:
        """Put the items in this order at once; the owner confirms by showing the pages."""
        here = self.currentItem()
        items = {i.data(Qt.ItemDataRole.UserRole): i for i in self._taken()}
        for page_id in ids:
            self.addItem(items[page_id])
        self.setCurrentItem(here)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        if alt and event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.moved_by_key.emit(-1 if event.key() == Qt.Key.Key_Left else 1)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.remove_key.emit()
        elif event.key() == Qt.Key.Key_C and not event.modifiers():
            self.crop_key.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            if item := self.currentItem():
                self.itemActivated.emit(item)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self.currentItem():
            self.menu_wanted.emit(event.globalPos())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.source() is self:
            super().dragEnterEvent(event)
        else:
            event.ignore()  # files are the ground's business

    def _taken(self) -> list[QListWidgetItem]:
        return [self.takeItem(0) for _ in range(self.count())]

    @staticmethod
    def _item(number: int, page: Thumbnail) -> QListWidgetItem:
        caption = _PAGE.format(number)
        item = QListWidgetItem(_framed(page.picture), str(caption))
        item.setData(Qt.ItemDataRole.UserRole, page.id)
        if page.remark is not None:
            item.setText(f"{caption}\n{page.remark}")
            item.setToolTip(str(page.remark))
        return item


class _CaptionBelow(QStyledItemDelegate):
    """The words under the picture."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: AnyIndex) -> None:  # noqa: N802
        super().initStyleOption(option, index)
        option.decorationPosition = QStyleOptionViewItem.Position.Top  # pyright: ignore[reportAttributeAccessIssue]
        option.displayAlignment = Qt.AlignmentFlag.AlignCenter  # pyright: ignore[reportAttributeAccessIssue]


def _picture_size() -> QSize:
    return QSize(current().px(120), current().px(96))


def _framed(picture: QImage) -> QIcon:
    """The page on a ground of one size, so that upright and lying pages stand in line."""
    size = _picture_size()
    square = QPixmap(size * 2)
    square.setDevicePixelRatio(2)
    square.fill(Qt.GlobalColor.transparent)  # the ground of whichever theme comes later
    if picture.isNull():  # still on its way from the store
        return QIcon(square)
    small = picture.scaled(
        size * 2, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
    small.setDevicePixelRatio(2)
    painter = QPainter(square)
    left = (size.width() - small.width() / 2) / 2
    painter.drawImage(QPoint(round(left), round((size.height() - small.height() / 2) / 2)), small)
    painter.end()
    made = QIcon(square)
    made.addPixmap(square, QIcon.Mode.Selected)  # Qt would tint it
    return made
