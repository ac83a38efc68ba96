"""Asking steps what they find, and specimen answers: synthetic, of nobody, marked 样本."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from stdnum import luhn

from poswizard.domain.category import FeeClass
from poswizard.domain.identifiers import uscc_check_character
from poswizard.domain.merchant import (
    AccountKind,
    ContactKind,
    ContractKind,
    IdDocumentKind,
    LicenceKind,
    MerchantKind,
    Payee,
    Premises,
    Scene,
    VerificationMethod,
)
from poswizard.domain.resident import resident_id_check_character
from poswizard.domain.terminal import (
    CardScheme,
    DeviceType,
    Network,
    SettlementCycle,
    TerminalSource,
)
from poswizard.forms.answers import Answers
from poswizard.forms.field import Field
from poswizard.forms.issue import Level
from poswizard.forms.kinds import CHINA_TIME, LONG_TERM
from poswizard.forms.rich_kinds import Page, Place, Signed
from poswizard.forms.step import Part, Step
from poswizard.steps.application import Contact, Identity, Licence, Owner, Owners
from poswizard.steps.application_choices import (
    AccountClass,
    Comparison,
    MobileConfirmation,
    OwnershipBasis,
    RegisterStatus,
    Signer,
)
from poswizard.steps.basics import Basics, Needs
from poswizard.steps.business import Account, Business
from poswizard.steps.declarations import Declarations
from poswizard.steps.material_list import material_list
from poswizard.steps.materials import Materials
from poswizard.steps.preparation_choices import SigningRoute
from poswizard.steps.provider_choice import ProviderChoice
from poswizard.steps.terms import TerminalWish, Terms
from poswizard.steps.understanding import Consent
from poswizard.steps.verification import Statement, Verification

TODAY = date(2026, 11, 20)
MICRO, SOLE, COMPANY = MerchantKind.MICRO, MerchantKind.SOLE_PROPRIETOR, MerchantKind.ENTERPRISE
CORPORATE, PERSONAL = AccountKind.CORPORATE, AccountKind.PERSONAL
RESIDENT = IdDocumentKind.RESIDENT_ID
PROVIDER = "样本支付有限公司"
SHOP = "武侯区样本小吃店"


def resident_id(birth: str = "19800101", county: str = "510107", serial: str = "001") -> str:
    """A number whose check character is right; the holder is nobody."""
    first = f"{county}{birth}{serial}"
    return first + resident_id_check_character(first)


def credit_code(kind: str = "92", county: str = "510107") -> str:
    """A code whose check character is right."""
    first = f"{kind}{county}MA6SPECM0"
    first = first.replace("S", "5")
    return first + uscc_check_character(first)


def card(first: str = "622848", length: int = 19) -> str:
    """A card number whose last digit follows Luhn."""
    body = first.ljust(length - 1, "1")
    return body + luhn.calc_check_digit(body)


def page(number: int, side: int = 1200, **more: Any) -> Page:
    """A picture unlike every other number's."""
    digest = f"{number:064x}"
    return Page(digest, digest, side + 200, side, **more)


def answered(part: type[Part], **values: Any) -> dict[Field[Any], Any]:
    """The values by field; every name must be a field of the part."""
    by_name = {field.name: field for field in part.fields}
    return {by_name[name]: value for name, value in values.items()}


def row(part: type[Part], **values: Any) -> Answers:
    """One repeated row."""
    return Answers(answered(part, **values))


def found(step: type[Step], answers: Answers, today: date = TODAY) -> dict[str, Level]:
    """The codes of what is wrong, without what is merely missing."""
    issues = step.issues(answers, today)
    return {issue.code: issue.level for issue in issues if issue.code != "missing"}


def missing(step: type[Step], answers: Answers) -> set[str]:
    """The names of the fields that still want an answer."""
    return {i.field.name for i in step.issues(answers, TODAY) if i.code == "missing"}


def at(hour: int, day: date = TODAY) -> datetime:
    """A time on a day in China."""
    return datetime(day.year, day.month, day.day, hour, tzinfo=CHINA_TIME)


def application(kind: MerchantKind) -> Answers:
    """A whole application without a fault, up to the declarations."""
    values: dict[Field[Any], Any] = {}
    for some in (_beginnings(kind), _people(kind), _shop(kind), _account(kind), _signed()):
        values |= some
    return _with_pictures(Answers(values))


