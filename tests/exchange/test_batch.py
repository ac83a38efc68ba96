"""Many packages at once: each has its own fate, and the workers hold no key."""

from __future__ import annotations

import os
import pickle
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from poswizard.office import Draft, Office
from poswizard.office import batch as batches
from poswizard.office.batch import Report, WorkerLostError, export_many
from poswizard.office.dispatch import Plain, Sealing
from poswizard.package.bag_writer import Written
from poswizard.package.errors import CancelledError
from poswizard.package.hand_over import IncompleteError
from poswizard.package.outcome import Outcome
from poswizard.package.seal.errors import AlreadyThereError
from poswizard.package.seal.seal import Sealed
from poswizard.storage.errors import NotFoundError

pytestmark = pytest.mark.usefixtures("acquainted")


@pytest.fixture
def numbers(sender: Office, draft: Draft) -> list[str]:
    """Three complete applications and one that is not."""
    for _ in range(2):
        sender.copy(draft.listed.id)
    sender.save_now()
    complete = [one.number for one in sender.page("", "", "", "", 0, 10)]
    return [*sorted(complete), sender.new().number]


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """What the workers are given, as it goes through the pipe."""
    noted: list[bytes] = []
    give = batches._Worker.give

    def note(worker: batches._Worker, number: str, leaving: object, parcel: object) -> None:
        noted.append(pickle.dumps(parcel))
        give(worker, number, leaving, parcel)  # pyright: ignore[reportArgumentType]

    monkeypatch.setattr(batches._Worker, "give", note)
    return noted


def by_number(reports: Iterator[Report]) -> dict[str, Report]:
    return {one.number: one for one in reports}


def test_one_failure_never_stops_the_rest_and_no_worker_gets_a_key(
    sender: Office, receiver: Office, numbers: list[str], out: Path, given: list[bytes]
) -> None:
    reports = by_number(export_many(sender, [*numbers, "A-2026-777777"], out, Sealing()))
    assert isinstance(reports["A-2026-777777"].error, NotFoundError)
    assert isinstance(reports[numbers[3]].error, IncompleteError)
    sequences: set[int] = set()
    for number in numbers[:3]:
        sealed = reports[number].written
        assert isinstance(sealed, Sealed)
        sequences.add(sealed.statement.sequence)
        arrival = receiver.inbox.receive(sealed.path)
        assert arrival.verdict.outcome is Outcome.COMPLETE, arrival.verdict.reason
        (record,) = sender.dispatch.packages(sender.find(number))
        assert record.sealed_digest == sealed.sha256
    assert sequences == {1, 2, 3}
    assert sender.dispatch.records.announced() == []
    record = sender.key_ring.stations.current()
    assert record is not None
    assert record.key is not None
    assert len(given) == 3
    assert not any(record.key in one or record.key[-100:-60] in one for one in given)


def test_a_plain_batch_never_overwrites(sender: Office, numbers: list[str], out: Path) -> None:
    taken = out / f"{numbers[0]}-r1.zip"
    taken.write_bytes(b"mine")
    reports = by_number(export_many(sender, numbers[:2], out, Plain("没有公钥")))
    assert isinstance(reports[numbers[0]].error, AlreadyThereError)
    assert isinstance(reports[numbers[1]].written, Written)
    assert taken.read_bytes() == b"mine"
    assert sender.dispatch.packages(sender.find(numbers[0])) == []


def test_a_worker_that_dies_costs_its_own_package_only(
    sender: Office, numbers: list[str], out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    give = batches._Worker.give
    killed: list[int] = []

    def give_and_kill(worker: batches._Worker, *given: object) -> None:
        if not killed and worker.process.pid:
            killed.append(worker.process.pid)
            os.kill(worker.process.pid, signal.SIGKILL)
            worker.process.join()
        give(worker, *given)  # pyright: ignore[reportArgumentType]

    monkeypatch.setattr(batches._Worker, "give", give_and_kill)
    reports = list(export_many(sender, numbers[:3], out, Sealing()))
    lost = [one for one in reports if isinstance(one.error, WorkerLostError)]
    assert (len(reports), len(lost)) == (3, 1)
    assert sum(one.written is not None for one in reports) == 2
    assert sender.dispatch.records.announced() == []
    assert sender.dispatch.packages(sender.find(lost[0].number)) == []


def test_what_is_left_when_the_person_cancels_is_said(
    sender: Office, numbers: list[str], out: Path
) -> None:
    reports = list(export_many(sender, numbers[:3], out, Sealing(), cancelled=lambda: True))
    assert all(isinstance(one.error, CancelledError) for one in reports)
    assert list(out.iterdir()) == []
