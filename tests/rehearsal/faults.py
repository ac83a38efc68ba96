"""Faults as they are planted: small named changes, each labelled with the rule and the place where it must show.

The labels name what a reviewer would point at, a question or a document, and not the code of a rule: so a finding
counts only where a person would look for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from poswizard.domain import names
from poswizard.providers import catalogue
from poswizard.wizard.rehearsal.around import PictureFile, Twin, TwinKind
from tests.rehearsal.applications import Application
from tests.steps.asking import card, credit_code, resident_id

Plant = Callable[[Application], Application]
Fits = Callable[[Application], bool]


@dataclass(frozen=True)
class Fault:
    """One thing gone wrong."""

    rule: str
    """`8.1` for a row of the table of returns, `R13` for a numbered rule."""
    name: str
    plant: Plant
    places: tuple[str, ...]
    """Keys of the questions at one of which it must be found."""
    fits: Fits
    level: str = "warning"
    """At least."""


def anyone(_one: Application) -> bool:
    """Every applicant."""
    return True


def licensed(one: Application) -> bool:
    """Those with a licence."""
    return one.kind != "micro"


def sole(one: Application) -> bool:
    """A sole proprietor."""
    return one.kind == "sole_proprietor"


def company(one: Application) -> bool:
    """A company paid to its own account."""
    return one.said("basics.account_kind") == "corporate"


def micro(one: Application) -> bool:
    """A micro merchant."""
    return one.kind == "micro"


def in_person(one: Application) -> bool:
    """Paid to a person's account that is the applicant's own."""
    payee = one.said("basics.payee")
    return one.said("basics.account_kind") == "personal" and payee in (None, "merchant")


def licensed_provider(one: Application) -> bool:
    """At a payment institution, whose licence is looked up; banks have none of the kind."""
    return one.said("provider.kind") == "payment_institution"


def in_a_shop(one: Application) -> bool:
    """In one place."""
    return bool(one.said("materials.shop_front"))


def with_handler(one: Application) -> bool:
    """Somebody else acts."""
    return one.said("basics.contact_kind") == "handler"


def set_to(**changes: object) -> Plant:
    """Answers changed, each named `step__field`."""
    return lambda one: one.saying(**changes)


def measured(slot: str, code: str, number: float) -> Plant:
    """A picture with something measured in it."""
    return lambda one: one.page(slot, findings=[{"code": code, "number": number}])


def twin(kind: TwinKind, *numbers: str) -> Plant:
    """Other applications with the same number at the same provider."""

    def plant(one: Application) -> Application:
        pack = one.said("provider.pack")
        twins = (Twin(kind, number, pack, True) for number in numbers)
        return one.beside(twins=(*one.around.twins, *twins))

    return plant


def file(media_type: str = "image/jpeg", size: int = 1, provider: str = "wechat_pay") -> Plant:
    """Picture files of another kind or size, at a provider that says what it takes."""
    return lambda one: one.saying(provider__pack=provider).beside(
        picture=lambda _scan: PictureFile(media_type, size)
    )


def street(words: str) -> Plant:
    """Another street in the same county."""
    return set_to(business__address={"county": "510107", "street": words})


def other_number(one: Application) -> str:
    """Somebody else's number, in itself right."""
    del one
    return resident_id("19910101", serial="004")


def _same_bytes(one: Application) -> Application:
    first = one.said("materials.id_front")[0]
    return one.page("id_back", scan=first["scan"], original=first["original"])


def _half_year_on_card(one: Application) -> Application:
    return one.saying(identity__valid_from="2020-05-06", identity__valid_until="2026-11-27")


def _elsewhere(one: Application) -> Application:
    scan = one.said("materials.shop_front")[0]["scan"]
    return one.beside(elsewhere={scan: "A-2026-000007"})


def _own_terminals(serial: str) -> Plant:
    return lambda one: one.row(
        "terms.terminals",
        source="own",
        serial_number=serial,
        maker="样本终端厂",
        model="SP-1",
        quantity=1,
    )


def faults() -> Iterator[Fault]:
    """Every fault there is."""
    yield from _returns()
    yield from _online()
    yield from _people()
    yield from _shops()
    yield from _accounts()
    yield from _providers()
    yield from _documents()
    yield from _around()


