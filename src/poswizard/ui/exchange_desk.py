"""What comes in and goes out, in pages: received packages, their review, replies, and the keys for all that."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QStackedWidget

from poswizard.text import Text
from poswizard.ui import dialogs
from poswizard.ui.background import run

if TYPE_CHECKING:
    from poswizard.ui.doors import Draft, Office
    from poswizard.ui.exchange_doors import OpenedReply
    from poswizard.ui.pages.received import ReceivedPage
    from poswizard.ui.pages.reply_page import ReplyPage
    from poswizard.ui.pages.reviewer import ReviewerPage

_NOT_OPENED = Text("答复没有打开", "The reply was not opened")
_REPLY_ENDING = ".p7m"
_PACKAGE_ENDINGS = (".zip", ".zip.age", ".zip.age.p7s")


class ExchangeDesk(QObject):
    """The pages of the exchange, each made when it is first gone to."""

    home_wanted = Signal()
    field_wanted = Signal(str, str, object)
    """Id of an application, key of a question or nothing, and the row or `None`."""
    keys_changed = Signal()

    def __init__(self, office: Office, stack: QStackedWidget) -> None:
        super().__init__(stack)
        self.office, self.stack = office, stack

    @cached_property
    def received(self) -> ReceivedPage:
        """Packages that came in."""
        from poswizard.ui.pages.received import ReceivedPage

        page = ReceivedPage(self.office)
        page.back_wanted.connect(self.home_wanted)
        page.review_wanted.connect(self.show_case)
        page.keys_wanted.connect(self.show_keys)
        self.stack.addWidget(page)
        return page

    @cached_property
    def reviewer(self) -> ReviewerPage:
        """One of them, to be decided on."""
        from poswizard.ui.pages.reviewer import ReviewerPage

        page = ReviewerPage(self.office)
        page.back_wanted.connect(self.show_received)
        self.stack.addWidget(page)
        return page

    @cached_property
    def reply(self) -> ReplyPage:
        """A reply to a package that was made here."""
        from poswizard.ui.pages.reply_page import ReplyPage

        page = ReplyPage()
        page.back_wanted.connect(self.home_wanted)
        page.field_wanted.connect(self.field_wanted)
        self.stack.addWidget(page)
        return page

    def show_received(self, files: Sequence[Path] = ()) -> None:
        """What came in, and these files as well."""
        self.stack.setCurrentWidget(self.received)
        self.received.begin(files)

    def show_case(self, received_id: str) -> None:
        """Review a received case."""
        self.stack.setCurrentWidget(self.reviewer)
        self.reviewer.show_case(received_id)

    def save_now(self) -> None:
        """Put on the disk what was said of received packages; raises what keeps it from being stored."""
        if "reviewer" in self.__dict__:
            self.reviewer.keeper.save_now()

    def open_reply(self, file: Path) -> None:
        """Take in a reply. No application may be open: the case that it moves on is saved beside the window."""
        run(partial(_opened, self.office, file), then=self.show_reply, failed=self._not_opened)

    def show_reply(self, opened: OpenedReply) -> None:
        """The decision, and what is to be done."""
        self.stack.setCurrentWidget(self.reply)
        self.reply.show_reply(opened)

    def show_last_reply(self, draft: Draft) -> bool:
        """The reply that an open application was returned with; whether there is one."""
        opened = self.office.inbox.last_reply(draft)
        if opened is None:
            return False
        self.show_reply(opened)
        return True

    def show_keys(self) -> None:
        """Recipients, trusted signers and the certificate of this station."""
        from poswizard.ui.pages.recipients import KeysDialog

        dialog = KeysDialog(self.stack, self.office)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.finished.connect(self.keys_changed)
        dialog.open()

    def _not_opened(self, error: Exception) -> None:
        words = getattr(error, "text", None)
        if isinstance(words, Text):
            dialogs.tell_failure(self.stack, _NOT_OPENED, words)
        else:
            dialogs.show_crash(error)


def _opened(office: Office, file: Path) -> Any:
    office.save_now()
    return office.inbox.open_reply(file)


def is_reply(file: Path) -> bool:
    """Whether a file is, by its name, a reply."""
    return file.name.lower().endswith(_REPLY_ENDING)


def is_package(file: Path) -> bool:
    """Whether a file is, by its name, a package."""
    return file.name.lower().endswith(_PACKAGE_ENDINGS)
