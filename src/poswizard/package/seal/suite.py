"""Which algorithms seal a package, by a name that stands inside the signed bytes.

A suite that this program does not know, or that is not the one a package was opened with, is refused: nobody can
talk a reader down to weaker algorithms. National algorithms (SM2, SM3, SM4; GM/T 0009, 0004, 0002) have their name
and place here; they work where a device or library that was approved for them is installed by `provide`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from poswizard.package.seal import age, cms
from poswizard.package.seal.errors import SuiteNotHereError
from poswizard.package.seal.stations import Station
from poswizard.text import Text, Vocabulary


class Suite(Vocabulary):
    """A set of algorithms; the stored value is its name in packages."""

    AGE_P256 = (
        "age-x25519+cms-ecdsa-p256-sha256",
        Text(
            "国际算法（X25519、ChaCha20-Poly1305、ECDSA P-256、SHA-256）",
            "International algorithms",
        ),
    )
    SM = (
        "sm2-sm4-gcm+cms-sm2-sm3",
        Text("国密算法（SM2、SM3、SM4）", "Chinese national algorithms (SM2, SM3, SM4)"),
    )


class Algorithms(Protocol):
    """What does the work of one suite; all in memory."""

    def encrypt(self, plain: bytes, recipients: Sequence[str]) -> bytes:
        """`plain` for all of the recipients' public keys."""
        ...

    def decrypt(self, sealed: bytes, secrets: Sequence[str]) -> bytes | None:
        """The plain bytes, None if it is for none of the secrets; raises `ValueError` when it is damaged."""
        ...

    def sign(self, digest: bytes, station: Station, now: datetime) -> bytes:
        """A detached signature over content with this SHA-256, DER."""
        ...

    def read_signature(self, data: bytes) -> cms.Signature:
        """A detached signature, proved; raises `UnsignedError`."""
        ...


class AgeP256:
    """age to X25519 recipients, and CMS with ECDSA P-256 and SHA-256."""

    def encrypt(self, plain: bytes, recipients: Sequence[str]) -> bytes:
        """`plain` for all of the recipients."""
        return age.encrypt(plain, recipients)

    def decrypt(self, sealed: bytes, secrets: Sequence[str]) -> bytes | None:
        """The plain bytes, each 64 KiB of them proved by its own tag."""
        return age.decrypt(sealed, secrets)

    def sign(self, digest: bytes, station: Station, now: datetime) -> bytes:
        """A detached signature."""
        return cms.detached(digest, station, now)

    def read_signature(self, data: bytes) -> cms.Signature:
        """A detached signature, proved."""
        return cms.read_detached(data)


_PROVIDED: dict[Suite, Algorithms] = {Suite.AGE_P256: AgeP256()}


def provide(suite: Suite, algorithms: Algorithms) -> None:
    """Say what does the work of a suite on this machine, such as a USB key for the national algorithms."""
    _PROVIDED[suite] = algorithms


def available() -> list[Suite]:
    """The suites that this machine can seal and open with."""
    return [suite for suite in Suite if suite in _PROVIDED]


def algorithms_of(suite: Suite) -> Algorithms:
    """What does the work; raises `SuiteNotHereError`."""
    found = _PROVIDED.get(suite)
    if found is None:
        raise SuiteNotHereError(_NOT_HERE.format(suite))
    return found


_NOT_HERE = Text(
    "本机不能使用“{}”：需要经过认证的密码设备（如国密 USB Key）及其接口。请改用国际算法，或请信息部门安装后再试。",
    '"{}" is not available on this machine: it takes an approved cryptographic device and its interface. Use the international algorithms, or have the device installed.',
)
