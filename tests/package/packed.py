"""Complete specimen applications with real pictures in a plain store; all synthetic, of nobody, marked 样本."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import cache
from io import BytesIO
from typing import Any, TypeVar

from PIL import Image, ImageDraw

from poswizard.demo.drawing import Sheet, developed
from poswizard.domain.merchant import (
    AccountKind,
    ContactKind,
    IdDocumentKind,
    LicenceStatus,
    Payee,
    PlaceKind,
    Premises,
    ProviderKind,
)
from poswizard.domain.terminal import DeviceType, Network, TerminalSource
from poswizard.forms.answers import Answers, Reason
from poswizard.forms.field import Field
from poswizard.forms.issue import Level
from poswizard.forms.kinds import LONG_TERM
from poswizard.forms.rich_kinds import Document, Page, Signature, Signed
from poswizard.forms.step import Milestone
from poswizard.package.data_file import PackageId
from poswizard.package.hand_over import Case
from poswizard.steps.application import Contact, Identity, Licence, Owner, Owners
from poswizard.steps.application_choices import AccountClass, Comparison, OwnershipBasis
from poswizard.steps.basics import Basics, Needs
from poswizard.steps.budget import Budget
from poswizard.steps.business import Account
from poswizard.steps.declarations import Declarations
from poswizard.steps.material_list import material_list
from poswizard.steps.materials import Materials
from poswizard.steps.order import PHASES, overlay_of
from poswizard.steps.preparation_choices import (
    ClearingAnswer,
    Funding,
    LicenceRegion,
    LicensedBusiness,
    NeededFunction,
    NoticeVersion,
    QuoteSource,
    Score,
    SignerRelation,
    SigningRoute,
)
from poswizard.steps.provider_choice import ProviderChoice
from poswizard.steps.rare_characters import RareCharacter, RareCharacters
from poswizard.steps.research import Quote, Research
from poswizard.steps.understanding import Consent, Introduction
from poswizard.steps.verification import OpenQuestions, Question, Verification
from poswizard.wizard.flow import Flow
from tests import specimens
from tests.steps.asking import (
    COMPANY,
    MICRO,
    PROVIDER,
    SHOP,
    SOLE,
    TODAY,
    answered,
    application,
    at,
    card,
    credit_code,
    resident_id,
    row,
)

FLOW = Flow(PHASES, overlay_of)
NUMBER = "A-2026-000128"
APPLICANT = "阿牛·木呷样本"
HANDLER = "样本乙"
PAYEE = "样本丙"
Values = dict[Field[Any], Any]
V = TypeVar("V")


@dataclass(slots=True)
class ScanStore:
    """Pictures by the SHA-256 of their bytes, and how often each was asked for."""

    pictures: dict[str, bytes] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def put(self, picture: bytes) -> str:
        """Keep a picture; its digest."""
        digest = hashlib.sha256(picture).hexdigest()
        self.pictures[digest] = picture
        return digest

    def get(self, digest: str) -> bytes:
        """The picture of a digest."""
        self.asked.append(digest)
        return self.pictures[digest]


@dataclass(frozen=True, slots=True)
class Packed:
    """An application ready to be packed, and the store that holds its pictures."""

    answers: Answers
    scans: ScanStore

    def case(self, revision: int = 1, milestone: Milestone = Milestone.APPLICATION) -> Case:
        """What `write_package` takes."""
        package = PackageId(NUMBER, revision, milestone, "payment_institution", "2026-11")
        return Case(FLOW, self.answers, package, self.scans.get)

    def with_(self, **values: Any) -> Packed:
        """The same with answers changed, each named `step__field`."""
        return replace(self, answers=changed(self.answers, values))


def said(answers: Answers, question: Field[V]) -> V:
    """The answer, which is there."""
    value = answers.get(question)
    assert value is not None, question.key
    return value


def changed(answers: Answers, values: dict[str, Any]) -> Answers:
    """The answers with these changed, each named `step__field`."""
    for name, value in values.items():
        question = FLOW.field(name.replace("__", "."))
        assert question is not None, name
        answers = answers.with_(question, value)
    return answers


def micro() -> Packed:
    """A natural person with a stall in one place."""
    return _packed(_application(MICRO) | _micro())


def itinerant() -> Packed:
    """A natural person who trades on the move."""
    itinerant_values = {
        Basics.premises: Premises.ITINERANT,
        Needs.place_kind: PlaceKind.MOBILE_TRADE,
    }
    return _packed(_application(MICRO) | _micro() | itinerant_values)


def sole() -> Packed:
    """A sole proprietor whose shop's name has characters of extension blocks."""
    named = {
        Licence.registered_name: "武侯区𠮷䶮样本小吃店",
        RareCharacters.described: (
            row(RareCharacter, character="𠮷", reading="jí", components="上土下口"),
            row(RareCharacter, character="䶮", reading="yǎn", components="上龙下天"),
        ),
    }
    return _packed(_application(SOLE) | named)


