"""What pictures offer to the form: where it goes, what is never offered, and how it is taken."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from poswizard.domain.merchant import ContactKind, IdDocumentKind, LicenceKind, Payee
from poswizard.domain.terminal import TerminalSource
from poswizard.forms.answers import Answers, Raw
from poswizard.forms.kinds import LONG_TERM
from poswizard.forms.rich_kinds import Document, Page, Place, ReadOff
from poswizard.office import the_flow
from poswizard.steps.application import Contact, Identity, Licence
from poswizard.steps.basics import Basics
from poswizard.steps.business import Account, Business
from poswizard.steps.fitting import Device, Installation
from poswizard.steps.materials import Materials
from poswizard.steps.terms import TerminalWish, Terms
from poswizard.wizard.session import Change, Session
from poswizard.wizard.suggestions import MISREAD, Suggestion, suggestions
from tests.steps.asking import (
    COMPANY,
    SOLE,
    TODAY,
    application,
    card,
    credit_code,
    page,
    resident_id,
    row,
)

FLOW = the_flow()
BOX = (10, 20, 300, 60)


def said(key: str, text: str, *, verified: bool = False, confidence: float = 0.97) -> ReadOff:
    return ReadOff(key, text, confidence, verified, BOX)


def with_page(answers: Answers, field: Document, *values: ReadOff, number: int = 900) -> Answers:
    return answers.with_(field, (replace(page(number), read=values),))


def without(answers: Answers, *fields: Any) -> Answers:
    for field in fields:
        answers = answers.with_(field, None)
    return answers


def offered(answers: Answers) -> dict[str, Suggestion]:
    return {one.field.key: one for one in suggestions(FLOW, answers, TODAY)}


def values(answers: Answers) -> dict[str, Any]:
    return {key: one.value for key, one in offered(answers).items()}


def test_the_portrait_side_gives_name_number_kind_and_address() -> None:
    answers = without(application(SOLE), Identity.name, Identity.number, Identity.document_kind)
    seen = (
        said("name", "样本乙"),
        said("number", resident_id(serial="003"), verified=True),
        said("address", "四川省成都市武侯区样本街2号"),
    )
    assert values(with_page(answers, Materials.id_front, *seen)) == {
        "identity.name": "样本乙",
        "identity.number": resident_id(serial="003"),
        "identity.document_kind": IdDocumentKind.RESIDENT_ID,
        "identity.address": "四川省成都市武侯区样本街2号",
    }


def test_a_suggestion_says_where_it_stands_and_how_far_to_trust_it() -> None:
    answers = without(application(SOLE), Identity.name)
    one = offered(with_page(answers, Materials.id_front, said("name", "样本乙")))["identity.name"]
    assert (one.source, one.scan, one.box) == (Materials.id_front, page(900).scan, BOX)
    assert (one.shown, one.verified, one.confidence.zh) == ("样本乙", False, "清楚")


def test_a_number_that_was_mended_says_so() -> None:
    answers = without(application(SOLE), Identity.number)
    seen = replace(said("number", resident_id(), verified=True), repaired=True)
    one = offered(with_page(answers, Materials.id_front, seen))["identity.number"]
    assert "改正" in one.confidence.zh


def test_the_emblem_side_gives_the_days() -> None:
    answers = without(application(SOLE), Identity.valid_from, Identity.valid_until)
    seen = (said("valid_from", "2020-05-06"), said("valid_until", "长期"))
    assert values(with_page(answers, Materials.id_back, *seen)) == {
        "identity.valid_from": date(2020, 5, 6),
        "identity.valid_until": LONG_TERM,
    }


def test_the_licence_gives_its_step_and_the_shops_address() -> None:
    step = (f for f in Licence.fields)
    answers = without(application(COMPANY), *step, Business.address, Basics.licence_kind)
    seen = (
        said("name", "成都样本餐饮有限公司"),
        said("number", credit_code("91"), verified=True),
        said("address", "四川省成都市武侯区样本路1号1楼"),
        said("founded", "2021-01-04"),
        said("valid_until", "2041-01-03"),
        said("scope", "餐饮服务；小吃店；食品销售。"),
        said("capital", "伍拾万元整"),
    )
    assert values(with_page(answers, Materials.licence, *seen)) == {
        "basics.licence_kind": LicenceKind.USCC,
        "licence.registered_name": "成都样本餐饮有限公司",
        "licence.number": credit_code("91"),
        "licence.address": "四川省成都市武侯区样本路1号1楼",
        "licence.valid_from": date(2021, 1, 4),  # it names no term of its own
        "licence.valid_until": date(2041, 1, 3),
        "licence.scope": "餐饮服务；小吃店；食品销售。",
        "licence.founded_on": date(2021, 1, 4),
        "licence.capital": Decimal(500_000),
        "business.address": Place("510107", "样本路1号1楼"),
    }


def test_the_licences_address_is_not_offered_for_a_shop_elsewhere() -> None:
    answers = without(application(COMPANY), Business.address)
    answers = answers.with_(Business.same_as_licence, False)
    seen = said("address", "四川省成都市武侯区样本路1号1楼")
    assert "business.address" not in values(with_page(answers, Materials.licence, seen))


def test_the_account_permit_gives_holder_number_bank_and_branch() -> None:
    answers = without(
        application(COMPANY),
        *(Account.account_name, Account.number, Account.bank, Account.branch_name),
    )
    seen = (
        said("name", "成都样本餐饮有限公司"),
        said("account", "51000000000000001"),
        said("bank", "中国农业银行成都样本支行"),
    )
    assert values(with_page(answers, Materials.account_permit, *seen)) == {
        "account.account_name": "成都样本餐饮有限公司",
        "account.number": "51000000000000001",
        "account.bank": "中国农业银行",
        "account.branch_name": "中国农业银行成都样本支行",
    }


def test_a_bank_card_gives_number_and_bank() -> None:
    answers = without(application(SOLE), Account.number, Account.bank)
    seen = (said("number", card(), verified=True), said("bank", "中国农业银行"))
    assert values(with_page(answers, Materials.bank_card, *seen)) == {
        "account.number": card(),
        "account.bank": "中国农业银行",
    }


def test_the_handlers_card_goes_to_the_contact() -> None:
    answers = application(SOLE).with_(Basics.contact_kind, ContactKind.HANDLER)
    answers = without(answers, Contact.name)
    number = resident_id(serial="005")
    seen = (said("name", "样本丁"), said("number", number, verified=True))
    answers = with_page(answers, Materials.handler_id_front, *seen)
    answers = with_page(answers, Materials.handler_id_back, said("valid_until", "2040-01-01"))
    assert values(answers) == {
        "contact.name": "样本丁",
        "contact.document_kind": IdDocumentKind.RESIDENT_ID,
        "contact.number": number,
        "contact.valid_until": date(2040, 1, 1),
    }


def test_the_payees_card_goes_to_the_account() -> None:
    answers = application(SOLE).with_(Basics.payee, Payee.AUTHORISED_PERSON)
    answers = without(answers, Account.account_name)
    number = resident_id(serial="007")
    seen = (said("name", "样本己"), said("number", number, verified=True))
    assert values(with_page(answers, Materials.payee_id_front, *seen)) == {
        "account.account_name": "样本己",
        "account.holder_document_kind": IdDocumentKind.RESIDENT_ID,
        "account.holder_id_number": number,
    }


def test_the_picture_of_the_card_is_trusted_before_the_licence() -> None:
    answers = without(application(SOLE), Identity.name)
    answers = with_page(answers, Materials.licence, said("person", "样本午"))
    assert values(answers)["identity.name"] == "样本午"
    answers = with_page(answers, Materials.id_front, said("name", "样本甲"))
    assert values(answers)["identity.name"] == "样本甲"


def test_terminal_labels_go_to_the_rows_that_want_one() -> None:
    wishes = tuple(row(TerminalWish, source=TerminalSource.OWN) for _ in range(3))
    wishes = (wishes[0].with_(TerminalWish.serial_number, "SPEC0001"), *wishes[1:])
    answers = application(SOLE).with_(Terms.terminals, wishes)
    labels = [replace(page(n), read=(said("serial", f"SPEC000{n}"),)) for n in (1, 2, 3)]
    answers = answers.with_(Materials.terminal_label, tuple(labels))
    found = suggestions(FLOW, answers, TODAY)
    assert [(one.row, one.value) for one in found] == [(1, "SPEC0002"), (2, "SPEC0003")]
    session = Session(FLOW, answers, today=lambda: TODAY)
    session.take_all(found)
    rows = session.answers.get(Terms.terminals) or ()
    assert [r.stored(TerminalWish.serial_number) for r in rows] == [
        "SPEC0001",
        "SPEC0002",
        "SPEC0003",
    ]


def labels(*serials: str) -> tuple[Page, ...]:
    """Pictures of terminals' labels, each with a model of its own."""
    return tuple(
        replace(page(n), read=(said("serial", serial), said("model", f"SPEC-{serial[-1]}")))
        for n, serial in enumerate(serials, 900)
    )


