"""The rehearsal's page: what a reviewer would send back, the worst first, each with the way to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTextBrowser, QVBoxLayout, QWidget

from poswizard.forms.issue import Issue, Level
from poswizard.providers.reasons import reason
from poswizard.text import Text
from poswizard.ui import dialogs, theme
from poswizard.ui.background import Report, Running, run
from poswizard.ui.icons import Glyph
from poswizard.ui.pages.reason_bar import ReasonBar
from poswizard.ui.pages.rehearsal_html import finding_html, forecast_html, rules_html
from poswizard.ui.pages.review import MOST_WIDE
from poswizard.ui.palette import Tone
from poswizard.ui.shortcuts import bind
from poswizard.ui.theme import current
from poswizard.ui.widgets.busy_overlay import BusyOverlay
from poswizard.ui.widgets.empty_state import EmptyState
from poswizard.ui.widgets.labels import button, frame, label
from poswizard.wizard.rehearsal.finding import ENOUGH, Rehearsal
from poswizard.wizard.rehearsal.own_rules import Choosable, choosable_for

if TYPE_CHECKING:
    from poswizard.ui.doors import Draft, Office
    from poswizard.wizard.flow import Flow
    from poswizard.wizard.rehearsal.around import LocalRule

TITLE = Text("送审前演练", "Rehearsal")
CLEAN = Text("没有发现会被退回的地方", "Nothing was found for which it would come back")
_COUNTS = {
    Level.ERROR: Text("{0} 处会被退回", "{0} would be returned"),
    Level.WARNING: Text("{0} 处可能被退回", "{0} may be returned"),
    Level.INFORMATION: Text("{0} 处供参考", "{0} for your attention"),
}
_LOOKED_AT = Text(
    "看了 {0} 个答案、{1} 张图，用了 {2} 条规则，对照了 {3} 件有相同号码的申请。",
    "Looked at {0} answers and {1} pictures by {2} rules, and at {3} applications with a number in common.",
)
_DECISION = Text("预计 {0} 前后出结果", "A decision is expected about {0}")
_ASSUMED = Text(
    "（按 10 个工作日估计，以机构答复为准）", " (assuming 10 working days; ask the provider)"
)
_BUSY = Text(
    "正在对照规则、图片和其他申请…", "Comparing with rules, pictures and other applications…"
)
_FAILED = Text("没有演练成", "The rehearsal could not be made")
_BACK = Text("返回填写", "Back to the questions")
_AGAIN = Text("重新演练", "Once more")
_EXPORT = Text("导出资料包", "Export the package")


@dataclass(frozen=True, slots=True)
class Found:
    """A rehearsal, and what the branch has learnt about the chosen provider."""

    rehearsal: Rehearsal
    rules: list[LocalRule]
    heard: Mapping[str, int]
    """By code of the codebook: how many applications came back for it."""


class RehearsalPage(QWidget):
    """One rehearsal, and what can be done with each finding."""

    back_wanted = Signal()
    export_wanted = Signal()
    issue_chosen = Signal(object)

    def __init__(self, office: Office) -> None:
        super().__init__()
        self.office = office
        self.draft: Draft | None = None
        self.rehearsal: Rehearsal | None = None
        self._found: Found | None = None
        self._dress: object = None
        self.running: Running | None = None
        self.title = label(TITLE, "title")
        self.summary = label(kind="strong")
        self.examined = label(kind="quiet")
        self.browser = QTextBrowser()
        self.browser.setOpenLinks(False)
        self.browser.setAccessibleName(str(TITLE))
        self.browser.anchorClicked.connect(self._follow)
        self.nothing = EmptyState()
        self.stack = QStackedWidget()
        self.stack.addWidget(self.browser)
        self.stack.addWidget(self.nothing)
        self.reason = ReasonBar()
        self.reason.given.connect(self._explain)
        self._arrange()
        self.busy = BusyOverlay(self)
        self.busy.cancel_wanted.connect(self._cancel)
        theme.notice().changed.connect(self._redress)
        bind(self, {"Esc": self._leave, "F5": self.again, "Ctrl+E": self.export_wanted.emit})

    def show_draft(self, draft: Draft) -> None:
        """Rehearse an application as it stands now."""
        self.draft, self._found = draft, None
        self.again()

    def again(self) -> None:
        """Rehearse once more, beside the window."""
        draft = self.draft
        if draft is None:
            return
        self._cancel()
        self.reason.hide()

        desk, provider = self.office.rehearsals, self._provider()

        def work(report: Report) -> Found:
            made = desk.of(draft, report, report.cancelled)
            rules = [rule for rule in desk.rules() if rule.provider == provider]
            return Found(made, rules, desk.heard(provider) if provider else {})

        self.busy.begin(_BUSY)
        self.running = run(work, self.show_found, self._failed, progress=self.busy.show_progress)

    def show_found(self, found: Found) -> None:
        """Everything that was found."""
        self.busy.end()
        self.rehearsal = rehearsal = found.rehearsal
        self._found, self._dress = found, current().palette
        words, examined = self._html(found), _examined(rehearsal)
        self.summary.setText(str(_summary(rehearsal)))
        self.examined.setText(str(examined))
        self.browser.setHtml(words)
        self.nothing.show_state(Glyph.COMPLETE, CLEAN, examined, tone=Tone.GOOD)
        for part in (self.summary, self.examined):
            part.setVisible(bool(words))
        self.stack.setCurrentWidget(self.browser if words else self.nothing)
        (self.browser if words else self.export).setFocus()

    def _redress(self) -> None:
        """The colours of the words are made into them: make them anew, in the same place."""
        if self._found and self.isVisible() and self._dress != current().palette:
            self._dress, bar = current().palette, self.browser.verticalScrollBar()
            place = bar.value()
            self.browser.setHtml(self._html(self._found))
            bar.setValue(place)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._redress()

    def _html(self, found: Found) -> str:
        """Empty if there is nothing to say at all."""
        flow, palette, rehearsal = self.office.flow, current().palette, found.rehearsal
        cards = finding_html(rehearsal.findings, flow, palette, bool(self._provider()))
        rules = rules_html(found.rules, _heard(found, flow), flow, palette)
        if not cards and not rules and not rehearsal.forecasts:
            return ""
        return cards + forecast_html(rehearsal, palette, ENOUGH) + rules

    def _follow(self, link: QUrl) -> None:
        what, _, about = link.toString().partition(":")
        if what == "go" and self.rehearsal:
            self.issue_chosen.emit(self.rehearsal.findings[int(about)].issue)
        elif what == "explain" and self.rehearsal:
            self.reason.ask(self.rehearsal.findings[int(about)].issue)
        elif provider := self._provider():
            desk = self.office.rehearsals
            (desk.learn if what == "learn" else desk.unlearn)(about, provider)
            self.again()

    def _explain(self, issue: Issue, reason: str) -> None:
        if self.draft:
            self.draft.session.explain(issue, reason)
            self.draft.session.save()
            self.again()

    def _leave(self) -> None:
        """First the line that is open, then the page."""
        if self.reason.isVisible():
            self.reason.hide()
            self.browser.setFocus()
        else:
            self.back_wanted.emit()

    def _provider(self) -> str:
        """Key of the pack that was chosen."""
        field = self.office.flow.field("provider.pack")
        return str(self.draft.session.answers.get(field) or "") if self.draft and field else ""

    def _failed(self, error: Exception) -> None:
        self.busy.end()
        words = getattr(error, "text", None)
        if isinstance(words, Text):
            dialogs.tell_failure(self, _FAILED, words)
        else:
            dialogs.show_crash(error)

    def _cancel(self) -> None:
        if self.running:
            self.running.cancel()
        self.busy.end()

    def _arrange(self) -> None:
        px = current().px
        column = QWidget()
        column.setMaximumWidth(px(MOST_WIDE))
        body = QVBoxLayout(column)
        body.setContentsMargins(px(24), px(24), px(24), px(16))
        body.setSpacing(px(8))
        for part in (self.title, self.summary, self.examined):
            body.addWidget(part)
        body.addWidget(self.stack, 1)
        body.addWidget(self.reason)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(column, 100)
        middle.addStretch(1)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addLayout(middle, 1)
        lines.addWidget(self._foot())

    def _foot(self) -> QWidget:
        px = current().px
        back, again = button(_BACK), button(_AGAIN, keys="F5")
        self.export = button(_EXPORT, "primary", keys="Ctrl+E")
        back.clicked.connect(self.back_wanted)
        again.clicked.connect(self.again)
        self.export.clicked.connect(self.export_wanted)
        foot = frame("footer")
        row = QHBoxLayout(foot)
        row.setContentsMargins(px(20), px(8), px(20), px(8))
        row.setSpacing(px(8))
        row.addWidget(back)
        row.addStretch(1)
        row.addWidget(again)
        row.addWidget(self.export)
        return foot


def _heard(found: Found, flow: Flow) -> Iterator[tuple[Text, int, list[Choosable]]]:
    """Each reason that the provider has given here, and the rules that could be made of it."""
    taken = {rule.code for rule in found.rules}
    for code, count in found.heard.items():
        offered = [one for one in choosable_for(flow, code) if one.code not in taken]
        known = reason(code)
        yield known.says if known else Text(code, code), count, offered


def _summary(rehearsal: Rehearsal) -> Text:
    """What there is of each level; what was explained goes along and is for attention."""
    levels = [one.level if one.is_open else Level.INFORMATION for one in rehearsal.findings]
    counted = [
        words.format(levels.count(level)) for level, words in _COUNTS.items() if level in levels
    ]
    if rehearsal.is_clean:
        counted.insert(0, CLEAN)
    return Text("，".join(c.zh for c in counted), ", ".join(c.en for c in counted))


def _examined(rehearsal: Rehearsal) -> Text:
    seen = rehearsal.examined
    counts = _LOOKED_AT.format(seen.answers, seen.pictures, seen.rules, seen.cases)
    expected = _DECISION.format(rehearsal.decision_day.isoformat())
    return counts + expected + (Text("。", ".") if rehearsal.decision_is_certain else _ASSUMED)
