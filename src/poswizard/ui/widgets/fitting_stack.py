"""Panes of which one is shown, and which together are no larger than that one."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget


class FittingStack(QWidget):
    """Qt's own stack is as large as its largest pane; a layout passes over what is hidden."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._panes: list[QWidget] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def add(self, pane: QWidget) -> None:
        """Add a pane; the first one is shown."""
        pane.setVisible(not self._panes)
        self._panes.append(pane)
        self._column.addWidget(pane)

    def show_pane(self, number: int) -> None:
        """Show a pane instead of the one shown."""
        for position, pane in enumerate(self._panes):
            pane.setVisible(position == number)

    @property
    def number(self) -> int:
        """Which pane is shown, from 0."""
        return next(i for i, pane in enumerate(self._panes) if not pane.isHidden())
