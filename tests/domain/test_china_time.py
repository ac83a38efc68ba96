"""The trade's day is China's, on a computer set to any zone."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from poswizard.domain.china_time import today_in_china
from poswizard.gate import Gate
from poswizard.office import Office, the_flow
from poswizard.storage import ballast
from poswizard.wizard.session import Session

KIRIBATI, BAKER_ISLAND = "LINT-14", "AOE+12"
"""Twenty-six hours apart: at any moment, one of the two does not have China's day."""


def days_by_zone(monkeypatch: pytest.MonkeyPatch, ask: Callable[[], date]) -> set[date]:
    """What is answered on computers of both zones."""
    days = set()
    for zone in (KIRIBATI, BAKER_ISLAND):
        monkeypatch.setenv("TZ", zone)
        time.tzset()
        days.add(ask())
    monkeypatch.undo()
    time.tzset()
    return days


def china() -> set[date]:
    return {(datetime.now(UTC) + timedelta(hours=8)).date()}


def test_the_day_is_chinas_wherever_the_computer_is(monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(days_by_zone(monkeypatch, date.today)) == 2  # the zones do tell them apart
    assert days_by_zone(monkeypatch, today_in_china) == china()


def test_a_session_asks_on_chinas_day(monkeypatch: pytest.MonkeyPatch) -> None:
    assert days_by_zone(monkeypatch, Session(the_flow()).today) == china()


def test_a_store_asks_on_chinas_day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(ballast.Ballast.__init__, "__defaults__", (256 * 1024,))
        office = Office(tmp_path / "store", bytearray(range(32)))
    office.close()
    assert days_by_zone(monkeypatch, office.today) == china()
    assert days_by_zone(monkeypatch, Gate(tmp_path).today) == china()
