"""The writer: what was handed over is on disk when it says so, and is kept until it is."""

from __future__ import annotations

import sys
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from dataclasses import replace
from threading import Event, Thread

import pytest

from poswizard.storage.applications import Applications
from poswizard.storage.database import Database
from poswizard.storage.errors import ConflictError, DiskFullError, StorageError
from poswizard.storage.writer import Derivation, OpenApplication, Save, Writer
from poswizard.wizard.summary import Summary


class Gate:
    """Applications behind a gate that the test opens, on a disk that the test fills."""

    def __init__(self, applications: Applications) -> None:
        self.applications = applications
        self.open = Event()
        self.open.set()
        self.entered = Event()
        self.is_full = self.refuses_lines = False
        self.followed: Callable[[], None] = lambda: None
        self.calls: list[list[str]] = []

    def save(
        self,
        application_id: str,
        version: int,
        changed: Mapping[str, str],
        summary: Summary | None,
        fields: Sequence[str] = (),
        operator: str = "",
    ) -> int:
        self.entered.set()
        assert self.open.wait(10)
        self.calls.append(list(fields))
        if self.is_full:
            raise DiskFullError
        return self.applications.save(application_id, version, changed, summary, fields, operator)

    def summarise(self, application_id: str, version: int, summary: Summary) -> bool:
        if self.refuses_lines:
            raise DiskFullError
        written = self.applications.summarise(application_id, version, summary)
        self.followed()
        return written


@pytest.fixture
def applications(database: Database) -> Applications:
    return Applications(database)


@pytest.fixture
def gate(applications: Applications) -> Gate:
    return Gate(applications)


@pytest.fixture
def writer(gate: Gate) -> Iterator[Writer]:
    made = Writer(gate)
    yield made
    gate.is_full = False
    made.close()


@pytest.fixture
def hold(applications: Applications) -> OpenApplication:
    made = applications.new(Summary())
    return OpenApplication(made.id, made.version)


def change(hold: OpenApplication, value: str, step: str = "merchant") -> Save:
    return Save(
        application=hold,
        changed={step: f'"{value}"'},
        summary=Summary(),
        fields=[f"{step}.{value}"],
    )


def later(hold: OpenApplication, value: str, derive: Derivation) -> Save:
    """A change whose line of the list is worked out when there is time."""
    return replace(change(hold, value), summary=derive)


def in_turns(words: str, turns: list[str]) -> Derivation:
    """Works out a line in three slices, and notes each."""

    def work() -> Generator[None, None, Summary]:
        for _ in range(3):
            turns.append(words)
            yield
        return Summary(shop=words, search_words=words)

    return work


def collect() -> tuple[list[int | Exception], Callable[[int | Exception], None]]:
    told: list[int | Exception] = []
    return told, told.append


def test_done_is_called_with_the_version_that_is_on_disk(
    writer: Writer, hold: OpenApplication, applications: Applications
) -> None:
    told, done = collect()
    writer.submit(change(hold, "one"), done)
    writer.flush()
    assert told == [2]
    assert applications.load(hold.id).steps == {"merchant": '"one"'}
    assert not writer.has_unsaved


def test_changes_that_come_during_a_commit_become_one(
    writer: Writer, gate: Gate, hold: OpenApplication, applications: Applications
) -> None:
    told, done = collect()
    gate.open.clear()
    writer.submit(change(hold, "a"), done)
    assert gate.entered.wait(10)
    for value in "bcd":
        writer.submit(change(hold, value), done)
    writer.submit(change(hold, "x", step="site"), done)
    assert writer.has_unsaved
    gate.open.set()
    writer.flush()
    assert gate.calls == [["merchant.a"], ["merchant.b", "merchant.c", "merchant.d", "site.x"]]
    assert told == [2, 3, 3, 3, 3]
    assert applications.load(hold.id).steps == {"merchant": '"d"', "site": '"x"'}


def test_a_full_disk_loses_nothing(
    writer: Writer, gate: Gate, hold: OpenApplication, applications: Applications
) -> None:
    told, done = collect()
    gate.is_full = True
    writer.submit(change(hold, "a"), done)
    with pytest.raises(DiskFullError):
        writer.flush()
    assert [type(one) for one in told] == [DiskFullError]
    assert writer.has_unsaved
    with pytest.raises(DiskFullError):
        writer.close()
    gate.is_full = False
    writer.submit(change(hold, "x", step="site"), done)
    writer.flush()
    assert told[1:] == [2]
    assert applications.load(hold.id).steps == {"merchant": '"a"', "site": '"x"'}


def test_a_conflict_is_told_and_not_tried_again(
    writer: Writer, gate: Gate, hold: OpenApplication, applications: Applications
) -> None:
    told, done = collect()
    applications.save(hold.id, 1, {"merchant": '"theirs"'}, Summary(), operator="clerk-2")
    writer.submit(change(hold, "mine"), done)
    with pytest.raises(ConflictError):
        writer.flush()
    writer.flush()
    assert [type(one) for one in told] == [ConflictError]
    assert len(gate.calls) == 1
    assert applications.load(hold.id).steps == {"merchant": '"theirs"'}


def test_two_windows_on_one_application_do_not_overwrite_each_other(
    writer: Writer, hold: OpenApplication, applications: Applications
) -> None:
    told, done = collect()
    other = OpenApplication(hold.id, hold.version)
    writer.submit(change(hold, "mine"), done)
    writer.submit(change(other, "theirs"), done)
    with pytest.raises(ConflictError):
        writer.flush()
    assert told[0] == 2
    assert isinstance(told[1], ConflictError)
    assert applications.load(hold.id).steps == {"merchant": '"mine"'}


