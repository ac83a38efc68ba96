"""What signers stated inside sealed packages, sent and received: by it a history that was put back shows."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from sqlalchemy import ColumnElement, Connection, and_, delete, or_, select

from poswizard.storage.database import Database
from poswizard.storage.exchange_tables import SealedStatement
from poswizard.storage.upsert import insert_once


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementRecord:
    """One statement (`data/seal.json`)."""

    package_id: str
    signer: str
    """Fingerprint of the signer's certificate."""
    sequence: int
    name: str
    """`<number>-r<revision>`."""
    audit_counter: int | None
    audit_hash: str | None
    """Hexadecimal."""
    data: str
    """The file itself."""


def keep(connection: Connection, kind: str, statement: StatementRecord) -> None:
    """Keep a statement in a transaction under way; twice is once."""
    connection.execute(insert_once(kind, SealedStatement), asdict(statement))


def forget(connection: Connection, package_id: str) -> None:
    """Drop the statement of a package that was never made, in a transaction under way."""
    mine = SealedStatement.package_id == package_id
    connection.execute(delete(SealedStatement).where(mine))


class Statements:
    """The statements of one store. None is ever changed."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, statement: StatementRecord) -> None:
        """Keep a statement; twice is once."""
        with self._database.write() as connection:
            keep(connection, self._database.kind, statement)

    def of(self, package_id: str) -> StatementRecord | None:
        """What was stated in the package with this id."""
        found = self._found(SealedStatement.package_id == package_id)
        return found[0] if found else None

    def against(self, statement: StatementRecord) -> list[StatementRecord]:
        """Those of the same signer that cannot stand in one history with this one, in their order."""
        other = SealedStatement.package_id != statement.package_id
        same = SealedStatement.signer == statement.signer
        return self._found(same, other, or_(*_contradictions(statement)))

    def _found(self, *where: ColumnElement[bool]) -> list[StatementRecord]:
        columns = [getattr(SealedStatement, name) for name in StatementRecord.__dataclass_fields__]
        query = select(*columns).where(*where).order_by(SealedStatement.sequence)
        with self._database.read() as connection:
            return [StatementRecord(**row._asdict()) for row in connection.execute(query)]


def _contradictions(one: StatementRecord) -> list[ColumnElement[bool]]:
    """A number or a revision given twice; another event in the same place; a history that runs backwards."""
    sequence, counter = SealedStatement.sequence, SealedStatement.audit_counter
    found: list[ColumnElement[bool]] = [sequence == one.sequence, SealedStatement.name == one.name]
    if one.audit_counter is not None:
        other_event = SealedStatement.audit_hash != one.audit_hash
        found += [
            and_(counter == one.audit_counter, other_event),
            and_(sequence < one.sequence, counter > one.audit_counter),
            and_(sequence > one.sequence, counter < one.audit_counter),
        ]
    return found
