"""Packages read strictly: whole ones are taken, every other byte is refused in plain words."""

from __future__ import annotations

import hashlib
import os
import pickle
import resource
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from poswizard.package.bag import read_bag
from poswizard.package.errors import (
    CancelledError,
    CutShortError,
    DamagedError,
    DiskFullError,
    JsonError,
    PackageError,
    TooLargeError,
    TooManyFilesError,
    UnreadableError,
)
from poswizard.package.zip_layout import Limits
from poswizard.package.zip_oddity import in_local
from poswizard.text import Text
from tests.package.hostile import Hostile, corpus
from tests.package.mutants import mutant
from tests.package.raw_zip import INFO, JSON, PAYLOAD, TOP, RawZip, bag_files, good_bag, parts_of

CORPUS = corpus()
GOOD = good_bag()


def accepted(data: bytes) -> bool:
    try:
        read_bag(data)
    except PackageError:
        return False
    return True


def test_a_whole_package_is_read_from_bytes() -> None:
    bag = read_bag(GOOD)
    assert bag.name == TOP
    assert {path: file.read() for path, file in bag.files.items()} == PAYLOAD
    assert bag.info == {**INFO, "Payload-Oxum": f"{sum(map(len, PAYLOAD.values()))}.3"}
    assert (bag.sha256, bag.size) == (hashlib.sha256(GOOD).hexdigest(), len(GOOD))


def test_a_whole_package_is_read_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "renamed by mail (1).zip"
    path.write_bytes(GOOD)
    bag = read_bag(path)
    file = bag.files["data/application.json"]
    assert (file.size, file.sha256) == (len(JSON), hashlib.sha256(JSON).hexdigest())
    assert file.read() == JSON


def test_a_package_larger_than_a_chunk_has_the_digest_of_its_file() -> None:
    payload = {**PAYLOAD, "data/documents/BIG-1.jpg": bytes(3_000_001)}
    data = RawZip(parts_of(bag_files(payload))).to_bytes()
    assert read_bag(data).sha256 == hashlib.sha256(data).hexdigest()


def test_the_corpus_is_large_and_each_case_has_its_own_name() -> None:
    assert len({case.name for case in CORPUS}) == len(CORPUS) >= 60


@pytest.mark.parametrize("case", CORPUS, ids=lambda case: case.name)
def test_a_hostile_package_is_refused_for_the_right_reason(case: Hostile) -> None:
    with pytest.raises((DamagedError, UnreadableError)) as caught:
        read_bag(case.data)
    assert case.words in caught.value.text.en
    assert caught.value.text.zh


@pytest.mark.parametrize("case", CORPUS, ids=lambda case: case.name)
def test_what_is_said_of_a_hostile_package_is_printable(case: Hostile) -> None:
    with pytest.raises(PackageError) as caught:
        read_bag(case.data)
    assert caught.value.text.en.isascii()
    assert caught.value.text.zh.isprintable()
    assert len(caught.value.text.zh) < 250


_IN_A_SMALL_PROCESS = """
import resource, sys
from pathlib import Path
from poswizard.package.bag import read_bag
from poswizard.package.errors import PackageError
resource.setrlimit(resource.RLIMIT_AS, (512_000_000, 512_000_000))
for path in sorted(Path(sys.argv[1]).iterdir()):
    try:
        read_bag(path)
    except PackageError:
        continue
    sys.exit(f"accepted {path}")
"""


def test_hostile_packages_are_refused_in_half_a_gigabyte_of_memory_and_write_nothing(
    tmp_path: Path,
) -> None:
    folder, work = tmp_path / "in", tmp_path / "work"
    folder.mkdir()
    work.mkdir()
    for case in CORPUS:
        (folder / case.name).write_bytes(case.data)
    with (folder / "sparse_6_gb").open("wb") as sparse:
        sparse.write(GOOD)
        sparse.truncate(6_000_000_000)
    before = sorted(tmp_path.rglob("*"))
    command = [sys.executable, "-B", "-c", _IN_A_SMALL_PROCESS, folder]
    result = subprocess.run(command, cwd=work, capture_output=True, text=True, check=False)
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")
    assert sorted(tmp_path.rglob("*")) == before


def test_every_flipped_bit_is_noticed() -> None:
    for position in range(len(GOOD)):
        for bit in range(8):
            data = bytearray(GOOD)
            data[position] ^= 1 << bit
            assert not accepted(bytes(data)), (position, bit)


def test_every_shortened_package_is_noticed() -> None:
    assert not any(accepted(GOOD[:size]) for size in range(len(GOOD)))


def test_a_mutant_is_refused_or_is_the_very_same_file(mutant_count: int) -> None:
    random = Random(20261120)  # noqa: S311  the same mutants in every run
    for number in range(mutant_count):
        data = mutant(random, GOOD)
        assert data == GOOD or not accepted(data), number


@settings(deadline=None)
@given(st.binary(max_size=400) | st.binary(max_size=300).map(lambda junk: GOOD[:200] + junk))
def test_no_bytes_bring_anything_but_a_package_error(data: bytes) -> None:
    assert not accepted(data)


