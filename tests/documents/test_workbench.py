"""Work on stored pictures, through the real worker process."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import pikepdf
import pytest
from PIL import Image

from poswizard.documents.card_sheet import card_sheet
from poswizard.documents.copies import Window
from poswizard.documents.demand import demand_of
from poswizard.documents.intake import Intake
from poswizard.documents.quad import Quad, Shape
from poswizard.documents.quality import findings
from poswizard.documents.refusal import IntakeError, Refusal
from poswizard.documents.workbench import Workbench
from tests.documents.specimens import Specimen, degrade, draw

DEMAND = demand_of("id_front")


@pytest.fixture(scope="module")
def bench() -> Iterator[Workbench]:
    with Workbench() as bench:
        yield bench


@pytest.fixture(scope="module")
def lying() -> Specimen:
    return degrade(draw("id_front", 6), "rotation", 0.2, 6)


def test_a_card_on_a_desk_is_found_straightened_and_judged(
    intake: Intake, bench: Workbench, lying: Specimen
):
    (page,) = intake.take(lying.jpeg())
    corners = bench.find(page.data, Shape.CARD)
    assert corners
    assert Quad.of(lying.corners).error(corners.quad) <= 0.01
    made = bench.straighten(page, corners.quad, DEMAND)
    assert made.source_sha256 == page.sha256
    assert made.page.original_sha256 == page.original_sha256
    assert made.page.width / made.page.height == pytest.approx(85.60 / 53.98, abs=0.01)
    measures = bench.measure(made.page.data, DEMAND, corners.cut)
    assert findings(measures, DEMAND) == ()


def test_a_card_upside_down_is_turned_and_its_corners_say_so(intake: Intake, bench: Workbench):
    card = draw("id_front", 7)
    (page,) = intake.take(card.with_image(card.image.rotate(180)).jpeg())
    made = bench.straighten(page, Quad.whole(page.width, page.height), DEMAND)
    assert made.quad == Quad.whole(page.width, page.height).turned(2)


def test_straightening_by_the_recorded_corners_gives_the_same_picture(
    intake: Intake, bench: Workbench, lying: Specimen
):
    (page,) = intake.take(lying.jpeg())
    first = bench.straighten(page, Quad.of(lying.corners), DEMAND)
    again = bench.straighten(page, Quad.from_json(first.quad.to_json()), DEMAND)
    assert again.quad.to_json() == first.quad.to_json()
    assert again.page.width == first.page.width


def test_a_picture_is_turned_clockwise(intake: Intake, bench: Workbench):
    (page,) = intake.take(draw("licence", 1).jpeg())
    turned = bench.turn(page, 1)
    assert (turned.width, turned.height) == (page.height, page.width)


def test_a_copy_comes_with_its_proof(intake: Intake, bench: Workbench):
    (page,) = intake.take(draw("licence", 1).jpeg())
    copy = bench.copy(page.data, Window(max_kilobytes=150))
    assert len(copy.data) == copy.proof.bytes <= 150_000


def test_a_copy_that_cannot_be_made_is_refused_in_words(intake: Intake, bench: Workbench):
    (page,) = intake.take(draw("licence", 1).jpeg())
    with pytest.raises(IntakeError) as refused:
        bench.copy(page.data, Window(max_kilobytes=1))
    assert refused.value.reason is Refusal.CANNOT_FIT


def test_the_largest_master_is_worked_on_within_the_memory(intake: Intake, bench: Workbench):
    (page,) = intake.take(draw("id_front", 1).with_image(Image.new("RGB", (4000, 4000))).jpeg())
    assert bench.find(page.data) is None
    assert bench.straighten(page, Quad.whole(page.width, page.height), demand_of("scene")).page
    assert bench.measure(page.data, demand_of("scene")).width == page.width


def test_both_sides_of_a_card_are_printed_at_their_true_size():
    front, back = draw("id_front", 1).jpeg(), draw("id_back", 1).jpeg()
    sheet = card_sheet(front, back)
    assert sheet == card_sheet(front, back)
    with pikepdf.open(BytesIO(sheet)) as pdf:
        (page,) = pdf.pages
        assert [round(float(x), 1) for x in page.mediabox] == [0, 0, 595.3, 841.9]
        placed = [line for line in page.Contents.read_bytes().split(b"\n") if b" cm " in line]
        assert [line.split()[1:5:3] for line in placed] == [[b"242.646", b"153.014"]] * 2
        kept = sorted(
            bytes(picture.read_raw_bytes()) for _, picture in page.Resources.XObject.items()
        )
    assert kept == sorted((front, back))
