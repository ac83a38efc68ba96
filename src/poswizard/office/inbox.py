"""What comes in: packages, proved and kept as read-only cases; replies, which move the own cases on."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from poswizard.domain.china_time import CHINA_TIME
from poswizard.package.atomic_file import trouble_in, write_atomically
from poswizard.package.bag import Bag
from poswizard.package.errors import BadMediumError
from poswizard.package.hand_over import DIFFERENCES
from poswizard.package.json_schema import json_schema
from poswizard.package.outcome import Outcome
from poswizard.package.reply import (
    Answered,
    Finding,
    Judgement,
    ReadReply,
    Reply,
    ReplyError,
    read_reply,
    signed_reply,
)
from poswizard.package.reply_effect import Opened, taken_in, to_open, unplaced
from poswizard.package.seal.cms import MAX_SIGNATURE, MAX_SIGNED_FILE, read_detached
from poswizard.package.seal.errors import AlreadyThereError
from poswizard.package.seal.names import is_sealed, pair
from poswizard.package.seal.open_sealed import SealedVerdict, open_sealed
from poswizard.package.source import opened
from poswizard.package.verify import DATA_FILE, Verdict, verify_package
from poswizard.package.watch import Cancelled, Progress, never, silent
from poswizard.storage.errors import NotFoundError
from poswizard.storage.package_records import PackageRecord
from poswizard.storage.received_cases import ReceivedBytes, ReceivedCases, ReceivedRecord
from poswizard.storage.replies import Replies, ReplyRecord
from poswizard.text import Text
from poswizard.wizard.drafts import from_documents

if TYPE_CHECKING:
    from poswizard.forms.answers import Answers, Json
    from poswizard.office.desk import Draft, Office
    from poswizard.wizard.summary import ListedApplication

REVIEW = "data/review.json"
_MEDIA = {"jpg": "image/jpeg", "png": "image/png", "pdf": "application/pdf"}
_NAMED = ("licence.registered_name", "identity.name")

_GAP = Text(
    "这个发送方有 {0} 份资料包没有收到（序号 {1}）。请与发送方核对：可能还在路上，或制作时作废。",
    "{0} package(s) of this sender have not arrived (number {1}). Ask the sender: on the way, or withdrawn.",
)
_OLDER = Text(
    "这是第 {0} 版，已经收到过更新的第 {1} 版。请按较新的版本审核。",
    "This is revision {0}; revision {1} has arrived already. Review the newer one.",
)
_NEWER_OF = Text(
    "这是第 {0} 版，替换之前收到的第 {1} 版。", "Revision {0}, in place of revision {1}."
)
_UNSIGNED = Text(
    "这份资料包没有加密签名，不能证明是谁做的。请当面或电话核对后再受理。",
    "This package is not signed: nothing proves who made it. Check with the sender before processing.",
)


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


class PlainRefusedError(ReplyError):
    """A package that nobody signed is only taken in on an explicit choice."""

    is_for_lack_of_signature = True

    def __init__(self) -> None:
        super().__init__(
            Text(
                "这份资料包没有加密签名。确认来源后，用“接收未签名的资料包”（命令行加 --plain）再接收。",
                "This package is not signed. Once you are sure of its source, receive it with --plain.",
            )
        )
        self.args = ()


@dataclass(frozen=True, slots=True)
class Arrival:
    """What became of a package that came in."""

    verdict: Verdict
    case: ReceivedRecord | None = None
    """What is stored, if it is."""
    is_new: bool = False
    notes: tuple[Text, ...] = ()
    """What the receiver should know besides: gaps, older revisions."""


@dataclass(frozen=True, slots=True)
class Case:
    """A received package to be looked at; nothing of it can be changed."""

    record: ReceivedRecord
    answers: Answers
    warnings: tuple[dict[str, Any], ...]
    """Of `data/review.json`: field, label, words in both languages, the clerk's reason."""
    remarks: tuple[dict[str, Any], ...]
    differences: dict[str, Any] | None
    """`data/differences.json`, where it is an amendment."""
    files: dict[str, str]
    """Digest of each stored file by its path below `data/`."""
    replies: tuple[Reply, ...]
    revisions: tuple[ReceivedRecord, ...]
    """All that came in of this sender's case, the first revision first."""

    @property
    def is_superseded(self) -> bool:
        """Whether a newer revision has come in."""
        return self.revisions[-1].revision > self.record.revision


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


