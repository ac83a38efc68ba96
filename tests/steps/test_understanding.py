"""Notice and consent."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from poswizard.forms.answers import Answers
from poswizard.forms.field import Field
from poswizard.forms.issue import Level
from poswizard.forms.kinds import CHINA_TIME
from poswizard.steps.preparation_choices import NoticeVersion, SignerRelation, SigningRoute
from poswizard.steps.understanding import PHASE, Consent, Introduction

TODAY = date(2026, 11, 20)
GIVEN = datetime(2026, 11, 20, 10, 30, tzinfo=CHINA_TIME)

CONSENT: dict[Field[Any], Any] = {
    Consent.operator_organisation: "样本银行成都样本支行",
    Consent.organisation_contact: "样本银行成都样本支行 个人信息保护岗",
    Consent.staff_id: "S0001",
    Consent.notice: NoticeVersion.V2026_11,
    Consent.keep_days: 90,
    Consent.basic: True,
    Consent.sensitive: True,
    Consent.acquirer_named: "样本银行股份有限公司",
    Consent.acquirer_contact: "样本银行客户服务中心",
    Consent.sharing: True,
    Consent.signer: "样本甲",
    Consent.relation: SignerRelation.OPERATOR,
    Consent.given_at: GIVEN,
    Consent.signing: SigningRoute.SCREEN,
}


def consent(**changes: Any) -> Answers:
    by_name = {field.name: field for field in Consent.fields}
    return Answers(CONSENT | {by_name[name]: value for name, value in changes.items()})


def codes(answers: Answers) -> dict[str, Level]:
    return {issue.code: issue.level for issue in Consent.issues(answers, TODAY)}


def open_fields(answers: Answers) -> list[str]:
    return [i.field.name for i in Consent.issues(answers, TODAY) if i.code == "missing"]


def test_a_complete_consent_lacks_only_the_signature():
    assert open_fields(consent()) == ["signature"]
    assert set(codes(consent())) == {"missing"}


def test_each_consent_is_a_tick_of_its_own():
    asked = open_fields(Answers())

    assert {"basic", "sensitive", "sharing"} <= set(asked)


def test_a_consent_signed_on_paper_wants_its_picture_and_no_signature():
    assert open_fields(consent(signing=SigningRoute.PAPER_NOW)) == ["signed_paper"]


@pytest.mark.parametrize(
    ("changes", "code", "level"),
    [
        ({"staff_mobile": "12812345678"}, "consent.staff_mobile", Level.ERROR),
        ({"keep_days": 91}, "consent.retention", Level.WARNING),
        ({"signer": "样本小吃店123"}, "consent.signer", Level.ERROR),
        (
            {"given_at": datetime(2026, 11, 21, 0, 0, tzinfo=CHINA_TIME)},
            "consent.future",
            Level.ERROR,
        ),
        ({"withdrawn_at": date(2026, 11, 20)}, "consent.withdrawn", Level.ERROR),
        ({"withdrawn_at": date(2026, 11, 19)}, "consent.withdrawal_order", Level.ERROR),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_broken_rule_is_named_at_its_level(changes: dict[str, Any], code: str, level: Level):
    assert codes(consent(**changes))[code] is level


@pytest.mark.parametrize(
    "changes",
    [{"staff_mobile": "13912345678"}, {"keep_days": 30}, {"signer": "样本·甲"}],
    ids=["a mobile", "a short term", "a minority name"],
)
def test_a_rule_that_holds_is_silent(changes: dict[str, Any]):
    assert set(codes(consent(**changes))) == {"missing"}


def test_a_withdrawal_on_the_day_of_consent_is_in_order():
    assert "consent.withdrawal_order" not in codes(consent(withdrawn_at=GIVEN.date()))


def test_ninety_days_are_offered_and_never_filled_in():
    assert Consent.keep_days.suggested is not None
    assert Consent.keep_days.suggested.value(Answers()) == 90
    assert Answers().get(Consent.keep_days) is None


def test_no_answer_of_the_person_may_reach_a_log():
    personal = (Consent.signer, Consent.staff_mobile, Consent.acquirer_contact)

    assert not any(field.loggable for field in personal)


def test_the_introduction_covers_what_applicants_are_to_understand():
    assert set(Introduction.process) | set(Consent.process) == {"0.1", "0.2", "0.3", "0.4", "0.5"}
    assert [field.kind for field in Introduction.fields] == ["tick"] * 3


def test_consent_comes_before_anything_personal():
    assert PHASE.steps == (Introduction, Consent)
