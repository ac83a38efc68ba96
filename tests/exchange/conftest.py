"""A sending office with one complete application, and a receiving one; each knows the other's keys."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from poswizard.gate import Gate
from poswizard.office import Draft, Office
from poswizard.package.seal.key_text import Added, Source
from poswizard.package.seal.recipients import Role
from poswizard.storage.clock import Clock
from tests.conftest import PASSPHRASE
from tests.package.packed import TODAY

KEY = bytearray(range(32))


class Noon(Clock):
    """Noon of the tests' day, a second later each time it is asked."""

    def __init__(self) -> None:
        self.at = datetime(TODAY.year, TODAY.month, TODAY.day, 4, tzinfo=UTC)

    def now(self) -> datetime:
        self.at += timedelta(seconds=1)
        return self.at


def today() -> date:
    return TODAY


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Noon:
    """The clock of both offices."""
    made = Noon()
    monkeypatch.setattr(Clock, "now", lambda _self: made.now())
    return made


@pytest.fixture
def sender(
    clock: Noon, filled_store: tuple[Path, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Office]:
    """An office with one complete application, which knows the institution."""
    shutil.copytree(filled_store[0], tmp_path / "sender")
    office = Gate(tmp_path / "sender", today).unlock(PASSPHRASE)
    office.operator = "S001"
    yield office
    office.close()


@pytest.fixture
def receiver(clock: Noon, tmp_path: Path) -> Iterator[Office]:
    """An institution that knows nobody yet."""
    from poswizard.storage import ballast

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ballast.Ballast.__init__, "__defaults__", (256 * 1024,))
        office = Office(tmp_path / "receiver", KEY, today)
    office.operator = "R009"
    yield office
    office.close()


@pytest.fixture
def draft(sender: Office, filled_store: tuple[Path, str]) -> Draft:
    """The complete application."""
    return sender.find(filled_store[1])


@pytest.fixture
def acquainted(sender: Office, receiver: Office) -> None:
    """Both have compared fingerprints and know each other."""
    identity = receiver.key_ring.make_identity("样本收单机构")
    added = Added(TODAY, "R009", Source.MADE_HERE)
    recipient = identity.as_recipient(Role.INSTITUTION, added)
    sender.key_ring.add_recipient(recipient.as_text(), Source.FILE)
    station = sender.key_ring.make_station("样本支行柜台 1")
    receiver.key_ring.add_signer(station.certificate.pem, Source.FILE)
    desk = receiver.key_ring.make_station("样本收单机构审核台")
    sender.key_ring.add_signer(desk.certificate.pem, Source.FILE)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """The stick that goes from one to the other."""
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder
