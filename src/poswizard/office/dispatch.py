"""Packages on their way out: sealed or plain, one at a time or prepared for whoever writes many."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from poswizard.office import sent_papers
from poswizard.office.leaving import How, Leaving, Plain, Sealing
from poswizard.office.ledger import GIVEN_UP_AFTER, Ledger
from poswizard.office.revisions import (
    AmendmentError,
    EmptyReasonError,
    NothingSentError,
    ReasonNeededError,
    Revisions,
)
from poswizard.office.sent_papers import NoSuchPackageError
from poswizard.package import hand_over
from poswizard.package.bag_writer import Written
from poswizard.package.data_file import PackageId, canonical, data_file
from poswizard.package.hand_over import Case, IncompleteError
from poswizard.package.parcel import Parcel
from poswizard.package.seal.names import SEALED
from poswizard.package.seal.recipients import require_recipients
from poswizard.package.seal.seal import Sealed, SealOrder
from poswizard.package.seal.statement import AuditHead
from poswizard.package.watch import Cancelled, Progress, Watch, never, silent
from poswizard.providers import catalogue
from poswizard.storage.package_records import PackageRecord
from poswizard.text import Text
from poswizard.wizard.progress import open_issues

if TYPE_CHECKING:
    from poswizard.office.desk import Draft, Office

__all__ = [
    "GIVEN_UP_AFTER",
    "AmendmentError",
    "Dispatch",
    "EmptyReasonError",
    "How",
    "Leaving",
    "NoSuchPackageError",
    "NothingSentError",
    "Plain",
    "ReasonNeededError",
    "Sealing",
]

_STATION = Text("POS 机申请工作站", "POS application station")


class Dispatch(Revisions):
    """What leaves this office, and the record of it."""

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        self.ledger = Ledger(office, self.records)

    # writing

    def seal(
        self,
        draft: Draft,
        to: Path,
        progress: Progress = silent,
        cancelled: Cancelled = never,
        *,
        provider: str | None = None,
    ) -> Sealed:
        """Write the next revision sealed to the institution and the recovery keys, signed by this station.

        `provider` is the key of the pack whose institution receives it, the chosen one unless said.
        Raises `IncompleteError`, a `SealError`, or what the folder or the store has against it.
        """
        leaving = self.prepare(draft, to, Sealing(provider))
        with self.ledger.announced(leaving):
            written = leaving.parcel.written(Watch(progress, cancelled))
        self.ledger.confirm(leaving, written)
        assert isinstance(written, Sealed)  # noqa: S101  (it was ordered sealed)
        return written

    def plain(
        self,
        draft: Draft,
        to: Path,
        reason: str = "",
        progress: Progress = silent,
        cancelled: Cancelled = never,
    ) -> Written:
        """Write the next revision as it is: not encrypted, signed by nobody; the reason is kept."""
        leaving = self.prepare(draft, to, Plain(reason))
        with self.ledger.announced(leaving):
            written = leaving.parcel.written(Watch(progress, cancelled))
        self.ledger.confirm(leaving, written)
        assert isinstance(written, Written)  # noqa: S101  (it was ordered plain)
        return written

    # in parts, for whoever writes many at once

    def prepare(self, draft: Draft, to: Path, how: How) -> Leaving:
        """All that is to be written, if nothing stands against it; the number is taken."""
        self.settle()
        case, today = self.ready(draft), self._office.today()
        answers = case.flow.adapted(case.answers)
        if issues := open_issues(case.flow, answers, today, case.package.milestone):
            raise IncompleteError(issues)
        record = self._record(case, to)
        name, payload = case.package.name, hand_over.payload(case, answers, today)
        info = hand_over.info(case, answers, today)
        if isinstance(how, Plain):
            record = replace(record, file_name=f"{name}.zip", plain_reason=how.reason)
            parcel = Parcel(name, payload, info, to, with_sm3=_asks_for_sm3(case.package))
            return Leaving(draft.listed.id, case, record, parcel)
        order = self._order(case, how)
        recipients = tuple(f"{one.name} ({one.fingerprint[:16]})" for one in order.recipients)
        record = replace(
            record,
            file_name=f"{name}{SEALED}",
            at=order.now,
            package_id=order.package_id,
            sequence=order.sequence,
            recipients=recipients,
        )
        return Leaving(draft.listed.id, case, record, Parcel(name, payload, info, to, order))

    def settle(self) -> None:
        """Find out what became of packages that were cut off while they were written."""
        self.ledger.settle()

    # papers

    def sent(self, draft: Draft, revision: int | None = None) -> PackageRecord:
        """A package that was made, the last one unless its revision is said; raises `NoSuchPackageError`."""
        found = [one for one in self.packages(draft) if revision in (None, one.revision)]
        if not found:
            raise NoSuchPackageError
        return found[-1]

    def cover_sheet(self, draft: Draft, revision: int | None = None) -> bytes:
        """What goes with a package that was made, as PDF, though the application may have been reopened since."""
        return sent_papers.cover_sheet(self._office, self.sent(draft, revision))

    def receipt(self, draft: Draft, revision: int | None = None) -> bytes:
        """What the applicant takes home of a package that was made, as PDF."""
        return sent_papers.receipt(self._office, self.sent(draft, revision))

    def on_receipt(self, draft: Draft) -> list[tuple[str, str]]:
        """What the receipt says of the last package, in Chinese as it is printed; nothing before the first."""
        packages = self.packages(draft)
        return sent_papers.on_receipt(packages[-1]) if packages else []

    def letter(self, draft: Draft, sealed: Path) -> bytes:
        """A mail to the institution with the sealed package attached, as a draft (`.eml`); nothing is sent."""
        return sent_papers.letter(self._office, draft, sealed)

    def _order(self, case: Case, how: Sealing) -> SealOrder:
        ring = self._office.key_ring
        station = ring.station_for(self._organisation(case))
        provider = case.package.provider if how.provider is None else how.provider
        recipients = require_recipients(ring.recipients_for(provider))
        sequence, head = ring.stations.take_turn(station.fingerprint)
        audit = AuditHead(head.counter, head.hash.hex()) if head.counter else None
        to = case.package if how.provider is None else replace(case.package, provider=provider)
        return SealOrder(
            station,
            recipients,
            sequence,
            ring.now(),
            audit=audit,
            with_sm3=_asks_for_sm3(to),
        )

    def _record(self, case: Case, to: Path) -> PackageRecord:
        answers = case.flow.adapted(case.answers)
        content = canonical(data_file(case.flow, answers, case.package, self._office.today()))
        return PackageRecord(
            revision=case.package.revision,
            digest="",
            file_name="",
            size=0,
            operator=self._office.operator,
            reason=case.amended.reason if case.amended else None,
            folder=str(to.absolute()),
            content=content.decode(),
        )

    def _organisation(self, case: Case) -> str:
        """What a station that is made on first need is called."""
        field = case.flow.field("consent.operator_organisation")
        return str((case.answers.get(field) if field else None) or _STATION.zh)[:64]


def _asks_for_sm3(package: PackageId) -> bool:
    """Whether the pack of the provider, in the version that the application is asked by, asks for it."""
    pack = catalogue.pack_at(package.provider, package.pack_version)
    sealing = pack.provider.sealing if pack else None
    return sealing is not None and sealing.sm3_manifest
