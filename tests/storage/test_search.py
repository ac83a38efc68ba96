"""Search: whatever is typed, the rows found are those whose words have it."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from poswizard.storage import listing, search
from poswizard.storage.applications import Applications
from poswizard.storage.database import Database
from poswizard.wizard.summary import ListedApplication, Summary

WORDS = [
    "张三 zhangsan zs 川味面馆 chuanweimianguan cwmg 5678",
    "张三丰 zhangsanfeng zsf 武当超市 wudangchaoshi wdcs 1234",
    "阿依古丽·买买提 ayiguli ayglmmt 烤肉店 kaoroudian krd 0128",
    '欧阳娜娜 ouyangnana oynn A&B "咖啡" kafei kf 9999',
    "李四 lisi ls Ｃａｆé-24 24 0000",
]


@pytest.fixture
def found(store: Database) -> Applications:
    applications = Applications(store)
    for words in WORDS:
        applications.new(Summary(search_words=words))
    return applications


def rows(applications: Applications, typed: str) -> set[int]:
    """Which of the words above are found."""
    numbers = [int(one.number[-6:]) - 1 for one in applications.page(typed)]
    assert len(numbers) == len(set(numbers)) == applications.count(typed)
    return set(numbers)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", {0, 1, 2, 3, 4}),
        ("张", {0, 1}),
        ("张三", {0, 1}),
        ("张三丰", {1}),
        ("三丰", {1}),
        ("zs", {0, 1}),
        ("ZSF", {1}),
        ("sanfeng", {1}),
        ("张 超市", {1}),
        ("超市 张", {1}),
        ("买买提", {2}),
        ("古丽·买", {2}),
        ("5678", {0}),
        ("000003", {2}),
        ("咖啡", {3}),
        ("a&b", {3}),
        ("café-24", {4}),
        ("nana", {3}),
        ("anan", set()),
        ("nanan", set()),
        ("四川", set()),
        ('"', {0, 1, 2, 3, 4}),
        ("%", {0, 1, 2, 3, 4}),
        ("张三 不在", set()),
        ("' OR 1=1 --", {2}),
    ],
)
def test_every_word_typed_must_stand_somewhere(
    found: Applications, typed: str, expected: set[int]
) -> None:
    assert rows(found, typed) == expected


def test_changed_words_are_found_and_the_old_ones_no_longer(found: Applications) -> None:
    (row,) = found.page("李四")
    found.save(row.id, row.version, {}, Summary(search_words="王五 wangwu"))
    assert found.page("李四") == []
    assert [one.id for one in found.page("王五")] == [row.id]
    assert [one.id for one in found.page(row.number)] == [row.id]


def test_a_common_word_is_found_the_other_way_and_the_rows_are_the_same(
    found: Applications, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = ["张", "三", "zs", "24", "nana", "anan", "zhang san", "0", "a b"]
    before = [rows(found, one) for one in typed]
    monkeypatch.setattr(listing, "MANY", 1)
    assert [rows(found, one) for one in typed] == before


def test_a_common_trait_is_narrowed_the_other_way_and_the_rows_are_the_same(
    found: Applications, monkeypatch: pytest.MonkeyPatch
) -> None:
    found.new(Summary(state="submitted", phase="application", provider="甲"))

    def narrowed() -> tuple[list[ListedApplication], ...]:
        alike = found.page(state="submitted", phase="application", provider="甲")
        return alike, found.page(state="draft"), found.page(phase=""), found.page(provider="乙")

    before = narrowed()
    monkeypatch.setattr(listing, "MANY", 1)
    assert narrowed() == before
    assert [len(page) for page in before] == [1, 5, 5, 0]


@pytest.fixture
def found_in_many(database: Database) -> Applications:
    applications = Applications(database)
    for words in WORDS * 3:
        applications.new(Summary(search_words=words))
    return applications


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.text("张三丰 zhansfeg-24é咖\"%_'*^:", max_size=12))
def test_searching_is_reading_every_row(found_in_many: Applications, typed: str) -> None:
    sought = search.terms(typed)
    every = found_in_many.page(limit=100)
    expected = [one.id for one in every if all(term in one.summary.search_words for term in sought)]
    assert [one.id for one in found_in_many.page(typed, limit=100)] == expected


@given(st.text(max_size=60))
def test_words_are_normalised_once_and_for_all(words: str) -> None:
    once = search.normalised(words)
    assert search.normalised(once) == once


def test_many_matches_that_are_not_among_the_newest_are_found_all_the_same(
    found: Applications, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = [[one.id for one in found.page("张", limit=limit)] for limit in (1, 2, 3)]
    monkeypatch.setattr(listing, "MANY", 1)
    monkeypatch.setattr(listing, "NEAR", 1)
    assert [[one.id for one in found.page("张", limit=limit)] for limit in (1, 2, 3)] == before
    assert [one.id for one in found.page("张", offset=1, limit=1)] == before[1][1:]
