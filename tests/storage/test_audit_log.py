"""The history: in order whatever the clock says, and no entry of it can be changed unnoticed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from poswizard.storage.applications import Applications
from poswizard.storage.audit_log import AuditLog, Entry, What
from poswizard.storage.clock import Clock
from poswizard.storage.database import Database
from poswizard.wizard.summary import Summary


class SetClock(Clock):
    """A clock that a test may set."""

    def __init__(self) -> None:
        self.offset = timedelta(0)

    def now(self) -> datetime:
        return datetime.now(UTC) + self.offset


@pytest.fixture
def log(store: Database) -> AuditLog:
    applications = Applications(store)
    for name in ("甲", "乙"):
        made = applications.new(Summary(applicant=name), operator="clerk-1")
        applications.save(
            made.id, 1, {"merchant": '"secret"'}, Summary(), ["merchant.name"], "clerk-2"
        )
    return AuditLog(store)


def test_every_change_is_recorded_with_who_and_which_field_but_never_a_value(
    log: AuditLog, store: Database
) -> None:
    made = Applications(store).page()[0]
    created, saved = log.of(made.id)
    assert (created.what, created.operator) == ("created", "clerk-1")
    assert (saved.what, saved.operator, saved.fields) == ("saved", "clerk-2", ("merchant.name",))
    assert saved.at.tzinfo is UTC
    assert "secret" not in repr(log.everything())


def test_the_history_of_one_application_leaves_the_others_out(
    log: AuditLog, store: Database
) -> None:
    applications = Applications(store)
    first = applications.page()[-1]
    applications.save(first.id, 2, {}, Summary(), ["merchant.phone"])
    assert [one.fields for one in log.of(first.id)] == [(), ("merchant.name",), ("merchant.phone",)]
    assert [one.counter for one in log.everything()] == [1, 2, 3, 4, 5]


def test_an_untouched_history_verifies(log: AuditLog) -> None:
    assert log.verify() is None
    assert log.head_is_sound()
    head = log.head()
    assert log.contains(head.counter, head.hash)
    assert not log.contains(head.counter, bytes(32))
    assert not log.contains(head.counter + 1, head.hash)


@pytest.mark.parametrize(
    ("tampering", "first_bad"),
    [
        ("UPDATE event SET operator = 'clerk-9' WHERE counter = 2", 2),
        ("UPDATE event SET at = at - 1 WHERE counter = 3", 3),
        ("UPDATE event SET fields = '[]' WHERE counter = 4", 4),
        ("DELETE FROM event WHERE counter = 2", 2),
        ("DELETE FROM event WHERE counter = 4", 4),
        ("DELETE FROM event WHERE counter = 1", 1),
        ("DELETE FROM event", 1),
    ],
)
def test_a_changed_or_missing_event_is_named(
    log: AuditLog, store: Database, tampering: str, first_bad: int
) -> None:
    with store.write() as connection:
        connection.execute(text(tampering))
    assert log.verify() == first_bad


def test_an_event_cut_off_the_end_shows_at_the_next_start(log: AuditLog, store: Database) -> None:
    with store.write() as connection:
        connection.execute(text("DELETE FROM event WHERE counter = 4"))
    assert not log.head_is_sound()


def test_the_clock_set_back_ten_years_changes_no_order_and_is_recorded(store: Database) -> None:
    clock = SetClock()
    store.recorder.clock = clock
    applications, log = Applications(store), AuditLog(store)
    first, second = applications.new(Summary()), applications.new(Summary())
    clock.offset = timedelta(days=-3650)
    applications.save(first.id, 1, {}, Summary(), ["merchant.name"])
    clock.offset = timedelta(days=-3650, minutes=-1)
    applications.save(first.id, 2, {}, Summary())
    events = log.everything()
    assert [one.what for one in events] == [
        "created",
        "created",
        "clock_moved_back",
        "saved",
        "saved",
    ]
    assert [one.counter for one in events] == [1, 2, 3, 4, 5]
    assert events[3].at < events[1].at
    assert [one.id for one in applications.page()] == [first.id, second.id]
    assert [one.what for one in log.of(first.id)] == ["created", "saved", "saved"]
    assert log.verify() is None


def test_the_monotonic_time_between_events_is_kept(log: AuditLog, store: Database) -> None:
    with store.read() as connection:
        elapsed = [
            row[0]
            for row in connection.execute(text("SELECT elapsed_ms FROM event ORDER BY counter"))
        ]
    assert elapsed[0] is None
    assert all(one is not None and one >= 0 for one in elapsed[1:])


def test_what_changes_no_answer_is_recorded_too(log: AuditLog) -> None:
    head = log.record(Entry(what=What.UNLOCKED, operator="clerk-1"))
    assert head == log.head()
    assert log.everything()[-1].what == "unlocked"
    assert log.verify() is None