@settings(deadline=None)
@given(
    st.dictionaries(
        st.from_regex(r"\Adata/d[a-z]{0,3}(/d[a-z]{0,3})?-1\.jpg\Z"),
        st.binary(max_size=60),
        min_size=1,
    )
)
def test_any_decent_payload_is_read_as_it_is(payload: dict[str, bytes]) -> None:
    bag = read_bag(RawZip(parts_of(bag_files(payload))).to_bytes())
    assert {path: file.read() for path, file in bag.files.items()} == payload


def test_a_copy_that_stopped_is_told_from_one_that_was_altered() -> None:
    with pytest.raises(CutShortError, match="重新复制"):
        read_bag(GOOD[:-100])
    with pytest.raises(DamagedError) as caught:
        read_bag(GOOD.replace(b"specimen", b"SPECIMEN"))
    assert type(caught.value) is DamagedError
    assert caught.value.entry == f"{TOP}/data/documents/TILL-1.jpg"
    assert "specimen" not in str(caught.value).lower()


def test_the_caps_hold() -> None:
    with pytest.raises(DamagedError, match="数量超过上限"):
        read_bag(GOOD, limits=Limits(entries=6))
    with pytest.raises(DamagedError, match="大小超过上限"):
        read_bag(GOOD, limits=Limits(entry=80))
    with pytest.raises(DamagedError, match="大小超过上限"):
        read_bag(_claiming(3_000), limits=Limits(entries=7, total=0))
    with pytest.raises(UnreadableError, match="太大"):
        read_bag(GOOD, limits=Limits(entries=1, total=100))


def _claiming(size: int) -> bytes:
    """A package whose directory claims two large files, each small enough."""
    parts = parts_of(bag_files())
    parts[1:3] = [part.both(size=size, packed=size) for part in parts[1:3]]
    first = sum(30 + len(part.name) for part in parts[:2]) + len(parts[0].data)
    parts[2].central["offset"] = first + size
    return RawZip(parts).to_bytes()


def test_what_is_no_file_cannot_be_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path, tmp_path / "missing.zip", tmp_path / "pipe", Path("/dev/zero")):
        with pytest.raises(UnreadableError, match="打不开") as caught:
            read_bag(path)
        assert str(tmp_path) not in str(caught.value)


def test_a_file_the_system_does_not_open_is_unreadable(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(GOOD)
    limits = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, limits[1]))
    try:
        with pytest.raises(UnreadableError) as caught:
            read_bag(path)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, limits)
    assert isinstance(caught.value.__cause__, OSError)


def test_a_file_changed_after_it_was_proved_is_not_given_out(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(GOOD)
    bag = read_bag(path)
    path.write_bytes(GOOD.replace(b"specimen", b"SPECIMEN"))
    with pytest.raises(DamagedError, match="发生了变化"):
        bag.files["data/documents/TILL-1.jpg"].read()
    path.unlink()
    with pytest.raises(UnreadableError):
        bag.files["data/application.json"].read()


def test_a_header_that_is_not_all_there_is_called_missing() -> None:
    assert in_local(b"PK\x03\x04").en == "the file is cut short: its end is missing"


@pytest.mark.parametrize("size", [200, 10, 0])
def test_a_file_that_changes_while_it_is_read_is_refused(tmp_path: Path, size: int) -> None:
    payload = {**PAYLOAD, "data/documents/BIG-1.jpg": bytes(400_000)}
    path = tmp_path / "a.zip"
    path.write_bytes(RawZip(parts_of(bag_files(payload))).to_bytes())
    with pytest.raises(DamagedError):
        read_bag(path, lambda _done: os.truncate(path, size))


def test_a_directory_that_changes_while_the_file_is_read_is_refused(tmp_path: Path) -> None:
    payload = {**PAYLOAD, "data/documents/BIG-1.jpg": bytes(400_000)}
    path = tmp_path / "a.zip"
    path.write_bytes(RawZip(parts_of(bag_files(payload))).to_bytes())
    with pytest.raises(DamagedError, match="发生了变化"):
        read_bag(path, lambda _done: _grow(path))


def _grow(path: Path) -> None:
    with path.open("ab") as file:
        file.write(b"!")


def test_reading_tells_how_far_it_is_and_stops_when_asked() -> None:
    payload = {**PAYLOAD, "data/documents/BIG-1.jpg": bytes(2_000_000)}
    data = RawZip(parts_of(bag_files(payload))).to_bytes()
    told: list[float] = []
    read_bag(data, told.append)
    assert told == sorted(told)
    assert told[-1] == 1.0
    assert len(told) > 10
    answers: Iterator[bool] = iter([False] * 5 + [True])
    with pytest.raises(CancelledError):
        read_bag(data, cancelled=lambda: next(answers))


ERRORS = [
    DiskFullError(Path("/media/stick"), 28),
    TooLargeError("data/x", 2, 1),
    TooManyFilesError(400, 396),
    CancelledError(),
    JsonError(Text("坏", "bad")),
    UnreadableError(Text("坏", "bad")),
    CutShortError("data/x", Text("缺", "missing")),
]


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_an_error_survives_the_way_between_processes(error: PackageError) -> None:
    copied = pickle.loads(pickle.dumps(error))  # noqa: S301  our own bytes
    assert type(copied) is type(error)
    assert (copied.text, vars(copied)) == (error.text, vars(error))
    assert str(copied) == error.text.zh
