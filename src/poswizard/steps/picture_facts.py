"""Which picture answers which question of the application: the table behind suggestions and comparisons."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from poswizard.documents.reading import cross_checks as say
from poswizard.documents.reading.fact import Fact
from poswizard.domain import banks, identifiers, resident
from poswizard.domain.address_text import county_of
from poswizard.domain.merchant import IdDocumentKind, LicenceKind
from poswizard.domain.printed_amount import printed_yuan
from poswizard.forms.condition import ALWAYS, Condition
from poswizard.forms.field import Field
from poswizard.forms.rich_kinds import Document, Place
from poswizard.forms.said import Said, Source
from poswizard.steps.application import Contact, Identity, Licence, Owner, Owners
from poswizard.steps.basics import Basics
from poswizard.steps.business import Account, Business
from poswizard.steps.terms import TerminalWish, Terms

_BRANCH_WORDS = ("支行", "分行", "营业部", "分理处", "储蓄所", "信用社", "营业室")


def id_kind(number: str) -> IdDocumentKind | None:
    """The card on which such a number stands (GB 11643; 81, 82, 83 are residence permits, GA 1394)."""
    if resident.resident_id_fault(number) is not None:
        return None
    kinds = {
        "81": IdDocumentKind.HK_MACAO_RESIDENCE,
        "82": IdDocumentKind.HK_MACAO_RESIDENCE,
        "83": IdDocumentKind.TAIWAN_RESIDENCE,
    }
    return kinds.get(number[:2], IdDocumentKind.RESIDENT_ID)


def licence_kind(number: str) -> LicenceKind | None:
    """The licence on which such a number stands."""
    if identifiers.uscc_is_valid(number):
        return LicenceKind.USCC
    is_old = identifiers.old_licence_number_is_valid(number)
    return LicenceKind.OLD_NUMBER if is_old else None


def place_of(address: str) -> Place | None:
    """An address taken apart, if it begins with a county."""
    found = county_of(address)
    return Place(found[0].code, found[1]) if found and found[1] else None


def bank_of(text: str) -> str | None:
    """The bank whose branch this is."""
    named = [bank.name for bank in banks.banks() if text.startswith((bank.name, *bank.also))]
    return max(named, key=len, default=None)


def branch(text: str) -> str | None:
    """The branch's full name, if a branch is named at all."""
    return text if any(word in text for word in _BRANCH_WORDS) else None


def proves_itself(number: str) -> bool:
    """A resident ID number whose check character fits."""
    return resident.resident_id_fault(number) is None


_Sources = tuple[tuple[str, Fact], ...]
_Row = tuple[Field[Any], Callable[[str, str], bool] | None, _Sources]

_COPIED: tuple[_Row, ...] = (
    (
        Identity.name,
        say.same_name,
        (
            ("ID_FRONT", Fact.NAME),
            ("LICENSE", Fact.PERSON),
            ("ACCT_PERMIT", Fact.PERSON),
            ("SPECIAL_PERMIT", Fact.PERSON),
        ),
    ),
    (Identity.valid_from, say.same_day, (("ID_BACK", Fact.VALID_FROM),)),
    (Identity.valid_until, say.same_day, (("ID_BACK", Fact.VALID_UNTIL),)),
    (Identity.address, say.same_place, (("ID_FRONT", Fact.ADDRESS),)),
    (Identity.sex, say.same_name, (("ID_FRONT", Fact.SEX),)),
    (Contact.name, say.same_name, (("HANDLER_ID_F", Fact.NAME),)),
    (Contact.valid_from, say.same_day, (("HANDLER_ID_B", Fact.VALID_FROM),)),
    (Contact.valid_until, say.same_day, (("HANDLER_ID_B", Fact.VALID_UNTIL),)),
    (
        Licence.registered_name,
        say.same_name,
        (("LICENSE", Fact.NAME), ("SPECIAL_PERMIT", Fact.NAME)),
    ),
    (Licence.address, say.same_place, (("LICENSE", Fact.ADDRESS),)),
    (Licence.valid_until, say.same_day, (("LICENSE", Fact.VALID_UNTIL),)),
    (Licence.founded_on, say.same_day, (("LICENSE", Fact.FOUNDED),)),
    (Licence.scope, say.same_prose, (("LICENSE", Fact.SCOPE),)),
    (Business.trade_name, say.same_sign, (("SHOP_FRONT", Fact.SIGN),)),
    (
        Account.account_name,
        say.same_name,
        (
            ("ACCT_PERMIT", Fact.NAME),
            ("PAYEE_ID_F", Fact.NAME),
            ("PAYEE_LICENSE", Fact.NAME),
        ),
    ),
    (Account.holder_valid_from, say.same_day, (("PAYEE_ID_B", Fact.VALID_FROM),)),
    (Account.holder_valid_until, say.same_day, (("PAYEE_ID_B", Fact.VALID_UNTIL),)),
)
"""Copied as they are printed."""

