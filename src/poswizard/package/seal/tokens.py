"""A station's key on a PKCS #11 token (OASIS, v2.40): a USB key or smart card that signs and never gives it away."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from poswizard.package.seal.errors import TokenError
from poswizard.text import Text

# where drivers put their modules on Debian, Ubuntu, Kylin, UOS; and on Windows, where it was not tried
_MODULES = (
    "/usr/lib/x86_64-linux-gnu/opensc-pkcs11.so",
    "/usr/lib/aarch64-linux-gnu/opensc-pkcs11.so",
    "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
    "/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so",
    "/usr/lib/softhsm/libsofthsm2.so",
    "C:/Windows/System32/opensc-pkcs11.dll",
    "C:/Program Files/OpenSC Project/OpenSC/pkcs11/opensc-pkcs11.dll",
)
_P256 = "secp256r1"


def modules() -> list[Path]:
    """The PKCS #11 modules found on this machine; `PKCS11_MODULE` names one more."""
    named = os.environ.get("PKCS11_MODULE")
    paths = [Path(one) for one in ((named, *_MODULES) if named else _MODULES)]
    found = {path.resolve(): path for path in paths if path.is_file()}
    return list(found.values())


def tokens(module: Path) -> list[str]:
    """The labels of the tokens that are plugged in; raises `TokenError`."""
    with _trouble():
        return [slot.get_token().label.strip() for slot in _library(module).get_slots(True)]


@dataclass(frozen=True, slots=True)
class TokenPlace:
    """Where a key lies: the module's path, the token's label, and the key's."""

    module: Path
    token: str
    key_label: str


@dataclass(frozen=True)
class TokenKey:
    """A P-256 key on a token; the PIN is asked for each time the program is unlocked and never stored."""

    place: TokenPlace
    public_key: bytes = field(repr=False)
    """SubjectPublicKeyInfo, DER."""
    pin: str = field(repr=False, default="")

    def sign(self, data: bytes) -> bytes:
        """ECDSA with SHA-256 over `data`, of which the token gets only the digest; raises `TokenError`."""
        import pkcs11
        from pkcs11.util.ec import encode_ecdsa_signature

        with _session(self.place, self.pin) as session:
            key = session.get_key(
                object_class=pkcs11.ObjectClass.PRIVATE_KEY, label=self.place.key_label
            )
            digest = hashlib.sha256(data).digest()
            return encode_ecdsa_signature(key.sign(digest, mechanism=pkcs11.Mechanism.ECDSA))

    def with_pin(self, pin: str) -> TokenKey:
        """The same key, able to sign."""
        return TokenKey(self.place, self.public_key, pin)


def make_key(place: TokenPlace, pin: str) -> TokenKey:
    """A new key on the token, not to be taken out of it; raises `TokenError`, also if the label is taken."""
    import pkcs11
    from pkcs11.util.ec import encode_ec_public_key, encode_named_curve_parameters

    with _session(place, pin, writes=True) as session:
        if _public_key(session, place.key_label) is not None:
            raise TokenError(_TAKEN.format(place.key_label))
        curve = {pkcs11.Attribute.EC_PARAMS: encode_named_curve_parameters(_P256)}
        domain = session.create_domain_parameters(pkcs11.KeyType.EC, curve, local=True)
        public, _ = domain.generate_keypair(
            store=True, label=place.key_label, id=place.key_label.encode()[:32]
        )
        return TokenKey(place, encode_ec_public_key(public), pin)


def key_on(place: TokenPlace, pin: str) -> TokenKey:
    """A key that lies on the token already; raises `TokenError`."""
    with _session(place, pin) as session:
        public = _public_key(session, place.key_label)
    if public is None:
        raise TokenError(_NO_KEY.format(place.key_label))
    return TokenKey(place, public, pin)


def keys_on(module: Path, token: str) -> list[str]:
    """The labels of the P-256 keys on a token, in order; no PIN is needed to see them. Raises `TokenError`."""
    import pkcs11

    with _trouble(), _library(module).get_token(token_label=token).open() as session:
        wanted = {
            pkcs11.Attribute.CLASS: pkcs11.ObjectClass.PUBLIC_KEY,
            pkcs11.Attribute.KEY_TYPE: pkcs11.KeyType.EC,
        }
        labels = [key.label for key in session.get_objects(wanted)]
    return sorted(label for label in labels if label)


def _public_key(session: Any, label: str) -> bytes | None:
    import pkcs11
    from pkcs11.util.ec import encode_ec_public_key

    wanted = {
        pkcs11.Attribute.CLASS: pkcs11.ObjectClass.PUBLIC_KEY,
        pkcs11.Attribute.KEY_TYPE: pkcs11.KeyType.EC,
        pkcs11.Attribute.LABEL: label,
    }
    found = [encode_ec_public_key(key) for key in session.get_objects(wanted)]
    return found[0] if found else None


@contextmanager
def _session(place: TokenPlace, pin: str, *, writes: bool = False) -> Iterator[Any]:
    with _trouble(place.key_label):
        token = _library(place.module).get_token(token_label=place.token)
        with token.open(rw=writes, user_pin=pin) as session:
            yield session


def _library(module: Path) -> Any:
    import pkcs11

    return pkcs11.lib(str(module))


@contextmanager
def _trouble(key_label: str = "") -> Iterator[None]:
    """What the token says, in words; neither PIN nor key is repeated."""
    import pkcs11

    try:
        yield
    except (pkcs11.PinIncorrect, pkcs11.PinLenRange, pkcs11.PinInvalid, pkcs11.ArgumentsBad):
        raise TokenError(_WRONG_PIN) from None
    except pkcs11.PinLocked as error:
        raise TokenError(_LOCKED) from error
    except (pkcs11.NoSuchToken, pkcs11.TokenNotPresent, pkcs11.DeviceRemoved) as error:
        raise TokenError(_MISSING) from error
    except pkcs11.NoSuchKey as error:
        raise TokenError(_NO_KEY.format(key_label)) from error
    except (pkcs11.PKCS11Error, RuntimeError, OSError) as error:
        raise TokenError(_REFUSED.format(type(error).__name__)) from error


_WRONG_PIN = Text(
    "PIN 不正确。请核对后再试，连续输错会锁住密钥设备。",
    "The PIN is wrong. Check it and try again; several wrong ones lock the token.",
)
_LOCKED = Text(
    "密钥设备已锁住。请联系发放机构解锁。",
    "The token is locked. Ask whoever issued it to unlock it.",
)
_MISSING = Text(
    "没有找到密钥设备。请插好（或重新插拔）后再试。",
    "The token was not found. Plug it in (again) and retry.",
)
_NO_KEY = Text(
    "密钥设备上没有这把密钥（{}）。请换回原来的设备，或重新申请证书。",
    "The key ({}) is not on this token. Use the original token, or apply for a new certificate.",
)
_TAKEN = Text(
    "密钥设备上已有名为“{}”的密钥，没有覆盖。请换一个名称。",
    'The token already has a key called "{}", which was not overwritten. Choose another name.',
)
_REFUSED = Text(
    "密钥设备没有完成操作（{}）。请重新插拔后再试；仍不行就联系发放机构。",
    "The token did not do it ({}). Plug it in again and retry; if that fails, ask whoever issued it.",
)
