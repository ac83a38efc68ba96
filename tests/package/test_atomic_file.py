"""A file is replaced whole or not at all, and the system's refusals become words."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import BinaryIO

import pytest

from poswizard.package import atomic_file
from poswizard.package.atomic_file import trouble_in, write_atomically
from poswizard.package.errors import (
    DiskFullError,
    DriveLostError,
    NotWrittenError,
    WriteForbiddenError,
)


def write_new(file: BinaryIO) -> None:
    file.write(b"new")


def test_the_file_is_checked_before_it_gets_its_name(tmp_path: Path) -> None:
    target = tmp_path / "a.zip"
    target.write_bytes(b"old")
    seen: list[bytes] = []

    def check(temporary: Path) -> int:
        seen.extend([temporary.read_bytes(), target.read_bytes()])
        return 7

    assert write_atomically(target, write_new, check) == 7
    assert seen == [b"new", b"old"]
    assert target.read_bytes() == b"new"


def test_a_failed_check_leaves_the_old_file_and_no_other(tmp_path: Path) -> None:
    target = tmp_path / "a.zip"
    target.write_bytes(b"old")

    def check(_temporary: Path) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_atomically(target, write_new, check)
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"old"]


def test_what_a_killed_program_left_is_removed_but_not_what_another_is_writing(
    tmp_path: Path,
) -> None:
    left, fresh, other = (
        tmp_path / name for name in (".a.zip.old1.part", ".a.zip.new1.part", ".b.zip.old1.part")
    )
    for path in (left, fresh, other):
        path.write_bytes(b"personal")
    long_ago = fresh.stat().st_mtime - 7200
    os.utime(left, (long_ago, long_ago))
    os.utime(other, (long_ago, long_ago))
    write_atomically(tmp_path / "a.zip", lambda _file: None, lambda _path: None)
    assert {path.name for path in tmp_path.iterdir()} == {fresh.name, other.name, "a.zip"}


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_device_is_a_full_disk(tmp_path: Path) -> None:
    with (
        pytest.raises(DiskFullError) as caught,
        trouble_in(tmp_path),
        Path("/dev/full").open("wb", buffering=0) as file,
    ):
        file.write(b"x")
    assert caught.value.folder == tmp_path


_WITH_A_LIMIT = """
import resource, signal, sys
from pathlib import Path
from poswizard.package.bag_writer import write_bag
from poswizard.package.errors import DiskFullError
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000))
try:
    write_bag(Path(sys.argv[1]), "A-1-r1", {"data/a": bytes(3_000_000)}, {"Bagging-Date": "2026-11-20"})
except DiskFullError as error:
    print(error.text.en)
"""


def test_a_limit_on_the_size_of_files_is_a_full_disk(tmp_path: Path) -> None:
    command = [sys.executable, "-B", "-c", _WITH_A_LIMIT, tmp_path]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "is full" in result.stdout, result.stderr
    assert list(tmp_path.iterdir()) == []


_KILLED = """
import os, signal, sys
from pathlib import Path
from poswizard.package.bag_writer import write_bag
stop_at = float(sys.argv[2])
def stop(done):
    if done >= stop_at:
        os.kill(os.getpid(), signal.SIGKILL)
write_bag(Path(sys.argv[1]), "A-1-r1", {"data/a": bytes(3_000_000)}, {"Bagging-Date": "2026-11-20"}, stop)
"""


@pytest.mark.parametrize("stop_at", [0.1, 0.5, 0.8, 1.0])
def test_a_killed_program_leaves_the_old_file_whole(tmp_path: Path, stop_at: float) -> None:
    target = tmp_path / "A-1-r1.zip"
    target.write_bytes(b"old")
    command = [sys.executable, "-B", "-c", _KILLED, tmp_path, str(stop_at)]
    result = subprocess.run(command, capture_output=True, check=False)
    assert result.returncode == -signal.SIGKILL
    assert target.read_bytes() == b"old"


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (errno.EDQUOT, DiskFullError),
        (errno.EROFS, WriteForbiddenError),
        (errno.EACCES, WriteForbiddenError),
        (errno.EIO, DriveLostError),
        (errno.ESTALE, DriveLostError),
        (errno.ENOENT, DriveLostError),
        (errno.ELOOP, NotWrittenError),
    ],
)
def test_each_refusal_has_words_that_name_the_folder(
    code: int, kind: type[NotWrittenError]
) -> None:
    with pytest.raises(NotWrittenError) as caught, trouble_in(Path("/media/stick")):
        raise OSError(code, os.strerror(code))
    assert type(caught.value) is kind
    assert "/media/stick" in caught.value.text.zh
    assert "/media/stick" in caught.value.text.en


def test_a_file_that_another_program_holds_is_renamed_over_a_moment_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary, target = tmp_path / "new", tmp_path / "old"
    temporary.write_bytes(b"new")
    held = iter([True, True, False])
    rename = Path.replace

    def replace(self: Path, to: Path) -> Path:
        if next(held):
            raise PermissionError(errno.EACCES, "held by a virus scanner, as on Windows")
        return rename(self, to)

    monkeypatch.setattr(Path, "replace", replace)
    atomic_file._rename(temporary, target, waits=(0, 0, 0))
    assert target.read_bytes() == b"new"


def test_a_file_that_stays_held_is_not_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def replace(_self: Path, _to: Path) -> Path:
        raise PermissionError(errno.EACCES, "held by a virus scanner, as on Windows")

    monkeypatch.setattr(Path, "replace", replace)
    with pytest.raises(WriteForbiddenError):
        write_atomically(tmp_path / "a.zip", lambda _file: None, lambda _path: None)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not Path("/proc").exists(), reason="no folder that cannot be flushed")
def test_a_folder_that_cannot_be_flushed_is_no_trouble() -> None:
    atomic_file._flush_folder(Path("/proc"))


def test_a_folder_that_fails_to_be_flushed_is_trouble(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fsync(handle: int) -> None:
        if Path(f"/proc/self/fd/{handle}").resolve() == tmp_path:
            raise OSError(errno.EIO, "a stick pulled in the last moment")

    monkeypatch.setattr(os, "fsync", fsync)
    with pytest.raises(DriveLostError):
        write_atomically(tmp_path / "a.zip", lambda _file: None, lambda _path: None)
