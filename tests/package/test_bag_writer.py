"""Packages written: readable by everybody's tools, the same every time, and never half there."""

from __future__ import annotations

import hashlib
import subprocess
import zipfile
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import bagit
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from poswizard.package import atomic_file, bag_writer
from poswizard.package.bag import Bag, read_bag
from poswizard.package.bag_writer import Content, Written, write_bag
from poswizard.package.errors import (
    BadMediumError,
    CancelledError,
    DiskFullError,
    DriveLostError,
    TooLargeError,
    TooManyFilesError,
    WriteForbiddenError,
)
from poswizard.package.tag_files import BAGIT_TEXT
from poswizard.package.zip_layout import Limits
from tests.package.raw_zip import PAYLOAD, TOP, good_bag
from tests.package.small_disk import pull_out, small_disk, write_protect

Medium = Callable[[Callable[[Path], object]], None]

INFO = {"Bagging-Date": "2026-11-20"}
BIG: dict[str, Content] = {**PAYLOAD, "data/documents/BIG-1.jpg": bytes(3_000_000)}


def write(to: Path, payload: dict[str, Content] | None = None) -> Written:
    return write_bag(to, TOP, payload or dict(PAYLOAD), INFO)


def test_what_is_written_is_byte_for_byte_the_layout(tmp_path: Path) -> None:
    written = write(tmp_path)
    assert written.path == tmp_path / f"{TOP}.zip"
    assert written.path.read_bytes() == good_bag()


def test_size_and_digest_are_those_of_the_file(tmp_path: Path) -> None:
    written = write(tmp_path, BIG)
    data = written.path.read_bytes()
    assert written == Written(written.path, hashlib.sha256(data).hexdigest(), len(data))


def test_the_same_content_gives_the_same_bytes_in_any_order_and_from_any_source(
    tmp_path: Path,
) -> None:
    first = write(tmp_path).sha256
    backwards: dict[str, Content] = dict(reversed(PAYLOAD.items()))
    assert write(tmp_path, backwards).sha256 == first
    lazy: dict[str, Content] = {path: (lambda data=data: data) for path, data in PAYLOAD.items()}
    assert write(tmp_path, lazy).sha256 == first


def test_it_reads_back_with_everything_that_was_said(tmp_path: Path) -> None:
    note = {**INFO, "Source-Organization": "样本网点 Specimen Branch"}
    bag = read_bag(write_bag(tmp_path, TOP, PAYLOAD, note).path)
    assert {path: file.read() for path, file in bag.files.items()} == PAYLOAD
    assert bag.info["Source-Organization"] == "样本网点 Specimen Branch"
    assert bag.info["External-Identifier"] == TOP


def test_unzip_finds_no_errors(tmp_path: Path) -> None:
    command = ["unzip", "-t", write(tmp_path, BIG).path]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout
    assert "No errors detected" in result.stdout


def test_the_bagit_library_takes_the_unpacked_package_for_a_valid_bag(tmp_path: Path) -> None:
    with zipfile.ZipFile(write(tmp_path, BIG).path) as archive:
        assert archive.testzip() is None
        archive.extractall(tmp_path / "unpacked")
    bag = bagit.Bag(str(tmp_path / "unpacked" / TOP))
    assert bag.validate(processes=1)
    assert bag.version_info == (1, 0)
    assert bag.info["External-Identifier"] == TOP
    assert set(bag.payload_files()) == set(BIG)


def test_only_the_owner_may_read_it(tmp_path: Path) -> None:
    assert write(tmp_path).path.stat().st_mode & 0o777 == 0o600


def test_one_content_is_asked_for_at_a_time_and_in_order(tmp_path: Path) -> None:
    asked: list[str] = []

    def content(path: str) -> Callable[[], bytes]:
        return lambda: asked.append(path) or PAYLOAD[path]

    write(tmp_path, {path: content(path) for path in reversed(PAYLOAD)})
    assert asked == sorted(PAYLOAD)


def test_progress_goes_from_start_to_end_without_turning_back(tmp_path: Path) -> None:
    told: list[float] = []
    write_bag(tmp_path, TOP, BIG, INFO, told.append)
    assert told == sorted(told)
    assert (told[0], told[-1]) == (0.0, 1.0)
    assert max(b - a for a, b in pairwise(told)) < 0.3