def _returns() -> Iterator[Fault]:
    front, pictures = ("materials.shop_front",), ("materials.shop_pictures_good",)
    yield Fault(
        "8.1", "no sign on the front", measured("shop_front", "no_sign", 0), front, in_a_shop
    )
    yield Fault("8.1", "front blurred", measured("shop_front", "blurred", 80), front, in_a_shop)
    yield Fault(
        "8.2",
        "inside too dark",
        measured("shop_inside", "too_dark", 9),
        ("materials.shop_inside",),
        in_a_shop,
    )
    yield Fault(
        "8.2", "till blurred", measured("cashier", "blurred", 90), ("materials.cashier",), in_a_shop
    )
    yield Fault(
        "8.2",
        "operator does not vouch",
        set_to(materials__shop_pictures_good=False),
        pictures,
        anyone,
    )
    yield Fault(
        "8.3",
        "inside of another day",
        lambda a: a.page("shop_inside", taken_on="2026-10-01"),
        ("materials.shop_inside", "materials.shop_front"),
        in_a_shop,
    )
    yield Fault("8.3", "front of another merchant", _elsewhere, front, in_a_shop)
    yield Fault(
        "8.4", "category is a hotel's", set_to(business__mcc="7011"), ("business.mcc",), licensed
    )
    yield Fault(
        "8.4", "category is petrol", set_to(business__mcc="5541"), ("business.mcc",), licensed
    )
    yield Fault(
        "8.5",
        "corporate chosen, number is a card",
        set_to(account__number=card(), account__account_name="样本丙"),
        ("account.number", "account.account_name"),
        company,
    )
    yield Fault(
        "8.5",
        "class II card",
        set_to(account__account_class="class_2"),
        ("account.account_class",),
        in_person,
    )
    yield Fault(
        "8.5",
        "credit card",
        set_to(account__number=card("622575", 16)),
        ("account.number",),
        in_person,
    )
    yield Fault(
        "8.6",
        "bank code of another bank",
        set_to(account__cnaps="102651000018"),
        ("account.cnaps",),
        company,
    )
    yield Fault(
        "8.6",
        "bank code of another city",
        set_to(account__bank_area="510700"),
        ("account.cnaps", "account.bank_area"),
        company,
    )
    yield Fault(
        "8.6",
        "branch of another bank",
        set_to(account__branch_name="中国工商银行成都样本支行"),
        ("account.branch_name",),
        anyone,
    )
    yield Fault(
        "8.7",
        "identity card expired",
        set_to(identity__valid_from="2006-11-19", identity__valid_until="2026-11-19"),
        ("identity.valid_until",),
        anyone,
        "error",
    )
    yield Fault(
        "8.7",
        "identity card ends before the decision",
        _half_year_on_card,
        ("identity.valid_until",),
        anyone,
    )
    yield Fault(
        "8.7",
        "licence expired",
        set_to(licence__valid_until="2026-10-01"),
        ("licence.valid_until",),
        licensed,
        "error",
    )
    yield Fault(
        "8.8",
        "end differs from the card",
        lambda a: a.reading("id_back", "valid_until", "2031-05-06"),
        ("materials.id_back",),
        anyone,
    )
    yield Fault(
        "8.8",
        "begin differs from the card",
        lambda a: a.reading("id_back", "valid_from", "2019-05-06"),
        ("materials.id_back",),
        anyone,
    )
    yield Fault(
        "8.9",
        "name differs from the licence",
        lambda a: a.reading("licence", "name", "武侯区另一家样本店"),
        ("materials.licence",),
        licensed,
    )
    yield Fault(
        "8.9",
        "operator changed",
        lambda a: a.reading("licence", "person", "林样本"),
        ("materials.licence",),
        licensed,
    )
    yield Fault(
        "8.9",
        "register says closed",
        set_to(verification__register_status="revoked"),
        ("verification.register_status",),
        licensed,
    )
    yield Fault(
        "8.10",
        "debit rate under cost",
        set_to(terms__debit_rate="0.1"),
        ("terms.debit_rate",),
        anyone,
    )
    yield Fault(
        "8.10",
        "credit rate is not the quoted one",
        set_to(terms__credit_rate="0.9"),
        ("terms.credit_rate",),
        anyone,
    )
    yield Fault(
        "8.10",
        "no cap",
        set_to(terms__debit_capped=False, terms__debit_cap=None),
        ("terms.debit_capped", "terms.debit_cap"),
        anyone,
    )
    yield Fault(
        "8.11",
        "account in another name",
        set_to(account__account_name="样本辛"),
        ("account.account_name",),
        in_person,
        "error",
    )
    yield Fault(
        "8.11",
        "number is not the card's",
        lambda a: a.reading("id_front", "number", other_number(a), verified=True),
        ("materials.id_front",),
        anyone,
    )
    yield Fault(
        "8.11",
        "rare name at the bank",
        set_to(identity__name="样本𬭚", account__account_name="样本𬭚"),
        ("identity.name", "account.account_name"),
        lambda a: in_person(a) and not names.beyond_gbk(a.said("identity.name")),
        "information",
    )
    yield Fault(
        "8.14",
        "picture of few pixels",
        lambda a: a.page("id_front", width=500, height=400),
        ("materials.id_front",),
        anyone,
    )
    yield Fault(
        "8.14",
        "glare on the card",
        measured("id_front", "glare", 12),
        ("materials.id_front",),
        anyone,
    )
    yield Fault(
        "8.15",
        "copies without a seal",
        set_to(materials__copies_sealed=False),
        ("materials.copies_sealed",),
        lambda a: a.said("materials.copies_sealed") is True,
    )
    yield Fault(
        "8.16",
        "screen shot",
        measured("id_front", "screenshot", 30),
        ("materials.id_front",),
        anyone,
    )
    yield Fault(
        "8.16",
        "taken off a screen",
        measured("id_back", "screen", 22),
        ("materials.id_back",),
        anyone,
    )
    yield Fault(
        "8.17",
        "bank card missing",
        set_to(materials__bank_card=None),
        ("materials.bank_card",),
        in_person,
        "error",
    )
    yield Fault(
        "8.17",
        "licence picture missing",
        set_to(materials__licence=None),
        ("materials.licence",),
        licensed,
        "error",
    )


