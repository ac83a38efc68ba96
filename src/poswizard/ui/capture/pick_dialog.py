"""Pages or pictures to choose from, as thumbnails that fill in while one looks."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QImage, QKeyEvent, QKeySequence, QPainter, QPixmap
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListView,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from poswizard.text import Text
from poswizard.ui.icons import Glyph, paint
from poswizard.ui.palette import Tone
from poswizard.ui.theme import current
from poswizard.ui.widgets.labels import button, line

AnyIndex = QModelIndex | QPersistentModelIndex

_ALL, _NONE = Text("全选", "All"), Text("全不选", "None")
_CANCEL = Text("取消", "Cancel")
_TAKE = Text("放入 {0} 张", "Put in {0}")
_TAKE_NONE = Text("放入", "Put in")
_HINT = Text("空格选中或取消，Ctrl+A 全选。", "Space chooses, Ctrl+A chooses all.")
_ROOM = Text("这份材料还能放 {0} 张。", "This document takes {0} more.")
_SIZE = QSize(156, 196)
_MOST_PIXELS = 25_000_000
"""A preview is our own small JPEG; anything larger is not one."""


class PickDialog(QDialog):
    """Thumbnails with boxes to tick. `picked` carries the chosen numbers, counted from 0."""

    picked = Signal(list)

    def __init__(
        self, parent: QWidget | None, title: Text, names: Sequence[str], room: int
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(str(title))
        self._room = room
        self.list = _Thumbnails()
        for name in names:
            self.list.add(name, is_ticked=len(names) <= room)
        self.list.setAccessibleName(str(title))
        self.list.itemChanged.connect(self._tell)
        self.all_button, self.none_button = button(_ALL, "link"), button(_NONE, "link")
        self.all_button.clicked.connect(self.list.tick_all)
        self.none_button.clicked.connect(self.list.tick_none)
        self.take_button = button(_TAKE_NONE, "primary", keys="Enter")
        self.take_button.clicked.connect(self._take)
        self.take_button.setDefault(True)
        self.cancel_button = button(_CANCEL, keys="Esc")
        self.cancel_button.clicked.connect(self.reject)
        self._remark = line(kind="quiet")
        self._lay_out()
        self._tell()
        self.list.setCurrentRow(0)
        self.list.setFocus()

    def show_preview(self, number: int, picture: bytes) -> None:
        """Show how one looks; `picture` is a small JPEG of the program's own making."""
        self.list.show_preview(number, QImage.fromData(picture))

    def show_previews(self, pictures: Sequence[bytes]) -> None:
        """Show how all of them look."""
        for number, picture in enumerate(pictures[: self.list.count()]):
            self.show_preview(number, picture)

    @property
    def chosen(self) -> list[int]:
        """The numbers ticked."""
        return self.list.ticked()

    def _tell(self) -> None:
        count = len(self.chosen)
        self.take_button.setText(str(_TAKE.format(count) if count else _TAKE_NONE))
        self.take_button.setEnabled(0 < count <= self._room)
        is_over = count > self._room
        self._remark.setText(str(_ROOM.format(self._room) if is_over else _HINT))
        self._remark.setProperty("tone", "danger" if is_over else "quiet")
        self._remark.style().polish(self._remark)

    def _take(self) -> None:
        chosen = self.chosen
        self.accept()
        self.picked.emit(chosen)

    def _lay_out(self) -> None:
        px = current().px
        bar = QHBoxLayout()
        bar.setSpacing(px(16))
        for part in (self.all_button, self.none_button, self._remark):
            bar.addWidget(part)
        bar.addStretch(1)
        bar.addWidget(self.cancel_button)
        bar.addWidget(self.take_button)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(px(16), px(16), px(16), px(16))
        lines.setSpacing(px(12))
        lines.addWidget(self.list, 1)
        lines.addLayout(bar)
        self.resize(px(900), px(620))


class _Thumbnails(QListWidget):
    """The list itself."""

    def __init__(self) -> None:
        super().__init__()
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setSpacing(current().px(8))
        self.setIconSize(_SIZE * current().scale)
        self.setWordWrap(True)
        self.setUniformItemSizes(True)
        self.setItemDelegate(_Ticked(self))
        self.itemClicked.connect(self._turn)
        self.setProperty("kind", "card")

    def add(self, name: str, *, is_ticked: bool) -> None:
        item = QListWidgetItem(_framed(QImage()), name)
        item.setCheckState(Qt.CheckState.Checked if is_ticked else Qt.CheckState.Unchecked)
        item.setSizeHint(_SIZE * current().scale + QSize(current().px(24), current().px(40)))
        self.addItem(item)

    def show_preview(self, number: int, picture: QImage) -> None:
        if not picture.isNull() and picture.width() * picture.height() <= _MOST_PIXELS:
            self.item(number).setIcon(_framed(picture))

    def ticked(self) -> list[int]:
        checked = Qt.CheckState.Checked
        return [row for row in range(self.count()) if self.item(row).checkState() == checked]

    def tick_all(self) -> None:
        self._set_all(Qt.CheckState.Checked)

    def tick_none(self) -> None:
        self._set_all(Qt.CheckState.Unchecked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.SelectAll):
            self.tick_all()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()  # the dialog's own button
        elif event.key() == Qt.Key.Key_Space and (item := self.currentItem()):
            self._turn(item)
        else:
            super().keyPressEvent(event)

    def _turn(self, item: QListWidgetItem) -> None:
        is_ticked = item.checkState() == Qt.CheckState.Checked
        item.setCheckState(Qt.CheckState.Unchecked if is_ticked else Qt.CheckState.Checked)

    def _set_all(self, state: Qt.CheckState) -> None:
        for row in range(self.count()):
            self.item(row).setCheckState(state)


class _Ticked(QStyledItemDelegate):
    """The tick on the upper left of the thumbnail, where it is seen on any picture."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: AnyIndex) -> None:  # noqa: N802
        super().initStyleOption(option, index)
        feature = QStyleOptionViewItem.ViewItemFeature.HasCheckIndicator
        option.features &= ~feature  # pyright: ignore[reportAttributeAccessIssue]

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        super().paint(painter, option, index)
        px = current().px
        is_ticked = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked.value
        rect: QRect = option.rect  # pyright: ignore[reportAttributeAccessIssue]
        place = QRectF(rect.left() + px(20), rect.top() + px(8), px(28), px(28))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(current().palette.surface))
        painter.drawEllipse(place)
        painter.restore()
        glyph, tone = (
            (Glyph.COMPLETE, Tone.ACCENT) if is_ticked else (Glyph.NOT_STARTED, Tone.QUIET)
        )
        paint(painter, place, glyph, current().colour(tone))


def _framed(picture: QImage) -> QIcon:
    """A picture in the middle of a sheet of one size, in the theme's own colours."""
    size = _SIZE * current().scale
    sheet = QPixmap(size)
    sheet.fill(QColor(current().palette.window))
    if not picture.isNull():
        painter = QPainter(sheet)
        small = picture.scaled(
            size, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        left, top = (size.width() - small.width()) // 2, (size.height() - small.height()) // 2
        painter.drawImage(left, top, small)
        painter.end()
    made = QIcon(sheet)
    made.addPixmap(sheet, QIcon.Mode.Selected)  # Qt would tint it
    return made
