"""The settlement account: whose it is, its number and its branch."""

from __future__ import annotations

from typing import Any

import pytest

from poswizard.domain import banks
from poswizard.domain.identifiers import cnaps_check_digit
from poswizard.domain.merchant import AccountKind, MerchantKind, Payee
from poswizard.forms.answers import Answers
from poswizard.forms.issue import Level
from poswizard.steps.application import Identity, Licence
from poswizard.steps.application_choices import AccountClass
from poswizard.steps.basics import Basics
from poswizard.steps.business import Account
from tests.steps.asking import (
    COMPANY,
    CORPORATE,
    MICRO,
    PERSONAL,
    RESIDENT,
    SOLE,
    answered,
    card,
    credit_code,
    found,
    missing,
    resident_id,
)

ERROR, WARNING = Level.ERROR, Level.WARNING


def swapped(number: str) -> str:
    """The number with its last digit wrong."""
    return number[:-1] + str((int(number[-1]) + 1) % 10)


class TestAccount:
    def asked(
        self,
        merchant: MerchantKind = SOLE,
        kind: AccountKind = PERSONAL,
        payee: Payee = Payee.MERCHANT,
        **values: Any,
    ) -> Answers:
        return Answers(
            {
                **answered(Basics, merchant_kind=merchant, account_kind=kind, payee=payee),
                **answered(Identity, name="样本甲", number=resident_id()),
                **answered(Licence, registered_name="成都样本（四川）有限公司"),
                **answered(Account, **values),
            }
        )

    @pytest.mark.parametrize(
        ("merchant", "kind", "payee", "name", "code"),
        [
            (MICRO, PERSONAL, Payee.MERCHANT, "样本甲", None),
            (MICRO, PERSONAL, Payee.MERCHANT, "样本乙", "account.personal_name"),
            (SOLE, PERSONAL, Payee.MERCHANT, "样本乙", "account.personal_name"),
            (SOLE, PERSONAL, Payee.AUTHORISED_PERSON, "样本乙", None),
            (COMPANY, PERSONAL, Payee.LEGAL_REPRESENTATIVE, "样本甲", None),
            (COMPANY, PERSONAL, Payee.LEGAL_REPRESENTATIVE, "样本乙", "account.personal_name"),
            (COMPANY, CORPORATE, Payee.MERCHANT, "成都样本(四川) 有限公司", None),
            (COMPANY, CORPORATE, Payee.MERCHANT, "样本甲", "account.corporate_name"),
            (COMPANY, CORPORATE, Payee.AUTHORISED_PERSON, "别的样本公司", None),
        ],
    )
    def test_money_goes_to_an_account_of_the_same_name_or_by_letter(
        self, merchant: MerchantKind, kind: AccountKind, payee: Payee, name: str, code: str | None
    ):
        answers = self.asked(merchant, kind, payee, account_name=name)

        assert found(Account, answers) == ({code: ERROR} if code else {})

    @pytest.mark.parametrize(
        ("kind", "payee", "offered"),
        [
            (PERSONAL, Payee.MERCHANT, "样本甲"),
            (CORPORATE, Payee.MERCHANT, "成都样本（四川）有限公司"),
            (PERSONAL, Payee.AUTHORISED_PERSON, None),
        ],
    )
    def test_the_holders_name_is_offered(
        self, kind: AccountKind, payee: Payee, offered: str | None
    ):
        suggested = Account.account_name.suggested

        assert suggested
        assert suggested.value(self.asked(COMPANY, kind, payee)) == offered

    def test_a_micro_merchants_name_is_offered_without_a_licence(self):
        suggested = Account.account_name.suggested
        micro = self.asked(MICRO)

        assert micro.get(Licence.registered_name) is None
        assert suggested
        assert suggested.value(micro) == "样本甲"

    @pytest.mark.parametrize(
        ("kind", "number", "found_"),
        [
            (PERSONAL, card(), {}),
            (PERSONAL, swapped(card()), {"account.card_check_digit": ERROR}),
            (PERSONAL, card("700000"), {"account.card_unknown": WARNING}),
            (PERSONAL, swapped(card("700000")), {"account.card_unknown": WARNING}),
            (PERSONAL, "510000000001", {"account.card_length": ERROR}),
            (
                PERSONAL,
                card("700000", 14),
                {"account.card_length_unusual": WARNING, "account.card_unknown": WARNING},
            ),
            (PERSONAL, card("622848", 16), {"account.card_length_unusual": WARNING}),
            (CORPORATE, "510000000001", {}),
            (CORPORATE, swapped(card()), {}),
        ],
    )
    def test_a_card_is_checked_and_a_corporate_number_is_not(
        self, kind: AccountKind, number: str, found_: dict[str, Level]
    ):
        assert (
            found(Account, self.asked(COMPANY, kind, Payee.AUTHORISED_PERSON, number=number))
            == found_
        )

    @pytest.mark.parametrize("kind", [k for k in banks.CardKind if k is not banks.CardKind.DEBIT])
    def test_only_a_debit_card_receives_settlements(self, kind: banks.CardKind):
        first, length = next(
            (prefix, length)
            for prefix, rows in banks._issuers().items()
            for length, (_, of) in rows.items()
            if of == kind.value and length >= 16 and len(prefix) >= 6
        )
        answers = self.asked(number=card(first, length))

        assert found(Account, answers).get("account.card_kind") is ERROR

    def test_a_card_of_another_bank_is_noticed(self):
        other = self.asked(number=card(), bank="成都银行")

        assert found(Account, other) == {"account.bank_of_card": WARNING}
        assert found(Account, self.asked(number=card(), bank="农业银行")) == {}

    def test_the_bank_of_the_card_is_offered_for_cards_only(self):
        suggested = Account.bank.suggested
        assert suggested
        assert suggested.value(self.asked(number=card())) == "中国农业银行"
        assert suggested.value(self.asked(COMPANY, CORPORATE, number=card())) is None

    @pytest.mark.parametrize("account_class", AccountClass)
    def test_any_class_but_the_first_wants_a_reason(self, account_class: AccountClass):
        codes = set() if account_class is AccountClass.CLASS_1 else {"account.class"}

        assert set(found(Account, self.asked(account_class=account_class))) == codes

    @pytest.mark.parametrize(
        ("code", "bank", "area", "issue"),
        [
            ("10365100001", "中国农业银行", "510100", None),
            ("10365100001", "中国工商银行", "510100", "account.cnaps_bank"),
            ("10365100001", "中国农业银行", "510700", "account.cnaps_city"),
            ("10358100001", "中国农业银行", "440100", "account.cnaps_outside_sichuan"),
        ],
    )
    def test_a_branch_code_fits_bank_and_city(
        self, code: str, bank: str, area: str, issue: str | None
    ):
        cnaps = code + cnaps_check_digit(code)
        answers = self.asked(cnaps=cnaps, bank=bank, bank_area=area)

        assert (issue in found(Account, answers)) if issue else found(Account, answers) == {}
        assert set(found(Account, answers).values()) <= {WARNING}

    def test_the_branch_code_in_use_that_fails_its_check_digit_is_let_pass(self):
        answers = self.asked(cnaps="314653617115")

        assert found(Account, answers).get("account.cnaps_check_digit") is WARNING

    def test_branch_or_code_is_enough_for_a_card_and_both_are_wanted_for_a_company(self):
        name: dict[str, Any] = {"branch_name": "中国农业银行成都样本支行"}

        assert "cnaps" in missing(Account, self.asked())
        assert "cnaps" not in missing(Account, self.asked(**name))
        assert "branch_name" not in missing(Account, self.asked())
        assert {"cnaps", "branch_name"} <= missing(Account, self.asked(COMPANY, CORPORATE))

    def test_an_authorised_payee_is_another_person_with_a_document(self):
        authorised = self.asked(
            payee=Payee.AUTHORISED_PERSON,
            holder_document_kind=RESIDENT,
            holder_id_number=resident_id(),
        )

        assert found(Account, authorised) == {"account.authorised_is_principal": ERROR}
        assert "holder_id_number" not in missing(Account, self.asked())

    def test_another_company_as_payee_shows_its_credit_code(self):
        asked = self.asked(COMPANY, CORPORATE, Payee.AUTHORISED_PERSON)

        assert "holder_licence_number" in missing(Account, asked)
        assert "holder_id_number" not in missing(Account, asked)
        right = asked.with_(Account.holder_licence_number, credit_code("91"))
        assert found(Account, right) == {}
