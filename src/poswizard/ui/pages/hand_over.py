"""Export: what is missing with a way to each, or the package written and verified before one's eyes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, QStandardPaths, Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from poswizard.forms.issue import Issue, Level
from poswizard.forms.step import Milestone
from poswizard.text import Text
from poswizard.ui import dialogs, printing
from poswizard.ui.background import Report, Running, run
from poswizard.ui.capture.scrolling import Scrolling
from poswizard.ui.doors import Draft, Office
from poswizard.ui.icons import Glyph, icon
from poswizard.ui.pages.export_amendment import AmendmentBlock
from poswizard.ui.pages.export_how import ExportHow
from poswizard.ui.pages.export_result import ExportResult
from poswizard.ui.pages.page_frame import in_the_middle
from poswizard.ui.pages.rehearsal_note import RehearsalNote
from poswizard.ui.pages.review import MOST_WIDE
from poswizard.ui.pages.sent_papers import SentPapers
from poswizard.ui.palette import Tone
from poswizard.ui.shortcuts import bind
from poswizard.ui.theme import current
from poswizard.ui.widgets.busy_overlay import BusyOverlay
from poswizard.ui.widgets.labels import button, frame, label
from poswizard.wizard.progress import open_issues

if TYPE_CHECKING:
    from poswizard.package.bag_writer import Written
    from poswizard.package.seal.seal import Sealed

_TITLE = Text("导出：{0}", "Export: {0}")
_MISSING = Text(
    "还有 {0} 处要处理，处理完才能导出。双击或按回车到那一项。",
    "{0} things to do first. Enter leads to each.",
)
_OPEN_ISSUE = Text("{0}：{1}", "{0}: {1}")
_READY = Text(
    "全部检查通过。资料包会写入下面的文件夹，并在写完后重新打开核对。",
    "All checks passed. The package is written to this folder, then opened again and verified.",
)
_NEWER = Text(
    "这份申请里有本程序不认识的内容（多半由更新版本的程序填写）：已原样保留，但不会导出。请先升级程序再导出。",
    "Something in this application is unknown to this program, most likely written by a newer one: it is kept as it is but would not be exported. Update the program first.",
)
_FOLDER = Text("保存到", "Save to")
_CHOOSE = Text("选择文件夹…", "Choose a folder…")
_EXPORT = Text("导出并核对", "Export and verify")
_ONCE_MORE = Text("再出一版…", "Make another revision…")
_WRITING = Text("正在写入并核对资料包…", "Writing and verifying the package…")
_RECEIPT = Text("打印回执…", "Print the receipt…")
_COVER = Text("打印交接单…", "Print the cover sheet…")
_LETTER = Text("邮件草稿", "Mail draft")
_LETTER_SAVED = Text(
    "{0} 已保存。用邮件软件打开，核对收件人后再发送。",
    "{0} is saved. Open it in your mail program and check the address before sending.",
)
_BACK = Text("返回填写", "Back to the questions")
_FAILED = Text("资料包没有写成", "The package was not written")


class HandOverPage(QWidget):
    """Complete or not, and what to do about it."""

    issue_chosen = Signal(object)
    back_wanted = Signal()
    recipients_wanted = Signal()
    field_wanted = Signal(str)
    """Key of a question whose answer kept the package from being written."""
    exported = Signal(object)
    """The package: `Sealed` or `Written`."""

    def __init__(self, office: Office) -> None:
        super().__init__()
        self.office = office
        self.draft: Draft | None = None
        self.running: Running | None = None
        self.title = label(kind="title")
        self.words = label()
        self.missing = _list_of_issues()
        self.missing.itemActivated.connect(self._follow)
        self.amendment = AmendmentBlock()
        self.rehearsal = RehearsalNote(office)
        self.how = ExportHow()
        self.how.recipients_wanted.connect(self.recipients_wanted)
        self.folder = QLineEdit()
        self.folder.setAccessibleName(str(_FOLDER))
        self.choose = button(_CHOOSE, glyph=Glyph.FOLDER)
        self.choose.clicked.connect(self._choose)
        self.export = button(_EXPORT, "primary")
        self.export.clicked.connect(self.start)
        self.once_more = button(_ONCE_MORE)
        self.once_more.clicked.connect(self._begin_again)
        self.result = ExportResult()
        self.result.receipt_wanted.connect(self._print_receipt)
        self.result.cover_wanted.connect(self._print_cover)
        self.result.letter_wanted.connect(self._save_letter)
        self.sent = SentPapers()
        self.sent.cover_wanted.connect(self._print_cover_again)
        self.sent.receipt_wanted.connect(self._print_receipt)
        self._arrange()
        self.busy = BusyOverlay(self)
        self.busy.cancel_wanted.connect(self._cancel)
        bind(self, {"Esc": self.back_wanted.emit})

    def show_draft(self, draft: Draft) -> None:
        """Check everything anew and show where it stands."""
        self.draft = draft
        session = draft.session
        milestone: Milestone = self.office.milestone(draft)
        issues = open_issues(session.flow, session.answers, session.today(), milestone)
        self.title.setText(str(_TITLE.format(milestone.label)))
        self.how.begin()
        self.show_keys()
        if not self.folder.text():
            self.folder.setText(self._usual_folder())
        self._show_issues(issues)
        self.rehearsal.begin(draft)

    def show_keys(self) -> None:
        """Who would sign and who could read it, as the store has them now."""
        if self.draft is None:
            return
        ring, answers = self.office.key_ring, self.draft.session.answers
        pack = self.office.flow.field("provider.pack")
        certificate = ring.certificate()
        provider = str(answers.get(pack) or "") if pack else ""
        self.how.show_keys(certificate.name if certificate else "", ring.recipients_for(provider))

    def start(self) -> None:
        """Write the package beside the window, with progress and a way to stop."""
        draft, to = self.draft, Path(self.folder.text()).expanduser()
        if draft is None or not self.amendment.is_ready() or not self.how.is_ready():
            return
        dispatch, plain = self.office.dispatch, self.how.reason.text().strip()
        is_plain = self.how.is_plain
        if not self._is_amended(draft):
            return

        def work(report: Report) -> Written | Sealed:
            self.office.save_now()
            if is_plain:
                return dispatch.plain(draft, to, plain, report, report.cancelled)
            return dispatch.seal(draft, to, report, report.cancelled)

        self.busy.begin(_WRITING)
        self.running = run(work, self._written, self._failed, progress=self.busy.show_progress)

    def _is_amended(self, draft: Draft) -> bool:
        """Whether the reason is noted, where one is asked for."""
        reason, dispatch = self.amendment.given, self.office.dispatch
        if not reason:
            return True
        try:
            dispatch.amend(draft, reason)
            dispatch.note_corrections(draft)
        except Exception as error:  # noqa: BLE001  (`_failed` says it in words or shows the bug)
            self._failed(error)
            return False
        return True

    def _show_issues(self, issues: Sequence[Issue]) -> None:
        draft = self.draft
        if draft is None:
            return
        words = str(_MISSING.format(len(issues)) if issues else _READY)
        has_more = bool(draft.session.answers.foreign)
        self.words.setText(f"{words}\n{_NEWER}" if has_more else words)
        self._show_missing(issues, draft.session.flow)
        self.result.clear()
        packages = self.office.dispatch.packages(draft)
        self.sent.show_package(packages[-1] if packages else None)
        self._show_parts(is_ready=not issues, is_done=False)
        if not issues:
            self._show_amendment(draft)
        (self.missing if issues else self.export).setFocus()

    def _show_parts(self, *, is_ready: bool, is_done: bool) -> None:
        for part in (self.how, self.folder, self.folder_label, self.choose, self.export):
            part.setVisible(is_ready and not is_done)
        self.words.setVisible(not is_done)
        self.once_more.setVisible(is_done)
        if not is_ready or is_done:
            self.amendment.hide()

    def _show_amendment(self, draft: Draft) -> None:
        dispatch = self.office.dispatch
        packages = dispatch.packages(draft)
        noted = dispatch.amendment(draft)
        differences = dispatch.differences(draft) if packages else ()
        reason = noted.reason if noted else ""
        self.amendment.show_case(packages, differences, reason, dispatch.needs_reason(draft))

    def _written(self, written: Written | Sealed) -> None:
        self.busy.end()
        self.office.set("export.folder", str(written.path.parent))
        self._show_parts(is_ready=True, is_done=True)
        self.sent.hide()
        self.result.show_written(written, self.how.reason.text().strip())
        self.exported.emit(written)

    def _begin_again(self) -> None:
        if self.draft:
            self.show_draft(self.draft)

    def _failed(self, error: Exception) -> None:
        self.busy.end()
        issues = getattr(error, "issues", None)
        words = getattr(error, "text", None)
        if issues and self.draft:
            self._show_issues(issues)
        elif isinstance(words, Text):
            dialogs.tell_failure(self, _FAILED, words)
            self._lead_to(getattr(error, "field_key", ""))
        else:
            dialogs.show_crash(error)

    def _lead_to(self, field_key: str) -> None:
        """Show the question where what went wrong can be mended, if it is one."""
        if field_key:
            self.field_wanted.emit(field_key)

    def _print_receipt(self) -> None:
        if draft := self.draft:
            name = f"{draft.number}-receipt.pdf"
            printing.offer(self, _RECEIPT, name, partial(self.office.receipt, draft))

    def _print_cover(self) -> None:
        if written := self.result.written:
            name = f"{written.path.name.partition('.')[0]}-cover.pdf"
            printing.offer(self, _COVER, name, partial(_cover_sheet, self.office, written))

    def _print_cover_again(self) -> None:
        if draft := self.draft:
            name = f"{draft.number}-cover.pdf"
            printing.offer(self, _COVER, name, partial(self.office.dispatch.cover_sheet, draft))

    def _save_letter(self) -> None:
        draft, package = self.draft, self.result.package
        if draft is None or package is None:
            return
        name = f"{package.name.partition('.')[0]}.eml"
        if target := dialogs.choose_target(self, _LETTER, name, ((_LETTER, "*.eml"),)):
            make = partial(self.office.dispatch.letter, draft, package)
            run(
                lambda: target.write_bytes(make()),
                then=lambda _size: dialogs.tell(self, _LETTER, _LETTER_SAVED.format(target.name)),
                failed=self._not_saved,
            )

    def _not_saved(self, error: Exception) -> None:
        words = getattr(error, "text", None)
        if isinstance(words, Text) or isinstance(error, OSError):
            dialogs.tell_failure(
                self, _LETTER, words if isinstance(words, Text) else printing.NOT_WRITTEN
            )
        else:
            dialogs.show_crash(error)

    def _cancel(self) -> None:
        if self.running:
            self.running.cancel()
        self.busy.end()

    def _show_missing(self, issues: Sequence[Issue], flow: Any) -> None:
        self.missing.clear()
        self.missing.setVisible(bool(issues))
        for issue in issues:
            glyph, tone = _LOOKS[issue.level]
            step = flow.step_of(issue.top_field)
            row = "" if issue.row is None else f" {issue.row + 1}"
            where = f"{step.title} · {issue.field.label}{row}"
            words = str(_OPEN_ISSUE.format(where, issue.text))
            item = QListWidgetItem(icon(glyph, tone), words)
            item.setData(Qt.ItemDataRole.UserRole, issue)
            self.missing.addItem(item)
        self.missing.setCurrentRow(0)

    def _follow(self, item: QListWidgetItem) -> None:
        self.issue_chosen.emit(item.data(Qt.ItemDataRole.UserRole))

    def _choose(self) -> None:
        if folder := dialogs.choose_folder(self, _FOLDER):
            self.folder.setText(str(folder))

    def _usual_folder(self) -> str:
        documents = QStandardPaths.writableLocation(
            QStandardPaths.StandardLocation.DocumentsLocation
        )
        return str(self.office.setting("export.folder", documents))

    def _arrange(self) -> None:
        px = current().px
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(px(24), px(24), px(24), px(16))
        column.setSpacing(px(12))
        column.addWidget(self.title)
        column.addWidget(self.words)
        column.addWidget(self.rehearsal)
        column.addWidget(self.missing, 1)
        column.addWidget(self.amendment)
        column.addWidget(self.how)
        column.addLayout(self._folder_row())
        column.addWidget(self.sent)
        column.addWidget(self.result)
        column.addStretch()
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addWidget(Scrolling(in_the_middle(body, MOST_WIDE)), 1)
        lines.addWidget(self._foot())

    def _folder_row(self) -> QVBoxLayout:
        px = current().px
        row = QHBoxLayout()
        row.setSpacing(px(8))
        row.addWidget(self.folder, 1)
        row.addWidget(self.choose)
        self.folder_label = label(_FOLDER)
        whole = QVBoxLayout()
        whole.setSpacing(px(4))
        whole.addWidget(self.folder_label)
        whole.addLayout(row)
        return whole

    def _foot(self) -> QWidget:
        px = current().px
        back = button(_BACK)
        back.clicked.connect(self.back_wanted)
        foot = frame("footer")
        row = QHBoxLayout(foot)
        row.setContentsMargins(px(20), px(8), px(20), px(8))
        row.addWidget(back)
        row.addStretch(1)
        row.addWidget(self.once_more)
        row.addWidget(self.export)
        return foot


def _cover_sheet(office: Office, written: Written | Sealed) -> bytes:
    from poswizard.package.seal.papers import sealed_cover_sheet
    from poswizard.package.seal.seal import Sealed

    if isinstance(written, Sealed):
        return sealed_cover_sheet(written)
    return office.cover_sheet(written.path)


def _list_of_issues() -> QListWidget:
    made = QListWidget()
    made.setProperty("kind", "card")
    made.setWordWrap(True)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setIconSize(QSize(current().px(18), current().px(18)))
    made.setMinimumHeight(current().px(120))
    return made


_LOOKS = {
    Level.ERROR: (Glyph.PROBLEM, Tone.DANGER),
    Level.WARNING: (Glyph.WARNING, Tone.WARNING),
    Level.INFORMATION: (Glyph.INFORMATION, Tone.ACCENT),
}
