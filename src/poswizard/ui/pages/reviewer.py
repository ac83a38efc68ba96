"""A received case before the one who decides: answers beside documents, warnings first, and the reply."""

from __future__ import annotations

import json
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from poswizard.domain.china_time import CHINA_TIME
from poswizard.forms.step import Milestone
from poswizard.package.reply import Decision, Finding, Judgement, Reply
from poswizard.package.reply_effect import said
from poswizard.text import Text
from poswizard.ui import dialogs, printing
from poswizard.ui.background import Running, run
from poswizard.ui.capture.scrolling import Scrolling
from poswizard.ui.doors import Office
from poswizard.ui.exchange_doors import ReceivedCase
from poswizard.ui.icons import Glyph, icon
from poswizard.ui.pages.case_pictures import CasePictures
from poswizard.ui.pages.decision_dialog import DecisionDialog
from poswizard.ui.pages.reason_dialog import ReasonDialog
from poswizard.ui.pages.reviewer_html import case_html
from poswizard.ui.pages.said_html import target_of
from poswizard.ui.palette import Tone
from poswizard.ui.shortcuts import bind
from poswizard.ui.theme import current
from poswizard.ui.widgets.flow_layout import FlowLayout
from poswizard.ui.widgets.labels import button, frame, label, line
from poswizard.wizard.read_back import read_back

