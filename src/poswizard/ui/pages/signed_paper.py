"""Above the questions of a step that is signed on paper: print the form, scan it in again, what is still missing."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from poswizard.forms.document_kind import Document
from poswizard.steps.basics import SIGNED_ON_PAPER
from poswizard.steps.submission_checks import printed_code
from poswizard.text import Text
from poswizard.ui.form_page import StepView
from poswizard.ui.icons import Glyph
from poswizard.ui.theme import current
from poswizard.ui.widgets.labels import button, label
from poswizard.wizard.session import Session

_PRINT = Text("打印申请表…", "Print the form…")
_SCAN = Text("把签好的纸扫进来…", "Scan in the signed paper…")
_FIRST = Text(
    "全部填好再打印：打印后改了内容，纸上的签字就对不上了。",
    "Print when all is answered: what is changed afterwards is not what was signed.",
)
_THERE = Text("签好的纸：已归档 {0} / {1} 页", "Signed paper: {0} of {1} pages filed")


class SignedPaper(StepView):
    """Shown only where the applicant signs on paper."""

    print_wanted = Signal()
    scan_wanted = Signal()

    def __init__(self, key: str) -> None:
        super().__init__()
        self._key = key
        self.state = label(_FIRST)
        self.print = button(_PRINT, glyph=Glyph.PRINT)
        self.print.clicked.connect(self.print_wanted)
        self.scan = button(_SCAN, glyph=Glyph.SCAN)
        self.scan.clicked.connect(self.scan_wanted)
        row = QHBoxLayout()
        row.setSpacing(current().px(8))
        row.addWidget(self.print)
        row.addWidget(self.scan)
        row.addStretch(1)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(current().px(8))
        lines.addWidget(self.state)
        lines.addLayout(row)

    def show_session(self, session: Session) -> None:
        self.setVisible(SIGNED_ON_PAPER.holds(session.answers))
        field = session.flow.field(self._key)
        pages = session.answers.get(field) if isinstance(field, Document) else None
        codes = [code for page in pages or () if (code := printed_code(page))]
        of = max((code.of for code in codes), default=0)
        self.state.setText(str(_THERE.format(len(codes), of) if codes else _FIRST))