@pytest.mark.parametrize("asked_after", [0, 1, 5, 20, 40])
def test_cancelling_leaves_the_earlier_file_and_nothing_else(
    tmp_path: Path, asked_after: int
) -> None:
    earlier = write(tmp_path)
    asked = iter([False] * asked_after + [True] * 1000)
    with pytest.raises(CancelledError, match="已取消"):
        write_bag(tmp_path, TOP, BIG, INFO, cancelled=lambda: next(asked))
    assert_untouched(tmp_path, earlier)


def assert_untouched(folder: Path, earlier: Written) -> None:
    """Only the earlier package is in the folder, and it is what it was."""
    assert [path.name for path in folder.iterdir()] == [earlier.path.name]
    assert hashlib.sha256(earlier.path.read_bytes()).hexdigest() == earlier.sha256


def test_a_content_that_fails_passes_through_and_leaves_the_earlier_file(tmp_path: Path) -> None:
    earlier = write(tmp_path)

    def lost() -> bytes:
        raise FileNotFoundError(2, "a scan")

    with pytest.raises(FileNotFoundError, match="a scan"):
        write(tmp_path, {**PAYLOAD, "data/documents/LOST-1.jpg": lost})
    assert_untouched(tmp_path, earlier)


def test_too_much_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    limits = Limits(entry=2_000_000, total=2_500_000)
    with pytest.raises(TooLargeError, match=r"BIG-1.jpg.*3.0 MB，上限 2 MB"):
        write_bag(tmp_path, TOP, BIG, INFO, limits=limits)
    with pytest.raises(TooLargeError, match="整个资料包"):
        write_bag(tmp_path, TOP, BIG, INFO, limits=Limits(total=2_500_000))
    assert list(tmp_path.iterdir()) == []


def test_too_many_files_are_refused_and_as_many_as_go_are_taken(tmp_path: Path) -> None:
    files: dict[str, Content] = {f"data/documents/D-{n}.jpg": b"" for n in range(396)}
    assert len(read_bag(write(tmp_path, files).path).files) == 396
    with pytest.raises(TooManyFilesError, match="397 个，上限 396 个"):
        write(tmp_path, {**files, "data/x": b""})


def test_a_package_filled_to_the_cap_reads_back(tmp_path: Path) -> None:
    item = 1_000_000
    headers = 30 + len(f"{TOP}/data/a") + 30 + len(f"{TOP}/bagit.txt") + len(BAGIT_TEXT)
    limits = Limits(total=2 * item + headers)
    files: dict[str, Content] = {"data/a": bytes(item), "data/b": bytes(item)}
    assert write_bag(tmp_path, TOP, files, INFO, limits=limits).size > limits.total
    with pytest.raises(TooLargeError):
        write_bag(tmp_path, TOP, {**files, "data/b": bytes(item + 1)}, INFO, limits=limits)


def test_too_much_that_shows_late_leaves_nothing(tmp_path: Path) -> None:
    lazy: dict[str, Content] = {**PAYLOAD, "data/z-1.jpg": lambda: bytes(3_000_000)}
    for limits in (Limits(entry=2_000_000), Limits(total=2_500_000)):
        with pytest.raises(TooLargeError):
            write_bag(tmp_path, TOP, lazy, INFO, limits=limits)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "payload", "info"),
    [
        ("A-1", PAYLOAD, INFO),
        ("../A-1-r1", PAYLOAD, INFO),
        (TOP, {}, INFO),
        (TOP, {"application.json": b""}, INFO),
        (TOP, {"data/身份证.jpg": b""}, INFO),
        (TOP, {"data/con.jpg": b""}, INFO),
        (TOP, {"data/a.jpg": b"", "data/A.jpg": b""}, INFO),
        (TOP, PAYLOAD, {}),
        (TOP, PAYLOAD, {"Bagging-Date": "20.11.2026"}),
        (TOP, PAYLOAD, {**INFO, "Note": "two\nlines"}),
        (TOP, PAYLOAD, {**INFO, "Payload-Oxum": "1.1"}),
    ],
)
def test_names_that_the_reader_would_refuse_are_bugs(
    tmp_path: Path, name: str, payload: dict[str, Content], info: dict[str, str]
) -> None:
    with pytest.raises(ValueError, match=r"."):
        write_bag(tmp_path, name, payload, info)
    assert list(tmp_path.iterdir()) == []


