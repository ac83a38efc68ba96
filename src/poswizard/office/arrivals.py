"""Packages that come in: proved, and kept as read-only cases; twice is once, gaps and older revisions are said."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from poswizard.office.continuity import heard
from poswizard.package.bag import Bag
from poswizard.package.hand_over import DIFFERENCES
from poswizard.package.json_schema import json_schema
from poswizard.package.outcome import Outcome
from poswizard.package.reply import ReplyError
from poswizard.package.seal.cms import MAX_SIGNATURE, read_detached
from poswizard.package.seal.names import is_sealed, pair
from poswizard.package.seal.open_sealed import SealedVerdict, open_sealed
from poswizard.package.source import opened
from poswizard.package.verify import DATA_FILE, Verdict, verify_package
from poswizard.package.watch import Cancelled, Progress, never, silent
from poswizard.storage.received_cases import ReceivedBytes, ReceivedCases, ReceivedRecord
from poswizard.text import Text

if TYPE_CHECKING:
    from poswizard.forms.answers import Json
    from poswizard.office.desk import Office

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


class Arrivals:
    """What comes in from others."""

    def __init__(self, office: Office, cases: ReceivedCases) -> None:
        self._office, self._cases = office, cases

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
        notes = [*self._notes(received)]
        if isinstance(verdict, SealedVerdict) and verdict.statement is not None:
            notes += heard(self._office.database, verdict.statement)
        case, is_new = self._cases.store(received, _files(bag))
        return Arrival(verdict, case, is_new, tuple(notes))

    def missing_from(self, sender: str) -> list[int]:
        """The numbers between the first and the newest of a sender that have not come in."""
        known = self._cases.sequences(sender)
        return sorted(set(range(known[0], known[-1])) - set(known)) if known else []

    def _again(self, verdict: Verdict) -> Arrival:
        """The case that is here already; one that only claims to be it has none."""
        bag = verdict.bag
        known = [one for one in self._cases.all() if bag and one.inner_digest == bag.sha256]
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
        others = [one.revision for one in self._cases.revisions(received.sender, received.number)]
        newest = max(others, default=received.revision)
        if newest > received.revision:
            yield _OLDER.format(received.revision, newest)
        elif newest < received.revision:
            yield _NEWER_OF.format(received.revision, newest)
        if received.sequence is not None:
            known = self._cases.sequences(received.sender)
            before = [one for one in known if one < received.sequence]
            gap = range(before[-1] + 1, received.sequence) if before else range(0)
            if gap:
                yield _GAP.format(len(gap), _numbers(gap))


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


def _said(answers: dict[str, dict[str, Json]], key: str) -> str:
    step, _, name = key.partition(".")
    value = answers.get(step, {}).get(name)
    return value if isinstance(value, str) else ""


def _numbers(gap: range) -> str:
    return str(gap[0]) if len(gap) == 1 else f"{gap[0]}–{gap[-1]}"
