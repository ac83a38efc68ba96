"""What is due today, beside the list: each thing leads to its application."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QScrollArea, QVBoxLayout, QWidget

from poswizard.text import Text
from poswizard.ui.palette import Tone
from poswizard.ui.theme import TextRole, current
from poswizard.ui.widgets.labels import frame, label

_TITLE = Text("今天要做", "Due today")
_NOTHING = Text("今天没有到期的事。", "Nothing is due today.")


@dataclass(frozen=True, slots=True)
class DueItem:
    """One thing to do."""

    application_id: str
    what: Text
    detail: Text
    tone: Tone = Tone.QUIET


@dataclass(frozen=True, slots=True)
class Figure:
    """A number worth knowing, such as the first-pass rate."""

    title: Text
    number: str
    unit: Text
    detail: Text


class DuePanel(QWidget):
    """A card with the due things in order of urgency, and at its foot one figure."""

    open_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        px = current().px
        self._items = QVBoxLayout()
        self._items.setSpacing(px(4))
        self._nothing = label(_NOTHING, tone=Tone.QUIET)
        self._figure = QVBoxLayout()
        self._figure.setSpacing(px(4))
        self._figure_box = QWidget()
        self._figure_box.setLayout(self._figure)
        self._lay_out()
        self.show_due([])
        self.show_figure(None)

    def show_due(self, items: Sequence[DueItem]) -> None:
        """Show what is due."""
        _empty(self._items)
        for item in items:
            made = _DueRow(item)
            made.wanted.connect(self.open_wanted)
            self._items.addWidget(made)
        self._nothing.setVisible(not items)

    def show_figure(self, figure: Figure | None) -> None:
        """Show a figure under the due things, or none."""
        _empty(self._figure)
        self._figure_box.setVisible(figure is not None)
        if figure is None:
            return
        self._figure.addWidget(frame("rule"))
        self._figure.addSpacing(current().px(8))
        self._figure.addWidget(label(figure.title, "strong"))
        self._figure.addWidget(label(figure.number, "figure"))
        self._figure.addWidget(label(figure.unit, "quiet"))
        self._figure.addWidget(label(figure.detail, "quiet"))

    def sizeHint(self) -> QSize:
        return QSize(current().px(300), super().sizeHint().height())

    def _lay_out(self) -> None:
        px = current().px
        ground = QWidget()
        column = QVBoxLayout(ground)
        column.setContentsMargins(px(12), px(16), px(12), px(16))
        column.setSpacing(px(12))
        title = label(_TITLE, "heading")
        title.setContentsMargins(px(8), 0, 0, 0)
        self._nothing.setContentsMargins(px(8), 0, 0, 0)
        column.addWidget(title)
        column.addWidget(self._nothing)
        column.addLayout(self._items)
        self._figure.setContentsMargins(px(8), px(4), px(8), 0)
        column.addWidget(self._figure_box)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(ground)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        card = frame("card")
        inner = QVBoxLayout(card)
        inner.setContentsMargins(1, 1, 1, 1)
        inner.addWidget(scroll)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(card)


class _DueRow(QAbstractButton):
    """A due thing: a bar in its colour, what, and for whom or until when."""

    wanted = Signal(str)

    def __init__(self, item: DueItem) -> None:
        super().__init__()
        self._item = item
        self.clicked.connect(self._tell)
        self.setText(str(item.what))
        self.setAccessibleName(f"{item.what}，{item.detail}")
        self.setToolTip(f"{item.what}\n{item.detail}")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def sizeHint(self) -> QSize:
        return QSize(current().px(240), current().px(52))

    def minimumSizeHint(self) -> QSize:
        return QSize(current().px(120), current().px(52))

    def _tell(self) -> None:
        self.wanted.emit(self._item.application_id)

    def paintEvent(self, event: QPaintEvent) -> None:
        now, px = current(), current().px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() or self.hasFocus():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(now.palette.accent_soft))
            painter.drawRoundedRect(self.rect(), px(4), px(4))
        bar = self.rect().adjusted(px(8), px(6), 0, -px(6))
        bar.setWidth(px(3))
        painter.fillRect(bar, now.colour(self._item.tone))
        upper = Qt.AlignmentFlag.AlignTop
        self._write(painter, TextRole.BODY, Tone.TEXT, self._item.what, upper)
        lower = Qt.AlignmentFlag.AlignBottom
        self._write(painter, TextRole.SMALL, Tone.QUIET, self._item.detail, lower)

    def _write(
        self, painter: QPainter, role: TextRole, tone: Tone, text: Text, side: Qt.AlignmentFlag
    ) -> None:
        px = current().px
        rect = self.rect().adjusted(px(20), px(6), -px(8), -px(6))
        painter.setFont(current().font(role))
        painter.setPen(current().colour(tone))
        short = painter.fontMetrics().elidedText(
            str(text), Qt.TextElideMode.ElideRight, rect.width()
        )
        painter.drawText(rect, side, short)


def _empty(layout: QVBoxLayout) -> None:
    while (taken := layout.takeAt(0)) is not None:
        if widget := taken.widget():
            widget.hide()
            widget.deleteLater()
