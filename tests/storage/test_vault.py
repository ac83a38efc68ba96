"""Passphrases, slots, recovery codes: who gets in, who does not, and that nobody is locked out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from poswizard.storage import passphrase as words
from poswizard.storage import slots, vault
from poswizard.storage.errors import (
    DamagedVaultError,
    LastSlotError,
    NoVaultError,
    RetryLaterError,
    VaultError,
    VaultExistsError,
    WeakPassphraseError,
    WrongPassphraseError,
)
from tests.storage.conftest import QUICK, run_child

GOOD = "样本-correct-horse"
OTHER = "样本-battery-staple"


@pytest.fixture
def made(folder: Path) -> tuple[Path, bytearray]:
    return folder, vault.create(folder, GOOD, label="clerk-1", cost=QUICK)


def test_the_passphrase_gives_the_same_random_key_again(made: tuple[Path, bytearray]) -> None:
    folder, key = made
    assert vault.unlock(folder, GOOD) == key
    assert len(key) == 32
    assert key != bytes(32)


def test_a_wrong_passphrase_a_damaged_file_and_no_file_are_three_things(
    made: tuple[Path, bytearray], tmp_path: Path
) -> None:
    folder, _ = made
    with pytest.raises(WrongPassphraseError):
        vault.unlock(folder, OTHER)
    for path in (slots.path_in(folder), slots.copy_in(folder)):
        path.write_bytes(path.read_bytes().replace(b"clerk-1", b"clerk-2"))
    with pytest.raises(DamagedVaultError):
        vault.unlock(folder, GOOD)
    with pytest.raises(NoVaultError):
        vault.unlock(tmp_path / "elsewhere", GOOD)


def test_no_single_flipped_bit_opens_anything_or_is_called_a_wrong_passphrase(
    made: tuple[Path, bytearray],
) -> None:
    folder, key = made
    whole = slots.path_in(folder).read_bytes()
    for place in range(0, len(whole), 7):
        bent = bytearray(whole)
        bent[place] ^= 1 << (place % 8)
        found = slots.decoded(bytes(bent))
        assert found is None or found == slots.decoded(whole)
    assert vault.unlock(folder, GOOD) == key


def test_the_copy_of_the_key_file_serves_when_the_first_is_damaged(
    made: tuple[Path, bytearray],
) -> None:
    folder, key = made
    slots.path_in(folder).write_bytes(b"\0" * 100)
    assert vault.unlock(folder, GOOD) == key


def test_a_slot_moved_to_another_database_does_not_open(made: tuple[Path, bytearray]) -> None:
    folder, _ = made
    file = slots.read_slots(folder)
    assert file.slots[0].open("0" * 32, GOOD) is None


def test_the_key_file_is_for_the_owner_only(made: tuple[Path, bytearray]) -> None:
    folder, _ = made
    assert slots.path_in(folder).stat().st_mode & 0o777 == 0o600
    assert folder.stat().st_mode & 0o777 == 0o700


def test_a_second_vault_is_never_made_over_the_first(made: tuple[Path, bytearray]) -> None:
    folder, key = made
    with pytest.raises(VaultExistsError):
        vault.create(folder, OTHER, cost=QUICK)
    assert vault.unlock(folder, GOOD) == key


def test_a_passphrase_below_the_floor_is_refused_with_the_reason(folder: Path) -> None:
    for weak in ("", "1234567", "88888888", "Password"):
        with pytest.raises(WeakPassphraseError) as refused:
            vault.create(folder, weak, cost=QUICK)
        assert refused.value.text in (words.TOO_SHORT, words.TOO_COMMON)
    assert not folder.exists()


def test_a_plain_passphrase_is_remarked_on_but_allowed() -> None:
    assert words.passphrase_remark("2026112312") == words.TOO_PLAIN
    assert words.passphrase_remark("aaaaaaaabb") == words.TOO_PLAIN
    assert words.passphrase_is_refused("2026112312") is None
    assert words.passphrase_remark("春熙路上的三只大熊猫") is None


def test_the_input_method_does_not_matter(folder: Path) -> None:
    key = vault.create(folder, "ABCdef-12345", cost=QUICK)
    assert vault.unlock(folder, "ＡＢＣdef－１２３４５") == key


def test_changing_the_passphrase_keeps_the_key_and_ends_the_old_one(
    made: tuple[Path, bytearray],
) -> None:
    folder, key = made
    vault.change_passphrase(folder, GOOD, OTHER, cost=QUICK)
    assert vault.unlock(folder, OTHER, label="clerk-1") == key
    with pytest.raises(WrongPassphraseError):
        vault.unlock(folder, GOOD)


def test_each_operator_has_a_slot_and_the_last_one_stays(made: tuple[Path, bytearray]) -> None:
    folder, key = made
    second = vault.add_slot(folder, key, OTHER, label="clerk-2", cost=QUICK)
    assert vault.unlock(folder, OTHER, label="clerk-2") == key
    first = next(slot.id for slot in vault.slots(folder) if slot.id != second)
    vault.remove_slot(folder, first)
    with pytest.raises(WrongPassphraseError):
        vault.unlock(folder, GOOD)
    with pytest.raises(LastSlotError):
        vault.remove_slot(folder, second)


def test_the_recovery_code_opens_however_it_is_typed(made: tuple[Path, bytearray]) -> None:
    folder, key = made
    code = vault.add_recovery_code(folder, key, cost=QUICK)
    assert [len(group) for group in code.split("-")] == [4] * 8
    assert words.recovery_code_is_wellformed(code)
    for typed in (
        code,
        code.lower(),
        code.replace("-", " "),
        code.replace("0", "O").replace("1", "l"),
    ):
        assert vault.unlock_with_code(folder, typed) == key


def test_a_new_recovery_code_ends_the_old_one(made: tuple[Path, bytearray]) -> None:
    folder, key = made
    old = vault.add_recovery_code(folder, key, cost=QUICK)
    vault.add_recovery_code(folder, key, cost=QUICK)
    with pytest.raises(WrongPassphraseError):
        vault.unlock_with_code(folder, old)


def test_a_slip_in_a_recovery_code_is_noticed_before_it_is_tried() -> None:
    code = words.recovery_secret(words.new_recovery_code())
    slipped = [
        code[:place] + ("7" if code[place] != "7" else "8") + code[place + 1 :]
        for place in range(32)
    ]
    unnoticed = sum(words.recovery_code_is_wellformed(wrong) for wrong in slipped)
    assert (
        unnoticed <= 2
    )  # two check signs: one slip in 1,024 goes through, and is a wrong code then
    assert words.recovery_code_is_wellformed(code)
    assert not words.recovery_code_is_wellformed(code[:-1])


def test_the_wait_grows_with_wrong_passphrases_and_survives_a_restart(
    made: tuple[Path, bytearray],
) -> None:
    folder, key = made
    assert [words.retry_delay(n) for n in (0, 1, 2, 3, 4, 9, 500)] == [0, 0, 0, 1, 2, 60, 60]
    for _ in range(3):
        with pytest.raises(WrongPassphraseError):
            vault.unlock(folder, OTHER)
    with pytest.raises(RetryLaterError) as later:
        vault.unlock(folder, GOOD)
    assert 0 < later.value.seconds <= 1
    (folder / "poswizard.tries").unlink()
    assert vault.unlock(folder, GOOD) == key


def test_a_clock_set_back_neither_frees_nor_blocks_the_next_try(
    made: tuple[Path, bytearray],
) -> None:
    folder, _ = made
    (folder / "poswizard.tries").write_text(json.dumps({"failures": 5, "at": 2_000_000_000.0}))
    assert vault.seconds_to_wait(folder, now=1_000_000_000.0) == words.retry_delay(5)
    assert vault.seconds_to_wait(folder, now=2_000_000_001.0) == words.retry_delay(5) - 1
    assert vault.seconds_to_wait(folder, now=2_000_000_100.0) == 0


def test_a_passphrase_costs_what_it_is_said_to_cost() -> None:
    assert (slots.COST.memory, slots.COST.passes, slots.COST.lanes) == (64 * 1024, 3, 4)
    salt = bytes(range(16))
    assert slots.derive("样本", salt, QUICK) == slots.derive("样本", salt, QUICK)
    assert slots.derive("样本", salt, QUICK) != slots.derive("样本", salt, slots.Cost(65, 1, 1))


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_as_a_key_file_are_damage_and_nothing_else(data: bytes) -> None:
    assert slots.decoded(data) is None


def test_every_error_of_the_vault_says_what_to_do_in_both_languages() -> None:
    kinds = [kind for kind in VaultError.__subclasses__() if kind is not RetryLaterError]
    for error in [*(kind() for kind in kinds), RetryLaterError(4.2)]:
        assert error.text.zh
        assert error.text.en
        assert str(error) in (error.text.zh, error.text.en)


def test_the_unlock_dialog_needs_neither_sqlalchemy_nor_the_driver() -> None:
    script = (
        "import sys, poswizard.storage.vault\n"
        "heavy = {'sqlalchemy', 'sqlcipher3', 'alembic', 'psycopg', 'keyring', 'PySide6'}\n"
        "sys.exit(str(heavy & set(sys.modules)) if heavy & set(sys.modules) else 0)"
    )
    assert run_child(script).stderr == ""
