"""Confusions are mended only where a check digit leaves one way."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import luhn

from poswizard.documents.reading import days, wording
from poswizard.documents.reading.box import Box, Placement
from poswizard.documents.reading.fact import Fact, ReadValue, confidence_words
from poswizard.documents.reading.licence import USCC_FORM
from poswizard.documents.reading.numbers import DIGITS, numbers, unproven
from poswizard.domain import identifiers
from poswizard.domain.identifiers import USCC_ALPHABET, uscc_check_character
from tests.documents.reading.sheets import line

CARD_FORM = (DIGITS,) * 16


def uscc(rest: str) -> str:
    first = f"91510104MA{rest}"
    return first + uscc_check_character(first)


CODES = st.text(USCC_ALPHABET, min_size=7, max_size=7).map(uscc)


@given(CODES)
def test_a_right_number_is_never_touched(code: str) -> None:
    found = next(numbers(line(code, 0, 0, confidence=0.3), USCC_FORM, identifiers.uscc_is_valid))
    assert (found.text, found.repaired) == (code, False)


@given(CODES, st.integers(2, 7))
def test_a_letter_where_only_a_digit_may_stand_is_mended(code: str, place: int) -> None:
    letters = {"0": "O", "1": "I", "5": "S", "8": "B", "4": "A"}
    wrong = code[:place] + letters[code[place]] + code[place + 1 :]
    found = next(numbers(line(wrong, 0, 0), USCC_FORM, identifiers.uscc_is_valid))
    assert (found.text, found.repaired) == (code, True)


@given(CODES, st.data())
def test_what_was_mended_differs_in_doubtful_characters_only(
    code: str, data: st.DataObject
) -> None:
    place = data.draw(st.integers(10, 16))
    other = data.draw(st.sampled_from(USCC_ALPHABET.replace(code[place], "")))
    wrong = code[:place] + other + code[place + 1 :]
    read = line(wrong, 0, 0, confidence=1.0, **{f"_{place}": "B8D0G6Z2"})
    for found in numbers(read, USCC_FORM, identifiers.uscc_is_valid):
        changed = [n for n, (a, b) in enumerate(zip(found.text, wrong, strict=True)) if a != b]
        assert changed == [place]
        assert found.repaired


def test_two_ways_to_mend_are_none() -> None:
    # 7 for 1 at one of two places of the same weight: Luhn fits whichever is changed back
    right = "6222021000700001"
    right = right[:-1] + luhn.calc_check_digit(right[:-1])
    wrong = right[:6] + "7" + right[7:]
    assert [n for n, c in enumerate(wrong) if c == "7"] == [6, 10]
    one, both = {"_6": "1"}, {"_6": "1", "_10": "1"}
    (mended,) = numbers(line(wrong, 0, 0, confidence=1.0, **one), CARD_FORM, identifiers.luhn_fits)
    assert mended.text == right
    read = line(wrong, 0, 0, confidence=1.0, **both)
    assert list(numbers(read, CARD_FORM, identifiers.luhn_fits)) == []


def test_a_form_without_check_digit_is_read_but_proves_nothing() -> None:
    found = unproven(line("JY251O7O32378676", 0, 0), ("J", "Y") + (DIGITS,) * 14)
    assert found is not None
    assert (found.text, found.verified) == ("JY25107032378676", False)


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("2021年03月15日", "2021-03-15"),
        ("2021 年 3 月 5 日", "2021-03-05"),
        ("２０２１．０３．１５", "2021-03-15"),
        ("20210315", "2021-03-15"),
        ("二〇二一年三月十五日", "2021-03-15"),
        ("二○一○年十二月二十日", "2010-12-20"),
        ("2021年02月30日", None),
        ("无", None),
    ],
)
def test_days_as_documents_print_them(printed: str, read: str | None) -> None:
    assert days.day(line(printed, 0, 0)) == read


@given(st.dates(min_value=date(1950, 1, 1), max_value=date(2089, 12, 31)))
def test_every_day_comes_back(day: date) -> None:
    assert days.day(line(f"{day:%Y.%m.%d}", 0, 0)) == f"{day}"


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("张 三", "张三"),
        (" 扎西多吉 ", "扎西多吉"),
        ("艾力•肉孜:", "艾力·肉孜"),
        ("JOHN  SMITH", "JOHN SMITH"),
    ],
)
def test_names_of_persons(printed: str, name: str) -> None:
    assert wording.person_name(printed) == name


def test_prose_has_one_kind_of_punctuation() -> None:
    assert wording.chinese("食品销售;服装( 样本 )") == "食品销售；服装（样本）"
    assert wording.chinese("ＳＰ１") == "SP1"


@pytest.mark.parametrize(
    ("confidence", "verified", "repaired", "words"),
    [
        (0.6, True, True, "已按校验位改正"),
        (0.6, True, False, "已核验"),
        (0.99, False, False, "清楚"),
        (0.8, False, False, "较清楚"),
        (0.4, False, False, "不清楚"),
    ],
)
def test_confidence_in_words(confidence: float, verified: bool, repaired: bool, words: str) -> None:
    value = ReadValue(Fact.NAME, "样本", confidence, Box(0, 0, 1, 1), verified, repaired)
    assert confidence_words(value).zh.startswith(words)


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("tilt", [0.0, 3.0])
def test_a_box_finds_its_way_back_into_the_picture(turn: int, tilt: float) -> None:
    placement = Placement(width=1200, height=800, turn=turn, scale=0.5, tilt=tilt)
    # a mark at (300, 200) of the picture, followed through turning, shrinking and levelling
    x, y = {0: (300, 200), 90: (600, 300), 180: (900, 600), 270: (200, 900)}[turn]
    level = placement.level(x / 2, y / 2)
    box = placement.in_picture(Box(*level, *level))
    assert (round(box.left), round(box.top)) == (300, 200)
