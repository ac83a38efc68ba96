"""Activation, merchant information, parameters and function tests, with the rules on them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poswizard.domain.category import FeeClass
from poswizard.domain.merchant import MerchantKind, Outcome
from poswizard.domain.terminal import (
    CardScheme,
    DeviceFault,
    DeviceType,
    FunctionTest,
    OperatorRole,
    SettlementCycle,
    TransactionKind,
)
from poswizard.forms.answers import Answers, Raw
from poswizard.forms.field import Field
from poswizard.forms.issue import Level
from poswizard.forms.rich_kinds import Place
from poswizard.forms.step import Step
from poswizard.steps import parameter_checks
from poswizard.steps.activation import PHASE
from poswizard.steps.activation_choices import (
    ActivationResult,
    ActivationWay,
    RefundApprover,
    SettlementPayer,
)
from poswizard.steps.application import Identity, Licence
from poswizard.steps.basics import Basics
from poswizard.steps.binding import ActivatedTerminal, Activation
from poswizard.steps.business import Account, Business
from poswizard.steps.fitting import Device, Installation
from poswizard.steps.function_tests import FunctionTests, PaymentRepair, PaymentTrial
from poswizard.steps.merchant_setup import MerchantSetup, OperatorAccount
from poswizard.steps.parameters import Parameters
from poswizard.steps.terms import Terms
from tests.steps.installed_shop import (
    ACCOUNT,
    MERCHANT_ID,
    SERIAL,
    SHOP,
    Values,
    a_device,
    a_payment,
    at,
    changed,
    codes,
    installed_shop,
    issues,
    offered,
    row,
    rows_of,
    with_first_row,
)

Change = Values


def found(step: type[Step], change: Change) -> dict[str, Level]:
    """What a change to the shop where all is well brings up."""
    return {i.code: i.level for i in issues(step, changed(installed_shop(), change))}


def terminal(change: Change) -> Answers:
    return with_first_row(installed_shop(), Activation.terminals, change)


def test_the_phase_holds_its_steps_in_order():
    keys = ["activation", "merchant_setup", "parameters", "function_tests"]

    assert [step.key for step in PHASE.steps] == keys


# activation


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({ActivatedTerminal.terminal_id: Raw("1000-001")}, "unreadable"),
        ({ActivatedTerminal.terminal_id: "1000001"}, "malformed"),
        ({ActivatedTerminal.activated_at: at(16)}, "activation.before_expiry"),
        ({ActivatedTerminal.activated_at: at(9)}, "activation.after_installation"),
        ({ActivatedTerminal.activated_at: at(25)}, "day.moment_has_come"),
        ({ActivatedTerminal.code_tail: None}, "missing"),
    ],
)
def test_an_activation_is_refused(change: Change, code: str):
    assert code in codes(Activation, terminal(change))


def test_only_the_tail_of_a_code_is_kept():
    assert ActivatedTerminal.code_tail.sensitive
    assert "malformed" in codes(Activation, terminal({ActivatedTerminal.code_tail: "ABCD12345678"}))


def test_key_loading_needs_no_code():
    change = {
        ActivatedTerminal.way: ActivationWay.KEY_LOADING,
        ActivatedTerminal.code_tail: None,
        ActivatedTerminal.code_expires: None,
    }

    assert codes(Activation, terminal(change)) == []


@pytest.mark.parametrize(
    ("today", "code", "level"),
    [
        (date(2026, 11, 12), "activation.code_ends_soon", Level.INFORMATION),
        (date(2026, 11, 15), "activation.code_ends_soon", Level.INFORMATION),
        (date(2026, 11, 16), "activation.code_expired", Level.ERROR),
    ],
)
def test_a_waiting_code_is_counted_down(today: date, code: str, level: Level):
    waiting = terminal({ActivatedTerminal.result: ActivationResult.WAITING})
    levels = {issue.code: issue.level for issue in issues(Activation, waiting, today)}

    assert levels[code] is level
    assert "activation.every_device" in levels


def test_a_device_that_is_not_on_the_sheet_is_not_activated():
    other = terminal({ActivatedTerminal.serial_number: "SPECIMEN-0009"})

    assert codes(Activation, other) == ["activation.unknown_device", "activation.every_device"]


def test_the_device_that_waits_is_named():
    shop = installed_shop().with_(Installation.devices, (a_device(), a_device("SPECIMEN-0002")))

    (issue,) = issues(Activation, shop)
    assert "SPECIMEN-0002" in issue.text.zh
    assert SERIAL not in issue.text.zh


def test_no_terminal_number_is_given_twice():
    shop = installed_shop()
    (first,) = rows_of(shop, Activation.terminals)
    second = first.with_(ActivatedTerminal.serial_number, "SPECIMEN-0002")
    two = changed(
        shop,
        {
            Installation.devices: (a_device(), a_device("SPECIMEN-0002")),
            Activation.terminals: (first, second),
        },
    )

    (issue,) = issues(Activation, two)
    assert issue.code == "activation.number_twice"
    assert "10000001" in issue.text.zh


def test_the_five_elements_are_those_of_the_application():
    shop = installed_shop()

    assert shop.get(Activation.merchant_id) == MERCHANT_ID
    assert shop.get(Activation.licence_number) == shop.get(Licence.number)
    assert shop.get(Activation.operator_number) is None
    assert shop.get(Activation.account_number) == ACCOUNT
    assert shop.get(Activation.place) == SHOP
    assert shop.get(Activation.serial_numbers) == SERIAL


def test_a_micro_merchant_is_bound_by_the_operators_document():
    shop = installed_shop().with_(Basics.merchant_kind, MerchantKind.MICRO)

    assert shop.get(Activation.operator_number) == shop.get(Identity.number)
    assert shop.get(Activation.licence_number) is None
    assert Activation.operator_number.sensitive


@pytest.mark.parametrize(
    ("removed", "element"),
    [
        (Account.number, Activation.account_number),
        (Licence.number, Activation.licence_number),
        (Installation.devices, Activation.place),
    ],
)
def test_no_element_of_the_binding_is_missing(removed: Field[Any], element: Field[Any]):
    shop = installed_shop().with_(removed, None)

    assert element in [i.field for i in issues(Activation, shop) if i.level is Level.ERROR]


def test_a_static_code_has_no_serial_number_to_bind():
    plate = changed(a_device(kind=DeviceType.QR_PLATE), {Device.serial_number: None})
    shop = changed(installed_shop(), {Installation.devices: (plate,), Activation.terminals: None})

    assert codes(Installation, shop) == []
    assert codes(Activation, shop) == []


def test_numbers_in_the_binding_are_masked():
    assert ACCOUNT not in Activation.account_number.masked(ACCOUNT)


def test_a_foreign_acquirer_code_is_explained():
    assert found(Activation, {Activation.acquirer_code: "48998"}) == {
        "activation.acquirer_code": Level.WARNING
    }
    assert found(Activation, {Activation.acquirer_code: "48222900"}) == {}


# merchant information


@pytest.mark.parametrize(
    ("change", "code", "level"),
    [
        ({MerchantSetup.name: "武侯区别家小吃店"}, "merchant_setup.name", Level.ERROR),
        (
            {MerchantSetup.address: Place("510107", "样本路 9 号")},
            "merchant_setup.address",
            Level.WARNING,
        ),
        ({MerchantSetup.contact: "样本二"}, "merchant_setup.contact", Level.WARNING),
        ({MerchantSetup.contact_mobile: "13900000000"}, "merchant_setup.phone", Level.WARNING),
        ({MerchantSetup.service_phone: "4000000000"}, "merchant_setup.phone", Level.WARNING),
        ({Business.mcc: "5411"}, "merchant_setup.mcc", Level.WARNING),
    ],
)
def test_what_differs_on_the_device_is_pointed_out(change: Change, code: str, level: Level):
    assert found(MerchantSetup, change) == {code: level}


def test_what_the_device_repeats_faithfully_is_fine():
    same = {
        MerchantSetup.contact: "样本一",
        MerchantSetup.contact_mobile: "13800000000",
        MerchantSetup.service_phone: "02800000000",
        MerchantSetup.name: "武侯区 样本小吃店",
    }

    assert found(MerchantSetup, same) == {}


def test_the_slip_carries_the_receipt_name_where_there_is_one():
    change = {Business.receipt_name: "样本小吃"}

    assert found(MerchantSetup, change) == {"merchant_setup.name": Level.ERROR}
    assert found(MerchantSetup, change | {MerchantSetup.name: "样本小吃"}) == {}


@pytest.mark.parametrize(
    ("number", "codes_found"),
    [
        ("822651058120001", set()),
        ("822510158120001", set()),  # some acquirers use the GB code
        ("822290058120001", {"merchant_setup.merchant_id", "merchant_setup.area"}),
        ("898651058120001", {"merchant_setup.merchant_id", "merchant_setup.acquirer"}),
        ("82265105812A001", {"merchant_setup.merchant_id"}),  # of another form: nothing to decode
    ],
)
def test_a_merchant_number_is_decoded_as_a_hint(number: str, codes_found: set[str]):
    found_here = found(MerchantSetup, {MerchantSetup.merchant_id: number})

    assert set(found_here) - {"merchant_setup.merchant_id"} == codes_found - {
        "merchant_setup.merchant_id"
    }
    assert (number == MERCHANT_ID) is ("merchant_setup.merchant_id" not in found_here)


def test_somebody_has_the_right_to_refund():
    shop = with_first_row(
        installed_shop(), MerchantSetup.accounts, {OperatorAccount.role: OperatorRole.CASHIER}
    )

    assert codes(MerchantSetup, shop) == ["merchant_setup.supervisor"]


def test_no_field_asks_for_a_password():
    kinds = {field.kind for field in OperatorAccount.fields if "password" in field.name}

    assert kinds == {"tick"}


# parameters


@pytest.mark.parametrize(
    ("change", "code", "level"),
    [
        ({Parameters.debit_day: Decimal(100)}, "parameters.limit_order", Level.ERROR),
        ({Parameters.credit_month: Decimal(500)}, "parameters.limit_order", Level.ERROR),
        ({Parameters.qr_month: Decimal(1)}, "parameters.limit_order", Level.ERROR),
        ({Parameters.debit_rate: Decimal("0.55")}, "parameters.above_contract", Level.ERROR),
        ({Parameters.debit_cap: Decimal(25)}, "parameters.above_contract", Level.ERROR),
        ({Parameters.credit_rate: Decimal("0.63")}, "parameters.above_contract", Level.ERROR),
        ({Parameters.qr_rate: Decimal("0.3")}, "parameters.below_contract", Level.WARNING),
        (
            {Parameters.settlement_cycle: SettlementCycle.T1},
            "parameters.cycle",
            Level.ERROR,
        ),
        ({Parameters.refund_days: 365}, "parameters.refund_period", Level.WARNING),
        (
            {Parameters.refund_within_original: False},
            "parameters.refund_original",
            Level.WARNING,
        ),
        (
            {Parameters.refund_approver: RefundApprover.ANYONE},
            "parameters.refund_right",
            Level.WARNING,
        ),
    ],
)
def test_a_parameter_is_pointed_out(change: Change, code: str, level: Level):
    assert found(Parameters, change) == {code: level}


def test_a_cap_that_was_agreed_is_set():
    change = {Parameters.debit_capped: False}

    assert found(Parameters, change) == {
        "terms.debit_uncapped": Level.WARNING,
        "parameters.cap": Level.ERROR,
    }
    assert "parameters.cap" not in found(Parameters, change | {Terms.debit_capped: False})


@pytest.mark.parametrize(
    ("rate_class", "found_codes"),
    [
        (FeeClass.STANDARD, {"parameters.below_contract", "terms.credit_below_cost"}),
        (FeeClass.PREFERENTIAL, {"parameters.below_contract"}),
    ],
)
def test_a_rate_below_cost_is_asked_about(rate_class: FeeClass, found_codes: set[str]):
    change = {Parameters.credit_rate: Decimal("0.38"), Business.fee_class: rate_class}

    assert set(found(Parameters, change)) == found_codes


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({Parameters.credit_day: Decimal(1_001)}, "parameters.micro_day"),
        ({Parameters.credit_month: Decimal(10_001)}, "parameters.micro_month"),
    ],
)
def test_a_micro_merchant_has_credit_ceilings(change: Change, code: str):
    micro = {Basics.merchant_kind: MerchantKind.MICRO}

    assert found(Parameters, micro) == {}
    assert found(Parameters, micro | change) == {code: Level.ERROR}
    assert found(Parameters, change) == {}


def test_settlement_at_set_times_is_for_companies():
    timed = {
        Parameters.settlement_cycle: SettlementCycle.TIMED,
        Terms.settlement_cycle: SettlementCycle.TIMED,
    }
    company = timed | {Basics.merchant_kind: MerchantKind.ENTERPRISE}

    assert found(Parameters, timed) == {"terms.cycle_for_companies": Level.ERROR}
    assert found(Parameters, company) == {}


def test_same_day_settlement_states_its_surcharge():
    same_day = {
        Parameters.settlement_cycle: SettlementCycle.D0,
        Terms.settlement_cycle: SettlementCycle.D0,
        Terms.d0_surcharge: Decimal("0.02"),
    }

    assert found(Parameters, same_day) == {"missing": Level.ERROR}
    assert found(Parameters, same_day | {Parameters.d0_surcharge: Decimal("0.03")}) == {
        "parameters.above_contract": Level.ERROR
    }


def test_payments_without_pin_have_a_usual_ceiling():
    opened = (TransactionKind.SALE, TransactionKind.NO_PIN)

    assert found(Parameters, {Parameters.opened: opened}) == {"missing": Level.ERROR}
    assert found(
        Parameters, {Parameters.opened: opened, Parameters.no_pin_limit: Decimal(2_000)}
    ) == {"parameters.no_pin": Level.WARNING}


def test_only_open_ways_of_paying_have_limits():
    shop = installed_shop().with_(Parameters.channels, (CardScheme.WECHAT,))
    asked = Parameters.relevant_fields(shop)

    assert Parameters.qr_day in asked
    assert Parameters.debit_day not in asked
    assert Parameters.credit_rate not in asked


@given(st.decimals(0, 10**6, places=2), st.decimals(0, 10**6, places=2))
def test_a_wider_limit_is_never_the_smaller(wider: Decimal, narrower: Decimal):
    refused = parameter_checks.limit_is_not_below(wider, narrower) is not None

    assert refused is (wider < narrower)


# function tests


def test_a_missing_function_test_is_said_by_name():
    without = tuple(
        a_payment(case)
        for case in FunctionTest
        if case.is_mandatory and case is not FunctionTest.REFUND
    )

    (issue,) = issues(FunctionTests, installed_shop().with_(FunctionTests.tests, without))
    assert (issue.code, issue.level) == ("function_tests.missing", Level.ERROR)
    assert issue.text.zh == "还没测：退货。请补测并加一行"


@pytest.mark.parametrize(
    ("opened", "case"),
    [
        (TransactionKind.PREAUTHORISATION, FunctionTest.PREAUTHORISATION),
        (TransactionKind.FOREIGN_CARDS, FunctionTest.FOREIGN_CARD),
        (TransactionKind.NO_PIN, FunctionTest.CONTACTLESS),
    ],
)
def test_what_is_opened_is_tried(opened: TransactionKind, case: FunctionTest):
    shop = installed_shop()
    more = (*(shop.get(Parameters.opened) or ()), opened)

    (issue,) = issues(FunctionTests, shop.with_(Parameters.opened, more))
    assert case.label.zh in issue.text.zh


@pytest.mark.parametrize(
    ("kind", "cases"),
    [
        (DeviceType.QR_PLATE, {FunctionTest.QR_SALE, FunctionTest.REFUND}),
        (
            DeviceType.QR_TERMINAL,
            {
                *(FunctionTest.SIGN_ON, FunctionTest.QR_SALE, FunctionTest.REFUND),
                *(FunctionTest.REPRINT, FunctionTest.OFFLINE),
            },
        ),
    ],
)
def test_a_device_is_tried_in_what_it_can_do(kind: DeviceType, cases: set[FunctionTest]):
    shop = installed_shop().with_(Installation.devices, (a_device(kind=kind),))

    assert {r.get(PaymentTrial.case) for r in offered(FunctionTests.tests, shop)} == cases


def test_rows_brought_in_at_once_only_lack_their_results():
    shop = installed_shop()
    filled = shop.with_(FunctionTests.tests, offered(FunctionTests.tests, shop))

    assert {i.field for i in issues(FunctionTests, filled) if i.rows} == {
        PaymentTrial.outcome,
        PaymentTrial.tried_at,
    }


def test_a_payment_states_amount_and_trace_number():
    bare = row(
        {
            PaymentTrial.case: FunctionTest.DEBIT_SALE,
            PaymentTrial.outcome: Outcome.PASSED,
            PaymentTrial.tried_at: at(11),
        }
    )
    tests = (*(installed_shop().get(FunctionTests.tests) or ()), bare)
    shop = installed_shop().with_(FunctionTests.tests, tests)

    assert [issue.field for issue in issues(FunctionTests, shop)] == [
        PaymentTrial.paid_with,
        PaymentTrial.amount,
        PaymentTrial.trace_number,
    ]


def test_a_failure_is_explained_repaired_and_tried_again():
    failed = changed(
        a_payment(FunctionTest.VOID),
        {PaymentTrial.outcome: Outcome.FAILED, PaymentTrial.remark: "超时"},
    )
    tests = installed_shop().get(FunctionTests.tests) or ()
    shop = installed_shop().with_(FunctionTests.tests, (*tests, failed))
    repair = row(
        {
            PaymentRepair.fault: DeviceFault.DELAY,
            PaymentRepair.found_on: date(2026, 11, 11),
            PaymentRepair.description: "撤销超时",
            PaymentRepair.responsible: "服务商",
            PaymentRepair.mended_on: date(2026, 11, 12),
            PaymentRepair.remedy: "换网络",
        }
    )
    mended = changed(
        shop,
        {
            FunctionTests.tests: (*tests, failed, a_payment(FunctionTest.VOID)),
            FunctionTests.repairs: (repair,),
        },
    )

    assert codes(FunctionTests, shop) == ["missing", "function_tests.failed"]
    assert codes(FunctionTests, mended) == []


@pytest.mark.parametrize(
    ("change", "code", "level"),
    [
        ({FunctionTests.slip_masked: False}, "function_tests.slip_masked", Level.ERROR),
        ({FunctionTests.payer: SettlementPayer.OTHER_COMPANY}, "settlement.payer", Level.ERROR),
        ({FunctionTests.payer: SettlementPayer.PERSON}, "settlement.payer", Level.ERROR),
        ({FunctionTests.payer_name: "样本代理公司"}, "settlement.payer_name", Level.WARNING),
        ({FunctionTests.account_tail: "9999"}, "settlement.account", Level.ERROR),
        (
            {FunctionTests.settled_on: date(2026, 11, 1)},
            "settlement.after_installation",
            Level.ERROR,
        ),
        (
            {FunctionTests.network_query: Outcome.FAILED},
            "function_tests.network_query",
            Level.WARNING,
        ),
        ({FunctionTests.settled_on: None}, "missing", Level.ERROR),
    ],
)
def test_slip_and_first_settlement_are_as_they_should_be(change: Change, code: str, level: Level):
    assert found(FunctionTests, change) == {code: level}


def test_the_reserve_account_of_the_acquirer_pays_too():
    change = {
        FunctionTests.payer: SettlementPayer.RESERVE_ACCOUNT,
        FunctionTests.payer_name: "拉卡拉支付股份有限公司（客户备付金）",
    }

    assert found(FunctionTests, change) == {}


def test_what_is_closed_is_not_tried():
    change = {
        Parameters.opened: (TransactionKind.SALE,),
        Parameters.channels: (CardScheme.DEBIT,),
    }
    cases = {
        r.get(PaymentTrial.case)
        for r in offered(FunctionTests.tests, changed(installed_shop(), change))
    }

    assert cases == {
        *(FunctionTest.SIGN_ON, FunctionTest.DEBIT_SALE, FunctionTest.REPRINT),
        *(FunctionTest.SETTLEMENT, FunctionTest.OFFLINE),
    }


def test_several_devices_are_each_tried():
    shop = changed(
        installed_shop(), {Installation.devices: (a_device(), a_device("SPECIMEN-0002"))}
    )
    named = tuple(r.with_(PaymentTrial.device, 1) for r in shop.get(FunctionTests.tests) or ())

    (issue,) = issues(FunctionTests, shop.with_(FunctionTests.tests, named))
    assert issue.text.zh.startswith("还没测：第 2 台：签到、")
