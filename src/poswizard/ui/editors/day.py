"""Editors of days and moments: typed in any usual form, chosen in a calendar, or 长期."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from PySide6.QtCore import QDate, QPoint, Qt
from PySide6.QtWidgets import QCalendarWidget, QHBoxLayout, QLineEdit, QPushButton, QWidget

from poswizard.forms.answers import Answers
from poswizard.forms.kinds import LONG_TERM, Day, Moment
from poswizard.text import Text
from poswizard.ui.editors.editor import Desk, Editor
from poswizard.ui.editors.text import written
from poswizard.ui.theme import current
from poswizard.ui.widgets.labels import button

_DAY_EXAMPLE = Text("如 20260131", "e.g. 20260131")
_MOMENT_EXAMPLE = Text("如 20260131 14:30", "e.g. 20260131 14:30")


class DayEditor(Editor):
    """A day: `20260131`, `2026-1-31`, `今天`; with a calendar, and 长期 where it may stand."""

    field: Day

    def __init__(self, field: Day, desk: Desk) -> None:
        super().__init__(field, desk)
        self.line = QLineEdit()
        self.line.setPlaceholderText(str(_DAY_EXAMPLE))
        self.line.textEdited.connect(self._typed)
        self.calendar_button = _small_button(Text("日历", "Calendar"))
        self.calendar_button.clicked.connect(self._open_calendar)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(current().px(12))
        layout.addWidget(self.line, 1)
        layout.addWidget(self.calendar_button)
        if field.long_term:
            long_term = _small_button(Text("长期", "Long-term"))
            long_term.clicked.connect(lambda: self._take(LONG_TERM))
            layout.addWidget(long_term)
        self.watch(self.line)

    def control(self) -> QWidget:
        return self.line

    def show_value(self, value: Any, answers: Answers) -> None:
        if self._meant() != value:
            self.line.setText(self.field.show(value) if isinstance(value, date) else written(value))

    def leave(self) -> None:
        value = self._meant()
        if isinstance(value, date):
            self.line.setText(self.field.show(value))
        super().leave()

    def _meant(self) -> Any:
        return self.field.from_typed(self.line.text(), self.desk.today())

    def _typed(self) -> None:
        self.edited.emit(self._meant())

    def _take(self, day: date) -> None:
        self.line.setText(self.field.show(day))
        self.edited.emit(day)
        self.line.setFocus()

    def _open_calendar(self) -> None:
        value = self._meant()
        shown = value if isinstance(value, date) and value != LONG_TERM else self.desk.today()
        calendar = QCalendarWidget()
        calendar.setWindowFlag(Qt.WindowType.Popup)
        calendar.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        calendar.setSelectedDate(QDate(shown.year, shown.month, shown.day))
        calendar.activated.connect(self._chosen)
        calendar.clicked.connect(self._chosen)
        calendar.activated.connect(calendar.close)
        calendar.clicked.connect(calendar.close)
        self.calendar = calendar
        calendar.move(self.line.mapToGlobal(QPoint(0, self.line.height())))
        calendar.show()

    def _chosen(self, day: QDate) -> None:
        self._take(date(day.year(), day.month(), day.day()))


class MomentEditor(Editor):
    """A day and a time; one button takes the present moment."""

    field: Moment

    def __init__(self, field: Moment, desk: Desk) -> None:
        super().__init__(field, desk)
        self.line = QLineEdit()
        self.line.setPlaceholderText(str(_MOMENT_EXAMPLE))
        self.line.textEdited.connect(self._typed)
        now = _small_button(Text("现在", "Now"))
        now.clicked.connect(self._take_now)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(current().px(12))
        layout.addWidget(self.line, 1)
        layout.addWidget(now)
        self.watch(self.line)

    def control(self) -> QWidget:
        return self.line

    def show_value(self, value: Any, answers: Answers) -> None:
        if self.field.from_text(self.line.text()) != value:
            self.line.setText(
                self.field.show(value) if isinstance(value, datetime) else written(value)
            )

    def leave(self) -> None:
        value = self.field.from_text(self.line.text())
        if isinstance(value, datetime):
            self.line.setText(self.field.show(value))
        super().leave()

    def _typed(self, text: str) -> None:
        self.edited.emit(self.field.from_text(text))

    def _take_now(self) -> None:
        value = self.field.from_text("现在")
        if isinstance(value, datetime):
            self.line.setText(self.field.show(value))
        self.edited.emit(value)


def _small_button(text: Text) -> QPushButton:
    small = button(text, "link")
    small.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return small
