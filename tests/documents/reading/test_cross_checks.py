"""Slips of the recogniser are no difference; another number, day or house is."""

from __future__ import annotations

import pytest

from poswizard.documents.reading.cross_checks import (
    same_day,
    same_name,
    same_number,
    same_place,
    same_prose,
)

SCOPE = "餐饮服务；小吃店经营；食品销售（仅销售预包装食品）；日用百货销售。"


def test_names_and_numbers_are_compared_without_their_spaces_and_brackets() -> None:
    assert same_name("成都样本（四川）有限公司", "成都样本(四川)有限公司")
    assert not same_name("张样本", "张祥本")
    assert same_number("510107199003070010", "510107 19900307 0010")
    assert not same_number("510107199003070010", "510107199003070011")


def test_a_character_that_no_recogniser_knows_is_no_difference() -> None:
    assert same_name("样本𬭚", "样本谆")
    assert not same_name("样本𬭚", "样木谆")
    assert not same_name("样本𬭚", "样本")


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
    assert same_place(one, other) is same


def test_a_scope_may_be_copied_in_part() -> None:
    assert same_prose(SCOPE[:12], SCOPE)
    assert not same_prose("建筑材料批发；机械设备租赁", SCOPE)


def test_no_end_is_no_end_however_it_is_written() -> None:
    assert same_day("长期", "long-term")
    assert not same_day("长期", "2038-06-01")
