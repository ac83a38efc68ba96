"""Differences between documents and form name both sides, and slips of the recogniser are none."""

from __future__ import annotations

import pytest

from poswizard.documents.reading.cross_checks import FORM_TOPICS, Topic, agree, differences
from poswizard.documents.reading.fact import DocumentKind, Fact
from poswizard.office import the_flow

FRONT = {Fact.NAME: "张样本", Fact.NUMBER: "510107199003070010"}  # synthetic
LICENCE = {Fact.PERSON: "张样本", Fact.NAME: "成都样本（四川）有限公司"}


def test_what_agrees_is_no_difference() -> None:
    readings = {DocumentKind.ID_FRONT: FRONT, DocumentKind.LICENCE: LICENCE}
    answers = {
        "identity.name": "张样本",
        "identity.number": "510107 19900307 0010",
        "licence.registered_name": "成都样本(四川)有限公司",
    }
    assert differences(readings, answers) == []


def test_a_difference_names_both_sides() -> None:
    (found,) = differences({DocumentKind.ID_FRONT: FRONT}, {"identity.name": "张祥本"})
    assert found.topic is Topic.PERSON_NAME
    assert found.text.zh == (
        "法定代表人/经营者姓名不一致：居民身份证人像面照片上是“张样本”，表里填的是“张祥本”。"
        "请对照原件，改正填错的一处，或重拍照片。"
    )
    assert found.other.field == "identity.name"
    assert "张样本" in found.text.en
    assert "张祥本" in found.text.en


def test_two_pictures_are_compared_where_the_form_says_nothing() -> None:
    readings = {
        DocumentKind.LICENCE: LICENCE,
        DocumentKind.ACCOUNT_PERMIT: {Fact.NAME: "成都另一有限公司", Fact.PERSON: "张样本"},
    }
    (found,) = differences(readings, {})
    assert found.topic is Topic.FIRM_NAME
    assert (found.one.source, found.other.source) == (
        DocumentKind.ACCOUNT_PERMIT,
        DocumentKind.LICENCE,
    )


def test_an_empty_answer_is_no_difference() -> None:
    assert differences({DocumentKind.ID_FRONT: FRONT}, {"identity.name": "  "}) == []


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("四川省成都市青羊区样本路1号2栋3单元", "四川省成都市青羊区样木路1号2栋3单元", True),
        ("成都市青羊区样本路1号", "四川省成都市青羊区样本路1号", True),
        ("四川省成都市青羊区样本路12号", "四川省成都市青羊区样本路21号", False),
        ("四川省成都市青羊区样本路1号", "四川省绵阳市涪城区另一街1号", False),
    ],
)
def test_addresses_may_differ_in_a_slip_but_not_in_a_house(
    one: str, other: str, same: bool
) -> None:
    assert agree(Topic.PERSON_ADDRESS, one, other) is same


def test_no_end_is_no_end_however_it_is_written() -> None:
    assert agree(Topic.ID_UNTIL, "长期", "long-term")
    assert not agree(Topic.ID_UNTIL, "长期", "2038-06-01")


def test_every_question_that_is_compared_exists() -> None:
    keys = {f"{step.key}.{field.name}" for step in the_flow().steps for field in step.fields}
    assert set(FORM_TOPICS) <= keys
