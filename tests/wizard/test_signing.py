"""A signature counts for what stood there when it was given, and for nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from poswizard.forms.answers import Answers
from poswizard.forms.document_kind import Page
from poswizard.forms.issue import Issue
from poswizard.forms.rich_kinds import Signed
from poswizard.forms.step import Milestone
from poswizard.steps.application import Identity, Owners
from poswizard.steps.basics import Basics, Needs
from poswizard.steps.business import Business
from poswizard.steps.declarations import Declarations
from poswizard.steps.materials import Materials
from poswizard.steps.preparation_choices import SigningRoute
from poswizard.steps.submission import Submission
from poswizard.steps.training import Training
from poswizard.steps.understanding import Consent
from poswizard.text import shown_in
from poswizard.wizard.drafts import dumps, from_documents, to_documents
from poswizard.wizard.session import Change, Session
from poswizard.wizard.signing import OLDER_TEXT, content_digest, form_content
from tests.package.packed import CASES, FLOW, TODAY
from tests.steps.asking import at

ROUTES = list(SigningRoute)
NUMBER = "A-2026-000128"


def signed_at(minute: int) -> Signed:
    return Signed("ab" * 32, at(11) + timedelta(minutes=minute))


def sheet(name: str) -> Page:
    """A page that was photographed by hand, told from others by its original."""
    return Page(name * 64, name * 64, 2000, 3000)


def sign(session: Session, again: int = 0) -> None:
    """As the route that was chosen has it."""
    route = session.answers.get(Basics.signing_route)
    if route in (SigningRoute.SCREEN, SigningRoute.PHOTO):
        session.answer(Declarations.signature, signed_at(again))
    else:
        session.answer(Declarations.signed_form, (sheet("abcdef"[again]),))


def signed(route: SigningRoute = SigningRoute.SCREEN, name: str = "enterprise") -> Session:
    """A complete application, signed last."""
    answers = CASES[name]().answers.with_(Declarations.signature, None)
    answers = answers.with_(Basics.signing_route, route).with_(Declarations.signed_on, TODAY)
    session = Session(FLOW, answers.with_(Declarations.paper_due, TODAY), today=lambda: TODAY)
    sign(session)
    return session


def outdated(session: Session) -> list[Issue]:
    issues = FLOW.issues(session.answers, TODAY)
    return [issue for issue in issues if issue.code == OLDER_TEXT]


@pytest.mark.parametrize("route", ROUTES)
def test_an_answer_changed_after_signing_asks_for_another_signature(route: SigningRoute):
    session = signed(route)
    assert outdated(session) == []

    session.answer(Business.trade_name, "样本改名小吃店")
    (issue,) = outdated(session)

    assert issue.is_open
    assert Business.trade_name.label.zh in issue.text.zh
    assert Business.trade_name.label.en in issue.text.en
    assert "样本改名" not in issue.text.zh
    assert issue.field.part is Declarations
    sign(session, 1)
    assert outdated(session) == []


@pytest.mark.parametrize("route", ROUTES)
def test_changed_back_the_signature_counts_again(route: SigningRoute):
    session = signed(route)
    before = session.answers.get(Needs.trade)

    session.answer(Needs.trade, "样本改行")
    assert outdated(session)
    session.answer(Needs.trade, before)
    assert outdated(session) == []


@pytest.mark.parametrize("route", ROUTES)
def test_what_the_applicant_did_not_see_may_change(route: SigningRoute):
    session = signed(route)

    session.answer(Declarations.witness, "S777")
    session.answer(Submission.receiver, "样本接收人")
    found = next(i for i in FLOW.issues(session.answers, TODAY) if not i.is_open)
    session.explain(found, "样本：另一种说法，给审核员看")

    assert outdated(session) == []


def test_a_picture_exchanged_for_another_is_a_change():
    session = signed()
    pages = session.answers.get(Materials.id_front)
    assert pages

    session.answer(Materials.id_front, (replace(pages[0], scan="9" * 64, original="8" * 64),))

    (issue,) = outdated(session)
    assert Materials.id_front.label.zh in issue.text.zh


def test_a_picture_that_was_only_turned_is_none():
    session = signed()
    pages = session.answers.get(Materials.id_front)
    assert pages
    assert pages[0].original

    session.answer(Materials.id_front, (replace(pages[0], scan="9" * 64),))

    assert outdated(session) == []


def test_a_row_says_which_one_it_is_and_an_answer_taken_away_is_named():
    session = signed()
    rows = session.answers.get(Owners.people)
    assert rows
    name = next(field for field in Owners.people.questions.fields if field.name == "name")

    session.answer(Owners.people, (rows[0].with_(name, "样本改"), *rows[1:]))
    (issue,) = outdated(session)
    assert f"{Owners.people.title_of(0).zh} · {name.label.zh}" in issue.text.zh

    session.answer(Owners.people, rows)
    session.answer(Business.trade_name, None)
    (issue,) = outdated(session)
    assert Business.trade_name.label.zh in issue.text.zh


def test_of_many_changes_four_are_named_and_all_are_counted():
    session = signed()
    for field in (Needs.trade, Business.trade_name, Identity.name, Consent.acquirer_named):
        session.answer(field, "样本改过")
    session.answer(Needs.monthly_volume, Decimal(1))
    session.answer(Needs.average_ticket, Decimal(1))

    issue = next(i for i in outdated(session) if i.field is Declarations.signature)
    assert "等 6 项" in issue.text.zh
    assert issue.text.zh.count("“") == 4


def test_taking_a_change_back_and_making_it_again_is_followed():
    session = signed()
    session.answer(Business.trade_name, "样本改名小吃店")

    session.undo()
    assert outdated(session) == []
    session.redo()
    assert outdated(session)
    sign(session, 1)
    session.undo()
    assert outdated(session)


def test_what_was_seen_is_stored_with_the_draft_and_nothing_of_it_can_be_read():
    kept: list[Change] = []
    session = signed()
    session.save_with(kept.append)
    session.save()
    session.answer(Business.trade_name, "样本改名小吃店")

    documents = to_documents(FLOW, session.answers)
    again = Session(FLOW, from_documents(FLOW, documents), today=lambda: TODAY)

    assert "seen" in kept[0].steps
    assert [i.text for i in outdated(again)] == [i.text for i in outdated(session)]
    assert "样本" not in dumps(documents["seen"])


def test_a_stored_record_that_makes_no_sense_is_passed_over():
    documents = to_documents(FLOW, signed().answers) | {"seen": {"declarations.signature": {}}}
    assert from_documents(FLOW, documents).seen == {}


def test_one_more_page_does_not_make_old_pages_new():
    session = signed(SigningRoute.PAPER_NOW)
    session.answer(Business.trade_name, "样本改名小吃店")
    old = session.answers.get(Declarations.signed_form) or ()

    session.answer(Declarations.signed_form, (*old, sheet("f")))
    assert outdated(session)
    session.answer(Declarations.signed_form, (sheet("f"),))
    assert outdated(session) == []


def test_the_consent_counts_for_its_own_page_only():
    session = Session(FLOW, CASES["sole"]().answers, today=lambda: TODAY)
    session.answer(Consent.signature, signed_at(0))

    session.answer(Needs.trade, "样本改行")
    assert outdated(session) == []
    session.answer(Consent.acquirer_named, "另一家样本支付有限公司")

    (issue,) = outdated(session)
    assert issue.field is Consent.signature
    assert Consent.acquirer_named.label.zh in issue.text.zh


def test_after_handing_in_a_change_is_explained_by_the_list_of_differences():
    session = signed()
    session.answer(Submission.sent_at, at(12))

    session.answer(Business.trade_name, "样本改名小吃店")

    assert outdated(session) == []


def test_a_later_signature_counts_for_its_own_page():
    session = signed()
    session.answer(Submission.sent_at, at(12))
    session.answer(Training.trained_on, TODAY)
    session.answer(Training.signature, signed_at(0))

    session.answer(Training.trained_on, TODAY - timedelta(days=1))

    assert [issue.field for issue in outdated(session)] == [Training.signature]


class TestDigest:
    """Of all that is signed: what the code on paper and the applicant's window have."""

    def digest(self, number: str = NUMBER, **values: Any) -> str:
        answers = FLOW.adapted(CASES["enterprise"]().with_(**values).answers)
        return content_digest(number, "form", form_content(FLOW, answers, Milestone.APPLICATION))

    def test_it_is_bound_to_the_number_and_to_every_answer(self):
        others = [
            self.digest("A-2026-000129"),
            self.digest(business__trade_name="样本改名小吃店"),
            self.digest(owners__people=()),
            self.digest(materials__id_front=(sheet("9"),)),
        ]

        assert len({self.digest(), *others}) == 1 + len(others)

    def test_it_does_not_follow_what_is_hidden_or_not_in_sight(self):
        assert self.digest() == self.digest(consent__withdrawn_at=None, submission__receiver="样本")
        assert self.digest() == self.digest(declarations__witness="S777")

    def test_it_is_the_same_in_any_language(self):
        with shown_in("en"):
            english = self.digest()
        assert english == self.digest()


def test_answers_that_nobody_signed_are_never_outdated():
    assert list(FLOW.issues(Answers(), TODAY))
    assert not [i for i in FLOW.issues(Answers(), TODAY) if i.code == OLDER_TEXT]
