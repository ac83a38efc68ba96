"""Wherever pictures are asked for, they are judged by what their kind of document demands."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from poswizard.documents.demand import demand_for, read_kind_for
from poswizard.documents.reading.fact import DocumentKind
from poswizard.forms.answers import Answers
from poswizard.forms.issue import Level
from poswizard.forms.rich_kinds import Document, Noticed, ReadOff
from poswizard.forms.step import Step
from poswizard.office import the_flow
from poswizard.steps.fitting import Device, Installation
from poswizard.steps.maintenance import Maintenance
from poswizard.steps.materials import Materials
from poswizard.steps.picture import Picture
from poswizard.steps.site import Site
from tests.steps.asking import TODAY, page, row

FLOW = the_flow()
PICTURES = [
    field
    for field in FLOW.fields
    if isinstance(field, Document) and field is not Materials.unsorted  # judged once it has a place
]
LOOKS = "0f" * 32


def found(field: Document, answers: Answers) -> dict[str, Level]:
    """What is wrong with a question's pictures, whatever else is asked there."""
    part = field.part
    assert part
    assert issubclass(part, Step)
    pages = answers.stored(field)
    told = (check for check in part.all_checks if check.fields[0] is field)
    broken = (check for check in told if check.words(pages, answers, TODAY))
    return {check.rule.code: check.rule.level for check in broken}


def with_page(field: Document, **facts: Any) -> Answers:
    return Answers().with_(field, (replace(page(900, taken_on=TODAY), **facts),))


@pytest.mark.parametrize("field", PICTURES, ids=lambda field: field.key)
def test_every_question_for_pictures_judges_them(field: Document) -> None:
    assert isinstance(field, Picture)
    assert found(field, with_page(field)) == {}
    blurred = with_page(field, findings=(Noticed("blurred", 9.0),))
    assert found(field, blurred) == {"picture.blurred": Level.WARNING}


@pytest.mark.parametrize("field", PICTURES, ids=lambda field: field.key)
def test_a_picture_stands_once_in_its_document(field: Document) -> None:
    twice = Answers().with_(field, (page(1, taken_on=TODAY), page(1, taken_on=TODAY)))
    assert found(field, twice) == {"materials.same_picture": Level.ERROR}


@pytest.mark.parametrize(
    "field",
    [one for one in PICTURES if demand_for(one).kind in ("terminal_label", "sheet", "certificate")],
    ids=lambda field: field.key,
)
def test_an_identity_card_is_no_picture_of_a_paper_or_a_label(field: Document) -> None:
    seen = with_page(field, kind=DocumentKind.ID_FRONT.value)
    assert found(field, seen) == {"picture.wrong_kind": Level.WARNING}


@pytest.mark.parametrize(
    ("field", "before"),
    [
        (Site.photos, Materials.shop_inside),
        (Installation.photos, Site.photos),
        (Maintenance.pictures, Installation.photos),
    ],
    ids=lambda field: field.key,
)
def test_a_picture_of_an_earlier_visit_proves_no_later_one(
    field: Document, before: Document
) -> None:
    earlier = Answers().with_(before, (page(1, looks=LOOKS),))
    same = earlier.with_(field, (page(1, looks=LOOKS),))
    alike = earlier.with_(field, (page(2, looks=LOOKS),))
    new = earlier.with_(field, (page(2, looks="f0" * 32),))
    assert found(field, same) == {"materials.same_picture": Level.ERROR}
    assert found(field, alike) == {"picture.same_picture": Level.WARNING}
    assert found(field, new) == {}


def test_the_labels_in_the_shop_are_read_and_compared_with_the_devices() -> None:
    assert read_kind_for(Installation.label_photos) is DocumentKind.TERMINAL_LABEL
    read = (ReadOff("serial", "SPEC0003", 0.97, True, (1, 1, 9, 9)),)
    seen = with_page(Installation.label_photos, read=read)
    for serial, codes in (("SPEC0003", []), ("SPEC0001", ["picture.serial_differs"])):
        answers = seen.with_(Installation.devices, (row(Device, serial_number=serial),))
        assert list(found(Installation.label_photos, answers)) == codes


def test_of_a_new_kind_nothing_need_be_said() -> None:
    """How many pages there may be, and what is good and bad, follow from the kind of document."""
    card = Picture(Materials.licence.label, slot="LICENSE")
    scene = Picture(Materials.licence.label, slot="SITE_DD")
    assert (card.most, card.good) == (1, Materials.id_front.good)
    assert (scene.most, scene.good) == (5, None)
