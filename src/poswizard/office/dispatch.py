"""Packages on their way out: sealed or plain, each announced before it is written; amendments and their reasons."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from poswizard.forms.issue import Issue, Level
from poswizard.forms.step import Milestone
from poswizard.package import hand_over
from poswizard.package.bag import read_bag
from poswizard.package.bag_writer import Written
from poswizard.package.data_file import PackageId, canonical, data_file
from poswizard.package.errors import PackageError
from poswizard.package.hand_over import Case, IncompleteError
from poswizard.package.parcel import Parcel
from poswizard.package.seal.names import SEALED, pair
from poswizard.package.seal.recipients import require_recipients
from poswizard.package.seal.seal import Sealed, SealOrder
from poswizard.package.seal.statement import AuditHead
from poswizard.package.verify import DATA_FILE
from poswizard.package.watch import Cancelled, Progress, Watch, never, silent
from poswizard.steps.review import Review
from poswizard.steps.review_rows import ReviewReason
from poswizard.storage.audit_log import AuditLog
from poswizard.storage.package_records import Announced, PackageRecord
from poswizard.storage.packages import AmendmentRecord, Packages
from poswizard.text import Text, shown_in
from poswizard.wizard import amendment
from poswizard.wizard.amendment import Amended, Difference
from poswizard.wizard.lifecycle import reported_state
from poswizard.wizard.progress import open_issues

if TYPE_CHECKING:
    from poswizard.forms.answers import Answers
    from poswizard.office.desk import Draft, Office

GIVEN_UP_AFTER = timedelta(minutes=15)
"""After so long an announced package is not being written any more: whoever announced it is gone."""

_STATION = Text("POS 机申请工作站", "POS application station")


class AmendmentError(PackageError):
    """What was handed in cannot be made again just so."""


class ReasonNeededError(AmendmentError):
    """It was handed in: another revision needs a reason."""

    def __init__(self) -> None:
        super().__init__(
            Text(
                "这份申请已经提交过。要再出一版，请先写明更正原因（poswizard amend 编号 --reason …）。",
                "This application was handed in. Say why it is amended before making another revision.",
            )
        )
        self.args = ()


class NothingSentError(AmendmentError):
    """There is no package yet that could be amended."""

    def __init__(self) -> None:
        super().__init__(
            Text(
                "还没有导出过资料包，直接修改就行，不用写更正原因。",
                "No package was made yet: simply change the answers, no reason is needed.",
            )
        )
        self.args = ()


class EmptyReasonError(AmendmentError):
    """The reason says nothing."""

    def __init__(self) -> None:
        super().__init__(
            Text(
                f"请写明原因，至少 {amendment.LEAST_REASON} 个字，例如“门头照不清晰，已重拍”。",
                f"Give a reason of at least {amendment.LEAST_REASON} characters.",
            )
        )
        self.args = ()


@dataclass(frozen=True, slots=True)
class Sealing:
    """To be sealed, for the institution of this provider's pack; None: of the chosen one."""

    provider: str | None = None


@dataclass(frozen=True, slots=True)
class Plain:
    """To be left as it is, and why."""

    reason: str = ""


How = Sealing | Plain


@dataclass(frozen=True, slots=True)
class Leaving:
    """One package about to be written."""

    application_id: str
    case: Case
    record: PackageRecord
    """What is known of it before."""
    parcel: Parcel


