"""Rules that ask the chosen provider's pack."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from poswizard.domain.merchant import MerchantKind
from poswizard.domain.state import ApplicationState
from poswizard.domain.terminal import SettlementCycle, TerminalSource
from poswizard.forms.answers import Answers
from poswizard.forms.issue import Level
from poswizard.forms.step import Step
from poswizard.office import the_flow
from poswizard.steps.basics import Basics, Needs
from poswizard.steps.provider_choice import ProviderChoice
from poswizard.steps.review import Review
from poswizard.steps.review_rows import ReviewEvent
from poswizard.steps.terms import TerminalWish, Terms
from tests.steps.asking import COMPANY, MICRO, SOLE, TODAY, row

FLOW = the_flow()


def at(pack: str, values: dict[Any, Any]) -> Answers:
    chosen: dict[Any, Any] = {ProviderChoice.pack: pack}
    return FLOW.adapted(Answers(chosen | values))


def levels(step: type[Step], answers: Answers, today: date = TODAY) -> dict[str, Level]:
    return {issue.code: issue.level for issue in step.issues(answers, today)}


def with_own_terminals(pack: str, merchant: MerchantKind, *quantities: int) -> Answers:
    own = (row(TerminalWish, source=TerminalSource.OWN, quantity=n) for n in quantities)
    return at(pack, {Basics.merchant_kind: merchant, Terms.terminals: tuple(own)})


@pytest.mark.parametrize(
    ("pack", "merchant", "quantities", "refused"),
    [
        ("umpay", MICRO, (1,), True),
        ("umpay", SOLE, (1, 1), False),
        ("umpay", COMPANY, (1,) * 5, False),
        ("umpay", COMPANY, (1,) * 6, True),
        ("lakala", MICRO, (1,) * 6, False),
    ],
)
def test_own_terminals_are_taken_as_the_provider_says(
    pack: str, merchant: MerchantKind, quantities: tuple[int, ...], refused: bool
):
    found = levels(Terms, with_own_terminals(pack, merchant, *quantities))

    assert (found.get("terms.own_terminals") is Level.ERROR) is refused


@pytest.mark.parametrize(
    ("pack", "cycle", "merchant", "warned"),
    [
        ("umpay", SettlementCycle.T1, SOLE, False),
        ("umpay", SettlementCycle.TIMED, SOLE, True),
        ("lakala", SettlementCycle.TIMED, SOLE, True),
        ("lakala", SettlementCycle.TIMED, COMPANY, False),
        ("wechat_pay", SettlementCycle.TIMED, SOLE, False),
    ],
)
def test_a_cycle_the_provider_does_not_list_is_warned_of(
    pack: str, cycle: SettlementCycle, merchant: MerchantKind, warned: bool
):
    answers = at(pack, {Needs.wished_cycle: cycle, Basics.merchant_kind: merchant})

    assert ("provider.cycle" in levels(ProviderChoice, answers)) is warned


def returned(pack: str, days_ago: int) -> Answers:
    event = row(ReviewEvent, state=ApplicationState.REJECTED, on=TODAY - timedelta(days=days_ago))
    answers = Answers({Review.events: (event,)})
    return FLOW.adapted(answers.with_(ProviderChoice.pack, pack) if pack else answers)


@pytest.mark.parametrize(
    ("pack", "days_ago", "late"), [("wechat_pay", 31, True), ("", 31, True), ("", 5, False)]
)
def test_a_return_lapses_after_the_provider_s_term_or_the_usual_one(
    pack: str, days_ago: int, late: bool
):
    assert ("review.lapse" in levels(Review, returned(pack, days_ago))) is late