def sole_with_handler() -> Packed:
    """A sole proprietor for whom somebody else acts."""
    return _packed(_application(SOLE) | _handler())


def enterprise() -> Packed:
    """A company settled to its own account, with two beneficial owners and a remark to explain."""
    second = _owner("样本丁", "19790303", share=Decimal("25.5"))
    first = _owner(APPLICANT, "19800101", share=Decimal("74.5"))
    values = _application(COMPANY) | {Owners.people: (first, second), Consent.keep_days: 120}
    return _packed(values)


def enterprise_with_payee() -> Packed:
    """A company settled, by its written authority, to a person's account."""
    return _packed(_application(COMPANY) | _payee())


CASES: dict[str, Callable[[], Packed]] = {
    made.__name__: cache(made)
    for made in (micro, itinerant, sole, sole_with_handler, enterprise, enterprise_with_payee)
}
"""Every kind of complete application, by name; each is made once."""


def _packed(values: Values) -> Packed:
    store = ScanStore()
    answers = FLOW.adapted(Answers(values))
    answers = _with_documents(answers, store)
    answers = _with_signatures(answers, store)
    return Packed(_with_reasons(answers), store)


def _application(kind: Any) -> Values:
    """The answers of `asking.application`, with the beginnings that it leaves out."""
    given = application(kind)
    values: Values = {f: given.get(f) for f in given.answered() if not isinstance(f, Document)}
    values |= _understanding() | _needs() | _prices() | _provider() | _asked()
    return values | {
        Basics.has_trade: True,
        Materials.copies_sealed: True,
        Identity.name: APPLICANT,
        Contact.name: APPLICANT,
        Declarations.signer_name: APPLICANT,
        Account.account_name: values[Account.account_name] if kind is COMPANY else APPLICANT,
        Owners.people: (_owner(APPLICANT, "19800101", share=Decimal(60)),),
    }


def _understanding() -> Values:
    explained = {name.name: True for name in Introduction.fields}
    agreed = {"basic": True, "sensitive": True, "sharing": True}
    return {
        **answered(Introduction, **explained),
        **answered(
            Consent,
            operator_organisation="样本银行成都样本支行",
            organisation_contact="02800000000",
            staff_id="S001",
            notice=NoticeVersion.V2026_11,
            keep_days=90,
            acquirer_named=PROVIDER,
            acquirer_contact="95000",
            signer=APPLICANT,
            relation=SignerRelation.OPERATOR,
            given_at=at(9),
            signing=SigningRoute.SCREEN,
            **agreed,
        ),
    }


def _needs() -> Values:
    return answered(
        Needs,
        place_kind=PlaceKind.RESTAURANT,
        average_ticket=Decimal(80),
        credit_share=Decimal(30),
        qr_share=Decimal(50),
        functions=(
            NeededFunction.SWIPE_AND_CHIP,
            NeededFunction.MANY_CHANNELS,
            NeededFunction.PRINTED_RECEIPT,
        ),
        device_types=(DeviceType.SMART,),
    )


def _quote(provider: str, **prices: Any) -> Answers:
    usual = {
        "device_price": Decimal(0),
        "deposit": Decimal(0),
        "monthly_fee": Decimal(20),
        "sim_fee": Decimal(60),
        "installation_fee": Decimal(0),
        "yearly_fee": Decimal(0),
        "debit_rate": Decimal("0.5"),
        "debit_capped": True,
        "debit_cap": Decimal(20),
        "credit_rate": Decimal("0.6"),
        "qr_rate": Decimal("0.38"),
        "d0_surcharge": Decimal(0),
    }
    return row(
        Quote,
        provider_name=provider,
        device_type=DeviceType.SMART,
        maker="样本厂",
        model="S1",
        network=(Network.MOBILE_DATA, Network.WIFI),
        functions=(*tuple(NeededFunction)[:7], NeededFunction.PRINTED_RECEIPT),
        after_sales="坏机 24 小时内上门换机",
        device_source=TerminalSource.RENTED,
        in_writing=True,
        nothing_else=True,
        source_kind=QuoteSource.LEAFLET,
        source_detail="报价单 样本-01",
        quoted_on=date(2026, 11, 10),
        **(usual | prices),
    )


def _prices() -> Values:
    other = _quote("样本银行股份有限公司", monthly_fee=Decimal(30), credit_rate=Decimal("0.55"))
    return {
        Research.quotes: (_quote(PROVIDER), other),
        **answered(Budget, chosen_quote=1, funding=Funding.OWN_FUNDS, reserve=Decimal(20_000)),
    }


