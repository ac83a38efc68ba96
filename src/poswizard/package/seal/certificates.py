"""An X.509 certificate as a value: whose, until when, and how it is called when it is compared."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from poswizard.package.seal.errors import CertificateError
from poswizard.text import Text

if TYPE_CHECKING:
    from cryptography import x509

MAX_CERTIFICATE = 8_000
"""Bytes; a P-256 certificate has about 500."""

_PEM = re.compile(
    rb"-----BEGIN CERTIFICATE-----\s+([A-Za-z0-9+/=\s]+?)-----END CERTIFICATE-----", re.ASCII
)
_NO_CERTIFICATE = Text(
    "这不是证书（PEM 或 DER 格式的 X.509）。请向机构索取证书文件。",
    "This is no X.509 certificate (PEM or DER). Ask the institution for the certificate file.",
)
_OTHER_KIND = Text(
    "证书的密钥不是 ECDSA P-256，本程序不用。请请求机构按此算法签发。",
    "The certificate's key is not ECDSA P-256. Ask the institution to issue one of that kind.",
)
_NO_SIGNING = Text(
    "证书不允许用于数字签名。请请求机构签发用途含“数字签名”的证书。",
    "The certificate may not be used to sign. Ask for one whose key usage has digital signature.",
)


@dataclass(frozen=True)
class Certificate:
    """One X.509 certificate, by its DER bytes."""

    der: bytes = field(repr=False)

    def __post_init__(self) -> None:
        """Refuse what is none."""
        try:
            self._read_all()
        except unreadable() as error:
            raise CertificateError(_NO_CERTIFICATE) from error

    def __reduce__(self) -> tuple[type[Certificate], tuple[bytes]]:
        """Pickled as its bytes alone."""
        return Certificate, (self.der,)

    @classmethod
    def from_bytes(cls, data: bytes) -> Certificate:
        """The one certificate in a PEM or DER file."""
        found = certificates_in(data)
        if len(found) != 1:
            raise CertificateError(_NO_CERTIFICATE)
        return found[0]

    @cached_property
    def x509(self) -> x509.Certificate:
        """The certificate as `cryptography` reads it."""
        from cryptography import x509

        return x509.load_der_x509_certificate(self.der)

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 of the DER bytes, lower-case hex."""
        return hashlib.sha256(self.der).hexdigest()

    @property
    def name(self) -> str:
        """The common name, which names a station and never a person."""
        from cryptography.x509.oid import NameOID

        found = self.x509.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
        return str(found[0].value) if found else ""

    @property
    def serial(self) -> int:
        """The number that revocation lists name."""
        return self.x509.serial_number

    @property
    def valid_from(self) -> datetime:
        """First moment of validity, aware, UTC."""
        return self.x509.not_valid_before_utc

    @property
    def valid_until(self) -> datetime:
        """Last moment of validity, aware, UTC."""
        return self.x509.not_valid_after_utc

    @property
    def pem(self) -> bytes:
        """The certificate as a file that other tools read."""
        text = base64.encodebytes(self.der).decode("ascii").replace("\n", "")
        lines = [text[at : at + 64] for at in range(0, len(text), 64)]
        rows = ["-----BEGIN CERTIFICATE-----", *lines, "-----END CERTIFICATE-----", ""]
        return "\n".join(rows).encode("ascii")

    @cached_property
    def public_key(self) -> bytes:
        """The key as SubjectPublicKeyInfo, DER."""
        from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

        return self.x509.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)

    @cached_property
    def is_authority(self) -> bool:
        """Whether it may issue other certificates."""
        from cryptography import x509

        try:
            return bool(
                self.x509.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
            )
        except x509.ExtensionNotFound:
            return False

    def is_valid_at(self, moment: datetime) -> bool:
        """Whether a moment lies in its time."""
        return self.valid_from <= moment <= self.valid_until

    def is_issued_by(self, issuer: Certificate) -> bool:
        """Whether `issuer`, an authority, signed it."""
        from cryptography.exceptions import InvalidSignature

        if not issuer.is_authority:
            return False
        try:
            self.x509.verify_directly_issued_by(issuer.x509)
        except (ValueError, TypeError, InvalidSignature):
            return False
        return True

    def require_signing_key(self) -> None:
        """Raise `CertificateError` unless it is one to sign packages with."""
        if not self.has_p256_key:
            raise CertificateError(_OTHER_KIND)
        if not self._may_sign():
            raise CertificateError(_NO_SIGNING)

    @cached_property
    def has_p256_key(self) -> bool:
        """Whether its key is ECDSA over P-256."""
        from cryptography.hazmat.primitives.asymmetric import ec

        key = self.x509.public_key()
        return isinstance(key, ec.EllipticCurvePublicKey) and isinstance(key.curve, ec.SECP256R1)

    def _may_sign(self) -> bool:
        from cryptography import x509

        try:
            usage = self.x509.extensions.get_extension_for_class(x509.KeyUsage).value
        except x509.ExtensionNotFound:
            return True
        return usage.digital_signature or usage.content_commitment

    def _read_all(self) -> None:
        """Touch what is read lazily, so that nothing fails later."""
        if len(self.der) > MAX_CERTIFICATE:
            raise ValueError("larger than any certificate")
        if self.serial <= 0:
            raise ValueError("a serial number must be positive (RFC 5280, 4.1.2.2)")
        _ = self.x509.extensions, self.x509.subject, self.x509.issuer, self.public_key, self.name
        _ = self.is_authority, self.has_p256_key, self._may_sign()


def unreadable() -> tuple[type[Exception], ...]:
    """What `cryptography` raises on bytes that are no certificate or list, or one of an unknown kind."""
    from cryptography import x509
    from cryptography.exceptions import UnsupportedAlgorithm

    odd = (x509.DuplicateExtension, x509.InvalidVersion, x509.UnsupportedGeneralNameType)
    return ValueError, TypeError, UnsupportedAlgorithm, *odd


def certificates_in(data: bytes) -> list[Certificate]:
    """The certificates of a file in its order: several as PEM, or one as DER."""
    if not data.lstrip().startswith(b"-----"):
        return [Certificate(data)]
    try:
        return [Certificate(base64.b64decode(match[1])) for match in _PEM.finditer(data)]
    except ValueError as error:
        raise CertificateError(_NO_CERTIFICATE) from error


def chain_to(
    leaf: Certificate, links: Sequence[Certificate], roots: Sequence[Certificate]
) -> list[Certificate] | None:
    """The certificates from `leaf` up to one of the `roots`, which is the last; None if there is no way."""
    if leaf in roots:
        return [leaf]
    for root in roots:
        if leaf.is_issued_by(root):
            return [leaf, root]
    for link in links:
        if leaf.is_issued_by(link):
            rest = [other for other in links if other != link]
            above = chain_to(link, rest, roots)
            if above:
                return [leaf, *above]
    return None
