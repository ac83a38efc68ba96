"""This store's own certificates and keys, and the counter of what each certificate has signed."""

from __future__ import annotations

import uuid
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime

from sqlalchemy import ColumnElement, insert, select, update

from poswizard.storage.audit_log import Entry, Head, What, newest, take_turn
from poswizard.storage.database import Database
from poswizard.storage.exchange_tables import OwnIdentity, Station
from poswizard.storage.tables import Series
from poswizard.storage.upsert import insert_or_replace


@dataclass(frozen=True, slots=True, kw_only=True)
class StationRecord:
    """A certificate of this store's own, with its key or the place of it."""

    id: str = field(default_factory=lambda: uuid.uuid4().hex)
    name: str
    fingerprint: str
    """SHA-256 of the certificate, hexadecimal."""
    certificate: bytes
    """PEM: the certificate, and after it those that issued it."""
    key: bytes | None = field(default=None, repr=False)
    """The private key; none if it is on a token."""
    token: str | None = None
    """Where on which token the key is, as JSON."""
    made_at: datetime | None = None
    made_by: str = ""
    retired_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityRecord:
    """A key of this store's own that packages can be sealed to."""

    recipient: str
    name: str
    secret: str = field(repr=False)
    made_at: datetime | None = None
    made_by: str = ""
    retired_at: datetime | None = None


class Stations:
    """The certificates and keys of one store. They stand in the encrypted file and nowhere else."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def current(self) -> StationRecord | None:
        """The certificate that signs now."""
        return next(iter(self._found(Station.retired_at.is_(None))), None)

    def all(self) -> list[StationRecord]:
        """Every certificate there ever was, the newest first."""
        return self._found()

    def take_over(self, station: StationRecord) -> StationRecord:
        """Sign with this one from now on; the one before is kept, but signs no longer."""
        row = asdict(station) | {"made_at": station.made_at or self._database.clock.now()}
        retire = update(Station).where(Station.retired_at.is_(None))
        with self._database.write() as connection:
            connection.execute(retire.values(retired_at=self._database.clock.now()))
            connection.execute(insert(Station), row)
            entry = Entry(what=What.STATION_CHANGED, operator=station.made_by)
            self._database.recorder.append(connection, entry)
        return replace(station, made_at=row["made_at"])

    def identities(self, retired: bool = True) -> list[IdentityRecord]:
        """The keys that open packages, the newest first; retired ones still open what is old."""
        columns = [getattr(OwnIdentity, name) for name in IdentityRecord.__dataclass_fields__]
        query = select(*columns).order_by(OwnIdentity.made_at.desc())
        if not retired:
            query = query.where(OwnIdentity.retired_at.is_(None))
        with self._database.read() as connection:
            return [IdentityRecord(**row._asdict()) for row in connection.execute(query)]

    def add_identity(self, identity: IdentityRecord) -> None:
        """Keep a key for receiving."""
        row = asdict(identity) | {"made_at": identity.made_at or self._database.clock.now()}
        with self._database.write() as connection:
            connection.execute(insert(OwnIdentity), row)
            entry = Entry(what=What.IDENTITY_MADE, operator=identity.made_by)
            self._database.recorder.append(connection, entry)

    # the counter

    def take_sequence(self, fingerprint: str) -> int:
        """The next number for what this certificate signs; nobody else gets it."""
        return self.take_turn(fingerprint)[0]

    def take_turn(self, fingerprint: str) -> tuple[int, Head]:
        """The next number, and the newest event at that moment.

        Both at once: a later number then never goes with an older event, whoever else works here.
        """
        name = _series(fingerprint)
        put = insert_or_replace(self._database.kind, Series, [Series.name], "last")
        with self._database.write() as connection:
            take_turn(connection)
            last = select(Series.last).where(Series.name == name).with_for_update()
            number = (connection.execute(last).scalar() or 0) + 1
            connection.execute(put, {"name": name, "last": number})
            return number, newest(connection)

    def give_back_sequence(self, fingerprint: str, number: int) -> bool:
        """Take a number back that stands in no package; false if a later one is out already.

        The receiver then finds a gap, and is told that it may come from here.
        """
        mine = Series.name == _series(fingerprint), Series.last == number
        with self._database.write() as connection:
            done = connection.execute(update(Series).where(*mine).values(last=number - 1))
            return done.rowcount == 1

    def _found(self, *where: ColumnElement[bool]) -> list[StationRecord]:
        columns = [getattr(Station, name) for name in StationRecord.__dataclass_fields__]
        query = select(*columns).where(*where).order_by(Station.made_at.desc(), Station.id)
        with self._database.read() as connection:
            return [StationRecord(**row._asdict()) for row in connection.execute(query)]


def _series(fingerprint: str) -> str:
    return f"sent-{fingerprint[:32]}"
