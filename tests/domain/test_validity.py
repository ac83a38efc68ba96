from __future__ import annotations

from datetime import date, timedelta

import pytest

from poswizard.domain.validity import Expiry, expiry, is_fresh

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("days_left", "state"),
    [
        (-1, Expiry.EXPIRED),
        (0, Expiry.SOON),
        (89, Expiry.SOON),
        (90, Expiry.GOOD),
        (3650, Expiry.GOOD),
    ],
)
def test_a_document_is_good_to_its_last_day(days_left: int, state: Expiry):
    assert expiry(TODAY + timedelta(days_left), TODAY) is state


def test_a_long_term_document_is_always_good():
    assert expiry(None, TODAY) is Expiry.GOOD


@pytest.mark.parametrize(("days_ago", "fresh"), [(0, True), (90, True), (91, False), (-1, False)])
def test_a_check_counts_for_ninety_days(days_ago: int, fresh: bool):
    assert is_fresh(TODAY - timedelta(days_ago), TODAY) is fresh
