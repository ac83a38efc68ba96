from __future__ import annotations

import os
from dataclasses import replace
from datetime import timedelta
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from poswizard.package import atomic_file
from poswizard.package.errors import (
    BadMediumError,
    CancelledError,
    NotWrittenError,
    TooLargeError,
)
from poswizard.package.hand_over import IncompleteError
from poswizard.package.seal import names, sealed_pair
from poswizard.package.seal.errors import (
    AlreadyThereError,
    NoInstitutionError,
    StationExpiredError,
    SuiteNotHereError,
    UnsignedError,
)
from poswizard.package.seal.keys import SoftwareKey
from poswizard.package.seal.papers import recovery_key_sheet, sealed_cover_sheet
from poswizard.package.seal.pdf_signature import signature_in
from poswizard.package.seal.recipients import Role, identity_from_text
from poswizard.package.seal.seal import seal_payload, write_sealed
from poswizard.package.seal.suite import Suite
from poswizard.package.watch import Watch
from tests.package.packed import CASES
from tests.package.printed_text import text_of
from tests.package.raw_zip import PAYLOAD, TOP
from tests.package.seal.world import (
    INFO,
    NOW,
    identity,
    opened,
    order,
    payload,
    recipient,
    sealed_in,
    station,
)

SEALED, SIGNATURE = f"{TOP}.zip.age", f"{TOP}.zip.age.p7s"


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_whole_case_is_sealed_and_opened(tmp_path: Path) -> None:
    case = CASES["micro"]().case()
    more = {"data/differences.json": b"[]\n"}
    sealed = write_sealed(case, tmp_path, order(), extra=more)
    found = opened(sealed.path)
    assert (found.outcome, found.reason) == (found.outcome.COMPLETE, None)
    assert found.bag
    assert set(more) < set(found.bag.files)
    form = found.bag.files["data/application.pdf"].read()
    assert signature_in(form).certificate == station().certificate
    assert files(tmp_path) == [sealed.path.name, sealed.signature_path.name]
    assert sealed.statement.name == case.package.name


def test_an_incomplete_case_is_not_sealed(tmp_path: Path) -> None:
    packed = CASES["micro"]().with_(identity__name=None)
    with pytest.raises(IncompleteError):
        write_sealed(packed.case(), tmp_path, order())
    assert files(tmp_path) == []


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"recipients": ()}, NoInstitutionError),
        ({"recipients": (recipient("应急样本", Role.RECOVERY),)}, NoInstitutionError),
        ({"now": NOW + timedelta(days=2000)}, StationExpiredError),
        ({"now": NOW - timedelta(days=2)}, StationExpiredError),
        ({"suite": Suite.SM}, SuiteNotHereError),
    ],
)
def test_what_cannot_be_sealed_is_said_before_anything_is_written(
    tmp_path: Path, changed: dict[str, object], error: type[Exception]
) -> None:
    with pytest.raises(error):
        sealed_in(tmp_path, order(**changed))
    assert files(tmp_path) == []


def test_a_package_too_large_to_be_opened_is_not_sealed(tmp_path: Path) -> None:
    big = {f"data/documents/A-{n}.jpg": partial(bytes, 11_000_000) for n in range(6)}
    with pytest.raises(TooLargeError):
        seal_payload(TOP, payload() | big, INFO, tmp_path, order())
    assert files(tmp_path) == []


def test_what_was_handed_out_is_never_overwritten(tmp_path: Path) -> None:
    first = sealed_in(tmp_path)
    before = first.path.read_bytes(), first.signature_path.read_bytes()
    with pytest.raises(AlreadyThereError):
        sealed_in(tmp_path)
    assert (first.path.read_bytes(), first.signature_path.read_bytes()) == before


def test_a_signature_left_by_a_power_cut_is_replaced(tmp_path: Path) -> None:
    (tmp_path / SIGNATURE).write_bytes(b"of nothing")
    assert opened(sealed_in(tmp_path).path).is_complete


class Cut(BaseException):
    """Power goes."""


def steps(folder: Path, monkeypatch: pytest.MonkeyPatch, stop: int | None) -> list[str]:
    """The steps on disk while sealing, in order; the power goes before number `stop`."""
    done: list[str] = []

    def counted(name: str, real):
        def step(*args: object) -> object:
            if len(done) == stop:
                raise Cut
            done.append(name)
            return real(*args)

        return step

    monkeypatch.setattr(os, "fsync", counted("flush", os.fsync))
    monkeypatch.setattr(atomic_file, "_rename", counted("rename", atomic_file._rename))
    monkeypatch.setattr(
        atomic_file, "_flush_folder", counted("flush folder", atomic_file._flush_folder)
    )
    monkeypatch.setattr(
        sealed_pair, "require_room", counted("require room", sealed_pair.require_room)
    )
    try:
        sealed_in(folder)
    finally:
        monkeypatch.undo()
    return done


