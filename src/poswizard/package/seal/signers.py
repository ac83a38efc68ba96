"""Whom a receiver believes: stations and authorities by certificate, as a file or a QR code brings them."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from datetime import date

from poswizard.package.seal.certificates import MAX_CERTIFICATE, Certificate
from poswizard.package.seal.errors import CertificateError, KeyTextError
from poswizard.package.seal.key_text import MAX_TEXT, Added, line_of, tidy_name, values_in
from poswizard.text import Text

_KIND = "signer"


@dataclass(frozen=True, slots=True)
class TrustedSigner:
    """A station that is believed, or an authority whose stations are, since its fingerprint was compared."""

    certificate: Certificate
    name: str
    added: Added
    revoked_on: date | None = None

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the certificate, lower-case hex."""
        return self.certificate.fingerprint

    @property
    def is_authority(self) -> bool:
        """Whether it stands for every station that it has issued a certificate to."""
        return self.certificate.is_authority


def signer_as_text(certificate: Certificate) -> str:
    """The line for a QR code, from which a station can be added as a trusted signer elsewhere."""
    der = base64.urlsafe_b64encode(certificate.der).decode("ascii")
    return line_of(_KIND, {"cert": der, "name": certificate.name})


def signer_from_text(text: str | bytes, added: Added, name: str = "") -> TrustedSigner:
    """A signer from a certificate file (PEM, DER) or the line of a QR code; raises `KeyTextError` or `CertificateError`.

    Whoever adds it has to compare the fingerprint with its owner first, by telephone or in person.
    """
    certificate = _certificate(text)
    if not certificate.is_authority:
        certificate.require_signing_key()
    return TrustedSigner(certificate, tidy_name(name or certificate.name), added)


def _certificate(text: str | bytes) -> Certificate:
    data = text.encode() if isinstance(text, str) else text
    if len(data) > max(MAX_TEXT, 2 * MAX_CERTIFICATE):
        raise KeyTextError(_NO_SIGNER)
    try:
        values = values_in(data.decode().strip(), _KIND)
    except UnicodeDecodeError:
        values = None
    if values is None:
        return Certificate.from_bytes(data)
    try:
        return Certificate(base64.b64decode(values.get("cert", ""), altchars="-_", validate=True))
    except (ValueError, CertificateError) as error:
        raise KeyTextError(_NO_SIGNER) from error


_NO_SIGNER = Text(
    "这不是发件人的证书。请重新扫描二维码，或向发件网点索取证书文件（.pem）。",
    "This is no sender's certificate. Scan the code again, or ask the sending branch for its certificate file (.pem).",
)