def _online() -> Iterator[Fault]:
    method = ("verification.method",)
    yield Fault(
        "8.12",
        "seen by video only",
        set_to(verification__method="video"),
        method,
        anyone,
        "information",
    )
    yield Fault(
        "8.11",
        "elements still to be compared",
        set_to(verification__method="pending_online"),
        method,
        anyone,
        "information",
    )


def _people() -> Iterator[Fault]:
    yield Fault(
        "R13",
        "company with a sole proprietor's code",
        set_to(licence__number=credit_code("92")),
        ("licence.number",),
        company,
        "error",
    )
    yield Fault(
        "R14",
        "check digit of the code",
        lambda a: a.saying(licence__number=_turned(a.said("licence.number"))),
        ("licence.number",),
        licensed,
        "error",
    )
    yield Fault(
        "R15",
        "check digit of the identity number",
        lambda a: a.saying(identity__number=_turned(a.said("identity.number"))),
        ("identity.number",),
        anyone,
        "error",
    )
    yield Fault(
        "R15",
        "born on 30 February",
        set_to(identity__number="510107198002300014"),
        ("identity.number",),
        anyone,
        "error",
    )
    yield Fault(
        "R16",
        "county that never was",
        set_to(identity__number=resident_id(county="519999")),
        ("identity.number",),
        anyone,
    )
    yield Fault(
        "R17",
        "identity card ends soon",
        set_to(identity__valid_from="2007-01-10", identity__valid_until="2027-01-10"),
        ("identity.valid_until",),
        anyone,
    )
    yield Fault(
        "R17",
        "licence ends before the decision",
        set_to(licence__valid_until="2026-11-25"),
        ("licence.valid_until",),
        licensed,
    )
    yield Fault(
        "R18",
        "a term that fits no age",
        set_to(identity__valid_from="2020-05-06", identity__valid_until="2028-05-06"),
        ("identity.valid_until", "identity.valid_from"),
        anyone,
    )
    yield Fault(
        "R19",
        "fifteen years old",
        set_to(identity__number=resident_id("20111201")),
        ("identity.number",),
        anyone,
        "error",
    )
    yield Fault(
        "R19",
        "seventy years old",
        set_to(identity__number=resident_id("19560101")),
        ("identity.number",),
        anyone,
    )
    yield Fault(
        "R20",
        "mobile of ten digits",
        set_to(contact__mobile="1391234567"),
        ("contact.mobile",),
        anyone,
        "error",
    )
    yield Fault(
        "R20",
        "mobile of the clerk",
        set_to(contact__mobile="13800000000"),
        ("contact.mobile",),
        anyone,
    )
    yield Fault(
        "R20",
        "service telephone with words",
        set_to(business__service_phone="0280000"),
        ("business.service_phone",),
        anyone,
        "error",
    )
    yield Fault(
        "R21",
        "micro merchant with a handler",
        set_to(basics__contact_kind="handler"),
        ("basics.contact_kind",),
        micro,
        "error",
    )
    yield Fault(
        "R21",
        "contact is somebody else",
        set_to(contact__name="样本庚"),
        ("contact.name",),
        lambda a: not with_handler(a),
        "error",
    )
    yield Fault(
        "R21",
        "no letter for the handler",
        set_to(materials__handler_letter=None),
        ("materials.handler_letter",),
        with_handler,
        "error",
    )
    yield Fault(
        "R23",
        "dot from another keyboard",
        set_to(
            identity__name="阿牛•样本",
            contact__name="阿牛•样本",
            account__account_name="阿牛•样本",
            declarations__signer_name="阿牛•样本",
        ),
        ("identity.name",),
        in_person,
    )
    yield Fault(
        "R29",
        "rare character in a name and nothing said of it",
        set_to(identity__name="样本𪚥", characters__described=None),
        ("characters.described",),
        anyone,
        "error",
    )
    yield Fault(
        "R32",
        "no e-mail address where the provider's interface needs one",
        set_to(contact__email=None),
        ("contact.email",),
        lambda a: "contact.email" in catalogue.overlay(a.said("provider.pack")).requires,
        "error",
    )
    yield Fault(
        "R29",
        "compatibility character in a name",
        set_to(identity__name="様本\uf9e9", contact__name="様本\uf9e9"),
        ("identity.name",),
        anyone,
    )


