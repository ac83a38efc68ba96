"""The one window: gate, home, wizard, check answers, export. Its title never names a customer."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow, QStackedWidget, QWidget

from poswizard.text import Text
from poswizard.ui import before_paint
from poswizard.ui.idle_lock import IdleLock

if TYPE_CHECKING:
    from poswizard.ui.doors import Gate, Office
    from poswizard.ui.first_start_page import FirstStartPage
    from poswizard.ui.settings_desk import SettingsDesk
    from poswizard.ui.unlock_page import UnlockPage
    from poswizard.ui.workplace import Workplace

_RECOVERY_CODE = Text("恢复码", "Recovery code")
_OPENING = Text("正在打开…", "Opening…")
_NOTICE = Text("提示", "Notice")
_CANNOT_OPEN = Text("资料库打不开", "The store cannot be opened")
_CANNOT_SAVE = Text("还有内容没有存盘", "Something is not saved yet")
_CLOSE_ANYWAY = Text("仍要关闭", "Close all the same")


class MainWindow(QMainWindow):
    """The gate first; once it is open, the workplace behind it."""

    opened = Signal()
    """The list of applications is there."""
    asked = Signal()
    """The page that asks for a key is there."""

    def __init__(self, gate: Gate, *, is_opening: bool = False) -> None:
        """`is_opening`: a key is at hand, and the page that asks for one is spared until it fails."""
        super().__init__()
        self.gate = gate
        self.workplace: Workplace | None = None
        self.setWindowTitle("poswizard")
        self.setMinimumSize(800, 560)
        self.resize(1366, 768)
        self.stack = QStackedWidget()
        self.setCentralWidget(self.stack)
        self.gate_page: QWidget | None = None
        self.settings: SettingsDesk | None = None
        self._conflict: Text | None = None
        self._is_asked = False
        self.idle_lock = IdleLock()
        self.idle_lock.idle.connect(self.lock)
        if isinstance(program := QApplication.instance(), QApplication):
            program.focusChanged.connect(self._keyboard_moved)
        if is_opening:
            self._open_quietly()
        else:
            self.show_gate()

    def show_gate(self) -> None:
        """The first start, or the passphrase."""
        page = self._first_start() if self.gate.is_new() else self._unlock_page()
        self._show_only(page)
        self.gate_page = page
        page.setFocus()
        self.asked.emit()

    def enter(self, office: Office) -> None:
        """Show what stands behind the gate."""
        from poswizard.ui import dialogs
        from poswizard.ui.settings_desk import SettingsDesk

        self.settings = SettingsDesk(self.gate, office, self.idle_lock)
        self.settings.look_changed.connect(self._look_changed)
        self.settings.dress()
        self.settings.set_lock()
        workplace = self._furnish(office)
        self.idle_lock.start()
        self.opened.emit()
        for notice in office.notices():
            dialogs.tell(self, _NOTICE, notice)
        workplace.offer_interrupted()

    def enter_if_open(self, office: Office | None) -> None:
        """Go in, if the store could be opened without asking; else ask."""
        if office is None:
            self.show_gate()
        elif self.workplace is None:
            self.enter(office)

    def _open_quietly(self) -> None:
        from poswizard.ui.background import run

        page = QLabel(str(_OPENING))
        before_paint.centred(page)
        self._show_only(page)
        run(self.gate.enter_quietly, then=self.enter_if_open, failed=self._not_entered)

    def _not_entered(self, error: Exception) -> None:
        from poswizard.ui import dialogs

        self.show_gate()
        dialogs.show_crash(error)

    def _furnish(self, office: Office) -> Workplace:
        from poswizard.ui.workplace import Workplace

        workplace = Workplace(office)
        workplace.lock_wanted.connect(self.lock)
        workplace.settings_wanted.connect(self._show_settings)
        self.workplace = workplace
        self._show_only(workplace)
        workplace.show_home()
        return workplace

    def _keyboard_moved(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is None:  # later: what had it may be in the middle of its end
            QTimer.singleShot(0, self, self._keep_keyboard)

    def _keep_keyboard(self) -> None:
        """When what had the keyboard is gone, the page in sight takes it: its keys act only there."""
        is_nobodys = self.isActiveWindow() and QApplication.focusWidget() is None
        page = self.workplace.stack.currentWidget() if self.workplace else None
        if is_nobodys and page:
            page.setFocus()

    def _show_settings(self) -> None:
        if self.settings:
            self.settings.open(self)

    def _look_changed(self) -> None:
        """Lengths are built into the pages: build them anew at the new size."""
        if self.settings and self.workplace:
            self.workplace.leave_draft()
            self.settings.dress()
            self._furnish(self.workplace.office)

    def lock(self) -> None:
        """Save, close the store and show the gate; nothing of a customer stays on the screen."""
        if self.workplace is None or not self._let_go():
            return
        self.show_gate()
        self._tell_of_copy()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.workplace is not None and not self._let_go():
            event.ignore()
            return
        self._tell_of_copy()
        super().closeEvent(event)

    def _let_go(self) -> bool:
        from poswizard.ui import dialogs

        workplace = self.workplace
        if workplace is None:
            return True
        if self._is_asked:
            return False
        dialogs.close_all()
        try:
            self._conflict = workplace.close_store()
        except Exception as error:  # noqa: BLE001 - whatever it is, the person decides
            if not self._may_abandon(error):
                workplace.show_home()
                return False
            workplace.office.abandon()
        self.workplace = self.settings = None
        self.idle_lock.stop()
        return True

    def _may_abandon(self, error: Exception) -> bool:
        """Whether the person gives up what cannot be saved; meanwhile nobody reads on behind the question."""
        from poswizard.ui import dialogs

        words = getattr(error, "text", None) or Text(str(error), str(error))
        self.stack.hide()
        self._is_asked = True
        gives_up = dialogs.ask(self, _CANNOT_SAVE, words, yes=_CLOSE_ANYWAY, is_dangerous=True)
        self._is_asked = False
        self.stack.show()
        return gives_up

    def _tell_of_copy(self) -> None:
        """Say what became of a change that somebody else's came before, now that nothing is in sight."""
        from poswizard.ui import dialogs

        conflict, self._conflict = self._conflict, None
        if conflict is not None:
            from poswizard.ui.saver import KEPT_AS_COPY

            dialogs.tell(self, conflict, KEPT_AS_COPY)

    def _show_only(self, page: QWidget) -> None:
        for place in range(self.stack.count()):
            # still in the stack: taken out, it would be Python's, and its garbage collector might
            # end it in the middle of a paint event
            if old := self.stack.widget(place):
                old.deleteLater()
        self.stack.setCurrentIndex(self.stack.addWidget(page))

    def _unlock_page(self) -> UnlockPage:
        from poswizard.ui.unlock_page import UnlockPage

        page = UnlockPage(self.gate.version, refusal=self.gate.refusal, remark=self.gate.remark)
        page.unlock_wanted.connect(lambda typed: self._try(partial(self.gate.unlock, typed), page))
        page.recovery_wanted.connect(
            lambda code, new: self._try(partial(self.gate.recover, code, new), page)
        )
        return page

    def _try(self, opens: partial[Office], page: UnlockPage) -> None:
        from poswizard.ui.background import run

        run(opens, then=self.enter, failed=partial(self._not_opened, page))

    def _not_opened(self, page: UnlockPage, error: Exception) -> None:
        from poswizard.ui import dialogs

        words = getattr(error, "text", None)
        if not isinstance(words, Text):
            dialogs.show_crash(error)
        elif getattr(error, "is_wrong_key", False):
            page.show_wrong(self.gate.seconds_to_wait(), words)
        else:
            page.reset()
            dialogs.tell_failure(self, _CANNOT_OPEN, words)

    def _first_start(self) -> FirstStartPage:
        from poswizard.ui.first_start_page import FirstStartPage

        page = FirstStartPage(
            refusal=self.gate.refusal,
            remark=self.gate.remark,
            can_remember=self.gate.can_remember(),
        )
        page.passphrase_chosen.connect(partial(self._create, page))
        page.print_wanted.connect(self._print_code)
        page.finished.connect(self._begin)
        return page

    def _print_code(self, code: str) -> None:
        from poswizard.ui import printing

        make = partial(self.gate.recovery_sheet, code)
        printing.offer(self, _RECOVERY_CODE, "poswizard-recovery-code.pdf", make)

    def _create(self, page: FirstStartPage, passphrase: str, remember: bool) -> None:
        from poswizard.ui.background import run

        page.show_busy()
        run(
            partial(self.gate.create, passphrase, remember),
            then=partial(self._created, page),
            failed=partial(self._not_created, page),
        )

    def _created(self, page: FirstStartPage, made: tuple[Office, str]) -> None:
        self._waiting, code = made
        page.show_recovery_code(code)

    def _not_created(self, page: FirstStartPage, error: Exception) -> None:
        from poswizard.ui import dialogs

        words = getattr(error, "text", None)
        if isinstance(words, Text):
            page.show_failure(words)
        else:
            dialogs.show_crash(error)

    def _begin(self) -> None:
        self.enter(self._waiting)
