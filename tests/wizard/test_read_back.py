"""What the clerk checks and the applicant reads: every answer in words, and what is wrong with it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from poswizard.forms.answers import Answers, Raw
from poswizard.forms.issue import Level
from poswizard.forms.step import Milestone
from poswizard.wizard.flow import Flow
from poswizard.wizard.read_back import Said, read_back
from tests.forms.sample import PHASES, TODAY, Colour, First, Offer, Second

FLOW = Flow(PHASES)
WHOLE = Answers({First.colour: Colour.GREEN, First.number: "1234", Second.agreed: True})


def said(answers: Answers, until: Milestone = Milestone.HAND_OVER) -> dict[str, Said]:
    """What is said, by the label in sight."""
    steps = read_back(FLOW, answers, TODAY, until)
    return {one.label.zh: one for step in steps for one in step.said}


def offers(*prices: str | None) -> Answers:
    """One named row per price."""
    named = [Answers({Offer.name: f"n{place}"}) for place in range(len(prices))]
    rows = tuple(
        offer.with_(Offer.price, Decimal(price) if price else None)
        for offer, price in zip(named, prices, strict=True)
    )
    return WHOLE.with_(First.offers, rows)


def test_answers_are_said_as_they_are_shown_and_empty_questions_are_not() -> None:
    words = {label: one.value for label, one in said(WHOLE).items()}
    assert words == {"colour": "绿", "number": "12 34", "agreed": Second.agreed.show(True)}


def test_a_question_that_must_be_answered_is_said_with_what_is_missing() -> None:
    number = said(WHOLE.with_(First.number, None))["number"]
    assert number.value == ""
    assert [issue.code for issue in number.issues] == ["missing"]


def test_what_cannot_be_understood_is_said_as_it_was_typed() -> None:
    count = said(WHOLE.with_(First.count, Raw("many")))["count"]
    assert count.value == "many"
    assert count.issues


def test_a_calculated_value_is_said_though_nobody_entered_it() -> None:
    assert said(WHOLE.with_(First.count, 4))["double"].value.startswith("8")


def test_hidden_answers_and_later_milestones_are_left_out() -> None:
    blue = WHOLE.with_(First.colour, Colour.BLUE)
    assert "agreed" not in said(blue)
    assert "agreed" not in said(WHOLE, Milestone.APPLICATION)


def test_rows_are_said_one_by_one_with_their_place_and_their_own_issues() -> None:
    answers = offers("9", None)
    found = said(answers)
    first, second = First.offers.title_of(0).zh, First.offers.title_of(1).zh
    assert found[f"{first} · name"].value == "n0"
    assert [
        i.level for i in found[f"{first} · price"].issues + found[f"{first} · name"].issues
    ] == [Level.WARNING]
    assert f"{second} · price" not in found
    inner = found[f"{second} · name"]
    assert (inner.row, inner.top_field) == (1, First.offers)
    assert found["number"].top_field is First.number


def test_a_row_says_what_is_missing_in_it() -> None:
    nameless: Any = (Answers({Offer.price: Decimal(1)}),)
    found = said(WHOLE.with_(First.offers, nameless))
    name = found[f"{First.offers.title_of(0).zh} · name"]
    assert name.value == ""
    assert [issue.code for issue in name.issues] == ["missing"]
