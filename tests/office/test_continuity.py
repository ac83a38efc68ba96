"""A sender's store that was put back from an old copy is noticed by whoever receives from it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from poswizard.gate import Gate
from poswizard.office import Office
from poswizard.office.continuity import doubts
from poswizard.office.dispatch import Sealing
from poswizard.package.outcome import Outcome
from poswizard.storage.statements import StatementRecord, Statements
from tests.conftest import PASSPHRASE
from tests.exchange.conftest import today

WORDS = "恢复成了旧的备份"

Numbers = list[str]


@pytest.fixture
def numbers(acquainted: None, sender: Office) -> Numbers:
    """Three complete applications at the sender."""
    listed = sender.page("", "", "", "", 0, 10)
    for _ in range(3 - len(listed)):
        sender.copy(listed[0].id)
    sender.save_now()
    return sorted(one.number for one in sender.page("", "", "", "", 0, 10))


@pytest.fixture
def put_back(sender: Office, tmp_path: Path) -> Iterator[Callable[[], Office]]:
    """Copies the sender's folder when asked for, and opens the copy when called."""
    sender.save_now()
    offices: list[Office] = []

    def opened() -> Office:
        offices.append(Gate(tmp_path / "before", today).unlock(PASSPHRASE))
        return offices[-1]

    yield opened
    for office in offices:
        office.close()


def copy_of(sender: Office, to: Path) -> None:
    """The whole folder as it stands, as a person copies it."""
    with sender.database.read() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copytree(sender.folder, to)


def test_a_store_that_was_put_back_is_noticed_and_the_package_stays_complete(
    sender: Office,
    receiver: Office,
    numbers: Numbers,
    out: Path,
    tmp_path: Path,
    put_back: Callable[[], Office],
) -> None:
    copy_of(sender, tmp_path / "before")
    for number in numbers[:2]:
        arrival = receiver.inbox.receive(sender.dispatch.seal(sender.find(number), out).path)
        assert not any(WORDS in note.zh for note in arrival.notes)
    old = put_back()
    again = old.dispatch.seal(old.find(numbers[2]), out)
    arrival = receiver.inbox.receive(again.path)
    assert arrival.verdict.outcome is Outcome.COMPLETE
    assert arrival.is_new
    said = [note for note in arrival.notes if WORDS in note.zh]
    assert len(said) == 1
    assert "请打电话" in said[0].zh
    assert "telephone" in said[0].en
    assert doubts(receiver.database, again.statement.package_id) == said


def test_the_same_revision_made_again_by_a_store_that_was_put_back_is_noticed(
    sender: Office,
    receiver: Office,
    numbers: Numbers,
    out: Path,
    tmp_path: Path,
    put_back: Callable[[], Office],
) -> None:
    copy_of(sender, tmp_path / "before")
    receiver.inbox.receive(sender.dispatch.seal(sender.find(numbers[0]), out).path)
    old, stick = put_back(), tmp_path / "other stick"
    stick.mkdir()
    old.dispatch.plain(old.find(numbers[1]), stick, "收件机构没有公钥")
    arrival = receiver.inbox.receive(old.dispatch.seal(old.find(numbers[0]), stick).path)
    assert any(WORDS in note.zh for note in arrival.notes)


def test_packages_that_arrive_out_of_order_or_not_at_all_raise_no_doubt(
    sender: Office, receiver: Office, numbers: Numbers, out: Path
) -> None:
    sealed = [sender.dispatch.seal(sender.find(number), out) for number in numbers]
    for at in (2, 0, 0, 1):
        arrival = receiver.inbox.receive(sealed[at].path)
        assert not any(WORDS in note.zh for note in arrival.notes)


def test_a_package_that_was_never_finished_is_forgotten(
    sender: Office, numbers: Numbers, out: Path
) -> None:
    draft = sender.find(numbers[0])
    leaving = sender.dispatch.prepare(draft, out, Sealing())
    order = leaving.parcel.order
    assert order is not None
    sender.dispatch.ledger.announce(leaving)
    statements = Statements(sender.database)
    assert statements.of(order.package_id) is not None
    sender.dispatch.ledger.withdraw(leaving)
    assert statements.of(order.package_id) is None
    sealed = sender.dispatch.seal(draft, out)
    assert sealed.statement.sequence == order.sequence
    found = statements.of(sealed.statement.package_id)
    assert found is not None
    assert found.data.encode() == sealed.statement.to_bytes()
    assert statements.against(found) == []


def stated(package: str, sequence: int, counter: int | None, digest: str = "") -> StatementRecord:
    return StatementRecord(
        package_id=package,
        signer="f" * 64,
        sequence=sequence,
        name=f"A-2026-{sequence:06}-r1",
        audit_counter=counter,
        audit_hash=digest or (None if counter is None else f"{counter:064x}"),
        data="{}",
    )


@pytest.mark.parametrize(
    ("other", "is_doubtful"),
    [
        (stated("b", 6, 60), False),
        (stated("b", 6, 50), False),
        (stated("b", 4, 50), False),
        (stated("b", 6, 50, "e" * 64), True),
        (stated("b", 6, 49), True),
        (stated("b", 4, 51), True),
        (stated("b", 5, 60), True),
        (stated("b", 6, None), False),
        (stated("b", 5, None), True),
        (stated("a", 5, 50), False),
    ],
)
def test_numbers_and_histories_only_go_forward(
    receiver: Office, other: StatementRecord, is_doubtful: bool
) -> None:
    statements = Statements(receiver.database)
    statements.keep(stated("a", 5, 50))
    assert bool(statements.against(other)) is is_doubtful
