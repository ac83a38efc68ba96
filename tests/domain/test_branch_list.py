"""An imported list of branches: found by name, initials and code, fast, and quiet where there is none."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from poswizard.domain import branch_list
from poswizard.domain.branch_list import Branch, branch_table
from poswizard.domain.identifiers import cnaps_check_digit
from poswizard.domain.lookup import fold
from poswizard.storage.branch_import import import_branches

TODAY = date(2026, 11, 23)
NAMES = {
    "10365100001": "中国农业银行股份有限公司成都样本支行",
    "10365100002": "中国农业银行股份有限公司成都武侯样本支行",
    "10210000003": "中国工商银行股份有限公司北京样本支行",
    "31365100004": "成都银行股份有限公司样本分理处",
    "10265300005": "中国工商银行股份有限公司重庆样本支行",
}


def code(first11: str) -> str:
    return first11 + cnaps_check_digit(first11)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("POSWIZARD_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def imported(home: Path, names: dict[str, str]) -> None:
    rows = "".join(f"{code(first)},{name}\n" for first, name in names.items())
    file = home.with_name("list.csv")
    file.write_text("联行号,支行名称\n" + rows, encoding="utf-8")
    import_branches(file, TODAY)


def found(typed: str) -> list[str]:
    return [one.code[:11] for one in branch_list.search(typed)]


def test_without_a_list_nothing_is_found_and_nothing_is_made(home: Path):
    assert not branch_list.is_there()
    assert branch_list.about() is None
    assert branch_list.search("农业") == []
    assert branch_list.branch("103651000018") is None
    assert not home.exists()


def test_a_damaged_list_is_as_none(home: Path):
    imported(home, NAMES)
    branch_list.list_file().write_bytes(b"no database at all" * 100)

    assert branch_list.search("农业") == []
    assert branch_list.about() is None


def test_a_list_replaced_while_the_program_runs_is_the_one_that_answers(home: Path):
    imported(home, NAMES)
    assert branch_list.branch(code("10365100001"))

    imported(home, {"10365100009": "样本银行成都新样本支行"})

    assert branch_list.branch(code("10365100001")) is None
    assert branch_list.branch(code("10365100009"))


def test_a_name_is_the_same_with_and_without_its_legal_form():
    same = branch_list.same_branch

    assert same("样本银行股份有限公司（成都）支行", "样本银行(成都)支行")
    assert not same("样本银行成都支行", "样本银行重庆支行")


def test_the_list_says_where_it_comes_from(home: Path):
    imported(home, NAMES)

    assert branch_list.about() == branch_list.About("list.csv", "2026-11-23", 5)


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("武侯", ["10365100002"]),
        ("农业 成都", ["10365100001", "10365100002"]),
        ("农业银行成都", ["10365100001", "10365100002"]),
        ("中国农业银行股份有限公司成都武侯", ["10365100002"]),
        ("样本", ["10365100001", "10365100002", "31365100004", "10210000003", "10265300005"]),
        ("侯", ["10365100002"]),
        ("cdyh", ["31365100004"]),
        ("CDYHYB", ["31365100004"]),
        ("cqyb", ["10265300005"]),
        ("nyyh 武侯", ["10365100002"]),
        ("1036510", ["10365100001", "10365100002"]),
        ("１０３６５１０", ["10365100001", "10365100002"]),
        ("103 武侯", ["10365100002"]),
        ("102 武侯", []),
        ("没有的", []),
        ("有限公司", []),
        ("", []),
        ('"', []),
        ("*", []),
    ],
)
def test_branches_are_found_by_name_initials_and_code_those_of_sichuan_first(
    home: Path, typed: str, codes: list[str]
):
    imported(home, NAMES)

    assert found(typed) == codes


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.text(max_size=12))
def test_whatever_is_typed_is_no_question_that_fails(typed: str):
    assert isinstance(branch_list.search(typed), list)


def test_one_branch_is_found_by_its_code_and_by_its_name(home: Path):
    imported(home, NAMES)
    name = "成都银行股份有限公司样本分理处"
    whole = Branch(code("31365100004"), name)

    assert branch_list.branch(whole.code) == whole
    assert branch_list.branch_named(f" {name} ") == whole
    assert branch_list.branch_named("成都银行") is None


def test_a_name_that_two_branches_have_names_none(home: Path):
    imported(home, {"10210000001": "样本银行样本支行", "10210000002": "样本银行样本支行"})

    assert branch_list.branch_named("样本银行样本支行") is None


def test_as_a_code_table_it_shows_code_and_city(home: Path):
    imported(home, NAMES)
    (entry,) = branch_table.search("武侯", 5)

    assert entry.code == "中国农业银行股份有限公司成都武侯样本支行"
    assert str(entry.note) == f"{code('10365100002')} 成都市"
    assert branch_table.get(entry.code) == entry


def test_a_search_is_faster_than_one_look_at_each_of_ten_thousand_names(home: Path):
    """No stopwatch: a ratio to the plain pass over the same names, made in the same run.

    The pass grows with the list, the search does not: in 150,000 it took 1 to 4 ms, the pass fifteen times this one.
    """
    words = ("东", "西", "南", "北", "上", "下", "中", "大", "小", "新")
    made = itertools.product(words, repeat=4)
    rows = {
        f"102{at // 10 + 1000:04d}{at:04d}": f"样本银行{''.join(w)}路支行"
        for at, w in enumerate(made)
    }
    imported(home, rows | {"10365100001": "样本银行股份有限公司成都武侯支行"})
    names = [(fold(name), number) for number, name in rows.items()]

    def plain(typed: str) -> list[str]:
        return [number for name, number in names if fold(typed) in name][:20]

    assert len(rows) == 10_000
    for typed in ("武侯", "东西南北", "银行", "ybyh"):
        assert _took(lambda t=typed: branch_list.search(t)) < _took(lambda t=typed: plain(t))


def _took(work: Callable[[], object]) -> float:
    def once() -> float:
        branch_list._asked.cache_clear()
        began = time.perf_counter()
        work()
        return time.perf_counter() - began

    return median(once() for _ in range(15))
