"""The rehearsal finds what was planted, and keeps quiet about what is right; the short form of the measurement."""

from __future__ import annotations

from functools import cache
from itertools import islice

from tests.rehearsal.__main__ import keeps_bounds
from tests.rehearsal.applications import Application
from tests.rehearsal.faults import faults
from tests.rehearsal.measure import Labelled, Measured, clean, labelled, measure
from tests.rehearsal.spread import PACKS, spread

RETURNS = {
    "8.1": "门头照不清晰、无招牌",
    "8.2": "收银台、店内环境照不清晰",
    "8.3": "场景不一致、无法核实经营内容",
    "8.4": "类目与执照不符",
    "8.5": "对公对私选错、二类卡",
    "8.6": "开户银行与联行号不匹配",
    "8.7": "证件过期",
    "8.8": "有效期与证件不一致",
    "8.9": "名称与执照不一致",
    "8.10": "期望费率不符",
    "8.11": "三要素认证失败",
    "8.12": "人脸认证失败（只能提醒）",
    "8.13": "同一身份证进件超限",
    "8.14": "图片内容无效",
    "8.15": "未盖章、手写",
    "8.16": "截图、PS、水印",
    "8.17": "资料不全、行业限制",
}
"""The reasons for which acquirers send applications back, row by row."""
PROVED_BY_EXPORT = {"R35"}
"""The manifest of the package, which its tests prove."""
NUMBERED = {f"R{number}" for number in range(13, 38)} - PROVED_BY_EXPORT
"""Rules 13 to 37: application form, documents, handing in, review."""
EVERY = 5
"""Of the clean applications, which the short form takes; the command takes all."""


@cache
def samples() -> tuple[Labelled, ...]:
    """The set with each single fault planted once."""
    return tuple(labelled(each=1))


@cache
def on_planted() -> Measured:
    """What came of the applications with faults."""
    return measure(one for one in samples() if one.planted)


def test_every_row_of_the_table_and_every_rule_has_its_planted_fault_and_each_is_caught():
    planted = {fault.rule for fault in faults()}

    assert planted >= {*RETURNS, *NUMBERED}
    assert {rule for rule, (_, caught) in on_planted().rules.items() if caught} == planted


def test_the_set_is_as_large_as_promised_and_has_clean_ones_single_and_double_faults():
    sizes = [len(one.planted) for one in samples()]

    assert len(sizes) >= 120
    assert min(sizes.count(0), sizes.count(1), sizes.count(2)) >= 20


def test_clean_ones_are_of_every_pack_with_every_merchant_settlement_and_contract():
    kinds = {one.kind_of_case for one in spread()}
    by_pack = {pack: {kind[1:] for kind in kinds if kind[0] == pack} for pack in PACKS}

    assert {len(of_pack) for of_pack in by_pack.values()} <= {5, 10}  # one or both contracts
    assert {kind[:3] for of_pack in by_pack.values() for kind in of_pack} == {
        ("micro", "personal", "merchant"),
        ("sole_proprietor", "personal", "merchant"),
        ("enterprise", "corporate", "merchant"),
        ("enterprise", "personal", "legal_representative"),
        ("enterprise", "personal", "authorised_person"),
    }


def test_faults_are_spread_over_every_pack_and_every_merchant():
    planted = [one.base for one in samples() if one.base]

    assert {kind(one) for one in planted for kind in _KINDS} == {
        kind(one) for one in spread() for kind in _KINDS
    }


def _pack(one: Application) -> object:
    return one.said("provider.pack")


def _merchant(one: Application) -> object:
    return one.kind_of_case[1:]


_KINDS = (_pack, _merchant)


def test_what_was_planted_is_caught():
    assert on_planted().share >= 0.98, on_planted().missed


def test_clean_applications_have_no_false_error_and_hardly_a_false_warning():
    result = measure(Labelled(one) for one in islice(clean(), 0, None, EVERY))

    assert result.false_errors == []
    assert result.warnings_each <= 0.2, result.false_warnings


def test_the_command_fails_where_a_bound_is_broken():
    assert keeps_bounds(Measured(clean=10, planted=100, caught=98))
    assert not keeps_bounds(Measured(clean=10, planted=100, caught=97))
    assert not keeps_bounds(Measured(clean=10, planted=1, caught=1, false_errors=["样本"]))
    assert not keeps_bounds(Measured(clean=10, planted=1, caught=1, false_warnings=["样本"] * 3))
