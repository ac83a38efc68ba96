"""The list of applications: every row says where it is, what it needs, from whom and since when."""

from __future__ import annotations

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
    SignalInstance,
)
from PySide6.QtGui import QAction, QColor, QContextMenuEvent, QFont, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QListView,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from poswizard.text import Text
from poswizard.ui import icons
from poswizard.ui.icons import Glyph, icon
from poswizard.ui.palette import Tone
from poswizard.ui.theme import TextRole, current
from poswizard.ui.widgets.application_model import AnyIndex, ApplicationModel, RowWords
from poswizard.wizard.summary import ListedApplication

_NAME = Text("办件列表", "Applications")
_OPEN = Text("打开", "Open")
_COPY = Text("复制为新办件", "Copy to a new application")
_FORK = Text("改报另一家…", "Apply to another provider…")
_DELETE = Text("删除…", "Delete…")

_NARROW = 640
"""Pixels at 100 % under which a row is set in two columns instead of five."""


class ApplicationList(QListView):
    """Enter or a double click opens, Delete deletes, the menu key shows what else there is."""

    open_wanted = Signal(str)
    copy_wanted = Signal(str)
    fork_wanted = Signal(str)
    delete_wanted = Signal(str)
    typed = Signal(str)
    """A sign typed here is meant for the search."""
    left_upwards = Signal()
    """Up was pressed in the first row."""

    def __init__(self, model: ApplicationModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = model
        self.setModel(model)
        self.setItemDelegate(_RowPainter(self))
        self.setProperty("kind", "card")
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(str(_NAME))
        self.doubleClicked.connect(self.open_current)

    @property
    def current_application(self) -> ListedApplication | None:
        """The application of the current row."""
        return self._rows.application(self.currentIndex())

    def choose_row(self, row: int) -> None:
        """Make a row the current one."""
        self.setCurrentIndex(self._rows.index(row))

    def open_current(self) -> None:
        """Ask for the current row's application."""
        self._ask(self.open_wanted)

    def copy_current(self) -> None:
        """Ask for a copy of the current row's application."""
        self._ask(self.copy_wanted)

    def fork_current(self) -> None:
        """Ask for the current row's applicant to apply to another provider."""
        self._ask(self.fork_wanted)

    def delete_current(self) -> None:
        """Ask to delete the current row's application."""
        self._ask(self.delete_wanted)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.open_current()
        elif key == Qt.Key.Key_Delete:
            self.delete_current()
        elif key == Qt.Key.Key_Up and self.currentIndex().row() <= 0:
            self.left_upwards.emit()
        elif event.text().isprintable() and event.text().strip() and not _has_command(event):
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        index = self.indexAt(event.pos()) if by_mouse else self.currentIndex()
        if index.isValid():
            self.setCurrentIndex(index)
            at = event.globalPos() if by_mouse else self._below(index)
            self.menu().exec(at)

    def menu(self) -> QMenu:
        """What can be done with the current row."""
        menu = QMenu(self)
        for words, glyph, keys, act in (
            (_OPEN, Glyph.FORWARD, "Return", self.open_current),
            (_COPY, Glyph.COPY, "", self.copy_current),
            (_FORK, Glyph.LATER, "", self.fork_current),
            (_DELETE, Glyph.DELETE, "Del", self.delete_current),
        ):
            action = QAction(icon(glyph, Tone.QUIET), str(words), menu)
            action.setShortcut(keys)
            action.triggered.connect(act)
            menu.addAction(action)
        return menu

    def _below(self, index: QModelIndex) -> QPoint:
        return self.viewport().mapToGlobal(self.visualRect(index).bottomLeft())

    def _ask(self, wanted: SignalInstance) -> None:
        application = self.current_application
        if application is not None:
            wanted.emit(application.id)


def _has_command(event: QKeyEvent) -> bool:
    commands = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    return bool(event.modifiers() & commands)


class _RowPainter(QStyledItemDelegate):
    """Paints a row: five columns where there is room, two where there is not."""

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        return QSize(current().px(240), current().px(60))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        rect: QRect = option.rect  # pyright: ignore[reportAttributeAccessIssue] - absent in the stubs
        state: QStyle.StateFlag = option.state  # pyright: ignore[reportAttributeAccessIssue]
        words: RowWords = index.data(Qt.ItemDataRole.UserRole)
        painter.save()
        _paint_ground(painter, rect, state)
        px = current().px
        inner = rect.adjusted(px(16), px(8), -px(16), -px(8))
        if rect.width() < px(_NARROW):
            _paint_narrow(painter, inner, words)
        else:
            _paint_wide(painter, inner, words)
        painter.restore()


def _paint_ground(painter: QPainter, rect: QRect, state: QStyle.StateFlag) -> None:
    palette, px = current().palette, current().px
    if state & QStyle.StateFlag.State_Selected:
        painter.fillRect(rect, QColor(palette.accent_soft))
    elif state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(rect, QColor(palette.window))
    painter.setPen(QPen(QColor(palette.line), 1))
    painter.drawLine(rect.left(), rect.bottom(), rect.right(), rect.bottom())
    if state & QStyle.StateFlag.State_HasFocus and state & QStyle.StateFlag.State_Selected:
        painter.fillRect(
            QRect(rect.left(), rect.top(), px(3), rect.height()), QColor(palette.accent)
        )


def _paint_wide(painter: QPainter, inner: QRect, words: RowWords) -> None:
    px = current().px
    shares = (0.34, 0.25, 0.15, 0.14, 0.12)
    columns, left = [], float(inner.left())
    for share in shares:
        width = inner.width() * share
        columns.append(QRect(round(left), inner.top(), round(width) - px(12), inner.height()))
        left += width
    _paint_name(painter, columns[0], words)
    _paint_where(painter, columns[1], words)
    _write(painter, columns[2], words.need, TextRole.SMALL, words.need_tone)
    _write(painter, columns[3], words.provider, TextRole.SMALL, Tone.QUIET)
    last = columns[4].adjusted(0, 0, px(12), 0)
    _write(painter, last, words.since, TextRole.SMALL, Tone.QUIET, Qt.AlignmentFlag.AlignRight)


def _paint_narrow(painter: QPainter, inner: QRect, words: RowWords) -> None:
    px = current().px
    half = QRect(inner)
    half.setRight(inner.left() + inner.width() // 2 - px(8))
    _paint_name(painter, half, words)
    half = QRect(inner)
    half.setLeft(inner.left() + inner.width() // 2)
    upper, lower = _halves(half)
    _paint_where(painter, upper, words)
    lower.setLeft(lower.left() + px(26))
    _write(painter, lower, words.need or words.since, TextRole.SMALL, words.need_tone)


def _paint_name(painter: QPainter, rect: QRect, words: RowWords) -> None:
    upper, lower = _halves(rect)
    _write(painter, upper, words.name, TextRole.STRONG, Tone.TEXT)
    _write(painter, lower, words.detail, TextRole.SMALL, Tone.QUIET)


def _paint_where(painter: QPainter, rect: QRect, words: RowWords) -> None:
    px = current().px
    side = px(18)
    place = QRectF(rect.left(), rect.center().y() - side / 2 + 1, side, side)
    icons.paint(painter, place, words.glyph, current().colour(words.tone))
    _write(painter, rect.adjusted(px(26), 0, 0, 0), words.where, TextRole.BODY, Tone.TEXT)


def _halves(rect: QRect) -> tuple[QRect, QRect]:
    upper, lower = QRect(rect), QRect(rect)
    middle = rect.top() + round(rect.height() * 0.53)
    upper.setBottom(middle)
    lower.setTop(middle)
    return upper, lower


def _write(
    painter: QPainter,
    rect: QRect,
    words: str,
    role: TextRole,
    tone: Tone,
    side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> None:
    font: QFont = current().font(role)
    painter.setFont(font)
    painter.setPen(current().colour(tone))
    short = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, side | Qt.AlignmentFlag.AlignVCenter, short)
