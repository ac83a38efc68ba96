"""One application being filled in: phase rail, page, explanation, and the row of buttons below."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from poswizard.forms.field import Field
from poswizard.forms.issue import Issue
from poswizard.forms.step import Phase, Step
from poswizard.text import Text
from poswizard.ui.editors.editor import Desk
from poswizard.ui.finder import Finder
from poswizard.ui.form_page import FormPage, StepView
from poswizard.ui.shortcuts import bind
from poswizard.ui.side_panel import SidePanel
from poswizard.ui.theme import current
from poswizard.ui.widgets.labels import alone
from poswizard.ui.widgets.phase_rail import PhaseRail, RailPhase, RailStep
from poswizard.ui.wizard_bars import WizardFooter, WizardHeader, fits
from poswizard.wizard.progress import StepProgress
from poswizard.wizard.session import Session
from poswizard.wizard.survey import Survey

QUIET_MS = 300
"""Longest time from the last keystroke to the save."""

SLICE, BREATH_MS = 0.001, 5
"""Seconds spent at a time on finding out how the steps stand, and milliseconds until the next."""

SIDE_WIDTH, RAIL_WIDTH = 280, 252

NAME_LENGTH = 16
"""Most characters of a question that the row of buttons quotes."""

_LEFT_ONE = Text(
    "还差“{0}”，再按一次可先跳过", '"{0}" is still to do; press again to go on all the same'
)
_LEFT_MANY = Text(
    "还差 {0} 处，先看“{1}”；再按一次可先跳过",
    '{0} things to do, first "{1}"; press again to go on all the same',
)


@dataclass(frozen=True)
class WizardParts:
    """What the window is given: the application, and what its pages are made of."""

    session: Session
    desk: Desk
    number: str
    top_of: Callable[[type[Step]], StepView | None]


class WizardWindow(QWidget):
    """The wizard of one application."""

    home_wanted = Signal()
    check_wanted = Signal()
    rehearsal_wanted = Signal()
    export_wanted = Signal()
    retry_wanted = Signal()
    """What could not be saved is to be tried again."""

    def __init__(self, parts: WizardParts) -> None:
        super().__init__()
        self.parts, self.session = parts, parts.session
        self.pages: dict[type[Step], FormPage] = {}
        self.survey = Survey(self.session)
        self.rail = PhaseRail()
        self.stack = QStackedWidget()
        self.side = SidePanel()
        self.header, self.footer = WizardHeader(), WizardFooter()
        self.save_state = self.footer.save_state
        self.returns_to_check = False
        """Whether the next page is the check, because a change was asked for from there."""
        self._quiet = QTimer(self, singleShot=True, interval=QUIET_MS)
        self._quiet.timeout.connect(self.save_now)
        self._further = QTimer(self, singleShot=True, interval=BREATH_MS)
        self._further.timeout.connect(self._survey_further)
        self._ahead = QTimer(self, singleShot=True, interval=0)
        self._ahead.timeout.connect(self._build_next)
        self._arrange()
        self._connect()
        self.survey.go_on()
        self.go(self.session.step)

    # moving

    def go(self, step: type[Step], field: Field[Any] | None = None, row: int | None = None) -> None:
        """Show a step, and in it a field."""
        self.save_now()
        self.session.go(step)
        page = self.page(step)
        page.refresh()
        self.stack.setCurrentWidget(page)
        self.show_progress()
        if field is None:
            page.verticalScrollBar().setValue(0)
            page.focus_first()
        else:
            page.focus_field(field, row)
        self._show_buttons()
        self._ahead.start()

    def go_to(self, issue: Issue) -> None:
        """Show what an issue is about, and say everything that is wrong there."""
        step = self.session.flow.step_of(issue.top_field)
        self.page(step).shows_all = True
        self.go(step, issue.top_field, issue.row)

    def go_on(self) -> None:
        """The next page; where something is missing here, it is said once before."""
        page = self.current_page
        was_said = page.shows_all
        left = page.show_everything()
        self.show_progress()
        if left and not was_said:
            page.focus_field(left[0].top_field, left[0].row)
            self._say_what_is_left(left)
            return
        following = self._following()
        if following:
            self.go(following)
        else:
            self.returns_to_check = False
            self.check_wanted.emit()

    def go_back(self) -> None:
        """The page before; from the first, home."""
        before = self.session.flow.next_step(self.session.step, self.session.answers, forward=False)
        if before:
            self.go(before)
        else:
            self.home_wanted.emit()

    def page(self, step: type[Step]) -> FormPage:
        """The page of a step, built when it is first needed."""
        if step not in self.pages:
            page = FormPage(
                step, self.session, self.parts.desk, self.parts.top_of(step), self.stack
            )
            page.left.connect(self.save_now)
            page.caught_up.connect(self._show_here)
            self.pages[step] = page
            self.stack.addWidget(page)
        return self.pages[step]

    @property
    def current_page(self) -> FormPage:
        """The page in sight."""
        return self.page(self.session.step)

    # keeping

    def save_now(self) -> None:
        """Hand what has changed to the store at once."""
        self._quiet.stop()
        if not self.session.is_saved:
            self.save_state.show_saving()
            self.session.save()

    def show_saved(self, at: datetime) -> None:
        """Everything handed over is on disk since `at`, unless something was typed meanwhile."""
        if self.session.is_saved:
            self.save_state.show_saved(at)
        self._further.start()

    def release(self) -> None:
        """Stop listening: the window is about to go."""
        self._stop_listening()
        self._further.stop()
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.disconnect(self._focus_moved)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.side.setVisible(fits(self, WizardHeader.WIDE))
        self.rail.setVisible(fits(self, WizardHeader.MIDDLE))
        self.stack.show()

    def hideEvent(self, event: QHideEvent) -> None:
        self.save_now()
        super().hideEvent(event)

    # showing

    def show_progress(self) -> None:
        """Show where this step stands, and where the others do as far as that is known."""
        self.survey.look_at(self.session.step)
        self._show_rail()
        self.rail.show_current(self.session.step.key)
        self._further.start()

    def find_question(self) -> None:
        """Open the search over all questions."""
        finder = Finder(self, self.session.flow, self.session.answers)
        finder.chosen.connect(lambda field: self.go(self.session.flow.step_of(field), field))
        finder.open()
        finder.line.setFocus()

    def undo(self) -> None:
        """Take back the last change and show where it was."""
        self._show_undone(self.session.undo())

    def redo(self) -> None:
        """Make the last undone change again."""
        self._show_undone(self.session.redo())

    def _show_undone(self, field: Field[Any] | None) -> None:
        if field is not None:
            self.go(self.session.flow.step_of(field), field)

    def _changed(self, field: Field[Any] | None) -> None:
        self._quiet.start()
        self.current_page.refresh_soon()

    def _show_here(self) -> None:
        self._show_left(self.survey.look_at(self.session.step))

    def _survey_further(self) -> None:
        """Find out in short slices what the answers mean for the other steps, then show it."""
        if self.survey.go_on(SLICE):
            self._show_rail()
        else:
            self._further.start()

    def _show_rail(self) -> None:
        self.rail.show_phases([self._rail_phase(phase) for phase in self.session.flow.phases])
        self._show_head()

    def _rail_phase(self, phase: Phase) -> RailPhase:
        states = [self.survey.states[step.key] for step in phase.steps]
        steps = [RailStep(s.step.key, s.step.title, s.state, s.remark) for s in states]
        return RailPhase(phase.key, phase.title, tuple(steps))

    def _show_head(self) -> None:
        answers, flow = self.session.answers, self.session.flow
        name, shop = (flow.field(key) for key in ("identity.name", "business.trade_name"))
        words = [answers.get(f) for f in (name, shop) if f]
        kind, premises = (flow.field(f"basics.{key}") for key in ("merchant_kind", "premises"))
        facts = [alone(str(v)) for f in (kind, premises) if f and (v := answers.get(f)) is not None]
        self.header.show_case([str(w) for w in words if w], [self.parts.number, " · ".join(facts)])

    def _show_buttons(self) -> None:
        following = self._following()
        self.footer.show_following(following.title if following else None)
        self._show_here()

    def _show_left(self, now: StepProgress) -> None:
        self.footer.show_left(now.missing, now.wrong)

    def _following(self) -> type[Step] | None:
        if self.returns_to_check:
            return None
        return self.session.flow.next_step(self.session.step, self.session.answers)

    def _say_what_is_left(self, left: list[Issue]) -> None:
        first = str(left[0].field.label)
        name = first if len(first) <= NAME_LENGTH else f"{first[:NAME_LENGTH]}…"
        words = _LEFT_ONE.format(name) if len(left) == 1 else _LEFT_MANY.format(len(left), name)
        self.footer.say(str(words))

    def _focus_moved(self, old: QWidget | None, new: QWidget | None) -> None:
        if new is None or not self.isVisible() or not self.isAncestorOf(new):
            return
        page = self.current_page
        field = page.focused_field()
        self.side.show_field(self.session.step, field)
        if field:
            page.bring_into_sight(new)

    def _build_next(self) -> None:
        """Build the following page while nothing else is to be done, so that it is there at once."""
        following = self.session.flow.next_step(self.session.step, self.session.answers)
        if following and following not in self.pages:
            self.page(following).refresh()

    def _connect(self) -> None:
        self._stop_listening = self.session.listen(self._changed)
        self.rail.step_wanted.connect(self._go_to_key)
        self.footer.back_wanted.connect(self.go_back)
        self.footer.next_wanted.connect(self.go_on)
        self.header.home_wanted.connect(self.home_wanted)
        self.header.find_wanted.connect(self.find_question)
        self.header.check_wanted.connect(self.check_wanted)
        self.header.rehearsal_wanted.connect(self.rehearsal_wanted)
        self.header.export_wanted.connect(self.export_wanted)
        self.header.steps_wanted.connect(self._turn_rail)
        self.header.explanation_wanted.connect(self._turn_side)
        self.save_state.retry_wanted.connect(self.retry_wanted)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._focus_moved)
        keys: dict[str, Callable[[], object]] = {
            "Ctrl+Return": self.go_on,
            "Ctrl+Enter": self.go_on,
            "Alt+Left": self.go_back,
            "Ctrl+K": self.find_question,
            "Ctrl+S": self.save_now,
            "Ctrl+Shift+Z": self.redo,
            "Ctrl+Z": self.undo,
            "Ctrl+Y": self.redo,
            "F1": self._turn_side,
            "F6": self._next_pane,
            "Ctrl+R": self.rehearsal_wanted.emit,
            "F8": self.check_wanted.emit,
            "Ctrl+E": self.export_wanted.emit,
        }
        for number in range(1, len(self.session.flow.phases) + 1):
            keys[f"Alt+{number}"] = lambda n=number: self._go_to_phase(n)
        bind(self, keys)

    def _go_to_key(self, key: str) -> None:
        step = self.session.flow.step(key)
        if step:
            self._make_room()
            self.go(step)

    def _turn_rail(self) -> None:
        """Where the window is narrow, the steps take the page's place while they are looked at."""
        self.rail.setVisible(self.rail.isHidden())
        if not self.rail.isHidden():
            self.rail.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _turn_side(self) -> None:
        self.side.setVisible(self.side.isHidden())

    def _make_room(self) -> None:
        if not fits(self, WizardHeader.MIDDLE):
            self.rail.hide()

    def _go_to_phase(self, number: int) -> None:
        phase = self.session.flow.phases[number - 1]
        relevant = [s for s in phase.steps if s.relevant.holds(self.session.answers)]
        if relevant:
            self.go(relevant[0])

    def _next_pane(self) -> None:
        """Page, then the row of buttons, then the rail, and round again."""
        focused = QApplication.focusWidget()
        if focused is not None and self.current_page.isAncestorOf(focused):
            self.footer.next.setFocus()
        elif focused is not None and self.footer.isAncestorOf(focused):
            self.rail.show()
            self.rail.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.current_page.focus_first()

    def _arrange(self) -> None:
        middle = QHBoxLayout()
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        px = current().px
        self.rail.setFixedWidth(px(RAIL_WIDTH))
        self.side.setFixedWidth(px(SIDE_WIDTH))
        middle.addWidget(self.rail)
        middle.addWidget(self.stack, 1)
        middle.addWidget(self.side)
        for part in (self.rail, self.side):
            part.hide()  # until there is room, or they would ask for a window wider than the screen
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addWidget(self.header)
        lines.addLayout(middle, 1)
        lines.addWidget(self.footer)
