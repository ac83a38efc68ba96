"""The chart of the comparison: what makes up each quote's cost, or how it grows with the takings.

Loaded when it is first shown: drawing charts is the one thing here that wants numpy. Nothing is told by
colour alone: parts have patterns, lines have dashes and their number written beside them.

What is drawn stays as long as it is true: moving the takings gives the bars other heights, or moves one
mark. Only another kind of chart, another comparison or another theme begins anew.
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
from poswizard.ui.theme import TextRole, Theme, current

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


class Mark:
    """An upright line at some takings a month, with its name and the takings at the top."""

    def __init__(self, plot: Any, name: Text, style: Qt.PenStyle, height: float) -> None:
        pen = QPen(current().colour(Tone.QUIET), 0)
        pen.setStyle(style)
        self.name, self.height = name, height
        self.line = pg.InfiniteLine(angle=90, pen=pen)
        plot.addItem(self.line, ignoreBounds=True)
        self.words = written(plot)

    def show(self, taken: Decimal, *, is_shown: bool = True) -> None:
        """Stand there, or nowhere."""
        for part in (self.line, self.words):
            part.setVisible(is_shown)
        if is_shown:
            self.line.setPos(float(taken))
            self.words.setText(f"{self.name} {format_short(taken)}")
            self.words.setPos(float(taken), self.height)


def written(plot: Any, words: str = "") -> pg.TextItem:
    """Words in a chart."""
    item = pg.TextItem(words, color=current().palette.text, anchor=(0, 0))
    item.setFont(current().font(TextRole.SMALL))
    plot.addItem(item, ignoreBounds=True)
    return item


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
        self._dressed_in: Theme | None = None
        self._drawn: tuple[object, ...] = ()
        self._bars: list[pg.BarGraphItem] = []
        self._seen: Mark | None = None

    def show_parts(self, comparison: Comparison, months: int, monthly: Decimal | None) -> None:
        """Stacked bars: device and installation, fixed fees, and fees on payments."""
        offers = comparison.priced
        if self._is_new("parts", len(offers)):
            self._begin("", (8, 4), len(_PARTS))
            self._bars = [self._added_bars(len(offers), *part) for part in _PARTS]
        costs = [comparison.cost(offer, months, monthly) for offer in offers]
        below = [0.0] * len(offers)
        sums = zip(*((c.one_off, c.running, c.payments) for c in costs), strict=True)
        for bars, parts in zip(self._bars, sums, strict=True):
            heights = [float(part) for part in parts]
            bars.setOpts(y0=below, height=heights)
            below = [start + height for start, height in zip(below, heights, strict=True)]
        ticks = [
            (at, f"{_NUMBER.format(offer.number)}\n{format_yuan(cost.total)}")
            for at, (offer, cost) in enumerate(zip(offers, costs, strict=True))
        ]
        self._plot.getAxis("bottom").setTicks([ticks])
        self._range((-0.6, len(offers) - 0.4), max(below, default=0) * _ROOM_FOR_LEGEND)

    def show_lines(self, comparison: Comparison, months: int, monthly: Decimal) -> None:
        """The cost over the takings a month; where lines cross, both quotes cost the same."""
        if self._is_new("lines", comparison, months):
            self._begin(str(_TAKINGS), (-8, -8), 1)
            self._plot.getAxis("bottom").setTicks(None)
            self._draw_lines(comparison, months)
        if self._seen is not None:
            self._seen.show(monthly, is_shown=monthly != comparison.at().monthly)

    def _is_new(self, *what: object) -> bool:
        """Whether something else than what stands here is to be drawn, or the same in another theme."""
        wanted = (current(), *what)
        before, self._drawn = self._drawn, wanted
        return before != wanted

    def _draw_lines(self, comparison: Comparison, months: int) -> None:
        volume = comparison.at()
        most = max(volume.monthly * WIDEST, Decimal(1))
        highest = 0.0
        for at, offer in enumerate(comparison.priced):
            line = comparison.line(offer, months)
            ends = [float(line.at(Decimal(0))), float(line.at(most))]
            self._add_line(offer, at, float(most), ends)
            highest = max(highest, *ends)
        self._range((0, float(most)), highest * _ROOM_ABOVE)
        self._mark_turns(comparison, months, most)
        stated = Mark(self._plot, _STATED, Qt.PenStyle.DotLine, highest * _ROOM_ABOVE)
        stated.show(volume.monthly)
        self._seen = Mark(self._plot, _SEEN, Qt.PenStyle.SolidLine, highest * _BELOW_TOP)

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
        self._bars, self._seen = [], None
        self._plot.clear()
        if self._plot.legend is not None:
            self._plot.legend.scene().removeItem(self._plot.legend)
            self._plot.legend = None
        if self._dressed_in != theme:
            self._dressed_in = theme
            self._dress(theme)
        axis = self._plot.getAxis("bottom")
        axis.setLabel(below or None, color=theme.palette.text)
        self._plot.addLegend(
            offset=legend_at,
            sampleType=PatternSample,
            colCount=columns,
            labelTextColor=theme.palette.text,
            labelTextSize=f"{theme.font(TextRole.SMALL).pixelSize()}px",
        )

    def _dress(self, theme: Theme) -> None:
        self.setBackground(theme.palette.surface)
        small = theme.font(TextRole.SMALL)
        for side in ("bottom", "left"):
            axis = self._plot.getAxis(side)
            axis.setStyle(tickFont=small, maxTickLevel=0)
            axis.setTextPen(QColor(theme.palette.text))
            axis.setPen(QPen(QColor(theme.palette.edge), 0))
            axis.label.setFont(small)
        self._plot.getAxis("left").setLabel(str(_TOTAL), color=theme.palette.text)
        self._plot.getAxis("bottom").setHeight(theme.px(48))
        self._plot.getAxis("left").setWidth(theme.px(76))
        self._plot.showGrid(y=True, alpha=0.25)
        self._frame()

    def _frame(self) -> None:
        """A border that says whether the keyboard is here."""
        palette = current().palette
        colour, width = (palette.accent, 2) if self.hasFocus() else (palette.line, 1)
        self._plot.getViewBox().setBorder(QPen(QColor(colour), width))

    def _added_bars(
        self, number: int, words: Text, tone: Tone, pattern: Qt.BrushStyle
    ) -> pg.BarGraphItem:
        colour = current().colour(tone)
        bars = pg.BarGraphItem(
            x=list(range(number)),
            height=[0.0] * number,
            width=BAR,
            brush=QBrush(colour, pattern),
            pen=QPen(colour, 0),
            name=str(words),
        )
        self._plot.addItem(bars, ignoreBounds=True)
        return bars

    def _add_line(self, offer: Priced, at: int, most: float, ends: list[float]) -> None:
        pen = QPen(current().colour(_TONES[at % len(_TONES)]), current().px(2))
        pen.setCosmetic(True)
        pen.setStyle(_DASHES[at % len(_DASHES)])
        line = pg.PlotCurveItem([0.0, most], ends, pen=pen, name=str(offer.label))
        self._plot.addItem(line, ignoreBounds=True)

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
        self._plot.addItem(marks, ignoreBounds=True)
        for turn in comparison.leading_turns(months):
            if turn in at:
                words = str(_EVEN.format(format_short(turn.monthly)))
                written(self._plot, words).setPos(float(turn.monthly), at[turn])

    def _range(self, across: tuple[float, float], highest: float) -> None:
        up = (0, highest or 1)
        self._plot.setRange(xRange=across, yRange=up, padding=0, disableAutoRange=True)
