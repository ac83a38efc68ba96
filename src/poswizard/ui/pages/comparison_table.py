"""The quotes side by side: a column for each, a line for each cost, and the conclusion in words."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFont, QKeyEvent, QResizeEvent, QShowEvent, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from poswizard.domain.money import format_yuan, round_to_fen
from poswizard.steps.comparison import Comparison, Offer, Priced, Ranking
from poswizard.steps.comparison_words import mark_words
from poswizard.steps.research import Quote
from poswizard.text import Text
from poswizard.ui import theme
from poswizard.ui.editors.editor import is_plain_enter
from poswizard.ui.palette import Tone
from poswizard.ui.style_sheet import BOLD
from poswizard.ui.theme import current

_NUMBER = Text("{0} 号", "No. {0}")
_NAME = Text("报价比较表", "Table of the quotes")
_CONCLUSION = Text("结论", "Conclusion")
_AT_ONCE = Text("一次性", "At once")
_RUNNING = Text("固定费用（每月）", "Fixed, a month")
_FEES = Text("手续费（每月）", "Fees, a month")
_DEPOSIT = Text("会退的押金", "Deposit returned")
_TOTAL = Text("{0} 个月合计", "Total, {0} months")
_MORE = Text("比最省的多", "More than the lowest")
_MARK = Text("按权重总分", "Mark by weights")
_SOURCE = Text("来源和日期", "Source and date")
_LEAST = Text("最省", "Costs least")
_BEST = Text("总分最高", "Best mark")
_TAKEN = Text("已选定", "Taken")
_OPEN = Text("价钱没写全", "Prices missing")
_NOTHING = "—"
_TOTAL_ROW = 4

Cells = tuple[str, ...]


class ComparisonTable(QTableWidget):
    """Arrow keys go from quote to quote, Enter takes the one that is looked at."""

    taken = Signal(int)
    """Number of the quote that is chosen."""
    looked_at = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(str(_NAME))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectColumns)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.horizontalHeader().setHighlightSections(False)
        self.verticalHeader().setHighlightSections(False)
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        self.verticalHeader().setDefaultAlignment(left)
        self._offers: tuple[Offer, ...] = ()
        self.currentCellChanged.connect(self._moved)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._fit)
        self._dress()
        theme.notice().changed.connect(self._dress)
        self.cellDoubleClicked.connect(lambda _row, _column: self._take())

    @property
    def number(self) -> int | None:
        """Number of the quote that is looked at."""
        column = self.currentColumn()
        return self._offers[column].number if 0 <= column < len(self._offers) else None

    def show_comparison(
        self, comparison: Comparison, months: int, monthly: Decimal | None, chosen: int | None
    ) -> None:
        """Show every quote; those that cannot be worked out yet say so."""
        here = self.currentColumn()
        if here < 0:  # shown for the first time
            taken = (at for at, offer in enumerate(comparison.offers) if offer.number == chosen)
            here = next(taken, 0)
        self._offers = comparison.offers
        lines = list(_lines(comparison, months, monthly, chosen))
        self.blockSignals(True)
        self.setRowCount(len(lines))
        self.setColumnCount(len(comparison.offers))
        self.setVerticalHeaderLabels([head for head, _ in lines])
        heads = [f"{_NUMBER.format(offer.number)}\n{offer.name}" for offer in comparison.offers]
        self.setHorizontalHeaderLabels(heads)
        for row, (_, cells) in enumerate(lines):
            for column, words in enumerate(cells):
                self.setItem(
                    row, column, _cell(words, is_conclusion=row == 0, is_total=row == _TOTAL_ROW)
                )
        self.setCurrentCell(max(self.currentRow(), 0), min(here, self.columnCount() - 1))
        self.blockSignals(False)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_plain_enter(event) and self.number is not None:
            self._take()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._soon.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._soon.start()  # within a layout's own round its parents would not hear of another height

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # the page scrolls

    def _take(self) -> None:
        if self.number is not None:
            self.taken.emit(self.number)

    def _moved(self, _row: int, column: int, _old_row: int, old_column: int) -> None:
        if column != old_column and self.number is not None:
            self.looked_at.emit(self.number)

    def _dress(self) -> None:
        px, palette = current().px, current().palette
        self.setStyleSheet(
            f"QTableView {{ selection-background-color: {palette.accent_soft};"
            f" selection-color: {palette.text}; }}"
            f"QTableView:focus {{ border: 2px solid {palette.accent}; }}"
            f"QTableView::item {{ padding: {px(2)}px {px(8)}px; }}"
            f"QHeaderView::section:vertical {{ padding: {px(4)}px {px(8)}px; }}"
            f"QTableCornerButton::section {{ background: {palette.window}; border: none; }}"
        )

    def _fit(self) -> None:
        """All lines in sight; columns share the room, and are as wide as their words where there is none."""
        self.ensurePolished()
        px, header = current().px, self.horizontalHeader()
        header.setMinimumSectionSize(px(120))
        self.verticalHeader().setMinimumSectionSize(px(30))
        room = self.width() - self.verticalHeader().sizeHint().width()
        shared = self.columnCount() * px(120) <= room
        mode = QHeaderView.ResizeMode
        header.setSectionResizeMode(mode.Stretch if shared else mode.ResizeToContents)
        self.resizeRowsToContents()
        lines = sum(self.rowHeight(row) for row in range(self.rowCount()))
        bar = 0 if shared else self.horizontalScrollBar().sizeHint().height()
        self.setFixedHeight(lines + header.sizeHint().height() + bar + px(4))


def _cell(words: str, *, is_conclusion: bool, is_total: bool) -> QTableWidgetItem:
    item = QTableWidgetItem(words)
    item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    if is_conclusion and words != _NOTHING:
        item.setForeground(current().colour(Tone.GOOD))
    if is_conclusion or is_total:
        font = item.font()
        font.setWeight(QFont.Weight(BOLD))
        item.setFont(font)
    return item


def _lines(
    comparison: Comparison, months: int, monthly: Decimal | None, chosen: int | None
) -> Iterator[tuple[str, Cells]]:
    """A heading with a cell for each quote."""
    ranking = comparison.ranking(months)
    cheapest = comparison.cheapest(months, monthly)
    yield (
        str(_CONCLUSION),
        tuple(_conclusion(offer, cheapest, ranking, chosen) for offer in comparison.offers),
    )
    yield from _costs(comparison, months, monthly)
    if ranking:
        marks = dict(zip(comparison.priced, map(mark_words, ranking.marks), strict=True))
        yield (
            str(_MARK),
            tuple(
                marks[offer] if isinstance(offer, Priced) else _NOTHING
                for offer in comparison.offers
            ),
        )
    yield str(_SOURCE), tuple(_source(offer) for offer in comparison.offers)


def _costs(
    comparison: Comparison, months: int, monthly: Decimal | None
) -> Iterator[tuple[str, Cells]]:
    offers = comparison.offers
    costs = [comparison.cost(o, months, monthly) if isinstance(o, Priced) else None for o in offers]
    lowest = min((cost.total for cost in costs if cost), default=Decimal(0))
    parts = (
        (_AT_ONCE, [cost and cost.one_off for cost in costs]),
        (_RUNNING, [cost and round_to_fen(cost.running / months) for cost in costs]),
        (_FEES, [cost and round_to_fen(cost.payments / months) for cost in costs]),
        (_TOTAL.format(months), [cost and cost.total for cost in costs]),
        (_MORE, [cost and cost.total - lowest for cost in costs]),
        (_DEPOSIT, [cost and cost.tied_up for cost in costs]),
    )
    for head, sums in parts:
        yield str(head), tuple(_NOTHING if s is None else format_yuan(s) for s in sums)


def _conclusion(
    offer: Offer, cheapest: tuple[Priced, ...], ranking: Ranking | None, chosen: int | None
) -> str:
    said = [_OPEN] if not isinstance(offer, Priced) else []
    said += [_LEAST] if offer in cheapest else []
    said += [_BEST] if ranking and offer in ranking.best else []
    said += [_TAKEN] if offer.number == chosen else []
    return "\n".join(map(str, said)) or _NOTHING


def _source(offer: Offer) -> str:
    kind, day = offer.row.get(Quote.source_kind), offer.row.get(Quote.quoted_on)
    said = [str(kind)] if kind else []
    said += [day.isoformat()] if day else []
    return "\n".join(said) or _NOTHING