_PROVEN: tuple[tuple[Field[Any], Callable[[str], bool] | None, _Sources], ...] = (
    (Identity.number, proves_itself, (("ID_FRONT", Fact.NUMBER),)),
    (Contact.number, proves_itself, (("HANDLER_ID_F", Fact.NUMBER),)),
    (Account.holder_id_number, proves_itself, (("PAYEE_ID_F", Fact.NUMBER),)),
    (
        Licence.number,
        identifiers.uscc_is_valid,
        (("LICENSE", Fact.NUMBER), ("SPECIAL_PERMIT", Fact.USCC)),
    ),
    (
        Account.holder_licence_number,
        identifiers.uscc_is_valid,
        (("PAYEE_LICENSE", Fact.NUMBER),),
    ),
    (
        Account.number,
        identifiers.luhn_fits,
        (("BANK_CARD", Fact.NUMBER),),
    ),
    (Account.number, None, (("ACCT_PERMIT", Fact.ACCOUNT),)),
)
"""Numbers, most of them with a check digit."""

_UNDERSTOOD: tuple[tuple[Field[Any], Callable[[str], Any], Condition, _Sources], ...] = (
    (Identity.document_kind, id_kind, ALWAYS, (("ID_FRONT", Fact.NUMBER),)),
    (Contact.document_kind, id_kind, ALWAYS, (("HANDLER_ID_F", Fact.NUMBER),)),
    (Account.holder_document_kind, id_kind, ALWAYS, (("PAYEE_ID_F", Fact.NUMBER),)),
    (Basics.licence_kind, licence_kind, ALWAYS, (("LICENSE", Fact.NUMBER),)),
    (
        Business.address,
        place_of,
        Business.same_as_licence.is_(True),
        (("LICENSE", Fact.ADDRESS),),
    ),
    (Account.branch_name, branch, ALWAYS, (("ACCT_PERMIT", Fact.BANK),)),
)
"""Worked out of what is printed, and only offered."""


def said_by(pictures: Iterable[Document]) -> tuple[Said, ...]:
    """What of the application these documents answer."""
    by_slot = {document.slot: document for document in pictures}

    def sources(listed: _Sources) -> tuple[Source, ...]:
        return tuple(Source(by_slot[slot], fact.value) for slot, fact in listed)

    term = Source(by_slot["LICENSE"], Fact.VALID_FROM.value)
    # licences print the day of foundation, and often no term at all
    founded = Source(by_slot["LICENSE"], Fact.FOUNDED.value, compared=False)
    return (
        *(Said(field, sources(slots), agree) for field, agree, slots in _COPIED),
        *(Said(field, sources(s), say.same_number, proof=proof) for field, proof, s in _PROVEN),
        *(Said(f, sources(s), understood=how, when=when) for f, how, when, s in _UNDERSTOOD),
        Said(Licence.valid_from, (term, founded), say.same_day),
        Said(
            Licence.capital,
            sources((("LICENSE", Fact.CAPITAL),)),
            never_the_same,
            understood=printed_yuan,
        ),
        Said(
            Account.bank,
            sources((("BANK_CARD", Fact.BANK), ("ACCT_PERMIT", Fact.BANK))),
            never_the_same,
            understood=bank_of,
        ),
        *_said_of_owners(by_slot),
        Said(
            TerminalWish.serial_number,
            sources((("SN_PHOTO", Fact.SERIAL),)),
            say.same_number,
            rows=Terms.terminals,
        ),
    )


_PEOPLE: tuple[tuple[Field[Any], str, str], ...] = (
    (Identity.name, "ID_FRONT", "ID_BACK"),
    (Account.account_name, "PAYEE_ID_F", "PAYEE_ID_B"),
    (Contact.name, "HANDLER_ID_F", "HANDLER_ID_B"),
)
"""Those whose cards are at hand anyway, and who may be owners too."""

_OWNER: tuple[tuple[Field[Any], Callable[[str], Any] | None, bool, Fact], ...] = (
    (Owner.name, None, True, Fact.NAME),
    (Owner.document_kind, id_kind, True, Fact.NUMBER),
    (Owner.number, None, True, Fact.NUMBER),
    (Owner.valid_from, None, False, Fact.VALID_FROM),
    (Owner.valid_until, None, False, Fact.VALID_UNTIL),
    (Owner.address, None, True, Fact.ADDRESS),
)


def _said_of_owners(by_slot: Mapping[str, Document]) -> Iterator[Said]:
    for field, how, in_front, fact in _OWNER:
        people = _PEOPLE[:1] if field is Owner.name else _PEOPLE
        sources = tuple(
            Source(by_slot[front if in_front else back], fact.value, False, about)
            for about, front, back in people
        )
        yield Said(field, sources, understood=how, rows=Owners.people, named_by=Owner.name)


def never_the_same(one: str, other: str) -> bool:
    """For what is compared only once it is understood."""
    return False
