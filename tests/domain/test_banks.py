from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poswizard.domain import banks
from poswizard.domain.banks import Bin, CardKind
from poswizard.domain.identifiers import cnaps_area, cnaps_check_digit_fits
from poswizard.domain.lookup import search


def specimen(prefix: str, length: int) -> str:
    """A synthetic card number: a prefix and zeros."""
    return prefix.ljust(length, "0")


def test_a_debit_card_is_known_with_its_bank_and_length():
    found = banks.bin_of(specimen("621700", 19))
    assert found == Bin("中国建设银行", CardKind.DEBIT, (19,), fits_length=True)


def test_a_number_with_a_digit_missing_says_how_many_there_are():
    found = banks.bin_of(specimen("621700", 18))
    assert found is not None
    assert (found.lengths, found.fits_length) == ((19,), False)


@pytest.mark.parametrize(
    ("prefix", "length", "kind"),
    [
        ("625083", 16, CardKind.CREDIT),
        ("622758", 16, CardKind.SEMI_CREDIT),
        ("620010", 16, CardKind.PREPAID),
    ],
)
def test_cards_that_cannot_be_settled_to_are_recognised(prefix: str, length: int, kind: CardKind):
    found = banks.bin_of(specimen(prefix, length))
    assert found is not None
    assert found.kind is kind


def test_where_sources_disagree_the_kind_is_left_open():
    found = banks.bin_of(specimen("510529", 16))
    assert found is not None
    assert (found.bank, found.kind) == ("中国工商银行", None)


def test_a_card_of_a_sichuan_bank_is_known_by_the_second_source():
    found = banks.bin_of(specimen("623199", 16))
    assert found is not None
    assert (found.bank, found.lengths, found.fits_length) == ("四川银行", (), True)


def test_where_sources_disagree_the_bank_is_left_open():
    found = banks.bin_of(specimen("622309", 18))
    assert found is not None
    assert found.bank == ""


def test_a_short_prefix_is_believed_only_with_its_length():
    assert banks.bin_of(specimen("103", 19)) is not None
    assert banks.bin_of(specimen("103", 16)) is None


@pytest.mark.parametrize("number", ["", "62", "0" * 19, "411111"])
def test_an_unknown_number_says_nothing(number: str):
    assert banks.bin_of(number) is None


@given(st.from_regex(r"[0-9]{0,20}", fullmatch=True))
def test_any_digits_can_be_asked_about(number: str):
    found = banks.bin_of(number)
    assert found is None or found.fits_length is (not found.lengths or len(number) in found.lengths)


def test_looking_up_a_card_is_fast():
    banks.bin_of(specimen("621700", 19))
    start = time.perf_counter()
    for _ in range(100):
        banks.bin_of(specimen("621700", 19))
    assert (time.perf_counter() - start) / 100 < 0.001


@pytest.mark.parametrize(
    ("name", "today"),
    [("工商银行", "中国工商银行"), ("工行", "中国工商银行"), ("南充市商业银行", "四川天府银行"), ("德阳银行", "长城华西银行"),
     ("成都农商银行", "成都农村商业银行"), ("四川省农村信用社联合社", "四川农村商业联合银行"), ("邮储", "中国邮政储蓄银行"),
     ("icbc", "中国工商银行")],
)  # fmt: skip
def test_a_bank_is_known_by_former_and_short_names(name: str, today: str):
    found = banks.bank(name)
    assert found is not None
    assert found.name == today


def test_an_unknown_bank_is_not_guessed():
    assert banks.bank("样例银行") is None


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("成都", "成都银行"),
        ("cdyh", "成都银行"),
        ("工行", "中国工商银行"),
        ("gsyh", "中国工商银行"),
        ("icbc", "中国工商银行"),
        ("youchu", "中国邮政储蓄银行"),
        ("chongqing", "重庆银行"),
        ("mianyang", "绵阳市商业银行"),
        ("minsheng", "中国民生银行"),
    ],
)
def test_banks_are_found_as_people_type(typed: str, name: str):
    assert name in [entry.code for entry in search(banks.entries(), typed, 3)]


def test_head_office_codes_have_right_check_digits_and_areas():
    for bank in banks.banks():
        if bank.head_office:
            assert cnaps_check_digit_fits(bank.head_office), bank.name
            assert bank.head_office.startswith(bank.prefix)
        if bank.head_office and bank.seat:
            assert banks.cnaps_is_in_sichuan(bank.head_office), bank.name


def test_a_branch_code_says_whose_it_is():
    assert str(banks.cnaps_owner("102651000000")) == "中国工商银行"
    assert str(banks.cnaps_owner("313651099999")) == "城市商业银行"
    assert banks.cnaps_owner("999651000000") is None


@pytest.mark.parametrize(
    ("code", "bank", "fits"),
    [("102651000000", "中国工商银行", True), ("103651000000", "中国工商银行", False), ("313651099999", "成都银行", True),
     ("402651020006", "成都农商银行", True), ("313651099999", "成都农商银行", False), ("102651000000", "样例银行", True),
     ("102651000000", "东莞银行", True)],
)  # fmt: skip
def test_a_branch_code_fits_its_bank(code: str, bank: str, fits: bool):
    assert banks.cnaps_fits_bank(code, bank) is fits


def test_a_branch_lies_in_the_city_of_the_account():
    assert cnaps_area("313651099999") == "6510"
    assert banks.cnaps_fits_city("313651099999", "510107")
    assert not banks.cnaps_fits_city("313651099999", "510700")
    assert not banks.cnaps_fits_city("313653000013", "510100")
    assert not banks.cnaps_is_in_sichuan("313653000013")


def test_the_first_digits_of_a_merchant_number_name_the_acquirer():
    acquirers = banks.acquirer_names()
    assert str(acquirers["822"]) == "拉卡拉"
    assert str(acquirers["102"]) == "中国工商银行"
    assert "999" not in acquirers
