"""The pages of one open application: its wizard, its check and its export, and the ways between them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from poswizard.domain.china_time import CHINA_TIME
from poswizard.domain.state import ApplicationState
from poswizard.text import Text
from poswizard.ui import dialogs
from poswizard.ui.background import run
from poswizard.ui.saver import KEPT_AS_COPY, Saver, words_of

if TYPE_CHECKING:  # the list of applications does not wait for what an open application needs
    from poswizard.forms.field import Field
    from poswizard.forms.issue import Issue
    from poswizard.forms.step import Milestone, Step
    from poswizard.ui.applicant_window import ApplicantWindow
    from poswizard.ui.capture.ways_in import WaysIn
    from poswizard.ui.doors import Draft, Office
    from poswizard.ui.editors.editor import Desk
    from poswizard.ui.form_page import StepView
    from poswizard.ui.pages.hand_over import HandOverPage
    from poswizard.ui.pages.rehearsal import RehearsalPage
    from poswizard.ui.pages.review import ReviewPage
    from poswizard.ui.wizard_window import WizardWindow

RETURNED = (ApplicationState.SUPPLEMENT_REQUESTED.value, ApplicationState.REJECTED.value)
"""States of an application that came back."""

_FORM = Text("申请表", "Form")
_CONSENT = Text("同意书", "Consent")
_CALENDAR = Text("日历文件", "Calendar file")
_MATERIALS = Text("材料清单", "List of documents")
_NOT_DONE = Text("没有完成", "Not done")


class CasePages(QWidget):
    """A stack of pages, and in it those of the application that is open, if one is."""

    home_wanted = Signal()
    paper_wanted = Signal()
    recipients_wanted = Signal()
    reply_wanted = Signal()
    """The list of what the open application was returned for."""

    def __init__(self, office: Office) -> None:
        super().__init__()
        self.office = office
        self.draft: Draft | None = None
        self.saver: Saver | None = None
        self.wizard: WizardWindow | None = None
        self.applicant: ApplicantWindow | None = None
        self.stack = QStackedWidget()
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addWidget(self.stack)

    # pages, each made when it is first gone to: the list needs none of them

    @cached_property
    def review(self) -> ReviewPage:
        """Check answers."""
        from poswizard.ui.pages.review import ReviewPage

        page = ReviewPage()
        page.back_wanted.connect(self.show_wizard)
        page.change_wanted.connect(self._change)
        page.applicant_wanted.connect(self.show_applicant)
        page.export_wanted.connect(self.show_hand_over)
        page.rehearsal_wanted.connect(self.show_rehearsal)
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
        page.field_wanted.connect(self.show_field)
        page.recipients_wanted.connect(self.recipients_wanted)
        page.rehearsal.look_wanted.connect(self.show_rehearsal)
        self.stack.addWidget(page)
        return page

    @cached_property
    def rehearsal(self) -> RehearsalPage:
        """What a reviewer would send back."""
        from poswizard.ui.pages.rehearsal import RehearsalPage

        page = RehearsalPage(self.office)
        page.back_wanted.connect(self.show_wizard)
        page.export_wanted.connect(self.show_hand_over)
        page.issue_chosen.connect(self._go_to_issue)
        self.stack.addWidget(page)
        return page

    @cached_property
    def ways_in(self) -> WaysIn:
        """Camera, scanner and watched folder, with what is remembered of them."""
        from poswizard.ui.capture.preferences import Preferences
        from poswizard.ui.capture.ways_in import WaysIn

        return WaysIn(Preferences(self.office.setting, self.office.set))

    # opening and putting away

    def show_draft(self, draft: Draft) -> None:
        """The wizard of an application."""
        from poswizard.ui.wizard_window import WizardParts, WizardWindow

        self.leave_draft()
        self.draft = draft
        self.office.note_open(draft)
        self.saver = saver = Saver(self, draft)
        wizard = WizardWindow(WizardParts(draft.session, self._desk(), draft.number, self._top_of))
        saver.saved.connect(partial(self._saved, saver), Qt.ConnectionType.QueuedConnection)
        draft.saved = saver.tell
        wizard.home_wanted.connect(self.home_wanted)
        wizard.check_wanted.connect(self.show_review)
        wizard.export_wanted.connect(self.show_hand_over)
        wizard.rehearsal_wanted.connect(self.show_rehearsal)
        wizard.retry_wanted.connect(self._save_again)
        wizard.header.reply_wanted.connect(self.reply_wanted)
        wizard.header.show_returned(self._is_returned(draft))
        self.wizard = wizard
        self.stack.addWidget(wizard)
        self.stack.setCurrentWidget(wizard)
        wizard.current_page.focus_first()

    def _is_returned(self, draft: Draft) -> bool:
        """Whether it came back, with a reply that says why."""
        returned = draft.listed.summary.state in RETURNED
        return returned and self.office.inbox.last_reply(draft) is not None

    def leave_draft(self) -> None:
        """Close the application that is open."""
        self.put_away()

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

    def save_now(self) -> None:
        """Hand everything to the store."""
        if self.wizard:
            self.wizard.save_now()

    # between the pages

    def show_wizard(self) -> None:
        """Back to the questions."""
        if self.wizard:
            self.stack.setCurrentWidget(self.wizard)
            self.wizard.current_page.focus_first()

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

    def show_rehearsal(self) -> None:
        """The rehearsal, made anew."""
        if self.draft and self.wizard:
            self.wizard.save_now()
            self.stack.setCurrentWidget(self.rehearsal)
            self.rehearsal.show_draft(self.draft)

    def show_applicant(self) -> None:
        """The window turned to the applicant."""
        from poswizard.ui.applicant_window import ApplicantWindow

        if self.draft is None:
            return
        if self.applicant is None:
            self.applicant = ApplicantWindow()
        self.applicant.show_session(self.draft.session, self.draft.number)
        self.applicant.show()

    def show_field(self, key: str, row: int | None = None) -> None:
        """One question, by its key."""
        field = self.office.flow.field(key)
        if self.wizard and field:
            self.stack.setCurrentWidget(self.wizard)
            self.wizard.go(self.office.flow.step_of(field), field, row)

    def _change(self, key: str, row: int | None) -> None:
        if self.wizard:
            self.wizard.returns_to_check = True
            self.show_field(key, row)

    def _go_to_issue(self, issue: Issue) -> None:
        if self.wizard:
            self.stack.setCurrentWidget(self.wizard)
            self.wizard.go_to(issue)

    def _desk(self) -> Desk:
        from poswizard.ui.editors.editor import Desk
        from poswizard.ui.editors.reading_queue import ReadingQueue
        from poswizard.ui.questions_view import QuestionsView

        desk = Desk(
            scans=self.office.scans,
            intake=self.office.intake,
            bench=self.office.workbench,
            readings=ReadingQueue(self.office.reader, self.office.scans),
            today=self.office.today,
            shown_digest=self._shown_digest,
            questions=lambda part, shows_all: QuestionsView(part, desk, shows_all),
            ways_in=self.ways_in,
        )
        return desk

    def _top_of(self, step: type[Step]) -> StepView | None:
        from poswizard.ui.page_registry import top_of
        from poswizard.ui.pages.material_count import MaterialCount
        from poswizard.ui.pages.signed_paper import SignedPaper

        top = top_of(step)
        if isinstance(top, MaterialCount):
            top.print_wanted.connect(self._print_materials)
        if isinstance(top, SignedPaper):
            top.print_wanted.connect(self._print_consent if top.is_consent else self._print_form)
            top.scan_wanted.connect(self.paper_wanted)
        return top

    def _milestone(self) -> Milestone:
        from poswizard.forms.step import Milestone

        return self.office.milestone(self.draft) if self.draft else Milestone.APPLICATION

    def _shown_digest(self, field: Field[Any]) -> str:
        """Of what the applicant's window shows, if that is signed here and nothing has changed since."""
        from poswizard.wizard.signing import covers_form

        applicant, draft = self.applicant, self.draft
        if applicant is None or draft is None or not covers_form(field):
            return ""
        return applicant.digest if applicant.is_still_true(draft.session, draft.number) else ""

    # saving

    def _saved(self, saver: Saver, result: datetime | Exception) -> None:
        if getattr(result, "is_conflict", False):
            self._settle_conflict(saver, words_of(result))
        elif self.wizard is None or saver is not self.saver:
            return  # the window is closed; a failure is said by whoever waits for the disk
        elif isinstance(result, datetime):
            self.wizard.show_saved(result.astimezone(CHINA_TIME))
        else:
            self.wizard.save_state.show_failed(words_of(result))

    def _save_again(self) -> None:
        """Try what the disk refused before; the writer still has it."""
        if self.wizard and (saver := self.saver):
            self.wizard.save_state.show_saving()
            saved = lambda _none: self._saved(saver, datetime.now(CHINA_TIME))  # noqa: E731
            run(self.office.save_now, then=saved, failed=partial(self._saved, saver))

    def _settle_conflict(self, saver: Saver, words: Text) -> None:
        """Somebody else saved first: what was written here becomes an application of its own."""
        if saver.draft.saved is not None:
            self.tried(lambda: self._keep_as_copy(saver))
            dialogs.tell(self, words, KEPT_AS_COPY)

    def _keep_as_copy(self, saver: Saver) -> None:
        copy = saver.keep_as_copy(self.office)
        if copy is not None and saver is self.saver:
            self.show_draft(copy)
        else:
            self.kept_apart()

    def kept_apart(self) -> None:
        """A copy was kept of an application that is not open any more."""

    def tried(self, does: Callable[[], object]) -> None:
        """Do it, or say in words why it cannot be done."""
        try:
            does()
        except Exception as error:
            words = getattr(error, "text", None)
            if not isinstance(words, Text):
                raise
            dialogs.tell_failure(self, _NOT_DONE, words)

    # printing

    def _offer(self, what: Text, ending: str, make: Callable[[Draft], bytes]) -> None:
        from poswizard.ui import printing

        if draft := self.draft:
            printing.offer(self, what, f"{draft.number}{ending}", partial(make, draft))

    def _print_form(self) -> None:
        self._offer(_FORM, "-form.pdf", self.office.form)

    def _print_consent(self) -> None:
        self._offer(_CONSENT, "-consent.pdf", self.office.consent_sheet)

    def _print_calendar(self) -> None:
        self._offer(_CALENDAR, ".ics", self.office.calendar)

    def _print_materials(self) -> None:
        self._offer(_MATERIALS, "-materials.pdf", self.office.material_sheet)
