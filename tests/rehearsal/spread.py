"""The applications under every pack: each kind of merchant, settlement and contract, with all that the pack demands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any

from poswizard.domain import banks, identifiers, region
from poswizard.domain.merchant import ContractKind
from poswizard.forms.rich_kinds import Document
from poswizard.forms.step import Milestone
from poswizard.providers import catalogue
from poswizard.wizard.drafts import from_documents
from tests.rehearsal.applications import FLOW, Application, case, cases, digest
from tests.steps.asking import TODAY

PACKS = catalogue.every_key()
CONTRACTS = tuple(ContractKind)
DEMANDED: dict[str, Any] = {
    "contact.email": "yangben@example.invalid",
    "identity.address": "四川省成都市武侯区样本路1号",
    "identity.occupation": "commerce",
    "account.reserved_mobile": "13912345678",
    "business.longitude": "104.043000",
    "business.latitude": "30.641000",
    "materials.copies_sealed": True,
}
"""Answers to what some packs want beyond the common questions."""
_MOST_ROUNDS = 4


@cache
def spread() -> tuple[Application, ...]:
    """Every base under every pack with both kinds of contract, as far as the pack takes them."""
    return tuple(
        under(base, pack, contract)
        for base in bases()
        for pack in PACKS
        for contract in CONTRACTS
        if _takes(pack, contract)
    )


@cache
def bases() -> tuple[Application, ...]:
    """One for each kind of merchant and way of settlement."""
    return (*cases(), _company_paid_to_its_head())


def under(base: Application, pack: str, contract: ContractKind) -> Application:
    """The application as it is complete at that provider."""
    made = base.saying(
        provider__pack=pack,
        basics__contract_kind=contract.value,
        **_as_the_pack_has_it(base, pack),
    )
    for _ in range(_MOST_ROUNDS):
        demanded = dict(_demanded(made))
        if not demanded:
            break
        made = made.saying(**demanded)
    return replace(made, name=f"{base.name} at {pack}, {contract.value}")


def _takes(pack: str, contract: ContractKind) -> bool:
    found = catalogue.pack(pack)
    stated = found.provider.submission if found else None
    return not (stated and stated.contracts) or contract in stated.contracts


def _as_the_pack_has_it(base: Application, pack: str) -> dict[str, Any]:
    """What was said elsewhere of provider and settlement, as it is with this provider."""
    found = catalogue.pack(pack)
    if found is None:
        return {}
    said: dict[str, Any] = {"provider__kind": found.provider.kind.value}
    offered = found.provider.settlement
    if offered and base.said("terms.settlement_cycle") not in {c.value for c in offered.cycles}:
        said |= {"terms__settlement_cycle": "d1", "needs__wished_cycle": "d1"}
    return said


def _demanded(one: Application) -> Iterator[tuple[str, Any]]:
    """An answer or a picture for everything that is still missing."""
    answers = FLOW.adapted(from_documents(FLOW, one.documents))
    for issue in FLOW.issues(answers, TODAY, Milestone.APPLICATION):
        key = issue.field.key
        if issue.code != "missing":
            continue
        if isinstance(issue.field, Document):
            yield key.replace(".", "__"), [_page(one, key)]
        elif said := _WORKED_OUT[key](one) if key in _WORKED_OUT else DEMANDED.get(key):
            yield key.replace(".", "__"), said


def _branch_code(one: Application) -> str:
    """A code that a branch of the account's bank in its city could have."""
    bank, area = (
        banks.bank(one.said("account.bank")),
        region.area_code(one.said("account.bank_area")),
    )
    first = f"{bank.prefix if bank else '000'}{area}0001"
    return first + identifiers.cnaps_check_digit(first)


def _sex(one: Application) -> str:
    """As the number of the identity card has it."""
    return "male" if int(one.said("identity.number")[16]) % 2 else "female"


_WORKED_OUT = {"account.cnaps": _branch_code, "identity.sex": _sex}


def _page(one: Application, key: str) -> dict[str, Any]:
    known = digest(f"{one.name} {key}")
    size = {"width": 1600, "height": 1200, "taken_on": TODAY.isoformat()}
    return {"scan": known, "original": known, **size}


def _company_paid_to_its_head() -> Application:
    """A company whose money goes to the account of its legal representative."""
    company = case("company_own_account")
    payee = case("company_authorised_payee").documents["account"]
    own = {k: v for k, v in payee.items() if not k.startswith("holder_")}
    documents = company.documents | {
        "account": own | {"account_name": company.said("identity.name")}
    }
    made = replace(company, name="company_paid_to_its_head", documents=documents)
    return made.saying(
        basics__account_kind="personal",
        basics__payee="legal_representative",
        materials__account_permit=None,
        materials__copies_sealed=None,
    )
