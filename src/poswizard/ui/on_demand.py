"""Widgets made when they are first asked for, in the order in which they stand on the page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

K = TypeVar("K")
W = TypeVar("W", bound=QWidget)


class OnDemand(Mapping[K, W]):
    """All of them by what they are made of. Only what is looked up is made; `made` tells which are there."""

    def __init__(self, keys: tuple[K, ...], make: Callable[[K], W]) -> None:
        self._make = make
        self._made: dict[K, W | None] = dict.fromkeys(keys)

    def __getitem__(self, key: K) -> W:
        there = self._made[key]
        if there is None:
            there = self._made[key] = self._make(key)
        return there

    def __iter__(self) -> Iterator[K]:
        return iter(self._made)

    def __len__(self) -> int:
        return len(self._made)

    def __contains__(self, key: object) -> bool:
        return key in self._made

    def made(self, key: K) -> W | None:
        """One of them, if it is there already."""
        return self._made[key]

    def all_made(self) -> list[W]:
        """Those that are there, in their order on the page."""
        return [there for there in self._made.values() if there is not None]


def mend_tab_order(parts: list[QWidget]) -> None:
    """Let Tab go through these parts in this order; Qt goes in the order in which they were made."""
    last: QWidget | None = None
    for part in parts:
        window = part.window()
        for control in part.findChildren(QWidget):
            # what pops up is a window of its own
            if control.focusPolicy() & Qt.FocusPolicy.TabFocus and control.window() is window:
                if last is not None:
                    QWidget.setTabOrder(last, control)
                last = control
