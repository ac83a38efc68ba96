"""The chart of the comparison: what makes up each quote's cost, or how it grows with the takings.

Loaded when it is first shown: drawing charts is the one thing here that wants numpy. Nothing is told by
colour alone: parts have patterns, lines have dashes and their number written beside them.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QFocusEvent, QKeyEvent, QPainter, QPen, QWheelEvent
from PySide6.QtWidgets import QWidget

from poswizard.domain.money import format_short, format_yuan
from poswizard.steps.comparison import Comparison, Priced
from poswizard.text import Text
from poswizard.ui.palette import Tone
from poswizard.ui.theme import TextRole, current

NAME = Text("费用比较图", "Chart of costs")
WIDEST = Decimal(3)
"""The takings are drawn up to so many times the stated ones."""
HEIGHT = 300
BAR = 0.56
"""Of the room between two quotes."""
_ROOM_FOR_LEGEND, _ROOM_ABOVE, _BELOW_TOP = 1.32, 1.18, 1.08

_PARTS = (
    (Text("一次性", "At once"), Tone.ACCENT, Qt.BrushStyle.SolidPattern),
    (Text("固定费用", "Fixed"), Tone.GOOD, Qt.BrushStyle.BDiagPattern),
    (Text("手续费", "Fees"), Tone.WARNING, Qt.BrushStyle.DiagCrossPattern),
)
_DASHES = (
    Qt.PenStyle.SolidLine,
    Qt.PenStyle.DashLine,
    Qt.PenStyle.DashDotLine,
    Qt.PenStyle.DotLine,
)
_TONES = (Tone.ACCENT, Tone.WARNING, Tone.GOOD, Tone.DANGER, Tone.TEXT)
_NUMBER = Text("{0} 号", "No. {0}")
_TOTAL = Text("元", "yuan")
_TAKINGS = Text("每月收款（元）", "Takings a month (yuan)")
_STATED = Text("预计", "stated")
_SEEN = Text("现在看", "seen now")
_EVEN = Text("平衡点 {0}", "break-even {0}")


class MoneyAxis(pg.AxisItem):
    """Amounts as they are spoken: 1.2万."""

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:  # noqa: N802 - pyqtgraph's name
        return [format_short(Decimal(str(round(value, 2)))) for value in values]


class PatternSample(pg.ItemSample):
    """A piece of a bar or a line beside its name, large enough to show pattern and dashes."""

    def __init__(self, item: Any) -> None:
        super().__init__(item)
        self.setFixedWidth(current().px(40))

    def boundingRect(self) -> QRectF:  # noqa: N802 - Qt's name
        return QRectF(0, 0, current().px(40), current().px(20))

    def paint(self, p: QPainter, *_: Any) -> None:
        px, how = current().px, self.item.opts
        p.setPen(pg.mkPen(how["pen"]))
        if isinstance(self.item, pg.BarGraphItem):
            p.setBrush(pg.mkBrush(how["brush"]))
            p.drawRect(QRectF(px(8), px(2), px(28), px(16)))
        else:
            p.drawLine(QPointF(0, px(10)), QPointF(px(38), px(10)))


class ComparisonChart(pg.PlotWidget):
    """One chart; which of the two is said each time it is to be shown."""

    stepped = Signal(int)
    """The takings looked at should be so many steps more."""

    def __init__(self, parent: QWidget | None = None) -> None:
        axes = {side: MoneyAxis(side) for side in ("left", "bottom")}
        super().__init__(parent, axisItems=axes, enableMenu=False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(str(NAME))
        self.setFixedHeight(current().px(HEIGHT))
        self._plot: Any = self.getPlotItem()
        self._plot.hideButtons()
        self._plot.setMouseEnabled(x=False, y=False)

    def show_parts(self, comparison: Comparison, months: int, monthly: Decimal | None) -> None:
        """Stacked bars: device and installation, fixed fees, and fees on payments."""
        self._begin("", (8, 4), len(_PARTS))
        offers = comparison.priced
        costs = [comparison.cost(offer, months, monthly) for offer in offers]
        below = [0.0] * len(offers)
        parts = zip(
            _PARTS,
            zip(*((c.one_off, c.running, c.payments) for c in costs), strict=True),
            strict=True,
        )
        for (words, tone, pattern), sums in parts:
            heights = [float(part) for part in sums]
            self._add_bars(below, heights, tone, pattern, str(words))
            below = [start + height for start, height in zip(below, heights, strict=True)]
        ticks = [
            (at, f"{_NUMBER.format(offer.number)}\n{format_yuan(cost.total)}")
            for at, (offer, cost) in enumerate(zip(offers, costs, strict=True))
        ]
        self._plot.getAxis("bottom").setTicks([ticks])
        self._range((-0.6, len(offers) - 0.4), max(below, default=0) * _ROOM_FOR_LEGEND)

    def show_lines(self, comparison: Comparison, months: int, monthly: Decimal) -> None:
        """The cost over the takings a month; where lines cross, both quotes cost the same."""
        self._begin(str(_TAKINGS), (-8, -8), 1)
        volume = comparison.at()
        most = max(volume.monthly * WIDEST, Decimal(1))
        self._plot.getAxis("bottom").setTicks(None)
        highest = 0.0
        for at, offer in enumerate(comparison.priced):
            line = comparison.line(offer, months)
            ends = [float(line.at(Decimal(0))), float(line.at(most))]
            self._add_line(offer, at, float(most), ends)
            highest = max(highest, *ends)
        self._range((0, float(most)), highest * _ROOM_ABOVE)
        self._mark_turns(comparison, months, most)
        self._mark_takings(volume.monthly, _STATED, Qt.PenStyle.DotLine, highest * _ROOM_ABOVE)
        if monthly != volume.monthly:
            self._mark_takings(monthly, _SEEN, Qt.PenStyle.SolidLine, highest * _BELOW_TOP)

    def keyPressEvent(self, ev: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(ev.key()))
        if steps is None:
            super().keyPressEvent(ev)
        else:
            self.stepped.emit(steps)

    def wheelEvent(self, ev: QWheelEvent) -> None:
        ev.ignore()  # the page scrolls

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._frame()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._frame()

    def _begin(self, below: str, legend_at: tuple[int, int], columns: int) -> None:
        """An empty chart in the theme in force; the legend's place is counted from the nearest corner."""
        theme = current()
        self._plot.clear()
        if self._plot.legend is not None:
            self._plot.legend.scene().removeItem(self._plot.legend)
            self._plot.legend = None
        self.setBackground(theme.palette.surface)
        text = QColor(theme.palette.text)
        for side, words in (("bottom", below), ("left", str(_TOTAL))):
            axis = self._plot.getAxis(side)
            axis.setStyle(tickFont=theme.font(TextRole.SMALL), maxTickLevel=0)
            axis.setTextPen(text)
            axis.setPen(QPen(QColor(theme.palette.edge), 0))
            axis.setLabel(words or None, color=theme.palette.text)
            axis.label.setFont(theme.font(TextRole.SMALL))
        self._plot.getAxis("bottom").setHeight(theme.px(48))
        self._plot.getAxis("left").setWidth(theme.px(76))
        self._plot.addLegend(
            offset=legend_at,
            sampleType=PatternSample,
            colCount=columns,
            labelTextColor=theme.palette.text,
            labelTextSize=self._points(),
        )
        self._plot.showGrid(y=True, alpha=0.25)
        self._frame()

    def _frame(self) -> None:
        """A border that says whether the keyboard is here."""
        palette = current().palette
        colour, width = (palette.accent, 2) if self.hasFocus() else (palette.line, 1)
        self._plot.getViewBox().setBorder(QPen(QColor(colour), width))

    def _add_bars(
        self,
        below: list[float],
        heights: list[float],
        tone: Tone,
        pattern: Qt.BrushStyle,
        name: str,
    ) -> None:
        colour = current().colour(tone)
        bars = pg.BarGraphItem(
            x=list(range(len(heights))),
            y0=below,
            height=heights,
            width=BAR,
            brush=QBrush(colour, pattern),
            pen=QPen(colour, 0),
            name=name,
        )
        self._plot.addItem(bars)

    def _add_line(self, offer: Priced, at: int, most: float, ends: list[float]) -> None:
        pen = QPen(current().colour(_TONES[at % len(_TONES)]), current().px(2))
        pen.setCosmetic(True)
        pen.setStyle(_DASHES[at % len(_DASHES)])
        self._plot.plot([0.0, most], ends, pen=pen, name=str(offer.label))

    def _mark_turns(self, comparison: Comparison, months: int, most: Decimal) -> None:
        """Where two cost the same; in words, where that changes who is the cheapest of all."""
        turns = [turn for turn in comparison.turns(months) if turn.monthly <= most]
        at = {t: float(comparison.line(t.below, months).at(t.monthly)) for t in turns}
        colour = current().colour(Tone.TEXT)
        marks = pg.ScatterPlotItem(
            [float(turn.monthly) for turn in turns],
            list(at.values()),
            symbol="d",
            size=current().px(12),
            brush=colour,
            pen=QPen(colour, 0),
        )
        self._plot.addItem(marks)
        for turn in comparison.leading_turns(months):
            if turn in at:
                words = str(_EVEN.format(format_short(turn.monthly)))
                self._write(words, float(turn.monthly), at[turn], (0, 0))

    def _mark_takings(self, taken: Decimal, words: Text, style: Qt.PenStyle, height: float) -> None:
        pen = QPen(current().colour(Tone.QUIET), 0)
        pen.setStyle(style)
        self._plot.addItem(pg.InfiniteLine(float(taken), angle=90, pen=pen))
        self._write(f"{words} {format_short(taken)}", float(taken), height, (0, 0))

    def _write(self, words: str, x: float, y: float, anchor: tuple[float, float]) -> None:
        written = pg.TextItem(words, color=current().palette.text, anchor=anchor)
        written.setFont(current().font(TextRole.SMALL))
        written.setPos(x, y)
        self._plot.addItem(written, ignoreBounds=True)

    def _range(self, across: tuple[float, float], highest: float) -> None:
        up = (0, highest or 1)
        self._plot.setRange(xRange=across, yRange=up, padding=0, disableAutoRange=True)

    def _points(self) -> str:
        return f"{current().font(TextRole.SMALL).pixelSize()}px"
