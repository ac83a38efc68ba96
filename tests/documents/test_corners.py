"""Corners and straightening on specimens whose truth is known."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from poswizard.documents.corners import find_corners
from poswizard.documents.demand import demand_of
from poswizard.documents.measures import fingerprint
from poswizard.documents.pixels import array
from poswizard.documents.quad import Quad, Shape
from poswizard.documents.quality import SAME_BITS, difference
from poswizard.documents.straighten import quarters_to_upright, straightened
from tests.documents.measure import WITHIN
from tests.documents.specimens import degrade, draw
from tests.documents.wear import CHECKS, taken_in, tried

LENGTH = st.floats(-5000, 5000)
QUADS = st.lists(st.tuples(LENGTH, LENGTH), min_size=4, max_size=4).map(Quad.of)


@given(QUADS)
def test_a_quad_survives_json_to_a_tenth_of_a_pixel(quad: Quad):
    again = Quad.from_json(quad.to_json())
    assert np.allclose(again.points, quad.points, atol=0.051)


@pytest.mark.parametrize("json", [None, 1, [], [[1, 2]] * 3, [[1, 2, 3]] * 4, ["ab"] * 4, [1] * 4])
def test_what_is_no_quad_is_refused(json: object):
    with pytest.raises(ValueError, match=r"quad|float"):
        Quad.from_json(json)


@given(QUADS)
def test_four_quarter_turns_change_nothing(quad: Quad):
    assert quad.turned(1).turned(3) == quad.turned(4) == quad


def test_a_quarter_turn_of_the_corners_turns_the_picture_clockwise():
    pixels = np.zeros((60, 90, 3), np.uint8)
    pixels[:30, :45] = (250, 0, 0)
    turned = straightened(pixels, Quad.whole(90, 60).turned(1))
    assert turned.shape == (90, 60, 3)
    assert turned[10, 50, 0] > 200
    assert turned[10, 10, 0] < 20


def test_only_a_convex_quad_can_be_straightened():
    assert Quad.whole(10, 10).is_convex
    assert not Quad.of(((0, 0), (10, 10), (10, 0), (0, 10))).is_convex


@pytest.mark.parametrize("kind", ["id_front", "licence", "bank_card", "account_information"])
@pytest.mark.parametrize("how", ["background", "rotation", "perspective"])
def test_the_corners_of_a_document_are_found(kind: str, how: str):
    specimen = degrade(draw(kind, 2), how, 0.3, 2)
    found = find_corners(array(specimen.image), demand_of(kind).shape)
    assert found
    truth = Quad.of(specimen.corners)
    assert min(truth.error(found.quad.turned(i)) for i in range(4)) <= WITHIN
    assert found.cut == 0


def test_a_document_that_fills_the_picture_has_no_corners_to_find():
    assert find_corners(array(draw("id_front", 1).image), Shape.CARD) is None


def test_an_empty_desk_has_no_document():
    assert find_corners(np.full((600, 800, 3), 180, np.uint8)) is None


def test_a_document_that_reaches_over_the_rim_is_cut_off():
    specimen = degrade(draw("id_front", 3), "cut_corner", 0.5, 3)
    found = find_corners(array(specimen.image), Shape.CARD)
    assert found
    assert found.cut >= 1


def test_a_card_of_which_most_lies_outside_is_cut_off_though_its_corners_are_unknown():
    cut_corner = next(check for check in CHECKS if check.how == "cut_corner")
    card, demand = tried(cut_corner, 121, is_bad=True)
    found = find_corners(taken_in(card), demand.shape)
    assert found
    assert found.cut


def test_a_straightened_card_has_the_shape_of_a_card_and_shows_what_was_drawn():
    flat = draw("id_front", 4)
    specimen = degrade(flat, "perspective", 0.3, 4)
    seen = straightened(array(specimen.image), Quad.of(specimen.corners), Shape.CARD)
    assert seen.shape[1] / seen.shape[0] == pytest.approx(85.60 / 53.98, abs=0.005)
    assert difference(fingerprint(seen), fingerprint(array(flat.image))) <= SAME_BITS


@pytest.mark.parametrize(
    "kind",
    ["id_front", "id_back", "bank_card", "licence", "licence_old", "account_permit", "food_permit"],
)
def test_a_document_upside_down_is_noticed(kind: str):
    pixels = array(draw(kind, 5).image)
    assert quarters_to_upright(pixels, kind) == 0
    assert quarters_to_upright(pixels[::-1, ::-1], kind) == 2


def test_nothing_is_said_of_a_layout_without_a_mark():
    assert quarters_to_upright(array(draw("terminal_label", 1).image), "terminal_label") is None
