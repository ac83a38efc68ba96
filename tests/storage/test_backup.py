"""Backups: what is called one restores exactly, on another computer, with the passphrase."""

from __future__ import annotations

import os
import random
import zipfile
from contextlib import closing
from pathlib import Path
from threading import Event, Thread

import pytest

from poswizard.storage import backup, vault
from poswizard.storage.applications import Applications
from poswizard.storage.audit_log import AuditLog
from poswizard.storage.backup import contents_digest, restore_backup, write_backup
from poswizard.storage.database import Database, open_database
from poswizard.storage.errors import (
    BackupDiskFullError,
    BackupMismatchError,
    BackupNotWrittenError,
    DamagedBackupError,
    FolderInUseError,
    NoBackupFolderError,
)
from poswizard.storage.scans import Scans
from poswizard.wizard.summary import Summary
from tests.package.small_disk import small_disk, write_protect
from tests.storage.conftest import QUICK

GOOD = "样本-correct-horse"
PICTURE = random.Random(1).randbytes(200_000)  # noqa: S311


@pytest.fixture
def filled(folder: Path) -> Database:
    opened = open_database(folder, vault.create(folder, GOOD, cost=QUICK))
    applications = Applications(opened)
    for number in range(20):
        summary = Summary(applicant=f"样本{number}", search_words=f"样本{number}")
        made = applications.new(summary)
        applications.save(made.id, 1, {"merchant": f'"{number}"'}, summary)
    Scans(opened).put(PICTURE, "image/jpeg")
    return opened


def restored(file: Path, folder: Path) -> Database:
    restore_backup(file, folder)
    return open_database(folder, vault.unlock(folder, GOOD))


def contents(database: Database) -> str:
    with closing(database.file.connect()) as connection:
        return contents_digest(connection)


def test_a_backup_restores_exactly_with_the_passphrase(filled: Database, tmp_path: Path) -> None:
    digest = write_backup(filled, tmp_path / "b.zip")
    filled.close()
    again = restored(tmp_path / "b.zip", tmp_path / "other")
    assert contents(again) == digest
    assert len(Applications(again).page("样本")) == 20
    assert Scans(again).get(Scans(again).put(PICTURE, "image/jpeg")) == PICTURE
    assert again.check().is_clean
    assert again.notices == ()
    again.close()


def test_a_backup_leaves_one_encrypted_file_and_an_entry_in_the_history(
    filled: Database, tmp_path: Path
) -> None:
    target = tmp_path / "stick"
    target.mkdir()
    write_backup(filled, target / "b.zip", operator="clerk-1")
    assert [path.name for path in target.iterdir()] == ["b.zip"]
    assert (target / "b.zip").stat().st_mode & 0o077 == 0
    assert b"SQLite format 3" not in (target / "b.zip").read_bytes()
    assert AuditLog(filled).everything()[-1].what == "backup_written"
    filled.close()


def test_ordinary_tools_can_take_a_backup_apart(filled: Database, tmp_path: Path) -> None:
    write_backup(filled, tmp_path / "b.zip")
    filled.close()
    with zipfile.ZipFile(tmp_path / "b.zip") as box:
        assert sorted(box.namelist()) == ["poswizard.db", "poswizard.keys"]
        assert box.testzip() is None


def test_a_backup_made_while_others_write_is_one_moment_of_the_store(
    filled: Database, tmp_path: Path
) -> None:
    stop, applications = Event(), Applications(filled)

    def go_on() -> None:
        while not stop.is_set():
            made = applications.new(Summary())
            applications.save(made.id, 1, {"merchant": '"x"'}, Summary())

    thread = Thread(target=go_on)
    thread.start()
    try:
        for number in range(5):
            digest = write_backup(filled, tmp_path / f"{number}.zip")
            again = restored(tmp_path / f"{number}.zip", tmp_path / f"other-{number}")
            assert contents(again) == digest
            assert AuditLog(again).verify() is None
            again.close()
    finally:
        stop.set()
        thread.join()
        filled.close()


