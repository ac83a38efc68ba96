"""Above the questions of a step that is signed on paper: print the form, scan it in again, what is still missing."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from poswizard.forms.document_kind import Document
from poswizard.steps.submission_checks import printed_code
from poswizard.text import Text
from poswizard.ui.form_page import StepView
from poswizard.ui.icons import Glyph
from poswizard.ui.theme import current
from poswizard.ui.widgets.labels import button, label
from poswizard.wizard.session import Session
from poswizard.wizard.signing import CONSENT_PAGES

_PRINT = Text("打印申请表…", "Print the form…")
_PRINT_CONSENT = Text("打印同意书…", "Print the consent…")
_SCAN = Text("把签好的纸扫进来…", "Scan in the signed paper…")
_FIRST = Text(
    "全部填好再打印：打印后改了内容，纸上的签字就对不上了。",
    "Print when all is answered: what is changed afterwards is not what was signed.",
)
_THERE = Text("签好的纸：已归档 {0} / {1} 页", "Signed paper: {0} of {1} pages filed")


_FIRST_CONSENT = Text(
    "下面逐项填好、勾好再打印：打印后改了内容，要重新签。",
    "Print when all points below are answered: what is changed afterwards is signed again.",
)


class SignedPaper(StepView):
    """Shown only where what stands here is signed on paper."""

    print_wanted = Signal()
    scan_wanted = Signal()

    def __init__(self, key: str) -> None:
        super().__init__()
        self._key = key
        self.is_consent = key == CONSENT_PAGES
        self._first = _FIRST_CONSENT if self.is_consent else _FIRST
        self.state = label(self._first)
        self.print = button(_PRINT_CONSENT if self.is_consent else _PRINT, glyph=Glyph.PRINT)
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
        field = session.flow.field(self._key)
        self.setVisible(field is not None and session.answers.is_relevant(field))
        pages = session.answers.get(field) if isinstance(field, Document) else None
        codes = [code for page in pages or () if (code := printed_code(page))]
        of = max((code.of for code in codes), default=0)
        self.state.setText(str(_THERE.format(len(codes), of) if codes else self._first))
