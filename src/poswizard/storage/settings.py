"""Settings of a store and its operators."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update

from poswizard.storage.database import Database
from poswizard.storage.tables import Operator, Setting
from poswizard.storage.upsert import insert_or_replace


class Settings:
    """Values by key, kept inside the encrypted store."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, key: str, default: Any = None) -> Any:
        """The JSON value under a key."""
        with self._database.read() as connection:
            value = connection.execute(select(Setting.value).where(Setting.key == key)).scalar()
        return default if value is None else json.loads(value)

    def put(self, key: str, value: Any) -> None:
        """Store a JSON value; None removes it."""
        with self._database.write() as connection:
            if value is None:
                connection.execute(delete(Setting).where(Setting.key == key))
                return
            put = insert_or_replace(self._database.kind, Setting, [Setting.key], "value")
            row = {"key": key, "value": json.dumps(value, ensure_ascii=False)}
            connection.execute(put, row)


@dataclass(frozen=True, slots=True)
class OperatorRecord:
    """Someone who works with this store; the id is also the label of their key slot."""

    id: str
    name: str
    added_at: datetime
    retired_at: datetime | None


class Operators:
    """The operators of a store; one who leaves is retired, for the history still names them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, operator_id: str, name: str) -> None:
        """Add an operator, or change the name of one."""
        row = {"id": operator_id, "name": name, "added_at": self._database.clock.now()}
        put = insert_or_replace(self._database.kind, Operator, [Operator.id], "name")
        with self._database.write() as connection:
            connection.execute(put, row)

    def retire(self, operator_id: str) -> None:
        """Note that an operator works here no longer."""
        left = update(Operator).where(Operator.id == operator_id)
        with self._database.write() as connection:
            connection.execute(left.values(retired_at=self._database.clock.now()))

    def all(self) -> list[OperatorRecord]:
        """Everybody, in the order they came."""
        query = select(Operator.id, Operator.name, Operator.added_at, Operator.retired_at)
        with self._database.read() as connection:
            found = connection.execute(query.order_by(Operator.added_at, Operator.id))
            return [OperatorRecord(*row) for row in found]
