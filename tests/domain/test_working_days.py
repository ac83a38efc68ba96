from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poswizard.domain.working_days import after, between, is_known, is_working_day

KNOWN = st.dates(date(2005, 1, 1), date(2025, 12, 31))


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 10, 1), False),  # National Day, a Thursday
        (date(2026, 10, 10), True),  # a make-up Saturday
        (date(2026, 11, 21), False),
        (date(2026, 11, 23), True),
    ],
)
def test_holidays_and_make_up_days_are_known(day: date, works: bool):
    assert is_working_day(day) is works


def test_two_working_days_from_a_friday_end_on_tuesday():
    assert after(date(2026, 11, 20), 2).day == date(2026, 11, 24)


def test_a_deadline_over_the_national_holiday_falls_after_it():
    assert after(date(2026, 9, 30), 2).day == date(2026, 10, 9)
    assert between(date(2026, 9, 30), date(2026, 10, 9)) == 2


def test_beyond_the_announced_years_only_weekends_count_and_it_is_said():
    found = after(date(2026, 12, 30), 5)

    assert not is_known(date(2027, 1, 1))
    assert found.day == date(2027, 1, 6)  # New Year's Day is not known to be free
    assert not found.is_certain
    assert after(date(2026, 11, 20), 2).is_certain


def test_no_days_is_the_day_itself():
    assert after(date(2026, 11, 21), 0).day == date(2026, 11, 21)


@given(KNOWN, st.integers(1, 40))
def test_a_deadline_is_a_working_day_and_counted_back_is_as_long(start: date, days: int):
    end = after(start, days).day

    assert is_working_day(end)
    assert between(start, end) == days
    assert between(start, end - timedelta(days=1)) == days - 1
