"""What a person is told about the package in hand, and what to do next."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from poswizard.package.bag_writer import write_bag
from poswizard.package.errors import CancelledError
from poswizard.package.verify import Outcome, Verdict, verify_package
from tests.package.hostile import Hostile, corpus
from tests.package.raw_zip import JSON, PAYLOAD, SCHEMA, TOP, RawZip, bag_files, good_bag, parts_of

CORPUS = corpus()
LONG_AGO = 1_600_000_000
OWN_SCHEMA = {"properties": {"merchant": {"properties": {"kind": {"enum": ["micro"]}}}}}


def saved(path: Path, data: bytes, *, long_ago: bool = True) -> Path:
    path.write_bytes(data)
    if long_ago:
        os.utime(path, (LONG_AGO, LONG_AGO))
    return path


def verdict(folder: Path, payload: Mapping[str, bytes | None], **named: Any) -> Verdict:
    whole = {path: data for path, data in {**PAYLOAD, **payload}.items() if data is not None}
    data = RawZip(parts_of(bag_files(whole))).to_bytes()
    return verify_package(saved(folder / "a.zip", data), **named)


def test_a_written_package_is_complete_and_every_fact_is_listed(tmp_path: Path) -> None:
    written = write_bag(tmp_path, TOP, PAYLOAD, {"Bagging-Date": "2026-11-20"})
    found = verify_package(written.path, expected_schema=OWN_SCHEMA)
    assert found.outcome is Outcome.COMPLETE
    assert found.is_complete
    assert (found.reason, found.entry) == (None, None)
    assert [fact.en for fact in found.checked] == [
        "The package has the prescribed structure; nothing is extra or hidden",
        "3 files, 0.0 MB in all: every SHA-256 digest matches",
        "Format version 1",
        "The data satisfy the schema in the package",
        "The data satisfy this program's own schema",
    ]
    assert found.bag is not None
    assert found.bag.sha256 == written.sha256
    assert set(found.bag.files) == set(PAYLOAD)


def test_without_the_programs_schema_nothing_is_said_of_it(tmp_path: Path) -> None:
    found = verdict(tmp_path, {})
    assert found.is_complete
    assert not any("own schema" in fact.en for fact in found.checked)


def test_every_outcome_says_the_next_step_in_both_languages() -> None:
    for outcome in Outcome:
        assert outcome.label.zh
        assert outcome.label.en
        assert outcome.hint
        assert outcome.hint.zh.endswith("。")
        assert outcome.hint.en.endswith(".")


@pytest.mark.parametrize("case", CORPUS, ids=lambda case: case.name)
def test_no_hostile_package_is_complete(tmp_path: Path, case: Hostile) -> None:
    found = verify_package(saved(tmp_path / "a.zip", case.data))
    assert found.outcome in {Outcome.ALTERED, Outcome.INCOMPLETE, Outcome.UNREADABLE}
    assert found.reason is not None
    assert found.bag is None
    assert [path.name for path in tmp_path.iterdir()] == ["a.zip"]


def test_a_changed_picture_is_named(tmp_path: Path) -> None:
    data = good_bag().replace(b"specimen", b"SPECIMEN")
    found = verify_package(saved(tmp_path / "a.zip", data))
    assert found.outcome is Outcome.ALTERED
    assert found.entry == f"{TOP}/data/documents/TILL-1.jpg"
    assert found.checked == ()


def test_a_package_that_ends_too_early_is_incomplete(tmp_path: Path) -> None:
    found = verify_package(saved(tmp_path / "a.zip", good_bag()[:-500]))
    assert found.outcome is Outcome.INCOMPLETE


def test_a_package_that_ends_too_early_and_is_fresh_is_still_being_copied(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.zip", good_bag()[:-500], long_ago=False)
    assert verify_package(path).outcome is Outcome.STILL_BEING_COPIED
    os.utime(path, (4_000_000_000, 4_000_000_000))  # a clock that runs ahead says nothing
    assert verify_package(path).outcome is Outcome.INCOMPLETE


def test_a_file_that_grows_while_it_is_read_is_still_being_copied(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.zip", good_bag())

    def grow(_done: float) -> None:
        with path.open("ab") as file:
            file.write(b"more")

    assert verify_package(path, grow).outcome is Outcome.STILL_BEING_COPIED


def test_a_whole_package_that_has_just_arrived_is_complete(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.zip", good_bag(), long_ago=False)
    assert verify_package(path).is_complete


@pytest.mark.parametrize("name", ["a.zip.part", "a.zip.crdownload", "A.ZIP.TMP"])
def test_a_name_that_browsers_give_to_half_a_file_is_still_being_copied(
    tmp_path: Path, name: str
) -> None:
    found = verify_package(saved(tmp_path / name, good_bag()))
    assert found.outcome is Outcome.STILL_BEING_COPIED


def test_what_is_not_there_or_no_package_is_unreadable(tmp_path: Path) -> None:
    assert verify_package(tmp_path / "none.zip").outcome is Outcome.UNREADABLE
    assert verify_package(tmp_path).outcome is Outcome.UNREADABLE
    picture = saved(tmp_path / "a.jpg", b"\xff\xd8\xff\xe0")
    assert verify_package(picture).outcome is Outcome.UNREADABLE
    with (tmp_path / "big").open("wb") as file:
        file.write(good_bag())
        file.truncate(3_000_000_000)
    assert verify_package(tmp_path / "big").outcome is Outcome.UNREADABLE


@pytest.mark.parametrize("path", ["data/application.json", "data/application.schema.json"])
def test_a_bag_without_its_data_is_incomplete(tmp_path: Path, path: str) -> None:
    found = verdict(tmp_path, {path: None})
    assert (found.outcome, found.entry) == (Outcome.INCOMPLETE, path)
    assert found.bag is not None


def with_format(stated: object) -> dict[str, bytes]:
    data = json.loads(JSON) | {"format": stated}
    return {"data/application.json": json.dumps(data).encode()}


def test_a_newer_format_asks_for_an_update(tmp_path: Path) -> None:
    newer = {"name": "poswizard-application", "version": 2}
    found = verdict(tmp_path, with_format(newer))
    assert found.outcome is Outcome.NEWER_FORMAT
    assert found.bag is not None
    assert found.outcome.hint
    assert "升级" in found.outcome.hint.zh


@pytest.mark.parametrize(
    "stated",
    [
        None,
        1,
        {},
        {"name": "other", "version": 1},
        {"name": "poswizard-application"},
        {"name": "poswizard-application", "version": True},
        {"name": "poswizard-application", "version": "1"},
        {"name": "poswizard-application", "version": 0},
        {"name": "poswizard-application", "version": 1.5},
    ],
)
def test_data_of_another_kind_are_unreadable(tmp_path: Path, stated: object) -> None:
    found = verdict(tmp_path, with_format(stated))
    assert found.outcome is Outcome.UNREADABLE
    assert found.entry == "data/application.json"


def test_data_that_are_a_list_are_unreadable(tmp_path: Path) -> None:
    found = verdict(tmp_path, {"data/application.json": b"[]"})
    assert found.outcome is Outcome.UNREADABLE


def test_data_that_miss_something_required_are_incomplete(tmp_path: Path) -> None:
    data = json.loads(JSON)
    del data["merchant"]
    found = verdict(tmp_path, {"data/application.json": json.dumps(data).encode()})
    assert found.outcome is Outcome.INCOMPLETE
    assert found.entry == "data/application.json"


def test_data_against_their_own_schema_are_altered(tmp_path: Path) -> None:
    schema = json.dumps({"properties": {"merchant": {"type": "string"}}}).encode()
    found = verdict(tmp_path, {"data/application.schema.json": schema})
    assert found.outcome is Outcome.ALTERED
    assert found.reason
    assert found.reason.en == 'the content at "merchant" does not fit its schema (type)'


def test_data_against_the_programs_schema_are_altered(tmp_path: Path) -> None:
    schema = {"properties": {"merchant": {"properties": {"kind": {"const": "enterprise"}}}}}
    found = verdict(tmp_path, {}, expected_schema=schema)
    assert found.outcome is Outcome.ALTERED
    assert found.reason
    assert "merchant.kind" in found.reason.zh
    assert "micro" not in found.reason.zh


@pytest.mark.parametrize(
    "schema", [b"[]", b"{", b'{"type": 1}', b'{"$ref": "http://127.0.0.1:9/"}', b'{"a":1,"a":1}']
)
def test_a_schema_that_cannot_be_used_is_altered(tmp_path: Path, schema: bytes) -> None:
    found = verdict(tmp_path, {"data/application.schema.json": schema})
    assert (found.outcome, found.entry) == (Outcome.ALTERED, "data/application.schema.json")


def test_data_that_can_be_read_in_two_ways_are_altered(tmp_path: Path) -> None:
    twice = JSON[:-1] + b', "merchant": {}}'
    found = verdict(tmp_path, {"data/application.json": twice})
    assert found.outcome is Outcome.ALTERED
    assert found.reason
    assert "两次" in found.reason.zh


def test_a_file_replaced_after_it_was_proved_is_still_being_copied(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.zip", good_bag())

    def replace(done: float) -> None:
        if done == 0.9:  # every byte proved, the data not yet read
            path.write_bytes(good_bag().replace(b"merchant", b"MERCHANT"))

    found = verify_package(path, replace)
    assert found.outcome is Outcome.STILL_BEING_COPIED


def test_a_file_that_vanishes_after_it_was_proved_is_unreadable(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.zip", good_bag())
    found = verify_package(path, lambda done: path.unlink() if done == 0.9 else None)
    assert found.outcome is Outcome.UNREADABLE


def test_progress_ends_at_one_and_cancelling_is_heard(tmp_path: Path) -> None:
    told: list[float] = []
    path = saved(tmp_path / "a.zip", good_bag())
    verify_package(path, told.append)
    assert told == sorted(told)
    assert told[-1] == 1.0
    with pytest.raises(CancelledError):
        verify_package(path, cancelled=lambda: True)


def test_the_specimen_fits_its_own_schema() -> None:
    assert set(json.loads(SCHEMA)["required"]) <= set(json.loads(JSON))
