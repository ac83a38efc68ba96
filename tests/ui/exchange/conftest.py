"""Two machines: the branch that sends, the institution that decides; and the stick that goes between them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from poswizard.office import Office
from poswizard.ui import background
from poswizard.ui.workplace import Workplace
from tests.exchange.conftest import acquainted, clock, out, receiver, sender
from tests.ui.branch import workplace

__all__ = ["acquainted", "clock", "out", "receiver", "sender"]


@pytest.fixture
def branch(qtbot: QtBot, sender: Office) -> Iterator[Workplace]:
    """The sender's window, at home."""
    made = workplace(qtbot, sender)
    yield made
    _put_down(made)


@pytest.fixture
def institution(qtbot: QtBot, receiver: Office) -> Iterator[Workplace]:
    """The receiver's window, at home."""
    made = workplace(qtbot, receiver)
    yield made
    _put_down(made)


def _put_down(place: Workplace) -> None:
    place.leave_draft()
    background.finish()