@settings(max_examples=30, deadline=None)
@given(
    st.dictionaries(
        st.from_regex(r"\Adata/d[a-z0-9]{0,5}(/D[A-Z]{1,7})?-[1-9]\.(jpg|pdf|json)\Z"),
        st.binary(max_size=300),
        min_size=1,
    )
)
def test_whatever_is_written_reads_back(
    tmp_path_factory: pytest.TempPathFactory, payload: dict[str, Content]
) -> None:
    written = write_bag(tmp_path_factory.mktemp("to"), TOP, payload, INFO)
    assert {path: file.read() for path, file in read_bag(written.path).files.items()} == payload


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(DriveLostError, match=r"找不到文件夹.*gone"):
        write(tmp_path / "gone")


def test_a_disk_without_room_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    with small_disk(tmp_path / "stick", megabytes=9) as stick:
        earlier = write(stick)
        with pytest.raises(DiskFullError, match=r"stick.*空间不足.*原有文件没有改动"):
            write(stick, BIG)
        assert_untouched(stick, earlier)


def test_room_is_checked_again_for_a_content_that_comes_late(tmp_path: Path) -> None:
    with small_disk(tmp_path / "stick", megabytes=9) as stick:
        earlier = write(stick)
        with pytest.raises(DiskFullError):
            write(stick, {**PAYLOAD, "data/z-1.jpg": lambda: bytes(3_000_000)})
        assert_untouched(stick, earlier)


def test_a_disk_that_fills_up_while_it_is_written_leaves_the_earlier_file(tmp_path: Path) -> None:
    with small_disk(tmp_path / "stick", megabytes=12) as stick:
        earlier = write(stick)
        with pytest.raises(DiskFullError, match="空间不足"):
            write_bag(stick, TOP, BIG, INFO, lambda _done: _fill(stick / "other"))
        (stick / "other").unlink()
        assert_untouched(stick, earlier)


def _fill(path: Path) -> None:
    """Another program takes all the room there is."""
    with path.open("ab", buffering=0) as file:
        try:
            while file.write(bytes(4096)):
                pass
        except OSError:
            return


def test_a_write_protected_stick_says_so(tmp_path: Path) -> None:
    with small_disk(tmp_path / "stick", megabytes=20) as stick:
        earlier = write(stick)
        write_protect(stick)
        with pytest.raises(WriteForbiddenError, match="写保护"):
            write(stick, BIG)
        assert_untouched(stick, earlier)


@pytest.mark.parametrize("pulled_at", [0.1, 0.4, 0.5, 0.9, 1.0])
def test_a_stick_pulled_at_any_moment_is_noticed(tmp_path: Path, pulled_at: float) -> None:
    with small_disk(tmp_path / "stick", megabytes=20) as stick:

        def pull(done: float) -> None:
            if done >= pulled_at and stick.is_mount():
                pull_out(stick)

        with pytest.raises(DriveLostError, match="断开"):
            write_bag(stick, TOP, BIG, INFO, pull)
        assert list(stick.iterdir()) == []


@pytest.fixture
def medium(monkeypatch: pytest.MonkeyPatch) -> Medium:
    """A medium on which something happens to a file between being written and being read back."""

    def happens(change: Callable[[Path], object]) -> None:
        def read(path: Path, *given: Any, **named: Any) -> Bag:
            change(path)
            return read_bag(path, *given, **named)

        monkeypatch.setattr(bag_writer, "read_bag", read)

    return happens


def test_a_medium_that_gives_back_other_bytes_is_noticed(tmp_path: Path, medium: Medium) -> None:
    earlier = write(tmp_path)
    medium(lambda path: _spoil(path, 1_000_000))
    with pytest.raises(BadMediumError, match="换一个盘"):
        write(tmp_path, BIG)
    assert_untouched(tmp_path, earlier)


def _spoil(path: Path, position: int) -> None:
    with path.open("r+b") as file:
        file.seek(position)
        file.write(b"!")


def test_a_medium_that_gives_back_another_whole_package_is_noticed(
    tmp_path: Path, medium: Medium
) -> None:
    earlier = write(tmp_path)
    medium(lambda path: path.write_bytes(good_bag()))
    with pytest.raises(BadMediumError):
        write(tmp_path, BIG)
    assert_untouched(tmp_path, earlier)


def test_a_file_that_cannot_be_read_back_is_not_kept(tmp_path: Path, medium: Medium) -> None:
    earlier = write(tmp_path)
    medium(lambda path: path.unlink())
    with pytest.raises(DriveLostError):
        write(tmp_path, BIG)
    assert_untouched(tmp_path, earlier)


def test_a_folder_of_the_packages_name_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / f"{TOP}.zip").mkdir()
    with pytest.raises(atomic_file.NotWrittenError, match="错误"):
        write(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [f"{TOP}.zip"]
