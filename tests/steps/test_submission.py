"""Declarations, handing in, the acquirer's review and the agreement."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest

from poswizard.documents.page_code import PRINTED_CODE, PageCode
from poswizard.domain.merchant import ContactKind, ContractKind, SubmissionChannel
from poswizard.domain.state import ApplicationState, Party
from poswizard.forms.answers import Answers
from poswizard.forms.document_kind import Page, ReadOff
from poswizard.forms.issue import Level
from poswizard.forms.rich_kinds import Signed
from poswizard.forms.step import Milestone
from poswizard.steps.application import Contact, Identity
from poswizard.steps.application_choices import ReasonsGiven, ReasonSubject, Signer, VisitResult
from poswizard.steps.basics import Basics
from poswizard.steps.business import Business
from poswizard.steps.preparation_choices import SigningRoute
from poswizard.steps.provider_choice import ProviderChoice
from poswizard.steps.review_rows import ReviewEvent, ReviewReason
from poswizard.steps.submission import PHASE, Contract, Declarations, Review, Submission
from tests.steps.asking import PROVIDER, SHOP, TODAY, answered, at, found, missing, row

ERROR, WARNING = Level.ERROR, Level.WARNING
S = ApplicationState


class TestDeclarations:
    def asked(
        self,
        contact: ContactKind = ContactKind.LEGAL,
        route: SigningRoute = SigningRoute.SCREEN,
        **values: Any,
    ) -> Answers:
        return Answers(
            {
                **answered(Basics, contact_kind=contact, signing_route=route),
                **answered(Identity, name="样本甲"),
                **answered(Contact, name="样本乙" if contact is ContactKind.HANDLER else "样本甲"),
                **answered(Declarations, **values),
            }
        )

    def test_every_declaration_is_confirmed(self):
        named = {"real_business", "no_lending", "no_cash_out", "no_moving"}

        assert named <= missing(Declarations, self.asked())

    @pytest.mark.parametrize(
        ("contact", "signer", "name", "found_"),
        [
            (ContactKind.LEGAL, Signer.PRINCIPAL, "样本甲", {}),
            (ContactKind.HANDLER, Signer.HANDLER, "样本乙", {}),
            (ContactKind.HANDLER, Signer.PRINCIPAL, "样本甲", {}),
            (
                ContactKind.HANDLER,
                Signer.PRINCIPAL,
                "样本乙",
                {"declarations.signer_name": ERROR},
            ),
            (ContactKind.LEGAL, Signer.HANDLER, "样本甲", {"declarations.signer_kind": ERROR}),
        ],
    )
    def test_only_the_principal_or_the_handler_signs(
        self, contact: ContactKind, signer: Signer, name: str, found_: dict[str, Level]
    ):
        answers = self.asked(contact, signer=signer, signer_name=name)

        assert found(Declarations, answers) == found_

    def test_a_signature_stands_on_the_screen_or_on_paper(self):
        screen = missing(Declarations, self.asked())
        paper = missing(Declarations, self.asked(route=SigningRoute.PAPER_NOW))

        assert "signature" in screen
        assert not {"signed_form", "signed_on"} & screen
        assert "signature" not in paper
        assert {"signed_form", "signed_on"} <= paper

    @pytest.mark.parametrize(
        ("route", "wanted"),
        [
            (SigningRoute.SCREEN, {"signature"}),
            (SigningRoute.PHOTO, {"signature"}),
            (SigningRoute.PAPER_NOW, {"signed_form", "signed_on"}),
            (SigningRoute.PAPER_LATER, {"signed_form", "signed_on", "paper_due"}),
        ],
    )
    def test_the_way_of_signing_says_what_is_wanted(self, route: SigningRoute, wanted: set[str]):
        signing = {"signature", "signed_form", "signed_on", "paper_due"}

        assert missing(Declarations, self.asked(route=route)) & signing == wanted

    def test_only_a_photograph_of_a_signature_is_taken_from_a_picture(self):
        photographed = [
            route
            for route in SigningRoute
            if Declarations.signature.photographed.holds(self.asked(route=route))
        ]

        assert photographed == [SigningRoute.PHOTO]

    def test_a_signed_form_with_pages_missing_is_named(self):
        paper = partial(self.asked, route=SigningRoute.PAPER_NOW)
        whole = paper(signed_form=(_signed_page(1), _signed_page(2)))
        gap = paper(signed_form=(_signed_page(2),))
        by_hand = paper(signed_form=(replace(_signed_page(2), read=()),))

        assert found(Declarations, whole) == found(Declarations, by_hand) == {}
        assert found(Declarations, gap) == {"declarations.pages_missing": ERROR}

    def test_a_signature_is_not_of_tomorrow(self):
        tomorrow = Signed("0" * 64, at(9, TODAY + timedelta(days=1)))

        assert found(Declarations, self.asked(signature=tomorrow)) == {
            "declarations.signature_later": ERROR
        }


def _signed_page(number: int) -> Page:
    code = PageCode("A-2026-000128", 1, number, of=2, digest="ab" * 16)
    said = ReadOff(PRINTED_CODE, str(code), 1.0, True, (0, 0, 10, 10))
    return Page(f"{number:064}", "1" * 64, 2000, 3000, read=(said,))


class TestSubmission:
    def asked(self, channel: SubmissionChannel = SubmissionChannel.POST, **values: Any) -> Answers:
        return Answers(
            {
                **answered(Business, trade_name=SHOP),
                **answered(ProviderChoice, provider_name=PROVIDER, by_agent=False),
                **answered(Submission, channel=channel, **values),
            }
        )

    @pytest.mark.parametrize(
        ("channel", "wanted"),
        [
            (SubmissionChannel.COUNTER, {"receiver", "receipt_number"}),
            (SubmissionChannel.POST, {"tracking_number"}),
            (SubmissionChannel.EMAIL, {"email"}),
            (SubmissionChannel.SYSTEM, {"receipt_number"}),
        ],
    )
    def test_each_way_has_its_own_proof(self, channel: SubmissionChannel, wanted: set[str]):
        proofs = {"receiver", "receipt_number", "tracking_number", "email"}

        assert missing(Submission, self.asked(channel)) & proofs == wanted

    def test_handing_in_after_the_deadline_wants_a_reason(self):
        late = self.asked(sent_at=at(9), deadline=TODAY - timedelta(days=1))

        assert found(Submission, late) == {"submission.late": WARNING}
        assert found(Submission, late.with_(Submission.deadline, TODAY)) == {}

    def test_another_receiver_than_the_provider_wants_a_reason(self):
        other = self.asked(institution="别的样本机构")

        assert found(Submission, other) == {"submission.receiver_differs": WARNING}
        assert found(Submission, self.asked(institution=PROVIDER)) == {}

    def test_the_agent_is_offered_as_receiver_where_there_is_one(self):
        offered = Submission.institution.suggested
        agent = self.asked().with_(ProviderChoice.by_agent, True)
        agent = agent.with_(ProviderChoice.agent_name, "样本服务公司")

        assert offered
        assert offered.value(self.asked()) == PROVIDER
        assert offered.value(agent) == "样本服务公司"

    def test_the_email_names_the_shop_and_nobody(self):
        answers = self.asked(SubmissionChannel.EMAIL).with_(Identity.name, "样本甲")
        draft = answers.get(Submission.email_draft)

        assert draft
        assert SHOP in draft
        assert PROVIDER in draft
        assert "样本甲" not in draft
        assert self.asked(SubmissionChannel.POST).get(Submission.email_draft) is None


def event(state: ApplicationState, day: int, **more: Any) -> Answers:
    return row(ReviewEvent, state=state, on=date(2026, 11, day), **more)


def returned(day: int, given: ReasonsGiven = ReasonsGiven.LISTED, **more: Any) -> Answers:
    return event(S.REJECTED, day, reasons_given=given, **more)


def reason(number: int, **more: Any) -> Answers:
    words = {"subject": ReasonSubject.PICTURE, "about": "门头照", "text": "样本：招牌不清"}
    return row(ReviewReason, round=number, **words, **more)


class TestReview:
    def asked(self, *events: Answers, reasons: tuple[Answers, ...] = (), **values: Any) -> Answers:
        given = {"reasons": reasons} if reasons else {}
        return Answers(answered(Review, events=events, **given, **values))

    def test_the_last_entry_is_the_state_and_says_who_acts(self):
        answers = self.asked(event(S.SUBMITTED, 2), event(S.IN_REVIEW, 3))
        events = answers.get(Review.events)

        assert answers.get(Review.state) is S.IN_REVIEW
        assert events
        assert [e.get(ReviewEvent.acts_next) for e in events] == [Party.ACQUIRER, Party.ACQUIRER]

    @pytest.mark.parametrize(
        ("events", "found_"),
        [
            ((event(S.SUBMITTED, 2), event(S.IN_REVIEW, 3), event(S.APPROVED, 4)), {}),
            ((event(S.SUBMITTED, 3), event(S.IN_REVIEW, 2)), {"review.order": ERROR}),
            ((event(S.IN_REVIEW, 2),), {"review.steps": WARNING}),
            ((event(S.SUBMITTED, 2), event(S.ACTIVE, 3)), {"review.steps": WARNING}),
            ((event(S.SUBMITTED, 2), event(S.IN_REVIEW, 3), event(S.IN_REVIEW, 4)), {}),
        ],
    )
    def test_entries_follow_one_another(
        self, events: tuple[Answers, ...], found_: dict[str, Level]
    ):
        assert found(Review, self.asked(*events)) == found_

    def test_a_return_is_noted_with_reasons_or_with_their_absence(self):
        bare = self.asked(event(S.SUBMITTED, 2), event(S.REJECTED, 19))
        listed = self.asked(event(S.SUBMITTED, 2), returned(19))
        without = self.asked(event(S.SUBMITTED, 2), returned(19, ReasonsGiven.NONE_GIVEN))

        assert "reasons_given" in missing(Review, bare)
        assert "reasons" in missing(Review, listed)
        assert "reasons" not in missing(Review, without)

    def test_each_listed_return_has_a_reason(self):
        events = (
            event(S.SUBMITTED, 2),
            returned(3),
            event(S.SUBMITTED, 4),
            returned(19),
        )
        first = reason(1, correction="样本：已重拍", corrected_on=date(2026, 11, 4))

        assert found(Review, self.asked(*events, reasons=(first,))) == {
            "review.reasons_missing": ERROR
        }
        assert found(Review, self.asked(*events, reasons=(first, reason(2)))) == {}

    def test_a_reason_belongs_to_a_return(self):
        answers = self.asked(event(S.SUBMITTED, 2), returned(19), reasons=(reason(1), reason(2)))

        assert found(Review, answers) == {"review.round_unknown": ERROR}

    def test_every_reason_is_answered_before_handing_in_again(self):
        again = (event(S.SUBMITTED, 2), returned(3), event(S.SUBMITTED, 4))
        answer = {"correction": "样本：已重拍", "corrected_on": date(2026, 11, 4)}

        assert found(Review, self.asked(*again, reasons=(reason(1),))) == {
            "review.not_corrected": ERROR
        }
        assert found(Review, self.asked(*again, reasons=(reason(1, **answer),))) == {}
        waiting = self.asked(event(S.SUBMITTED, 2), returned(19), reasons=(reason(1),))
        assert found(Review, waiting) == {}

    @pytest.mark.parametrize(
        ("today", "due", "lapsing"),
        [
            (date(2026, 12, 18), None, True),
            (date(2026, 12, 10), None, False),
            (date(2026, 12, 20), None, True),
            (date(2026, 11, 20), date(2026, 11, 21), True),
            (date(2026, 12, 20), date(2027, 1, 31), False),
        ],
    )
    def test_a_returned_application_lapses(self, today: date, due: date | None, lapsing: bool):
        more: dict[str, Any] = {"respond_by": due} if due else {}
        answers = self.asked(event(S.SUBMITTED, 2), returned(19, **more), reasons=(reason(1),))

        assert ("review.lapse" in found(Review, answers, today)) is lapsing

    def test_an_application_in_review_does_not_lapse(self):
        answers = self.asked(event(S.SUBMITTED, 2))

        assert found(Review, answers, date(2027, 11, 20)) == {}

    @pytest.mark.parametrize(
        ("state", "asked_for"), [(S.SUBMITTED, False), (S.APPROVED, True), (S.REJECTED, False)]
    )
    def test_an_approved_application_has_a_merchant_number(
        self, state: ApplicationState, asked_for: bool
    ):
        answers = self.asked(event(S.SUBMITTED, 2), event(state, 3))

        assert ("merchant_id" in missing(Review, answers)) is asked_for

    def test_a_merchant_number_has_fifteen_characters(self):
        approved = self.asked(event(S.SUBMITTED, 2), event(S.APPROVED, 3))

        assert found(Review, approved.with_(Review.merchant_id, "8226510581200")) == {
            "malformed": ERROR
        }
        assert found(Review, approved.with_(Review.merchant_id, "822651058120001")) == {}

    def test_a_visit_that_doubts_wants_an_answer(self):
        answers = self.asked(event(S.SUBMITTED, 2), visited=True, visit_result=VisitResult.DOUBTS)

        assert found(Review, answers) == {"review.visit_doubts": WARNING}
        assert "visit_notes" in missing(Review, answers)


class TestContract:
    def asked(self, kind: ContractKind = ContractKind.PAPER, **values: Any) -> Answers:
        return Answers(
            {
                **answered(Basics, contract_kind=kind),
                **answered(ProviderChoice, provider_name=PROVIDER),
                **answered(Contract, **values),
            }
        )

    def test_the_partner_is_the_provider(self):
        assert found(Contract, self.asked(partner="样本代理公司")) == {"contract.partner": ERROR}
        assert found(Contract, self.asked(partner=PROVIDER)) == {}

    def test_the_partner_is_copied_from_the_agreement_not_from_the_form(self):
        assert Contract.partner.suggested is None

    def test_the_agreement_says_what_the_rules_demand(self):
        clauses = {
            "card_kinds",
            "transaction_kinds",
            "settlement_account",
            "settlement_cycle",
            "fee_standard",
            "disputes",
        }

        assert clauses <= missing(Contract, self.asked())

    def test_other_fees_than_applied_for_want_a_reason(self):
        other = self.asked(fees_as_applied=False)

        assert found(Contract, other) == {"contract.fees_differ": WARNING}
        assert "differences" in missing(Contract, other)

    def test_a_paper_agreement_is_added_as_a_copy(self):
        assert "copy" in missing(Contract, self.asked(ContractKind.PAPER))
        assert "copy" not in missing(Contract, self.asked(ContractKind.ELECTRONIC))

    def test_an_agreement_is_not_of_tomorrow(self):
        tomorrow = self.asked(signed_on=TODAY + timedelta(days=1))

        assert found(Contract, tomorrow) == {"verification.later_than_today": ERROR}


def test_the_package_does_not_wait_for_what_comes_after_it():
    later = {step.key for step in PHASE.steps if PHASE.milestone_of(step) is Milestone.HAND_OVER}

    assert later == {"submission", "review", "contract"}


def test_the_steps_stand_in_the_order_in_which_a_clerk_asks():
    keys = [step.key for step in PHASE.steps]

    assert keys == [
        "identity",
        "contact",
        "licence",
        "owners",
        "business",
        "account",
        "characters",
        "terms",
        "materials",
        "verification",
        "statement",
        "questions",
        "declarations",
        "submission",
        "review",
        "contract",
    ]


def test_each_row_of_the_process_is_covered():
    covered = {row for step in PHASE.steps for row in step.process}

    assert {"2.1", "2.2", "2.3", "2.4", "2.5"} <= covered


def test_a_code_belongs_to_one_rule():
    rules = {}
    parts = [part for step in PHASE.steps for part in (step, *(f.row for f in step.fields))]
    for check in (check for part in parts if part for check in part.all_checks):
        rules.setdefault(check.rule.code, check.rule)
        assert rules[check.rule.code] is check.rule
