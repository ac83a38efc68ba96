"""How many of the needed documents are there: 3 of 9, and the list to take home."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout

from poswizard.steps.material_list import material_list
from poswizard.text import Text
from poswizard.ui.editors.editor import Desk
from poswizard.ui.editors.unsorted_tray import UnsortedTray
from poswizard.ui.form_page import StepView
from poswizard.ui.icons import Glyph
from poswizard.ui.theme import current
from poswizard.ui.widgets.labels import button, label
from poswizard.wizard.session import Session

_COUNT = Text("已备 {0} / {1} 份", "{0} of {1} there")
_BETWEEN = Text("、", ", ")
_MISSING = Text("还缺：{0}", "Missing: {0}")
_ALL = Text("需要的资料都齐了。", "Every document is there.")
_PRINT = Text("打印清单带回家", "Print the list to take home")


class MaterialCount(StepView):
    """The count, what is missing by name, and the button that prints the list."""

    print_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        px = current().px
        self.count = label(kind="heading")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.missing = label(kind="quiet")
        self.print = button(_PRINT, glyph=Glyph.PRINT)
        self.print.clicked.connect(self.print_wanted)
        head = QHBoxLayout()
        head.addWidget(self.count, 1)
        head.addWidget(self.print)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(px(8))
        lines.addLayout(head)
        lines.addWidget(self.bar)
        lines.addWidget(self.missing)
        self.tray = UnsortedTray()
        lines.addWidget(self.tray)

    def work_with(self, session: Session, desk: Desk) -> None:
        self.tray.work_with(session, desk)

    def show_session(self, session: Session) -> None:
        needed = [item for item in material_list(session.answers) if item.required]
        there = [item for item in needed if item.pages]
        missing = [str(item.field.label) for item in needed if not item.pages]
        self.count.setText(str(_COUNT.format(len(there), len(needed))))
        self.bar.setRange(0, max(1, len(needed)))
        self.bar.setValue(len(there))
        words = _MISSING.format(str(_BETWEEN).join(missing)) if missing else _ALL
        self.missing.setText(str(words))
        self.tray.show_pages()
