"""What is said of pictures, on numbers and on worn specimens."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from poswizard.documents.demand import demand_for_slot, demand_of
from poswizard.documents.finding import Finding, FindingCode
from poswizard.documents.quad import Shape
from poswizard.documents.quality import (
    SAME_BITS,
    Measures,
    corners_missing,
    day_finding,
    findings,
    kind_finding,
    same_picture_finding,
)
from tests.documents.measure import broken_bounds, fingerprint_gap
from tests.documents.specimens import degrade, draw
from tests.documents.wear import CHECKS, Check, judged, photographed, tried

GOOD = Measures(
    width=1284,
    height=810,
    blur=0.01,
    glare=0,
    light=95,
    shade=90,
    ink=13,
    colour=370,
    paper=0,
    grid=6,
    even=0,
    fingerprint="0" * 64,
)
C = FindingCode


def codes(measures: Measures, kind: str = "id_front") -> list[FindingCode]:
    return [finding.code for finding in findings(measures, demand_of(kind))]


def test_a_good_picture_raises_no_finding():
    assert codes(GOOD) == []


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"blur": 0.12}, C.BLURRED),
        ({"glare": 30}, C.GLARE),
        ({"light": 30, "shade": 28}, C.TOO_DARK),
        ({"shade": 30}, C.SHADOW),
        ({"ink": 60}, C.TOO_BRIGHT),
        ({"width": 320, "height": 200}, C.TOO_SMALL),
        ({"cut": 2}, C.CORNER_CUT),
        ({"grid": 20}, C.SCREEN),
        ({"even": 300}, C.SCREENSHOT),
        ({"colour": 2}, C.GREYSCALE),
        ({"colour": 2, "paper": 800}, C.COPY),
    ],
)
def test_each_number_out_of_bounds_is_said_once(change: dict[str, float], code: FindingCode):
    assert codes(replace(GOOD, **change)) == [code]


def test_a_dark_card_is_not_a_dark_picture():
    assert codes(replace(GOOD, light=50, shade=22), "bank_card") == []
    assert codes(replace(GOOD, light=15, shade=8), "bank_card") == [C.TOO_DARK]


@pytest.mark.parametrize(
    ("cut", "size", "missing"),
    [(0, (900, 900), 0), (2, (900, 900), 2), (None, (856, 540), 0), (None, (900, 900), 4)],
)
def test_a_card_that_is_not_found_must_fill_its_picture(
    cut: int | None, size: tuple[int, int], missing: int
):
    assert corners_missing(cut, *size, Shape.CARD) == missing
    assert corners_missing(None, *size, Shape.FREE) == 0


def test_a_scene_needs_no_corners_and_may_have_lamps_in_it():
    assert codes(replace(GOOD, cut=2, glare=90, ink=60), "shop_front") == []


def test_an_electronic_paper_may_be_drawn_by_a_computer():
    assert codes(replace(GOOD, even=400), "licence") == []


def test_a_number_nobody_can_read_is_an_error_and_a_small_one_a_warning():
    levels = [
        findings(replace(GOOD, height=height), demand_of("id_front"))[0].level
        for height in (300, 200)
    ]
    assert levels == ["warning", "error"]


@pytest.mark.parametrize("code", FindingCode)
def test_every_finding_says_its_number_and_what_to_do(code: FindingCode):
    finding = Finding(code, "error", 41.6, "")
    assert finding.remedy.zh
    assert finding.remedy.en
    has_place = "{}" in code.label.zh
    assert ("42" in finding.sentence.zh) is ("42" in finding.sentence.en) is has_place


@pytest.mark.parametrize(
    ("asked", "read", "code"),
    [
        ("id_front", "id_front", None),
        ("id_front", None, None),
        ("id_front", "permit_front", None),
        ("id_front", "id_back", C.WRONG_SIDE),
        ("id_front", "permit_back", C.WRONG_SIDE),
        ("licence", "bank_card", C.WRONG_KIND),
        ("paper", "bank_card", None),
        ("shop_front", "bank_card", None),
        ("shop_front", "id_front", C.WRONG_KIND),
    ],
)
def test_the_wrong_side_and_the_wrong_document_are_told_apart(
    asked: str, read: str | None, code: FindingCode | None
):
    finding = kind_finding(demand_of(asked), read)
    assert (finding and finding.code) is code


def test_front_and_interior_of_different_days_are_a_warning():
    finding = day_finding(date(2026, 11, 2), date(2026, 11, 5))
    assert finding
    assert (finding.code, finding.number) == (C.OTHER_DAY, 3)
    assert day_finding(date(2026, 11, 2), date(2026, 11, 2)) is None
    assert day_finding(None, date(2026, 11, 2)) is None


def test_copies_of_one_picture_are_known_and_two_documents_of_a_kind_are_not():
    alike, apart = fingerprint_gap(4)
    assert alike <= SAME_BITS < apart


def test_a_picture_in_two_places_is_an_error():
    mark = "f" * 64
    assert same_picture_finding(mark, ["0" * 64]) is None
    assert same_picture_finding(mark, []) is None
    finding = same_picture_finding(mark, ["0" * 64, "f" * 63 + "e"])
    assert finding
    assert (finding.code, finding.number) == (C.SAME_PICTURE, 1)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.how)
def test_a_badly_worn_specimen_is_refused_for_its_reason(check: Check):
    kind = check.kinds[0]
    specimen = draw(kind, 1) if check.how == "cut_corner" else photographed(kind, 1)
    worn = degrade(specimen, check.how, 0.95, 1)
    assert judged(worn, demand_of(kind)) & {check.code, *check.also}


@pytest.mark.parametrize("kind", ["id_front", "licence", "account_information"])
def test_an_ordinary_picture_is_accepted(kind: str):
    assert judged(photographed(kind, 1), demand_of(kind)) == set()


def test_every_slot_has_a_demand():
    assert demand_for_slot("PAYEE_ID_F").kind == "id_front"
    assert demand_for_slot("LEASE").kind == "sheet"
    assert demand_for_slot("SOMETHING_ELSE").kind == "paper"


def test_a_bound_that_is_not_kept_is_named():
    kept = {"corners": {"within 1 % of the width": 0.99}, "false accepts": {"glare:glare": 0.02}}
    assert list(broken_bounds(kept)) == []
    off = {"corners": {"within 1 % of the width": 0.97}, "false rejects": {"blurred": 0.05}}
    corners, blurred = broken_bounds(off)
    assert "97.00%" in corners
    assert "blurred" in blurred


@pytest.mark.parametrize("seed", [1000, 1001, 1003])
def test_a_cut_document_is_found_though_its_picture_has_its_shape(seed: int):
    (check,) = (check for check in CHECKS if check.how == "cut_corner")
    specimen, demand = tried(check, seed, is_bad=True)
    assert C.CORNER_CUT in judged(specimen, demand)
