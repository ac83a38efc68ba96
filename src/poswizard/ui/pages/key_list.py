"""Keys of one sort as a card: who they are, with their fingerprints, and the ways to add and remove one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from poswizard.package.seal.fingerprints import digits, words
from poswizard.text import Text
from poswizard.ui.icons import Glyph
from poswizard.ui.palette import Tone
from poswizard.ui.theme import current
from poswizard.ui.widgets.flow_layout import FlowLayout
from poswizard.ui.widgets.labels import button, frame, label

_ROW = Text("{0}　{1}\n{2}\n{3}", "{0}  {1}\n{2}\n{3}")
_FILE = Text("从文件添加…", "Add from a file…")
_QR = Text("从二维码图片添加…", "Add from a QR picture…")
_PASTE = Text("粘贴添加…", "Add by pasting…")
_REMOVE = Text("移除", "Remove")
_LOWEST, _HIGHEST = 94, 256


class KeyRow(NamedTuple):
    """One key as it is listed."""

    key: str
    """What it is removed by."""
    name: str
    about: str
    fingerprint: str


class KeyList(QWidget):
    """It shows what it is given and says what is wanted."""

    file_wanted = Signal()
    picture_wanted = Signal()
    paste_wanted = Signal()
    remove_wanted = Signal(str)

    def __init__(self, title: Text, about: Text, nobody: Text) -> None:
        super().__init__()
        self._nobody = nobody
        self.list = QListWidget()
        self.list.setProperty("kind", "card")
        self.list.setAccessibleName(str(title))
        self.list.setWordWrap(True)
        self.note = label(tone=Tone.WARNING)
        self.file = button(_FILE, glyph=Glyph.ADD_FILE)
        self.picture = button(_QR, glyph=Glyph.IMAGE)
        self.paste = button(_PASTE, glyph=Glyph.PASTE)
        self.remove = button(_REMOVE, glyph=Glyph.DELETE)
        self.file.clicked.connect(self.file_wanted)
        self.picture.clicked.connect(self.picture_wanted)
        self.paste.clicked.connect(self.paste_wanted)
        self.remove.clicked.connect(self._remove)
        self._arrange(title, about)

    def show_keys(self, rows: Sequence[KeyRow], note: Text | None = None) -> None:
        """Everybody, and what should be said about them."""
        self.list.clear()
        for row in rows:
            found = row.fingerprint
            said = _ROW.format(row.name, row.about, digits(found), words(found))
            item = QListWidgetItem(str(said))
            item.setData(Qt.ItemDataRole.UserRole, row.key)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.list.setVisible(bool(rows))
        self.remove.setVisible(bool(rows))
        self.note.setText(str(note or (self._nobody if not rows else "")))
        self.note.setVisible(bool(self.note.text()))
        self.list.setFixedHeight(self._height(len(rows)))

    def add_way(self, made: QWidget) -> None:
        """One more button."""
        self._ways.addWidget(made)

    def _height(self, rows: int) -> int:
        px = current().px
        return max(px(_LOWEST), min(px(_HIGHEST), px(14) + rows * px(80)))

    def _remove(self) -> None:
        if item := self.list.currentItem():
            self.remove_wanted.emit(item.data(Qt.ItemDataRole.UserRole))

    def _arrange(self, title: Text, about: Text) -> None:
        px = current().px
        card = frame("card")
        inner = QVBoxLayout(card)
        inner.setContentsMargins(px(16), px(12), px(16), px(12))
        inner.setSpacing(px(8))
        inner.addWidget(label(title, "heading"))
        inner.addWidget(label(about, "quiet"))
        inner.addWidget(self.note)
        inner.addWidget(self.list)
        ways = QWidget()
        self._ways = FlowLayout(ways, gap=px(8))
        for part in (self.file, self.picture, self.paste, self.remove):
            self._ways.addWidget(part)
        inner.addWidget(ways)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addWidget(card)
