"""What the list shows of an application, and the words it is found by."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from poswizard.domain.merchant import MerchantKind
from poswizard.domain.state import ApplicationState
from poswizard.forms.answers import Answers, Raw
from poswizard.forms.kinds import CHINA_TIME
from poswizard.providers.catalogue import provider_table
from poswizard.steps.application import Contact, Identity, Licence
from poswizard.steps.basics import Basics
from poswizard.steps.business import Business
from poswizard.steps.order import PHASES, overlay_of
from poswizard.steps.provider_choice import ProviderChoice
from poswizard.steps.submission import Submission
from poswizard.wizard.agenda import agenda
from poswizard.wizard.flow import Flow
from poswizard.wizard.summaries import summary_of
from poswizard.wizard.summary import Summary
from tests.package.packed import CASES
from tests.steps.installed_shop import TODAY, installed_shop

FLOW = Flow(PHASES, overlay_of)
DRAFT: dict[Any, Any] = {
    Identity.name: "样本甲",
    Business.trade_name: "样本小吃店",
    Contact.mobile: "13900001234",  # synthetic specimen
}


def summary(answers: dict[Any, Any] | Answers, today: date = TODAY) -> Summary:
    given = answers if isinstance(answers, Answers) else Answers(answers)
    return summary_of(FLOW, FLOW.adapted(given), today, "A-2026-000128")


def test_a_half_filled_draft_shows_what_is_there() -> None:
    row = summary(DRAFT)
    assert (row.applicant, row.shop, row.mobile_tail) == ("样本甲", "样本小吃店", "1234")
    assert row.state == ApplicationState.DRAFT.value
    assert row.missing > 0
    assert row.provider == ""


def test_it_is_found_by_characters_pinyin_initials_tail_and_number() -> None:
    words = summary(DRAFT).search_words.split()
    for word in ("样本甲", "yangbenjia", "ybj", "样本小吃店", "ybxcd", "1234", "a-2026-000128"):
        assert word in words
    assert "13900001234" not in words


def test_it_shows_the_first_step_where_something_is_to_be_done() -> None:
    row = summary(DRAFT)
    first = next(iter(FLOW.steps_until(FLOW.phases[0].milestone)))
    assert row.step == first.key
    assert row.phase == FLOW.phase_of(first).key


@pytest.mark.parametrize(
    ("kind", "applicant"),
    [(MerchantKind.ENTERPRISE, "样本餐饮有限公司"), (MerchantKind.SOLE_PROPRIETOR, "样本甲")],
)
def test_an_enterprise_goes_by_its_registered_name(kind: MerchantKind, applicant: str) -> None:
    named = DRAFT | {Basics.merchant_kind: kind, Licence.registered_name: "样本餐饮有限公司"}
    assert summary(named).applicant == applicant
    assert summary(named).merchant_kind == kind.value


def test_an_enterprise_without_a_name_yet_goes_by_its_person() -> None:
    assert summary(DRAFT | {Basics.merchant_kind: MerchantKind.ENTERPRISE}).applicant == "样本甲"


def test_what_was_not_understood_is_not_shown() -> None:
    assert summary(DRAFT | {Business.trade_name: Raw(17)}).shop == ""


def test_the_provider_goes_by_the_name_entered_or_by_its_packs() -> None:
    entry = provider_table.search("", 1)[0]
    assert summary(DRAFT | {ProviderChoice.pack: entry.code}).provider == entry.label.zh
    both = DRAFT | {ProviderChoice.pack: entry.code, ProviderChoice.provider_name: "样本支付"}
    assert summary(both).provider == "样本支付"


def test_a_complete_application_is_complete_until_it_is_handed_in() -> None:
    packed = CASES["sole"]()
    row = summary(packed.answers)
    assert (row.state, row.missing) == (ApplicationState.COMPLETE.value, 0)
    sent = {Submission.sent_at: datetime(2026, 11, 20, 9, tzinfo=CHINA_TIME)}
    handed_in = packed.answers.with_(*next(iter(sent.items())))
    assert summary(handed_in).state == ApplicationState.SUBMITTED.value


def test_the_nearest_day_is_shown_as_due() -> None:
    shop = FLOW.adapted(installed_shop())
    nearest = agenda(FLOW, shop)[0]
    row = summary(shop)
    assert (row.due_on, row.due_what) == (nearest.on, nearest.field.key)


def test_an_empty_application_has_nothing_due_and_is_found_by_its_number() -> None:
    row = summary({})
    assert (row.due_on, row.due_what, row.applicant) == (None, "", "")
    assert row.search_words == "a-2026-000128"
