"""Replies to packages that were made here: each proved, and the case moved on by it, once."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from poswizard.domain.china_time import CHINA_TIME
from poswizard.office.reviews import reply_of
from poswizard.package.reply import Finding, ReadReply, Reply, ReplyError, read_reply
from poswizard.package.reply_effect import Opened, taken_in, to_open, unplaced
from poswizard.package.seal.cms import MAX_SIGNED_FILE
from poswizard.package.source import opened
from poswizard.storage.errors import NotFoundError
from poswizard.storage.package_records import PackageRecord
from poswizard.storage.replies import Replies, ReplyRecord
from poswizard.text import Text

if TYPE_CHECKING:
    from poswizard.office.desk import Draft, Office
    from poswizard.wizard.summary import ListedApplication


class WrongCaseError(ReplyError):
    """The reply answers no package that was made here."""

    def __init__(self, number: str) -> None:
        super().__init__(
            Text(
                "这份答复针对 {0}，但本机没有做过它所答复的资料包（编号、版本或内容对不上），没有采用。请确认发给了正确的网点。",
                "This reply is about {0}, but no package made here is the one it answers. Check that it reached the right branch.",
            ).format(number)
        )
        self.args = (number,)


@dataclass(frozen=True, slots=True)
class OpenedReply:
    """A reply that was taken in, and what is to be done."""

    reply: Reply
    listed: ListedApplication
    is_new: bool
    """Whether it moved the case on just now."""
    is_stale: bool
    """Whether it was overtaken: by a newer revision, or by a newer reply. It is kept, but moves nothing."""
    to_open: tuple[Opened, ...]
    unplaced: tuple[Finding, ...]
    """Reasons that lead to no question."""
    signer: str
    """Name of the trusted signer."""


class Returns:
    """What comes back from those who were sent to."""

    def __init__(self, office: Office, replies: Replies) -> None:
        self._office, self._replies = office, replies

    def open_reply(self, path: Path, draft: Draft | None = None) -> OpenedReply:
        """Take a reply in: proved, trusted, and to a package made here; twice moves nothing.

        `draft` is the application if it is open in a window; else it is opened and saved here. Raises
        `UnsignedError`, `UntrustedError`, a `ReplyError` or a `StorageError`.
        """
        with opened(path) as file:
            data = file.read(MAX_SIGNED_FILE + 1)
        read = read_reply(data)
        ring = self._office.key_ring
        signer = ring.trust().judge(read.signature, ring.now())
        listed, package = self._answered_package(read.reply)
        if draft is not None and draft.listed.id != listed.id:
            raise WrongCaseError(read.reply.package.number)
        record = ReplyRecord(
            revision=read.reply.package.revision,
            decision=read.reply.decision.value,
            signer=signer.fingerprint,
            signed=data,
            application_id=listed.id,
            at=read.signed_at,
            operator=self._office.operator,
        )
        is_known = self._replies.knows(record.digest)
        is_stale = not is_known and self._is_overtaken(listed, package, read)
        if not is_known and not is_stale:
            self._move_on(draft or self._office.open(listed.id), read.reply, package)
        is_new = self._replies.open(record) and not is_stale
        return self._opened(read.reply, listed, is_new, is_stale, signer.name)

    def last_reply(self, draft: Draft) -> OpenedReply | None:
        """The newest reply to the last package, for as long as no newer revision was made."""
        packages = self._office.dispatch.packages(draft)
        found = self._replies.of_application(draft.listed.id)
        if not found or not packages or found[-1].revision != packages[-1].revision:
            return None
        return self._opened(reply_of(found[-1]), draft.listed, False, False, "")

    def _opened(
        self, reply: Reply, listed: ListedApplication, is_new: bool, is_stale: bool, signer: str
    ) -> OpenedReply:
        flow = self._office.flow
        fields, rest = tuple(to_open(flow, reply)), tuple(unplaced(flow, reply))
        return OpenedReply(reply, listed, is_new, is_stale, fields, rest, signer)

    def _answered_package(self, reply: Reply) -> tuple[ListedApplication, PackageRecord]:
        """The application, and the package of it that the reply answers; raises `WrongCaseError`."""
        about = reply.package
        try:
            listed = self._office.applications.find(about.number)
        except NotFoundError:
            raise WrongCaseError(about.number) from None
        own = {one.fingerprint for one in self._office.key_ring.stations.all()} | {""}
        for package in self._office.dispatch.records.of(listed.id):
            if package.revision == about.revision and about.sender in own and _is(package, reply):
                return listed, package
        raise WrongCaseError(about.number)

    def _is_overtaken(
        self, listed: ListedApplication, package: PackageRecord, read: ReadReply
    ) -> bool:
        newest = self._office.dispatch.records.of(listed.id)[-1]
        later = (one.at for one in self._replies.of_application(listed.id))
        return newest.revision > package.revision or any(at and at > read.signed_at for at in later)

    def _move_on(self, draft: Draft, reply: Reply, package: PackageRecord) -> None:
        """The answers first: a crash before the reply is noted lets it be opened again, to the same end."""
        session, today = draft.session, self._office.today()
        sent_on = package.at.astimezone(CHINA_TIME).date() if package.at else today
        new = taken_in(self._office.flow, session.answers, reply, sent_on, today)
        if new != session.answers:
            session.become(new)
        session.save()
        self._office.save_now()


def _is(package: PackageRecord, reply: Reply) -> bool:
    """Whether these are the very bytes that were answered."""
    about = reply.package
    if package.is_sealed:
        return package.sealed_digest == about.sealed_sha256
    return package.digest == about.bag_sha256 == about.sealed_sha256
