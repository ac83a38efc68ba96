"""Resident identity cards and residence permits, from lines."""

from __future__ import annotations

from dataclasses import replace

import pytest

from poswizard.documents.reading.fact import DocumentKind, Fact, Reading
from poswizard.documents.reading.kinds import understood
from poswizard.documents.reading.line import Glyph, Line, Sheet
from tests.documents.reading.sheets import line, sheet

NUMBER = "513401198005235528"  # synthetic specimen, of nobody


def card(number: Line | None = None, name: str = "郭磊", **more: Line) -> Sheet:
    rows = {
        "name": line(f"姓名{name}", 70, 110),
        "sex": line("性别女", 70, 218),
        "people": line("民族汉", 300, 218),
        "born": line("出生1980年5月23日", 70, 322),
        "address": line("住址", 70, 428),
        "address1": line("四川省凉山彝族自治州西昌市样", 190, 428),
        "address2": line("本路223号10栋2单元1108号", 190, 492),
        "label": line("公民身份号码", 70, 715),
        "number": number or line(NUMBER, 395, 715),
    } | more
    return sheet(*rows.values())


def front(it: Sheet) -> Reading:
    return understood(it, DocumentKind.ID_FRONT)


def test_a_card_is_read_whole() -> None:
    reading = front(card())
    assert reading.said == {
        Fact.NAME: "郭磊",
        Fact.SEX: "女",
        Fact.ETHNICITY: "汉",
        Fact.BORN: "1980-05-23",
        Fact.ADDRESS: "四川省凉山彝族自治州西昌市样本路223号10栋2单元1108号",
        Fact.NUMBER: NUMBER,
    }
    assert reading.seen is DocumentKind.ID_FRONT
    assert [v.key for v in reading.values if v.verified] == [Fact.SEX, Fact.BORN, Fact.NUMBER]


@pytest.mark.parametrize(
    "printed", ["阿卜杜拉•买买提", "阿卜杜拉・买买提", "阿卜杜拉.买买提", "阿卜杜拉·买买提"]
)
def test_the_dot_of_a_minority_name_is_always_the_same(printed: str) -> None:
    assert front(card(name=printed))[Fact.NAME].text == "阿卜杜拉·买买提"


def test_a_surname_is_of_common_characters_where_it_is_in_doubt() -> None:
    named = line("姓名黃喆", 70, 110)
    glyphs = [*named.glyphs]
    glyphs[2] = Glyph("黃", 0.78, glyphs[2].x, "黄")
    printed = card()
    printed = replace(printed, lines=(replace(named, glyphs=tuple(glyphs)), *printed.lines[1:]))
    assert front(printed)[Fact.NAME].text == "黄喆"


def test_a_letter_in_the_place_of_a_digit_is_mended_where_the_check_character_proves_it() -> None:
    value = front(card(line("5134O1198005235528", 395, 715)))[Fact.NUMBER]
    assert (value.text, value.verified, value.repaired) == (NUMBER, True, True)


def test_a_doubtful_digit_is_mended_where_only_one_way_fits_number_and_birth() -> None:
    doubtful = line(
        "513401198005285528", 395, 715, _12="3"
    )  # birth on the 28th, printed is the 23rd
    value = front(card(doubtful))[Fact.NUMBER]
    assert (value.text, value.repaired) == (NUMBER, True)


def test_a_digit_that_is_sure_is_never_changed() -> None:
    wrong = NUMBER[:16] + "3" + NUMBER[17:]
    value = front(card(line(wrong, 395, 715, confidence=1.0)))[Fact.NUMBER]
    assert (value.text, value.verified, value.repaired) == (wrong, False, False)


def test_labels_that_are_nearly_read_are_still_labels() -> None:
    misread = line("佳址", 70, 428, _0="住往")
    assert front(card(address=misread))[Fact.ADDRESS].text.startswith("四川省凉山")


def test_print_in_the_photograph_is_no_part_of_the_address() -> None:
    reading = front(card(mark=line("样本", 930, 492)))
    assert reading[Fact.ADDRESS].text.endswith("1108号")


def test_a_hole_in_the_address_makes_it_doubtful() -> None:
    holed = line("四川省甘", 190, 428), line("治州康定县样", 560, 428)
    reading = front(card(address1=holed[0], hole=holed[1]))
    assert reading[Fact.ADDRESS].confidence <= 0.5


def test_the_name_of_a_place_settles_a_doubtful_character() -> None:
    doubtful = line("四川省涼山舞族自治州西昌市样", 190, 428, _3="凉", _5="彝")
    assert front(card(address1=doubtful))[Fact.ADDRESS].text.startswith(
        "四川省凉山彝族自治州西昌市"
    )


def test_a_residence_permit_is_told_by_its_number() -> None:
    number = "830000198407068957"
    reading = front(card(line(number, 395, 715), born=line("出生日期1984年7月6日", 70, 322)))
    assert reading.seen is DocumentKind.PERMIT_FRONT
    assert not reading.is_as_asked
    assert reading[Fact.SEX].text == "男"


def back(validity: str, **more: Line) -> Reading:
    rows = {
        "state": line("中华人民共和国", 430, 130),
        "title": line("居民身份证", 430, 245),
        "label": line("签发机关", 280, 585),
        "authority": line("成都市公安局锦江分局", 490, 585),
        "label2": line("有效期限", 280, 690),
        "validity": line(validity, 490, 690),
    } | more
    return understood(sheet(*rows.values()), DocumentKind.ID_BACK)


@pytest.mark.parametrize(
    ("printed", "begin", "end", "verified"),
    [
        ("2018.06.01-2038.06.01", "2018-06-01", "2038-06-01", True),
        ("2018.06.01-2038.06.11", "2018-06-01", "2038-06-11", False),
        ("2017.05.09-长期", "2017-05-09", "长期", False),
        ("2018.O6.01-2038.06.01", "2018-06-01", "2038-06-01", True),
    ],
)
def test_the_validity_of_the_back(printed: str, begin: str, end: str, verified: bool) -> None:
    reading = back(printed)
    assert reading[Fact.AUTHORITY].text == "成都市公安局锦江分局"
    assert (reading[Fact.VALID_FROM].text, reading[Fact.VALID_UNTIL].text) == (begin, end)
    assert reading[Fact.VALID_UNTIL].verified is verified


def test_the_back_of_a_permit_says_the_travel_permits_number() -> None:
    reading = back(
        "2023.07.20-2028.07.20",
        title=line("港澳居民居住证", 430, 245),
        label3=line("通行证号码", 280, 795),
        number=line("M35350364", 490, 795),
    )
    assert reading[Fact.PASS_NUMBER].text == "M35350364"
    assert reading.seen is DocumentKind.PERMIT_BACK


def test_the_other_side_is_told_from_the_one_asked_for() -> None:
    reading = understood(card(), DocumentKind.ID_BACK)
    assert reading.seen is DocumentKind.ID_FRONT
    assert not reading.is_as_asked
