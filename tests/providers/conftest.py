"""A branch's folder of packs, and a publisher who signs bundles: specimens, made for one test."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from poswizard.providers import catalogue
from poswizard.providers.bundle import document

TODAY = date(2026, 11, 20)
OWN_SOURCE = 'source = "样本：机构客户经理书面答复"\ntrust = "branch"\nas_of = "2026-11"\n'
NEW_PACK = """
key = "sample_pay"
name = { zh = "样本支付", en = "Sample Pay" }
pinyin = "yang ben zhi fu"
kind = "payment_institution"
revised = "2026-11-01"

[questions]
requires = ["identity.sex"]
limits = { "business.trade_name" = 4 }
"""


@dataclass(frozen=True)
class Publisher:
    """Somebody with a certificate, who signs as `openssl` does."""

    folder: Path

    @property
    def certificate(self) -> bytes:
        """PEM."""
        return (self.folder / "cert.pem").read_bytes()

    def signs(self, content: bytes, *options: str) -> bytes:
        """CMS, DER, the content inside."""
        (self.folder / "content").write_bytes(content)
        command = "openssl cms -sign -binary -nodetach -outform DER -signer cert.pem -inkey key.pem"
        done = subprocess.run(
            [*command.split(), "-in", "content", *options],
            cwd=self.folder,
            check=True,
            capture_output=True,
        )
        return done.stdout

    def bundle(self, packs: dict[str, str], version: str = "1", issued: date = TODAY) -> bytes:
        """A whole bundle of these packs."""
        return self.signs(document(packs, version, issued))


def publisher_in(folder: Path, begins: int = 2026, ends: int = 2036) -> Publisher:
    """A publisher with a certificate of their own, ECDSA P-256, for these years."""
    folder.mkdir(parents=True, exist_ok=True)
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "SPECIMEN")])
    built = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    built = built.not_valid_before(datetime(begins, 1, 1, tzinfo=UTC))
    built = built.not_valid_after(datetime(ends, 12, 31, tzinfo=UTC))
    certificate = built.sign(key, hashes.SHA256())
    (folder / "cert.pem").write_bytes(certificate.public_bytes(Encoding.PEM))
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (folder / "key.pem").write_bytes(pem)
    return Publisher(folder)


@pytest.fixture(scope="session")
def publisher(tmp_path_factory: pytest.TempPathFactory) -> Publisher:
    """The publisher that the branch trusts."""
    return publisher_in(tmp_path_factory.mktemp("publisher"))


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Callable[[str, str], Path]]:
    """Writes a file of the branch, which is in force at once."""
    folder = tmp_path / "providers"
    folder.mkdir()
    before = catalogue.own_folder()
    catalogue.use(folder)

    def write(key: str, toml: str) -> Path:
        file = folder / f"{key}.toml"
        file.write_text(toml, encoding="utf-8")
        catalogue.forget()
        return file

    yield write
    catalogue.use(before or Path("nowhere"))
    catalogue.forget()
