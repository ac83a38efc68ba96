"""What reviewers have said of received packages and not signed yet: kept at once, gone once it is signed."""

from __future__ import annotations

from sqlalchemy import Connection, delete, select

from poswizard.storage.database import Database
from poswizard.storage.opinion_tables import Opinion
from poswizard.storage.upsert import insert_or_replace


class Opinions:
    """The unsigned opinions of one store, each by the received package that it is about."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, received_id: str, data: str, operator: str = "") -> None:
        """Keep what is said now, in the place of what was said before; nothing said removes it."""
        with self._database.write() as connection:
            if not data:
                drop_opinion(connection, received_id)
                return
            key = [Opinion.received_id]
            put = insert_or_replace(self._database.kind, Opinion, key, "data", "at", "operator")
            row = {"received_id": received_id, "data": data, "operator": operator}
            connection.execute(put, row | {"at": self._database.clock.now()})

    def get(self, received_id: str) -> str:
        """What was said last; empty if nothing was, or if it was signed."""
        query = select(Opinion.data).where(Opinion.received_id == received_id)
        with self._database.read() as connection:
            return connection.execute(query).scalar() or ""


def drop_opinion(connection: Connection, received_id: str | None) -> None:
    """Remove it, inside the transaction that makes it a reply or removes the package."""
    connection.execute(delete(Opinion).where(Opinion.received_id == received_id))
