"""Filter chips: one chosen among a few, each with how many it would show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from poswizard.text import Text
from poswizard.ui.theme import current
from poswizard.ui.widgets.flow_layout import FlowLayout


@dataclass(frozen=True, slots=True)
class Chip:
    """One filter."""

    key: str
    words: Text
    count: int | None = None
    """How many it would show; `None` is not told."""


class FilterChips(QWidget):
    """A row of chips. Tab reaches the chosen one, arrow keys choose its neighbour."""

    chosen = Signal(str)
    """The key of the chip the person chose."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self._chips: dict[str, QPushButton] = {}
        self._shown: list[Chip] = []
        self._row = FlowLayout(self, gap=current().px(8))
        self._group.buttonClicked.connect(self._tell)

    def show_chips(self, chips: Sequence[Chip]) -> None:
        """Show these chips; the chosen one stays chosen where it still is."""
        if [chip.key for chip in chips] != list(self._chips):
            self._rebuild(chips)
        for chip in chips:
            self._label(self._chips[chip.key], chip)
        self._shown = list(chips)

    def choose(self, key: str) -> None:
        """Show a chip as chosen, without a signal."""
        if made := self._chips.get(key):
            made.setChecked(True)
            self._keep_one_tab_stop()

    @property
    def key(self) -> str:
        """The key of the chosen chip, or nothing."""
        return next((key for key, made in self._chips.items() if made.isChecked()), "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}
        step = steps.get(Qt.Key(event.key()))
        chips = list(self._chips.values())
        if step is None or not chips:
            super().keyPressEvent(event)
            return
        here = next((i for i, made in enumerate(chips) if made.isChecked()), 0)
        there = chips[(here + step) % len(chips)]
        there.setFocus(Qt.FocusReason.TabFocusReason)
        there.click()

    def _rebuild(self, chips: Sequence[Chip]) -> None:
        chosen = self.key
        for made in self._chips.values():
            self._group.removeButton(made)
            made.deleteLater()
        self._chips = {}
        for chip in chips:
            made = _Chip()
            self._chips[chip.key] = made
            self._group.addButton(made)
            self._row.addWidget(made)
        self.choose(chosen if chosen in self._chips else next(iter(self._chips), ""))

    @staticmethod
    def _label(made: QPushButton, chip: Chip) -> None:
        made.setText(str(chip.words) if chip.count is None else f"{chip.words}  {chip.count:,}")

    def _tell(self, _button: object) -> None:
        self._keep_one_tab_stop()
        self.chosen.emit(self.key)

    def _keep_one_tab_stop(self) -> None:
        for made in self._chips.values():
            reached = Qt.FocusPolicy.StrongFocus if made.isChecked() else Qt.FocusPolicy.ClickFocus
            made.setFocusPolicy(reached)


class _Chip(QPushButton):
    """A checkable button that leaves the arrow keys to the row."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "chip")
        self.setCheckable(True)
        self.setAutoDefault(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            event.ignore()
            return
        super().keyPressEvent(event)
