"""The layout of a form: full-width items, and half-width ones side by side in pairs."""

from __future__ import annotations

from bisect import bisect
from math import inf

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from poswizard.ui.theme import current


class FormLayout(QLayout):
    """Places visible items from the top; two half-width items that follow each other share a line.

    A line's items start at the same height, so that editors of a pair stand on one line.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        px = current().px
        self._items: list[QLayoutItem] = []
        self._places: list[float] = []
        self._place: float = inf
        self._halves: set[QWidget] = set()
        self._alone: set[QWidget] = set()
        self._gap = self._row_gap = px(16)
        self._least_for_pairs = px(520)
        self._heights: dict[int, int] = {}
        self.setContentsMargins(0, 0, 0, 0)

    def add(self, widget: QWidget, width: str, place: float = inf) -> None:
        """Put a widget before those of a later place: `half`, `alone` (half, beside nothing) or `full`."""
        if width != "full":
            self._halves.add(widget)
        if width == "alone":
            self._alone.add(widget)
        self._place = place
        self.addWidget(widget)
        self._place = inf

    # what Qt asks of a layout; the names are Qt's

    def addItem(self, item: QLayoutItem) -> None:  # noqa: N802
        index = bisect(self._places, self._place)
        self._places.insert(index, self._place)
        self._items.insert(index, item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # noqa: N802
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # noqa: N802
        if not 0 <= index < len(self._items):
            return None
        del self._places[index]
        return self._items.pop(index)

    def expandingDirections(self) -> Qt.Orientation:  # noqa: N802
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            self._heights[width] = self._arrange(QRect(0, 0, width, 0), place=False)
        return self._heights[width]

    def invalidate(self) -> None:
        self._heights.clear()
        super().invalidate()

    def setGeometry(self, rect: QRect) -> None:  # noqa: N802
        super().setGeometry(rect)
        self._arrange(rect, place=True)

    def sizeHint(self) -> QSize:
        return QSize(480, self.heightForWidth(self.geometry().width() or 640))

    def minimumSize(self) -> QSize:  # noqa: N802
        return QSize(280, 0)

    def _lines(self, width: int) -> list[list[QLayoutItem]]:
        lines: list[list[QLayoutItem]] = []
        for item in self._items:
            if item.isEmpty():
                continue
            last = lines[-1] if lines else []
            pairs = (
                width >= self._least_for_pairs
                and len(last) == 1
                and self._has_room_beside(item)
                and self._has_room_beside(last[0])
            )
            if pairs:
                last.append(item)
            else:
                lines.append([item])
        return lines

    def _is_half(self, item: QLayoutItem) -> bool:
        return item.widget() in self._halves

    def _has_room_beside(self, item: QLayoutItem) -> bool:
        return self._is_half(item) and item.widget() not in self._alone

    def _arrange(self, rect: QRect, place: bool) -> int:
        y = rect.y()
        half = (rect.width() - self._gap) // 2
        for line in self._lines(rect.width()):
            width = (
                half
                if self._is_half(line[0]) and rect.width() >= self._least_for_pairs
                else rect.width()
            )
            height = max(self._height(item, width) for item in line)
            if place:
                for column, item in enumerate(line):
                    x = rect.x() + column * (width + self._gap)
                    item.setGeometry(QRect(x, y, width, height))
            y += height + self._row_gap
        return max(0, y - self._row_gap - rect.y())

    @staticmethod
    def _height(item: QLayoutItem, width: int) -> int:
        return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()
