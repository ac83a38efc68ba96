"""Errors of sealing and of the keys for it.

SealError (a PackageError)  the package cannot be sealed, or a key cannot be used
├── CertificateError        a certificate or request that does not fit; says what to ask for
├── KeyTextError            what was read is no recipient's key or sender's certificate
├── RevocationError         a revocation list that cannot be used
├── NoInstitutionError      nobody who receives the package is named
├── StationExpiredError     the station's own certificate is not valid now
├── SuiteNotHereError       the algorithms need a device that is not here
├── TokenError              the token is missing, locked or refuses
├── AlreadyThereError       a sealed package of this name is in the folder
├── UnsignedError           a signature that is none, or not over these bytes
└── UntrustedError          a sound signature of somebody who is not believed now; `outcome` says why
"""

from __future__ import annotations

from poswizard.package.errors import PackageError
from poswizard.package.outcome import Outcome
from poswizard.text import Text


class SealError(PackageError):
    """The package cannot be sealed, or a key cannot be used."""


class CertificateError(SealError):
    """A certificate or request does not fit."""


class KeyTextError(SealError):
    """What was read is no key or certificate; it is not repeated, for it may be a secret."""


class RevocationError(SealError):
    """A revocation list cannot be used."""


class NoInstitutionError(SealError):
    """Nobody who receives the package is named."""

    def __init__(self) -> None:
        super().__init__(
            Text(
                "还没有收件机构的公钥，不能加密。请先在“收件人”里添加机构的公钥文件或二维码。",
                "There is no receiving institution's key, so nothing can be sealed. Add the institution's key file or QR code first.",
            )
        )
        self.args = ()


class StationExpiredError(SealError):
    """The station's own certificate is not valid at this moment."""

    def __init__(self) -> None:
        super().__init__(
            Text(
                "本机的签名证书现在无效（已过期、尚未生效，或电脑时间不对）。请核对日期，或更新证书后再导出。",
                "This station's certificate is not valid now (expired, not yet valid, or the clock is wrong). Check the date, or renew the certificate, then export again.",
            )
        )
        self.args = ()


class SuiteNotHereError(SealError):
    """The algorithms need a device or library that this machine does not have."""


class TokenError(SealError):
    """The token is missing, locked or refuses; never carries the PIN."""


class AlreadyThereError(SealError):
    """A sealed package of this name is in the folder; what was handed out is never overwritten."""

    def __init__(self, name: str) -> None:
        super().__init__(
            Text(
                "文件夹里已有“{}”，没有覆盖。请换一个文件夹再导出。",
                '"{}" is already in the folder and was not overwritten. Choose another folder.',
            ).format(name)
        )
        self.args = (name,)


class UnsignedError(SealError):
    """A signature that is none, is not worded as it has to be, or is not over these bytes."""


class UntrustedError(SealError):
    """A sound signature of somebody who is not believed now; `outcome` is the verdict."""

    def __init__(self, outcome: Outcome, text: Text) -> None:
        super().__init__(text)
        self.args = (outcome, text)
        self.outcome = outcome