def _turned(number: str) -> str:
    """The number with another last character."""
    return number[:-1] + ("1" if number[-1] != "1" else "2")


def _shops() -> Iterator[Fault]:
    name, place = ("business.trade_name",), ("business.address",)
    yield Fault(
        "R22",
        "micro merchant to a corporate account",
        set_to(basics__account_kind="corporate"),
        ("basics.account_kind",),
        micro,
        "error",
    )
    yield Fault(
        "R27",
        "county unknown",
        set_to(business__address={"county": "519999", "street": "样本路1号"}),
        place,
        anyone,
        "error",
    )
    yield Fault(
        "R27",
        "shop outside Sichuan",
        set_to(business__address={"county": "500103", "street": "样本路1号"}),
        place,
        anyone,
    )
    yield Fault("R28", "no house number", street("样本路"), place, anyone)
    yield Fault(
        "R28",
        "said to be the licence's, another number",
        street("样本路88号"),
        place,
        lambda a: a.said("business.same_as_licence") is True,
    )
    yield Fault(
        "R28",
        "said to be the licence's, another county",
        set_to(business__address={"county": "510104", "street": "样本路1号"}),
        place,
        lambda a: a.said("business.same_as_licence") is True,
    )
    yield Fault(
        "R28",
        "elsewhere without a lease",
        set_to(business__same_as_licence=False),
        ("materials.lease",),
        licensed,
        "error",
    )
    yield Fault(
        "R29",
        "only a person's name",
        lambda a: a.saying(business__trade_name=a.said("identity.name")),
        name,
        anyone,
    )
    yield Fault(
        "R29",
        "telephone in the name",
        set_to(business__trade_name="样本小吃13912345678"),
        name,
        anyone,
    )
    yield Fault(
        "R29",
        "no Chinese character",
        set_to(business__trade_name="Sample Diner"),
        name,
        lambda a: "trade_name_chinese" not in str(a.reasons),
    )
    yield Fault("R29", "a test's name", set_to(business__trade_name="测试测试"), name, anyone)
    yield Fault(
        "R29",
        "slip's name too long",
        set_to(business__receipt_name="样" * 21),
        ("business.receipt_name",),
        anyone,
        "error",
    )
    yield Fault(
        "R29",
        "slip's name not on the printer",
        set_to(business__receipt_name="样本䶮小吃"),
        ("business.receipt_name",),
        anyone,
    )
    yield Fault(
        "R29",
        "character that no font has",
        set_to(business__trade_name="样本\U0003134a小吃店"),
        name,
        anyone,
    )
    yield Fault(
        "R29",
        "private character in the shop's name",
        set_to(business__trade_name="样本\ue123小吃店"),
        name,
        anyone,
    )
    yield Fault(
        "R30", "category not in the table", set_to(business__mcc="0001"), ("business.mcc",), anyone
    )
    yield Fault(
        "R30",
        "micro merchant as a hospital",
        set_to(business__mcc="8062"),
        ("business.mcc",),
        micro,
        "error",
    )
    yield Fault(
        "R30",
        "permit missing",
        set_to(materials__special_permit=None),
        ("materials.special_permit",),
        lambda a: bool(a.said("materials.special_permit")),
        "error",
    )
    yield Fault(
        "R31",
        "school on a snack bar's licence",
        set_to(business__mcc="8299"),
        ("business.mcc",),
        licensed,
    )