def _provider() -> Values:
    scores = ("reputation", "transparent_fees", "functions_fit", "after_sales", "added_services")
    yes = ("clearing_partner", "clearing_licence", "clearing_no_deposit")
    answers = ("clearing_payer", "clearing_number", "clearing_query")
    return answered(
        ProviderChoice,
        pack="payment_institution",
        provider_name=PROVIDER,
        kind=ProviderKind.PAYMENT_INSTITUTION,
        licence_number="Z2000000000000",
        licence_types=(LicensedBusiness.PROCESSING_1,),
        region=LicenceRegion.NATIONWIDE,
        valid_until=LONG_TERM,
        status=LicenceStatus.VALID,
        checked_on=TODAY,
        checked_by="S001",
        based_in_sichuan=False,
        sichuan_branch=True,
        serves_place=True,
        complaint_channel="95000",
        by_agent=False,
        reason="样本：费用写得清楚，本地有人上门。",
        **dict.fromkeys(scores, Score.GOOD),
        **dict.fromkeys(yes, True),
        **dict.fromkeys(answers, ClearingAnswer.SEEN_LATER),
    )


def _asked() -> Values:
    asked = row(
        Question,
        about="费率",
        question="样本：满一年后费率会变吗？",
        asked_of="热线",
        asked_on=date(2026, 11, 11),
    )
    return {OpenQuestions.questions: (asked,)}


def _micro() -> Values:
    return {Needs.monthly_volume: Decimal(9_000), Needs.average_ticket: Decimal(60)}


def _handler() -> Values:
    return {
        Basics.contact_kind: ContactKind.HANDLER,
        Verification.handler_original: Comparison.AGREES,
        **answered(
            Contact,
            name=HANDLER,
            mobile="13912345678",
            document_kind=IdDocumentKind.RESIDENT_ID,
            number=resident_id("19850505", serial="002"),
            valid_from=date(2021, 5, 6),
            valid_until=date(2041, 5, 6),
        ),
    }


def _payee() -> Values:
    return {
        Basics.account_kind: AccountKind.PERSONAL,
        Basics.payee: Payee.AUTHORISED_PERSON,
        Verification.payee_original: Comparison.AGREES,
        **answered(
            Account,
            account_name=PAYEE,
            number=card(),
            account_class=AccountClass.CLASS_1,
            holder_document_kind=IdDocumentKind.RESIDENT_ID,
            holder_id_number=resident_id("19900909", serial="003"),
            holder_valid_from=date(2022, 5, 6),
            holder_valid_until=date(2042, 5, 6),
        ),
    }


def _owner(name: str, birth: str, share: Decimal) -> Answers:
    return row(
        Owner,
        name=name,
        basis=OwnershipBasis.SHARES,
        share=share,
        document_kind=IdDocumentKind.RESIDENT_ID,
        number=resident_id(birth),
        valid_from=date(2020, 5, 6),
        valid_until=date(2040, 5, 6),
        address="成都市武侯区样本路1号",
    )


def _with_documents(answers: Answers, store: ScanStore) -> Answers:
    for item in material_list(answers):
        if item.required:
            count = 2 if item.field.slot == "SETTLE_AUTH" else 1
            pages = tuple(_page(store, item.field, number) for number in range(1, count + 1))
            answers = answers.with_(item.field, pages)
    return answers


def _page(store: ScanStore, document: Document, number: int) -> Page:
    picture = _picture(document.slot, document.label.zh, number)
    digest = store.put(picture)
    with Image.open(BytesIO(picture)) as image:
        width, height = image.size
    return Page(digest, digest, width, height, taken_on=TODAY)


@cache
def _picture(slot: str, words: str, number: int) -> bytes:
    if slot == "ID_FRONT":
        return specimens.id_front(APPLICANT, resident_id())
    if slot == "LICENSE":
        return specimens.business_licence(SHOP, credit_code(), APPLICANT)
    if slot == "SHOP_FRONT":
        return specimens.shop_front(SHOP)
    sheet = Sheet(1200, 900)
    sheet.centre((600, 450), f"样本 {words} {number}"[:18], 60, 600)
    return developed(sheet.image)


def _with_signatures(answers: Answers, store: ScanStore) -> Answers:
    for question in FLOW.fields:
        if isinstance(question, Signature) and answers.is_relevant(question):
            signed = Signed(store.put(signature(question.slot)), at(11), "")
            answers = answers.with_(question, signed)
    return answers


@cache
def signature(seed: str) -> bytes:
    """A transparent PNG of a few pen strokes."""
    image = Image.new("RGBA", (600, 200))
    pen = ImageDraw.Draw(image)
    steps = [ord(letter) * 7 % 160 + 20 for letter in seed] * 2
    pen.line(list(_strokes(steps)), fill=(20, 20, 60, 255), width=7, joint="curve")
    buffer = BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()


def _strokes(heights: list[int]) -> Iterable[tuple[float, float]]:
    for place, height in enumerate(heights):
        yield 30 + place * 540 / len(heights), float(height)


def _with_reasons(answers: Answers) -> Answers:
    """A reason for every warning, as a clerk writes it."""
    answers = FLOW.adapted(answers)
    for issue in list(FLOW.issues(answers, TODAY, Milestone.APPLICATION)):
        if issue.level is Level.WARNING:
            reason = Reason("样本：已向申请人核实，情况属实。", issue.text.zh)
            answers = answers.with_reason(issue.reason_key, reason)
    return answers
