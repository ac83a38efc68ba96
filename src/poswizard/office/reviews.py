"""A received package before the one who decides: all that is known of it, and the signed reply."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from poswizard.package.atomic_file import trouble_in, write_atomically
from poswizard.package.errors import BadMediumError
from poswizard.package.reply import Answered, Judgement, Reply, read_reply, signed_reply
from poswizard.package.seal.errors import AlreadyThereError
from poswizard.storage.received_cases import ReceivedCases, ReceivedRecord
from poswizard.storage.replies import Replies, ReplyRecord
from poswizard.text import Text
from poswizard.wizard.drafts import from_documents

if TYPE_CHECKING:
    from poswizard.forms.answers import Answers
    from poswizard.office.desk import Office
    from poswizard.office.opinions import OpinionDesk

_INSTITUTION = Text("收件机构审核台", "Reviewing desk")


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


class Reviews:
    """Decisions on what came in."""

    def __init__(
        self, office: Office, cases: ReceivedCases, replies: Replies, opinions: OpinionDesk
    ) -> None:
        self._office, self._cases, self._replies = office, cases, replies
        self._opinions = opinions

    def case(self, received_id: str) -> Case:
        """A received package to be looked at; raises `NotFoundError`."""
        record = self._cases.get(received_id)
        data, review = json.loads(record.data), json.loads(record.review)
        documents = data["answers"] | {"reasons": data.get("reasons", {})}
        return Case(
            record,
            from_documents(self._office.flow, documents),
            tuple(review.get("warnings", ())),
            tuple(review.get("remarks", ())),
            json.loads(record.differences) if record.differences else None,
            self._cases.files(received_id),
            tuple(reply_of(one) for one in self._replies.of_received(received_id)),
            tuple(self._cases.revisions(record.sender, record.number)),
        )

    def decide(self, received_id: str, judgement: Judgement) -> ReplyRecord:
        """Decide on a received package: the signed reply, kept; `write_reply` makes the file of it.

        Raises `NoReasonError` for a return without a reason or an explicit none, or a `ReplyError`.
        """
        record = self._cases.get(received_id)
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
        return self._opinions.signing(received_id, partial(self._replies.give, given))

    def write_reply(self, given: ReplyRecord, to: Path) -> Path:
        """The file of a reply, the same as often as it is asked for; never over another file."""
        path = to / reply_of(given).file_name
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


def reply_of(record: ReplyRecord) -> Reply:
    """The reply in a record, which was proved when it was kept."""
    return read_reply(record.signed).reply


def _answered(record: ReceivedRecord) -> Answered:
    return Answered(
        package_id=record.package_id,
        number=record.number,
        revision=record.revision,
        sealed_sha256=record.digest,
        bag_sha256=record.inner_digest,
        sender=record.sender,
    )


def _written(file: Any, data: bytes, to: Path) -> None:
    with trouble_in(to):
        file.write(data)
