"""Disks that are full or may not be written: nothing lost, clear words, everything still readable."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.storage.conftest import child_environment, run_child

FILL = """
import os, sys
from pathlib import Path
from poswizard.storage.ballast import Ballast
Ballast.__init__.__defaults__ = (256 * 1024,)
from poswizard.storage.applications import Applications
from poswizard.storage.database import Notice, open_database
from poswizard.storage.errors import DiskFullError, ReadOnlyError, StorageError
from poswizard.storage.writer import OpenApplication, Save, Writer
from poswizard.wizard.summary import Summary
folder, key = Path(sys.argv[1]), bytearray(range(32))

def fill():
    "Take every last byte of the disk."
    with open(folder.parent / "filler", "ab", buffering=0) as file:
        for size in (1 << 16, 1 << 12, 1):
            try:
                while True:
                    file.write(bytes(size))
            except OSError:
                pass
"""

FULL_WHILE_WORKING = (
    FILL
    + """
database = open_database(folder, key)
applications, ballast = Applications(database), database.file.ballast
made = applications.new(Summary(applicant="before"))
assert ballast.is_there()
writer, hold, told = Writer(applications), OpenApplication(made.id, 1), []
fill()
acknowledged, refused = 0, None
for number in range(2000):
    save = Save(application=hold, changed={f"step{number}": '"' + "x" * 3000 + '"'}, summary=Summary())
    writer.submit(save, told.append)
    try:
        writer.flush()
        acknowledged = number + 1
    except DiskFullError as error:
        refused = error
        break
assert refused is not None, "the disk never filled"
assert "磁盘" in str(refused) and not ballast.is_there(), "the reserve was kept"
writer.flush()
assert not writer.has_unsaved, "the refused change was lost"
assert len(applications.load(made.id).steps) == acknowledged + 1
assert [one.id for one in applications.page()] == [made.id]
writer.close()
(folder.parent / "filler").unlink()  # to be checked, the log must first fit into the file
assert database.check().is_clean
database.close()
database = open_database(folder, key)
assert len(Applications(database).load(made.id).steps) == acknowledged + 1
database.close()
print("done")
"""
)

REFUSED_WHILE_WORKING = (
    FILL
    + """
import resource
database = open_database(folder, key)
applications = Applications(database)
made = applications.new(Summary())
writer, hold, told = Writer(applications), OpenApplication(made.id, 1), []
limit = (folder / "poswizard.db-wal").stat().st_size + 20_000
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
acknowledged, refused = 0, None
while refused is None and acknowledged < 100:
    value = '"' + "x" * 3000 + '"'
    save = Save(application=hold, changed={f"step{acknowledged}": value}, summary=Summary())
    writer.submit(save, told.append)
    try:
        writer.flush()
        acknowledged += 1
    except StorageError as error:
        refused = error
assert refused is not None and refused.may_pass and "磁盘" in str(refused), refused
assert len(applications.load(made.id).steps) == acknowledged
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
writer.close()
assert len(applications.load(made.id).steps) == acknowledged + 1
assert database.check().is_clean
database.close()
print("done")
"""
)

FULL_AT_START = (
    FILL
    + """
database = open_database(folder, key)
made = Applications(database).new(Summary(applicant="before"))
database.close()
database.file.ballast.release()
fill()
database = open_database(folder, key)
assert database.notices == (Notice.READ_ONLY,), database.notices
assert Applications(database).load(made.id).listed.summary.applicant == "before"
assert len(Applications(database).page("a-20")) == 1
try:
    Applications(database).new(Summary())
except ReadOnlyError as error:
    assert "磁盘" in str(error)
else:
    raise AssertionError("written to a full disk")
database.close()
(folder.parent / "filler").unlink()
database = open_database(folder, key)
assert database.notices == ()
Applications(database).new(Summary())
database.close()
print("done")
"""
)

FULL_BUT_FOR_THE_RESERVE = (
    FILL
    + """
database = open_database(folder, key)
Applications(database).new(Summary(applicant="before"))
database.close()
fill()
database = open_database(folder, key)
assert Notice.READ_ONLY not in database.notices and not database.file.ballast.is_there()
Applications(database).new(Summary())
database.close()
print("done")
"""
)


@pytest.mark.parametrize(
    "script",
    [FULL_WHILE_WORKING, FULL_AT_START, FULL_BUT_FOR_THE_RESERVE],
    ids=["while working", "at start", "but for the reserve"],
)
def test_a_full_disk_loses_nothing_and_says_so(script: str, tmp_path: Path) -> None:
    done = on_a_small_disk(script, tmp_path)
    assert done.stdout == "done\n", done.stderr


def test_a_disk_that_refuses_to_write_loses_nothing(folder: Path) -> None:
    done = run_child(REFUSED_WHILE_WORKING, str(folder))
    assert done.stdout == "done\n", done.stderr


def on_a_small_disk(script: str, where: Path) -> subprocess.CompletedProcess[str]:
    """Run on a file system of 3 MB that exists for this one child only."""
    mounted = (
        'mount -t tmpfs -o size=3m,mode=700 tmpfs "$1" && exec "$2" -W error -c "$3" "$1/store"'
    )
    unshare = (
        ["unshare", "--mount"] if os.getuid() == 0 else ["unshare", "--map-root-user", "--mount"]
    )
    probe = subprocess.run([*unshare, "true"], capture_output=True, check=False)
    if probe.returncode:
        pytest.fail(
            "a private mount is needed to fill a disk: run as root or allow user namespaces"
        )
    return subprocess.run(
        [*unshare, "sh", "-c", mounted, "sh", str(where), sys.executable, script],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        env=child_environment(),
    )


@pytest.fixture
def nobodys() -> Iterator[Path]:
    """A folder that an ordinary user can reach: root may write everywhere, so root cannot tell."""
    where = Path(tempfile.mkdtemp(prefix="poswizard-disk-"))
    where.chmod(0o755)
    yield where
    shutil.rmtree(where)


DROP_RIGHTS = """
import os, sys
from pathlib import Path
from poswizard.storage.database import open_database
from poswizard.storage.errors import ReadOnlyFolderError
if os.getuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
try:
    open_database(Path(sys.argv[1]), bytearray(range(32))).close()
    print("opened")
except ReadOnlyFolderError as error:
    assert "不可写" in str(error)
    print("told")
"""


def test_a_folder_that_may_not_be_written_says_so(nobodys: Path) -> None:
    nobodys.chmod(0o555)
    for folder in (nobodys, nobodys / "new"):
        done = run_child(DROP_RIGHTS, str(folder))
        assert done.stdout == "told\n", done.stderr


def test_a_store_in_a_folder_that_became_read_only_says_so(nobodys: Path) -> None:
    folder = nobodys / "store"
    folder.mkdir()
    if os.getuid() == 0:
        os.chown(folder, 65534, 65534)
    assert run_child(DROP_RIGHTS, str(folder)).stdout == "opened\n"
    folder.chmod(0o555)
    assert run_child(DROP_RIGHTS, str(folder)).stdout == "told\n"
    folder.chmod(0o755)
    assert run_child(DROP_RIGHTS, str(folder)).stdout == "opened\n"
