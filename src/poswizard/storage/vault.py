"""The vault: from a passphrase to the database key, and back when it must change."""

from __future__ import annotations

import json
import secrets
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from poswizard.storage.durable_file import create_private_folder, in_words, write_durably
from poswizard.storage.errors import (
    LastSlotError,
    RetryLaterError,
    VaultExistsError,
    WeakPassphraseError,
    WrongPassphraseError,
)
from poswizard.storage.key_file import exists
from poswizard.storage.passphrase import (
    new_recovery_code,
    passphrase_is_refused,
    recovery_secret,
    retry_delay,
)
from poswizard.storage.slots import (
    COST,
    KEY_BYTES,
    Blank,
    Cost,
    Kind,
    Slot,
    SlotsFile,
    read_slots,
    wipe,
    write_slots,
)

DATABASE_NAME = "poswizard.db"


def create(folder: Path, passphrase: str, *, label: str = "", cost: Cost = COST) -> bytearray:
    """Make a new random database key and its first slot; the key, for the caller to wipe."""
    _refuse_weak(passphrase)
    if exists(folder) or (folder / DATABASE_NAME).exists():
        raise VaultExistsError
    with in_words():
        create_private_folder(folder)
    key, database = bytearray(secrets.token_bytes(KEY_BYTES)), secrets.token_hex(16)
    slot = Slot.seal(database, key, passphrase, Blank(label=label, cost=cost))
    write_slots(folder, SlotsFile(database, (slot,)))
    return key


def unlock(folder: Path, passphrase: str, *, label: str | None = None) -> bytearray:
    """The database key by a passphrase; `label` names whose slot, so that others need not be tried.

    Raises `NoVaultError`, `DamagedVaultError`, `RetryLaterError` or `WrongPassphraseError`.
    """
    return _unlock(folder, "passphrase", passphrase, label)


def unlock_with_code(folder: Path, code: str) -> bytearray:
    """The database key by the printed recovery code, however it is typed."""
    return _unlock(folder, "recovery", recovery_secret(code), None)


def change_passphrase(folder: Path, old: str, new: str, *, cost: Cost = COST) -> None:
    """Put `new` in the place of `old`; the database is not touched."""
    _refuse_weak(new)
    key = unlock(folder, old)
    file = read_slots(folder)
    mine = next(slot for slot in _of_kind(file.slots, "passphrase") if _opens(slot, file, old))
    fresh = Slot.seal(file.database, key, new, Blank(label=mine.label, cost=cost))
    wipe(key)
    kept = tuple(fresh if slot.id == mine.id else slot for slot in file.slots)
    write_slots(folder, replace(file, slots=kept))


def add_slot(
    folder: Path, key: bytearray, passphrase: str, *, label: str = "", cost: Cost = COST
) -> str:
    """Let another passphrase open the database, too; the new slot's id."""
    _refuse_weak(passphrase)
    return _add(folder, key, passphrase, Blank(label=label, cost=cost))


def add_recovery_code(folder: Path, key: bytearray, *, cost: Cost = COST) -> str:
    """A new recovery code to be printed; any earlier code stops working."""
    code = new_recovery_code()
    _add(folder, key, recovery_secret(code), Blank("recovery", cost=cost))
    return code


def add_secret(folder: Path, key: bytearray, secret: bytearray) -> None:
    """Let 32 random bytes kept elsewhere (the OS keychain) open the database; one at a time."""
    _add(folder, key, secret, Blank("keychain"))


def unlock_with_secret(folder: Path, secret: bytearray) -> bytearray | None:
    """The database key by 32 random bytes kept elsewhere, or None."""
    file = read_slots(folder)
    opened = (slot.open(file.database, secret) for slot in _of_kind(file.slots, "keychain"))
    return None if file.next else next(filter(None, opened), None)


def slots(folder: Path) -> tuple[Slot, ...]:
    """The slots as they are, for a list in the settings."""
    return read_slots(folder).slots


def remove_slot(folder: Path, slot_id: str) -> None:
    """Take a slot away. Who knew the key may still have it: `rekey` is what revokes it."""
    file = read_slots(folder)
    kept = tuple(slot for slot in file.slots if slot.id != slot_id)
    if not _of_kind(kept, "passphrase"):
        raise LastSlotError
    write_slots(folder, replace(file, slots=kept))


def remove_kind(folder: Path, kind: Kind) -> None:
    """Take away every recovery or keychain slot."""
    file = read_slots(folder)
    write_slots(folder, replace(file, slots=_without(file.slots, kind)))