def _beginnings(kind: MerchantKind) -> Mapping[Field[Any], Any]:
    company = kind is COMPANY
    return {
        **answered(Consent, staff_id="S001", staff_mobile="13800000000"),
        **answered(
            Basics,
            merchant_kind=kind,
            licence_kind=LicenceKind.USCC,
            premises=Premises.FIXED,
            regulated_trade=True,
            contact_kind=ContactKind.LEGAL,
            account_kind=CORPORATE if company else PERSONAL,
            payee=Payee.MERCHANT,
            contract_kind=ContractKind.ELECTRONIC,
            signing_route=SigningRoute.SCREEN,
        ),
        **answered(
            Needs,
            trade="小吃店",
            monthly_volume=Decimal(80_000),
            channels=(CardScheme.DEBIT, CardScheme.CREDIT, CardScheme.WECHAT),
            terminals=1,
            wished_cycle=SettlementCycle.T1,
        ),
        **answered(ProviderChoice, provider_name=PROVIDER, by_agent=False),
    }


def _people(kind: MerchantKind) -> Mapping[Field[Any], Any]:
    identity = {
        "name": "样本甲",
        "document_kind": RESIDENT,
        "number": resident_id(),
        "valid_from": date(2020, 5, 6),
        "valid_until": date(2040, 5, 6),
    }
    owner = row(
        Owner,
        basis=OwnershipBasis.SHARES,
        share=Decimal(60),
        address="成都市武侯区样本路1号",
        **identity,
    )
    return {
        **answered(Identity, **identity),
        **answered(Contact, name="样本甲", mobile="13912345678"),
        **answered(
            Licence,
            registered_name="成都样本餐饮有限公司" if kind is COMPANY else SHOP,
            number=credit_code(kind.uscc_kind or "92"),
            address="成都市武侯区样本路1号",
            valid_from=date(2021, 1, 1),
            valid_until=LONG_TERM,
            scope="餐饮服务；小吃店；食品销售。",
            founded_on=date(2021, 1, 1),
            capital=Decimal(500_000),
        ),
        **answered(Owners, other_controller=False, people=(owner,)),
    }


def _shop(kind: MerchantKind) -> Mapping[Field[Any], Any]:
    wish = row(
        TerminalWish,
        device_type=DeviceType.SMART,
        source=TerminalSource.RENTED,
        quantity=1,
        network=Network.MOBILE_DATA,
    )
    return {
        **answered(
            Business,
            trade_name=SHOP,
            mcc="5812",
            fee_class=FeeClass.STANDARD,
            scene=Scene.OFFLINE,
            same_as_licence=True,
            address=Place("510107", "样本路1号1楼"),
            service_phone="02800000000",
        ),
        **answered(
            Terms,
            settlement_cycle=SettlementCycle.T1,
            debit_rate=Decimal("0.5"),
            debit_capped=True,
            debit_cap=Decimal(20),
            credit_rate=Decimal("0.6"),
            qr_rate=Decimal("0.38"),
            terminals=(wish,),
        ),
        **answered(
            Statement,
            current_trade="样本：开小吃店两年，顾客现金和扫码付款。",
            reason="样本：不少顾客要刷卡，希望能对账。",
            growth="样本：营业额预计增加一成。",
            expected_monthly=Decimal(90_000),
        ),
    }


def _account(kind: MerchantKind) -> Mapping[Field[Any], Any]:
    company = kind is COMPANY
    return answered(
        Account,
        account_name="成都样本餐饮有限公司" if company else "样本甲",
        number="51000000000000001" if company else card(),
        account_class=AccountClass.CLASS_1,
        bank="中国农业银行",
        bank_area="510100",
        cnaps="103651000018",
        branch_name="中国农业银行成都样本支行",
    )


def _signed() -> Mapping[Field[Any], Any]:
    compared = {field.name: Comparison.AGREES for field in Verification.compared}
    ticks = (
        "seen",
        "real_business",
        "no_lending",
        "no_cash_out",
        "no_moving",
        "fees_understood",
    )
    return {
        **answered(
            Verification,
            method=VerificationMethod.ORIGINAL_SEEN,
            verified_by="S001",
            verified_at=at(10),
            register_status=RegisterStatus.NORMAL,
            register_checked_on=TODAY,
            mobile_confirmed=MobileConfirmation.CALLED,
            mobile_is_own=True,
            **compared,
        ),
        **answered(
            Declarations,
            signer=Signer.PRINCIPAL,
            signer_name="样本甲",
            signature=Signed("0" * 64, at(11)),
            witness="S001",
            **dict.fromkeys(ticks, True),
        ),
    }


def _with_pictures(answers: Answers) -> Answers:
    for number, item in enumerate(material_list(answers), 1):
        if item.required:
            answers = answers.with_(item.field, (page(number, taken_on=TODAY),))
    good = ("identity_pictures_good", "shop_pictures_good", "copies_sealed")
    for field, value in answered(Materials, **dict.fromkeys(good, True)).items():
        answers = answers.with_(field, value)
    return answers
