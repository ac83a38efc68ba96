"""`data/seal.json`: who sealed a package, for whom, and which number it has; under the manifest and the signature.

Outside the encryption anybody could change what a file says of itself; what stands here, only the signer.
"""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from poswizard.package.data_file import canonical
from poswizard.package.errors import JsonError
from poswizard.package.strict_json import Json, strict_json
from poswizard.text import Text

PATH = "data/seal.json"
FORMAT_NAME, FORMAT_VERSION = "poswizard-seal", 1

_MAX = 40_000  # bytes
_HEX = re.compile(r"[0-9a-f]{64}")
_TIME = "%Y-%m-%dT%H:%M:%SZ"


@dataclass(frozen=True, slots=True)
class Addressee:
    """Somebody who can read the package: name, and fingerprint of the key (SHA-256 of `age1…`)."""

    name: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class AuditHead:
    """The newest event of the sender's record of events: a store put back later shows as a fork."""

    counter: int
    hash: str
    """Lower-case hex."""


@dataclass(frozen=True, slots=True)
class Statement:
    """What the signer says of the package."""

    suite: str
    package_id: str
    """A random UUID: one package is received once."""
    name: str
    """`<number>-r<revision>`."""
    sequence: int
    """1, 2, 3 … for each station: a gap is a package that did not arrive."""
    signer: str
    """Fingerprint of the certificate."""
    signer_name: str
    recipients: tuple[Addressee, ...]
    sealed_at: datetime
    """Aware, UTC, by the sender's clock, whole seconds."""
    audit: AuditHead | None = None

    def to_bytes(self) -> bytes:
        """The file."""
        return canonical(self._document())

    def _document(self) -> dict[str, Any]:
        head = self.audit
        return {
            "format": {"name": FORMAT_NAME, "version": FORMAT_VERSION},
            "suite": self.suite,
            "package_id": self.package_id,
            "package": self.name,
            "sequence": self.sequence,
            "signer": {"fingerprint": self.signer, "name": self.signer_name},
            "recipients": [{"fingerprint": r.fingerprint, "name": r.name} for r in self.recipients],
            "sealed_at": self.sealed_at.astimezone(UTC).strftime(_TIME),
            "audit": {"counter": head.counter, "hash": head.hash} if head else None,
        }


class NewerSealError(JsonError):
    """A newer version of the program made it."""


def read_statement(data: bytes) -> Statement:
    """The statement, if it is worded exactly as `Statement.to_bytes` does; raises `JsonError`."""
    document = strict_json(data, cap=_MAX, depth=4)
    _require_version(document)
    try:
        found = _statement(document)
        is_so = found.to_bytes() == data and _makes_sense(found)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise JsonError(_NOT_SO) from error
    if not is_so:
        raise JsonError(_NOT_SO)
    return found


def _require_version(document: Json) -> None:
    stated = document.get("format") if isinstance(document, dict) else None
    if not isinstance(stated, dict) or stated.get("name") != FORMAT_NAME:
        raise JsonError(_NOT_SO)
    version = stated.get("version")
    if type(version) is int and version > FORMAT_VERSION:
        raise NewerSealError(_NEWER)


def _statement(document: Json) -> Statement:
    stated = _Stated(document)
    signer = stated.part("signer")
    head = stated.part("audit") if stated.document["audit"] is not None else None
    people = stated.parts("recipients")
    return Statement(
        suite=stated.text("suite"),
        package_id=stated.text("package_id"),
        name=stated.text("package"),
        sequence=stated.number("sequence"),
        signer=signer.text("fingerprint"),
        signer_name=signer.text("name"),
        recipients=tuple(Addressee(one.text("name"), one.text("fingerprint")) for one in people),
        sealed_at=datetime.strptime(stated.text("sealed_at"), _TIME).replace(tzinfo=UTC),
        audit=AuditHead(head.number("counter"), head.text("hash")) if head else None,
    )


def _makes_sense(found: Statement) -> bool:
    """Numbers and digests are ones; the rest is compared with what was proved elsewhere."""
    digests = [found.signer, *(one.fingerprint for one in found.recipients)]
    digests += [found.audit.hash] if found.audit else []
    counts = [found.sequence, found.audit.counter if found.audit else 1]
    is_id = str(uuid.UUID(found.package_id)) == found.package_id
    return is_id and min(counts) > 0 and all(map(_HEX.fullmatch, digests))


class _Stated:
    """An object from outside, each member asked for by its type."""

    def __init__(self, document: Json) -> None:
        if not isinstance(document, dict):
            raise TypeError
        self.document: dict[str, Json] = document

    def part(self, name: str) -> _Stated:
        return _Stated(self.document[name])

    def parts(self, name: str) -> list[_Stated]:
        if not isinstance(found := self.document[name], list):
            raise TypeError
        return [_Stated(one) for one in found]

    def text(self, name: str) -> str:
        if not isinstance(found := self.document[name], str):
            raise TypeError
        return found

    def number(self, name: str) -> int:
        if type(found := self.document[name]) is not int:
            raise TypeError
        return found


_NOT_SO = Text(
    "封装说明不合规定。请向发送人索取原文件。",
    "The statement about the seal is not worded as it has to be. Ask the sender for the original file.",
)
_NEWER = Text(
    "封装格式比本程序新。请升级本程序后再打开。",
    "The seal's format is newer than this program. Update it, then open the package.",
)
