"""The verification sheet, the business statement, questions to the provider."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from poswizard.domain.merchant import (
    AccountKind,
    ContactKind,
    MerchantKind,
    Payee,
    VerificationMethod,
)
from poswizard.forms.answers import Answers
from poswizard.forms.issue import Level
from poswizard.forms.kinds import Choice
from poswizard.steps.application_choices import (
    Comparison,
    MobileConfirmation,
    OnlineCheck,
    RegisterStatus,
)
from poswizard.steps.basics import Basics
from poswizard.steps.provider_choice import ProviderChoice
from poswizard.steps.verification import OpenQuestions, Question, Statement, Verification
from tests.steps.asking import (
    COMPANY,
    CORPORATE,
    MICRO,
    PERSONAL,
    SOLE,
    TODAY,
    answered,
    at,
    found,
    missing,
    row,
)

ERROR, WARNING = Level.ERROR, Level.WARNING


def asked(kind: MerchantKind = SOLE, account: AccountKind = PERSONAL, **values: Any) -> Answers:
    return Answers(
        {
            **answered(Basics, merchant_kind=kind, account_kind=account),
            **answered(ProviderChoice, by_agent=False),
            **answered(Verification, **values),
        }
    )


@pytest.mark.parametrize("field", Verification.compared, ids=lambda field: field.name)
def test_what_differs_stops_and_what_was_not_compared_is_explained(field: Choice[Comparison]):
    answers = asked().with_(Basics.contact_kind, ContactKind.HANDLER)
    answers = answers.with_(Basics.payee, Payee.AUTHORISED_PERSON)

    assert found(Verification, answers.with_(field, Comparison.AGREES)) == {}
    assert found(Verification, answers.with_(field, Comparison.DIFFERS)) == {
        "verification.differs": ERROR
    }
    unable = answers.with_(field, Comparison.UNABLE)
    assert found(Verification, unable) == {"verification.not_compared": WARNING}
    assert "doubts" in missing(Verification, unable)
    assert "doubts" not in missing(Verification, answers.with_(field, Comparison.AGREES))


def test_a_micro_merchants_licence_is_not_compared():
    names = {field.name for field in Verification.relevant_fields(asked(MICRO))}

    assert not {"licence_original", "licence_person", "register_status"} & names


@pytest.mark.parametrize(
    ("status", "found_"),
    [
        (RegisterStatus.NORMAL, {}),
        (RegisterStatus.PENDING, {}),
        (RegisterStatus.ABNORMAL, {"verification.register_unclear": WARNING}),
        (RegisterStatus.NOT_FOUND, {"verification.register_unclear": WARNING}),
        (RegisterStatus.REVOKED, {"verification.register_out": ERROR}),
        (RegisterStatus.CANCELLED, {"verification.register_out": ERROR}),
    ],
)
def test_the_register_shows_a_business_that_exists(
    status: RegisterStatus, found_: dict[str, Level]
):
    answers = asked(register_status=status)

    assert found(Verification, answers) == found_
    looked_up = status is not RegisterStatus.PENDING
    assert ("register_checked_on" in missing(Verification, answers)) is looked_up


@pytest.mark.parametrize(
    ("values", "found_"),
    [
        ({"mobile_confirmed": MobileConfirmation.CALLED, "mobile_is_own": True}, {}),
        (
            {"mobile_confirmed": MobileConfirmation.NOT_CONFIRMED},
            {"verification.mobile_not_confirmed": WARNING},
        ),
        ({"mobile_is_own": False}, {"verification.mobile_not_own": WARNING}),
        ({"verified_at": at(9)}, {}),
        (
            {"verified_at": at(9, TODAY + timedelta(days=1))},
            {"verification.later_than_today": ERROR},
        ),
    ],
)
def test_the_mobile_is_confirmed_and_the_time_has_been(
    values: dict[str, Any], found_: dict[str, Level]
):
    assert found(Verification, asked(**values)) == found_


def test_what_needs_a_network_is_listed_as_pending_and_cannot_be_answered():
    micro = asked(MICRO).get(Verification.pending)
    company = asked(COMPANY, CORPORATE).get(Verification.pending)

    assert Verification.pending.calculated
    assert micro
    assert OnlineCheck.CARD_ELEMENTS in micro
    assert OnlineCheck.LICENCE not in micro
    assert company
    assert OnlineCheck.ACCOUNT_PAYMENT in company
    assert OnlineCheck.CARD_ELEMENTS not in company
    claimed = asked(MICRO).with_(Verification.pending, ())
    assert claimed.get(Verification.pending) == micro


@pytest.mark.parametrize("by_agent", [True, False, None])
def test_the_acquirers_own_verification_cannot_be_filled_by_an_agent(by_agent: bool | None):
    answers = asked(acquirer_staff="A001").with_(ProviderChoice.by_agent, by_agent)

    assert answers.is_relevant(Verification.acquirer_staff) is (by_agent is False)
    assert (answers.get(Verification.acquirer_staff) == "A001") is (by_agent is False)


def test_a_check_left_to_the_acquirer_is_a_method_of_its_own():
    assert VerificationMethod.PENDING_ONLINE in Verification.method.choices(asked())


def test_a_statement_says_more_than_a_word():
    answers = Answers(
        answered(Statement, reason="要刷卡", current_trade="样本：卖小吃，收现金和扫码。")
    )

    assert found(Statement, answers) == {"malformed": ERROR}


class TestQuestions:
    def asked(self, *rows: Answers) -> Answers:
        return Answers(answered(OpenQuestions, questions=rows))

    def test_there_may_be_none(self):
        assert list(OpenQuestions.issues(Answers(), TODAY)) == []

    def test_an_open_question_is_named_by_its_number(self):
        done = row(Question, question="样本问题", answer="样本答复", answered_on=TODAY)
        open_ = row(Question, question="样本问题")
        issues = list(OpenQuestions.issues(self.asked(done, open_), TODAY))

        note = next(issue for issue in issues if issue.code == "questions.open")
        assert note.level is WARNING
        assert "第2个" in note.text.zh

    def test_an_answered_question_is_settled(self):
        done = row(
            Question,
            about="费率",
            question="样本问题",
            asked_of="客服岗",
            asked_on=date(2026, 11, 1),
            answer="样本答复",
            answered_on=date(2026, 11, 2),
        )

        assert list(OpenQuestions.issues(self.asked(done), TODAY)) == []

    def test_an_answer_does_not_precede_its_question(self):
        wrong = row(
            Question, asked_on=TODAY, answer="样本答复", answered_on=TODAY - timedelta(days=1)
        )

        assert found(OpenQuestions, self.asked(wrong)) == {"questions.answered_before_asked": ERROR}
