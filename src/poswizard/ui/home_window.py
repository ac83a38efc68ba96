"""Home: what is due today, and the applications to search, open, copy, delete and begin."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from poswizard.text import Text
from poswizard.ui import dialogs
from poswizard.ui.file_drop import FileDrop
from poswizard.ui.icons import Glyph
from poswizard.ui.received_band import ReceivedBand
from poswizard.ui.theme import current
from poswizard.ui.widgets.application_list import ApplicationList
from poswizard.ui.widgets.application_model import (
    ApplicationModel,
    Filters,
    Find,
    RowWords,
    Words,
)
from poswizard.ui.widgets.chips import Chip, FilterChips
from poswizard.ui.widgets.due_panel import DueItem, DuePanel, Figure
from poswizard.ui.widgets.empty_state import EmptyState
from poswizard.ui.widgets.home_header import HomeHeader
from poswizard.ui.widgets.labels import button, label
from poswizard.ui.widgets.search_field import SearchField

if TYPE_CHECKING:
    from poswizard.ui.exchange_doors import ListedCase

__all__ = ["Chip", "DueItem", "Figure", "Filters", "Find", "HomePage", "RowWords", "Words"]

_SEARCH = Text("姓名、拼音首字母、手机尾号、店名、编号", "Name, initials, phone tail, shop, number")
_SEARCH_NAME = Text("查找办件", "Search applications")
_NEW = Text("新办件", "New application")
_ANY_PHASE = Text("全部阶段", "All phases")
_ANY_PROVIDER = Text("全部服务商", "All providers")
_TODAY = Text("今天要做 {0}", "Due today {0}")
_KEYS = Text(
    "↑↓ 选择    Enter 打开    Ctrl+N 新办件    Ctrl+F 查找    Ctrl+I 收件    Ctrl+L 锁定",
    "↑↓ choose    Enter open    Ctrl+N new    Ctrl+F search    Ctrl+I received    Ctrl+L lock",
)
_NONE_YET = Text("还没有办件", "No applications yet")
_NONE_YET_DETAIL = Text(
    "客户到了就从“新办件”开始。随时可以停下，已填内容自动保存。",
    'Begin with "New application" when a customer comes. Stop at any time; everything is saved.',
)
_NO_MATCH = Text("没有找到", "Nothing found")
_NO_MATCH_DETAIL = Text(
    "可以少输几个字，或改用手机尾号、店名、编号查找。",
    "Try fewer words, or the phone tail, the shop or the number.",
)
_SHOW_ALL = Text("清除条件，显示全部", "Clear and show all")
_DELETE = Text("删除 {0}？", "Delete {0}?")
_DELETE_DETAIL = Text(
    "{0}的全部填写内容和照片将从这台电脑上删除，不能恢复。",
    "Everything filled in and every photo of {0} leaves this computer and cannot be brought back.",
)
_DELETE_YES = Text("删除", "Delete")

_NARROW, _LOW = 960, 300
"""Pixels at 100 %: on a narrower page the due things wait behind a button, on a lower one (300 %
on a small screen) the rows have the place of the state chips."""


class HomePage(FileDrop):
    """The page the window opens with. It shows what it is given and says what is wanted."""

    new_wanted = Signal()
    open_wanted = Signal(str)
    copy_wanted = Signal(str)
    fork_wanted = Signal(str)
    delete_wanted = Signal(str)
    """Asked and confirmed."""
    lock_wanted = Signal()
    backup_wanted = Signal()
    settings_wanted = Signal()
    paper_wanted = Signal(list)
    """Signed paper is to be filed: paths of files that were dropped, or none yet."""
    received_wanted = Signal()
    files_dropped = Signal(list)
    """Paths of packages, replies or signed paper."""

    def __init__(self, find: Find, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = ApplicationModel(find, words)
        self.list = ApplicationList(self._model)
        self.search = SearchField(_SEARCH_NAME, _SEARCH)
        self.chips = FilterChips()
        self.due = DuePanel()
        self.received = ReceivedBand()
        self._phase = QComboBox()
        self._provider = QComboBox()
        self._header = HomeHeader()
        self._empty = EmptyState()
        self._today = button(_TODAY.format(0), "chip", Glyph.TODAY)
        self._middle = QStackedWidget()
        self._lay_out()
        self._join()
        self.show_choices((), ())
        self._fit_width()  # narrow until it is given room, or it would ask for the wide page's

    def show_operator(self, words: str) -> None:
        """Branch and operator, at the right of the header."""
        self._header.show_operator(words)

    def show_chips(self, chips: Sequence[Chip]) -> None:
        """The states to filter by; the first, with an empty key, shows all."""
        self.chips.show_chips(chips)

    def show_choices(
        self, phases: Sequence[tuple[str, Text]], providers: Sequence[tuple[str, str]]
    ) -> None:
        """The phases and providers to filter by, as key and words. A list of none is not shown."""
        _fill(self._phase, _ANY_PHASE, phases)
        _fill(self._provider, _ANY_PROVIDER, providers)

    def show_due(self, items: Sequence[DueItem]) -> None:
        """What is due today, most urgent first."""
        self.due.show_due(items)
        self._today.setText(str(_TODAY.format(len(items))))

    def show_received(self, waiting: Sequence[ListedCase], today: date) -> None:
        """Received packages that are to be reviewed; none takes no room."""
        self.received.show_waiting(waiting, today)

    def refresh(self) -> None:
        """Ask for the rows again; the current application stays current where it still is."""
        here = self.list.current_application
        self._model.refresh()
        self._show_rows(here.id if here else "")

    def focus_search(self) -> None:
        """Put the keyboard into the search."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.search.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_width()

    def _fit_width(self) -> None:
        """Where the page is narrow, the due things take the list's place while asked for."""
        narrow = self.width() < current().px(_NARROW)
        low = self.height() < current().px(_LOW)
        self.chips.setVisible(not low or bool(self.chips.key))
        self._today.setVisible(narrow)
        down, right = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        px = current().px
        side, above, below = (px(16), px(8), px(8)) if narrow else (px(32), px(24), px(16))
        self._body.setContentsMargins(side, above, side, below)
        self._filters.setDirection(down if narrow else right)
        self._keys.setVisible(not narrow)
        self.due.setVisible(not narrow or self._today.isChecked())
        self._middle.setVisible(not narrow or not self._today.isChecked())
        self.due.setMaximumWidth(16777215 if narrow else current().px(300))

    def take_dropped(self, files: list[Path]) -> None:
        self.files_dropped.emit(files)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.search and event.type() == QEvent.Type.KeyPress:
            return isinstance(event, QKeyEvent) and self._search_key(event)
        return super().eventFilter(watched, event)

    def _search_key(self, event: QKeyEvent) -> bool:
        """Down goes to the rows, Enter opens the first, Escape empties the search."""
        key = event.key()
        if key == Qt.Key.Key_Down and self._model.rowCount():
            self.list.setFocus(Qt.FocusReason.TabFocusReason)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.list.open_current()
        elif key == Qt.Key.Key_Escape and self.search.text():
            self.search.clear()
        else:
            return False
        return True

    def _join(self) -> None:
        self.search.textChanged.connect(self._find)
        self.search.installEventFilter(self)
        self.chips.chosen.connect(self._find)
        self._phase.currentIndexChanged.connect(self._find)
        self._provider.currentIndexChanged.connect(self._find)
        self.list.open_wanted.connect(self.open_wanted)
        self.list.copy_wanted.connect(self.copy_wanted)
        self.list.fork_wanted.connect(self.fork_wanted)
        self.list.delete_wanted.connect(self._ask_to_delete)
        self.list.typed.connect(self._type_into_search)
        self.list.left_upwards.connect(self.focus_search)
        self.due.open_wanted.connect(self.open_wanted)
        self._header.lock_wanted.connect(self.lock_wanted)
        self._header.paper_wanted.connect(partial(self.paper_wanted.emit, []))
        self._header.received_wanted.connect(self.received_wanted)
        self.received.wanted.connect(self.received_wanted)
        self._header.backup_wanted.connect(self.backup_wanted)
        self._header.settings_wanted.connect(self.settings_wanted)
        self._empty.action_wanted.connect(self._act_on_empty)
        self._today.toggled.connect(self._fit_width)
        for keys, act in (
            (QKeySequence.StandardKey.New, self.new_wanted.emit),
            (QKeySequence.StandardKey.Find, self.focus_search),
            (QKeySequence("Ctrl+L"), self.lock_wanted.emit),
            (QKeySequence("Ctrl+I"), self.received_wanted.emit),
        ):
            QShortcut(
                QKeySequence(keys), self, act, context=Qt.ShortcutContext.WidgetWithChildrenShortcut
            )

    def _find(self) -> None:
        filters = Filters(self.chips.key, _key(self._phase), _key(self._provider))
        self._model.show(self.search.text(), filters)
        self._show_rows("")

    def _show_rows(self, here: str) -> None:
        count = self._model.rowCount()
        self._middle.setCurrentWidget(self.list if count else self._empty)
        if count:
            self.list.choose_row(max(self._model.row_of(here), 0))
        elif self._model.is_narrowed:
            self._empty.show_state(Glyph.SEARCH, _NO_MATCH, _NO_MATCH_DETAIL, _SHOW_ALL)
        else:
            self._empty.show_state(Glyph.EMPTY, _NONE_YET, _NONE_YET_DETAIL, _NEW)

    def _act_on_empty(self) -> None:
        if not self._model.is_narrowed:
            self.new_wanted.emit()
            return
        self.search.clear()
        self._phase.setCurrentIndex(0)
        self._provider.setCurrentIndex(0)
        self.chips.choose("")
        self._find()
        self.search.setFocus()

    def _type_into_search(self, typed: str) -> None:
        self.search.setFocus()
        self.search.insert(typed)

    def _ask_to_delete(self, application_id: str) -> None:
        application = self.list.current_application
        if application is None:
            return
        name = application.summary.applicant or application.summary.shop or application.number
        sure = dialogs.ask(
            self,
            _DELETE.format(application.number),
            _DELETE_DETAIL.format(name),
            yes=_DELETE_YES,
            is_dangerous=True,
        )
        if sure:
            self.delete_wanted.emit(application_id)

    def _lay_out(self) -> None:
        px = current().px
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._header)
        self._body = QHBoxLayout()
        self._body.setSpacing(px(24))
        left = QVBoxLayout()
        left.setSpacing(px(12))
        left.addWidget(self.received)
        left.addLayout(self._search_line())
        left.addLayout(self._filter_line())
        self._middle.addWidget(self.list)
        self._middle.addWidget(self._empty)
        self._middle.setMinimumHeight(px(60))
        left.addWidget(self._middle, 1)
        self._keys = label(_KEYS, "quiet")
        left.addWidget(self._keys)
        self._body.addLayout(left, 1)
        self.due.setMinimumWidth(1)  # narrower, it is hidden
        self._body.addWidget(self.due)
        column.addLayout(self._body, 1)

    def _search_line(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(current().px(12))
        row.addWidget(self.search, 1)
        new = button(_NEW, "primary", Glyph.ADD, "Ctrl+N")
        new.clicked.connect(self.new_wanted)
        row.addWidget(new)
        return row

    def _filter_line(self) -> QBoxLayout:
        self._filters = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._filters.setSpacing(current().px(8))
        self._filters.addWidget(self.chips, 1)
        boxes = QHBoxLayout()
        boxes.setSpacing(current().px(8))
        self._today.setCheckable(True)
        for made in (self._today, self._phase, self._provider):
            made.setProperty("kind", "chip")
            boxes.addWidget(made, alignment=Qt.AlignmentFlag.AlignTop)
        boxes.addStretch(1)
        self._filters.addLayout(boxes)
        return self._filters


def _fill(box: QComboBox, everything: Text, choices: Sequence[tuple[str, Text | str]]) -> None:
    chosen = _key(box)
    box.blockSignals(True)
    box.clear()
    box.addItem(str(everything), "")
    for key, words in choices:
        box.addItem(str(words), key)
    box.setCurrentIndex(max(box.findData(chosen), 0))
    box.blockSignals(False)
    box.setAccessibleName(str(everything))
    box.setVisible(bool(choices))


def _key(box: QComboBox) -> str:
    return box.currentData() or ""
