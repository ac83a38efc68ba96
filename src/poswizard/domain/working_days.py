"""Working days in China with their holidays and make-up days: for deadlines and the expected day of a decision.

The State Council announces each year's holidays in the autumn before; beyond the last known year only weekends
count, and whoever shows such a day says so (`is_certain`). Source: `chinesecalendar` (MIT), from the announcements.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class WorkingDay:
    """A day that was counted to, and whether the holidays on the way are all known."""

    day: date
    is_certain: bool


def is_working_day(day: date) -> bool:
    """Offices work on that day: make-up Saturdays do, holidays do not; beyond the known years by weekday."""
    if not is_known(day):
        return day.weekday() < _SATURDAY
    from chinese_calendar import is_workday

    return is_workday(day)


def is_known(day: date) -> bool:
    """The holidays of that day's year have been announced."""
    first, last = _known_years()
    return first <= day.year <= last


def after(start: date, days: int) -> WorkingDay:
    """The day on which `days` working days after `start` are over; the day itself is not counted.

    >>> after(date(2026, 11, 20), 2).day
    datetime.date(2026, 11, 24)
    """
    day, is_certain = start, True
    while days > 0:
        day += timedelta(days=1)
        is_certain = is_certain and is_known(day)
        days -= is_working_day(day)
    return WorkingDay(day, is_certain)


def between(start: date, end: date) -> int:
    """Working days after `start` up to and with `end`; none if `end` is not later."""
    whole = (end - start).days
    return sum(is_working_day(start + timedelta(days=n)) for n in range(1, whole + 1))


@cache
def _known_years() -> tuple[int, int]:
    from chinese_calendar.constants import holidays

    years = {day.year for day in holidays}
    return min(years), max(years)
