"""Stores of many applications, built once in a run in the storage layer's own tables."""

from __future__ import annotations

import secrets
import uuid
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, insert

from poswizard.storage import search, vault
from poswizard.storage.audit_log import BEGINNING, What, link_hash
from poswizard.storage.database import open_database
from poswizard.storage.slots import Cost
from poswizard.storage.tables import Application, Event, Series, Table
from poswizard.wizard.summary import Summary
from tests.benchmarks.specimens import listed

QUICK_SLOT = Cost(memory=64, passes=1, lanes=1)
"""No figure contains the derivation of a key."""


@dataclass(frozen=True, slots=True)
class Store:
    """A folder with its key."""

    folder: Path
    key: bytearray

    def variables(self) -> dict[str, str]:
        """How a child finds it."""
        return {"POSWIZARD_HOME": str(self.folder), "POSWIZARD_BENCHMARK_KEY": self.key.hex()}


class Stores:
    """Stores by the number of their applications."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._made: dict[int, Store] = {}

    def of(self, number: int) -> Store:
        """The store of so many applications."""
        if number not in self._made:
            self._made[number] = _filled(self._folder / f"store-{number}", number)
        return self._made[number]

    def new(self) -> Store:
        """An empty store of its own."""
        return _filled(self._folder / f"store-{secrets.token_hex(4)}", 0)


def _filled(folder: Path, number: int) -> Store:
    key = vault.create(folder, secrets.token_urlsafe(24), cost=QUICK_SLOT)
    database = open_database(folder, key)
    with database.write() as connection:
        _insert(connection, number)
    database.checkpoint()
    database.close()
    return Store(folder, key)


def _insert(connection: Connection, number: int) -> None:
    """Many at once, each as `ApplicationRows.insert` would leave it."""
    if not number:
        return
    now, previous = datetime.now(UTC), BEGINNING.hash
    rows: dict[type[Table], list[dict[str, Any]]] = {Event: [], Application: []}
    words: list[dict[str, Any]] = []
    for seq, summary in enumerate(listed(number), 1):
        row = _application(seq, summary, now)
        event = _event(seq, row["id"], now, previous)
        previous = event["hash"]
        rows[Application].append(row)
        rows[Event].append(event)
        words.append({"rowid": seq, "grams": " ".join(search.grams(row["search_words"]))})
    for table, values in rows.items():
        connection.execute(insert(table), values)
    connection.execute(insert(search.FullTextIndex._table), words)
    connection.execute(insert(Series), {"name": f"A-{now.year}", "last": number})


def _application(seq: int, summary: Summary, now: datetime) -> dict[str, Any]:
    number = f"A-{now.year}-{seq:06}"
    return asdict(summary) | {
        "seq": seq,
        "id": uuid.uuid4().hex,
        "number": number,
        "search_words": search.normalised(f"{summary.search_words} {number}"),
        "revision": 0,
        "version": 1,
        "answers_format": 0,
        "created_at": now,
        "updated_at": now,
        "updated_by": "",
        "last_event": seq,
    }


def _event(counter: int, application_id: str, now: datetime, previous: bytes) -> dict[str, Any]:
    event: dict[str, Any] = {
        "counter": counter,
        "previous": previous,
        "at": now,
        "elapsed_ms": 0,
        "operator": "",
        "what": What.CREATED.value,
        "application_id": application_id,
        "before": None,
        "fields": "[]",
    }
    return event | {"hash": link_hash(event)}