def rekey(folder: Path, passphrases: Sequence[str], *, cost: Cost = COST) -> bytearray:
    """Encrypt the (closed) database anew and keep only the slots of these passphrases; the new key.

    For a leaver or a leak. Slots of both keys stand in the file until the database has changed, so
    a crash at any point leaves one of them right; the next `unlock` finds out which and tidies up.
    Recovery code and keychain slot end with the old key and must be made again.
    """
    from poswizard.storage.sqlcipher import reset_key

    old = unlock(folder, passphrases[0])
    file = read_slots(folder)
    new = bytearray(secrets.token_bytes(KEY_BYTES))
    fresh = tuple(_resealed(file, new, passphrase, cost) for passphrase in passphrases)
    write_slots(folder, replace(file, next=fresh))
    reset_key(folder / DATABASE_NAME, old, new)
    wipe(old)
    write_slots(folder, SlotsFile(file.database, fresh))
    return new


def seconds_to_wait(folder: Path, now: float | None = None) -> float:
    """Seconds until another passphrase may be tried here; 0 after a success."""
    failures, at = _failures(folder)
    passed = (time.time() if now is None else now) - at
    delay = retry_delay(failures)
    # a clock set back must neither free the next try nor block it for years
    return delay if passed < 0 else max(0.0, delay - passed)


def _unlock(folder: Path, kind: Kind, secret: str, label: str | None) -> bytearray:
    file = read_slots(folder)
    if (wait := seconds_to_wait(folder)) > 0:
        raise RetryLaterError(wait)
    found = [
        [key for slot in _of_kind(group, kind, label) if (key := slot.open(file.database, secret))]
        for group in (file.slots, file.next)
    ]
    key = _settled(folder, file, found[0], found[1]) if file.next else next(iter(found[0]), None)
    if key is None:
        _remember_failures(folder, _failures(folder)[0] + 1)
        raise WrongPassphraseError
    _remember_failures(folder, 0)
    return key


def _settled(
    folder: Path, file: SlotsFile, old: list[bytearray], new: list[bytearray]
) -> bytearray | None:
    """End a re-key that was interrupted: keep the slots whose key opens the database."""
    from poswizard.storage.sqlcipher import opens

    path = folder / DATABASE_NAME
    for keys, kept in ((new, file.next), (old, file.slots)):
        for key in keys:
            if opens(path, key):
                write_slots(folder, SlotsFile(file.database, kept))
                return key
    return None


def _add(folder: Path, key: bytearray, secret: str | bytearray, like: Blank) -> str:
    file = read_slots(folder)
    slot = Slot.seal(file.database, key, secret, like)
    kept = file.slots if like.kind == "passphrase" else _without(file.slots, like.kind)
    write_slots(folder, replace(file, slots=(*kept, slot)))
    return slot.id


def _resealed(file: SlotsFile, new: bytearray, passphrase: str, cost: Cost) -> Slot:
    for slot in _of_kind(file.slots, "passphrase"):
        if _opens(slot, file, passphrase):
            return Slot.seal(file.database, new, passphrase, Blank(label=slot.label, cost=cost))
    raise WrongPassphraseError


def _opens(slot: Slot, file: SlotsFile, secret: str) -> bool:
    key = slot.open(file.database, secret)
    if key is not None:
        wipe(key)
    return key is not None


def _of_kind(group: Sequence[Slot], kind: Kind, label: str | None = None) -> tuple[Slot, ...]:
    return tuple(slot for slot in group if slot.kind == kind and label in (None, slot.label))


def _without(group: Sequence[Slot], kind: Kind) -> tuple[Slot, ...]:
    return tuple(slot for slot in group if slot.kind != kind)


def _refuse_weak(passphrase: str) -> None:
    if refusal := passphrase_is_refused(passphrase):
        raise WeakPassphraseError(refusal)


def _tries_in(folder: Path) -> Path:
    return folder / "poswizard.tries"


def _failures(folder: Path) -> tuple[int, float]:
    try:
        noted = json.loads(_tries_in(folder).read_bytes())
        return int(noted["failures"]), float(noted["at"])
    except (OSError, ValueError, KeyError, TypeError):
        return 0, 0.0


def _remember_failures(folder: Path, failures: int) -> None:
    """Keep the count over a restart. A full or read-only disk must not keep anybody out."""
    path = _tries_in(folder)
    try:
        if failures:
            write_durably(path, json.dumps({"failures": failures, "at": time.time()}).encode())
        else:
            path.unlink(missing_ok=True)
    except OSError:
        return
