"""Behind the gate: home, and the applications that are opened from there and left again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal

from poswizard.domain.china_time import CHINA_TIME
from poswizard.text import Text
from poswizard.ui import dialogs
from poswizard.ui.background import run
from poswizard.ui.case_pages import RETURNED, CasePages
from poswizard.ui.exchange_desk import ExchangeDesk, is_package, is_reply
from poswizard.ui.home_window import HomePage
from poswizard.ui.home_words import chips_for, due_items, row_words
from poswizard.ui.saver import NOT_SAVED, Saver, keep_conflicts, words_of
from poswizard.ui.shortcuts import bind
from poswizard.wizard.contents import contents

if TYPE_CHECKING:
    from poswizard.ui.doors import Draft, Office
    from poswizard.ui.pages.paper_pile import PaperPile
    from poswizard.wizard.summary import ListedApplication

_CUT_OFF = Text("上次没有正常退出", "The program was cut off last time")
_CUT_OFF_DETAIL = Text(
    "当时打开的是 {0} {1}。\n进度：{2}\n最后一次存盘：{3}，存盘的内容都在。",
    "{0} {1} was open.\nProgress: {2}\nLast saved: {3}; everything saved is there.",
)
_GO_ON = Text("继续办理", "Go on with it")
_BACKED_UP = Text("备份完成", "Backup written")
_BACKUP_OK = Text(
    "备份已写入并重新打开核对，可以恢复。",
    "The backup was written, opened and compared: it can be restored.",
)
_BACKUP_FAILED = Text("备份没有写成", "No backup was written")
_BACKUP_FILE = Text("备份文件", "Backup file")


class Workplace(CasePages):
    """Home, the pages of an open application, and what concerns the whole store."""

    lock_wanted = Signal()
    settings_wanted = Signal()

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        self.is_open = True
        self.home = HomePage(self._find, partial(row_words, office.today))
        self.stack.addWidget(self.home)
        self.exchange = ExchangeDesk(office, self.stack)
        self._connect()
        bind(self, {"Ctrl+Home": self.show_home, "F7": self._show_last_reply})

    # pages

    @cached_property
    def paper(self) -> PaperPile:
        """Signed paper that comes back."""
        from poswizard.ui.pages.paper_pile import PaperPile

        page = PaperPile(self.office, self.ways_in)
        page.back_wanted.connect(self._leave_paper)
        self.stack.addWidget(page)
        return page

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
        self.home.show_received(self.office.waiting(), self.office.today())
        self.home.refresh()

    def show_paper(self, files: Sequence[Path] = ()) -> None:
        """File signed paper, of the open application or of any."""
        self.save_now()
        self.stack.setCurrentWidget(self.paper)
        self.paper.begin(self.draft, files)

    def _leave_paper(self) -> None:
        if self.wizard:
            self.show_wizard()
        else:
            self.show_home()

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
            self._open(row.id)

    # what home wants

    def _connect(self) -> None:
        home = self.home
        home.new_wanted.connect(lambda: self.tried(lambda: self.show_draft(self.office.new())))
        home.open_wanted.connect(self._open)
        home.copy_wanted.connect(lambda i: self.tried(lambda: self._then_home(self.office.copy, i)))
        home.delete_wanted.connect(
            lambda i: self.tried(lambda: self._then_home(self.office.delete, i))
        )
        home.fork_wanted.connect(lambda i: self.tried(lambda: self._offer_fork(i)))
        home.lock_wanted.connect(self.lock_wanted)
        home.paper_wanted.connect(self.show_paper)
        home.received_wanted.connect(self.exchange.show_received)
        home.files_dropped.connect(self._take_in)
        home.backup_wanted.connect(self._back_up)
        home.settings_wanted.connect(self.settings_wanted)
        self.home_wanted.connect(self.show_home)
        self.paper_wanted.connect(self.show_paper)
        self.recipients_wanted.connect(self.exchange.show_keys)
        self.reply_wanted.connect(self._show_last_reply)
        self.exchange.home_wanted.connect(self.show_home)
        self.exchange.field_wanted.connect(self._correct)
        self.exchange.keys_changed.connect(self._keys_changed)

    def _find(self, search: str, filters: Any, offset: int, limit: int) -> list[ListedApplication]:
        return self.office.page(
            search, filters.state, filters.phase, filters.provider, offset, limit
        )

    def _open(self, application_id: str) -> None:
        self.tried(lambda: self._opened(self.office.open(application_id)))

    def _opened(self, draft: Draft) -> None:
        """The application; what was returned begins with the reasons."""
        self.show_draft(draft)
        if draft.listed.summary.state in RETURNED:
            self.exchange.show_last_reply(draft)

    # what comes back

    def _take_in(self, files: list[Path]) -> None:
        """A reply, packages, or signed paper: their names tell."""
        replies, packages = list(filter(is_reply, files)), list(filter(is_package, files))
        if replies:
            self.exchange.open_reply(replies[0])
        elif packages:
            self.exchange.show_received(packages)
        else:
            self.show_paper(files)

    def _show_last_reply(self) -> None:
        if self.draft:
            self.save_now()
            self.exchange.show_last_reply(self.draft)

    def _correct(self, application_id: str, key: str, row: int | None) -> None:
        """Open an application at a question that a reply names."""
        if self.draft is None or self.draft.listed.id != application_id:
            self.tried(lambda: self.show_draft(self.office.open(application_id)))
        if key:
            self.show_field(key, row)
        else:
            self.show_wizard()

    def _keys_changed(self) -> None:
        if "hand_over" in self.__dict__:
            self.hand_over.show_keys()

    def _offer_fork(self, application_id: str) -> None:
        from poswizard.ui.pages.fork_dialog import ForkDialog

        now = self.office.packs.chosen(application_id)
        dialog = ForkDialog(self, self.office, application_id, now)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fork_wanted.connect(self._fork)
        dialog.open()

    def _fork(self, application_id: str, to: str) -> None:
        self.tried(lambda: self.show_draft(self.office.packs.fork(application_id, to)))

    def _then_home(self, does: Callable[[str], None], application_id: str) -> None:
        does(application_id)
        self.show_home()

    def kept_apart(self) -> None:
        """A copy was kept of an application that is not open any more: the list has it."""
        self.home.refresh()

    # leaving

    def leave_draft(self) -> None:
        """Save and close the application that is open; the list follows once it is on disk."""
        saver = self.saver
        if self.draft:
            self.put_away()
            done = partial(self._left, saver)
            run(self.office.save_now, then=done, failed=self._late_failure)

    def close_store(self) -> Text | None:
        """Put everything away and close the store; gives what is to be said of it afterwards.

        Where somebody else saved first, nobody is asked: both are kept. Raises what keeps something
        from being saved.
        """
        self.exchange.save_now()
        self.put_away()  # not `leave_draft`: nothing may wait for a store that is closed
        if "ways_in" in self.__dict__:  # made with the first application that was opened
            self.ways_in.close()
        with suppress(Exception):  # what the disk refuses now, closing tries again, and says
            self.office.save_now()
        words = keep_conflicts(self, self.office)
        self.office.close()
        return words

    def _left(self, saver: Saver | None, _none: None) -> None:
        if saver:
            saver.deleteLater()
        self._show_rows()

    def _late_failure(self, error: Exception) -> None:
        if not getattr(error, "is_conflict", False):  # of which `_saved` is told
            dialogs.tell_failure(self, NOT_SAVED, words_of(error))

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