def test_stopped_between_any_two_steps_there_is_no_half_and_no_ghost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = steps(tmp_path / "whole", monkeypatch, None)
    assert whole.count("rename") == 2
    for stop in range(len(whole)):
        folder = tmp_path / str(stop)
        with pytest.raises(Cut):
            steps(folder, monkeypatch, stop)
        left = files(folder)
        assert left in ([], [SEALED, SIGNATURE]), whole[:stop]
        if left:
            assert whole[:stop].count("rename") == 2
            assert opened(folder / SEALED).is_complete


def test_killed_between_the_renames_only_a_signature_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A kill runs no clean-up: what can be there is judged by the order of the renames."""
    seen: list[list[str]] = []
    real = atomic_file._rename

    def watched(temporary: Path, target: Path) -> None:
        seen.append(files(tmp_path))
        real(temporary, target)

    monkeypatch.setattr(atomic_file, "_rename", watched)
    sealed_in(tmp_path)
    named = [[name for name in names_ if not name.startswith(".")] for names_ in seen]
    assert named == [[], [SIGNATURE]]


@pytest.mark.parametrize("which", [SEALED, SIGNATURE])
def test_a_medium_that_gives_back_something_else_is_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, which: str
) -> None:
    real = Path.open

    def faulty(path: Path, *how: Any, **named: Any) -> Any:
        if path.name.startswith(f".{which}."):
            with real(path, "rb") as file:
                data = file.read()
            return BytesIO(data[:-1] + bytes([data[-1] ^ 1]))
        return real(path, *how, **named)

    monkeypatch.setattr(Path, "open", faulty)
    with pytest.raises(BadMediumError):
        sealed_in(tmp_path)
    monkeypatch.undo()
    assert files(tmp_path) == []


class OtherKey(SoftwareKey):
    """A token that was exchanged meanwhile."""

    def sign(self, data: bytes) -> bytes:
        return station("样本他人").key.sign(data)


def test_a_signature_that_does_not_fit_the_certificate_is_not_handed_out(tmp_path: Path) -> None:
    mine = station().key
    assert isinstance(mine, SoftwareKey)
    swapped = replace(station(), key=OtherKey(mine.pkcs8))
    with pytest.raises(UnsignedError):
        sealed_in(tmp_path, order(station=swapped), PAYLOAD)
    assert files(tmp_path) == []


def test_a_folder_that_is_gone_is_said(tmp_path: Path) -> None:
    with pytest.raises(NotWrittenError):
        seal_payload(TOP, payload(), INFO, tmp_path / "none", order())


def test_progress_ends_at_one_and_cancelling_leaves_nothing(tmp_path: Path) -> None:
    told: list[float] = []
    seal_payload(TOP, payload(), INFO, tmp_path, order(), Watch(told.append))
    assert told == sorted(told)
    assert told[-1] == 1.0
    folder = tmp_path / "cancelled"
    folder.mkdir()
    calls = iter(range(10_000))
    watch = Watch(cancelled=lambda: next(calls) > 6)
    with pytest.raises(CancelledError):
        seal_payload(TOP, payload(), INFO, folder, order(), watch)
    assert files(folder) == []


def test_no_plain_byte_reaches_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[bytes] = []
    real = sealed_pair._writing

    def watched(data: bytes, to: Path):
        written.append(data)
        return real(data, to)

    monkeypatch.setattr(sealed_pair, "_writing", watched)
    sealed_in(tmp_path)
    assert len(written) == 2
    assert not any(b"merchant" in data or b"PK\x03\x04" in data for data in written)


def test_the_cover_sheet_names_signer_readers_and_lines(tmp_path: Path) -> None:
    sealed = sealed_in(tmp_path, order(sequence=41))
    said = "".join(text_of(sealed_cover_sheet(sealed)).split())
    for words in (station().name, "应急样本", "openssl", "41", sealed.path.name):
        assert "".join(words.split()) in said


def test_a_recovery_key_comes_back_from_its_sheet() -> None:
    kept = identity("应急样本")
    said = text_of(recovery_key_sheet(kept, NOW.date()))
    begin = said.index("AGE-SECRET-KEY-1")
    text = "".join(said[begin:].split())[: len(kept.secret)]
    assert identity_from_text(text, "样本").secret == kept.secret


def test_names_tell_a_pair() -> None:
    path, signature = Path("a/A-1-r1.zip.age"), Path("a/A-1-r1.zip.age.p7s")
    assert names.pair(path) == names.pair(signature) == (path, signature)
