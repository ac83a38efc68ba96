"""Check answers: everything answered and everything missing, by step, each with a way to change it."""

from __future__ import annotations

from PySide6.QtCore import QUrl, Signal
from PySide6.QtWidgets import QHBoxLayout, QTextBrowser, QVBoxLayout, QWidget

from poswizard.forms.issue import Issue
from poswizard.forms.step import Milestone
from poswizard.text import Text
from poswizard.ui.icons import Glyph
from poswizard.ui.pages.said_html import said_html, target_of
from poswizard.ui.shortcuts import bind
from poswizard.ui.theme import current
from poswizard.ui.widgets.labels import button, frame, label
from poswizard.wizard.progress import open_issues
from poswizard.wizard.read_back import read_back
from poswizard.wizard.session import Session

MOST_WIDE = 960
"""Most pixels that the answers take, before scaling: beyond, the eye loses the line."""

_TITLE = Text("核对答案", "Check answers")
_READY = Text("资料齐全，可以导出。", "Everything is there: it can be exported.")
_OPEN = Text(
    "还有 {0} 处要处理，点开即可到那一项。", "{0} things to do: follow a link to get there."
)
_BACK = Text("返回填写", "Back to the questions")
_APPLICANT = Text("给申请人看", "Show the applicant")
_FORM = Text("打印申请表…", "Print the form…")
_CALENDAR = Text("日历文件…", "Calendar file…")
_REHEARSAL = Text("送审前演练", "Rehearsal")
_EXPORT = Text("导出资料包", "Export the package")


class ReviewPage(QWidget):
    """The whole application on one page."""

    change_wanted = Signal(str, object)
    """Key of the field, and the row or `None`."""
    back_wanted = Signal()
    applicant_wanted = Signal()
    rehearsal_wanted = Signal()
    export_wanted = Signal()
    form_wanted = Signal()
    calendar_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.heading = label(_TITLE, "title")
        self.summary = label()
        self.browser = QTextBrowser()
        self.browser.setOpenLinks(False)
        self.browser.setAccessibleName(str(_TITLE))
        self.browser.anchorClicked.connect(self._follow)
        back = button(_BACK)
        back.clicked.connect(self.back_wanted)
        applicant = button(_APPLICANT, keys="F9")
        applicant.clicked.connect(self.applicant_wanted)
        self.export = button(_EXPORT, "primary", keys="Ctrl+E")
        self.export.clicked.connect(self.export_wanted)
        form, calendar = button(_FORM, glyph=Glyph.PRINT), button(_CALENDAR, glyph=Glyph.TODAY)
        form.clicked.connect(self.form_wanted)
        calendar.clicked.connect(self.calendar_wanted)
        rehearsal = button(_REHEARSAL, glyph=Glyph.SHIELD, keys="Ctrl+R")
        rehearsal.clicked.connect(self.rehearsal_wanted)
        self._arrange(back, form, calendar, applicant, rehearsal)
        keys = {
            "Esc": self.back_wanted,
            "Ctrl+R": self.rehearsal_wanted,
            "F9": self.applicant_wanted,
            "Ctrl+E": self.export_wanted,
        }
        bind(self, {key: signal.emit for key, signal in keys.items()})

    def show_session(self, session: Session, until: Milestone) -> list[Issue]:
        """Show every answer; gives what is still open."""
        today = session.today()
        open_now = open_issues(session.flow, session.answers, today, until)
        self.summary.setText(str(_OPEN.format(len(open_now)) if open_now else _READY))
        steps = read_back(session.flow, session.answers, today, until)
        self.browser.setHtml(said_html(steps, current().palette, changeable=True))
        self.browser.setFocus()
        return open_now

    def _follow(self, link: QUrl) -> None:
        key, row = target_of(link.toString())
        self.change_wanted.emit(key, row)

    def _arrange(self, *buttons: QWidget) -> None:
        px = current().px
        foot = frame("footer")
        row = QHBoxLayout(foot)
        row.setContentsMargins(px(20), px(8), px(20), px(8))
        row.setSpacing(px(8))
        row.addWidget(buttons[0])
        row.addStretch(1)
        for part in buttons[1:]:
            row.addWidget(part)
        row.addWidget(self.export)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        column = QWidget()
        column.setMaximumWidth(px(MOST_WIDE))
        body = QVBoxLayout(column)
        body.setContentsMargins(px(24), px(24), px(24), px(16))
        body.setSpacing(px(8))
        body.addWidget(self.heading)
        body.addWidget(self.summary)
        body.addWidget(self.browser, 1)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(column, 100)
        middle.addStretch(1)
        lines.addLayout(middle, 1)
        lines.addWidget(foot)
