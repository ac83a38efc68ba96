"""Types words into the search of the real home page, and asks the same of the database directly."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

from PySide6.QtTest import QTest

from poswizard.storage import driver, search, sqlcipher
from poswizard.ui.home_window import HomePage
from poswizard.wizard.summary import Summary
from tests.benchmarks.children.opened import open_workplace
from tests.benchmarks.children.saying import say

WORDS = ("wangwei", "王伟", "火锅店", "a-2026-0123", "8265", "lwf 药房")
LIMIT = 60
COLUMNS = ", ".join(("id", "number", "revision", "version", "updated_at", *Summary.__slots__))
QUERY = (
    f"SELECT {COLUMNS} FROM application"  # noqa: S608 - no value in it
    " WHERE seq IN (SELECT rowid FROM search_index WHERE search_index MATCH ?)"
    f" ORDER BY last_event DESC LIMIT {LIMIT}"
)


def prefixes() -> Iterator[str]:
    """What stands in the search after each keystroke."""
    for word in WORDS:
        yield from (word[:length] for length in range(1, len(word) + 1) if word[:length].strip())


def typed(home: HomePage, text: str) -> float:
    """Milliseconds from the last key of a text to the rows in the list's model."""
    home.search.setText(text[:-1])
    arrived: list[float] = []
    model = home.list.model()
    heard = model.modelReset.connect(lambda: arrived.append(perf_counter()))
    start = perf_counter()
    home.search.insert(text[-1])
    while not arrived:
        QTest.qWait(1)
    model.modelReset.disconnect(heard)
    return (arrived[-1] - start) * 1e3


def raw(connection: driver.Connection, text: str) -> float:
    """Milliseconds of the index's own query with the rows of the list."""
    grams = " AND ".join(f'"{gram}"' for gram in search.sought_grams(search.terms(text)))
    start = perf_counter()
    connection.execute(QUERY, (grams,)).fetchall()
    return (perf_counter() - start) * 1e3


def main() -> None:
    """Ours and raw in turn, for every keystroke, so many rounds."""
    window, workplace = open_workplace()
    key = bytearray.fromhex(os.environ["POSWIZARD_BENCHMARK_KEY"])
    connection = sqlcipher.connect(Path(os.environ["POSWIZARD_HOME"]) / "poswizard.db", key)
    strokes = {text: {"ours": [], "raw": []} for text in prefixes()}
    for _ in range(int(os.environ["POSWIZARD_BENCHMARK_ROUNDS"])):
        for text, stroke in strokes.items():
            stroke["raw"].append(raw(connection, text))
            stroke["ours"].append(typed(workplace.home, text))
    window.close()
    say(strokes=strokes)


main()
