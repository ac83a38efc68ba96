"""A card in the middle of a page that has nothing else; on a small screen it scrolls."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from poswizard.ui import before_paint
from poswizard.ui.theme import current
from poswizard.ui.widgets.labels import frame


class CentredCard(QScrollArea):
    """The content's card stands a little above the middle, where the eye looks first."""

    def __init__(self, content: QWidget, width: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        px = current().px
        card = frame("card")
        card.setFixedWidth(px(width))
        inner = QVBoxLayout(card)
        inner.setContentsMargins(px(32), px(28), px(32), px(28))
        inner.addWidget(content)
        ground = QWidget()
        column = QVBoxLayout(ground)
        column.setContentsMargins(px(16), px(16), px(16), px(16))
        column.addStretch(2)
        # a row of its own: an aligned item would be asked for its height at the page's width
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(card)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(3)
        self.setWidgetResizable(True)
        before_paint.take_focus(self, before_paint.NO_FOCUS)
        self.setWidget(ground)