def in_rows(answers: Answers) -> list[tuple[str, int | None, Any]]:
    return [(one.field.name, one.row, one.value) for one in suggestions(FLOW, answers, TODAY)]


def test_a_label_speaks_of_the_device_whose_serial_number_it_shows() -> None:
    devices = (row(Device, serial_number="SPEC0002"), row(Device, serial_number="SPEC0001"))
    answers = Answers().with_(Installation.devices, devices)
    answers = answers.with_(Installation.label_photos, labels("SPEC0001", "SPEC0002"))
    assert in_rows(answers) == [("model", 0, "SPEC-2"), ("model", 1, "SPEC-1")]


def test_labels_of_devices_that_are_not_listed_yet_make_rows_of_their_own() -> None:
    answers = Answers().with_(Installation.label_photos, labels("SPEC0001", "SPEC0002"))
    session = Session(FLOW, answers, today=lambda: TODAY)
    session.take_all(suggestions(FLOW, answers, TODAY))
    devices = session.answers.get(Installation.devices) or ()
    assert [one.stored(Device.serial_number) for one in devices] == ["SPEC0001", "SPEC0002"]
    assert [one.stored(Device.model) for one in devices] == ["SPEC-1", "SPEC-2"]
    assert in_rows(session.answers) == []


def test_no_more_rows_are_made_than_there_may_be() -> None:
    many = labels(*(f"SPEC{n:04}" for n in range(25)))
    answers = Answers().with_(Installation.label_photos, many)
    assert {place for _, place, _ in in_rows(answers)} == set(range(Installation.devices.most))


