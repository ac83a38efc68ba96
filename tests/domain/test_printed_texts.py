"""Addresses and amounts as documents print them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from poswizard.domain.address_text import county_of
from poswizard.domain.printed_amount import printed_yuan


@pytest.mark.parametrize(
    ("address", "code", "rest"),
    [
        ("四川省成都市武侯区样本路1号", "510107", "样本路1号"),
        ("成都市青羊区样本路1号2栋", "510105", "样本路1号2栋"),
        ("四川成都武侯区样本路1号", "510107", "样本路1号"),
        ("武侯区 样本路1号", "510107", "样本路1号"),
        ("四川省凉山彝族自治州西昌市样本大道1号", "513401", "样本大道1号"),
        ("北京市朝阳区样本路1号", "110105", "样本路1号"),
        ("重庆市渝中区样本路1号", "500103", "样本路1号"),
        ("内蒙古呼和浩特市新城区样本路1号", "150102", "样本路1号"),
    ],
)
def test_an_address_is_taken_apart_at_its_county(address: str, code: str, rest: str) -> None:
    found = county_of(address)
    assert found is not None
    assert (found[0].code, found[1]) == (code, rest)


@pytest.mark.parametrize(
    "address", ["新城区样本路1号", "成都高新区样本大道1号", "样本路1号（武侯区内）", ""]
)
def test_an_address_without_a_county_or_with_several_possible_is_left_whole(address: str) -> None:
    assert county_of(address) is None


@pytest.mark.parametrize(
    ("printed", "yuan"),
    [
        ("壹佰万元整", 1_000_000),
        ("伍拾万元", 500_000),
        ("拾万元整", 100_000),
        ("壹亿贰仟万元整", 120_000_000),
        ("叁佰零伍万元", 3_050_000),
        ("50万元人民币", 500_000),
        ("（人民币）500000元", 500_000),
    ],
)
def test_an_amount_in_words_is_understood(printed: str, yuan: int) -> None:
    assert printed_yuan(printed) == Decimal(yuan)


@pytest.mark.parametrize("printed", ["100万美元", "若干", ""])
def test_what_is_no_amount_of_yuan_is_none(printed: str) -> None:
    assert printed_yuan(printed) is None
