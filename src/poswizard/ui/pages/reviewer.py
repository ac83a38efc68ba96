"""A received case before the one who decides: answers beside documents, warnings first, and the reply."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

import shiboken6
from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from poswizard.package.opinion import NOTHING_SAID, Opinion
from poswizard.package.reply import Decision, Finding, Judgement
from poswizard.text import Text
from poswizard.ui import dialogs, printing, theme
from poswizard.ui.background import Running, run
from poswizard.ui.capture.scrolling import Scrolling
from poswizard.ui.doors import Office
from poswizard.ui.exchange_doors import ReceivedCase
from poswizard.ui.icons import Glyph
from poswizard.ui.pages.case_pictures import CasePictures
from poswizard.ui.pages.decision_dialog import DecisionDialog
from poswizard.ui.pages.findings_list import TITLE as FINDINGS
from poswizard.ui.pages.findings_list import FindingsList
from poswizard.ui.pages.opinion_keeper import OpinionKeeper
from poswizard.ui.pages.page_frame import footer
from poswizard.ui.pages.reason_dialog import ReasonDialog
from poswizard.ui.pages.reviewer_case import CaseInWords, case_in_words
from poswizard.ui.pages.reviewer_head import CaseHead, say
from poswizard.ui.pages.said_html import target_of
from poswizard.ui.pages.sliced_browser import SlicedBrowser
from poswizard.ui.palette import Tone
from poswizard.ui.shortcuts import bind
from poswizard.ui.theme import current
from poswizard.ui.widgets.labels import button, label

_NOT_OPENED = Text("没有打开", "Not opened")
_FORM = Text("申请表…", "The form…")
_AGAIN = Text("再存答复…", "Save again…")
_BACK = Text("返回", "Back")
_ACCEPT = Text("通过…", "Accept…")
_SUPPLEMENT = Text("要求补件…", "Ask for a supplement…")
_REJECT = Text("驳回…", "Reject…")
_FOLDER = Text("答复文件保存到", "Where to put the reply")
_NOT_DONE = Text("没有生成答复", "No reply was made")
_DONE = Text("答复文件已生成", "The reply is made")
_DONE_DETAIL = Text(
    "{0}\n请把它交回发送网点，在那边的首页打开。",
    "{0}\nGive it back to the sender, who opens it on the home page.",
)
_APPLICATION = "application.pdf"


class ReviewerPage(QWidget):
    """Nothing of the case can be changed here; what is said of it is on disk at once, until it is signed."""

    back_wanted = Signal()
    decided = Signal(object)
    """Path of the reply."""

    def __init__(self, office: Office) -> None:
        super().__init__()
        self.office = office
        self.case: ReceivedCase | None = None
        self.opinion = NOTHING_SAID
        self.running: Running | None = None
        self._wanted = ""
        self._dress: object = None
        self.not_kept = label(tone=Tone.DANGER)
        self.keeper = OpinionKeeper(self, office)
        self.keeper.told.connect(partial(say, self.not_kept))
        self.head = CaseHead()
        self.browser = SlicedBrowser()
        self.browser.setAccessibleName(str(FINDINGS))
        self.browser.anchorClicked.connect(self._follow)
        self.pictures = CasePictures(office.scans.get)
        self.pictures.pointed_at.connect(self.point_out)
        self.findings = FindingsList(office.flow)
        self.findings.whole_wanted.connect(partial(self.point_out, ""))
        self.findings.remove_wanted.connect(self._remove)
        self.form = button(_FORM, glyph=Glyph.DOCUMENT)
        self.form.hide()
        self.form.clicked.connect(self._show_form)
        self.again = button(_AGAIN, glyph=Glyph.EXPORT)
        self.again.hide()
        self.again.clicked.connect(self._choose_again)
        self.accept, self.supplement = button(_ACCEPT, "primary"), button(_SUPPLEMENT)
        self.reject = button(_REJECT, "danger")
        decisions = (Decision.ACCEPT, Decision.SUPPLEMENT, Decision.REJECT)
        for made, decision in zip(self._decisions, decisions, strict=True):
            made.clicked.connect(partial(self._ask, decision))
        self._arrange()
        theme.notice().changed.connect(self._redress)
        bind(self, {"Esc": self.back_wanted.emit})

    def show_case(self, received_id: str) -> None:
        """A received case, with what was said of it before."""
        self.keeper.hurry()
        self._wanted, self.case, self.opinion = received_id, None, NOTHING_SAID
        self.head.show_opening()
        say(self.not_kept, "")
        self.browser.show_parts(())
        self.pictures.show_files(self.office.flow, {})  # never those of another case
        for part in (self.findings, self.form, self.again):
            part.hide()
        self._let_decide(False)
        self.browser.setFocus()
        self._read(self._show)

    def point_out(self, key: str, row: int | None = None) -> None:
        """Ask what is wrong with a question, or with the whole where there is no key."""
        dialog = ReasonDialog(self, self.office.flow.field(key), row)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.given.connect(self._add)
        dialog.open()

    # showing

    def _read(self, then: Any) -> None:
        work = partial(case_in_words, self.office, self._wanted, current().palette)
        self._dress = current().palette
        self.running = run(work, then=then, failed=self._not_opened)

    def _show(self, read: CaseInWords) -> None:
        record = read.case.record
        if record.id != self._wanted:
            return  # another was opened meanwhile
        self.case = case = read.case
        self.head.show_case(read)
        self.browser.show_parts(read.parts)
        self.pictures.show_files(self.office.flow, case.files)
        self.form.setVisible(_APPLICATION in case.files)
        self.again.setVisible(bool(case.replies))
        self._show_opinion(read.opinion)
        self._let_decide(True)

    def _show_opinion(self, opinion: Opinion) -> None:
        self.opinion = opinion
        self.findings.show_findings(opinion.findings)
        self.findings.show()
        self.head.show_opinion(opinion)

    def _redress(self) -> None:
        """The colours of the words are made into them: make them anew, in the same place."""
        if self.case and self.isVisible() and self._dress != current().palette:
            self._read(partial(self._show_again, self.browser.verticalScrollBar().value()))

    def _show_again(self, place: int, read: CaseInWords) -> None:
        if read.case.record.id == self._wanted:
            self.browser.show_parts(read.parts, place)

    def _not_opened(self, error: Exception) -> None:
        self._fail(_NOT_OPENED, error)
        self.back_wanted.emit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._redress()

    def hideEvent(self, event: QHideEvent) -> None:
        self.keeper.hurry()
        super().hideEvent(event)

    def _follow(self, link: QUrl) -> None:
        key, row = target_of(link.toString())
        self.pictures.show_document(key)
        self.point_out(key, row)

    def _show_form(self) -> None:
        if case := self.case:
            digest = case.files[_APPLICATION]
            name = f"{case.record.number}-r{case.record.revision}.pdf"
            printing.offer(self, _FORM, name, partial(self.office.scans.get, digest))

    # what is said

    def _add(self, finding: Finding) -> None:
        if self.case and finding not in self.opinion.findings:
            self._find((*self.opinion.findings, finding))

    def _remove(self, row: int) -> None:
        self._find(tuple(one for n, one in enumerate(self.opinion.findings) if n != row))

    def _find(self, findings: tuple[Finding, ...]) -> None:
        self._note(replace(self.opinion, findings=findings))
        self.keeper.keep()
        self._show_opinion(self.opinion)

    def _note(self, opinion: Opinion) -> None:
        self.opinion = opinion
        self.keeper.say(self._wanted, opinion)

    # deciding

    def _ask(self, decision: Decision) -> None:
        if self.case is None:
            return
        words = self.findings.in_words(self.opinion.findings) if decision.needs_reasons else []
        self._note(replace(self.opinion, decision=decision))
        self.keeper.keep()
        dialog = DecisionDialog(self, decision, self.opinion, words, self.office.today())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.said.connect(self._note)
        dialog.rejected.connect(self._put_off)
        dialog.judged.connect(self._choose_folder, Qt.ConnectionType.QueuedConnection)
        dialog.open()

    def _put_off(self) -> None:
        self.keeper.hurry()
        self._show_opinion(self.opinion)

    def _choose_folder(self, judgement: Judgement) -> None:
        """A reply is only signed when it is known where it goes."""
        inbox, received_id = self.office.inbox, self._wanted
        self._write(lambda: inbox.decide(received_id, judgement))

    def _choose_again(self) -> None:
        inbox, received_id = self.office.inbox, self._wanted
        self._write(lambda: inbox.last_given(received_id))

    def _write(self, given: Any) -> None:
        folder = dialogs.choose_folder(self, _FOLDER)
        if self.case is None or folder is None:
            return
        inbox = self.office.inbox
        self.running = run(
            lambda: inbox.write_reply(given(), folder),
            then=partial(self._decided, self._wanted),
            failed=partial(self._not_decided, self._wanted),
        )

    def _decided(self, received_id: str, path: Any) -> None:
        self.show_case(received_id)
        dialogs.tell(self, _DONE, _DONE_DETAIL.format(path.name))
        if shiboken6.isValid(self):  # it may have been locked meanwhile
            self.decided.emit(path)

    def _not_decided(self, received_id: str, error: Exception) -> None:
        """Signed or not: what is there is shown, and a reply that only has no file yet can be saved again."""
        self.show_case(received_id)
        self._fail(_NOT_DONE, error)

    def _fail(self, what: Text, error: Exception) -> None:
        words = getattr(error, "text", None)
        if isinstance(words, Text):
            dialogs.tell_failure(self, what, words)
        else:
            dialogs.show_crash(error)

    # the page

    @property
    def _decisions(self) -> tuple[QPushButton, ...]:
        return self.accept, self.supplement, self.reject

    def _let_decide(self, may: bool) -> None:
        for made in self._decisions:
            made.setEnabled(may)

    def _arrange(self) -> None:
        px = current().px
        left = QVBoxLayout()
        left.setSpacing(px(8))
        left.addWidget(self.head)
        left.addWidget(self.browser, 1)
        side = QWidget()
        side.setProperty("role", "page")
        right = QVBoxLayout(side)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(px(8))
        right.addWidget(self.pictures, 1)
        right.addWidget(self.findings)
        right.addWidget(self.not_kept)
        body = QHBoxLayout()
        body.setContentsMargins(px(24), px(16), px(24), px(12))
        body.setSpacing(px(24))
        body.addLayout(left, 11)
        body.addWidget(Scrolling(side), 9)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addLayout(body, 1)
        lines.addWidget(self._foot())

    def _foot(self) -> QWidget:
        back = button(_BACK, keys="Esc")
        back.clicked.connect(self.back_wanted)
        return footer([back, self.form, self.again], reversed(self._decisions))
