from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poswizard.domain import identifiers as ids

# Public codes of public bodies and documentation specimens; none belongs to a person
USCC = "91350100M000100Y43"
OLD_LICENCE = "110108000000016"
CHENGDU_BANK = "313651099999"
UNSOUND_CNAPS = "314653617115"

usccs = st.tuples(
    st.sampled_from(["91", "92", "93", "12"]),
    st.from_regex(r"[0-9]{6}", fullmatch=True),
    st.text(ids.USCC_ALPHABET, min_size=9, max_size=9),
).map("".join)


def digits(count: int) -> st.SearchStrategy[str]:
    return st.text(string.digits, min_size=count, max_size=count)


def with_one_digit_changed(number: str, position: int, step: int) -> str:
    changed = str((int(number[position]) + step) % 10)
    return number[:position] + changed + number[position + 1 :]


def test_a_public_credit_code_is_valid():
    assert ids.uscc_is_valid(USCC)
    assert ids.uscc_kind(USCC) == "91"
    assert ids.uscc_region(USCC) == "350100"


@pytest.mark.parametrize(
    "code",
    [
        "",
        USCC[:17],
        USCC + "0",
        USCC.lower(),
        " " + USCC[1:],
        "9135O100M000100Y43",
        "I1350100M000100Y43",
        "９" + USCC[1:],
    ],
)
def test_a_code_of_wrong_form_is_not_valid(code: str):
    assert not ids.uscc_is_valid(code)


@given(usccs, st.integers(0, 17), st.sampled_from(ids.USCC_ALPHABET))
def test_every_single_wrong_character_of_a_credit_code_is_caught(first: str, at: int, other: str):
    code = first + ids.uscc_check_character(first)
    assert ids.uscc_is_valid(code)
    wrong = code[:at] + other + code[at + 1 :]
    assert ids.uscc_is_valid(wrong) == (wrong == code)


def test_an_old_registration_number_has_a_check_digit():
    assert ids.old_licence_number_is_valid(OLD_LICENCE)
    assert not ids.old_licence_number_is_valid(OLD_LICENCE[:-1] + "5")
    assert not ids.old_licence_number_is_valid(OLD_LICENCE[:-1])


@given(digits(11), st.integers(0, 11), st.integers(1, 9))
def test_every_single_wrong_digit_of_a_branch_code_is_caught(first: str, at: int, step: int):
    code = first + ids.cnaps_check_digit(first)
    assert ids.cnaps_check_digit_fits(code)
    assert not ids.cnaps_check_digit_fits(with_one_digit_changed(code, at, step))


def test_a_branch_code_in_use_that_fails_its_check_digit_is_still_of_right_length():
    assert ids.cnaps_has_right_length(UNSOUND_CNAPS)
    assert not ids.cnaps_check_digit_fits(UNSOUND_CNAPS)


def test_a_branch_code_has_a_bank_and_an_area():
    assert ids.cnaps_check_digit_fits(CHENGDU_BANK)
    assert (ids.cnaps_bank(CHENGDU_BANK), ids.cnaps_area(CHENGDU_BANK)) == ("313", "6510")


@given(digits(18), st.integers(0, 17), st.integers(1, 9))
def test_every_single_wrong_digit_of_a_card_is_caught(first: str, at: int, step: int):
    number = next(first + last for last in string.digits if ids.luhn_fits(first + last))
    assert not ids.luhn_fits(with_one_digit_changed(number, at, step))


@pytest.mark.parametrize(
    ("length", "right", "usual"),
    [(12, False, False), (13, True, False), (16, True, True), (19, True, True), (20, False, False)],
)
def test_cards_have_13_to_19_digits_and_usually_16_or_more(length: int, right: bool, usual: bool):
    number = "6" * length
    assert ids.card_number_has_right_form(number) is right
    assert ids.card_length_is_usual(number) is usual


@pytest.mark.parametrize(
    "number", ["6222 0212 3456 7890", "６２２２０２１２３４５６７８９０", "622202123456789X", ""]
)
def test_a_card_number_consists_of_plain_digits(number: str):
    assert not ids.card_number_has_right_form(number)
    assert not ids.luhn_fits(number)


def test_a_corporate_account_has_up_to_40_digits():
    assert ids.account_number_has_right_form("51001234567890123456")
    assert not ids.account_number_has_right_form("1" * 41)
    assert not ids.account_number_has_right_form("5100-1234")
    assert not ids.account_number_has_right_form("")


def test_what_was_typed_is_stored_without_separators_and_in_half_width():
    assert ids.compact(" ９１35-0100 m000100y43 ") == USCC


def test_a_merchant_number_falls_into_four_parts():
    parts = ids.merchant_id_parts("822290070111135")
    assert parts == ids.MerchantId(acquirer="822", area="2900", mcc="7011", serial="1135")
    assert ids.merchant_id_parts("8222900701111AB") == ids.MerchantId("822", "2900", "7011", "11AB")


