"""The same applicant at another provider: what stays, what is asked anew, and several side by side."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from poswizard.domain.merchant import ContactKind
from poswizard.domain.resident import Sex
from poswizard.forms.answers import Answers, Reason
from poswizard.forms.field import Field
from poswizard.forms.step import Milestone
from poswizard.office import the_flow
from poswizard.package.provider_sheet import provider_sheet
from poswizard.providers import catalogue
from poswizard.steps.application import Contact, Identity
from poswizard.steps.basics import Basics
from poswizard.steps.budget import Budget
from poswizard.steps.business import Business
from poswizard.steps.materials import Materials
from poswizard.steps.provider_choice import ProviderChoice
from poswizard.steps.terms import Terms
from poswizard.steps.understanding import Consent
from poswizard.wizard.fork import as_moved, difference, fork
from poswizard.wizard.side_by_side import side_by_side
from tests.benchmarks.specimens import full_application
from tests.steps.asking import COMPANY, MICRO, SOLE, TODAY, application, page

FLOW = the_flow()
FILLED = {kind.value: FLOW.adapted(application(kind)) for kind in (MICRO, SOLE, COMPANY)}
OWN: tuple[Field[Any], ...] = (
    *(Identity.name, Identity.number, Contact.mobile, Business.trade_name),
    *(Materials.id_front, Terms.terminals),
)
SHOP = FILLED[SOLE.value]
PACKS = [key for key in catalogue.every_key() if key != "payment_institution"]


def missing(answers: Answers) -> set[Field[Any]]:
    found = FLOW.issues(answers, TODAY, until=Milestone.APPLICATION)
    return {issue.top_field for issue in found if issue.code == "missing"}


@pytest.mark.parametrize("to", PACKS)
@pytest.mark.parametrize("kind", FILLED)
def test_only_the_difference_is_left_to_be_asked(kind: str, to: str):
    """Everything that a fork does not list as asked is answered as before, or is not asked."""
    made = fork(FLOW, FILLED[kind], to)
    assert missing(made.answers) - missing(FILLED[kind]) == set(made.difference.asked)
    assert made.answers.get(ProviderChoice.pack) == to


def test_what_is_the_applicant_s_own_stays():
    before, after = SHOP, fork(FLOW, SHOP, "lakala").answers
    for field in OWN:
        assert after.get(field) == before.get(field)


def test_what_names_the_old_provider_goes():
    """Even what happened after the application was handed in."""
    whole = full_application()
    after = fork(FLOW, whole, "umpay").answers
    later = [
        f for f in FLOW.fields if FLOW.milestone_of(FLOW.step_of(f)) is not Milestone.APPLICATION
    ]
    assert any(whole.stored(field) is not None for field in later)
    assert all(after.stored(field) is None for field in later)
    for field in (Consent.acquirer_named, Consent.signature, Consent.given_at):
        assert after.stored(field) is None
    for field in (ProviderChoice.licence_number, Budget.chosen_quote, Terms.credit_rate):
        assert after.stored(field) is None
    assert after.get(Consent.signer) == whole.get(Consent.signer)


def test_reasons_for_warnings_that_went_go_too():
    about = Reason("样本理由", "样本")
    before = SHOP.with_reason("provider.status#provider.suspended", about)
    before = before.with_reason("identity.valid_until#x", about)

    assert set(fork(FLOW, before, "lakala").answers.reasons) >= {"identity.valid_until#x"}
    assert "provider.status#provider.suspended" not in fork(FLOW, before, "lakala").answers.reasons


def test_an_answer_the_new_provider_cannot_hold_is_named():
    before = SHOP.with_(Business.trade_name, "样本小吃店" * 5)
    broken = fork(FLOW, before, "umpay").difference.too_long

    assert [(one.field, one.length, one.most) for one in broken] == [(Business.trade_name, 25, 16)]
    assert fork(FLOW, before, "fuiou").difference.too_long == ()


def test_questions_only_one_provider_asks_come_and_go():
    there = fork(FLOW, SHOP, "chinaums")
    assert {Identity.sex, Identity.occupation} <= set(there.difference.asked)
    answered = there.answers.with_(Identity.sex, next(iter(Sex)))
    back = fork(FLOW, FLOW.adapted(answered), "huifu")

    assert Identity.sex in back.difference.no_longer
    assert Identity.sex not in back.difference.asked


def test_documents_are_told_from_questions():
    asked = fork(FLOW, SHOP, "easypay").difference
    assert Materials.settlement_letter in asked.documents
    assert Identity.name not in asked.documents


def test_letters_that_name_the_old_provider_are_to_be_looked_at():
    handler = SHOP.with_(Basics.contact_kind, ContactKind.HANDLER)
    handler = FLOW.adapted(handler.with_(Materials.handler_letter, (page(99),)))

    assert fork(FLOW, handler, "umpay").difference.look_again == (Materials.handler_letter,)
    assert fork(FLOW, SHOP, "umpay").difference.look_again == ()


def test_to_the_same_version_nothing_differs():
    answers = SHOP
    assert not difference(FLOW, answers, as_moved(FLOW, answers))


def test_an_empty_application_can_be_forked():
    made = fork(FLOW, FLOW.adapted(Answers()), "umpay")
    assert made.answers.get(ProviderChoice.pack) == "umpay"


def test_providers_stand_side_by_side():
    packs = [catalogue.pack(key) for key in ("umpay", "wechat_pay")]
    sections = side_by_side(FLOW, SHOP, [pack for pack in packs if pack])
    rows = {row.label.zh: row for section in sections for row in section.rows}

    assert [cell.zh for cell in rows["结算银行卡背面"].cells] == ["必须", "不要"]
    assert rows["结算银行卡背面"].differs
    assert not rows["身份证国徽面"].differs
    assert rows["多久失效"].cells[1].zh == "30 天"
    assert rows["水印"].cells[0].zh == "未查明"


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler-utils is not there")
def test_the_comparison_is_printed_without_anything_personal(tmp_path: Path):
    packs = [pack for key in ("umpay", "lakala", "easypay") if (pack := catalogue.pack(key))]
    (tmp_path / "s.pdf").write_bytes(provider_sheet(FLOW, SHOP, packs, TODAY))
    run = ["pdftotext", "-layout", tmp_path / "s.pdf", "-"]
    words = subprocess.run(run, check=True, capture_output=True, text=True).stdout

    assert "联动优势" in words
    assert "★ 结算银行卡背面" in words
    assert str(SHOP.get(Identity.name)) not in words
    assert str(SHOP.get(Identity.number)) not in words
