"""Export: what is missing with a way to each, or the package written and verified before one's eyes."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, QStandardPaths, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
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
from poswizard.ui.doors import Draft, Office, Written
from poswizard.ui.icons import Glyph, icon
from poswizard.ui.pages.review import MOST_WIDE
from poswizard.ui.palette import Tone
from poswizard.ui.shortcuts import bind
from poswizard.ui.theme import current
from poswizard.ui.widgets.busy_overlay import BusyOverlay
from poswizard.ui.widgets.labels import button, frame, label
from poswizard.wizard.progress import open_issues

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
_WRITING = Text("正在写入并核对资料包…", "Writing and verifying the package…")
_DONE = Text("资料包已写好并核对无误", "The package is written and verified")
_FACTS = Text(
    "文件：{0}\n大小：{1:.1f} MB\nSHA-256：{2}", "File: {0}\nSize: {1:.1f} MB\nSHA-256: {2}"
)
_SHOW = Text("打开所在文件夹", "Open the folder")
_RECEIPT = Text("打印回执…", "Print the receipt…")
_COVER = Text("打印交接单…", "Print the cover sheet…")
_BACK = Text("返回填写", "Back to the questions")
_FAILED = Text("资料包没有写成", "The package was not written")


class HandOverPage(QWidget):
    """Complete or not, and what to do about it."""

    issue_chosen = Signal(object)
    back_wanted = Signal()
    field_wanted = Signal(str)
    """Key of a question whose answer kept the package from being written."""
    exported = Signal(object)
    """The `Written` package."""

    def __init__(self, office: Office) -> None:
        super().__init__()
        self.office = office
        self.draft: Draft | None = None
        self.running: Running | None = None
        self.title = label(kind="title")
        self.words = label()
        self.missing = QListWidget()
        self.missing.setProperty("kind", "card")
        self.missing.setWordWrap(True)
        self.missing.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.missing.setIconSize(QSize(current().px(18), current().px(18)))
        self.missing.itemActivated.connect(self._follow)
        self.folder = QLineEdit()
        self.folder.setAccessibleName(str(_FOLDER))
        self.choose = button(_CHOOSE, glyph=Glyph.FOLDER)
        self.choose.clicked.connect(self._choose)
        self.export = button(_EXPORT, "primary")
        self.export.clicked.connect(self.start)
        self.result = label()
        self.result.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.show_folder = button(_SHOW, glyph=Glyph.FOLDER)
        self.show_folder.clicked.connect(self._open_folder)
        self.receipt = button(_RECEIPT, glyph=Glyph.PRINT)
        self.receipt.clicked.connect(self._print_receipt)
        self.cover = button(_COVER, glyph=Glyph.PRINT)
        self.cover.clicked.connect(self._print_cover)
        self.package: Path | None = None
        back = button(_BACK)
        back.clicked.connect(self.back_wanted)
        self._arrange(back)
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
        words = str(_MISSING.format(len(issues)) if issues else _READY)
        self.words.setText(f"{words}\n{_NEWER}" if session.answers.foreign else words)
        self._show_missing(issues, session.flow)
        for part in (self.folder, self.choose, self.export):
            part.setVisible(not issues)
        self.result.clear()
        for part in self._afterwards:
            part.hide()
        if not self.folder.text():
            self.folder.setText(self._usual_folder())
        (self.missing if issues else self.export).setFocus()

    def start(self) -> None:
        """Write the package beside the window, with progress and a way to stop."""
        draft, to = self.draft, Path(self.folder.text()).expanduser()
        if draft is None:
            return
        self.result.clear()

        def work(report: Report) -> Written:
            self.office.save_now()
            return self.office.export(draft, to, report, report.cancelled)

        self.busy.begin(_WRITING)
        self.running = run(work, self._written, self._failed, progress=self.busy.show_progress)

    def _written(self, written: Written) -> None:
        self.busy.end()
        self.office.set("export.folder", str(written.path.parent))
        facts = _FACTS.format(written.path.name, written.size / 1_000_000, written.sha256)
        self.result.setText(f"{_DONE}\n\n{facts}")
        self.package = written.path
        for part in self._afterwards:
            part.show()
        self.show_folder.setFocus()
        self.exported.emit(written)

    def _failed(self, error: Exception) -> None:
        self.busy.end()
        issues = getattr(error, "issues", None)
        words = getattr(error, "text", None)
        if issues and self.draft:
            self.show_draft(self.draft)
        elif isinstance(words, Text):
            dialogs.tell_failure(self, _FAILED, words)
            self._lead_to(getattr(error, "field_key", ""))
        else:
            dialogs.show_crash(error)

    def _lead_to(self, field_key: str) -> None:
        """Show the question where what went wrong can be mended, if it is one."""
        if field_key:
            self.field_wanted.emit(field_key)

    @property
    def _afterwards(self) -> tuple[QWidget, ...]:
        """What can be done with a package that is written."""
        return (self.show_folder, self.cover, self.receipt)

    def _print_receipt(self) -> None:
        if draft := self.draft:
            name = f"{draft.number}-receipt.pdf"
            printing.offer(self, _RECEIPT, name, partial(self.office.receipt, draft))

    def _print_cover(self) -> None:
        if self.package:
            name = f"{self.package.stem}-cover.pdf"
            printing.offer(self, _COVER, name, partial(self.office.cover_sheet, self.package))

    def _cancel(self) -> None:
        if self.running:
            self.running.cancel()
        self.busy.end()

    def _show_missing(self, issues: list[Issue], flow: Any) -> None:
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

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(self.folder.text()))

    def _arrange(self, back: QWidget) -> None:
        px = current().px
        line = QHBoxLayout()
        line.setSpacing(px(8))
        line.addWidget(self.folder, 1)
        line.addWidget(self.choose)
        column = QWidget()
        column.setMaximumWidth(px(MOST_WIDE))
        body = QVBoxLayout(column)
        body.setContentsMargins(px(24), px(24), px(24), px(16))
        body.setSpacing(px(12))
        for part in (self.title, self.words):
            body.addWidget(part)
        body.addWidget(self.missing, 1)
        body.addLayout(line)
        body.addWidget(self.result)
        after = QHBoxLayout()
        after.setSpacing(px(8))
        for part in self._afterwards:
            after.addWidget(part)
        after.addStretch()
        body.addLayout(after)
        body.addStretch()
        foot = frame("footer")
        row = QHBoxLayout(foot)
        row.setContentsMargins(px(20), px(8), px(20), px(8))
        row.addWidget(back)
        row.addStretch(1)
        row.addWidget(self.export)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(column, 100)
        middle.addStretch(1)
        lines.addLayout(middle, 1)
        lines.addWidget(foot)


_LOOKS = {
    Level.ERROR: (Glyph.PROBLEM, Tone.DANGER),
    Level.WARNING: (Glyph.WARNING, Tone.WARNING),
    Level.INFORMATION: (Glyph.INFORMATION, Tone.ACCENT),
}