@pytest.mark.parametrize(
    "number", ["82229007011113", "8222900701111355", "82229007X111135", "822290070111-35"]
)
def test_a_merchant_number_of_another_form_is_not_decoded(number: str):
    assert ids.merchant_id_parts(number) is None


def test_a_merchant_number_has_15_characters_of_whatever_kind():
    assert ids.merchant_id_has_right_length("ABCDEFGHIJKLMNO")
    assert not ids.merchant_id_has_right_length("８２２２９００７０１１１１３５")
    assert not ids.merchant_id_has_right_length("82229007011113")


def test_a_terminal_number_has_8_letters_or_digits():
    assert ids.terminal_id_is_valid("A1234567")
    assert not ids.terminal_id_is_valid("1234567")
    assert not ids.terminal_id_is_valid("1234567-")


def test_a_serial_number_has_5_to_50_characters():
    assert ids.serial_number_is_valid("0000010483433721")
    assert ids.serial_number_is_valid("N7-0000123")
    assert not ids.serial_number_is_valid("1234")
    assert not ids.serial_number_is_valid("1" * 51)
    assert not ids.serial_number_is_valid("序列号12345")


def test_a_tusn_is_split_for_showing():
    assert ids.tusn_parts("0000010483433721") == ("000001", "04", "83433721")
    assert ids.tusn_parts("N7-0000123") is None


def test_licence_numbers_of_models_and_institutions_have_their_own_forms():
    assert ids.model_licence_is_valid("P3100")
    assert not ids.model_licence_is_valid("3100P")
    assert ids.payment_licence_number_is_valid("Z2004951000010")
    assert not ids.payment_licence_number_is_valid("Z200495100001")


@pytest.mark.parametrize(
    ("number", "valid"),
    [
        ("13800000000", True),
        ("19900000000", True),
        ("12800000000", False),
        ("1380000000", False),
        ("138000000000", False),
    ],
)
def test_a_mobile_number_has_11_digits_from_13_on(number: str, valid: bool):
    assert ids.mobile_is_valid(number) is valid


@pytest.mark.parametrize(
    "number",
    ["02885000000", "08302500000", "4008000000", "8008000000", "13800000000", "95588", "96511"],
)
def test_customers_can_call_landlines_400_numbers_mobiles_and_short_numbers(number: str):
    assert ids.service_phone_is_valid(number)


@pytest.mark.parametrize(
    "number", ["028-85000000", "85000000", "0085000000", "+8613800000000", "", "400800"]
)
def test_a_service_phone_has_an_area_code_and_no_dash(number: str):
    assert not ids.service_phone_is_valid(number)


@pytest.mark.parametrize(
    ("address", "valid"),
    [
        ("shop@example.com", True),
        ("a.b-c+d@mail.example.com.cn", True),
        ("shop@example", False),
        ("shop@@example.com", False),
        ("shop..a@example.com", False),
        ("商户@example.com", False),
        ("a" * 60 + "@example.com", False),
        ("shop@-example.com", False),
    ],
)
def test_an_email_address_has_one_at_sign_and_at_most_64_characters(address: str, valid: bool):
    assert ids.email_is_valid(address) is valid


def test_the_tail_of_an_iccid_has_4_to_6_characters():
    assert ids.iccid_tail_is_valid("1234")
    assert ids.iccid_tail_is_valid("12345A")
    assert not ids.iccid_tail_is_valid("123")
    assert not ids.iccid_tail_is_valid("1234567")


def test_long_numbers_are_grouped_for_reading():
    assert ids.grouped("510107199003070010", *ids.ID_GROUPS) == "510107 19900307 0010"
    assert ids.grouped("6217000000000000000", *ids.CARD_GROUPS) == "6217 0000 0000 0000 000"
    assert ids.grouped("13800000000", *ids.MOBILE_GROUPS) == "138 0000 0000"
    assert ids.grouped("", *ids.CARD_GROUPS) == ""


@given(st.from_regex(r"[0-9]{0,24}", fullmatch=True))
def test_grouping_loses_no_digit(number: str):
    assert ids.grouped(number, *ids.ID_GROUPS).replace(" ", "") == number


def test_masks_leave_what_slips_and_lists_may_show():
    assert ids.masked_card("6217000000001234567") == "621700*********4567"
    assert ids.masked_id("510107199003070010") == "510***********0010"
    assert ids.masked_mobile("13800001234") == "138****1234"


@given(st.from_regex(r"[0-9]{0,24}", fullmatch=True))
def test_a_mask_keeps_the_length_and_never_shows_a_short_number(number: str):
    hidden = ids.masked_card(number)
    assert len(hidden) == len(number)
    assert len(number) > 10 or set(hidden) <= {"*"}
