"""Opening a store: what is wrong is told apart, and what can be used is used."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert, text

from poswizard.storage import sqlcipher, vault
from poswizard.storage.applications import Applications
from poswizard.storage.clock import Clock
from poswizard.storage.database import Database, Notice, open_branch_database, open_database
from poswizard.storage.errors import (
    DamagedError,
    LibraryError,
    NewerSchemaError,
    NotEncryptedError,
    ServerError,
    WrongKeyError,
    WrongPassphraseError,
)
from poswizard.storage.tables import Setting
from poswizard.wizard.summary import Summary
from tests.storage.conftest import KEY, QUICK


def stored(folder: Path) -> Path:
    """A closed store with one application in it."""
    opened = open_database(folder, KEY)
    Applications(opened).new(Summary(applicant="样本商户"))
    opened.close()
    return folder / vault.DATABASE_NAME


def test_a_store_opens_again_with_its_key(folder: Path) -> None:
    stored(folder)
    again = open_database(folder, KEY)
    assert [one.summary.applicant for one in Applications(again).page()] == ["样本商户"]
    assert again.notices == ()
    again.close()


def test_every_file_is_encrypted_and_for_the_owner_only(database: Database, folder: Path) -> None:
    Applications(database).new(Summary())
    for path in folder.iterdir():
        assert not path.read_bytes().startswith(b"SQLite format 3")
        assert path.stat().st_mode & 0o077 == 0, path.name


def test_the_connection_has_every_setting_of_the_recipe(database: Database) -> None:
    expected = {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "secure_delete": 1,
        "trusted_schema": 0,
        "cell_size_check": 1,
        "journal_size_limit": 16 << 20,
    }
    with database.read() as connection:
        for name, value in expected.items():
            found = connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            assert str(found) == str(value), name


def test_another_key_is_told_from_damage(folder: Path) -> None:
    path = stored(folder)
    with pytest.raises(WrongKeyError):
        open_database(folder, bytearray(32))
    damage(path, at=500)
    with pytest.raises(DamagedError):
        open_database(folder, KEY)


def test_an_empty_key_is_refused_rather_than_a_plain_file_made(folder: Path) -> None:
    with pytest.raises(WrongKeyError):
        open_database(folder, bytearray())
    assert not (folder / vault.DATABASE_NAME).exists()


def test_a_plain_sqlite_file_is_refused(folder: Path) -> None:
    folder.mkdir()
    with closing(sqlite3.connect(folder / vault.DATABASE_NAME)) as plain:
        plain.execute("CREATE TABLE t (a)")
        plain.commit()
    with pytest.raises(NotEncryptedError):
        open_database(folder, KEY)


def test_something_else_in_its_place_is_refused(folder: Path) -> None:
    folder.mkdir()
    (folder / vault.DATABASE_NAME).write_bytes(os.urandom(20_000))
    with pytest.raises(WrongKeyError):
        open_database(folder, KEY)


def test_a_cut_off_file_is_damage(folder: Path) -> None:
    path = stored(folder)
    os.truncate(path, path.stat().st_size // 2 + 100)
    assert not is_clean(folder)


def test_a_flipped_bit_in_any_page_is_found_by_the_check_and_never_shown_as_data(
    folder: Path, tmp_path: Path
) -> None:
    path = stored(folder)
    for page in range(path.stat().st_size // 4096):
        other = tmp_path / f"flipped-{page}"
        shutil.copytree(folder, other)
        damage(other / path.name, at=page * 4096 + 100)
        assert not is_clean(other), page


def is_clean(folder: Path) -> bool:
    try:
        opened = open_database(folder, KEY)
    except DamagedError:
        return False
    try:
        return opened.check().is_clean
    except DamagedError:
        return False
    finally:
        opened.close()


def damage(path: Path, at: int) -> None:
    """Flip one bit."""
    with path.open("r+b") as file:
        file.seek(at)
        byte = file.read(1)[0]
        file.seek(at)
        file.write(bytes([byte ^ 4]))


def test_the_check_passes_while_the_store_is_in_use(database: Database) -> None:
    applications = Applications(database)
    for _ in range(30):
        applications.new(Summary())
    assert database.check().is_clean


def test_a_newer_schema_is_left_alone(folder: Path) -> None:
    stored(folder)
    opened = open_database(folder, KEY)
    with opened.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9001'"))
    opened.close()
    with pytest.raises(NewerSchemaError):
        open_database(folder, KEY)


def test_an_older_library_is_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlcipher, "LEAST_SQLCIPHER", (5, 0))
    with pytest.raises(LibraryError):
        open_database(folder, KEY)
    assert not folder.exists()


def test_an_interrupted_session_is_mentioned_and_its_log_taken_in(folder: Path) -> None:
    first = open_database(folder, KEY)
    Applications(first).new(Summary(applicant="样本"))
    copied = folder.with_name("after-a-kill")
    shutil.copytree(folder, copied)
    first.close()
    again = open_database(copied, KEY)
    assert Notice.INTERRUPTED in again.notices
    assert len(Applications(again).page()) == 1
    assert again.check().is_clean
    again.close()


def test_an_older_copy_of_the_file_put_back_is_noticed(folder: Path) -> None:
    path = stored(folder)
    old = path.read_bytes()
    stored(folder)
    path.write_bytes(old)
    again = open_database(folder, KEY)
    assert again.notices == (Notice.OLDER_COPY,)
    again.close()


class TenYearsBack(Clock):
    """A clock whose battery is empty."""

    def now(self) -> datetime:
        return datetime.now(UTC) - timedelta(days=3652)


def test_a_clock_set_back_ten_years_is_said_and_nothing_is_lost(folder: Path) -> None:
    stored(folder)
    again = open_database(folder, KEY, clock=TenYearsBack())
    assert again.notices == (Notice.CLOCK_BACK,)
    assert "校正" in again.notices[0].label.zh
    applications = Applications(again)
    (listed,) = applications.page()
    applications.save(listed.id, listed.version, {"merchant": '"x"'}, listed.summary)
    again.close()
    healed = open_database(folder, KEY)
    assert healed.notices == ()
    assert Applications(healed).load(listed.id).steps == {"merchant": '"x"'}
    assert healed.check().is_clean
    healed.close()


def test_a_clock_a_minute_behind_is_not_spoken_of(folder: Path) -> None:
    class MinuteBehind(Clock):
        def now(self) -> datetime:
            return datetime.now(UTC) - timedelta(minutes=1)

    stored(folder)
    again = open_database(folder, KEY, clock=MinuteBehind())
    assert again.notices == ()
    again.close()


def test_little_space_is_said_but_does_not_stand_in_the_way(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("poswizard.storage.ballast.Ballast.__init__.__defaults__", (1 << 60,))
    opened = open_database(folder, KEY)
    assert opened.notices == (Notice.LITTLE_SPACE,)
    Applications(opened).new(Summary())
    opened.close()


def test_the_reserve_takes_real_blocks(database: Database, folder: Path) -> None:
    assert database.file.ballast.is_there()
    found = (folder / "poswizard.ballast").stat()
    assert found.st_blocks * 512 >= found.st_size == database.file.ballast.size


def test_the_key_is_nowhere_in_the_object_after_closing(folder: Path) -> None:
    opened = open_database(folder, KEY)
    held = opened.file.key
    assert bytes(KEY) not in (bytes(held._mask), bytes(held._masked))
    with held.plain() as key:
        assert key == KEY
    assert key == bytes(32)
    opened.close()
    assert bytes(held._mask) == bytes(held._masked) == bytes(32)


def test_an_error_names_no_value(database: Database) -> None:
    with pytest.raises(Exception) as raised, database.write() as connection:  # noqa: PT011
        connection.execute(insert(Setting), [{"key": "a", "value": "planted-1101"}] * 2)
    assert "planted-1101" not in str(raised.value)
    assert "planted-1101" not in repr(raised.value)


def test_a_rekey_changes_the_key_and_keeps_the_named_passphrases(folder: Path) -> None:
    mine, theirs, leaver = "样本-correct-horse", "样本-battery-staple", "样本-gone-fishing"
    old = vault.create(folder, mine, cost=QUICK)
    vault.add_slot(folder, old, theirs, cost=QUICK)
    vault.add_slot(folder, old, leaver, cost=QUICK)
    open_database(folder, old).close()
    new = vault.rekey(folder, [mine, theirs], cost=QUICK)
    assert new != old
    assert vault.unlock(folder, theirs) == new
    with pytest.raises(WrongPassphraseError):
        vault.unlock(folder, leaver)
    with pytest.raises(WrongKeyError):
        open_database(folder, old)
    open_database(folder, new).close()


@pytest.mark.parametrize("stage", ["slots written", "database changed"])
def test_a_rekey_cut_off_anywhere_leaves_a_key_that_opens(
    folder: Path, stage: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = "样本-correct-horse"
    open_database(folder, vault.create(folder, mine, cost=QUICK)).close()
    real = sqlcipher.reset_key

    def cut_off(path: Path, old: bytearray, new: bytearray) -> None:
        if stage == "database changed":
            real(path, old, new)
        raise KeyboardInterrupt

    monkeypatch.setattr(sqlcipher, "reset_key", cut_off)
    with pytest.raises(KeyboardInterrupt):
        vault.rekey(folder, [mine], cost=QUICK)
    key = vault.unlock(folder, mine)
    open_database(folder, key).close()
    assert vault.unlock(folder, mine) == key


def test_a_branch_server_that_does_not_answer_says_so(tmp_path: Path) -> None:
    with pytest.raises(ServerError):
        open_branch_database(f"postgresql+psycopg://branch@/none?host={tmp_path}")


def test_a_branch_database_that_is_not_there_says_so(branch_url: str) -> None:
    with pytest.raises(ServerError):
        open_branch_database(branch_url.replace("/branch_", "/missing_"))


def test_two_first_starts_of_a_branch_make_one_set_of_tables(branch_url: str) -> None:
    first, second = open_branch_database(branch_url), open_branch_database(branch_url)
    assert Applications(first).new(Summary()).number != Applications(second).new(Summary()).number
    first.close()
    second.close()
