"""With its documents read, most of an application is taken and not typed."""

from __future__ import annotations

import sys

import pytest

from poswizard.forms.answers import Answers
from poswizard.steps.application import Identity
from poswizard.steps.business import Business
from poswizard.wizard.suggestions import suggestions
from poswizard.wizard.typing_effort import Effort, typing_effort
from tests.steps.asking import SOLE, TODAY, answered, application
from tests.wizard.typed import FLOW, as_printed, counted, words


def test_a_company_with_twenty_documents_types_at_most_a_quarter() -> None:
    found = counted(as_printed)
    sys.stdout.write(words(found))
    assert found.documents >= 20
    assert found.form.share_typed <= 0.25
    assert suggestions(FLOW, found.answers) == ()


def test_choices_cost_no_typing_and_a_day_costs_eight_characters() -> None:
    values = answered(
        Identity, name="样本甲", document_kind="x", valid_from=TODAY.replace(year=2020)
    )
    effort = typing_effort([Identity], Answers(values), (), today=TODAY)
    assert effort == Effort(typed=3 + 8)


def test_what_the_form_offers_is_not_typed() -> None:
    answers = Answers(answered(Business, trade_name="样本店", receipt_name="样本店"))
    assert typing_effort([Business], answers, ()) == Effort(typed=3, offered=3)
    assert typing_effort([Business], answers, (), kept=["business.trade_name"]).typed == 0


def test_rows_are_counted_too() -> None:
    steps = [step for step in FLOW.steps if step.key == "owners"]
    with_rows = typing_effort(steps, application(SOLE), ())
    assert with_rows.typed == 0  # a sole proprietor without backers has none


def test_nothing_typed_is_no_share() -> None:
    assert Effort().share_typed == pytest.approx(0)
