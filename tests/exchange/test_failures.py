"""The power fails, or something is refused, between every two steps: no ghost, no loss, no half file."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from poswizard.office import Draft, Office
from poswizard.office.dispatch import GIVEN_UP_AFTER
from poswizard.office.inbox import Judgement
from poswizard.package import hand_over
from poswizard.package.application_form import Print, application_form
from poswizard.package.outcome import Outcome
from poswizard.package.reply import Decision
from poswizard.steps.review import Review
from poswizard.storage.audit_log import AuditLog
from poswizard.storage.database import Database
from tests.exchange.conftest import Noon

pytestmark = pytest.mark.usefixtures("acquainted", "quick_form")


class CutError(BaseException):
    """Nothing catches it but what tidies up after anything."""


class Steps:
    """Counts what reaches the medium, and fails at one step: once, or from then on as a power cut does."""

    def __init__(self) -> None:
        self.done = 0
        self.fails_at: int | None = None
        self.for_good = False

    def step(self) -> None:
        """One step of the thread that works; what is saved beside it fails in other tests."""
        if self.fails_at is None or threading.current_thread() is not threading.main_thread():
            return
        self.done += 1
        if self.done == self.fails_at or (self.for_good and self.done > self.fails_at):
            raise CutError

    def cut(self, work: Callable[[], object], at: int, *, for_good: bool) -> bool:
        """Do the work with a failure at this step; whether it came to that."""
        self.done, self.fails_at, self.for_good = 0, at, for_good
        try:
            work()
        except CutError:
            return True
        finally:
            self.fails_at = None
        return False


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> Steps:
    """Every transaction, before and after it is committed, every flush and every renaming is a step."""
    made = Steps()
    write, replace, fsync = Database.write, Path.replace, os.fsync

    @contextmanager
    def counted(self: Database) -> Iterator[Any]:
        with write(self) as connection:
            yield connection
            made.step()
        made.step()

    def renamed(self: Path, target: Path) -> Path:
        made.step()
        done = replace(self, target)
        made.step()
        return done

    def flushed(handle: int) -> None:
        made.step()
        fsync(handle)

    monkeypatch.setattr(Database, "write", counted)
    monkeypatch.setattr(Path, "replace", renamed)
    monkeypatch.setattr(os, "fsync", flushed)
    return made


@pytest.fixture
def quick_form(monkeypatch: pytest.MonkeyPatch) -> None:
    """The real form, set once for each revision."""
    forms: dict[str, bytes] = {}

    def form(printed: Print) -> bytes:
        name = printed.package.name
        if name not in forms:
            forms[name] = application_form(printed)
        return forms[name]

    monkeypatch.setattr(hand_over, "application_form", form)


def records_fit_files(sender: Office, receiver: Office, draft: Draft, out: Path) -> None:
    """Every package that lies there is whole and known; every one that is known lies there."""
    files = {path.name for path in out.glob("*.age")}
    records = sender.dispatch.packages(draft)
    assert files == {one.file_name for one in records}
    assert sender.dispatch.records.announced() == []
    if files:
        assert receiver.inbox.verify(out / max(files)).outcome is Outcome.COMPLETE
    assert AuditLog(sender.database).verify() is None
    assert AuditLog(sender.database).head_is_sound()


@pytest.mark.parametrize("for_good", [False, True], ids=["refused", "power cut"])
def test_an_export_cut_anywhere_leaves_all_or_nothing(
    sender: Office,
    receiver: Office,
    draft: Draft,
    out: Path,
    clock: Noon,
    steps: Steps,
    for_good: bool,
) -> None:
    at = 0
    while True:
        at += 1
        cut = steps.cut(lambda: sender.dispatch.seal(draft, out), at, for_good=for_good)
        clock.at += GIVEN_UP_AFTER + timedelta(minutes=1)
        sender.dispatch.settle()
        records_fit_files(sender, receiver, draft, out)
        if not cut:
            break
    assert at > 12
    sequences = [one.sequence for one in sender.dispatch.packages(draft)]
    assert len(set(sequences)) == len(sequences)


@pytest.mark.parametrize("for_good", [False, True], ids=["refused", "power cut"])
def test_a_plain_export_cut_anywhere_leaves_all_or_nothing(
    sender: Office, draft: Draft, out: Path, clock: Noon, steps: Steps, for_good: bool
) -> None:
    at, cut = 0, True
    while cut:
        at += 1
        cut = steps.cut(lambda: sender.dispatch.plain(draft, out), at, for_good=for_good)
        clock.at += GIVEN_UP_AFTER + timedelta(minutes=1)
        sender.dispatch.settle()
        names = {one.file_name for one in sender.dispatch.packages(draft)}
        assert {path.name for path in out.glob("*.zip")} == names
        assert not names or sender.inbox.verify(out / max(names)).is_complete
    assert at > 5


def test_receiving_cut_anywhere_keeps_all_or_nothing(
    sender: Office, receiver: Office, draft: Draft, out: Path, steps: Steps
) -> None:
    path, at = sender.dispatch.seal(draft, out).path, 0
    while True:
        at += 1
        cut = steps.cut(lambda: receiver.inbox.receive(path), at, for_good=True)
        cases = receiver.inbox.received()
        assert len(cases) <= 1
        if cases:
            files = receiver.inbox.cases.files(cases[0].id)
            assert len([receiver.scans.get(scan) for scan in files.values()]) > 5
        if not cut:
            break
    assert len(receiver.inbox.received()) == 1
    assert AuditLog(receiver.database).head_is_sound()


def test_amending_cut_anywhere_notes_the_reason_or_nothing(
    sender: Office, draft: Draft, out: Path, steps: Steps
) -> None:
    sender.dispatch.seal(draft, out)
    at = 0
    while True:
        at += 1
        cut = steps.cut(lambda: sender.dispatch.amend(draft, "门头照重拍"), at, for_good=True)
        amendment = sender.dispatch.amendment(draft)
        assert amendment is None or (amendment.revision, amendment.reason) == (2, "门头照重拍")
        if not cut:
            break
    assert sender.dispatch.amendment(draft) is not None
    assert AuditLog(sender.database).head_is_sound()


def test_a_reply_cut_anywhere_is_opened_once(
    sender: Office, receiver: Office, draft: Draft, out: Path, steps: Steps
) -> None:
    arrival = receiver.inbox.receive(sender.dispatch.seal(draft, out).path)
    assert arrival.case is not None
    case = arrival.case.id
    judgement = Judgement(decision=Decision.REJECT, none_given=True)
    given = receiver.inbox.decide(case, judgement)
    at = 0
    while steps.cut(lambda: receiver.inbox.write_reply(given, out), at := at + 1, for_good=True):
        assert all(path.read_bytes() == given.signed for path in out.glob("*.p7m"))
    path = receiver.inbox.write_reply(given, out)
    for at in (1, 2, 3):
        steps.cut(lambda: sender.inbox.open_reply(path), at, for_good=False)
    sender.inbox.open_reply(path)
    events = sender.find(draft.number).session.answers.get(Review.events) or ()
    assert len(events) == 2
    assert len(sender.inbox.replies.of_application(draft.listed.id)) == 1
