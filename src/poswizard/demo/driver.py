"""Plays a whole application through the real window, page by page, as a clerk would."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QLineEdit, QPushButton, QWidget

from poswizard.demo import choosing
from poswizard.demo.answering import Clerk, answer, answer_all
from poswizard.demo.hands import Hands, PlayError, there
from poswizard.demo.rehearsing import go_to_finding, rehearse
from poswizard.demo.samples import Sample
from poswizard.forms.answers import Json
from poswizard.forms.field import Field
from poswizard.forms.rich_kinds import Document, Signature
from poswizard.ui.capture.preferences import Preferences
from poswizard.ui.capture.ways_in import WaysIn
from poswizard.ui.doors import Written
from poswizard.ui.form_page import FormPage
from poswizard.ui.main_window import MainWindow
from poswizard.ui.questions_view import QuestionRow, ReasonLine
from poswizard.ui.widgets.issue_note import IssueNote
from poswizard.ui.wizard_window import WizardWindow
from poswizard.ui.workplace import Workplace
from poswizard.wizard.session import Session
from poswizard.wizard.signing import OLDER_TEXT

if TYPE_CHECKING:  # multimedia is loaded only where a camera is shown anything
    from poswizard.demo.showing import Showing
    from poswizard.ui.capture.fed_cameras import FedCameras

CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
Seen = Callable[[str], None]
"""Told the name of what stands on the screen, for instance to take a picture of it."""


def looks_away(name: str) -> None:
    """For whoever needs no pictures."""


_FOR_SHOW = "演示用样本资料，没有真实客户"


class Driver:
    """One clerk at one window."""

    def __init__(
        self,
        window: MainWindow,
        hands: Hands | None = None,
        *,
        papers: Callable[[str], Path] = Path,
        seen: Seen = looks_away,
        cameras: FedCameras | None = None,
    ) -> None:
        self.window = window
        self.hands = hands or Hands()
        self.seen = seen
        self.papers, self.cameras = papers, cameras
        self.clerk = Clerk(self.hands, papers, self.show_the_applicant)

    # ways

    def begin(self, passphrase: str) -> None:
        """The first start: a passphrase twice, the recovery code, the tick that it is kept."""
        page = there(self.window.gate_page, "gate")
        first = next(line for line in page.findChildren(QLineEdit) if line.isVisible())
        self.seen("first-start")
        self.hands.go_to(first)
        for _ in range(2):
            self.hands.type(passphrase)
            self.hands.key(Qt.Key.Key_Return)
        boxes = page.findChildren(QCheckBox)
        self.hands.wait(lambda: any(b.isVisible() for b in boxes), "the recovery code")
        self.seen("recovery-code")
        self.hands.press(next(box for box in boxes if box.isVisible()))
        self.hands.press(_primary(page))
        self.hands.wait(lambda: self.window.workplace is not None, "the list of applications")

    def unlock(self, passphrase: str) -> None:
        """The gate of a store that is there."""
        page = there(self.window.gate_page, "gate")
        self.hands.go_to(next(x for x in page.findChildren(QLineEdit) if x.isVisible()))
        self.hands.type(passphrase)
        self.hands.key(Qt.Key.Key_Return)
        self.hands.wait(lambda: self.window.workplace is not None, "the list of applications")

    def new_application(self) -> None:
        """Ctrl+N at home."""
        self._plug_in()
        self.hands.key(Qt.Key.Key_N, CONTROL)
        self.hands.wait(lambda: self.workplace.wizard is not None, "the first page")

    def go_to_first_page(self) -> None:
        """Alt+1, from wherever the application is."""
        self.hands.key(Qt.Key.Key_1, ALT)

    def play(self, sample: Sample) -> None:
        """Answer every page of a sample; the last one stays in sight."""
        left = set(sample.answers)
        showing = self._showing(sample)
        while left:
            key = self.page.step.key
            if showing:
                showing.before(self.wizard)
            if left == {key}:
                self.mend(sample)  # before the applicant signs
            self.fill_page(sample)
            self.seen(key)
            left.discard(key)
            if left:
                self.next_page()

    def _plug_in(self) -> None:
        """Let the window have our cameras instead of the machine's."""
        cameras, place = self.cameras, self.workplace
        if cameras is not None:
            remembered = Preferences(place.office.setting, place.office.set)
            place.ways_in = WaysIn(remembered, cameras=lambda: cameras)

    def _showing(self, sample: Sample) -> Showing | None:
        """Papers are held under the camera, where there is one."""
        if self.cameras is None:
            return None
        from poswizard.demo.showing import Showing

        return Showing(self.hands, self.cameras, self.papers, sample)

    def fill_page(self, sample: Sample) -> None:
        """Answer the questions of the page in sight, and give the reasons that its warnings want."""
        page = self.page
        rows = list(page.questions.rows.values())
        answers = sample.typed_first(page.step.key)
        known = {f.name for f in page.step.fields if _is_taken(f, answers, page.session)}
        compared = choosing.compares(page)
        if compared:
            known.add(choosing.CHOSEN)
        answer_all(self.clerk, rows, {n: v for n, v in answers.items() if n not in known})
        if compared:
            choosing.choose_quote(self.hands, compared, answers[choosing.CHOSEN])
        self._give_reasons(page, sample)
        not_taken = [f.key for f in page.step.fields if not _is_taken(f, answers, page.session)]
        if not_taken:
            raise PlayError(f"typed, but not what is kept: {', '.join(not_taken)}")

    def mend(self, sample: Sample) -> None:
        """Have the rehearsal find what was typed wrong, put it right there, and come back."""
        end = self.page
        for key in sample.planted_keys:
            found = rehearse(self.hands, self.workplace)
            self.seen("rehearsal")
            go_to_finding(self.hands, found, key)
            self.hands.wait(self.wizard.isVisible, "the questions")
            answer(self.clerk, self.row(key), sample.value(key))
            while self.page is not end:
                self._sign_again(sample)
                self.next_page()

    def _sign_again(self, sample: Sample) -> None:
        """Where a signature on the page was given for what was changed since."""
        for issue in self.page.session.issues(self.page.step):
            if issue.code == OLDER_TEXT:
                key = issue.field.key
                answer(self.clerk, self.row(key), sample.value(key))

    def rehearse(self) -> None:
        """Ctrl+R on an application that nobody would send back; Esc."""
        found = rehearse(self.hands, self.workplace).rehearsal
        if found is None or not found.is_clean:
            codes = [one.code for one in found.findings] if found else []
            raise PlayError(
                f"the rehearsal still finds {', '.join(codes) or 'nothing that it shows'}"
            )
        self.seen("rehearsal-clean")
        self.back_to_questions()

    def next_page(self) -> None:
        """Ctrl+Enter; a page that wants more stays, which ends the play."""
        before = self.page
        self.hands.key(Qt.Key.Key_Return, CONTROL)
        if self.page is before:
            codes = [f"{i.path} {i.code}" for i in before.session.issues() if i.is_open]
            raise PlayError(f"{before.step.key} is not complete: {', '.join(codes)}")

    def check_answers(self) -> None:
        """F8."""
        self.hands.key(Qt.Key.Key_F8)
        self.hands.wait(self.workplace.review.isVisible, "the answers to be checked")
        self.seen("check-answers")

    def back_to_questions(self) -> None:
        """Esc."""
        self.hands.key(Qt.Key.Key_Escape)
        self.hands.wait(self.wizard.isVisible, "the questions")

    def show_the_applicant(self) -> None:
        """Check answers, the large window for the applicant, and back."""
        self.check_answers()
        self.hands.key(Qt.Key.Key_F9)
        shown = there(self.workplace.applicant, "applicant's window")
        self.hands.wait(shown.isActiveWindow, "the applicant's window")
        self.seen("applicant")
        self.hands.key(Qt.Key.Key_Escape)
        self.hands.wait(lambda: not shown.isVisible(), "the applicant's window to close")
        self.hands.wait(self.window.isActiveWindow, "the window to come back")
        self.back_to_questions()

    def show_export(self) -> None:
        """Ctrl+E."""
        self.hands.key(Qt.Key.Key_E, CONTROL)
        self.hands.wait(self.workplace.hand_over.isVisible, "the export")
        self.seen("export")

    def export(self, to: Path) -> Path:
        """Ctrl+E, the folder, Export; gives the package."""
        self.show_export()
        page = self.workplace.hand_over
        if page.missing.isVisibleTo(page):
            raise PlayError(f"{page.missing.count()} things are open at the export")
        written: list[Written] = []
        page.exported.connect(written.append)
        self.hands.press(
            page.how.plain
        )  # nobody is to open it but whoever looks at the demonstration
        self.hands.go_to(page.how.reason)
        self.hands.type(_FOR_SHOW)
        self.hands.go_to(page.folder)
        self.hands.replace(str(to))
        self.hands.press(page.export)
        self.hands.wait(lambda: bool(written), "the package")
        page.exported.disconnect(written.append)
        self.seen("exported")
        return written[0].path

    def open_first(self) -> None:
        """Enter at home opens the topmost application of the list."""
        self.hands.key(Qt.Key.Key_Return)
        self.hands.wait(lambda: self.workplace.wizard is not None, "the application")

    def home(self) -> None:
        """Back to the list; everything is on disk when it is there."""
        if not self.wizard.isVisible():
            self.hands.press(_button(self.workplace, "返回填写", "Back to the questions"))
        self.hands.press(self.wizard.header.home)
        self.hands.wait(self.workplace.home.isVisible, "the list of applications")

    # what is in sight

    @property
    def workplace(self) -> Workplace:
        """What stands behind the gate."""
        return there(self.window.workplace, "list of applications: the gate is shut")

    @property
    def wizard(self) -> WizardWindow:
        """The application that is open."""
        return there(self.workplace.wizard, "open application")

    @property
    def page(self) -> FormPage:
        """The page in sight."""
        return self.wizard.current_page

    def row(self, key: str) -> QuestionRow:
        """A question of the page in sight, by its key."""
        rows = self.page.questions.rows
        return next(row for field, row in rows.items() if field.key == key)

    # reasons

    def _give_reasons(self, page: FormPage, sample: Sample) -> None:
        for key, reason in sample.reasons.items():
            if key.split(".", 1)[0] == page.step.key:
                self.give_reason(page, key, reason)

    def give_reason(self, page: FormPage, key: str, reason: str) -> None:
        """Write why the warning of this key is accepted."""
        self.hands.wait(lambda: _note(page, key) is not None, f"the warning {key}")
        row, note = there(_note(page, key), "warning")
        self.hands.press(next(b for b in note.findChildren(QPushButton) if b.isVisible()))
        line = there(row.findChild(ReasonLine), "line for the reason")
        self.hands.go_to(line)
        self.hands.type(reason)
        self.hands.key(Qt.Key.Key_Return)


def _is_taken(field: Field[Any], answers: Mapping[str, Json], session: Session) -> bool:
    """Whether the session holds just what the file says; pictures and ink are there at all."""
    if field.name not in answers or field.calculated:
        return True
    kept, wanted = session.answers.stored(field), answers[field.name]
    if isinstance(field, Document | Signature):
        return bool(kept)
    return kept == field.from_json(wanted)


def _note(page: FormPage, key: str) -> tuple[QuestionRow, IssueNote] | None:
    """The row and the note in sight of a warning."""
    for row in page.findChildren(QuestionRow):
        issues: list[Any] = row._shown  # noqa: SLF001 - the note itself does not know its key
        for issue, note in zip(issues, row.notes, strict=False):
            if issue.reason_key == key and note.isVisible():
                return row, note
    return None


def _primary(page: QWidget) -> QAbstractButton:
    """The one button in sight that goes on."""
    shown = (b for b in page.findChildren(QPushButton) if b.isVisible())
    return next(button for button in shown if button.property("kind") == "primary")


def _button(page: QWidget, *words: str) -> QAbstractButton:
    shown = (b for b in page.findChildren(QPushButton) if b.isVisible())
    return next(button for button in shown if button.text() in words)
