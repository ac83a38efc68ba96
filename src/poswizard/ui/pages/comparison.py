"""The quotes compared, above the questions of the budget: words, table, chart, and what other takings would mean."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent, QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QSlider, QVBoxLayout, QWidget

from poswizard.domain.fees import TERMS
from poswizard.domain.money import format_short, round_to_fen
from poswizard.steps.budget import Budget
from poswizard.steps.comparison import WEIGHTS, Comparison, Priced, comparison
from poswizard.steps.comparison_words import splits, verdict
from poswizard.steps.research import NEEDS, Research
from poswizard.text import Text
from poswizard.ui import theme
from poswizard.ui.background import Running, run
from poswizard.ui.form_page import StepView
from poswizard.ui.icons import Glyph
from poswizard.ui.pages import comparison_files as files
from poswizard.ui.pages.comparison_table import ComparisonTable
from poswizard.ui.theme import current
from poswizard.ui.widgets.chips import Chip, FilterChips
from poswizard.ui.widgets.labels import button, label
from poswizard.wizard.session import Session

if TYPE_CHECKING:
    from poswizard.ui.pages.comparison_chart import ComparisonChart

STEP_PERCENT, MOST_PERCENT = 10, 300
REST_MS = 60
"""The chart follows once the slider rests for so long: words and table follow at once."""
_AS_STATED = 100 // STEP_PERCENT
_MONTHS = Text("{0} 个月", "{0} months")
_TERM = Text("用多久", "Term")
_AT = Text(
    "按每月收款 {0}元算（预计的 {1}%），左右调看收款变了会怎样",
    "At {0} yuan a month ({1} % of what is stated): move to see what others would mean",
)
_SLIDER = Text("每月收款", "Takings a month")
_TAKE = Text("选用 {0}", "Take {0}")
_PARTS = Text("费用构成", "What it is made of")
_LINES = Text("随收款变化", "As takings change")
_DRAWING = Text("正在画图…", "Drawing…")


class TakingsSlider(QSlider):
    """The takings a month in steps of a tenth of what is stated."""

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setRange(0, MOST_PERCENT // STEP_PERCENT)
        self.setValue(_AS_STATED)
        self.setPageStep(5)
        self.setAccessibleName(str(_SLIDER))
        self._dress()
        theme.notice().changed.connect(self._dress)

    def _dress(self) -> None:
        """As large as the words, and with an edge that says whether the keyboard is here."""
        px, palette = current().px, current().palette
        self.setStyleSheet(
            f"QSlider::groove:horizontal {{ background: {palette.edge}; height: {px(4)}px; }}"
            f"QSlider::sub-page:horizontal {{ background: {palette.accent}; }}"
            f"QSlider::handle:horizontal {{ background: {palette.surface}; width: {px(16)}px;"
            f" margin: -{px(8)}px 0; border: 2px solid {palette.accent}; border-radius: {px(4)}px; }}"
            f"QSlider::handle:horizontal:focus {{ background: {palette.accent}; }}"
            f"QSlider {{ min-height: {px(28)}px; }}"
            f"QSlider:focus {{ border: 1px solid {palette.accent}; border-radius: {px(4)}px; }}"
        )

    @property
    def percent(self) -> int:
        """Of the stated takings."""
        return self.value() * STEP_PERCENT

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # the page scrolls


class ComparisonView(StepView):
    """Looking and trying changes nothing; only taking a quote writes its number."""

    def __init__(self) -> None:
        super().__init__()
        self.session: Session | None = None
        self.comparison: Comparison | None = None
        self.chart: ComparisonChart | None = None
        self._loading: Running | None = None
        self._seen: object = None
        self._chosen: int | None = None
        self.terms = FilterChips()
        self.terms.show_chips([Chip(str(m), _MONTHS.format(m)) for m in TERMS])
        self.terms.chosen.connect(self._show)
        self.first, self.words = label(kind="heading"), label()
        self.at = label(kind="small")
        self.slider = TakingsSlider()
        self.slider.valueChanged.connect(self._show)
        self.table = ComparisonTable()
        self.table.taken.connect(self._take)
        self.table.looked_at.connect(self._show_offer)
        self.splits = label(kind="quiet")
        self.take = button(_TAKE)
        self.take.clicked.connect(self._take_current)
        self.kinds = FilterChips()
        self.kinds.show_chips([Chip("parts", _PARTS), Chip("lines", _LINES)])
        self.kinds.chosen.connect(self._draw)
        self.drawing = label(_DRAWING, "quiet")
        self.print, self.save = button(files.PRINT, glyph=Glyph.PRINT), button(files.SAVE)
        self.print.clicked.connect(self._print)
        self.save.clicked.connect(self._save)
        for written in (self.first, self.words, self.splits):
            written.setTextFormat(Qt.TextFormat.PlainText)  # names are quoted in it
        self._soon = QTimer(self, singleShot=True, interval=REST_MS)
        self._soon.timeout.connect(self._draw)
        self._arrange()
        theme.notice().changed.connect(self._draw)

    @property
    def months(self) -> int:
        """The term that is looked at."""
        return int(self.terms.key)

    @property
    def monthly(self) -> Decimal:
        """The takings a month that are looked at."""
        stated = self.comparison.at().monthly if self.comparison else Decimal(0)
        return round_to_fen(stated * self.slider.percent / 100)

    def show_session(self, session: Session) -> None:
        self.session = session
        get = session.answers.get
        asked = (Research.quotes, Budget.chosen_quote, *NEEDS, *WEIGHTS.values())
        seen: tuple[Any, ...] = tuple(get(field) for field in asked)
        if seen != self._seen:
            self._seen, self._chosen = seen, get(Budget.chosen_quote)
            self.comparison = comparison(session.answers)
            self._show()

    def take_keyboard(self) -> bool:
        begins_here = self._chosen is None and not self.tools.isHidden()
        if begins_here:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        return begins_here

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._load_chart()

    def _show(self) -> None:
        """Everything, as the term and the takings looked at make it."""
        made = self.comparison
        if made is None:
            return
        can_compare = made.volume is not None and bool(made.priced)
        self.tools.setVisible(can_compare)
        monthly = self.monthly if can_compare else None
        first, *others = map(str, verdict(made, self.months, monthly))
        self.first.setText(first)
        self.words.setText("\n".join(others))
        self.words.setVisible(bool(others))
        if monthly is None:
            return
        at = _AT.format(format_short(monthly), self.slider.percent)
        self.at.setText(str(at))
        self.slider.setAccessibleDescription(str(at))
        self.table.show_comparison(made, self.months, monthly, self._chosen)
        self._show_offer()
        self._load_chart()
        self._soon.start()

    def _show_offer(self) -> None:
        """What is said of the quote that is looked at in the table."""
        number = self.table.number
        made = self.comparison
        if made is None or number is None:
            return
        offer = made.offers[number - 1]
        self.take.setText(str(_TAKE.format(offer.label)).replace("&", "&&"))
        lines = splits(made, offer) if isinstance(offer, Priced) else ()
        self.splits.setText("\n".join(map(str, lines)))

    def _load_chart(self) -> None:
        """Beside the window, and not before the chart is in sight: it takes a second."""
        if self._loading is None and self.isVisible() and not self.tools.isHidden():
            self._loading = run(_import_chart, then=self._add_chart)

    def _add_chart(self, made: type[ComparisonChart]) -> None:
        self.chart = made(self.tools)
        self.chart.stepped.connect(self._step)
        self.drawing.hide()
        self._chart_place.addWidget(self.chart)
        QWidget.setTabOrder(self.kinds, self.chart)
        QTimer.singleShot(
            0, self, self._draw
        )  # apart: to make it and to draw it both take their time

    def _draw(self) -> None:
        made, chart = self.comparison, self.chart
        if chart is None or made is None or made.volume is None or not made.priced:
            return
        if self.kinds.key == "lines":
            chart.show_lines(made, self.months, self.monthly)
        else:
            chart.show_parts(made, self.months, self.monthly)
        chart.setAccessibleDescription(f"{self.first.text()}\n{self.words.text()}")

    def _step(self, steps: int) -> None:
        self.slider.setValue(self.slider.value() + steps)

    def _take_current(self) -> None:
        if self.table.number is not None:
            self._take(self.table.number)

    def _take(self, number: int) -> None:
        if self.session:
            self.session.answer(Budget.chosen_quote, number)

    def _print(self) -> None:
        if self.session:
            files.offer_sheet(self, self.session)

    def _save(self) -> None:
        if self.session:
            files.save_workbook(self, self.session)

    def _arrange(self) -> None:
        px = current().px
        self.tools = QWidget()
        inside = QVBoxLayout(self.tools)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(px(8))
        inside.addWidget(self.at)
        inside.addWidget(self.slider)
        inside.addWidget(self.table)
        inside.addLayout(_row(self.splits, self.take))
        inside.addLayout(_row(self.kinds))
        self._chart_place = QVBoxLayout()
        self._chart_place.addWidget(self.drawing)
        inside.addLayout(self._chart_place)
        inside.addLayout(_row(None, self.print, self.save))
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(px(12))
        lines.addWidget(self.terms)
        lines.addWidget(self.first)
        lines.addWidget(self.words)
        lines.addWidget(self.tools)


def _row(first: QWidget | None, *others: QWidget) -> QHBoxLayout:
    """One beside the other, the first as wide as there is room."""
    row = QHBoxLayout()
    row.setSpacing(current().px(12))
    if first is None:
        row.addStretch(1)
    else:
        row.addWidget(first, 1)
    for other in others:
        row.addWidget(other)
    return row


def _import_chart() -> type[ComparisonChart]:
    from poswizard.ui.pages.comparison_chart import ComparisonChart

    return ComparisonChart
