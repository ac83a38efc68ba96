"""The operating system's keychain as a convenience: it may spare typing, never lock anybody out."""

from __future__ import annotations

import base64
import binascii
import contextlib
import secrets
from pathlib import Path
from typing import TYPE_CHECKING

from poswizard.storage import vault
from poswizard.storage.slots import KEY_BYTES, read_slots, wipe

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE = "poswizard"

TRUSTED = frozenset(
    {
        "keyring.backends.Windows.WinVaultKeyring",
        "keyring.backends.macOS.Keyring",
        "keyring.backends.SecretService.Keyring",
        "keyring.backends.kwallet.DBusKeyring",
    }
)
"""Backends that keep a secret; others keep it in a text file, or nowhere, and report success."""


def is_there() -> bool:
    """Whether the system has a keychain worth trusting."""
    return _trusted_store() is not None


def remember(folder: Path, key: bytearray) -> bool:
    """Let this account's keychain open the database; False if there is none to trust."""
    store = _trusted_store()
    if store is None:
        return False
    name, secret = read_slots(folder).database, bytearray(secrets.token_bytes(KEY_BYTES))
    try:
        text = base64.b64encode(secret).decode()
        if not _put(store, name, text):
            return False
        vault.add_secret(folder, key, secret)
        return True
    finally:
        wipe(secret)


def recall(folder: Path) -> bytearray | None:
    """The database key by way of the keychain; None whenever anything at all is in the way."""
    store = _trusted_store()
    if store is None:
        return None
    text = _get(store, read_slots(folder).database)
    secret = _decoded(text)
    return vault.unlock_with_secret(folder, secret) if secret is not None else None


def forget(folder: Path) -> None:
    """Take the key out of the keychain and its slot out of the vault."""
    store = _trusted_store()
    if store is not None:
        with contextlib.suppress(Exception):  # a locked keychain must not keep the slot alive
            store.delete_password(SERVICE, read_slots(folder).database)
    vault.remove_kind(folder, "keychain")


def _trusted_store() -> KeyringBackend | None:
    try:
        import keyring

        chosen = keyring.get_keyring()
        among = getattr(chosen, "backends", [chosen])
        return next((store for store in among if _name(store) in TRUSTED), None)
    except Exception:  # noqa: BLE001  (backends raise what they like; the passphrase still works)
        return None


def _name(store: KeyringBackend) -> str:
    return f"{type(store).__module__}.{type(store).__name__}"


def _put(store: KeyringBackend, name: str, text: str) -> bool:
    """Write, read again, compare: some backends accept everything and keep nothing."""
    try:
        store.set_password(SERVICE, name, text)
    except Exception:  # noqa: BLE001  (as above)
        return False
    return _get(store, name) == text


def _get(store: KeyringBackend, name: str) -> str | None:
    try:
        return store.get_password(SERVICE, name)
    except Exception:  # noqa: BLE001  (as above)
        return None


def _decoded(text: str | None) -> bytearray | None:
    try:
        secret = bytearray(base64.b64decode(text or "", validate=True))
    except binascii.Error:
        return None
    return secret if len(secret) == KEY_BYTES else None
