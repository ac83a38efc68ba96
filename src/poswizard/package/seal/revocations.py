"""Certificates that are believed no more: a revocation list (CRL, RFC 5280) that came as a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from poswizard.package.seal.certificates import Certificate, unreadable
from poswizard.package.seal.errors import RevocationError
from poswizard.text import Text

if TYPE_CHECKING:
    from cryptography import x509

_MAX_LIST = 20_000_000  # bytes: half a million certificates


@dataclass(frozen=True, slots=True)
class RevocationList:
    """One list, its signature proved: who issued it and when, and which serial numbers it takes back."""

    data: bytes = field(repr=False)
    issuer: str
    """Fingerprint of the certificate that signed it."""
    number: int
    issued_on: datetime
    next_on: datetime | None
    serials: frozenset[int] = field(repr=False)

    def revokes(self, certificate: Certificate, issuer: Certificate) -> bool:
        """Whether it takes back a certificate of this issuer, which for a self-signed one is itself."""
        return issuer.fingerprint == self.issuer and certificate.serial in self.serials

    def is_older_than(self, other: RevocationList) -> bool:
        """Whether `other`, of the same issuer, replaces it."""
        mine, theirs = (self.number, self.issued_on), (other.number, other.issued_on)
        return self.issuer == other.issuer and mine < theirs


def read_revocations(data: bytes, issuers: Sequence[Certificate]) -> RevocationList:
    """The list in a PEM or DER file, if one of the `issuers` signed it; raises `RevocationError`.

    An authority may take back what it issued, a self-signed station only itself.
    """
    found = _parsed(data)
    issuer = next((one for one in issuers if _is_signed_by(found, one)), None)
    if issuer is None:
        raise RevocationError(_OTHER_ISSUER)
    serials = frozenset(one.serial_number for one in found)
    if not issuer.is_authority:
        serials &= {issuer.serial}
    return RevocationList(
        data,
        issuer.fingerprint,
        _number(found),
        found.last_update_utc,
        found.next_update_utc,
        serials,
    )


def _parsed(data: bytes) -> x509.CertificateRevocationList:
    from cryptography import x509

    if len(data) > _MAX_LIST:
        raise RevocationError(_NO_LIST)
    is_pem = data.lstrip().startswith(b"-----")
    try:
        found = (x509.load_pem_x509_crl if is_pem else x509.load_der_x509_crl)(data)
        _ = found.extensions, [one.serial_number for one in found]
    except unreadable() as error:
        raise RevocationError(_NO_LIST) from error
    return found


def _is_signed_by(found: x509.CertificateRevocationList, issuer: Certificate) -> bool:
    if found.issuer != issuer.x509.subject:
        return False
    try:
        return found.is_signature_valid(issuer.x509.public_key())  # type: ignore[arg-type]
    except unreadable():
        return False


def _number(found: x509.CertificateRevocationList) -> int:
    from cryptography import x509

    try:
        return found.extensions.get_extension_for_class(x509.CRLNumber).value.crl_number
    except x509.ExtensionNotFound:
        return 0


_NO_LIST = Text(
    "这不是证书吊销列表（CRL，PEM 或 DER）。请向机构重新索取。",
    "This is no revocation list (CRL, PEM or DER). Ask the institution for it again.",
)
_OTHER_ISSUER = Text(
    "这份吊销列表不是已登记的机构或网点签发的，没有采用。请先登记签发机构的证书。",
    "No enrolled institution or branch signed this revocation list, so it was not used. Enrol the issuer's certificate first.",
)
