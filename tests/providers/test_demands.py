"""Whether each pack demands what its acquirer's interface refuses an entry without."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

from poswizard.domain.merchant import AccountKind, MerchantKind
from poswizard.forms.answers import Answers
from poswizard.forms.step import Milestone
from poswizard.providers import catalogue
from poswizard.providers.acquirer_profile import profiles
from poswizard.providers.provider import Case
from poswizard.wizard.acquirer_words import Lack, shortfalls
from tests.package.packed import CASES, FLOW, changed
from tests.steps.asking import TODAY

ANSWERS: dict[str, Any] = {
    "contact.email": "yangben@example.invalid",
    "identity.address": "四川省成都市武侯区样本路1号",
    "account.cnaps": "103651000018",
    "account.reserved_mobile": "13800000000",
    "business.longitude": "104.043000",
    "business.latitude": "30.641000",
}
"""Specimen answers for all that some pack demands beyond the common questions."""

NO_WORD = {
    "easypay: licInfo.licValidity",
    "lakala: settle_type",
    "yspay: busInfo.busCertExpire",
}
"""The sources name no writing of 长期 (T+1 at Lakala): the rehearsal says so, since no answer mends it."""

each_case = pytest.mark.parametrize("case", CASES)
each_provider = pytest.mark.parametrize("provider", profiles())


@cache
def complete(case: str, provider: str) -> Answers:
    """A case with the answers that this provider demands, and not one more."""
    answers = FLOW.adapted(changed(CASES[case]().answers, {"provider__pack": provider}))
    for field in list(answers.answered()):
        if not answers.is_required(field):
            answers = answers.with_(field, None)
    while demanded := {key: ANSWERS[key] for key in _open(answers)}:
        answers = changed(answers, {k.replace(".", "__"): v for k, v in demanded.items()})
    return answers


def _open(answers: Answers) -> Iterator[str]:
    for issue in FLOW.issues(answers, TODAY, Milestone.APPLICATION):
        if issue.code == "missing" and issue.field.key in ANSWERS:
            yield issue.field.key


@each_provider
@each_case
def test_a_complete_application_fills_every_field_that_the_interface_requires(
    provider: str, case: str
):
    found = shortfalls(profiles()[provider], FLOW, complete(case, provider))

    assert [one.path for one in found if one.lack is Lack.MISSING] == []
    assert {f"{provider}: {one.path}" for one in found if one.lack is Lack.NO_WORD} <= NO_WORD


@each_provider
def test_nothing_is_demanded_that_the_interface_does_not_take(provider: str):
    demanded = catalogue.overlay(provider).requires & set(ANSWERS)

    assert demanded <= profiles()[provider].reads()


@pytest.mark.parametrize(
    ("provider", "case", "demanded"),
    [
        ("wechat_pay", Case(merchant=MerchantKind.ENTERPRISE), True),
        ("wechat_pay", Case(merchant=MerchantKind.MICRO), False),
        ("huifu", Case(merchant=MerchantKind.MICRO), True),
        ("lakala", Case(merchant=MerchantKind.ENTERPRISE), False),
    ],
)
def test_the_address_on_the_identity_card_is_asked_where_the_interface_needs_it(
    provider: str, case: Case, demanded: bool
):
    assert ("identity.address" in catalogue.overlay(provider, case=case).requires) is demanded


def test_the_mobile_known_to_the_bank_is_asked_for_personal_accounts_only():
    personal = catalogue.overlay("easypay", case=Case(account=AccountKind.PERSONAL))
    corporate = catalogue.overlay("easypay", case=Case(account=AccountKind.CORPORATE))

    assert "account.reserved_mobile" in personal.requires
    assert "account.reserved_mobile" not in corporate.requires
