"""The reply: what the receiver of a package decided on it, and why, as one signed file.

`<number>-r<revision>-reply-<id>.p7m` is a CMS signature (DER) with strict JSON inside; with ordinary tools:
`openssl cms -verify -inform DER -noverify -in FILE`. It names the package by id and digest, so that a reply
to another package, or to another revision, moves nothing.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from poswizard import __version__
from poswizard.domain.state import ApplicationState
from poswizard.package.data_file import canonical
from poswizard.package.errors import PackageError
from poswizard.package.strict_json import Json, strict_json
from poswizard.text import Text, Vocabulary

if TYPE_CHECKING:
    from poswizard.package.seal.cms import Signature
    from poswizard.package.seal.stations import Station

REPLY_FORMAT, REPLY_VERSION = "poswizard-reply", 1
MOST_REASONS = 60
MOST_WORDS = 500
MOST_REVIEWER = 40
"""Characters, as the question of the review log takes them."""

_MOST_BYTES = 200_000

_PATH = re.compile(
    r"[a-z][a-z0-9_]{0,39}\.[a-z][a-z0-9_]{0,59}(\[[0-9]{1,3}\](\.[a-z][a-z0-9_]{0,59})?)?"
)
_CODE = re.compile(r"[a-z][a-z0-9_]{0,59}")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_ID = re.compile(r"[0-9a-f]{32}")
_PACKAGE_ID = re.compile(r"[A-Za-z0-9-]{1,80}")
_NUMBER = re.compile(r"A-[0-9]{4}-[0-9]{6,9}")
_MERCHANT_ID = re.compile(r"([0-9A-Z]{15})?")


class Decision(Vocabulary):
    """What was decided on a package."""

    ACCEPT = "accept", Text("通过", "accepted")
    SUPPLEMENT = "supplement", Text("要求补件", "supplement requested")
    REJECT = "reject", Text("驳回", "rejected")

    @property
    def state(self) -> ApplicationState:
        """The state that it puts the application in."""
        return _STATES[self]

    @property
    def needs_reasons(self) -> bool:
        """Whether it must say why, or that nothing was said."""
        return self is not Decision.ACCEPT


_STATES = {
    Decision.ACCEPT: ApplicationState.APPROVED,
    Decision.SUPPLEMENT: ApplicationState.SUPPLEMENT_REQUESTED,
    Decision.REJECT: ApplicationState.REJECTED,
}


class ReplyError(PackageError):
    """The reply cannot be made, read or taken in; `text` says why and what to do."""


class NoReasonError(ReplyError):
    """A return must have a reason, or say that there is none."""

    def __init__(self) -> None:
        super().__init__(
            Text(
                "退回必须写明原因：请至少选一条，或明确选择“没有说明原因”。",
                "A return needs a reason: choose at least one, or say explicitly that none is given.",
            )
        )
        self.args = ()


class ReplyFormatError(ReplyError):
    """What is signed is no reply, or not as one must be."""


class NewerReplyError(ReplyError):
    """The reply was made by a newer version of the program."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One reason: by the codebook, what it points at, and in the reviewer's own words."""

    code: str
    """Of `resources/tables/reasons.csv`."""
    path: str = ""
    """`account.number`, `materials.shop_front`, `owners.people[1].id_number`; empty: the whole application."""
    words: str = ""

    @property
    def field_key(self) -> str:
        """Key of the step's field that it points at, without the row."""
        return self.path.partition("[")[0]

    @property
    def row(self) -> int | None:
        """Index of the row, from 0."""
        _, bracket, rest = self.path.partition("[")
        return int(rest.partition("]")[0]) if bracket else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """The package that a reply is about."""

    package_id: str
    number: str
    revision: int
    sealed_sha256: str
    """Of the file that was received."""
    bag_sha256: str
    """Of the package inside."""
    sender: str
    """Fingerprint of the certificate that signed the package; empty for a plain one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """A decision on a package."""

    package: Answered
    decision: Decision
    findings: tuple[Finding, ...] = ()
    none_given: bool = False
    """Whether it says explicitly that there is no reason."""
    decided_on: date
    respond_by: date | None = None
    reviewer: str = ""
    """Department or staff number; no person's name is asked for."""
    remark: str = ""
    merchant_id: str = ""
    """The number that the acquirer has given, 15 characters, where it accepts."""
    id: str = field(default_factory=lambda: uuid.uuid4().hex)

    def __post_init__(self) -> None:
        if self.decision.needs_reasons and not self.findings and not self.none_given:
            raise NoReasonError
        if self.findings and self.none_given:
            raise ReplyFormatError(_BOTH)
        if fault := _fault(self):
            raise ReplyFormatError(fault)

    @property
    def file_name(self) -> str:
        """What the file is called."""
        return f"{self.package.number}-r{self.package.revision}-reply-{self.id[:8]}.p7m"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What a reviewer decides on a received package."""

    decision: Decision
    findings: tuple[Finding, ...] = ()
    none_given: bool = False
    """Whether a return explicitly gives no reason."""
    respond_by: date | None = None
    reviewer: str = ""
    """Department or staff number."""
    remark: str = ""
    merchant_id: str = ""

    def reply(self, package: Answered, today: date) -> Reply:
        """The reply that says so; raises a `ReplyError`."""
        return Reply(
            package=package,
            decision=self.decision,
            findings=self.findings,
            none_given=self.none_given,
            decided_on=today,
            respond_by=self.respond_by,
            reviewer=self.reviewer,
            remark=self.remark,
            merchant_id=self.merchant_id,
        )


def signed_reply(reply: Reply, station: Station, now: datetime) -> bytes:
    """The reply as a signed file."""
    from poswizard.package.seal.cms import signed_file

    return signed_file(canonical(to_json(reply)), station, now)


def to_json(reply: Reply) -> dict[str, Json]:
    """The reply as it stands in the file."""
    about = reply.package
    return {
        "format": {"name": REPLY_FORMAT, "version": REPLY_VERSION},
        "program": __version__,
        "id": reply.id,
        "package": {name: getattr(about, name) for name in Answered.__dataclass_fields__},
        "decision": reply.decision.value,
        "reasons": [_finding_json(one) for one in reply.findings],
        "none_given": reply.none_given,
        "decided_on": reply.decided_on.isoformat(),
        "respond_by": reply.respond_by and reply.respond_by.isoformat(),
        "reviewer": reply.reviewer,
        "remark": reply.remark,
        "merchant_id": reply.merchant_id,
    }


def from_json(data: bytes) -> Reply:
    """The reply that these bytes say, each part of it proved; raises a `ReplyError`."""
    value = strict_json(data, _MOST_BYTES, depth=5)
    if not isinstance(value, dict):
        raise ReplyFormatError(_NO_REPLY)
    _require_format(value.get("format"))
    try:
        return _reply(value)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ReplyFormatError(_NO_REPLY) from error


@dataclass(frozen=True, slots=True)
class ReadReply:
    """A reply whose signature is sound; whether to believe the signer is another question."""

    reply: Reply
    signature: Signature

    @property
    def signed_at(self) -> datetime:
        """When, as the signer's clock said."""
        at = self.signature.signed_at
        assert at is not None  # noqa: S101  (a signed file says so, or it is refused)
        return at


