"""The private key that a station signs with, where it lies open to the program only while it is used."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from poswizard.package.seal.errors import CertificateError
from poswizard.text import Text

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric import ec


class Key(Protocol):
    """An ECDSA P-256 key, wherever it lies."""

    @property
    def public_key(self) -> bytes:
        """SubjectPublicKeyInfo, DER."""
        ...

    def sign(self, data: bytes) -> bytes:
        """ECDSA with SHA-256 over `data`: Ecdsa-Sig-Value, DER (RFC 5480)."""
        ...


@dataclass(frozen=True)
class SoftwareKey:
    """A key as unencrypted PKCS #8 (DER): kept nowhere but in the encrypted store."""

    pkcs8: bytes = field(repr=False)

    @classmethod
    def new(cls) -> SoftwareKey:
        """A key made at random."""
        from cryptography.hazmat.primitives import serialization
        from cryptography.hazmat.primitives.asymmetric import ec

        key = ec.generate_private_key(ec.SECP256R1())
        form, bare = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        return cls(key.private_bytes(serialization.Encoding.DER, form, bare))

    @property
    def public_key(self) -> bytes:
        """SubjectPublicKeyInfo, DER."""
        from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

        public = self._key().public_key()
        return public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)

    def sign(self, data: bytes) -> bytes:
        """ECDSA with SHA-256 over `data`."""
        from cryptography.hazmat.primitives import hashes
        from cryptography.hazmat.primitives.asymmetric import ec

        return self._key().sign(data, ec.ECDSA(hashes.SHA256()))

    def _key(self) -> ec.EllipticCurvePrivateKey:
        from cryptography.hazmat.primitives.asymmetric import ec
        from cryptography.hazmat.primitives.serialization import load_der_private_key

        key = load_der_private_key(self.pkcs8, None)
        if not isinstance(key, ec.EllipticCurvePrivateKey):
            raise CertificateError(_OTHER_KEY)
        return key


def verifies(public_key: bytes, signature: bytes, data: bytes) -> bool:
    """Whether `signature` (DER) is one over `data` by the owner of an ECDSA P-256 key (SubjectPublicKeyInfo)."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.serialization import load_der_public_key

    key = load_der_public_key(public_key)
    if not isinstance(key, ec.EllipticCurvePublicKey) or not isinstance(key.curve, ec.SECP256R1):
        return False
    try:
        key.verify(signature, data, ec.ECDSA(hashes.SHA256()))
    except InvalidSignature:
        return False
    return True


_OTHER_KEY = Text(
    "私钥不是 ECDSA P-256，本程序不用。", "The private key is not ECDSA P-256, the only kind used."
)
