"""The consent on paper: what is read out and agreed to, where it is signed, and the code by which it comes back."""

from __future__ import annotations

from typing import Any

import pytest

from poswizard.documents.page_code import shortened
from poswizard.forms.kinds import Tick
from poswizard.package.application_form import Print
from poswizard.package.consent_sheet import consent_sheet, sheet_words
from poswizard.steps.preparation_choices import SigningRoute
from poswizard.steps.understanding import Consent
from poswizard.text import shown_in
from poswizard.wizard.signing import CONSENT_PAGES, sheet_digest
from tests.documents.printed_pages import codes_of, rendered
from tests.package.packed import CASES, FLOW, NUMBER, TODAY


def printed(**values: Any) -> Print:
    packed = CASES["enterprise"]().with_(
        consent__signing=SigningRoute.PAPER_NOW, consent__signature=None, **values
    )
    case = packed.case()
    return Print(FLOW, FLOW.adapted(case.answers), case.package, TODAY, case.scan)


def said(made: Print) -> str:
    with shown_in("zh"):
        return str(sheet_words(made))


@pytest.fixture(scope="module")
def sheet() -> bytes:
    return consent_sheet(printed())


def test_it_says_the_notice_every_point_and_who_gets_the_data():
    words = said(printed())

    assert Consent.notice_heading.hint
    assert Consent.notice_heading.hint.zh.splitlines()[0] in words
    points = [field for field in Consent.fields if isinstance(field, Tick)]
    assert len(points) == 3
    assert all(point.label.zh in words for point in points)
    assert Consent.sensitive.hint
    assert Consent.sensitive.hint.zh in words
    assert str(printed().answers.get(Consent.acquirer_named)) in words


def test_it_does_not_say_what_is_for_the_clerk_or_comes_later():
    made = printed(consent__staff_mobile="13900000000", consent__withdrawn_at=TODAY)
    words = said(made)

    assert "13900000000" not in words
    assert Consent.withdrawn_at.label.zh not in words
    assert Consent.signing.label.zh not in words


def test_its_code_says_which_sheet_it_is_what_it_says_and_where_it_is_signed(sheet: bytes):
    (code,) = codes_of(rendered(sheet))

    digest = sheet_digest(FLOW, printed().answers, NUMBER, CONSENT_PAGES)
    assert (code.number, code.sheet, code.page, code.of) == (NUMBER, "consent", 1, 1)
    assert code.digest == shortened(digest)
    assert code.signing


def test_the_same_answers_give_the_same_sheet_and_another_acquirer_another(sheet: bytes):
    assert consent_sheet(printed()) == sheet
    other = printed(consent__acquirer_named="另一家样本支付有限公司")
    digests = {
        sheet_digest(FLOW, made.answers, NUMBER, CONSENT_PAGES) for made in (printed(), other)
    }
    assert len(digests) == 2
