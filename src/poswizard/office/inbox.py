"""What comes in: packages, proved and kept as read-only cases; replies, which move the own cases on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from poswizard.office.arrivals import Arrival, Arrivals, PlainRefusedError
from poswizard.office.opinions import OpinionDesk
from poswizard.office.returns import OpenedReply, Returns, WrongCaseError
from poswizard.office.reviews import Case, Reviews
from poswizard.package.reply import Judgement
from poswizard.package.verify import Verdict
from poswizard.package.watch import Cancelled, Progress, never, silent
from poswizard.storage.address_book import AddressBook
from poswizard.storage.errors import NotFoundError
from poswizard.storage.received_cases import ReceivedCases, ReceivedRecord
from poswizard.storage.received_list import ListedCase, ReceivedList
from poswizard.storage.replies import Replies, ReplyRecord

if TYPE_CHECKING:
    from poswizard.office.desk import Draft, Office

__all__ = [
    "Arrival",
    "Case",
    "Inbox",
    "Judgement",
    "OpenedReply",
    "PlainRefusedError",
    "WrongCaseError",
]


class Inbox:
    """Packages and replies that come in."""

    def __init__(self, office: Office) -> None:
        self.cases = ReceivedCases(office.database)
        self.replies = Replies(office.database)
        self._arrivals = Arrivals(office, self.cases)
        self.opinions = OpinionDesk(office)
        self._list = ReceivedList(office.database)
        self._book = AddressBook(office.database)
        self._reviews = Reviews(office, self.cases, self.replies, self.opinions)
        self._returns = Returns(office, self.replies)

    # packages

    def verify(
        self, path: Path, progress: Progress = silent, cancelled: Cancelled = never
    ) -> Verdict:
        """What can be said about a package in hand; nothing is kept."""
        return self._arrivals.verify(path, progress, cancelled)

    def receive(
        self,
        path: Path,
        progress: Progress = silent,
        cancelled: Cancelled = never,
        *,
        allow_plain: bool = False,
    ) -> Arrival:
        """Prove a package and keep it; twice is once. Raises `PlainRefusedError`."""
        return self._arrivals.receive(path, progress, cancelled, allow_plain=allow_plain)

    def received(self) -> list[ReceivedRecord]:
        """Everything that came in, the newest first."""
        return self.cases.all()

    def listed(self) -> list[ListedCase]:
        """Everything that came in as a list shows it, the newest first; quick."""
        return self._list.all()

    def senders(self) -> dict[str, str]:
        """Names of those whose signatures are believed, by fingerprint; quick."""
        return {one.fingerprint: one.name for one in self._book.signers()}

    def missing_from(self, sender: str) -> list[int]:
        """The numbers between the first and the newest of a sender that have not come in."""
        return self._arrivals.missing_from(sender)

    # deciding

    def case(self, received_id: str) -> Case:
        """A received package to be looked at; raises `NotFoundError`."""
        return self._reviews.case(received_id)

    def decide(self, received_id: str, judgement: Judgement) -> ReplyRecord:
        """Decide on a received package: the signed reply, kept; raises `NoReasonError` or a `ReplyError`."""
        return self._reviews.decide(received_id, judgement)

    def last_given(self, received_id: str) -> ReplyRecord:
        """The reply that was given last to a received package; raises `NotFoundError`."""
        given = self.replies.of_received(received_id)
        if not given:
            raise NotFoundError
        return given[-1]

    def write_reply(self, given: ReplyRecord, to: Path) -> Path:
        """The file of a reply, the same as often as it is asked for; never over another file."""
        return self._reviews.write_reply(given, to)

    # replies to own packages

    def open_reply(self, path: Path, draft: Draft | None = None) -> OpenedReply:
        """Take a reply in; see `Returns.open_reply` for what it raises."""
        return self._returns.open_reply(path, draft)

    def last_reply(self, draft: Draft) -> OpenedReply | None:
        """The newest reply to the last package, for as long as no newer revision was made."""
        return self._returns.last_reply(draft)
