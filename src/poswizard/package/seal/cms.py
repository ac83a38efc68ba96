"""Signatures in CMS (RFC 5652): one signer, ECDSA P-256 with SHA-256, in the one wording that is written here.

Signed are content type, digest, time, and the certificate itself (signing-certificate-v2, RFC 5035; CAdES-BES).
The reader takes a signature apart, puts it together again and demands the same bytes, so there is nothing in
the file that was not looked at. Other tools read it, and theirs are read, if they add nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from poswizard.package.seal import der
from poswizard.package.seal.certificates import Certificate
from poswizard.package.seal.errors import CertificateError, UnsignedError
from poswizard.package.seal.keys import verifies
from poswizard.package.seal.stations import Station
from poswizard.text import Text

MAX_SIGNATURE = 40_000
"""Bytes of a detached signature with its certificates; usually under 1,500."""
MAX_SIGNED_FILE = 4_000_000

_MAX_CERTIFICATES = 4
_SET, _CONTEXT = b"\x31", b"\xa0"
"""Attributes are signed as a SET, though they stand in the file under tag [0] (RFC 5652, 5.4)."""


@dataclass(frozen=True, slots=True)
class Signature:
    """A sound signature: by whom, when (as the signer's clock said), over which SHA-256. Not yet: whether to believe it."""

    certificate: Certificate
    chain: tuple[Certificate, ...]
    signed_at: datetime | None
    """Aware, UTC; None in a PDF, where it stands outside."""
    digest: bytes = field(repr=False)
    content: bytes | None = field(default=None, repr=False)


def detached(digest: bytes, station: Station, now: datetime) -> bytes:
    """The signature over content with this SHA-256, DER: what stands in a `.p7s`."""
    return _signed(digest, station, now, None)


def signed_file(content: bytes, station: Station, now: datetime) -> bytes:
    """A small file with its signature around it, DER: a `.p7m`."""
    return _signed(hashlib.sha256(content).digest(), station, now, content)


def in_pdf(digest: bytes, station: Station) -> bytes:
    """The signature for a PDF whose bytes around it have this SHA-256; the time stands in the PDF."""
    return _signed(digest, station, None, None)


def read_detached(data: bytes, digest: bytes | None = None) -> Signature:
    """The sound signature in a `.p7s`, over `digest` if one is given; raises `UnsignedError`."""
    if len(data) > MAX_SIGNATURE:
        raise UnsignedError(_NOT_SO)
    found = _read(data, wants_content=False)
    if digest is not None and found.digest != digest:
        raise UnsignedError(OTHER_CONTENT)
    return found


def read_signed_file(data: bytes) -> Signature:
    """The sound signature of a `.p7m` with its `content`; raises `UnsignedError`."""
    if len(data) > MAX_SIGNED_FILE:
        raise UnsignedError(_NOT_SO)
    found = _read(data, wants_content=True)
    if found.content is None or hashlib.sha256(found.content).digest() != found.digest:
        raise UnsignedError(OTHER_CONTENT)
    return found


def _signed(digest: bytes, station: Station, now: datetime | None, content: bytes | None) -> bytes:
    attributes = _attributes(digest, station.certificate, now)
    signature = station.key.sign(attributes)
    certificates = [station.certificate, *station.chain]
    return _wrapped(attributes, der.SHA256, signature, certificates, content)


def _attributes(digest: bytes, certificate: Certificate, now: datetime | None) -> bytes:
    """The signed attributes as the SET that is signed, DER."""
    from asn1crypto import cms, tsp

    named = tsp.SigningCertificateV2(
        {"certs": [{"cert_hash": hashlib.sha256(certificate.der).digest()}]}
    )
    pairs = {"content_type": "data", "message_digest": digest, "signing_certificate_v2": named}
    if now is not None:
        kind = "utc_time" if now.year < 2050 else "generalized_time"
        pairs["signing_time"] = cms.Time({kind: now.replace(microsecond=0)})
    attributes = [{"type": name, "values": [value]} for name, value in pairs.items()]
    return cms.CMSAttributes(attributes).dump()


def _wrapped(
    attributes: bytes,
    digest_algorithm: bytes,
    signature: bytes,
    certificates: Sequence[Certificate],
    content: bytes | None,
) -> bytes:
    """The whole structure around a signature; `certificates` begins with the signer's."""
    signer = der.value(
        der.SEQUENCE,
        der.ONE,
        _issuer_and_serial(certificates[0]),
        digest_algorithm,
        _CONTEXT + attributes[1:],
        der.ECDSA_SHA256,
        der.value(der.OCTETS, signature),
    )
    held = [] if content is None else [der.value(der.CONTEXT_0, der.value(der.OCTETS, content))]
    body = der.value(
        der.SEQUENCE,
        der.ONE,
        der.value(der.SET, digest_algorithm),
        der.value(der.SEQUENCE, der.DATA, *held),
        der.set_of(der.CONTEXT_0, *(one.der for one in certificates)),
        der.value(der.SET, signer),
    )
    return der.value(der.SEQUENCE, der.SIGNED_DATA, der.value(der.CONTEXT_0, body))


def _issuer_and_serial(certificate: Certificate) -> bytes:
    from asn1crypto import x509

    body = x509.Certificate.load(certificate.der)["tbs_certificate"]
    return der.value(der.SEQUENCE, body["issuer"].dump(), body["serial_number"].dump())


def _read(data: bytes, *, wants_content: bool, in_pdf: bool = False) -> Signature:
    """Take apart, put together and compare; then the digest of the certificate, then the signature itself."""
    try:
        return _proved(data, wants_content=wants_content, in_pdf=in_pdf)
    except (ValueError, TypeError, KeyError, CertificateError) as error:
        raise UnsignedError(_NOT_SO) from error


def _proved(data: bytes, *, wants_content: bool, in_pdf: bool) -> Signature:
    from asn1crypto import cms, tsp  # noqa: F401  (tsp registers signing-certificate-v2)

    whole: Any = cms.ContentInfo.load(data, strict=True)
    body = whole["content"] if whole["content_type"].native == "signed_data" else None
    if body is None or len(body["signer_infos"]) != 1:
        raise UnsignedError(_NOT_SO)
    signer, content = body["signer_infos"][0], body["encap_content_info"]["content"].native
    certificates = _certificates(body["certificates"], signer["sid"])
    algorithm, signature = _known(signer["digest_algorithm"].dump()), signer["signature"].native
    signed = _SET + signer["signed_attrs"].dump()[1:]
    again = _wrapped(signed, algorithm, signature, certificates, content)
    if again != data or (content is not None) != wants_content:
        raise UnsignedError(_NOT_SO)
    digest, time = _stated(cms.CMSAttributes.load(signed), certificates[0], in_pdf=in_pdf)
    if not verifies(certificates[0].public_key, signature, signed):
        raise UnsignedError(_FORGED)
    return Signature(certificates[0], tuple(certificates[1:]), time, digest, content)


def _known(algorithm: bytes) -> bytes:
    """SHA-256, whose parameters may be absent or NULL (RFC 5754)."""
    if algorithm not in (der.SHA256, der.SHA256_NULL):
        raise UnsignedError(_OTHER_ALGORITHM)
    return algorithm


def _certificates(found: Any, sid: Any) -> list[Certificate]:
    """The signer's first, then the rest in the order of the file."""
    if not 1 <= len(found) <= _MAX_CERTIFICATES or sid.name != "issuer_and_serial_number":
        raise UnsignedError(_NOT_SO)
    raw = [one.chosen for one in found if one.name == "certificate"]
    issuer, serial = sid.chosen["issuer"].dump(), sid.chosen["serial_number"].native
    mine = [one for one in raw if one.issuer.dump() == issuer and one.serial_number == serial]
    if len(mine) != 1 or len(raw) != len(found):
        raise UnsignedError(_NOT_SO)
    leaf = Certificate(mine[0].dump())
    leaf.require_signing_key()
    return [leaf, *(Certificate(one.dump()) for one in raw if one is not mine[0])]


def _stated(
    attributes: Any, certificate: Certificate, *, in_pdf: bool
) -> tuple[bytes, datetime | None]:
    """Digest and time from the attributes: each once, none unknown, and of this very certificate."""
    stated = {one["type"].native: one["values"] for one in attributes}
    required = {"content_type", "message_digest", "signing_certificate_v2"}
    if not in_pdf:
        required.add("signing_time")
    if stated.keys() != required or any(len(values) != 1 for values in stated.values()):
        raise UnsignedError(_NOT_SO)
    named = stated["signing_certificate_v2"][0]["certs"]
    digest = hashlib.sha256(certificate.der).digest()
    is_named = len(named) == 1 and named[0]["cert_hash"].native == digest
    is_sha256 = is_named and named[0]["hash_algorithm"]["algorithm"].native == "sha256"
    if not is_sha256 or stated["content_type"][0].native != "data":
        raise UnsignedError(_NOT_SO)
    time = None if in_pdf else stated["signing_time"][0].native
    return stated["message_digest"][0].native, time


def read_in_pdf(data: bytes, digest: bytes) -> Signature:
    """The sound signature in a PDF (PAdES, ETSI EN 319 142-1), over `digest`; raises `UnsignedError`."""
    found = _read(data, wants_content=False, in_pdf=True)
    if found.digest != digest:
        raise UnsignedError(OTHER_CONTENT)
    return found


_NOT_SO = Text(
    "签名文件不是本程序认可的写法。请不要使用，向发送人索取原文件。",
    "The signature is not worded as it has to be. Do not use the file; ask the sender for the original.",
)
_OTHER_ALGORITHM = Text(
    "签名用的算法不在允许的范围内（只认 ECDSA P-256、SHA-256）。请发送人用本程序重新导出。",
    "The signature uses an algorithm that is not allowed (only ECDSA P-256 with SHA-256). Ask the sender to export again.",
)
_FORGED = Text(
    "签名与证书对不上，可能是伪造的。请不要使用，并与发送人当面或电话核对。",
    "The signature does not fit its certificate: it may be forged. Do not use the file; check with the sender.",
)
OTHER_CONTENT = Text(
    "签名不是对这个文件做的：文件被改动过、没有传完整，或者配错了签名文件。",
    "The signature is not over this file: it was altered, arrived cut short, or the wrong signature file lies beside it.",
)
