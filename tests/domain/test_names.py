from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poswizard.domain import names

SHOP = "成都样例餐饮有限公司"


@pytest.mark.parametrize(
    "name",
    [
        "样例",
        "欧阳样例",
        "扎西·样例",
        "阿依古丽•样例",
        "𠮷样",
        "䶮样",
        "\U00030000样",
        "\U000323b0样",
        "\ufa0e样",
        "葛\U000e0100样",
    ],
)
def test_names_of_every_extension_and_with_dots_are_names(name: str):
    assert names.is_chinese_name(name)
    assert names.is_person_name(name)


@pytest.mark.parametrize(
    "name", ["样", "样例1", "样 例", "·样例", "样例·", "样··例", "", "\ue000样"]
)
def test_what_is_no_chinese_name(name: str):
    assert not names.is_chinese_name(name)


@pytest.mark.parametrize(
    "name",
    ["Jane Specimen", "O'Specimen", "Specimen-Muster Anna", "Jürgen Muster", "SPECIMEN, JOHN Jr."],
)
def test_foreigners_have_latin_names(name: str):
    assert names.is_latin_name(name)
    assert names.is_person_name(name)


@pytest.mark.parametrize("name", ["J", "Jane 样例", "Jane2", ""])
def test_what_is_no_latin_name(name: str):
    assert not names.is_latin_name(name)
    assert not names.is_person_name(name)


def test_length_counts_characters_not_code_units():
    assert names.length("𠮷样例") == 3
    assert names.length("葛\U000e0100样") == 2
    assert len("𠮷样例".encode("utf-16-le")) // 2 == 4


def test_private_use_characters_are_found():
    assert names.has_private_use("\ue863样")
    assert not names.has_private_use("䶮样")


def test_chinese_is_found_among_latin():
    assert names.has_chinese("POS 样")
    assert not names.has_chinese("POS")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("样例（成都）餐饮", "样例(成都)餐饮"),
        ("样例〔成都〕餐饮", "样例（成都）餐饮"),
        ("样例 餐饮", "样例餐饮"),
        ("样例\u3000餐饮", "样例餐饮"),
        ("扎西·样例", "扎西•样例"),
        ("扎西・样例", "扎西‧样例"),
        ("扎西．样例", "扎西·样例"),
        ("ＡＢＣ样例", "abc样例"),
    ],
)
def test_names_are_the_same_whatever_the_keyboard(one: str, other: str):
    assert names.same_name(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("样例", "样列"), ("扎西·样例", "扎西样例"), (SHOP, SHOP[:-2]), ("己样", "已样")],
)
def test_different_names_stay_different(one: str, other: str):
    assert not names.same_name(one, other)


@given(st.text(max_size=12))
def test_a_name_is_always_the_same_as_itself(text: str):
    assert names.same_name(text, text)
    assert names.same_name(text, f" {text} ")


@given(st.text(max_size=12))
def test_comparison_form_is_stable(text: str):
    once = names.for_comparison(text)
    assert names.same_name(once, names.for_comparison(once))


def test_a_shop_named_like_its_operator_is_a_bare_personal_name():
    assert names.is_bare_personal_name("样 例", "其他", "样例")
    assert not names.is_bare_personal_name("样例面馆", "样例")
    assert not names.is_bare_personal_name("", "")


@pytest.mark.parametrize(
    "name",
    [
        "样例13800000000",
        "样例 028-8500 0000",
        "样例加V订购",
        "www.example.com",
        "样例微信同号",
        "样例＠example",
        "QQ12345样例",
    ],
)
def test_contact_details_in_a_shop_name_are_seen(name: str):
    assert names.has_contact_details(name)


@pytest.mark.parametrize("name", ["样例超市", "1919样例酒行", "360样例", "样例K歌"])
def test_ordinary_shop_names_hold_no_contact_details(name: str):
    assert not names.has_contact_details(name)


@pytest.mark.parametrize("name", ["", "店", "店店店", "12345", "测试商户"])
def test_names_that_say_nothing(name: str):
    assert names.is_placeholder(name)


def test_a_real_shop_name_says_something():
    assert not names.is_placeholder("样例面馆")


@given(st.text(st.sampled_from("样本餐饮Ａa9·（）(  \U00020000鿿々"), max_size=6))
def test_a_plain_name_is_compared_like_any_other(name: str):
    assert names.for_comparison(name) == names.for_comparison(f"{name} ")
    assert names.for_comparison(names.for_comparison(name)) == names.for_comparison(name)