def test_a_mistake_of_ours_reaches_the_caller_and_the_writer_lives_on(
    writer: Writer, hold: OpenApplication
) -> None:
    told, done = collect()
    broken = Save(application=hold, changed={"merchant": 5}, summary=None)  # pyright: ignore[reportArgumentType]
    writer.submit(broken, done)
    writer.flush()
    assert isinstance(told[0], Exception)
    assert not isinstance(told[0], StorageError)
    writer.submit(change(hold, "a"), done)
    writer.flush()
    assert told[1] == 2


def test_a_listener_that_fails_does_not_stop_the_writer(
    writer: Writer, hold: OpenApplication, applications: Applications
) -> None:
    def fail(_outcome: int | Exception) -> None:
        raise RuntimeError("the window is gone")

    writer.submit(change(hold, "a"), fail)
    writer.flush()
    writer.submit(change(hold, "b"), fail)
    writer.flush()
    assert applications.load(hold.id).steps == {"merchant": '"b"'}


def test_many_threads_may_hand_over(applications: Applications, database: Database) -> None:
    writer = Writer(applications)
    holds = [OpenApplication(applications.new(Summary()).id, 1) for _ in range(4)]
    told, done = collect()

    def type_on(hold: OpenApplication) -> None:
        for number in range(50):
            writer.submit(change(hold, str(number)), done)

    threads = [Thread(target=type_on, args=(hold,)) for hold in holds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    writer.close()
    assert len(told) == 200
    for hold in holds:
        stored = applications.load(hold.id)
        assert stored.steps == {"merchant": '"49"'}
        assert stored.listed.version == hold.version
    assert database.check().is_clean


def test_a_closed_writer_takes_nothing_more(
    applications: Applications, hold: OpenApplication
) -> None:
    writer = Writer(applications)
    writer.close()
    with pytest.raises(RuntimeError):
        writer.submit(change(hold, "a"), lambda _outcome: None)


# the lines of the list


def shop(applications: Applications, hold: OpenApplication) -> str:
    return applications.load(hold.id).listed.summary.shop


def test_saved_is_said_before_the_line_follows(
    writer: Writer, hold: OpenApplication, applications: Applications
) -> None:
    told, done = collect()
    turns: list[str] = []
    said = Event()
    writer.submit(later(hold, "a", in_turns("样本", turns)), lambda v: (done(v), said.set())[0])
    assert said.wait(10)
    assert told == [2]
    assert turns == []
    assert applications.behind() == [hold.id]
    writer.flush()
    assert shop(applications, hold) == "样本"
    assert applications.behind() == []


def test_many_changes_are_followed_by_one_line(
    writer: Writer, hold: OpenApplication, applications: Applications
) -> None:
    turns: list[str] = []
    for number in range(5):
        said = Event()
        save = later(hold, str(number), in_turns(f"样本{number}", turns))
        writer.submit(save, lambda _outcome, said=said: said.set())
        assert said.wait(10)
    writer.flush()
    assert set(turns) == {"样本4"}
    assert shop(applications, hold) == "样本4"


def test_the_line_follows_by_itself_in_a_pause(
    gate: Gate, hold: OpenApplication, applications: Applications
) -> None:
    writer, followed = Writer(gate, pause=0.01), Event()
    gate.followed = followed.set
    writer.submit(later(hold, "a", in_turns("样本", [])), lambda _outcome: None)
    assert followed.wait(10)
    writer.close()
    assert shop(applications, hold) == "样本"


def test_who_types_on_puts_the_line_off(
    gate: Gate, hold: OpenApplication, applications: Applications
) -> None:
    writer, turns, typing = Writer(gate, pause=0.02), list[str](), Event()

    def work() -> Generator[None, None, Summary]:
        turns.append("began")
        if len(turns) == 1:
            writer.put_off()
        else:
            typing.set()
        yield
        turns.append("ended")
        return Summary(shop="样本")

    writer.submit(later(hold, "a", work), lambda _outcome: None)
    assert typing.wait(10)
    writer.close()
    assert turns == ["began", "began", "ended"]


def test_the_line_of_a_change_that_somebody_came_before_is_theirs(
    writer: Writer, hold: OpenApplication, applications: Applications
) -> None:
    said = Event()
    writer.submit(later(hold, "a", in_turns("样本", [])), lambda _outcome: said.set())
    assert said.wait(10)
    applications.save(hold.id, 2, {"merchant": '"theirs"'}, Summary(shop="别人"))
    writer.flush()
    assert shop(applications, hold) == "别人"


def test_a_line_that_cannot_be_derived_holds_nothing_up(
    writer: Writer, hold: OpenApplication, applications: Applications
) -> None:
    def work() -> Generator[None, None, Summary]:
        yield
        raise ValueError

    told, done = collect()
    writer.submit(later(hold, "a", work), done)
    writer.flush()
    writer.submit(change(hold, "b"), done)
    writer.flush()
    assert told == [2, 3]


def test_a_line_that_the_disk_refuses_is_kept_in_mind(
    writer: Writer, gate: Gate, hold: OpenApplication, applications: Applications
) -> None:
    gate.refuses_lines = True
    writer.submit(later(hold, "a", in_turns("样本", [])), lambda _outcome: None)
    writer.flush()  # the answers are safe: nobody needs to be told
    assert applications.behind() == [hold.id]
    gate.refuses_lines = False
    writer.flush()
    assert shop(applications, hold) == "样本"


def test_short_turns_end_with_the_work(writer: Writer, hold: OpenApplication) -> None:
    usual = sys.getswitchinterval()
    during: list[float] = []

    def work() -> Generator[None, None, Summary]:
        during.append(sys.getswitchinterval())
        yield
        return Summary()

    writer.submit(later(hold, "a", work), lambda _outcome: None)
    writer.flush()
    assert during[0] < usual
    assert sys.getswitchinterval() == usual
