"""Inspections, changes, backups, updates, support, daily use and checked transactions, with the rules on them."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poswizard.domain.merchant import Outcome, Premises
from poswizard.domain.terminal import (
    CardScheme,
    MaintenanceFinding,
    SettlementCycle,
    VisitKind,
)
from poswizard.forms.answers import Answers
from poswizard.forms.issue import Level
from poswizard.forms.rich_kinds import Rows
from poswizard.forms.step import Milestone, Step
from poswizard.steps.activation_choices import SettlementPayer
from poswizard.steps.aftercare import PHASE
from poswizard.steps.aftercare_checks import months_later
from poswizard.steps.aftercare_choices import (
    BackupPlace,
    ChangeKind,
    ChangeState,
    Cycle,
    FeeItem,
    UpdateChannel,
)
from poswizard.steps.basics import Basics
from poswizard.steps.maintenance import ChangeRequest, Maintenance, Visit
from poswizard.steps.support import DailyUse, Support, Ticket
from poswizard.steps.terms import Terms
from poswizard.steps.transaction_checks import expected_fee, last_day_to_settle, monthly_effect
from poswizard.steps.transactions import FeeChange, Transaction, TransactionCheck
from poswizard.steps.upkeep import Backups, Update, Updates
from tests.steps.installed_shop import (
    TODAY,
    Values,
    a_change,
    a_fee_change,
    a_ticket,
    a_transaction,
    a_visit,
    an_update,
    at,
    changed,
    codes,
    installed_shop,
    issues,
)

Change = Values
BAD = MaintenanceFinding


def found(step: type[Step], change: Change, today: date = TODAY) -> dict[str, Level]:
    """What a change to the shop where all is well brings up."""
    shop = changed(installed_shop(), change)
    return {i.code: i.level for i in issues(step, shop, today)}


def found_in_row(rows: Rows, good: Answers, change: Change) -> dict[str, Level]:
    """What a change to a row where all is well brings up."""
    step = rows.part
    assert step is not None
    assert issubclass(step, Step)
    assert found(step, {rows: (good,)}) == {}
    return found(step, {rows: (changed(good, change),)})


def test_the_phase_holds_its_steps_in_order():
    keys = [step.key for step in PHASE.steps]

    assert keys == [
        *("maintenance", "backups", "updates", "support"),
        *("daily_use", "transaction_check"),
    ]
    assert PHASE.milestone is Milestone.AFTERCARE


# maintenance


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 11, 10), 12, date(2027, 11, 10)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
    ],
)
def test_a_month_later_is_the_same_day_or_the_months_last(day: date, months: int, later: date):
    assert months_later(day, months) == later


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 60))
def test_months_later_counts_months(day: date, months: int):
    later = months_later(day, months)

    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day <= day.day


def test_the_next_visit_is_due_after_the_last():
    shop = installed_shop()

    assert shop.get(Maintenance.next_due) == date(2027, 11, 18)
    assert shop.with_(Maintenance.visits, None).get(Maintenance.next_due) == date(2027, 11, 10)


def test_the_device_is_replaced_when_its_life_ends():
    assert installed_shop().get(Maintenance.replace_by) == date(2031, 11, 10)


@pytest.mark.parametrize(
    ("today", "found_codes"),
    [
        (date(2027, 11, 18), set()),
        (date(2027, 11, 19), {"maintenance.overdue"}),
        (date(2031, 9, 1), {"maintenance.overdue", "maintenance.replacement_soon"}),
        (date(2031, 11, 11), {"maintenance.overdue", "maintenance.replacement"}),
    ],
)
def test_visits_and_replacement_come_due(today: date, found_codes: set[str]):
    assert set(found(Maintenance, {}, today)) == found_codes


def test_fixed_premises_are_inspected_once_a_year():
    rarely = {Maintenance.every_months: 24}
    itinerant = {Basics.premises: Premises.ITINERANT}

    assert found(Maintenance, rarely) == {"maintenance.yearly": Level.WARNING}
    assert found(Maintenance, rarely | itinerant) == {}


@pytest.mark.parametrize(
    ("change", "code", "level"),
    [
        ({Visit.way: VisitKind.PICTURES}, "maintenance.on_site", Level.WARNING),
        (
            {Visit.bad: (BAD.SEAL,), Visit.remedy: "停用", Visit.replaced: False},
            "maintenance.tampered",
            Level.ERROR,
        ),
        (
            {
                Visit.looked_at: (BAD.CLEANING,),
                Visit.bad: (BAD.CABLES,),
                Visit.remedy: "换线",
                Visit.replaced: False,
            },
            "maintenance.finding_was_looked_at",
            Level.ERROR,
        ),
        ({Visit.visited_on: TODAY + timedelta(days=1)}, "day.has_come", Level.ERROR),
    ],
)
def test_a_visit_is_pointed_out(change: Change, code: str, level: Level):
    assert found_in_row(Maintenance.visits, a_visit(), change) == {code: level}


def test_a_device_that_was_tampered_with_and_replaced_is_settled():
    change = {Visit.bad: (BAD.SEAL,), Visit.remedy: "换机", Visit.replaced: True}

    assert found_in_row(Maintenance.visits, a_visit(), change) == {}


def test_an_itinerant_merchant_may_send_pictures():
    shop = changed(
        installed_shop(),
        {
            Basics.premises: Premises.ITINERANT,
            Maintenance.visits: (a_visit().with_(Visit.way, VisitKind.PICTURES),),
        },
    )

    assert codes(Maintenance, shop) == []


def test_a_terminal_found_elsewhere_has_a_change_request():
    moved = changed(
        a_visit(), {Visit.bad: (BAD.LOCATION,), Visit.remedy: "报变更", Visit.replaced: False}
    )
    of_account = a_change().with_(ChangeRequest.kind, ChangeKind.ACCOUNT)
    visits: Change = {Maintenance.visits: (moved,)}

    assert found(Maintenance, visits) == {"missing": Level.ERROR}
    assert found(Maintenance, visits | {Maintenance.changes: (of_account,)}) == {
        "maintenance.move_is_reported": Level.ERROR
    }
    assert found(Maintenance, visits | {Maintenance.changes: (a_change(),)}) == {}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({ChangeRequest.effective_on: date(2026, 11, 10)}, "change.reported_first"),
        ({ChangeRequest.state: ChangeState.REPORTED}, "change.approved_first"),
        ({ChangeRequest.state: ChangeState.REFUSED}, "change.approved_first"),
        ({ChangeRequest.effective_on: None}, "missing"),
        ({ChangeRequest.description: "账户改为 6222020000000000000"}, "privacy.no_card_number"),
    ],
)
def test_a_change_is_reported_and_approved_first(change: Change, code: str):
    assert found_in_row(Maintenance.changes, a_change(), change) == {code: Level.ERROR}


# backups and updates


@pytest.mark.parametrize(
    ("change", "code", "level"),
    [
        ({Backups.encrypted: False}, "backups.encrypted", Level.ERROR),
        ({Backups.places: (BackupPlace.ONLINE,)}, "backups.local", Level.WARNING),
        ({Backups.restore_outcome: Outcome.FAILED}, "backups.restores", Level.ERROR),
        (
            {Backups.restored_on: date(2025, 11, 19)},
            "backups.restore_is_recent",
            Level.WARNING,
        ),
        ({Backups.last_on: date(2026, 11, 5)}, "backups.overdue", Level.WARNING),
        ({Backups.restored_on: None}, "missing", Level.ERROR),
    ],
)
def test_a_backup_is_pointed_out(change: Change, code: str, level: Level):
    assert found(Backups, change) == {code: level}


def test_paper_in_a_cabinet_needs_no_encryption():
    paper = {Backups.places: (BackupPlace.PAPER,), Backups.encrypted: None}

    assert found(Backups, paper) == {}


def test_a_monthly_backup_may_be_a_month_old():
    assert found(Backups, {Backups.last_on: date(2026, 10, 20), Backups.cycle: Cycle.MONTHLY}) == {}


@pytest.mark.parametrize(
    ("change", "code", "level"),
    [
        ({Update.channel: UpdateChannel.UNKNOWN}, "updates.channel", Level.ERROR),
        ({Update.approved: False}, "updates.approved", Level.ERROR),
        ({Update.outcome: Outcome.FAILED}, "updates.result", Level.WARNING),
        ({Update.device: 3}, "device.is_listed", Level.ERROR),
    ],
)
def test_an_update_is_pointed_out(change: Change, code: str, level: Level):
    assert found_in_row(Updates.log, an_update(), change) == {code: level}


def test_the_version_is_looked_at_regularly():
    assert installed_shop().get(Updates.next_check) == date(2027, 2, 15)
    assert found(Updates, {}, date(2027, 2, 16)) == {"updates.check_overdue": Level.WARNING}


# support and daily use


@pytest.mark.parametrize(
    ("change", "code", "level"),
    [
        ({Ticket.closed_on: date(2026, 11, 11)}, "support.answered_before_closed", Level.ERROR),
        ({Ticket.closed_on: None}, "support.stale", Level.WARNING),
        ({Ticket.answer: None}, "missing", Level.ERROR),
    ],
)
def test_a_request_for_help_is_followed_to_its_end(change: Change, code: str, level: Level):
    assert found_in_row(Support.tickets, a_ticket(), change) == {code: level}


def test_a_request_may_be_open_for_a_week():
    fresh = changed(a_ticket(), {Ticket.opened_at: at(15), Ticket.closed_on: None})

    assert found(Support, {Support.tickets: (fresh,)}) == {}


def test_a_service_number_can_be_called():
    assert set(found(Support, {Support.hotline: "1234567"})) != set()
    assert found(Support, {Support.hotline: "4008000000"}) == {}


def test_every_rule_of_daily_use_is_ticked():
    ticks = [field for field in DailyUse.fields if field.kind == "tick"]

    assert len(ticks) == 9
    for field in ticks:
        assert [i.field for i in issues(DailyUse, installed_shop().with_(field, None))] == [field]


# transactions


def fee(**change: Any) -> Decimal | None:
    """The fee agreed on a payment in the shop where all is well."""
    by_name = {field.name: field for field in Transaction.fields}
    payment = changed(a_transaction(), {by_name[name]: value for name, value in change.items()})
    return payment.within(installed_shop()).get(Transaction.expected)


@pytest.mark.parametrize(
    ("paid_with", "amount", "expected"),
    [
        (CardScheme.DEBIT, "1000", "5.00"),
        (CardScheme.DEBIT, "9000", "20.00"),  # capped
        (CardScheme.CREDIT, "9000", "54.00"),
        (CardScheme.WECHAT, "12.34", "0.05"),
        (CardScheme.UNIONPAY_QR, "100", "0.38"),
        (CardScheme.FOREIGN, "100", None),  # no such rate was agreed
    ],
)
def test_the_fee_is_worked_out_as_agreed(paid_with: CardScheme, amount: str, expected: str | None):
    wanted = Decimal(expected) if expected else None

    assert fee(paid_with=paid_with, amount=Decimal(amount)) == wanted


def test_an_uncapped_debit_rate_still_gives_a_fee():
    shop = changed(installed_shop(), {Terms.debit_capped: False})
    payment = a_transaction().with_(Transaction.amount, Decimal(9_000)).within(shop)

    assert payment.get(Transaction.expected) == Decimal("45.00")


@pytest.mark.parametrize(("amount", "expected"), [(1_000, "3.80"), (2_000, "12.00")])
def test_unionpay_codes_may_have_rates_of_their_own(amount: int, expected: str):
    agreed = [None, None, None, None, Decimal("0.5"), Decimal("0.38"), Decimal("0.6"), None]

    assert expected_fee(CardScheme.UNIONPAY_QR, Decimal(amount), *agreed) == Decimal(expected)


def test_same_day_money_costs_its_surcharge():
    agreed = [Decimal("0.5"), Decimal(20), None, None, None, None, None, Decimal("0.02")]

    assert expected_fee(CardScheme.DEBIT, Decimal(10_000), *agreed) == Decimal("22.00")


@pytest.mark.parametrize(
    ("change", "code", "level"),
    [
        ({Transaction.charged: Decimal("6.20")}, "transactions.overcharged", Level.WARNING),
        ({Transaction.charged: Decimal("4.00")}, "transactions.undercharged", Level.INFORMATION),
        ({Transaction.settled_on: date(2026, 11, 19)}, "transactions.late", Level.WARNING),
        (
            {Transaction.settled_on: date(2026, 11, 15)},
            "transactions.settled_before_traded",
            Level.ERROR,
        ),
        ({Transaction.settled_on: None}, "transactions.outstanding", Level.WARNING),
        ({Transaction.payer: SettlementPayer.PERSON}, "settlement.payer", Level.ERROR),
    ],
)
def test_a_payment_is_compared_with_the_agreement(change: Change, code: str, level: Level):
    assert found_in_row(TransactionCheck.transactions, a_transaction(), change) == {code: level}


def test_an_overcharge_is_said_in_yuan():
    dear = a_transaction().with_(Transaction.charged, Decimal("6.20"))
    shop = installed_shop().with_(TransactionCheck.transactions, (dear,))

    (issue,) = issues(TransactionCheck, shop)
    assert "1.20" in issue.text.zh
    assert issue.path == "transaction_check.transactions[0].difference"


@pytest.mark.parametrize(
    ("cycle", "due"),
    [
        (SettlementCycle.D0, date(2026, 11, 20)),
        (SettlementCycle.D1, date(2026, 11, 21)),
        (SettlementCycle.T1, date(2026, 11, 23)),  # over the weekend
        (SettlementCycle.MANUAL, None),
    ],
)
def test_money_is_due_by_the_cycle(cycle: SettlementCycle, due: date | None):
    friday = date(2026, 11, 20)

    assert last_day_to_settle(friday, cycle) == due


TRADE = tuple(map(Decimal, ("80000", "200", "30", "50", "0.5", "20")))


@pytest.mark.parametrize(
    ("item", "old", "new", "effect"),
    [
        (FeeItem.CREDIT_RATE, "0.6", "0.65", "12.00"),  # 24,000 yuan
        (FeeItem.DEBIT_RATE, "0.5", "0.45", "-8.00"),  # 16,000 yuan
        (FeeItem.QR_RATE, "0.38", "0.6", "88.00"),  # 40,000 yuan
        (FeeItem.DEBIT_CAP, "20", "0.5", "-40.00"),  # 80 payments of 200 yuan
        (FeeItem.MONTHLY_FEE, "0", "10", "10.00"),
        (FeeItem.YEARLY_FEE, "120", "180", "5.00"),
    ],
)
def test_a_fee_change_is_put_into_yuan_a_month(item: FeeItem, old: str, new: str, effect: str):
    assert monthly_effect(item, Decimal(old), Decimal(new), *TRADE) == Decimal(effect)


def test_the_effect_stands_in_the_row():
    change = a_fee_change().within(installed_shop())

    assert change.get(FeeChange.effect) == Decimal("12.00")


@pytest.mark.parametrize(
    ("change", "code", "level"),
    [
        (
            {FeeChange.effective_on: date(2026, 11, 30)},
            "fee_change.notice",
            Level.WARNING,
        ),
        ({FeeChange.agreed: False}, "fee_change.consent", Level.WARNING),
        ({FeeChange.item: FeeItem.MONTHLY_FEE}, "missing", Level.ERROR),
    ],
)
def test_a_fee_notice_is_pointed_out(change: Change, code: str, level: Level):
    assert found_in_row(TransactionCheck.fee_changes, a_fee_change(), change) == {code: level}