class Dispatch:
    """What leaves this office, and the record of it."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self.records = Packages(office.database)

    # what there is

    def packages(self, draft: Draft) -> list[PackageRecord]:
        """What was made of an application, the first revision first; the files stay as they were."""
        return self.records.of(draft.listed.id)

    def case(self, draft: Draft) -> Case:
        """What would be packed now, in its revision, with what it says of an amendment."""
        from poswizard.steps.packs import pack_used

        answers = draft.session.answers
        used = pack_used(answers)
        pack = self._office.flow.field("provider.pack")
        package = PackageId(
            draft.number,
            self.records.next_revision(draft.listed.id),
            self.milestone(draft),
            str(answers.get(pack) or "") if pack else "",
            used.version if used else "",
        )
        accepted = self._office.rehearsals.accepted(draft)
        case = Case(self._office.flow, answers, package, self._office.scans.get, accepted=accepted)
        return self._amended(draft, case)

    def milestone(self, draft: Draft) -> Milestone:
        """What is being worked towards; an amendment is towards what it amends."""
        from poswizard.wizard.lifecycle import milestone_now

        amends = self.records.amendment(draft.listed.id) is not None
        if amends and (last := self._last(draft)) is not None:
            return Milestone(json.loads(last.content or "{}").get("milestone", "application"))
        return milestone_now(self._office.flow, draft.session.answers)

    # amending

    def amend(self, draft: Draft, reason: str) -> AmendmentRecord:
        """Note why the next revision is made; raises an `AmendmentError`. What was sent stays as it is."""
        if len(reason.strip()) < amendment.LEAST_REASON:
            raise EmptyReasonError
        if self._last(draft) is None:
            raise NothingSentError
        self._office.save_now()
        return self.records.amend(draft.listed.id, reason.strip(), self._office.operator)

    def amendment(self, draft: Draft) -> AmendmentRecord | None:
        """Why the next revision is made, if it was said."""
        return self.records.amendment(draft.listed.id)

    def needs_reason(self, draft: Draft) -> bool:
        """Whether it was handed in, so that the next revision can only be an amendment with a reason."""
        return self.amendment(draft) is not None or self._was_sent_so(draft, self.milestone(draft))

    def differences(self, draft: Draft) -> list[Difference]:
        """What is not as it stands in the last package, in the current language."""
        last = self._last(draft)
        return self._differences(self.case(draft), draft.session.answers, last) if last else []

    def note_corrections(self, draft: Draft) -> None:
        """Write down, at each reason for the last return, what has been changed about it since.

        Before the package is made: then the log and the package say the same.
        """
        with shown_in("zh"):
            found = self.differences(draft)
        answers, today = draft.session.answers, self._office.today()
        new = amendment.with_corrections(answers, found, today)
        draft.session.answer(Review.reasons, new.stored(Review.reasons))
        draft.session.save()

    # papers

    def on_receipt(self, draft: Draft) -> list[tuple[str, str]]:
        """What the receipt says of the last package, in Chinese as it is printed; nothing before the first."""
        last = self._last(draft)
        if last is None:
            return []
        digest = last.sealed_digest or last.digest
        if last.is_sealed:
            how = f"已加密签名，可打开的有：{'、'.join(last.recipients)}"
        else:
            how = f"没有加密。原因：{last.plain_reason or '（未写明）'}"
        said = [("资料包", last.file_name), ("SHA-256 前 16 位", digest[:16]), ("保护", how)]
        return said + ([("更正原因", last.reason)] if last.reason else [])

    def letter(self, draft: Draft, sealed: Path) -> bytes:
        """A mail to the institution with the sealed package attached, as a draft (`.eml`); nothing is sent."""
        from poswizard.package.letter import letter

        answers = draft.session.answers
        to, body = (
            self._office.flow.field(f"submission.{key}") for key in ("email", "email_draft")
        )
        written = (answers.get(body) if body else None) or ""
        return letter(str((answers.get(to) if to else None) or ""), str(written), pair(sealed))

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
        with self.announced(leaving):
            written = leaving.parcel.written(Watch(progress, cancelled))
        self.confirm(leaving, written)
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
        with self.announced(leaving):
            written = leaving.parcel.written(Watch(progress, cancelled))
        self.confirm(leaving, written)
        assert isinstance(written, Written)  # noqa: S101  (it was ordered plain)
        return written

    # the same in parts, for whoever writes many at once

    def prepare(self, draft: Draft, to: Path, how: How) -> Leaving:
        """All that is to be written, if nothing stands against it; the number is taken."""
        self.settle()
        case, today = self._ready(draft), self._office.today()
        answers = case.flow.adapted(case.answers)
        if issues := open_issues(case.flow, answers, today, case.package.milestone):
            raise IncompleteError(issues)
        record = self._record(case, to)
        name, payload = case.package.name, hand_over.payload(case, answers, today)
        info = hand_over.info(case, answers, today)
        if isinstance(how, Plain):
            record = replace(record, file_name=f"{name}.zip", plain_reason=how.reason)
            return Leaving(draft.listed.id, case, record, Parcel(name, payload, info, to))
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

    @contextmanager
    def announced(self, leaving: Leaving) -> Iterator[None]:
        """Announce a package while it is written; where that goes wrong, the record says what is there."""
        self.announce(leaving)
        try:
            yield
        except BaseException:
            self.withdraw(leaving)
            raise

    def announce(self, leaving: Leaving) -> None:
        """Say that the files are about to be written; raises `ConflictError` if the revision is taken."""
        try:
            self.records.announce(leaving.application_id, leaving.record)
        except BaseException:
            self._give_back(leaving)
            raise

    def withdraw(self, leaving: Leaving) -> None:
        """It was not finished: as if it had never been begun, unless its file has its name already.

        The failure may have come after that, when the folder was flushed: then the package counts.
        """
        found = self._found_whole(leaving.record, leaving.parcel.to)
        if found is not None:
            self.records.confirm(leaving.application_id, found)
            return
        self.records.withdraw(leaving.application_id, leaving.record)
        self._give_back(leaving)

    def _give_back(self, leaving: Leaving) -> None:
        order = leaving.parcel.order
        if order is not None:
            stations = self._office.key_ring.stations
            stations.give_back_sequence(order.station.fingerprint, order.sequence)

    def confirm(self, leaving: Leaving, written: Sealed | Written) -> None:
        """The files have their names."""
        record = replace(leaving.record, size=written.size)
        if isinstance(written, Written):
            record = replace(record, digest=written.sha256)
        else:
            record = replace(
                record,
                digest=written.bag_sha256,
                sealed_digest=written.sha256,
                signature_digest=written.signature_sha256,
            )
        self.records.confirm(leaving.application_id, record)

    def settle(self) -> None:
        """Find out what became of packages that were cut off between announcing and confirming."""
        now = self._office.database.clock.now()
        for one in self.records.announced():
            if one.package.at is not None and now - one.package.at > GIVEN_UP_AFTER:
                self._settle(one)

    def _settle(self, one: Announced) -> None:
        folder = Path(one.package.folder or "")
        if not folder.is_dir():
            return  # the drive is not here: nobody can say yet
        found = self._found_whole(one.package, folder)
        if found is None:
            self.records.withdraw(one.application_id, one.package)
        else:
            self.records.confirm(one.application_id, found)

    def _found_whole(self, package: PackageRecord, folder: Path) -> PackageRecord | None:
        """The record of an announced file that has its name after all; None if there is none, or another."""
        path = folder / package.file_name
        try:
            if package.sequence is None:
                return _found_plain(package, path)
            own = {one.fingerprint for one in self._office.key_ring.stations.all()}
            return _found_sealed(package, path, own)
        except (PackageError, OSError):
            return None

    def _ready(self, draft: Draft) -> Case:
        """The case, if what was sent before does not stand against packing it now."""
        case = self.case(draft)
        if case.amended is None and self._was_sent_so(draft, case.package.milestone):
            raise ReasonNeededError
        if case.amended is not None:
            self._require_corrections(case.answers)
        return case

    def _was_sent_so(self, draft: Draft, milestone: Milestone) -> bool:
        last = self._last(draft)
        if last is None or last.content is None:
            return False
        state = reported_state(self._office.flow, draft.session.answers)
        is_same = json.loads(last.content).get("milestone") == milestone.value
        return is_same and state is not None and state.was_submitted

    def _require_corrections(self, answers: Answers) -> None:
        """Rule 37: a return is answered reason by reason."""
        open_reasons = amendment.uncorrected(answers)
        if open_reasons:
            raise IncompleteError([_not_corrected(index) for index in open_reasons])

    def _amended(self, draft: Draft, case: Case) -> Case:
        record, last = self.records.amendment(draft.listed.id), self._last(draft)
        if record is None or last is None:
            return case
        with shown_in("zh"):
            found = self._differences(case, case.answers, last)
        today = self._office.today()
        answers = amendment.with_corrections(case.answers, found, today)
        amended = Amended(
            last.revision,
            last.digest,
            record.reason,
            today,
            tuple(found),
            tuple(amendment.corrections(answers)),
        )
        return replace(case, answers=answers, amended=amended)

    def _differences(self, case: Case, answers: Answers, last: PackageRecord) -> list[Difference]:
        before = json.loads(last.content or "{}").get("answers", {})
        after = data_file(case.flow, case.flow.adapted(answers), case.package, self._office.today())
        return amendment.differences(case.flow, before, after["answers"])

    def _order(self, case: Case, how: Sealing) -> SealOrder:
        ring = self._office.key_ring
        station = ring.station_for(self._organisation(case))
        provider = case.package.provider if how.provider is None else how.provider
        recipients = require_recipients(ring.recipients_for(provider))
        sequence = ring.stations.take_sequence(station.fingerprint)
        return SealOrder(station, recipients, sequence, ring.now(), audit=self._audit_head())

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

    def _last(self, draft: Draft) -> PackageRecord | None:
        return next(reversed(self.packages(draft)), None)

    def _audit_head(self) -> AuditHead | None:
        head = AuditLog(self._office.database).head()
        return AuditHead(head.counter, head.hash.hex()) if head.counter else None

    def _organisation(self, case: Case) -> str:
        """What a station that is made on first need is called."""
        field = case.flow.field("consent.operator_organisation")
        return str((case.answers.get(field) if field else None) or _STATION.zh)[:64]


def _found_plain(package: PackageRecord, path: Path) -> PackageRecord | None:
    bag = read_bag(path)
    if bag.files[DATA_FILE].read().decode() != package.content:
        return None
    return replace(package, digest=bag.sha256, size=bag.size)


def _found_sealed(package: PackageRecord, path: Path, own: set[str]) -> PackageRecord | None:
    """One of another time, which a restored store may meet under the same name, was signed at another moment."""
    from poswizard.package.seal.cms import read_detached

    data, proof = path.read_bytes(), pair(path)[1].read_bytes()
    signature = read_detached(proof, hashlib.sha256(data).digest())
    moment = package.at and package.at.replace(microsecond=0)
    if signature.certificate.fingerprint not in own or signature.signed_at != moment:
        return None
    return replace(
        package,
        size=len(data),
        sealed_digest=hashlib.sha256(data).hexdigest(),
        signature_digest=hashlib.sha256(proof).hexdigest(),
    )


def _not_corrected(index: int) -> Issue:
    words = Text(
        "这条退回原因还没写怎么改的：请改好对应内容，或写明“怎么改的”",
        "This reason has no correction yet: correct what it names, or say what was done",
    )
    source = "微信支付商户进件文档（驳回后修改重新提交）"
    field = ReviewReason.correction
    return Issue(field, "review.not_corrected", Level.ERROR, words, source, Review.reasons, index)
