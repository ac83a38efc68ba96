"""Behind the gate: home, the wizard of one application, its check and its export."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from poswizard.domain.china_time import CHINA_TIME
from poswizard.text import Text
from poswizard.ui import dialogs
from poswizard.ui.background import run
from poswizard.ui.home_window import HomePage
from poswizard.ui.home_words import chips_for, due_items, row_words
from poswizard.ui.shortcuts import bind
from poswizard.wizard.contents import contents

if TYPE_CHECKING:  # the list of applications does not wait for what an open application needs
    from poswizard.forms.issue import Issue
    from poswizard.forms.step import Milestone, Step
    from poswizard.ui.applicant_window import ApplicantWindow
    from poswizard.ui.capture.ways_in import WaysIn
    from poswizard.ui.doors import Draft, Office
    from poswizard.ui.form_page import StepView
    from poswizard.ui.pages.hand_over import HandOverPage
    from poswizard.ui.pages.review import ReviewPage
    from poswizard.ui.wizard_window import WizardWindow
    from poswizard.wizard.summary import ListedApplication

_FORM = Text("申请表", "Form")
_CALENDAR = Text("日历文件", "Calendar file")
_MATERIALS = Text("材料清单", "List of documents")
_CUT_OFF = Text("上次没有正常退出", "The program was cut off last time")
_CUT_OFF_DETAIL = Text(
    "当时打开的是 {0} {1}。\n进度：{2}\n最后一次存盘：{3}，存盘的内容都在。",
    "{0} {1} was open.\nProgress: {2}\nLast saved: {3}; everything saved is there.",
)
_GO_ON = Text("继续办理", "Go on with it")
KEPT_AS_COPY = Text(
    "您填的内容没有丢：已另存为一份新的办件。请对照两份，删去不要的那份。",
    "Nothing you entered is lost: it was kept as a new application. Compare the two and delete one.",
)
_NOT_SAVED = Text("未能保存", "Not saved")
_BACKED_UP = Text("备份完成", "Backup written")
_BACKUP_OK = Text(
    "备份已写入并重新打开核对，可以恢复。",
    "The backup was written, opened and compared: it can be restored.",
)
_BACKUP_FAILED = Text("备份没有写成", "No backup was written")
_BACKUP_FILE = Text("备份文件", "Backup file")


class Saver(QObject):
    """Brings what the writer's thread says of an application to the window's thread."""

    saved = Signal(object)

    def __init__(self, parent: QObject, draft: Draft) -> None:
        super().__init__(parent)
        self.draft = draft
        self.conflict: Text | None = None
        """What is to be said, once somebody else was found to have saved first."""

    def tell(self, result: datetime | Exception) -> None:
        """Called by the writer's thread."""
        if getattr(result, "is_conflict", False):
            self.conflict = getattr(result, "text", _NOT_SAVED)
        self.saved.emit(result)


