"""What is demanded of the picture in each slot."""

from __future__ import annotations

from poswizard.documents.demand import SLOTS, demand_for_slot
from poswizard.documents.quad import Shape
from poswizard.forms.rich_kinds import Document
from poswizard.steps.order import PHASES


def _asked_for() -> set[str]:
    fields = [field for phase in PHASES for step in phase.steps for field in step.fields]
    rows = [inner for field in fields if field.row for inner in field.row.fields]
    return {field.slot for field in (*fields, *rows) if isinstance(field, Document)}


def test_both_sides_of_the_identity_card_are_cards_and_a_shop_front_is_free() -> None:
    assert {demand_for_slot(slot).shape for slot in ("ID_FRONT", "ID_BACK")} == {Shape.CARD}
    assert demand_for_slot("SHOP_FRONT").shape is Shape.FREE


def test_every_slot_with_a_demand_is_one_that_is_asked_for() -> None:
    assert set(SLOTS) <= _asked_for()
