"""Facts in two columns: what it is, and what was found; the words can be selected and copied."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from poswizard.text import Text
from poswizard.ui.theme import current
from poswizard.ui.widgets.labels import label

Fact = tuple[Text, str]


class FactRows(QWidget):
    """A grid of labels, shown anew as a whole."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        px = current().px
        self._said: list[str] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(px(16))
        self._grid.setVerticalSpacing(px(6))
        self._grid.setColumnStretch(1, 1)

    def show_facts(self, facts: Iterable[Fact]) -> None:
        """Show these; those without words are left out."""
        while item := self._grid.takeAt(0):
            if made := item.widget():
                made.hide()
                made.deleteLater()
        shown = [(what, said) for what, said in facts if said]
        self._said = [said for _, said in shown]
        for row, (what, said) in enumerate(shown):
            name, value = label(what, "quiet"), label(said)
            name.setWordWrap(False)
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            value.setAccessibleName(str(what))
            self._grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(value, row, 1)

    @property
    def words(self) -> str:
        """All that is shown, line by line."""
        return "\n".join(self._said)


def in_groups(digest: str, size: int = 8) -> str:
    """A digest as one reads it out: in groups."""
    return " ".join(digest[at : at + size] for at in range(0, len(digest), size))