class Workplace(QWidget):
    """The pages, and the ways between them."""

    lock_wanted = Signal()
    settings_wanted = Signal()

    def __init__(self, office: Office) -> None:
        super().__init__()
        self.office = office
        self.is_open = True
        self.draft: Draft | None = None
        self.saver: Saver | None = None
        self.wizard: WizardWindow | None = None
        self.applicant: ApplicantWindow | None = None
        self.home = HomePage(self._find, partial(row_words, office.today))
        self.stack = QStackedWidget()
        self.stack.addWidget(self.home)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addWidget(self.stack)
        self._connect()
        bind(self, {"Ctrl+Home": self.show_home})

    # pages

    @cached_property
    def review(self) -> ReviewPage:
        """Check answers; made when it is first gone to, like all that the list does not need."""
        from poswizard.ui.pages.review import ReviewPage

        page = ReviewPage()
        page.back_wanted.connect(self.show_wizard)
        page.change_wanted.connect(self._change)
        page.applicant_wanted.connect(self.show_applicant)
        page.export_wanted.connect(self.show_hand_over)
        page.form_wanted.connect(self._print_form)
        page.calendar_wanted.connect(self._print_calendar)
        self.stack.addWidget(page)
        return page

    @cached_property
    def hand_over(self) -> HandOverPage:
        """Export."""
        from poswizard.ui.pages.hand_over import HandOverPage

        page = HandOverPage(self.office)
        page.back_wanted.connect(self.show_wizard)
        page.issue_chosen.connect(self._go_to_issue)
        page.field_wanted.connect(self._show_field)
        self.stack.addWidget(page)
        return page

    @cached_property
    def _ways_in(self) -> WaysIn:
        """Camera, scanner and watched folder, with what is remembered of them."""
        from poswizard.ui.capture.preferences import Preferences
        from poswizard.ui.capture.ways_in import WaysIn

        return WaysIn(Preferences(self.office.setting, self.office.set))

    def show_home(self) -> None:
        """The list, as it is now."""
        self.leave_draft()
        self.home.show_choices(list(contents().phases.items()), ())
        self.home.show_operator(self.office.operator)
        self._show_rows()
        self.stack.setCurrentWidget(self.home)
        self.home.search.setFocus()

    def _show_rows(self) -> None:
        """The counts, what is due and the list, as the store has them now."""
        self.home.show_chips(chips_for(self.office.counts()))
        self.home.show_due(due_items(self.office.due(), self.office.today()))
        self.home.refresh()

    def show_draft(self, draft: Draft) -> None:
        """The wizard of an application."""
        from poswizard.ui.editors.editor import Desk
        from poswizard.ui.questions_view import QuestionsView
        from poswizard.ui.wizard_window import WizardParts, WizardWindow

        self.leave_draft()
        self.draft = draft
        self.office.note_open(draft)
        self.saver = saver = Saver(self, draft)
        desk = Desk(
            scans=self.office.scans,
            intake=self.office.intake,
            today=self.office.today,
            shown_digest=self._shown_digest,
            questions=lambda part, shows_all: QuestionsView(part, desk, shows_all),
            ways_in=self._ways_in,
        )
        wizard = WizardWindow(WizardParts(draft.session, desk, draft.number, self._top_of))
        saver.saved.connect(partial(self._saved, draft), Qt.ConnectionType.QueuedConnection)
        draft.saved = saver.tell
        wizard.home_wanted.connect(self.show_home)
        wizard.check_wanted.connect(self.show_review)
        wizard.export_wanted.connect(self.show_hand_over)
        wizard.retry_wanted.connect(self._save_again)
        self.wizard = wizard
        self.stack.addWidget(wizard)
        self.stack.setCurrentWidget(wizard)
        wizard.current_page.focus_first()

    def show_review(self) -> None:
        """Everything answered and missing."""
        if self.draft and self.wizard:
            self.wizard.save_now()
            self.review.show_session(self.draft.session, self._milestone())
            self.stack.setCurrentWidget(self.review)
            self.review.browser.setFocus()

    def show_hand_over(self) -> None:
        """Export."""
        if self.draft and self.wizard:
            self.wizard.save_now()
            self.stack.setCurrentWidget(self.hand_over)
            self.hand_over.show_draft(self.draft)

    def show_wizard(self) -> None:
        """Back to the questions."""
        if self.wizard:
            self.stack.setCurrentWidget(self.wizard)
            self.wizard.current_page.focus_first()

    def show_applicant(self) -> None:
        """The window turned to the applicant."""
        from poswizard.ui.applicant_window import ApplicantWindow

        if self.draft is None:
            return
        if self.applicant is None:
            self.applicant = ApplicantWindow()
        self.applicant.show_session(self.draft.session, self.draft.number)
        self.applicant.show()

    def offer_interrupted(self) -> None:
        """After a crash: say which application was open, since when it is safe, and what is there."""
        row = self.office.interrupted()
        if row is None:
            return
        self.office.note_open(None)
        words = row_words(self.office.today, row)
        where = f"{words.where}　{words.need}"
        at = row.updated_at.astimezone(CHINA_TIME).strftime("%Y-%m-%d %H:%M:%S")
        detail = _CUT_OFF_DETAIL.format(row.number, words.name, where, at)
        if dialogs.ask(self, _CUT_OFF, detail, yes=_GO_ON):
            self._tried(lambda: self.show_draft(self.office.open(row.id)))

    def save_now(self) -> None:
        """Hand everything to the store."""
        if self.wizard:
            self.wizard.save_now()

    # what pages want

    def _connect(self) -> None:
        home = self.home
        home.new_wanted.connect(lambda: self._tried(lambda: self.show_draft(self.office.new())))
        home.open_wanted.connect(
            lambda i: self._tried(lambda: self.show_draft(self.office.open(i)))
        )
        home.copy_wanted.connect(
            lambda i: self._tried(lambda: self._then_home(self.office.copy, i))
        )
        home.delete_wanted.connect(
            lambda i: self._tried(lambda: self._then_home(self.office.delete, i))
        )
        home.lock_wanted.connect(self.lock_wanted)
        home.backup_wanted.connect(self._back_up)
        home.settings_wanted.connect(self.settings_wanted)

    def _find(self, search: str, filters: Any, offset: int, limit: int) -> list[ListedApplication]:
        return self.office.page(
            search, filters.state, filters.phase, filters.provider, offset, limit
        )

    def _then_home(self, does: Callable[[str], None], application_id: str) -> None:
        does(application_id)
        self.show_home()

    def _tried(self, does: Callable[[], None]) -> None:
        """Do it, or say in words why it cannot be done."""
        try:
            does()
        except Exception as error:
            words = getattr(error, "text", None)
            if not isinstance(words, Text):
                raise
            dialogs.tell_failure(self, Text("没有完成", "Not done"), words)

    def _offer(self, what: Text, name: str, make: Callable[[], bytes]) -> None:
        from poswizard.ui import printing

        printing.offer(self, what, name, make)

    def _print_form(self) -> None:
        if draft := self.draft:
            name = f"{draft.number}-form.pdf"
            self._offer(_FORM, name, partial(self.office.form, draft))

    def _print_calendar(self) -> None:
        if draft := self.draft:
            name = f"{draft.number}.ics"
            self._offer(_CALENDAR, name, partial(self.office.calendar, draft))

    def _print_materials(self) -> None:
        if draft := self.draft:
            name = f"{draft.number}-materials.pdf"
            self._offer(_MATERIALS, name, partial(self.office.material_sheet, draft))

    def _top_of(self, step: type[Step]) -> StepView | None:
        from poswizard.ui.page_registry import top_of
        from poswizard.ui.pages.material_count import MaterialCount

        top = top_of(step)
        if isinstance(top, MaterialCount):
            top.print_wanted.connect(self._print_materials)
        return top

    def _change(self, key: str, row: int | None) -> None:
        field = self.office.flow.field(key)
        if self.wizard and field:
            self.stack.setCurrentWidget(self.wizard)
            self.wizard.returns_to_check = True
            self.wizard.go(self.office.flow.step_of(field), field, row)

    def _show_field(self, key: str) -> None:
        field = self.office.flow.field(key)
        if self.wizard and field:
            self.stack.setCurrentWidget(self.wizard)
            self.wizard.go(self.office.flow.step_of(field), field)

    def _go_to_issue(self, issue: Issue) -> None:
        if self.wizard:
            self.stack.setCurrentWidget(self.wizard)
            self.wizard.go_to(issue)

    def _saved(self, draft: Draft, result: datetime | Exception) -> None:
        if getattr(result, "is_conflict", False):
            self._settle_conflict(draft, getattr(result, "text", _NOT_SAVED))
        elif self.wizard is None or draft is not self.draft:
            return  # the window is closed; a failure is said by whoever waits for the disk
        elif isinstance(result, datetime):
            self.wizard.show_saved(result.astimezone(CHINA_TIME))
        else:
            self.wizard.save_state.show_failed(getattr(result, "text", None) or _NOT_SAVED)

    def _save_again(self) -> None:
        """Try what the disk refused before; the writer still has it."""
        draft = self.draft
        if self.wizard and draft:
            self.wizard.save_state.show_saving()
            saved = lambda _none: self._saved(draft, datetime.now(CHINA_TIME))  # noqa: E731
            run(self.office.save_now, then=saved, failed=partial(self._saved, draft))

    def _settle_conflict(self, draft: Draft, words: Text) -> None:
        """Somebody else saved first: what was written here becomes an application of its own."""
        if draft.saved is None:
            return  # several saves were under way; the copy has what all of them had
        draft.saved = None
        self._tried(lambda: self._keep_as_copy(draft))
        dialogs.tell(self, words, KEPT_AS_COPY)

    def _keep_as_copy(self, draft: Draft) -> None:
        copy = self.office.new_with(draft.session.answers)
        if draft is self.draft:
            self.show_draft(copy)
        else:
            self.home.refresh()

    def _shown_digest(self) -> str:
        """Of what the applicant's window shows, as long as nothing has changed since."""
        applicant, draft = self.applicant, self.draft
        if applicant is None or draft is None:
            return ""
        return applicant.digest if applicant.is_still_true(draft.session, draft.number) else ""

    def _milestone(self) -> Milestone:
        from poswizard.forms.step import Milestone

        return self.office.milestone(self.draft) if self.draft else Milestone.APPLICATION

    def leave_draft(self) -> None:
        """Save and close the application that is open; the list follows once it is on disk."""
        saver = self.saver
        if self.draft:
            self.put_away()
            done = partial(self._left, saver)
            run(self.office.save_now, then=done, failed=self._late_failure)

    def put_away(self) -> None:
        """Close the windows of the application that is open and hand its changes to the store."""
        if self.wizard:
            self.wizard.save_now()
            self.wizard.release()
            self.wizard.deleteLater()
        if self.applicant:
            self.applicant.close()
        if self.draft:
            self.office.note_open(None)
        self.wizard = self.draft = self.applicant = self.saver = None

    def close_store(self) -> Text | None:
        """Put everything away and close the store; gives what is to be said of it afterwards.

        Where somebody else saved first, nobody is asked: both are kept. Raises what keeps something
        from being saved.
        """
        self.put_away()  # not `leave_draft`: nothing may wait for a store that is closed
        if "_ways_in" in self.__dict__:  # made with the first application that was opened
            self._ways_in.close()
        with suppress(Exception):  # what the disk refuses now, closing tries again, and says
            self.office.save_now()
        words = self._keep_conflicts()
        self.office.close()
        return words

    def _keep_conflicts(self) -> Text | None:
        """Keep as copies what the window could not be told of any more; what is to be said of the last."""
        words = None
        for saver in self.findChildren(Saver):
            if saver.conflict is not None and saver.draft.saved is not None:
                self.office.new_with(saver.draft.session.answers)
                saver.draft.saved = None
                words = saver.conflict
        return words

    def _left(self, saver: Saver | None, _none: None) -> None:
        if saver:
            saver.deleteLater()
        self._show_rows()

    def _late_failure(self, error: Exception) -> None:
        if not getattr(error, "is_conflict", False):  # of which `_saved` is told
            words = getattr(error, "text", None) or _NOT_SAVED
            dialogs.tell_failure(self, _NOT_SAVED, words)

    def _back_up(self) -> None:
        name = f"poswizard-{self.office.today():%Y%m%d}.backup"
        file = dialogs.choose_target(self, _BACKUP_FILE, name, ((_BACKUP_FILE, "*.backup"),))
        if file:
            run(
                lambda report: self.office.backup(file, report),
                then=lambda _none: dialogs.tell(self, _BACKED_UP, _BACKUP_OK),
                failed=lambda error: dialogs.tell_failure(
                    self, _BACKUP_FAILED, getattr(error, "text", None) or _BACKUP_FAILED
                ),
                progress=lambda done: None,
            )
