"""The window turned to the applicant: every answer in large type, before they sign."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTextBrowser, QVBoxLayout, QWidget

from poswizard.forms.step import Milestone
from poswizard.text import Text
from poswizard.ui.pages.said_html import said_html
from poswizard.ui.palette import Tone
from poswizard.ui.shortcuts import bind
from poswizard.ui.theme import TextRole, current
from poswizard.ui.widgets.labels import label
from poswizard.wizard.read_back import read_back
from poswizard.wizard.session import Session
from poswizard.wizard.signing import SIGNED_PAGES, sheet_digest

ENLARGED = 1.6
_TITLE = Text("请逐项核对您的申请", "Please check your application")
_CODE = Text(
    "核对码 {0}　签名将与以上内容绑定",
    "Check code {0} - the signature is bound to what stands here",
)


class ApplicantWindow(QWidget):
    """Read-only. What it shows has a digest, and the signature record keeps that digest."""

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle(str(Text("申请人核对", "Applicant's check")))
        self.digest = ""
        heading = label(_TITLE, "title")
        self.browser = QTextBrowser()
        self.browser.setAccessibleName(str(_TITLE))
        self.code = label(tone=Tone.QUIET)
        lines = QVBoxLayout(self)
        px = current().px
        lines.setContentsMargins(px(32), px(24), px(32), px(24))
        lines.setSpacing(px(12))
        lines.addWidget(heading)
        lines.addWidget(self.browser, 1)
        lines.addWidget(self.code)
        self.resize(px(1100), px(760))
        bind(self, {"Esc": self.close, "F9": self.close})

    def show_session(self, session: Session, number: str) -> None:
        """Show what the application says now."""
        flow, answers = session.flow, session.answers
        steps = read_back(flow, answers, session.today(), Milestone.APPLICATION)
        self.digest = _digest(session, number)
        font = current().font(TextRole.BODY)
        font.setPixelSize(round(font.pixelSize() * ENLARGED))
        self.browser.document().setDefaultFont(font)
        self.browser.setHtml(said_html(steps, current().palette, changeable=False))
        self.browser.moveCursor(self.browser.textCursor().MoveOperation.Start)
        self.code.setText(str(_CODE.format(self.digest[:8].upper())))
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)

    def is_still_true(self, session: Session, number: str) -> bool:
        """Whether the application says now what stands here."""
        return self.digest == _digest(session, number)


def _digest(session: Session, number: str) -> str:
    """As the form's pages have it: on the screen and on paper the same is signed."""
    pages = SIGNED_PAGES[Milestone.APPLICATION]
    return sheet_digest(session.flow, session.answers, number, pages)
