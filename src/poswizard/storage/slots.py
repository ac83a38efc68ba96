"""Key slots: the database key sealed under passphrases, and the file they stand in."""

from __future__ import annotations

import hashlib
import json
import secrets
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Literal, Self

from poswizard.storage.durable_file import in_words, write_durably
from poswizard.storage.errors import DamagedVaultError, NoVaultError
from poswizard.storage.key_file import copy_in, path_in
from poswizard.storage.passphrase import normalised

KEY_BYTES = 32
FORMAT = 1
_TAG_BYTES = 16
_LARGEST_FILE = 1 << 20

Kind = Literal["passphrase", "recovery", "keychain"]


@dataclass(frozen=True, slots=True)
class Cost:
    """What one try costs: Argon2id memory in KiB, passes, lanes (RFC 9106)."""

    memory: int = 64 * 1024
    passes: int = 3
    lanes: int = 4


COST = Cost()
"""About 0.1 s on a counter's computer, 64 MiB."""


def derive(secret: str, salt: bytes, cost: Cost) -> bytearray:
    """The key-encryption key of a passphrase: a pure function, Argon2id to 32 bytes."""
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    kdf = Argon2id(
        salt=salt,
        length=KEY_BYTES,
        iterations=cost.passes,
        lanes=cost.lanes,
        memory_cost=cost.memory,
    )
    out = bytearray(KEY_BYTES)
    kdf.derive_into(normalised(secret).encode(), out)
    return out


@dataclass(frozen=True, slots=True)
class Slot:
    """The database key sealed once, under one secret (AES-256-GCM)."""

    id: str
    kind: Kind
    label: str
    """Which operator's slot it is: an operator's id, never a person's data."""
    cost: Cost
    salt: bytes
    nonce: bytes
    sealed: bytes

    @classmethod
    def seal(cls, database: str, key: bytearray, secret: str | bytearray, like: Blank) -> Self:
        """Seal `key` under a passphrase (derived) or under 32 random bytes (used as they are)."""
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
        slot = cls(secrets.token_hex(8), like.kind, like.label, like.cost, salt, nonce, b"")
        kek = slot._kek(secret)
        try:
            return replace(slot, sealed=AESGCM(kek).encrypt(nonce, key, slot._bound_to(database)))
        finally:
            wipe(kek)

    def open(self, database: str, secret: str | bytearray) -> bytearray | None:
        """The database key, or None if the secret is not this slot's."""
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        kek, key = self._kek(secret), bytearray(KEY_BYTES)
        try:
            AESGCM(kek).decrypt_into(self.nonce, self.sealed, self._bound_to(database), key)
        except InvalidTag:
            return None
        finally:
            wipe(kek)
        return key

    def _kek(self, secret: str | bytearray) -> bytearray:
        return (
            derive(secret, self.salt, self.cost) if isinstance(secret, str) else bytearray(secret)
        )

    def _bound_to(self, database: str) -> bytes:
        """The associated data: a slot moved to another database, or edited, does not open."""
        cost = self.cost
        words = ("poswizard slot", FORMAT, database, self.id, self.kind)
        return "|".join(map(str, (*words, cost.memory, cost.passes, cost.lanes))).encode()


@dataclass(frozen=True, slots=True)
class Blank:
    """What a slot to be sealed will say of itself."""

    kind: Kind = "passphrase"
    label: str = ""
    cost: Cost = COST


@dataclass(frozen=True, slots=True)
class SlotsFile:
    """All slots of one database; `next` holds those of a new key while a re-key is under way."""

    database: str
    """Random id of the database, 32 hexadecimal digits."""
    slots: tuple[Slot, ...] = ()
    next: tuple[Slot, ...] = field(default=())


def wipe(secret: bytearray) -> None:
    """Overwrite a key that is no longer needed."""
    secret[:] = bytes(len(secret))


def write_slots(folder: Path, slots: SlotsFile) -> None:
    """Write the key file, then its copy, each durably."""
    data = encoded(slots)
    with in_words():
        for path in (path_in(folder), copy_in(folder)):
            write_durably(path, data)


def read_slots(folder: Path) -> SlotsFile:
    """The slots of a folder; raises `NoVaultError` or `DamagedVaultError`, never anything else."""
    found = [path for path in (path_in(folder), copy_in(folder)) if path.is_file()]
    if not found:
        raise NoVaultError
    for path in found:
        if (slots := decoded(path.read_bytes()[:_LARGEST_FILE])) is not None:
            return slots
    raise DamagedVaultError


def encoded(slots: SlotsFile) -> bytes:
    """The file's bytes: JSON with a checksum that tells damage from a wrong passphrase."""
    body = {
        "format": FORMAT,
        "database": slots.database,
        "slots": [_to_json(slot) for slot in slots.slots],
        "next": [_to_json(slot) for slot in slots.next],
    }
    return json.dumps(body | {"sha256": _checksum(body)}, indent=1).encode()


def decoded(data: bytes) -> SlotsFile | None:
    """The slots in a file's bytes, or None if a single bit of their meaning is wrong."""
    try:
        body = json.loads(data)
        if body.pop("sha256") != _checksum(body) or body["format"] != FORMAT:
            return None
        old, new = (tuple(map(_from_json, body[name])) for name in ("slots", "next"))
        return SlotsFile(body["database"], old, new)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _checksum(body: object) -> str:
    return hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()


def _to_json(slot: Slot) -> dict[str, object]:
    values = asdict(slot)
    return values | {name: values[name].hex() for name in ("salt", "nonce", "sealed")}


def _from_json(values: dict[str, str]) -> Slot:
    raw = {name: bytes.fromhex(values[name]) for name in ("salt", "nonce", "sealed")}
    if len(raw["sealed"]) != KEY_BYTES + _TAG_BYTES or len(raw["nonce"]) != 12:
        raise ValueError("a slot of the wrong size")
    return Slot(**{**values, **raw, "cost": Cost(**values["cost"])})  # pyright: ignore[reportArgumentType, reportCallIssue]
