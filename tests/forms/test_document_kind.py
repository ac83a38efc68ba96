"""Pages with what was found in them and read off them, as they are stored and as a package has them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from poswizard.forms.answers import Raw
from poswizard.forms.document_kind import without_readings
from poswizard.forms.rich_kinds import Noticed, Page, ReadOff
from tests.forms.sample import Second

DIGEST, MASTER = "ab" * 32, "cd" * 32
PLAIN = Page(DIGEST, DIGEST, 856, 540)
FULL = replace(
    PLAIN,
    master=MASTER,
    corners=((1.5, 2.0), (90.0, 2.0), (90.0, 60.0), (1.5, 60.0)),
    looks="0f" * 32,
    findings=(Noticed("blurred", 7.25),),
    kind="id_front",
    read=(ReadOff("name", "样本甲", 0.97, False, (1, 2, 30, 40)),),
)


def test_a_page_comes_back_with_everything_that_is_known_of_it() -> None:
    stored = Second.picture.to_json((FULL,))
    assert Second.picture.from_json(stored) == (FULL,)


def test_a_page_stored_by_an_older_program_loads() -> None:
    stored = [{"scan": DIGEST, "original": DIGEST, "width": 856, "height": 540}]
    assert Second.picture.from_json(stored) == (PLAIN,)
    assert Second.picture.to_json((PLAIN,)) == stored


@pytest.mark.parametrize(
    ("part", "value"),
    [
        ("master", "ab"),
        ("corners", [[1, 2]]),
        ("corners", [[1, 2], [3, 4], [5, 6], ["7", 8]]),
        ("looks", "xyz"),
        ("findings", [{"code": "blurred"}]),
        ("findings", [{"code": "blurred", "number": "7"}]),
        ("findings", [{"code": "Not A Code", "number": 7}]),
        ("kind", 3),
        ("read", [{"key": "name"}]),
        ("read", "name"),
    ],
)
def test_a_page_that_is_not_as_it_should_be_is_kept_as_it_is(part: str, value: Any) -> None:
    stored = [Second.picture.to_json((PLAIN,))[0] | {part: value}]
    assert Second.picture.from_json(stored) == Raw(stored)


def test_a_package_has_what_was_found_and_never_what_was_read() -> None:
    stored = Second.picture.to_json((FULL,))
    schema = Draft202012Validator(Second.picture.schema())
    assert schema.is_valid(without_readings(stored))
    assert "findings" in without_readings(stored)[0]
    assert not schema.is_valid(stored)


def test_what_was_read_is_not_shown_by_accident() -> None:
    assert "样本甲" not in repr(FULL)


def test_a_page_names_every_picture_it_needs() -> None:
    assert FULL.scans == (DIGEST, MASTER)
    assert PLAIN.scans == (DIGEST,)
