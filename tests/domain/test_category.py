from __future__ import annotations

import pytest

from poswizard.domain import category
from poswizard.domain.category import CategoryGroup, FeeClass, Permit
from poswizard.domain.lookup import search

UNIONPAY_ONLY = ["5398", "4458", "4733", "5977", "7295", "8912", "9498"]


def found(code: str) -> category.Category:
    known = category.category(code)
    assert known is not None
    return known


def test_a_restaurant_needs_a_food_permit():
    restaurant = found("5812")
    assert restaurant.group is CategoryGroup.DINING_ENTERTAINMENT
    assert restaurant.fee_class is FeeClass.STANDARD
    assert restaurant.permit is Permit.FOOD
    assert not restaurant.needs_proof


def test_a_convenience_store_needs_no_permit():
    assert found("5331").permit is None


@pytest.mark.parametrize("code", UNIONPAY_ONLY)
def test_codes_only_unionpay_has_are_known(code: str):
    assert category.category(code) is not None


def test_an_unknown_code_of_right_form_is_not_in_the_table():
    assert category.category("9999") is None
    assert category.code_has_right_form("9999")


@pytest.mark.parametrize("code", ["581", "58123", "58A2", "５８１２", ""])
def test_a_code_has_four_digits(code: str):
    assert not category.code_has_right_form(code)


@pytest.mark.parametrize("code", ["8062", "8211", "8220", "8398"])
def test_a_micro_merchant_is_no_public_hospital_school_or_charity(code: str):
    assert found(code).fee_class is FeeClass.EXEMPT
    assert not found(code).is_open_to_micro
    assert found(code).needs_proof


def test_a_preferential_category_needs_proof_but_is_open_to_all():
    assert found("5411").needs_proof
    assert found("5411").is_open_to_micro


@pytest.mark.parametrize(
    ("typed", "code"),
    [("5812", "5812"), ("餐馆", "5812"), ("火锅", "5812"), ("huoguo", "5812"), ("chaguan", "5813"),
     ("ms", "7011"), ("美发", "7230"), ("hotel", "7011"), ("麻将", "7994"), ("农家乐", "5812")],
)  # fmt: skip
def test_categories_are_found_as_people_type(typed: str, code: str):
    assert code in [entry.code for entry in search(category.entries(), typed, 5)]


def test_a_scope_that_names_the_trade_fits():
    assert category.fits_scope("5812", "许可项目：餐饮服务。一般项目：食品销售")
    assert category.fits_scope("5912", "药店零售处方药")


def test_a_scope_of_another_trade_does_not_fit():
    assert not category.fits_scope("5812", "服装零售；鞋帽零售")


def test_nothing_is_said_of_an_unknown_code_or_an_empty_scope():
    assert category.fits_scope("9999", "服装零售")
    assert category.fits_scope("5812", " ")


def test_a_description_suggests_categories():
    assert category.suggestions("火锅店，餐饮服务")[0].code == "5812"
    assert category.suggestions("服装零售", 1)[0].code in {"5611", "5621", "5651", "5691", "5699"}
    assert category.suggestions("零售") == []
    assert len(category.suggestions("餐饮 酒店 美容 服装 手机 药店 汽修", 3)) == 3