def _accounts() -> Iterator[Fault]:
    number, cnaps = ("account.number",), ("account.cnaps",)
    yield Fault(
        "R23",
        "corporate account in another name",
        set_to(account__account_name="成都另一家样本餐饮有限公司"),
        ("account.account_name",),
        company,
        "error",
    )
    yield Fault(
        "R24",
        "check digit of the card",
        lambda a: a.saying(account__number=_turned(a.said("account.number"))),
        number,
        in_person,
    )
    yield Fault(
        "R24", "card of an unknown bank", set_to(account__number=card("999999")), number, in_person
    )
    yield Fault(
        "R24",
        "card of another bank",
        set_to(account__bank="中国工商银行"),
        ("account.bank", "account.number"),
        in_person,
    )
    yield Fault(
        "R25",
        "bank code of eleven digits",
        set_to(account__cnaps="10365100001"),
        cnaps,
        company,
        "error",
    )
    yield Fault(
        "R25", "bank code outside Sichuan", set_to(account__cnaps="103100000018"), cnaps, company
    )
    yield Fault(
        "R25", "check digit of the bank code", set_to(account__cnaps="103651000019"), cnaps, company
    )
    yield Fault("R26", "no bank code", set_to(account__cnaps=None), cnaps, company, "error")
    yield Fault(
        "R22",
        "no letter for somebody else's account",
        set_to(materials__settlement_letter=None),
        ("materials.settlement_letter",),
        lambda a: a.said("basics.payee") == "authorised_person",
        "error",
    )
    yield Fault(
        "R24",
        "card differs from its picture",
        lambda a: a.reading("bank_card", "number", card("621799")),
        ("materials.bank_card",),
        in_person,
    )


def _providers() -> Iterator[Fault]:
    yield Fault(
        "R5",
        "licence not for Sichuan",
        set_to(provider__region="provinces", provider__region_names="广东"),
        ("provider.region", "provider.region_names"),
        licensed_provider,
        "error",
    )
    yield Fault(
        "R6",
        "licence looked up long ago",
        set_to(provider__checked_on="2026-07-01"),
        ("provider.checked_on",),
        licensed_provider,
    )
    yield Fault(
        "R6",
        "licence ended",
        set_to(provider__status="ended"),
        ("provider.status",),
        licensed_provider,
        "error",
    )
    yield Fault(
        "R10",
        "second-hand settlement",
        set_to(provider__clearing_partner=False),
        ("provider.clearing_partner",),
        anyone,
        "error",
    )
    yield Fault(
        "R6",
        "provider's licence ends before the decision",
        set_to(provider__valid_until="2026-11-30"),
        ("provider.valid_until",),
        licensed_provider,
    )
    yield Fault(
        "R36",
        "trade is not real",
        set_to(basics__has_trade=False),
        ("basics.has_trade",),
        anyone,
        "error",
    )
    yield Fault(
        "R12", "no card channel", set_to(needs__channels=["wechat"]), ("needs.channels",), anyone
    )
    yield Fault(
        "R32",
        "declaration in another name",
        set_to(declarations__signer_name="样本癸"),
        ("declarations.signer_name",),
        anyone,
        "error",
    )
    yield Fault(
        "R32",
        "consent withdrawn",
        set_to(consent__withdrawn_at="2026-11-19"),
        ("consent.withdrawn_at",),
        anyone,
        "error",
    )
    yield Fault(
        "R32",
        "not compared with the original",
        set_to(verification__id_original="differs"),
        ("verification.id_original",),
        anyone,
        "error",
    )
    yield Fault(
        "R33",
        "provider takes smaller pictures",
        file(size=9_000_000),
        ("materials.id_front",),
        anyone,
    )
    yield Fault(
        "R33", "provider takes no PDF", file("application/pdf"), ("materials.id_front",), anyone
    )


