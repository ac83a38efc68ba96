"""The keychain is a convenience: whatever it does, the passphrase opens."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail, null
from keyring.errors import KeyringLocked, PasswordDeleteError

from poswizard.storage import keychain, vault
from tests.storage.conftest import QUICK

GOOD = "样本-correct-horse"


class Remembering(KeyringBackend):
    """A keychain that works."""

    priority = 1  # pyright: ignore[reportAssignmentType]

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def delete_password(self, service: str, username: str) -> None:
        if self.kept.pop((service, username), None) is None:
            raise PasswordDeleteError


class Locked(Remembering):
    """A keychain whose owner said no."""

    def get_password(self, service: str, username: str) -> str | None:
        raise KeyringLocked(service)


class Bundling(Remembering):
    """A keychain that gives back something else than it was given."""

    def get_password(self, service: str, username: str) -> str | None:
        return "AAAA"


@pytest.fixture
def folder_and_key(folder: Path) -> tuple[Path, bytearray]:
    return folder, vault.create(folder, GOOD, cost=QUICK)


@pytest.fixture(autouse=True)
def _own_keyring() -> Iterator[None]:
    before = keyring.get_keyring()
    yield
    keyring.set_keyring(before)


def use(store: KeyringBackend, monkeypatch: pytest.MonkeyPatch, *, trusted: bool = True) -> None:
    keyring.set_keyring(store)
    name = f"{type(store).__module__}.{type(store).__name__}"
    monkeypatch.setattr(keychain, "TRUSTED", frozenset({name} if trusted else ()))


def test_a_trusted_keychain_spares_the_passphrase(
    folder_and_key: tuple[Path, bytearray], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, key = folder_and_key
    store = Remembering()
    use(store, monkeypatch)
    assert keychain.remember(folder, key)
    assert keychain.recall(folder) == key
    assert bytes(key).hex() not in str(store.kept)
    keychain.forget(folder)
    assert store.kept == {}
    assert keychain.recall(folder) is None
    assert vault.unlock(folder, GOOD) == key


@pytest.mark.parametrize(
    "store",
    [Locked(), Bundling(), null.Keyring(), fail.Keyring()],
    ids=lambda store: f"{type(store).__module__}.{type(store).__name__}",
)
def test_a_keychain_that_fails_locks_nobody_out(
    store: KeyringBackend,
    folder_and_key: tuple[Path, bytearray],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder, key = folder_and_key
    use(store, monkeypatch)
    assert not keychain.remember(folder, key)
    assert keychain.recall(folder) is None
    keychain.forget(folder)
    assert vault.unlock(folder, GOOD) == key
    assert {slot.kind for slot in vault.slots(folder)} == {"passphrase"}


def test_a_keychain_that_is_not_on_the_list_is_not_used(
    folder_and_key: tuple[Path, bytearray], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, key = folder_and_key
    store = Remembering()
    use(store, monkeypatch, trusted=False)
    assert not keychain.remember(folder, key)
    assert store.kept == {}


def test_a_keychain_of_another_computer_opens_nothing(
    folder_and_key: tuple[Path, bytearray], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, key = folder_and_key
    use(Remembering(), monkeypatch)
    assert keychain.remember(folder, key)
    use(Remembering(), monkeypatch)
    assert keychain.recall(folder) is None
    assert vault.unlock(folder, GOOD) == key