def read_reply(data: bytes) -> ReadReply:
    """The reply in a signed file; raises `UnsignedError`, `JsonError` or a `ReplyError`. Nobody is trusted yet."""
    from poswizard.package.seal.cms import read_signed_file

    signature = read_signed_file(data)
    reply = from_json(signature.content or b"")
    return ReadReply(reply, signature)


def _finding_json(finding: Finding) -> dict[str, Json]:
    return {"code": finding.code, "path": finding.path, "words": finding.words}


def _require_format(stated: Json) -> None:
    if not isinstance(stated, dict) or stated.get("name") != REPLY_FORMAT:
        raise ReplyFormatError(_NO_REPLY)
    version = stated.get("version")
    if type(version) is not int or version < 1:
        raise ReplyFormatError(_NO_REPLY)
    if version > REPLY_VERSION:
        raise NewerReplyError(_NEWER)


_KEYS = {"format", "program", "id", "package", "decision", "reasons", "none_given", "decided_on"}
_KEYS |= {"respond_by", "reviewer", "remark", "merchant_id"}


def _reply(value: Mapping[str, Any]) -> Reply:
    if value.keys() != _KEYS or type(value["none_given"]) is not bool:
        raise ValueError
    return Reply(
        package=Answered(**value["package"]),
        decision=Decision(value["decision"]),
        findings=tuple(map(_finding, value["reasons"])),
        none_given=value["none_given"],
        decided_on=_day(value["decided_on"]),
        respond_by=None if value["respond_by"] is None else _day(value["respond_by"]),
        reviewer=value["reviewer"],
        remark=value["remark"],
        merchant_id=value["merchant_id"],
        id=value["id"],
    )


def _finding(value: Mapping[str, Any]) -> Finding:
    if value.keys() != {"code", "path", "words"}:
        raise ValueError
    return Finding(**value)


def _day(text: str) -> date:
    """`2026-11-20` and no other spelling of it."""
    day = date.fromisoformat(text)
    if day.isoformat() != text:
        raise ValueError
    return day


def _fault(reply: Reply) -> Text | None:
    """What is wrong with the parts, in a file from outside or in one about to be signed."""
    words = [reply.remark, *(one.words for one in reply.findings)]
    if not all(isinstance(one, str) for one in (*words, reply.reviewer)):
        return _NO_REPLY
    if len(reply.findings) > MOST_REASONS or any(len(one) > MOST_WORDS for one in words):
        return _TOO_LONG
    about = reply.package
    sound = (
        _ID.fullmatch(reply.id)
        and _PACKAGE_ID.fullmatch(about.package_id)
        and _NUMBER.fullmatch(about.number)
        and type(about.revision) is int
        and 1 <= about.revision <= 999
        and all(map(_DIGEST.fullmatch, (about.sealed_sha256, about.bag_sha256)))
        and (about.sender == "" or _DIGEST.fullmatch(about.sender))
        and _MERCHANT_ID.fullmatch(reply.merchant_id)
        and len(reply.reviewer) <= MOST_REVIEWER
    )
    return None if sound and all(map(_is_sound, reply.findings)) else _NO_REPLY


def _is_sound(one: Finding) -> bool:
    return bool(_CODE.fullmatch(one.code)) and (not one.path or bool(_PATH.fullmatch(one.path)))


_NO_REPLY = Text(
    "这不是本程序的答复文件，或内容不合规定。请向收件机构索取原文件。",
    "This is no reply of this program, or not as one must be. Ask the institution for the original file.",
)
_NEWER = Text(
    "答复由更新版本的程序制作。请升级本程序后再打开。",
    "The reply was made by a newer version. Update this program, then open it.",
)
_BOTH = Text(
    "已列出原因，就不能再选“没有说明原因”。请去掉其中一个。",
    "Reasons are listed, so it cannot be said that there are none: take one of them away.",
)
_TOO_LONG = Text(
    f"原因最多 {MOST_REASONS} 条，每条文字最多 {MOST_WORDS} 字。请精简后再答复。",
    f"At most {MOST_REASONS} reasons of {MOST_WORDS} characters each. Shorten them.",
)