def test_a_backup_with_one_flipped_bit_is_refused(filled: Database, tmp_path: Path) -> None:
    write_backup(filled, tmp_path / "b.zip")
    filled.close()
    whole = (tmp_path / "b.zip").read_bytes()
    generator = random.Random(7)  # noqa: S311
    bent = tmp_path / "bent.zip"
    places = [0, 10, len(whole) - 1, len(whole) - 70, *generator.choices(range(len(whole)), k=100)]
    for place in places:
        changed = bytearray(whole)
        changed[place] ^= 1 << generator.randrange(8)
        bent.write_bytes(changed)
        with pytest.raises(DamagedBackupError):
            restore_backup(bent, tmp_path / "other")
    for length in (0, 10, 64, 1000, len(whole) - 1):
        bent.write_bytes(whole[:length])
        with pytest.raises(DamagedBackupError):
            restore_backup(bent, tmp_path / "other")
    assert not (tmp_path / "other").exists()


def test_restoring_never_overwrites_a_store(filled: Database, folder: Path, tmp_path: Path) -> None:
    write_backup(filled, tmp_path / "b.zip")
    before = contents(filled)
    with pytest.raises(FolderInUseError):
        restore_backup(tmp_path / "b.zip", folder)
    assert contents(filled) == before
    filled.close()


def test_a_copy_that_differs_is_not_called_a_backup_and_the_older_one_stays(
    filled: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "b.zip"
    write_backup(filled, file)
    older = file.read_bytes()
    real = backup._copied

    def spoiled(database: Database, to: Path, progress: backup.Progress) -> str:
        digest = real(database, to, progress)
        with to.open("r+b") as copy:
            copy.seek(to.stat().st_size - 2000)
            copy.write(os.urandom(16))
        return digest

    monkeypatch.setattr(backup, "_copied", spoiled)
    with pytest.raises(BackupMismatchError):
        write_backup(filled, file)
    assert file.read_bytes() == older
    assert sorted(path.name for path in tmp_path.iterdir()) == ["b.zip", "store"]
    filled.close()


def test_progress_goes_from_nothing_to_all_and_may_give_up(
    filled: Database, tmp_path: Path
) -> None:
    seen: list[float] = []
    write_backup(filled, tmp_path / "b.zip", seen.append)
    assert seen == sorted(seen)
    assert seen[-1] == 1.0

    def give_up(_done: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_backup(filled, tmp_path / "c.zip", give_up)
    assert not list(tmp_path.glob("c.zip*"))
    filled.close()


def test_a_folder_that_is_not_there_is_named_as_the_trouble(
    filled: Database, tmp_path: Path
) -> None:
    with pytest.raises(NoBackupFolderError) as refused:
        write_backup(filled, tmp_path / "no such folder" / "b.zip")
    assert "文件夹不在了" in str(refused.value)
    assert "修改" not in str(refused.value)  # nothing of the person's work is at stake
    filled.close()


def test_a_full_stick_keeps_the_older_backup_and_says_which_disk_is_full(
    filled: Database, tmp_path: Path
) -> None:
    with small_disk(tmp_path / "stick", 1) as stick:
        older = stick / "b.zip"
        older.write_bytes(b"an older backup" * 50_000)
        with pytest.raises(BackupDiskFullError) as refused:
            write_backup(filled, older)
        assert "存放备份的磁盘" in str(refused.value)
        assert [file.name for file in stick.iterdir()] == ["b.zip"]
        assert older.read_bytes() == b"an older backup" * 50_000
    assert filled.file.ballast.is_there()  # the reserve is for the store's own disk
    filled.close()


def test_a_write_protected_stick_says_so(filled: Database, tmp_path: Path) -> None:
    with small_disk(tmp_path / "stick", 4) as stick:
        write_protect(stick)
        with pytest.raises(BackupNotWrittenError) as refused:
            write_backup(filled, stick / "b.zip")
        assert "只读" in str(refused.value)
    filled.close()
