"""A sending station and a receiving institution, both made up; keys are new in every run."""

from __future__ import annotations

import io
import os
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from poswizard.package.seal.certificates import Certificate
from poswizard.package.seal.key_text import Added, Source
from poswizard.package.seal.open_sealed import SealedVerdict, open_sealed
from poswizard.package.seal.recipients import Identity, Recipient, Role, new_identity
from poswizard.package.seal.seal import Sealed, SealOrder, seal_payload
from poswizard.package.seal.signers import TrustedSigner
from poswizard.package.seal.stations import Station, new_station
from poswizard.package.seal.trust import Trust
from tests.package.raw_zip import PAYLOAD, TOP

NOW = datetime(2026, 11, 20, 8, 30, tzinfo=UTC)
LONG_AGO = 1_600_000_000
ADDED = Added(date(2026, 11, 1), "S001", Source.FILE)
INFO = {"Bagging-Date": "2026-11-20"}


_station = cache(lambda name: new_station(name, NOW))
_identity = cache(new_identity)


def station(name: str = "样本支行柜台 2") -> Station:
    """The same station for every test that names it so."""
    return _station(name)


def identity(name: str = "样本收单机构") -> Identity:
    return _identity(name)


def recipient(name: str = "样本收单机构", role: Role = Role.INSTITUTION) -> Recipient:
    return identity(name).as_recipient(role, ADDED)


def signer(of: Station | None = None) -> TrustedSigner:
    certificate = (of or station()).certificate
    return TrustedSigner(certificate, certificate.name, ADDED)


def trust(**changed: Any) -> Trust:
    """What the institution knows."""
    return replace(Trust(signers=(signer(),), identities=(identity(),)), **changed)


def order(**changed: Any) -> SealOrder:
    """An order to seal for the institution and one recovery key."""
    people = (recipient(), recipient("应急样本", Role.RECOVERY))
    return replace(SealOrder(station(), people, 1, NOW), **changed)


@cache
def small_pdf() -> bytes:
    """One empty page."""
    pdf, file = pikepdf.new(), io.BytesIO()
    pdf.add_blank_page()
    pdf.save(file)
    return file.getvalue()


def payload() -> dict[str, bytes]:
    """A small package with a printed form."""
    return {**PAYLOAD, "data/application.pdf": small_pdf()}


def sealed_in(
    folder: Path, given: SealOrder | None = None, files: Mapping[str, bytes] | None = None
) -> Sealed:
    """A sealed package, which arrived long ago."""
    folder.mkdir(exist_ok=True)
    sealed = seal_payload(TOP, files or payload(), INFO, folder, given or order())
    settle(sealed.path, sealed.signature_path)
    return sealed


def settle(*paths: Path) -> None:
    """Make files look as if they had arrived long ago."""
    for path in paths:
        os.utime(path, (LONG_AGO, LONG_AGO))


def put(folder: Path, sealed: bytes, signature: bytes | None) -> Path:
    """An encrypted file and its signature from bytes, arrived long ago."""
    path = folder / f"{TOP}.zip.age"
    path.write_bytes(sealed)
    settle(path)
    if signature is not None:
        other = folder / f"{TOP}.zip.age.p7s"
        other.write_bytes(signature)
        settle(other)
    return path


def opened(path: Path, known: Trust | None = None, now: datetime = NOW) -> SealedVerdict:
    return open_sealed(path, known or trust(), now)


class Authority:
    """An institution's own issuer of certificates, as `cryptography` makes one."""

    def __init__(self, name: str = "样本机构根证书", above: Authority | None = None) -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        issuer = above or self
        built = _builder(self.name, issuer.name, self.key.public_key()).add_extension(
            x509.BasicConstraints(ca=True, path_length=None), critical=True
        )
        made = built.sign(issuer.key, hashes.SHA256())
        self.certificate = Certificate(made.public_bytes(serialization.Encoding.DER))

    def issue(
        self, request: bytes, *, days: tuple[int, int] = (-1, 365), ca: bool = False
    ) -> Certificate:
        """A certificate for a request, valid from so many days to so many days from now."""
        asked = x509.load_pem_x509_csr(request)
        assert asked.is_signature_valid
        key = asked.public_key()
        assert isinstance(key, ec.EllipticCurvePublicKey)
        built = _builder(asked.subject, self.name, key, days).add_extension(
            x509.BasicConstraints(ca=ca, path_length=None), critical=True
        )
        made = built.sign(self.key, hashes.SHA256())
        return Certificate(made.public_bytes(serialization.Encoding.DER))

    def crl(self, *revoked: Certificate, number: int = 1) -> bytes:
        """A revocation list, PEM."""
        built = x509.CertificateRevocationListBuilder(
            issuer_name=self.name,
            last_update=NOW - timedelta(days=1),
            next_update=NOW + timedelta(days=30),
        ).add_extension(x509.CRLNumber(number), critical=False)
        for one in revoked:
            entry = x509.RevokedCertificateBuilder(one.serial, NOW - timedelta(days=2))
            built = built.add_revoked_certificate(entry.build())
        return built.sign(self.key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)


def _builder(
    subject: x509.Name,
    issuer: x509.Name,
    key: ec.EllipticCurvePublicKey,
    days: tuple[int, int] = (-30, 3650),
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOW + timedelta(days=days[0]))
        .not_valid_after(NOW + timedelta(days=days[1]))
    )
