"""Settlement cycle, fees and terminals."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from poswizard.domain.category import FeeClass
from poswizard.domain.merchant import MerchantKind
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
from poswizard.steps.basics import Basics, Needs
from poswizard.steps.budget import Budget
from poswizard.steps.business import Business
from poswizard.steps.research import Quote, Research
from poswizard.steps.terms import TerminalWish, Terms
from tests.steps.asking import (
    COMPANY,
    SOLE,
    TODAY,
    answered,
    found,
    missing,
    row,
)

ERROR, WARNING, INFORMATION = Level.ERROR, Level.WARNING, Level.INFORMATION


class TestTerms:
    def asked(self, kind: MerchantKind = COMPANY, **values: Any) -> Answers:
        quote = row(
            Quote,
            debit_rate=Decimal("0.5"),
            debit_capped=True,
            debit_cap=Decimal(20),
            credit_rate=Decimal("0.60"),
        )
        needs: dict[Field[Any], Any] = answered(
            Needs,
            channels=(CardScheme.DEBIT, CardScheme.CREDIT),
            terminals=2,
            wished_cycle=SettlementCycle.T1,
        )
        return Answers(
            {
                **answered(Basics, merchant_kind=kind),
                **needs,
                **answered(Research, quotes=(quote,)),
                **answered(Budget, chosen_quote=1),
                **answered(Business, fee_class=FeeClass.STANDARD),
                **answered(Terms, **values),
            }
        )

    @pytest.mark.parametrize(
        ("values", "found_"),
        [
            ({"debit_rate": Decimal("0.50")}, {}),
            ({"debit_rate": Decimal("0.55")}, {"terms.debit_rate_as_quoted": WARNING}),
            (
                {"debit_rate": Decimal("0.3")},
                {"terms.debit_rate_as_quoted": WARNING, "terms.debit_below_cost": WARNING},
            ),
            ({"debit_capped": False}, {"terms.debit_uncapped": WARNING}),
            ({"credit_rate": Decimal("0.6")}, {}),
            (
                {"credit_rate": Decimal("0.38")},
                {"terms.credit_rate_as_quoted": WARNING, "terms.credit_below_cost": WARNING},
            ),
            ({"settlement_cycle": SettlementCycle.D1}, {"terms.cycle_differs": INFORMATION}),
        ],
    )
    def test_fees_are_those_of_the_quote_and_cover_their_cost(
        self, values: dict[str, Any], found_: dict[str, Level]
    ):
        assert found(Terms, self.asked(**values)) == found_

    @pytest.mark.parametrize("name", ["debit_cap", "qr_rate", "d0_surcharge"])
    def test_no_fee_differs_from_the_quote_unexplained(self, name: str):
        channels = (CardScheme.DEBIT, CardScheme.WECHAT)
        (field,) = answered(Terms, **{name: None})
        (quoted,) = answered(Quote, **{name: None})
        answers = self.asked(settlement_cycle=SettlementCycle.D0, debit_capped=True)
        answers = answers.with_(Needs.channels, channels).with_(
            Needs.wished_cycle, SettlementCycle.D0
        )
        offer = row(Quote, debit_capped=True).with_(quoted, Decimal(2))
        answers = answers.with_(Research.quotes, (offer,))

        assert found(Terms, answers.with_(field, Decimal(2))) == {}
        assert found(Terms, answers.with_(field, Decimal(3))) == {
            f"terms.{name}_as_quoted": WARNING
        }

    def test_what_was_quoted_is_offered(self):
        offered = Terms.debit_rate.suggested
        assert offered
        assert offered.value(self.asked()) == Decimal("0.5")
        assert offered.value(self.asked().with_(Budget.chosen_quote, 2)) is None

    def test_rates_are_asked_for_what_customers_pay_with(self):
        names = {field.name for field in Terms.relevant_fields(self.asked())}

        assert {"debit_rate", "credit_rate"} <= names
        assert not {"qr_rate", "foreign_rate", "unionpay_qr_small"} & names

    def test_settlement_at_set_times_is_for_companies(self):
        timed = {"settlement_cycle": SettlementCycle.TIMED}

        assert "terms.cycle_for_companies" not in found(Terms, self.asked(COMPANY, **timed))
        assert found(Terms, self.asked(SOLE, **timed))["terms.cycle_for_companies"] is ERROR

    def test_same_day_settlement_states_its_surcharge(self):
        same_day = self.asked(settlement_cycle=SettlementCycle.D0)

        assert "d0_surcharge" in missing(Terms, same_day)
        assert "d0_surcharge" not in missing(Terms, self.asked(settlement_cycle=SettlementCycle.T1))

    def own(self, number: str, quantity: int = 1) -> Answers:
        return row(
            TerminalWish,
            device_type=DeviceType.SMART,
            source=TerminalSource.OWN,
            quantity=quantity,
            maker="样本",
            model="S1",
            network=Network.WIFI,
            serial_number=number,
        )

    @pytest.mark.parametrize(
        ("numbers", "quantity", "code"),
        [
            (("SPEC0001", "SPEC0002"), 1, None),
            (("SPEC0001", "SPEC0001"), 1, "terms.serial_number_twice"),
            (("SPEC0001",), 2, "terms.own_terminal_is_one"),
            (("SPEC0001",), 1, "terms.terminal_count"),
        ],
    )
    def test_each_own_terminal_has_a_row_and_a_number(
        self, numbers: tuple[str, ...], quantity: int, code: str | None
    ):
        rows = tuple(self.own(number, quantity) for number in numbers)

        assert set(found(Terms, self.asked(terminals=rows))) == ({code} if code else set())

    def test_a_providers_terminal_needs_no_maker(self):
        lent = self.asked(terminals=(row(TerminalWish, source=TerminalSource.FREE),))
        names = {issue.field.name for issue in Terms.issues(lent, TODAY) if issue.rows}

        assert "device_type" in names
        assert not {"maker", "model", "serial_number"} & names
