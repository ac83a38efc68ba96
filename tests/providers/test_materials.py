"""Every pack with every kind of merchant, account, payee and contract: the documents called for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product

import pytest

from poswizard.domain.merchant import (
    AccountKind,
    ContactKind,
    ContractKind,
    LicenceKind,
    MerchantKind,
    Payee,
    Premises,
)
from poswizard.forms.answers import Answers
from poswizard.office import the_flow
from poswizard.providers import catalogue
from poswizard.steps.basics import Basics
from poswizard.steps.business import Business
from poswizard.steps.material_list import material_list
from poswizard.steps.provider_choice import ProviderChoice

FLOW = the_flow()
MICRO, SOLE, COMPANY = MerchantKind.MICRO, MerchantKind.SOLE_PROPRIETOR, MerchantKind.ENTERPRISE
CORPORATE, PERSONAL = AccountKind.CORPORATE, AccountKind.PERSONAL
SETTLEMENTS: dict[MerchantKind, tuple[tuple[AccountKind, Payee], ...]] = {
    MICRO: ((PERSONAL, Payee.MERCHANT),),
    SOLE: (
        (PERSONAL, Payee.MERCHANT),
        (PERSONAL, Payee.AUTHORISED_PERSON),
        (CORPORATE, Payee.MERCHANT),
    ),
    COMPANY: (
        (CORPORATE, Payee.MERCHANT),
        (CORPORATE, Payee.AUTHORISED_PERSON),
        (PERSONAL, Payee.LEGAL_REPRESENTATIVE),
        (PERSONAL, Payee.AUTHORISED_PERSON),
    ),
}
Settlement = tuple[MerchantKind, AccountKind, Payee, ContractKind]
CASES: tuple[Settlement, ...] = tuple(
    (merchant, account, payee, contract)
    for merchant, kinds in SETTLEMENTS.items()
    for (account, payee), contract in product(kinds, ContractKind)
)
ALWAYS = {"ID_FRONT", "ID_BACK", "SHOP_FRONT", "SHOP_INSIDE", "CASHIER"}


def answers_in(pack: str, case: Settlement, **more: object) -> Answers:
    merchant, account, payee, contract = case
    given = {
        Basics.merchant_kind: merchant,
        Basics.has_trade: True,
        Basics.premises: Premises.FIXED,
        Basics.contact_kind: ContactKind.LEGAL,
        Basics.account_kind: account,
        Basics.payee: payee,
        Basics.contract_kind: contract,
        Basics.regulated_trade: False,
        ProviderChoice.pack: pack,
    }
    if merchant.has_licence:
        given[Basics.licence_kind] = more.get("licence", LicenceKind.USCC)
        given[Business.same_as_licence] = True
    answers = Answers()
    for field, value in given.items():
        answers = answers.with_(field, value)
    return FLOW.adapted(answers)


def required(answers: Answers) -> list[str]:
    return [item.field.slot for item in material_list(answers) if item.required]


def optional(answers: Answers) -> list[str]:
    return [item.field.slot for item in material_list(answers) if not item.required]


def called_for(case: Settlement) -> set[str]:
    """The matrix that acquirers' documents have in common, written a second time by hand."""
    merchant, account, payee, contract = case
    authorised = payee is Payee.AUTHORISED_PERSON
    wanted = set(ALWAYS)
    wanted |= {"LICENSE"} if merchant is not MICRO else set()
    wanted |= {"DOOR_NO"} if merchant is COMPANY else set()
    wanted |= {"BANK_CARD"} if account is PERSONAL else {"ACCT_PERMIT"}
    wanted |= (
        {"SETTLE_AUTH", "PAYEE_ID_F", "PAYEE_ID_B"} if authorised and account is PERSONAL else set()
    )
    wanted |= {"SETTLE_AUTH", "PAYEE_LICENSE"} if authorised and account is CORPORATE else set()
    return wanted | ({"AGREEMENT"} if contract is ContractKind.PAPER else set())


def named(case: Settlement) -> str:
    return " ".join(one.value for one in case)


@pytest.mark.parametrize("case", CASES, ids=named)
def test_without_wishes_of_its_own_a_provider_gets_the_common_list(case: Settlement):
    assert set(required(answers_in("payment_institution", case))) == called_for(case)
    assert set(required(answers_in("bank", case))) == called_for(case)


@pytest.mark.parametrize("case", CASES, ids=named)
def test_easypay_wants_its_letter_for_every_personal_account_of_a_licence_holder(case: Settlement):
    merchant, account, _payee, _contract = case
    wants = account is PERSONAL and merchant is not MICRO
    letter = {"SETTLE_AUTH"} if wants else set()

    assert set(required(answers_in("easypay", case))) == called_for(case) | letter


@pytest.mark.parametrize("case", CASES, ids=named)
def test_umpay_wants_the_back_of_a_card_only_where_there_is_a_card(case: Settlement):
    back = {"BANK_CARD_BACK"} if case[1] is PERSONAL else set()

    assert set(required(answers_in("umpay", case))) == called_for(case) | back


def test_an_old_licence_needs_its_certificates_everywhere():
    for pack in catalogue.every_key():
        answers = answers_in(pack, CASES[-1], licence=LicenceKind.OLD_NUMBER)
        assert {"TAX_CERT", "ORG_CERT"} <= set(required(answers))


def test_the_lists_of_all_packs_are_these(same_as_snapshot: Callable[[str, str], None]):
    same_as_snapshot("materials.txt", "\n".join(lines()) + "\n")


def lines() -> Iterator[str]:
    yield "# merchant account payee contract: the common list; (optional). Below: packs that differ from it."
    for case in CASES:
        common = answers_in("payment_institution", case)
        yield f"{named(case)}: {' '.join(required(common))} ({' '.join(optional(common))})"
        for pack in catalogue.every_key():
            found = list(differing(answers_in(pack, case), common))
            if found:
                yield f"  {pack}: {' '.join(found)}"


def differing(one: Answers, other: Answers) -> Iterator[str]:
    for mark, of in (("", required), ("?", optional)):
        mine, common = of(one), of(other)
        yield from (f"+{slot}{mark}" for slot in mine if slot not in common)
        yield from (f"-{slot}{mark}" for slot in common if slot not in mine)
