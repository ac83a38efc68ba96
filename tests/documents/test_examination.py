"""From a picture to the page that is kept: straightened and judged by the real worker, or kept as it is."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from poswizard.documents.demand import demand_of
from poswizard.documents.examination import examine
from poswizard.documents.intake import Intake
from poswizard.documents.limits import Limits
from poswizard.documents.quad import Quad
from poswizard.documents.refusal import IntakeError, Refusal
from poswizard.documents.workbench import Workbench
from tests.documents.specimens import degrade, draw

CARD = demand_of("id_front")


@pytest.fixture(scope="module")
def bench() -> Iterator[Workbench]:
    with Workbench() as bench:
        yield bench


def test_a_card_on_a_desk_is_kept_straight_with_its_master(intake: Intake, bench: Workbench):
    lying = degrade(draw("id_front", 6), "rotation", 0.2, 6)
    (taken,) = intake.take(lying.jpeg())
    examined = examine(bench, taken, CARD)
    page = examined.kept()
    assert page.master == taken.sha256
    assert page.original == taken.original_sha256
    assert Quad.of(lying.corners).error(Quad.of(page.corners)) <= 0.01
    assert [picture.sha256 for picture in examined.pictures()] == [page.master, page.scan]
    assert page.findings == ()
    assert len(page.looks) == 64


def test_a_scan_that_is_all_card_is_kept_as_it_came(intake: Intake, bench: Workbench):
    (taken,) = intake.take(draw("id_front", 7).jpeg())
    page = examine(bench, taken, CARD).kept()
    assert (page.scan, page.master, page.corners) == (taken.sha256, "", ())
    assert page.findings == ()


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_scan_of_a_card_lying_otherwise_is_turned_upright(
    intake: Intake, bench: Workbench, degrees: int
):
    card = draw("id_front", 7)
    turned = card.with_image(card.image.rotate(degrees, expand=True))
    (taken,) = intake.take(turned.jpeg())
    examined = examine(bench, taken, CARD)
    whole = Quad.whole(taken.width, taken.height)
    assert examined.is_straightened
    assert examined.quad == whole.turned(degrees // 90)


def test_corners_pointed_out_by_hand_are_used_and_the_whole_is_not_encoded_again(
    intake: Intake, bench: Workbench
):
    (taken,) = intake.take(degrade(draw("id_front", 6), "rotation", 0.2, 6).jpeg())
    whole = Quad.whole(taken.width, taken.height)
    assert examine(bench, taken, CARD, whole).kept().scan == taken.sha256
    part = whole.scaled(0.5)
    assert examine(bench, taken, CARD, part).quad == part


def test_a_bench_that_stops_costs_the_judgement_and_never_the_picture(intake: Intake):
    (taken,) = intake.take(draw("id_front", 7).jpeg())
    with Workbench(Limits(memory_bytes=64 * 1024 * 1024, start_seconds=30)) as starved:
        page = examine(starved, taken, CARD).kept()
    assert page.scan == taken.sha256
    assert (page.findings, page.looks) == ((), "")


def test_being_cancelled_is_told(intake: Intake):
    class Cancelled(Workbench):
        def find(self, *_: object, **__: object) -> None:
            raise IntakeError(Refusal.CANCELLED)

    (taken,) = intake.take(draw("id_front", 7).jpeg())
    with Cancelled() as bench, pytest.raises(IntakeError):
        examine(bench, taken, CARD)
