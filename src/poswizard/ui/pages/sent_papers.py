"""The papers of the package that was made last, printed again without making another revision."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from poswizard.text import Text
from poswizard.ui.exchange_doors import Sent
from poswizard.ui.icons import Glyph
from poswizard.ui.theme import current
from poswizard.ui.widgets.flow_layout import FlowLayout
from poswizard.ui.widgets.labels import button, label

_MADE = Text(
    "已导出第 {0} 版：{1}。它的交接单和回执可以补打，不用再出一版。",
    "Revision {0} was made: {1}. Its papers can be printed again without making another.",
)
_COVER = Text("补打交接单…", "Print its cover sheet again…")
_RECEIPT = Text("补打回执…", "Print its receipt again…")


class SentPapers(QWidget):
    """Hidden as long as no package was made."""

    cover_wanted = Signal()
    receipt_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.words = label(kind="quiet")
        self.cover = button(_COVER, glyph=Glyph.PRINT)
        self.cover.clicked.connect(self.cover_wanted)
        self.receipt = button(_RECEIPT, glyph=Glyph.PRINT)
        self.receipt.clicked.connect(self.receipt_wanted)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(current().px(8))
        lines.addWidget(self.words)
        buttons = QWidget()
        row = FlowLayout(buttons, gap=current().px(8))
        row.addWidget(self.cover)
        row.addWidget(self.receipt)
        lines.addWidget(buttons)
        self.hide()

    def show_package(self, package: Sent | None) -> None:
        """The package made last, if there is one."""
        self.setVisible(package is not None)
        if package is not None:
            self.words.setText(str(_MADE.format(package.revision, package.file_name)))
