"""The material list: which documents, when, and what is wrong with a picture."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from poswizard.documents.page import RemarkCode
from poswizard.domain.merchant import (
    AccountKind,
    ContactKind,
    ContractKind,
    IdDocumentKind,
    LicenceKind,
    MerchantKind,
    Payee,
    Premises,
)
from poswizard.domain.terminal import TerminalSource
from poswizard.forms.answers import Answers, Overlay, Raw
from poswizard.forms.issue import Level
from poswizard.steps.application import Identity
from poswizard.steps.application_choices import MaterialState
from poswizard.steps.basics import Basics
from poswizard.steps.business import Business
from poswizard.steps.material_list import material_list
from poswizard.steps.materials import Materials
from poswizard.steps.terms import TerminalWish, Terms
from tests.steps.asking import (
    COMPANY,
    CORPORATE,
    MICRO,
    PERSONAL,
    RESIDENT,
    SOLE,
    TODAY,
    answered,
    found,
    page,
    row,
)

ERROR, WARNING, INFORMATION = Level.ERROR, Level.WARNING, Level.INFORMATION
PEOPLE = {"ID_FRONT", "ID_BACK"}
SHOP = {"SHOP_FRONT", "SHOP_INSIDE", "CASHIER"}
HANDLER = {"AUTH_HANDLER", "HANDLER_ID_F", "HANDLER_ID_B"}
PAYEE = {"SETTLE_AUTH", "PAYEE_ID_F", "PAYEE_ID_B"}


def asked(kind: MerchantKind, account: AccountKind = PERSONAL, **basics: Any) -> Answers:
    usual = {
        "licence_kind": LicenceKind.USCC,
        "premises": Premises.FIXED,
        "regulated_trade": False,
        "contact_kind": ContactKind.LEGAL,
        "payee": Payee.MERCHANT,
        "contract_kind": ContractKind.ELECTRONIC,
    }
    return Answers(
        {
            **answered(Basics, merchant_kind=kind, account_kind=account, **(usual | basics)),
            **answered(Identity, document_kind=RESIDENT),
            **answered(Business, same_as_licence=True),
        }
    )


def required(answers: Answers) -> set[str]:
    return {item.field.slot for item in material_list(answers) if item.required}


def optional(answers: Answers) -> set[str]:
    return {item.field.slot for item in material_list(answers) if not item.required}


@pytest.mark.parametrize(
    ("answers", "slots"),
    [
        (asked(MICRO), PEOPLE | SHOP | {"BANK_CARD"}),
        (asked(SOLE), PEOPLE | SHOP | {"BANK_CARD", "LICENSE"}),
        (
            asked(COMPANY, CORPORATE),
            PEOPLE | SHOP | {"LICENSE", "DOOR_NO", "ACCT_PERMIT"},
        ),
    ],
)
def test_each_kind_of_merchant_has_its_own_list(answers: Answers, slots: set[str]):
    assert required(answers) == slots


@pytest.mark.parametrize(
    ("basics", "more", "fewer"),
    [
        ({"contact_kind": ContactKind.HANDLER}, HANDLER, set()),
        ({"payee": Payee.AUTHORISED_PERSON}, PAYEE, set()),
        ({"licence_kind": LicenceKind.OLD_NUMBER}, {"TAX_CERT"}, set()),
        ({"regulated_trade": True}, {"SPECIAL_PERMIT"}, set()),
        ({"contract_kind": ContractKind.PAPER}, {"AGREEMENT"}, set()),
        ({"premises": Premises.ITINERANT}, {"TRADING_SCENE"}, SHOP),
    ],
)
def test_what_is_said_in_basics_changes_the_list(
    basics: dict[str, Any], more: set[str], fewer: set[str]
):
    before, after = required(asked(SOLE)), required(asked(SOLE, **basics))

    assert (after - before, before - after) == (more, fewer)


def test_an_old_licence_of_an_enterprise_needs_two_certificates():
    old = asked(COMPANY, CORPORATE, licence_kind=LicenceKind.OLD_NUMBER)

    assert {"TAX_CERT", "ORG_CERT"} <= required(old)


def test_another_company_as_payee_shows_its_licence_instead_of_an_id():
    other = required(asked(COMPANY, CORPORATE, payee=Payee.AUTHORISED_PERSON))

    assert {"SETTLE_AUTH", "PAYEE_LICENSE"} <= other
    assert not {"PAYEE_ID_F", "PAYEE_ID_B"} & other


def test_a_passport_has_no_back():
    passport = asked(SOLE).with_(Identity.document_kind, IdDocumentKind.PASSPORT)

    assert "ID_BACK" not in required(passport) | optional(passport)


def test_a_lease_is_required_only_where_the_address_differs():
    elsewhere = asked(SOLE).with_(Business.same_as_licence, False)

    assert "LEASE" in required(elsewhere)
    assert "LEASE" not in required(asked(SOLE)) | optional(asked(SOLE))
    assert "LEASE" in optional(asked(MICRO))


def test_an_own_terminal_shows_its_label():
    own = asked(SOLE).with_(Terms.terminals, (row(TerminalWish, source=TerminalSource.OWN),))

    assert "SN_PHOTO" in required(own)
    assert "SN_PHOTO" not in required(asked(SOLE))


def test_pictures_that_only_some_acquirers_want_are_asked_on_demand():
    wanted = frozenset({"materials.hand_held_id", "materials.bank_card_back"})
    slots = {"HAND_HELD_ID", "BANK_CARD_BACK"}

    assert not slots & (required(asked(MICRO)) | optional(asked(MICRO)))
    assert slots <= required(asked(MICRO).under(Overlay(requires=wanted)))


def test_the_list_says_how_far_each_document_is():
    answers = asked(SOLE).with_(Materials.id_front, (page(1),))
    answers = answers.with_(Materials.id_back, (page(2), page(3)))
    answers = answers.with_(Materials.licence, Raw("what an older program wrote"))
    items = {item.field.slot: item for item in material_list(answers)}

    assert items["ID_FRONT"].state is MaterialState.ADDED
    assert items["ID_FRONT"].pages == 1
    assert items["ID_BACK"].state is MaterialState.FAULTY
    assert items["LICENSE"].state is MaterialState.FAULTY
    assert items["BANK_CARD"].state is MaterialState.MISSING
    assert items["DOOR_NO"].state is MaterialState.OPTIONAL


def test_a_small_picture_wants_a_reason():
    assert found(Materials, asked(SOLE).with_(Materials.id_front, (page(1, 599),))) == {
        "materials.too_small": WARNING
    }
    assert found(Materials, asked(SOLE).with_(Materials.id_front, (page(1, 600),))) == {}


def test_a_grey_picture_is_remarked():
    grey = page(1, remarks=(RemarkCode.GREYSCALE.value,))

    assert found(Materials, asked(SOLE).with_(Materials.licence, (grey,))) == {
        "materials.greyscale": INFORMATION
    }


def test_a_picture_is_used_once():
    answers = asked(SOLE).with_(Materials.id_front, (page(1),))
    twice = answers.with_(Materials.cashier, (page(2), page(1)))
    issues = [i for i in Materials.issues(twice, TODAY) if i.code == "materials.same_picture"]

    assert [(i.field, i.level) for i in issues] == [(Materials.cashier, ERROR)]
    assert found(Materials, answers.with_(Materials.cashier, (page(2),))) == {}


def test_a_picture_stands_once_in_its_own_document():
    answers = asked(SOLE).with_(Materials.shop_inside, (page(1), page(1)))

    assert found(Materials, answers) == {"materials.same_picture": ERROR}


def test_pictures_of_the_shop_are_of_one_day():
    names = ("shop_front", "shop_inside", "cashier")
    same = answered(Materials, **{name: (page(n, taken_on=TODAY),) for n, name in enumerate(names)})
    answers = Answers({**same, **answered(Basics, premises=Premises.FIXED)})
    older = (page(9, taken_on=date(2025, 1, 1)),)

    assert found(Materials, answers) == {}
    assert found(Materials, answers.with_(Materials.cashier, older)) == {
        "materials.taken_on_different_days": INFORMATION
    }


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("identity_pictures_good", "materials.identity_pictures"),
        ("shop_pictures_good", "materials.shop_pictures"),
        ("copies_sealed", "materials.copies_sealed"),
    ],
)
def test_what_the_clerk_saw_amiss_wants_a_reason(name: str, code: str):
    company = asked(COMPANY, CORPORATE)
    (field,) = answered(Materials, **{name: False})

    assert found(Materials, company.with_(field, False)) == {code: WARNING}
    assert found(Materials, company.with_(field, True)) == {}


def test_every_document_says_what_a_good_picture_shows():
    documents = list(Materials.pictures)

    assert all(field.good and field.bad for field in documents)
    assert len({field.slot for field in documents}) == len(documents)
