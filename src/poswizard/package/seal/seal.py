"""Seal a package: pack it in memory, encrypt, sign, write both files, and prove what the medium gives back."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from poswizard.domain.china_time import CHINA_TIME
from poswizard.package import hand_over
from poswizard.package.bag_writer import Content, packed_bag
from poswizard.package.errors import TooLargeError
from poswizard.package.seal import names, statement
from poswizard.package.seal.age_header import read_header, sealed_size
from poswizard.package.seal.errors import UnsignedError
from poswizard.package.seal.open_sealed import FORM
from poswizard.package.seal.pdf_signature import signed_pdf
from poswizard.package.seal.recipients import Recipient, require_recipients
from poswizard.package.seal.sealed_pair import write_pair
from poswizard.package.seal.statement import Addressee, AuditHead, Statement
from poswizard.package.seal.stations import Station
from poswizard.package.seal.suite import Suite, algorithms_of
from poswizard.package.watch import Cancelled, Progress, Watch, never, silent
from poswizard.text import Text
from poswizard.wizard.progress import open_issues

_PACKED, _ENCRYPTED = 0.5, 0.8  # shares of the progress; the rest is writing and reading back


@dataclass(frozen=True)
class SealOrder:
    """By whom, for whom and as which number a package is sealed."""

    station: Station
    recipients: Sequence[Recipient]
    sequence: int
    """The next number of this station, from 1."""
    now: datetime
    """Aware."""
    package_id: str = field(default_factory=lambda: str(uuid.uuid4()))
    audit: AuditHead | None = None
    suite: Suite = Suite.AGE_P256
    with_sm3: bool = False
    """Whether a manifest by SM3 goes beside the one by SHA-256, as some providers ask."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """A sealed package on disk: both files with their SHA-256 (lower-case hex), and what was said inside."""

    path: Path
    signature_path: Path
    sha256: str
    signature_sha256: str
    size: int
    """Bytes of the encrypted file."""
    statement: Statement
    bag_sha256: str
    """Of the plain package inside."""


def write_sealed(
    case: hand_over.Case,
    to: Path,
    order: SealOrder,
    progress: Progress = silent,
    cancelled: Cancelled = never,
    *,
    extra: Mapping[str, Content] | None = None,
) -> Sealed:
    """Seal a case into the folder `to`; `extra` are more payload files by path, such as the list of differences.

    Raises what `hand_over.write_package` raises, and `SealError`.
    """
    today = order.now.astimezone(CHINA_TIME).date()
    answers = case.flow.adapted(case.answers)
    if issues := open_issues(case.flow, answers, today, case.package.milestone):
        raise hand_over.IncompleteError(issues)
    payload = {**hand_over.payload(case, answers, today), **(extra or {})}
    info = hand_over.info(case, answers, today)
    return seal_payload(case.package.name, payload, info, to, order, Watch(progress, cancelled))


def seal_payload(
    name: str,
    payload: Mapping[str, Content],
    info: Mapping[str, str],
    to: Path,
    order: SealOrder,
    watch: Watch | None = None,
) -> Sealed:
    """Seal payload files (`data/…`) as `<name>.zip.age` with its signature beside it in the folder `to`.

    The plain package exists in memory only. The printed form gets its signature before it is packed.
    """
    watch = watch or Watch()
    algorithms = algorithms_of(order.suite)
    order.station.require_valid(order.now)
    recipients = require_recipients(order.recipients)
    stated = statement_of(name, order)
    whole = {**_signed(payload, order), statement.PATH: stated.to_bytes()}
    plain = packed_bag(
        to,
        name,
        whole,
        info,
        watch.part(0, _PACKED),
        limits=names.SEALED_LIMITS,
        with_sm3=order.with_sm3,
    )
    with ThreadPoolExecutor(1) as pool:  # digests are made on a second core meanwhile
        bag_digest = pool.submit(hashlib.sha256, plain)
        sealed = algorithms.encrypt(plain, [one.age for one in recipients])
        _require_whole(sealed, len(plain), len(recipients))
        bag_sha256 = bag_digest.result().hexdigest()
        del plain, bag_digest
        watch.at(_ENCRYPTED)
        digest = pool.submit(hashlib.sha256, sealed)
        signature = _Signature(order, lambda: digest.result().digest())
        path, signature_path = write_pair(to, name, sealed, signature.make, signature.prove)
    watch.progress(watch.start + watch.share)
    return Sealed(
        path,
        signature_path,
        digest.result().hexdigest(),
        hashlib.sha256(signature.made).hexdigest(),
        len(sealed),
        stated,
        bag_sha256,
    )


def statement_of(name: str, order: SealOrder) -> Statement:
    """What will be stated inside the package of this name; raises `NoInstitutionError`."""
    recipients = require_recipients(order.recipients)
    return Statement(
        suite=order.suite.value,
        package_id=order.package_id,
        name=name,
        sequence=order.sequence,
        signer=order.station.fingerprint,
        signer_name=order.station.name,
        recipients=tuple(Addressee(one.name, one.fingerprint) for one in recipients),
        sealed_at=order.now.astimezone(UTC).replace(microsecond=0),
        audit=order.audit,
    )


@dataclass
class _Signature:
    """The signature over the encrypted file, made when the file has been written."""

    order: SealOrder
    digest: Callable[[], bytes]
    made: bytes = b""

    def make(self) -> bytes:
        """Sign."""
        algorithms = algorithms_of(self.order.suite)
        self.made = algorithms.sign(self.digest(), self.order.station, self.order.now)
        return self.made

    def prove(self, signature: bytes) -> None:
        """It is sound, over this digest and by this station: a key on a token may be another by now."""
        found = algorithms_of(self.order.suite).read_signature(signature)
        station = self.order.station
        if found.digest != self.digest() or found.certificate != station.certificate:
            raise UnsignedError(_NOT_OURS)


def _signed(payload: Mapping[str, Content], order: SealOrder) -> dict[str, Content]:
    """The payload, its printed form signed when its turn comes."""
    if FORM not in payload:
        return dict(payload)
    form = payload[FORM]

    def signed() -> bytes:
        pdf = form if isinstance(form, bytes) else form()
        return signed_pdf(pdf, order.station, order.now)

    return {**payload, FORM: signed}


def _require_whole(sealed: bytes, plain: int, recipients: int) -> None:
    """The encrypted file is not too large, for exactly these recipients, and as long as the content makes it.

    That it opens cannot be tried: no key to it is here. What went in is known by its digest.
    """
    if len(sealed) > names.MAX_SEALED:
        raise TooLargeError(_WHOLE, len(sealed), names.MAX_SEALED)
    header = read_header(sealed)
    if header.recipients != recipients or len(sealed) != sealed_size(header, plain):
        raise AssertionError("the encrypted file is not what was asked for")


_WHOLE = Text("整个资料包", "the whole package")
_NOT_OURS = Text(
    "签名没有做好，没有导出。请重新插好密钥设备（如有）后再试。",
    "The signature is not right, so nothing was exported. Plug the token in again, if there is one, and retry.",
)