@pytest.mark.parametrize("held", ["样本甲", Raw("3?")])
def test_nothing_is_offered_for_a_question_that_holds_anything(held: Any) -> None:
    answers = application(SOLE).with_(Identity.name, held)
    answers = with_page(answers, Materials.id_front, said("name", "样本乙"))
    assert "identity.name" not in values(answers)


def test_nothing_is_offered_for_a_question_that_is_not_asked() -> None:
    answers = without(application(SOLE), Account.account_name)
    answers = with_page(answers, Materials.payee_id_front, said("name", "样本己"))
    assert "account.account_name" not in values(answers)
    assert "identity.sex" not in values(with_page(answers, Materials.id_front, said("sex", "男")))


@pytest.mark.parametrize(
    ("field", "document", "seen"),
    [
        (Identity.number, Materials.id_front, said("number", "510107198001010019")),
        (Identity.name, Materials.id_front, said("name", "样")),
        (Identity.valid_from, Materials.id_back, said("valid_from", "2099-01-01")),
        (Identity.valid_from, Materials.id_back, said("valid_from", "2020-13-01")),
        (Licence.number, Materials.licence, said("number", "92510107MA65PECM00")),
        (Licence.founded_on, Materials.licence, said("founded", "2099-01-01")),
        (Licence.capital, Materials.licence, said("capital", "若干")),
        (Account.number, Materials.bank_card, said("number", "6228481111111111113")),
        (Business.address, Materials.licence, said("address", "样本大道1号")),
    ],
)
def test_what_cannot_be_is_not_offered(field: Any, document: Document, seen: ReadOff) -> None:
    answers = with_page(without(application(SOLE), field), document, seen)
    assert field.key not in values(answers)


def test_an_expired_day_is_offered_for_it_is_what_the_card_says() -> None:
    answers = without(application(SOLE), Identity.valid_until)
    answers = with_page(answers, Materials.id_back, said("valid_until", "2024-05-06"))
    assert values(answers) == {"identity.valid_until": date(2024, 5, 6)}


def test_every_rule_that_shows_a_misreading_exists() -> None:
    assert {check.rule.code for step in FLOW.steps for check in step.all_checks} >= MISREAD


def test_a_suggestion_does_not_show_its_value_by_accident() -> None:
    answers = without(application(SOLE), Identity.name)
    answers = with_page(answers, Materials.id_front, said("name", "样本乙"))
    assert "样本乙" not in repr(offered(answers))


def unfilled() -> Answers:
    answers = without(application(SOLE), Identity.name, Identity.number)
    seen = (said("name", "样本乙"), said("number", resident_id(serial="003"), verified=True))
    return with_page(answers, Materials.id_front, *seen)


def test_taking_one_is_one_step_of_undo() -> None:
    session = Session(FLOW, unfilled(), today=lambda: TODAY)
    before = session.answers
    first = suggestions(FLOW, before, TODAY)[0]
    session.take(first)
    assert session.answers.get(Identity.name) == "样本乙"
    assert [one.field for one in suggestions(FLOW, session.answers, TODAY)] == [Identity.number]
    assert session.undo() is Identity.name
    assert session.answers == before


def test_taking_all_is_one_step_of_undo_and_is_saved_by_field() -> None:
    saved: list[Change] = []
    session = Session(FLOW, unfilled(), save=saved.append, today=lambda: TODAY)
    before = session.answers
    session.take_all(suggestions(FLOW, before, TODAY))
    session.save()
    assert set(saved[0].fields) == {"identity.name", "identity.number"}
    assert suggestions(FLOW, session.answers, TODAY) == ()
    session.undo()
    assert session.answers == before


def test_an_answer_that_was_typed_meanwhile_stays() -> None:
    session = Session(FLOW, unfilled(), today=lambda: TODAY)
    found = suggestions(FLOW, session.answers, TODAY)
    session.answer(Identity.name, "样本手写")
    session.take(found[0])
    session.take_all(found)
    assert session.answers.get(Identity.name) == "样本手写"
    assert session.answers.get(Identity.number) == resident_id(serial="003")


def test_taking_nothing_is_no_step_of_undo() -> None:
    session = Session(FLOW, unfilled(), today=lambda: TODAY)
    session.take_all(())
    assert not session.can_undo
