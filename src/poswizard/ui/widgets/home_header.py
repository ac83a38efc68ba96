"""The bar at the top of Home: where one is, who one is, and what concerns the whole program."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from poswizard.text import Text
from poswizard.ui.icons import Glyph
from poswizard.ui.theme import current
from poswizard.ui.widgets.labels import button, line

_TITLE = Text("办件", "Applications")
_PAPER = Text("扫入签字纸", "Signed paper")
_RECEIVED = Text("收件", "Received")
_LOCK = Text("锁定", "Lock")
_BACKUP = Text("备份", "Back up")
_SETTINGS = Text("设置", "Settings")

_ROOM_FOR_OPERATOR = 600
"""Pixels at 100 %."""


class HomeHeader(QFrame):
    """Title, operator, and the buttons for backup, settings and lock."""

    lock_wanted = Signal()
    paper_wanted = Signal()
    received_wanted = Signal()
    backup_wanted = Signal()
    settings_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "header")
        self._who = line(kind="quiet")
        self._who.setMinimumWidth(1)  # gives way before a button does
        px = current().px
        row = QHBoxLayout(self)
        row.setContentsMargins(px(32), px(4), px(24), px(4))
        row.setSpacing(px(4))
        row.addWidget(line(_TITLE, "strong"))
        row.addStretch(1)
        row.addWidget(self._who)
        row.addSpacing(px(12))
        self._narrow: dict[QPushButton, Text] = {}
        for words, glyph, wanted in (
            (_RECEIVED, Glyph.RECEIVE, self.received_wanted),
            (_PAPER, Glyph.SCAN, self.paper_wanted),
            (_BACKUP, Glyph.BACKUP, self.backup_wanted),
        ):
            made = button(words, "quiet", glyph)
            made.setText("")  # narrow until it is given room
            made.setAccessibleName(str(words))
            made.setToolTip(str(words))
            made.clicked.connect(wanted)
            self._narrow[made] = words
            row.addWidget(made)
        for words, glyph, keys, wanted in (
            (_SETTINGS, Glyph.SETTINGS, "", self.settings_wanted),
            (_LOCK, Glyph.LOCKED, "Ctrl+L", self.lock_wanted),
        ):
            made = button(words, "quiet", glyph, keys)
            made.clicked.connect(wanted)
            row.addWidget(made)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        has_room = self.width() >= current().px(_ROOM_FOR_OPERATOR)
        self._who.setVisible(has_room)
        for made, words in self._narrow.items():
            made.setText(str(words) if has_room else "")

    def show_operator(self, words: str) -> None:
        """Branch and operator."""
        self._who.setText(words)
