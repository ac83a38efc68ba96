"""The people behind the merchant, the licence and the owners."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poswizard.domain.merchant import ContactKind, IdDocumentKind, LicenceKind, MerchantKind
from poswizard.domain.resident import Sex
from poswizard.forms.answers import Answers, Overlay
from poswizard.forms.field import Field
from poswizard.forms.issue import Level
from poswizard.forms.kinds import LONG_TERM, Choice
from poswizard.steps.application import Contact, Identity, Licence, Owner, Owners
from poswizard.steps.application_choices import OwnershipBasis
from poswizard.steps.basics import Basics
from poswizard.steps.submission import PHASE
from poswizard.steps.understanding import Consent
from poswizard.text import Text
from tests.steps.asking import (
    COMPANY,
    MICRO,
    RESIDENT,
    SOLE,
    TODAY,
    answered,
    application,
    credit_code,
    found,
    missing,
    resident_id,
    row,
)

ERROR, WARNING = Level.ERROR, Level.WARNING


def broken(number: str) -> str:
    """The same number with another last character."""
    return number[:-1] + ("0" if number[-1] != "0" else "1")


@pytest.mark.parametrize("kind", MerchantKind)
def test_a_whole_application_has_no_fault(kind: MerchantKind):
    answers = application(kind)
    asked = [step for step in PHASE.steps if PHASE.milestone_of(step) is PHASE.milestone]

    assert [issue.path for step in asked for issue in step.issues(answers, TODAY)] == []


class TestIdentity:
    @pytest.mark.parametrize(
        ("number", "code"),
        [
            (resident_id(), None),
            (broken(resident_id()), "identity.resident_id"),
            ("110101900101123", "identity.resident_id"),  # the old form of 15
            (resident_id("19801301"), "identity.resident_id"),
            (resident_id("20300101"), "identity.resident_id"),
            (resident_id(county="710101"), "identity.resident_id"),
            (resident_id("19611231", "510104"), None),
            (resident_id("19700101", "511023"), "identity.county_unknown"),
            (resident_id("19700101", "810000"), "identity.unusual_form"),
            (resident_id("20110101"), "identity.too_young"),
            (resident_id("20090101"), "identity.unusual_age"),
            (resident_id("19500101"), "identity.unusual_age"),
        ],
    )
    def test_a_resident_id_is_checked_but_never_refused_for_its_county(
        self, number: str, code: str | None
    ):
        answers = Answers(answered(Identity, document_kind=RESIDENT, number=number))

        assert list(found(Identity, answers)) == ([code] if code else [])

    def test_the_county_and_the_age_only_warn(self):
        old = Answers(
            answered(Identity, document_kind=RESIDENT, number=resident_id("19500101", "511023"))
        )

        assert set(found(Identity, old).values()) == {WARNING}

    @pytest.mark.parametrize(
        ("kind", "number", "good"),
        [
            (IdDocumentKind.HK_MACAO_RESIDENCE, resident_id(county="810000"), True),
            (IdDocumentKind.HK_MACAO_RESIDENCE, resident_id(county="820000"), True),
            (IdDocumentKind.TAIWAN_RESIDENCE, resident_id(county="830000"), True),
            (IdDocumentKind.TAIWAN_RESIDENCE, resident_id(county="810000"), False),
            (IdDocumentKind.HK_MACAO_PERMIT, "H12345678", True),
            (IdDocumentKind.HK_MACAO_PERMIT, "E12345678", False),
            (IdDocumentKind.TAIWAN_PERMIT, "12345678", True),
            (IdDocumentKind.FOREIGN_RESIDENCE, "ABC123456789012", True),
            (IdDocumentKind.PASSPORT, "E12345678", True),
        ],
    )
    def test_a_number_looks_like_its_kind_of_document(
        self, kind: IdDocumentKind, number: str, good: bool
    ):
        answers = Answers(answered(Identity, document_kind=kind, number=number))

        assert found(Identity, answers) == ({} if good else {"identity.unusual_form": WARNING})

    @pytest.mark.parametrize("kind", IdDocumentKind)
    def test_every_kind_of_document_has_a_form(self, kind: IdDocumentKind):
        answers = Answers(answered(Identity, document_kind=kind, number="@" * 18))

        assert found(Identity, answers)

    @pytest.mark.parametrize("name", ["样本甲", "买买提·样本", "𠮷样", "SPECIMEN Anna"])
    def test_a_name_has_characters_of_any_plane_or_letters(self, name: str):
        assert found(Identity, Answers(answered(Identity, name=name))) == {}

    @pytest.mark.parametrize("name", ["样本1", "样本\ue000", "样本@"])
    def test_a_name_has_nothing_else(self, name: str):
        assert found(Identity, Answers(answered(Identity, name=name))) == {
            "identity.name_characters": ERROR
        }

    @pytest.mark.parametrize(
        ("begin", "end", "code"),
        [
            (date(2020, 5, 6), date(2040, 5, 6), None),
            (date(2020, 5, 6), date(2030, 5, 6), "identity.validity_length"),
            (date(2020, 5, 6), LONG_TERM, "identity.validity_length"),
            (date(2006, 11, 20), date(2026, 11, 20), "validity.expires_soon"),
            (date(2007, 2, 17), date(2027, 2, 17), "validity.expires_soon"),
            (date(2007, 2, 18), date(2027, 2, 18), None),
            (date(2006, 11, 19), date(2026, 11, 19), "validity.expired"),
            (date(2040, 5, 6), date(2060, 5, 6), "validity.not_begun"),
            (date(2020, 5, 6), date(2019, 5, 6), "validity.reversed"),
        ],
    )
    def test_a_validity_is_plausible_and_has_ninety_days_left(
        self, begin: date, end: date, code: str | None
    ):
        answers = Answers(
            answered(
                Identity,
                document_kind=RESIDENT,
                number=resident_id(),
                valid_from=begin,
                valid_until=end,
            )
        )
        codes = set(found(Identity, answers))

        # a later issue means another age, which has its own rule
        assert (code in codes) if code else not codes

    def test_sex_and_occupation_are_asked_only_on_demand(self):
        asked = Answers().under(Overlay(requires=frozenset({"identity.sex"})))

        assert "sex" not in {field.name for field in Identity.relevant_fields(Answers())}
        assert "sex" in missing(Identity, asked)

    def test_sex_agrees_with_the_number(self):
        values = answered(
            Identity, document_kind=RESIDENT, number=resident_id(serial="001"), sex=Sex.FEMALE
        )
        asked = Answers(values).under(Overlay(requires=frozenset({"identity.sex"})))

        assert found(Identity, asked) == {"identity.sex_differs": WARNING}
        assert found(Identity, asked.with_(Identity.sex, Sex.MALE)) == {}

    @given(st.text(alphabet="0123456789X", min_size=18, max_size=18))
    def test_any_number_of_eighteen_gets_an_answer(self, number: str):
        answers = Answers(answered(Identity, document_kind=RESIDENT, number=number))

        assert all(isinstance(i.text, Text) for i in Identity.issues(answers, TODAY))


class TestContact:
    def asked(self, kind: ContactKind, **values: Any) -> Answers:
        return Answers(
            {
                **answered(Basics, merchant_kind=SOLE, contact_kind=kind),
                **answered(Identity, name="样本甲", document_kind=RESIDENT, number=resident_id()),
                **answered(Consent, staff_mobile="13800000000"),
                **answered(Contact, **values),
            }
        )

    def test_the_principal_as_contact_bears_the_name_on_the_id(self):
        legal = self.asked(ContactKind.LEGAL, name="样本乙")

        assert found(Contact, legal) == {"contact.is_principal": ERROR}
        assert found(Contact, legal.with_(Contact.name, "样本甲")) == {}
        assert found(Contact, self.asked(ContactKind.HANDLER, name="样本乙")) == {}

    def test_the_principals_name_is_offered(self):
        offered = Contact.name.suggested
        assert offered
        assert offered.value(self.asked(ContactKind.LEGAL)) == "样本甲"
        assert offered.value(self.asked(ContactKind.HANDLER)) is None

    def test_a_handler_shows_a_document_and_nobody_else_does(self):
        document = {"document_kind", "number", "valid_from", "valid_until"}

        assert document <= missing(Contact, self.asked(ContactKind.HANDLER))
        assert not document & missing(Contact, self.asked(ContactKind.LEGAL))

    def test_a_handler_is_another_person(self):
        handler = self.asked(ContactKind.HANDLER, document_kind=RESIDENT, number=resident_id())

        assert found(Contact, handler) == {"contact.handler_is_principal": ERROR}

    @pytest.mark.parametrize(
        ("mobile", "found_"),
        [
            ("13912345678", {}),
            ("12012345678", {"contact.mobile": ERROR}),
            ("13800000000", {"contact.mobile_is_staffs": WARNING}),
        ],
    )
    def test_a_mobile_is_one_and_not_the_staff_members(self, mobile: str, found_: dict[str, Level]):
        assert found(Contact, self.asked(ContactKind.LEGAL, mobile=mobile)) == found_

    def test_an_email_may_be_missing_but_not_wrong(self):
        wrong = self.asked(ContactKind.LEGAL, email="specimen.example.cn")

        assert "email" not in missing(Contact, self.asked(ContactKind.LEGAL))
        assert found(Contact, wrong) == {"contact.email": ERROR}


class TestLicence:
    def asked(
        self, kind: MerchantKind = SOLE, licence: LicenceKind = LicenceKind.USCC, **values: Any
    ) -> Answers:
        return Answers(
            {
                **answered(Basics, merchant_kind=kind, licence_kind=licence),
                **answered(Identity, name="样本甲"),
                **answered(Licence, **values),
            }
        )

    def test_a_micro_merchant_needs_no_licence(self):
        assert list(Licence.issues(self.asked(MICRO), TODAY)) == []
        assert not Licence.relevant_fields(self.asked(MICRO))

    @pytest.mark.parametrize(
        ("kind", "number", "found_"),
        [
            (SOLE, credit_code("92"), {}),
            (COMPANY, credit_code("91"), {}),
            (SOLE, credit_code("91"), {"licence.kind_crossed": ERROR}),
            (COMPANY, credit_code("92"), {"licence.kind_crossed": ERROR}),
            (COMPANY, credit_code("93"), {"licence.kind_unusual": WARNING}),
            (SOLE, credit_code("92", "440106"), {"licence.outside_sichuan": WARNING}),
            (SOLE, broken(credit_code("92")), {"licence.uscc": ERROR}),
            (SOLE, "92510107MA6OPECM0X", {"licence.uscc": ERROR}),
        ],
    )
    def test_a_credit_code_is_right_and_of_the_merchants_kind(
        self, kind: MerchantKind, number: str, found_: dict[str, Level]
    ):
        assert found(Licence, self.asked(kind, number=number)) == found_

    @pytest.mark.parametrize(
        ("number", "found_"),
        [
            ("510107600000013", {"licence.old_number": WARNING}),
            ("51010760000001A", {"licence.old_digits": ERROR}),
            (credit_code(), {"licence.number_kind": ERROR}),
        ],
    )
    def test_an_old_number_of_fifteen_is_taken_with_a_warning(
        self, number: str, found_: dict[str, Level]
    ):
        assert found(Licence, self.asked(licence=LicenceKind.OLD_NUMBER, number=number)) == found_

    def test_a_merged_licence_has_no_old_number(self):
        answers = self.asked(number="510107600000013")

        assert found(Licence, answers)["licence.number_kind"] is ERROR

    def test_a_licence_without_a_name_takes_the_operators(self):
        blank = self.asked(registered_name="***")
        offered = Licence.registered_name.suggested

        assert offered
        assert offered.value(blank) == "个体户样本甲"
        assert found(Licence, blank) == {"licence.name_blank": ERROR}

    def test_an_enterprise_states_capital_and_foundation(self):
        assert {"capital", "founded_on"} <= missing(Licence, self.asked(COMPANY))
        assert not {"capital", "founded_on"} & missing(Licence, self.asked(SOLE))

    @pytest.mark.parametrize(
        ("values", "code"),
        [
            ({"valid_until": date(2026, 11, 19)}, "validity.expired"),
            ({"valid_until": date(2026, 12, 19)}, "validity.expires_soon"),
            ({"founded_on": date(2026, 11, 21)}, "licence.founded_later"),
            ({"valid_from": TODAY, "valid_until": date(2020, 1, 1)}, "validity.reversed"),
        ],
    )
    def test_its_days_are_possible(self, values: dict[str, Any], code: str):
        assert code in found(Licence, self.asked(**values))


class TestOwners:
    def people(self, *rows: Answers) -> Answers:
        return Answers({**answered(Basics, merchant_kind=COMPANY), **answered(Owners, people=rows)})

    def owner(self, share: int, number: str) -> Answers:
        return row(Owner, basis=OwnershipBasis.SHARES, share=Decimal(share), number=number)

    @pytest.mark.parametrize(
        ("kind", "other", "asked"),
        [(COMPANY, None, True), (SOLE, True, True), (SOLE, False, False), (MICRO, None, False)],
    )
    def test_owners_are_asked_of_enterprises_and_of_who_is_controlled(
        self, kind: MerchantKind, other: bool | None, asked: bool
    ):
        values: dict[Field[Any], Any] = answered(Basics, merchant_kind=kind)
        answers = Answers(values).with_(Owners.other_controller, other)

        assert answers.is_relevant(Owners.people) is asked

    def test_shares_do_not_exceed_the_whole(self):
        over = self.people(self.owner(60, resident_id()), self.owner(41, resident_id("19810101")))
        assert found(Owners, over)["owners.share_total"] is ERROR

    def test_a_person_is_named_once(self):
        twice = self.people(self.owner(30, resident_id()), self.owner(30, resident_id()))

        assert "owners.named_twice" in found(Owners, twice)

    def test_below_a_quarter_another_ground_is_needed(self):
        few = self.people(self.owner(24, resident_id()))
        enough = self.people(self.owner(25, resident_id()))

        assert "owners.share_below_threshold" in found(Owners, few)
        assert "owners.share_below_threshold" not in found(Owners, enough)

    def test_an_owners_number_is_checked_in_its_row(self):
        wrong = self.people(row(Owner, document_kind=RESIDENT, number=broken(resident_id())))
        issue = next(i for i in Owners.issues(wrong, TODAY) if i.code == "identity.resident_id")

        assert issue.path == "owners.people[0].number"


def test_numbers_of_documents_and_accounts_are_masked():
    fields = [f for step in PHASE.steps for f in step.fields]
    rows = [f for field in fields if field.row for f in field.row.fields]
    numbers = [f for f in fields + rows if f.name in ("number", "holder_id_number")]

    plain = {"licence.number", "contract.number"}
    assert all(f.sensitive for f in numbers if f.key not in plain)


def test_what_logs_may_have_is_always_a_closed_choice():
    fields = [f for step in PHASE.steps for f in step.fields]

    assert all(isinstance(f, Choice) for f in fields if f.loggable)