def _documents() -> Iterator[Fault]:
    yield Fault(
        "R33",
        "one picture used twice",
        _same_bytes,
        ("materials.id_front", "materials.id_back"),
        anyone,
        "error",
    )
    yield Fault(
        "R33",
        "pictures look alike",
        lambda a: a.page("shop_inside", looks="a" * 64).page("cashier", looks="a" * 64),
        ("materials.shop_inside", "materials.cashier"),
        in_a_shop,
    )
    yield Fault(
        "R33",
        "emblem side twice",
        lambda a: a.page("id_front", kind="id_back"),
        ("materials.id_front",),
        anyone,
    )
    yield Fault(
        "R33",
        "a bank card for the licence",
        lambda a: a.page("licence", kind="bank_card"),
        ("materials.licence",),
        licensed,
    )
    yield Fault(
        "R34", "corner cut", measured("id_front", "corner_cut", 1), ("materials.id_front",), anyone
    )
    yield Fault(
        "R34", "shadow", measured("licence", "shadow", 10), ("materials.licence",), licensed
    )
    yield Fault(
        "R34",
        "overexposed",
        measured("bank_card", "too_bright", 90),
        ("materials.bank_card",),
        in_person,
    )
    yield Fault(
        "R34", "photocopy", measured("licence", "copy", 3), ("materials.licence",), licensed
    )
    yield Fault(
        "R34",
        "identity pictures not vouched for",
        set_to(materials__identity_pictures_good=False),
        ("materials.identity_pictures_good",),
        anyone,
    )
    yield Fault(
        "R32",
        "identity card missing",
        set_to(materials__id_back=None),
        ("materials.id_back",),
        anyone,
        "error",
    )
    yield Fault(
        "R32",
        "front missing",
        set_to(materials__shop_front=None),
        ("materials.shop_front",),
        in_a_shop,
        "error",
    )
    yield Fault(
        "R32",
        "name not filled in",
        set_to(identity__name=None),
        ("identity.name",),
        anyone,
        "error",
    )


def _around() -> Iterator[Fault]:
    person, licence = ("identity.number",), ("licence.number",)
    yield Fault(
        "R36", "the person applies already", twin(TwinKind.PERSON, "A-2026-000003"), person, anyone
    )
    yield Fault(
        "R36",
        "the licence applies already",
        twin(TwinKind.LICENCE, "A-2026-000003"),
        licence,
        licensed,
    )
    yield Fault(
        "R36",
        "somebody else's account",
        twin(TwinKind.ACCOUNT, "A-2026-000004"),
        ("account.number",),
        anyone,
    )
    yield Fault(
        "R36",
        "terminal bound elsewhere",
        lambda a: twin(TwinKind.SERIAL, "A-2026-000005")(_own_terminals("SPECIMEN0001")(a)),
        ("terms.terminals",),
        anyone,
    )
    yield Fault(
        "8.13",
        "a fourth application",
        lambda a: twin(TwinKind.PERSON, *(f"A-2026-00000{number}" for number in (1, 2, 3)))(
            a.saying(provider__pack="lakala")
        ),
        person,
        anyone,
    )
    yield Fault(
        "R37", "a reason without its correction", _returned, ("review.reasons",), anyone, "error"
    )


def _returned(one: Application) -> Application:
    said = {"round": 1, "subject": "field", "about": "开户名", "text": "样本：开户名不符"}
    events = [
        {"state": "submitted", "on": "2026-11-10"},
        {"state": "rejected", "on": "2026-11-18", "reasons_given": "listed"},
    ]
    return one.saying(review__events=events, review__reasons=[said])
