"""The closed lists of the trade."""

from __future__ import annotations

import inspect
import re

import pytest

from poswizard.domain import banks, category, fees, merchant, resident, state, terminal, validity
from poswizard.domain.merchant import (
    CodeFit,
    IdDocumentKind,
    MerchantKind,
    Occupation,
    uscc_fits_kind,
)
from poswizard.domain.state import ApplicationState, Party
from poswizard.domain.terminal import (
    DeviceTest,
    DeviceType,
    FunctionTest,
    SettlementCycle,
    TrainingTopic,
)
from poswizard.text import Vocabulary

VOCABULARIES = sorted(
    {
        member
        for module in (banks, category, fees, merchant, resident, state, terminal, validity)
        for _, member in inspect.getmembers(module, inspect.isclass)
        if issubclass(member, Vocabulary) and member is not Vocabulary
    },
    key=lambda vocabulary: vocabulary.__name__,
)


@pytest.mark.parametrize("vocabulary", VOCABULARIES, ids=lambda v: v.__name__)
def test_stored_values_are_lower_snake_case_and_words_stand_in_both_languages(
    vocabulary: type[Vocabulary],
):
    for member in vocabulary:
        assert re.fullmatch(r"[a-z][a-z0-9_]*", member.value)
        assert member.value == member.name.lower()
        assert re.search(r"[\u4e00-\u9fff]", member.label.zh) or member.label.zh == "Wi-Fi"
        assert member.label.en.strip()


def test_the_kinds_of_merchant_have_their_stored_values_forever():
    assert [kind.value for kind in MerchantKind] == ["micro", "sole_proprietor", "enterprise"]


def test_a_micro_merchant_has_no_licence():
    assert not MerchantKind.MICRO.has_licence
    assert MerchantKind.MICRO.uscc_kind is None
    assert MerchantKind.ENTERPRISE.has_licence


@pytest.mark.parametrize(
    ("code", "kind", "fit"),
    [("92", MerchantKind.SOLE_PROPRIETOR, CodeFit.FITS), ("91", MerchantKind.ENTERPRISE, CodeFit.FITS),
     ("91", MerchantKind.SOLE_PROPRIETOR, CodeFit.CROSSED), ("92", MerchantKind.ENTERPRISE, CodeFit.CROSSED),
     ("93", MerchantKind.ENTERPRISE, CodeFit.UNUSUAL), ("12", MerchantKind.SOLE_PROPRIETOR, CodeFit.UNUSUAL),
     ("91", MerchantKind.MICRO, CodeFit.FITS)],
)  # fmt: skip
def test_a_credit_code_fits_the_kind_of_merchant(code: str, kind: MerchantKind, fit: CodeFit):
    assert uscc_fits_kind(code + "350100M000100Y43", kind) is fit


def test_residence_permits_have_resident_numbers_and_travel_permits_do_not():
    assert IdDocumentKind.TAIWAN_RESIDENCE.has_resident_number
    assert not IdDocumentKind.TAIWAN_PERMIT.has_resident_number


def test_a_passport_has_no_back():
    assert not IdDocumentKind.PASSPORT.has_back
    assert IdDocumentKind.RESIDENT_ID.has_back


def test_occupations_are_numbered_from_0_to_7():
    assert [occupation.ums_code for occupation in Occupation] == list("01234567")


def test_each_state_leads_to_closed_and_draft_to_active():
    reached = {ApplicationState.DRAFT}
    while more := {after for state in reached for after in state.may_follow} - reached:
        reached |= more
    assert reached == set(ApplicationState)
    for known in ApplicationState:
        assert known is ApplicationState.CLOSED or ApplicationState.CLOSED in known.may_follow


def test_a_rejected_application_returns_to_editing():
    assert ApplicationState.DRAFT in ApplicationState.REJECTED.may_follow
    assert ApplicationState.REJECTED.acts_next is Party.CLERK
    assert ApplicationState.REJECTED.was_submitted


def test_nobody_acts_on_an_active_or_closed_application():
    assert [known for known in ApplicationState if not known.is_open] == [
        ApplicationState.ACTIVE,
        ApplicationState.CLOSED,
    ]
    assert not ApplicationState.DRAFT.was_submitted


def test_device_types_have_the_codes_of_the_network():
    assert [device.code for device in DeviceType] == [
        "02",
        "03",
        "04",
        "05",
        "06",
        "08",
        "09",
        "10",
        "11",
        "12",
        "13",
    ]


def test_terminals_need_a_serial_number_and_plates_do_not():
    needing = {device.code for device in DeviceType if device.needs_serial_number}
    assert needing == {"02", "03", "04", "05", "06", "08", "09", "10"}
    assert not DeviceType.QR_PLATE.takes_cards
    assert DeviceType.SMART.takes_cards


def test_settlement_at_set_times_is_for_enterprises():
    assert SettlementCycle.TIMED.is_for_enterprises_only
    assert [cycle for cycle in SettlementCycle if cycle.is_same_day] == [
        SettlementCycle.D0,
        SettlementCycle.T0,
    ]


def test_the_mandatory_tests_are_those_of_every_terminal():
    assert {test for test in FunctionTest if not test.is_mandatory} == {
        FunctionTest.PREAUTHORISATION,
        FunctionTest.CONTACTLESS,
        FunctionTest.FOREIGN_CARD,
    }
    assert FunctionTest.DEBIT_SALE.moves_money
    assert not FunctionTest.REPRINT.moves_money
    assert DeviceTest.SIGN_ON.is_mandatory
    assert not DeviceTest.SCANNER.is_mandatory


def test_every_operator_learns_not_to_lend_the_terminal():
    assert TrainingTopic.NO_LENDING.is_mandatory
    assert not TrainingTopic.DAILY_CARE.is_mandatory