class Inbox:
    """Packages and replies that come in."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self.cases = ReceivedCases(office.database)
        self.replies = Replies(office.database)

    # packages

    def verify(
        self, path: Path, progress: Progress = silent, cancelled: Cancelled = never
    ) -> Verdict:
        """What can be said about a package in hand; nothing is kept."""
        schema = json_schema(self._office.flow)
        if not is_sealed(path):
            return verify_package(path, progress, cancelled, expected_schema=schema)
        ring = self._office.key_ring
        now = ring.now()
        return open_sealed(path, ring.trust(), now, progress, cancelled, expected_schema=schema)

    def receive(
        self,
        path: Path,
        progress: Progress = silent,
        cancelled: Cancelled = never,
        *,
        allow_plain: bool = False,
    ) -> Arrival:
        """Prove a package and keep it; twice is once. Raises `PlainRefusedError`."""
        verdict = self.verify(path, progress, cancelled)
        bag = verdict.bag
        if verdict.outcome is Outcome.REPLAY:
            return self._again(verdict)
        if verdict.outcome is not Outcome.COMPLETE or bag is None:
            return Arrival(verdict)
        if not isinstance(verdict, SealedVerdict) and not allow_plain:
            raise PlainRefusedError
        received = self._record(path, verdict, bag)
        notes = tuple(self._notes(received))
        case, is_new = self.cases.store(received, _files(bag))
        return Arrival(verdict, case, is_new, notes)

    def received(self) -> list[ReceivedRecord]:
        """Everything that came in, the newest first."""
        return self.cases.all()

    def case(self, received_id: str) -> Case:
        """A received package to be looked at; raises `NotFoundError`."""
        record = self.cases.get(received_id)
        data, review = json.loads(record.data), json.loads(record.review)
        documents = data["answers"] | {"reasons": data.get("reasons", {})}
        return Case(
            record,
            from_documents(self._office.flow, documents),
            tuple(review.get("warnings", ())),
            tuple(review.get("remarks", ())),
            json.loads(record.differences) if record.differences else None,
            self.cases.files(received_id),
            tuple(_reply_of(one) for one in self.replies.of_received(received_id)),
            tuple(self.cases.revisions(record.sender, record.number)),
        )

    def missing_from(self, sender: str) -> list[int]:
        """The numbers between the first and the newest of a sender that have not come in."""
        known = self.cases.sequences(sender)
        return sorted(set(range(known[0], known[-1])) - set(known)) if known else []

    # deciding

    def decide(self, received_id: str, judgement: Judgement) -> ReplyRecord:
        """Decide on a received package: the signed reply, kept; `write_reply` makes the file of it.

        Raises `NoReasonError` for a return without a reason or an explicit none, or a `ReplyError`.
        """
        record = self.cases.get(received_id)
        ring = self._office.key_ring
        reply = judgement.reply(_answered(record), self._office.today())
        station = ring.station_for(_INSTITUTION.zh)
        given = ReplyRecord(
            revision=record.revision,
            decision=judgement.decision.value,
            signer=station.fingerprint,
            signed=signed_reply(reply, station, ring.now()),
            received_id=received_id,
            operator=self._office.operator,
        )
        return self.replies.give(given)

    def write_reply(self, given: ReplyRecord, to: Path) -> Path:
        """The file of a reply, the same as often as it is asked for; never over another file."""
        path = to / _reply_of(given).file_name
        if path.exists():
            if path.read_bytes() == given.signed:
                return path
            raise AlreadyThereError(path.name)

        def check(temporary: Path) -> None:
            with trouble_in(to):
                if temporary.read_bytes() != given.signed:
                    raise BadMediumError(to)

        write_atomically(path, lambda file: _written(file, given.signed, to), check)
        return path

    # replies to own packages

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
        is_known = self.replies.knows(record.digest)
        is_stale = not is_known and self._is_overtaken(listed, package, read)
        if not is_known and not is_stale:
            self._move_on(draft or self._office.open(listed.id), read.reply, package)
        is_new = self.replies.open(record) and not is_stale
        return self._opened(read.reply, listed, is_new, is_stale, signer.name)

    def last_reply(self, draft: Draft) -> OpenedReply | None:
        """The newest reply to the last package, for as long as no newer revision was made."""
        packages = self._office.dispatch.packages(draft)
        found = self.replies.of_application(draft.listed.id)
        if not found or not packages or found[-1].revision != packages[-1].revision:
            return None
        return self._opened(_reply_of(found[-1]), draft.listed, False, False, "")

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
        later = (one.at for one in self.replies.of_application(listed.id))
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

    def _again(self, verdict: Verdict) -> Arrival:
        """The case that is here already; one that only claims to be it has none."""
        bag = verdict.bag
        known = [one for one in self.cases.all() if bag and one.inner_digest == bag.sha256]
        return Arrival(verdict, known[0] if known else None)

    def _record(self, path: Path, verdict: Verdict, bag: Bag) -> ReceivedRecord:
        number, _, revision = bag.name.rpartition("-r")
        data = bag.files[DATA_FILE].read().decode()
        answers = json.loads(data)["answers"]
        differences = bag.files.get(DIFFERENCES)
        plain = ReceivedRecord(
            package_id=f"plain-{bag.sha256[:32]}",
            sender="",
            sequence=None,
            number=number,
            revision=int(revision),
            digest=bag.sha256,
            inner_digest=bag.sha256,
            file_name=path.name,
            size=bag.size,
            verdict=verdict.outcome.value,
            applicant=next((name for key in _NAMED if (name := _said(answers, key))), ""),
            shop=_said(answers, "business.trade_name"),
            data=data,
            review=bag.files[REVIEW].read().decode() if REVIEW in bag.files else "{}",
            differences=differences.read().decode() if differences else None,
            operator=self._office.operator,
        )
        return _signed(plain, path, verdict) if isinstance(verdict, SealedVerdict) else plain

    def _notes(self, received: ReceivedRecord) -> Iterator[Text]:
        if not received.sender:
            yield _UNSIGNED
        others = [one.revision for one in self.cases.revisions(received.sender, received.number)]
        newest = max(others, default=received.revision)
        if newest > received.revision:
            yield _OLDER.format(received.revision, newest)
        elif newest < received.revision:
            yield _NEWER_OF.format(received.revision, newest)
        if received.sequence is not None:
            known = self.cases.sequences(received.sender)
            before = [one for one in known if one < received.sequence]
            gap = range(before[-1] + 1, received.sequence) if before else range(0)
            if gap:
                yield _GAP.format(len(gap), _numbers(gap))


_INSTITUTION = Text("收件机构审核台", "Reviewing desk")


def _signed(plain: ReceivedRecord, path: Path, verdict: SealedVerdict) -> ReceivedRecord:
    """The record of a sealed package; its digest is the one that was signed and proved."""
    stated = verdict.statement
    assert stated is not None  # noqa: S101  (a complete one has it)
    sealed, signature = pair(path)
    with opened(signature) as file:
        proof = file.read(MAX_SIGNATURE + 1)
    return replace(
        plain,
        package_id=stated.package_id,
        sender=stated.signer,
        sequence=stated.sequence,
        digest=read_detached(proof).digest.hex(),
        file_name=sealed.name,
        size=sealed.stat().st_size,
        signature=proof,
    )


def _files(bag: Bag) -> Iterator[ReceivedBytes]:
    """The documents and the printed form; the data stand in the record itself."""
    for path, file in bag.files.items():
        media = _MEDIA.get(path.rpartition(".")[2].lower())
        if media is not None:
            yield ReceivedBytes(path.removeprefix("data/"), media, file.read())


def _answered(record: ReceivedRecord) -> Answered:
    return Answered(
        package_id=record.package_id,
        number=record.number,
        revision=record.revision,
        sealed_sha256=record.digest,
        bag_sha256=record.inner_digest,
        sender=record.sender,
    )


def _is(package: PackageRecord, reply: Reply) -> bool:
    """Whether these are the very bytes that were answered."""
    about = reply.package
    if package.is_sealed:
        return package.sealed_digest == about.sealed_sha256
    return package.digest == about.bag_sha256 == about.sealed_sha256


def _reply_of(record: ReplyRecord) -> Reply:
    """The reply in a record, which was proved when it was kept."""
    return read_reply(record.signed).reply


def _said(answers: dict[str, dict[str, Json]], key: str) -> str:
    step, _, name = key.partition(".")
    value = answers.get(step, {}).get(name)
    return value if isinstance(value, str) else ""


def _numbers(gap: range) -> str:
    return str(gap[0]) if len(gap) == 1 else f"{gap[0]}–{gap[-1]}"


def _written(file: Any, data: bytes, to: Path) -> None:
    with trouble_in(to):
        file.write(data)
