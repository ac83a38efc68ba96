"""What has been taken in one go, newest first: each already safe in the store when it shows here."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QImage, QKeyEvent, QPixmap
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from poswizard.forms.issue import Level
from poswizard.text import Text
from poswizard.ui.icons import Glyph
from poswizard.ui.theme import current
from poswizard.ui.widgets.issue_note import IssueNote
from poswizard.ui.widgets.labels import button, label

_NONE = Text("还没有图片", "No picture yet")
_COUNT = Text("已存 {0} 张", "{0} saved")
_FULL = Text("已存 {0} 张，这份材料已够 {0} 张", "{0} saved: no more fit this document")
_SAVED = Text("第 {0} 张 已保存", "No. {0} saved")
_REMOVE = Text("删除选中的一张", "Delete the chosen one")
_READING = Text("正在处理…", "Working…")


@dataclass(frozen=True, slots=True)
class Taken:
    """One picture that was kept."""

    id: str
    picture: QImage
    remark: Text | None = None
    """What its check found, in few words."""
    advice: Text | None = None
    """The same in full, with what to do."""


class TakenList(QWidget):
    """The pictures of this go with what was found, and the way to take one back."""

    removal_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._count = 0
        self._is_full = False
        self.summary = label(_NONE, "strong")
        self.note = IssueNote()
        self.list = _List()
        self.list.setIconSize(QSize(current().px(72), current().px(56)))
        self.list.setProperty("kind", "card")
        self.list.setMinimumHeight(current().px(96))
        self.list.setAccessibleName(str(_COUNT.format(0)))
        self.list.delete_pressed.connect(self._remove)
        self.remove = button(_REMOVE, "link", Glyph.DELETE, "Delete")
        self.remove.clicked.connect(self._remove)
        self.remove.hide()
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(current().px(8))
        for part in (self.summary, self.note, self.list, self.remove):
            lines.addWidget(part)
        lines.setStretch(2, 1)

    def show_working(self) -> None:
        """A picture is on its way."""
        self.summary.setText(str(_READING))

    def add(self, taken: Taken) -> None:
        """Show one more."""
        self.note.clear()
        self._count += 1
        words = str(_SAVED.format(self._count))
        item = QListWidgetItem(QIcon(QPixmap.fromImage(taken.picture)), words)
        item.setData(Qt.ItemDataRole.UserRole, taken.id)
        if taken.remark is not None:
            item.setText(f"{words}\n{taken.remark}")
        if words_below := taken.advice or taken.remark:
            self.note.show_note(Level.ERROR if taken.advice else Level.INFORMATION, words_below)
        self.list.insertItem(0, item)
        self.list.setCurrentRow(0)
        self._tell()

    def take_away(self, page_id: str) -> None:
        """One was removed."""
        for row in range(self.list.count()):
            if self.list.item(row).data(Qt.ItemDataRole.UserRole) == page_id:
                self.list.takeItem(row)
                break
        self._tell()

    def refuse(self, words: Text) -> None:
        """The last one was not kept, and why."""
        self.note.show_note(Level.ERROR, words)
        self._tell()

    def show_full(self, is_full: bool) -> None:
        """Say that no more fit, or that there is room."""
        self._is_full = is_full
        self._tell()

    def _tell(self) -> None:
        count = self.list.count()
        words = (_FULL if self._is_full else _COUNT).format(count) if count else _NONE
        self.summary.setText(str(words))
        self.list.setAccessibleName(str(words))
        self.remove.setVisible(count > 0)

    def _remove(self) -> None:
        if item := self.list.currentItem():
            self.removal_wanted.emit(item.data(Qt.ItemDataRole.UserRole))


class _List(QListWidget):
    """The list itself, with the key that removes."""

    delete_pressed = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.delete_pressed.emit()
        else:
            super().keyPressEvent(event)
