"""The rail: phases and steps in order, each with its honest state in sign, word and colour."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from poswizard.text import Text
from poswizard.ui import icons
from poswizard.ui.icons import Glyph
from poswizard.ui.palette import Tone
from poswizard.ui.theme import TextRole, current
from poswizard.ui.widgets.rail_rows import AnyIndex, Heading, RailPhase, RailRows, RailStep, Row
from poswizard.wizard.progress import StepState

__all__ = ["PhaseRail", "RailPhase", "RailStep"]

_LOOKS = {
    StepState.NOT_STARTED: (Glyph.NOT_STARTED, Tone.QUIET),
    StepState.IN_PROGRESS: (Glyph.IN_PROGRESS, Tone.ACCENT),
    StepState.COMPLETE: (Glyph.COMPLETE, Tone.GOOD),
    StepState.HAS_PROBLEMS: (Glyph.PROBLEM, Tone.DANGER),
    StepState.NOT_NEEDED: (Glyph.NOT_NEEDED, Tone.QUIET),
}
_NUMERALS = "一二三四五六七八九十"
_NAME = Text("步骤", "Steps")


class _RowPainter(QStyledItemDelegate):
    """Paints a heading or a step."""

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        px = current().px
        row = index.data(Qt.ItemDataRole.UserRole)
        if isinstance(row, Heading):
            return QSize(px(160), px(32) if row.number == 1 else px(36))
        return QSize(px(160), px(32))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        rect: QRect = option.rect  # pyright: ignore[reportAttributeAccessIssue] - absent in the stubs
        state: QStyle.StateFlag = option.state  # pyright: ignore[reportAttributeAccessIssue]
        row = index.data(Qt.ItemDataRole.UserRole)
        painter.save()
        if isinstance(row, Heading):
            self._paint_heading(painter, rect, row)
        else:
            self._paint_ground(painter, rect, state, shown=self._is_shown(index, row))
            self._paint_step(painter, rect, row, shown=self._is_shown(index, row))
        painter.restore()

    @staticmethod
    def _is_shown(index: AnyIndex, row: RailStep) -> bool:
        model = index.model()
        return isinstance(model, RailRows) and row.key == model.shown_step

    @staticmethod
    def _paint_heading(painter: QPainter, rect: QRect, row: Heading) -> None:
        px = current().px
        painter.setFont(current().font(TextRole.SMALL))
        painter.setPen(current().colour(Tone.QUIET))
        place = rect.adjusted(px(20), 0, -px(12), -px(4))
        bottom = Qt.AlignmentFlag.AlignBottom
        number = str(Text(_NUMERALS[(row.number - 1) % 10], str(row.number)))
        painter.drawText(place, bottom, number)
        place.setLeft(place.left() + px(24))
        painter.drawText(place, bottom, str(row.title))

    @staticmethod
    def _paint_ground(
        painter: QPainter, rect: QRect, state: QStyle.StateFlag, *, shown: bool
    ) -> None:
        px, palette = current().px, current().palette
        ground = QRectF(rect).adjusted(px(8), 0.5, -px(8), -0.5)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if shown:
            painter.setBrush(QColor(palette.accent_soft))
            painter.drawRoundedRect(ground, px(6), px(6))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(QColor(palette.window))
            painter.drawRoundedRect(ground, px(6), px(6))
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(palette.accent), 2))
            painter.drawRoundedRect(ground.adjusted(1, 1, -1, -1), px(6), px(6))

    @staticmethod
    def _paint_step(painter: QPainter, rect: QRect, row: RailStep, *, shown: bool) -> None:
        now, px = current(), current().px
        glyph, tone = _LOOKS[row.state]
        sign = QRectF(rect.left() + px(20), rect.center().y() - px(9) + 1, px(18), px(18))
        icons.paint(painter, sign, glyph, now.colour(tone))
        words = rect.adjusted(px(44), 0, -px(16), 0)
        middle = Qt.AlignmentFlag.AlignVCenter
        font = now.font(TextRole.STRONG if shown else TextRole.BODY)
        title = str(row.title)
        painter.setFont(now.font(TextRole.SMALL))
        remark = str(row.remark or row.state.label)
        wide = painter.fontMetrics().horizontalAdvance(remark)
        needed = QFontMetrics(font).horizontalAdvance(title) + px(8) + wide
        if row.remark is None and needed > words.width():
            remark, wide = "", 0  # the sign says it too; a title cut short says nothing
        painter.setPen(now.colour(tone if row.state is StepState.HAS_PROBLEMS else Tone.QUIET))
        painter.drawText(words, middle | Qt.AlignmentFlag.AlignRight, remark)
        quiet = row.state is StepState.NOT_NEEDED and not shown
        painter.setFont(font)
        painter.setPen(now.colour(Tone.QUIET if quiet else Tone.TEXT))
        words.setRight(words.right() - wide - px(8))
        title = QFontMetrics(font).elidedText(title, Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, middle, title)


class PhaseRail(QListView):
    """The rail. Arrow keys move, Enter or a click asks for the step; moving alone changes nothing."""

    step_wanted = Signal(str)
    """Key of the step the person wants to see."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = RailRows()
        self.setModel(self._rows)
        self.setItemDelegate(_RowPainter(self))
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName(str(_NAME))
        self.clicked.connect(self._ask)

    def show_phases(self, phases: Sequence[RailPhase]) -> None:
        """Show these phases and steps; where the keyboard stood, it stays."""
        rows: list[Row] = []
        for number, phase in enumerate(phases, 1):
            rows.append(Heading(number, phase.title))
            rows.extend(phase.steps)
        here = self.cursor_step
        self._rows.show(rows)
        self._move_to(self._rows.row_of(here or self._rows.shown_step))

    def show_current(self, step: str) -> None:
        """Mark the step whose page is shown, and bring it into view."""
        before = self._rows.row_of(self._rows.shown_step)
        self._rows.shown_step = step
        after = self._rows.row_of(step)
        for row in {before, after} - {-1}:
            self._rows.repaint_row(row)
        self._move_to(after)

    def focus_phase(self, number: int) -> None:
        """Put the keyboard on the first unfinished step of phase `number`, counted from 1."""
        rows = self._steps_of(number)
        if not rows:
            return
        unfinished = (row for row in rows if self._step_at(row).state not in _SETTLED)
        self._move_to(next(unfinished, rows[0]))
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @property
    def cursor_step(self) -> str:
        """Key of the step the keyboard stands on, or nothing."""
        row = self.currentIndex().data(Qt.ItemDataRole.UserRole)
        return row.key if isinstance(row, RailStep) else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._ask(self.currentIndex())
            return
        super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(current().px(264), super().sizeHint().height())

    def _ask(self, index: QModelIndex) -> None:
        row = index.data(Qt.ItemDataRole.UserRole)
        if isinstance(row, RailStep):
            self.step_wanted.emit(row.key)

    def _move_to(self, row: int) -> None:
        if row >= 0:
            index = self._rows.index(row)
            self.setCurrentIndex(index)
            if row and isinstance(self._rows.rows[row - 1], Heading):
                self.scrollTo(self._rows.index(row - 1))  # the phase that begins here, too
            self.scrollTo(index)

    def _steps_of(self, number: int) -> list[int]:
        found, here = [], 0
        for position, row in enumerate(self._rows.rows):
            if isinstance(row, Heading):
                here = row.number
            elif here == number:
                found.append(position)
        return found

    def _step_at(self, position: int) -> RailStep:
        row = self._rows.rows[position]
        assert isinstance(row, RailStep)  # noqa: S101 - `_steps_of` gives steps only
        return row


_SETTLED = (StepState.COMPLETE, StepState.NOT_NEEDED)
