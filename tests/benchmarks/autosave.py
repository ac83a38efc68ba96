"""S3: from a change to its being durable, and how long the window's thread is held up by it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import count, cycle
from typing import Any

from poswizard.forms.field import Field
from poswizard.forms.kinds import Line
from poswizard.office import Draft, Office
from poswizard.storage import driver, sqlcipher
from poswizard.wizard.drafts import dumps, to_documents
from poswizard.wizard.session import Session
from tests.benchmarks.figure import Figure, alternated, median, percentile, timed
from tests.benchmarks.processes import Children
from tests.benchmarks.specimens import full_application
from tests.benchmarks.stores import Store

EVENT_BYTES = 300
"""What one entry of the history holds: two hashes, who, when, which application, which fields."""


def durable(store: Store, runs: int) -> Figure:
    """S3, first half: change, save, told that it is on disk; without the quiet time before."""
    office = Office(store.folder, bytearray(store.key))
    try:
        draft = office.new()
        fill(draft.session)
        office.save_now()
        changes, texts = _changes(draft), _texts(_bytes_of_a_save(office, draft))
        with _raw_store(store) as connection:
            ours, baseline = alternated(
                lambda: _time_to_disk(draft, *next(changes)),
                lambda: _raw_commit(connection, next(texts)),
                runs,
            )
            rows = [_raw_rows(connection, next(texts)) for _ in range(runs)]
    finally:
        office.close()
    return Figure(
        key="S3",
        words="autosave, change to durable / one raw SQLCipher commit of the same bytes",
        ours=median(ours),
        baseline=median(baseline),
        unit="ms",
        bound=2,
        runs=runs,
        detail={
            "p99": percentile(ours, 99),
            "baseline_p99": percentile(baseline, 99),
            "raw_rows": median(rows),
        },
    )


def blocked(children: Children, store: Store, keys: int) -> Figure:
    """S3, second half: typing in every page of the real window."""
    said = children.answer(
        "program_typing", **store.variables(), POSWIZARD_BENCHMARK_KEYS=str(keys)
    )
    answers, saves = said["answers"], said["saves"]
    return Figure(
        key="S3b",
        words="time for which a keystroke and its save hold the window's thread, p99",
        ours=percentile(answers + saves, 99),
        baseline=None,
        unit="ms",
        bound=4,
        runs=len(answers),
        detail={
            "keystroke_median": median(answers),
            "keystroke_p99": percentile(answers, 99),
            "save_median": median(saves),
            "save_p99": percentile(saves, 99),
            "worst": max(answers + saves),
        },
    )


def fill(session: Session) -> None:
    """Give a draft every answer of the full specimen, and hand it to the store."""
    full = full_application()
    for field in full.answered():
        session.answer(field, full.stored(field))
    session.save()


def _changes(draft: Draft) -> Iterator[tuple[Field[Any], str]]:
    """One line after another, each time with other words."""
    answers = draft.session.answers
    lines = [f for f in draft.session.flow.fields if type(f) is Line and answers.get(f)]
    for number, field in enumerate(cycle(lines)):
        yield field, f"样本{number:05}"


def _time_to_disk(draft: Draft, field: Field[Any], words: str) -> float:
    on_disk = threading.Event()
    draft.saved = lambda _at: on_disk.set()

    def change() -> None:
        draft.session.answer(field, words)
        draft.session.save()
        on_disk.wait()

    return timed(change)


def _bytes_of_a_save(office: Office, draft: Draft) -> str:
    """What a save writes: the step's document and the history's entry. The list's line comes later."""
    documents = to_documents(office.flow, draft.session.answers, {"business"})
    return dumps(documents["business"]) + "0" * EVENT_BYTES


def _texts(text: str) -> Iterator[str]:
    """The same bytes, never twice in the same order: SQLite does not write what has not changed."""
    for number in count():
        yield f"{number:06}{text[6:]}"


@contextmanager
def _raw_store(store: Store) -> Iterator[driver.Connection]:
    """A file of its own beside the store, with the store's own settings."""
    path = store.folder / "raw.db"
    with closing(sqlcipher.connect(path, store.key)) as connection:
        connection.execute("CREATE TABLE saved (id INTEGER PRIMARY KEY, data TEXT)")
        connection.execute("INSERT INTO saved VALUES (1, '')")
        for table in _ROWS:
            connection.execute(f"CREATE TABLE {table} (id INTEGER PRIMARY KEY, data TEXT, at INT)")
            connection.execute(f"INSERT INTO {table} VALUES (1, '', 0)")  # noqa: S608 - our own names
        connection.execute("CREATE UNIQUE INDEX listed ON application (at)")
        yield connection


def _raw_commit(connection: driver.Connection, data: str) -> float:
    def commit() -> None:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE saved SET data = ? WHERE id = 1", (data,))
        connection.execute("COMMIT")

    return timed(commit)


_ROWS = ("answers", "application", "event")
"""What a save touches: the document, the version that guards it and its place in the list, the history."""


def _raw_rows(connection: driver.Connection, data: str) -> float:
    """The same bytes in as many tables and indexes as a save must touch, by hand: for comparison only."""
    document, entry = data[:-EVENT_BYTES], data[-EVENT_BYTES:]

    def commit() -> None:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE answers SET data = ? WHERE id = 1", (document,))
        connection.execute("UPDATE application SET at = at + 1 WHERE id = 1")
        connection.execute("INSERT INTO event (data) VALUES (?)", (entry,))
        connection.execute("COMMIT")

    return timed(commit)