_TITLE = Text("审核 {0}　第 {1} 版", "Review {0}, revision {1}")
_FROM = Text("{0}　{1}　来自 {2}　{3} 收到", "{0}  {1}  from {2}, received {3}")
_UNSIGNED = Text("（未签名，来源未经证明）", "(not signed: nothing proves who made it)")
_OLD = Text(
    "已经收到更新的第 {0} 版，请按较新的版本审核。",
    "Revision {0} has come in since: review the newer one.",
)
_ANSWERED = Text("已答复：{0}（{1}）", "Answered: {0} ({1})")
_FINDINGS = Text("审核意见", "Findings")
_FINDING = Text("{0}：{1}", "{0}: {1}")
_WHOLE = Text("整份申请", "The whole application")
_ADD = Text("对整份申请提意见…", "Something about the whole…")
_REMOVE = Text("去掉这一条", "Remove it")
_FORM = Text("申请表…", "The form…")
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
    """Nothing of the case can be changed here; what is said of it is kept until it is signed."""

    back_wanted = Signal()
    decided = Signal(object)
    """Path of the reply."""

    def __init__(self, office: Office) -> None:
        super().__init__()
        self.office = office
        self.case: ReceivedCase | None = None
        self.running: Running | None = None
        self._findings: list[Finding] = []
        self._of_case: dict[str, list[Finding]] = {}
        self.title, self.about = label(kind="title"), label(kind="quiet")
        self.notice = label(tone=Tone.WARNING)
        self.answered = label(tone=Tone.ACCENT)
        self.browser = QTextBrowser()
        self.browser.setOpenLinks(False)
        self.browser.setAccessibleName(str(_FINDINGS))
        self.browser.anchorClicked.connect(self._follow)
        self.pictures = CasePictures(office.scans.get)
        self.pictures.pointed_at.connect(self.point_out)
        self.findings = QListWidget()
        self.findings.setProperty("kind", "card")
        self.findings.setWordWrap(True)
        self.findings.setAccessibleName(str(_FINDINGS))
        self.findings.setMaximumHeight(current().px(140))
        self.remove = button(_REMOVE, "link", Glyph.DELETE)
        self.remove.clicked.connect(self._remove)
        self.whole = button(_ADD, "link")
        self.whole.clicked.connect(lambda: self.point_out(""))
        self.form = button(_FORM, glyph=Glyph.DOCUMENT)
        self.form.clicked.connect(self._show_form)
        self.accept, self.supplement = button(_ACCEPT, "primary"), button(_SUPPLEMENT)
        self.reject = button(_REJECT, "danger")
        for made, decision in (
            (self.accept, Decision.ACCEPT),
            (self.supplement, Decision.SUPPLEMENT),
            (self.reject, Decision.REJECT),
        ):
            made.clicked.connect(partial(self._ask, decision))
        self._arrange()
        bind(self, {"Esc": self.back_wanted.emit})

    def show_case(self, received_id: str) -> None:
        """A received case, with what was said of it in this sitting."""
        self.case = case = self.office.inbox.case(received_id)
        self._findings = self._of_case.setdefault(received_id, [])
        record = case.record
        self.title.setText(str(_TITLE.format(record.number, record.revision)))
        self.about.setText(self._about(case))
        newest = case.revisions[-1].revision if case.revisions else record.revision
        self._say(self.notice, str(_OLD.format(newest)) if case.is_superseded else "")
        self._say(self.answered, "\n".join(map(_reply_words, case.replies)))
        self.browser.setHtml(self._html(case))
        self.pictures.show_files(self.office.flow, case.files)
        self.form.setVisible(_APPLICATION in case.files)
        self._show_findings()
        self.browser.setFocus()

    def point_out(self, key: str, row: int | None = None) -> None:
        """Ask what is wrong with a question, or with the whole where there is no key."""
        dialog = ReasonDialog(self, self.office.flow.field(key), row)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.given.connect(self._add)
        dialog.open()

    # showing

    def _about(self, case: ReceivedCase) -> str:
        record = case.record
        names = {one.fingerprint: one.name for one in self.office.key_ring.signers()}
        sender = names.get(record.sender, record.sender[:16]) if record.sender else str(_UNSIGNED)
        at = record.received_at
        day = at.astimezone(CHINA_TIME).strftime("%Y-%m-%d %H:%M") if at else ""
        return str(_FROM.format(record.applicant, record.shop, sender, day))

    def _html(self, case: ReceivedCase) -> str:
        until = Milestone(json.loads(case.record.data).get("milestone", "application"))
        steps = read_back(self.office.flow, case.answers, self.office.today(), until)
        return case_html(steps, case.warnings, case.differences, current().palette)

    def _follow(self, link: QUrl) -> None:
        key, row = target_of(link.toString())
        self.pictures.show_document(key)
        self.point_out(key, row)

    def _show_findings(self) -> None:
        self.findings.clear()
        for one in self._findings:
            self.findings.addItem(
                QListWidgetItem(icon(Glyph.PROBLEM, Tone.DANGER), self._words(one))
            )
        self.findings.setVisible(bool(self._findings))
        self.remove.setVisible(bool(self._findings))
        self.findings.setCurrentRow(len(self._findings) - 1)

    def _words(self, one: Finding) -> str:
        field = self.office.flow.field(one.field_key)
        where = str(field.label) if field else str(_WHOLE)
        if one.row is not None:
            where += f" {one.row + 1}"
        return str(_FINDING.format(where, said(one)))

    def _add(self, finding: Finding) -> None:
        if finding not in self._findings:
            self._findings.append(finding)
        self._show_findings()

    def _remove(self) -> None:
        row = self.findings.currentRow()
        if 0 <= row < len(self._findings):
            del self._findings[row]
            self._show_findings()

    def _show_form(self) -> None:
        if case := self.case:
            digest = case.files[_APPLICATION]
            name = f"{case.record.number}-r{case.record.revision}.pdf"
            printing.offer(self, _FORM, name, partial(self.office.scans.get, digest))

    # deciding

    def _ask(self, decision: Decision) -> None:
        listed = [(one, self._words(one)) for one in self._findings]
        dialog = DecisionDialog(self, decision, listed, self.office.today())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.judged.connect(self._choose_folder, Qt.ConnectionType.QueuedConnection)
        dialog.open()

    def _choose_folder(self, judgement: Judgement) -> None:
        """A reply is only signed when it is known where it goes."""
        case, folder = self.case, dialogs.choose_folder(self, _FOLDER)
        if case is None or folder is None:
            return
        inbox, received_id = self.office.inbox, case.record.id
        self.running = run(
            lambda: inbox.write_reply(inbox.decide(received_id, judgement), folder),
            then=partial(self._decided, received_id),
            failed=self._failed,
        )

    def _decided(self, received_id: str, path: Any) -> None:
        self._of_case.pop(received_id, None)
        self.show_case(received_id)
        dialogs.tell(self, _DONE, _DONE_DETAIL.format(path.name))
        self.decided.emit(path)

    def _failed(self, error: Exception) -> None:
        words = getattr(error, "text", None)
        if isinstance(words, Text):
            dialogs.tell_failure(self, _NOT_DONE, words)
        else:
            dialogs.show_crash(error)

    @staticmethod
    def _say(part: Any, words: str) -> None:
        part.setText(words)
        part.setVisible(bool(words))

    def _arrange(self) -> None:
        px = current().px
        left = QVBoxLayout()
        left.setSpacing(px(8))
        for part in (self.title, self.about, self.notice, self.answered):
            left.addWidget(part)
        left.addWidget(self.browser, 1)
        side = QWidget()
        side.setProperty("role", "page")
        right = QVBoxLayout(side)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(px(8))
        right.addWidget(self.pictures, 1)
        head = QWidget()
        ways = FlowLayout(head, gap=px(12))
        for part in (line(_FINDINGS, "strong"), self.whole, self.remove):
            ways.addWidget(part)
        right.addWidget(head)
        right.addWidget(self.findings)
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
        px = current().px
        back = button(_BACK, keys="Esc")
        back.clicked.connect(self.back_wanted)
        foot = frame("footer")
        row = QHBoxLayout(foot)
        row.setContentsMargins(px(20), px(8), px(20), px(8))
        row.setSpacing(px(8))
        row.addWidget(back)
        row.addWidget(self.form)
        row.addStretch(1)
        for part in (self.reject, self.supplement, self.accept):
            row.addWidget(part)
        return foot


def _reply_words(reply: Reply) -> str:
    return str(_ANSWERED.format(reply.decision.label, reply.decided_on.isoformat()))
