"""Every kind keeps what it is given, understands what people type, and says what is wrong."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from poswizard.forms.answers import Answers, Raw
from poswizard.forms.field import Field, mask
from poswizard.forms.kinds import CHINA_TIME, LONG_TERM, Count, Line
from poswizard.forms.rich_kinds import Page, Place, Signed
from tests.forms.sample import PHASES, TODAY, Colour, First, Offer, Second, words

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)
DIGEST = "ab" * 32
FIELDS = [field for phase in PHASES for step in phase.steps for field in step.fields]
EXAMPLES: dict[Field[Any], Any] = {
    First.colour: Colour.GREEN,
    First.number: "12X4",
    First.day: LONG_TERM,
    First.offers: (Answers().with_(Offer.name, "甲").with_(Offer.price, Decimal("1.50")),),
    First.count: 3,
    First.double: 6,
    Second.several: (Colour.RED, Colour.BLUE),
    Second.is_so: False,
    Second.agreed: True,
    Second.rate: Decimal("0.6"),
    Second.moment: datetime(2026, 1, 31, 14, 30, tzinfo=CHINA_TIME),
    Second.shape: "02",
    Second.text: "一\n二",
    Second.place: Place("510104", "东大街 1 号"),
    Second.picture: (Page(DIGEST, DIGEST, 10, 20, date(2026, 1, 1), ("greyscale",)),),
    Second.signature: Signed(DIGEST, datetime(2026, 1, 31, tzinfo=CHINA_TIME), DIGEST),
    Second.extra: "阿牛·木呷𠮷",
}


@pytest.mark.parametrize("field", FIELDS, ids=lambda f: f.key)
def test_a_stored_answer_comes_back_the_same_and_fits_the_schema(field: Field[Any]) -> None:
    value = EXAMPLES[field]
    stored = field.to_json(value)
    assert field.from_json(stored) == value
    assert field.problem(value) is None
    jsonschema.Draft202012Validator(field.schema()).validate(stored)
    assert field.show(value)


@pytest.mark.parametrize("field", FIELDS, ids=lambda f: f.key)
@given(json=JSON)
def test_any_json_is_understood_or_kept_as_it_is(field: Field[Any], json: Any) -> None:
    value = field.from_json(json)
    if isinstance(value, Raw):
        assert value.json == json
    else:
        assert field.from_json(field.to_json(value)) == value


@pytest.mark.parametrize("field", FIELDS, ids=lambda f: f.key)
@given(text=st.text(max_size=30))
def test_any_typing_is_understood_kept_or_nothing(field: Field[Any], text: str) -> None:
    value = field.from_text(text)
    assert value is None or isinstance(value, Raw) or field.from_json(field.to_json(value)) == value
    assert field.from_text("  ") is None


@pytest.mark.parametrize(
    ("field", "typed", "meant"),
    [
        (First.colour, "绿", Colour.GREEN),
        (First.colour, "purple", Raw("purple")),
        (First.number, "１２ 3x", "123X"),
        (First.number, "12a4", Raw("12A4")),
        (First.day, "20260131", date(2026, 1, 31)),
        (First.day, "2026-1-31", date(2026, 1, 31)),
        (First.day, "2026.1.31", date(2026, 1, 31)),
        (First.day, "2026年1月31日", date(2026, 1, 31)),
        (First.day, "长期", LONG_TERM),
        (First.day, "20260231", Raw("20260231")),
        (First.day, "1899-1-1", Raw("1899-1-1")),
        (First.count, "1,0", 10),
        (First.count, "ten", Raw("ten")),
        (Offer.price, "1.2万", Decimal("12000.00")),
        (Offer.price, "-1", Raw("-1")),
        (Second.rate, "0.6%", Decimal("0.6")),
        (Second.rate, "much", Raw("much")),
        (Second.several, "蓝、红", (Colour.RED, Colour.BLUE)),
        (Second.several, "蓝、黑", Raw("蓝、黑")),
        (Second.is_so, "是", True),
        (Second.is_so, "也许", Raw("也许")),
        (Second.moment, "2026-1-31 14:30", datetime(2026, 1, 31, 14, 30, tzinfo=CHINA_TIME)),
        (Second.moment, "20260131 0900", datetime(2026, 1, 31, 9, tzinfo=CHINA_TIME)),
        (Second.moment, "2026-1-31", Raw("2026-1-31")),
        (Second.moment, "2026-1-31 25:00", Raw("2026-1-31 25:00")),
        (Second.shape, "方", "02"),
        (Second.shape, "99", "99"),
        (Second.shape, "unknown", Raw("unknown")),
        (Second.text, " 一  二 \n 三 ", "一 二\n三"),
        (Second.place, "东大街", Place("", "东大街")),
        (Second.extra, "  a   b ", "a b"),
    ],
)
def test_what_people_type_is_understood(field: Field[Any], typed: str, meant: Any) -> None:
    assert field.from_text(typed) == meant


def test_today_and_now_are_words() -> None:
    assert First.day.from_typed("今天", TODAY) == TODAY
    now = datetime(2026, 11, 23, 10, 42, 7, tzinfo=CHINA_TIME)
    assert Second.moment.from_typed("现在", now) == now.replace(second=0)


@pytest.mark.parametrize(
    ("field", "value", "words_in_it"),
    [
        (First.number, "123", "应为 4 位，现有 3 位"),
        (First.count, 10, "0 到 9"),
        (Second.rate, Decimal("0.12345"), "最多 4 位小数"),
        (Second.rate, Decimal(101), "之间"),
        (Second.extra, "𠮷" * 101, "最多 100 个字"),
        (Line(words("long"), least=2), "一", "至少 2 个字"),
        (Second.several, (), "至少选 1 项"),
        (Second.place, Place("", "东大街"), "选择省"),
        (Second.place, Place("510104", " "), "街道"),
        (Second.place, Place("510104", "街" * 101), "最多 100"),
        (Second.picture, (Page(DIGEST, DIGEST, 1, 1),) * 3, "最多 2 页"),
        (First.offers, (), "至少需要 1"),
        (First.offers, (Answers(),) * 51, "最多 50"),
    ],
)
def test_what_is_wrong_is_said_in_words(field: Field[Any], value: Any, words_in_it: str) -> None:
    problem = field.problem(value)
    assert problem is not None
    assert words_in_it in problem.zh
    assert problem.en


def test_lengths_count_characters_beyond_the_basic_plane_once() -> None:
    assert Second.extra.problem("𠮷" * 100) is None


@pytest.mark.parametrize("field", FIELDS, ids=lambda f: f.key)
def test_every_kind_has_words_for_missing_and_unreadable(field: Field[Any]) -> None:
    assert field.missing().zh
    assert field.missing().en
    assert field.unreadable().zh
    assert field.unreadable().en


def test_an_amount_says_what_one_looks_like() -> None:
    assert "1.5万" in Offer.price.unreadable().zh


def test_digits_are_grouped_and_masked() -> None:
    assert First.number.show("12X4") == "12 X4"
    assert First.number.masked("12X4") == "**X4"
    assert mask("510104196001011234") == "510104********1234"
    assert mask("13800001234") == "138****1234"
    assert First.count.masked(3) == "3"


def test_digits_say_their_lengths_as_people_do() -> None:
    ranged = type(First.number)(words("card"), lengths=range(13, 20))
    assert "13–19" in str(ranged.problem("1"))
    either = type(First.number)(words("old"), lengths=(15, 18))
    assert "15 或 18" in str(either.problem("1"))


def test_only_what_may_be_logged_reaches_a_log() -> None:
    assert First.colour.for_log(Colour.RED) == "红"
    assert First.number.for_log("1234") == "‹hidden›"


def test_a_count_shows_its_unit() -> None:
    assert Count(words("n"), unit=words("台")).show(1200) == "1,200 台"


@pytest.mark.parametrize(
    "json",
    [
        {"scan": "x", "at": "2026-01-01T00:00:00+08:00", "shown": ""},
        {"scan": DIGEST, "at": "2026-01-01T00:00:00", "shown": ""},
        {"scan": DIGEST, "at": "yesterday", "shown": ""},
        {"scan": DIGEST, "at": "2026-01-01T00:00:00+08:00", "shown": "", "more": 1},
    ],
)
def test_a_signature_that_is_none_is_kept_raw(json: Any) -> None:
    assert Second.signature.from_json(json) == Raw(json)


@pytest.mark.parametrize(
    "json", ["2026-13-01T10:00+08:00", "2026-11-23T25:00+08:00", "2026-11-23T10:00Z", 20261123]
)
def test_a_moment_that_is_none_is_kept_raw(json: Any) -> None:
    assert Second.moment.from_json(json) == Raw(json)


def test_a_page_with_a_bad_digest_is_kept_raw() -> None:
    page = {"scan": "short", "original": DIGEST, "width": 1, "height": 1}
    assert Second.picture.from_json([page]) == Raw([page])


def test_a_moment_in_another_zone_is_shown_in_china_time() -> None:
    utc = datetime.fromisoformat("2026-01-31T06:30:00+00:00")
    assert Second.moment.show(utc) == "2026-01-31 14:30"
    assert utc - EXAMPLES[Second.moment] == timedelta(0)
