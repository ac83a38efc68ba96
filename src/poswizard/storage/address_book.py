"""Whom this store seals packages to, whose signatures and bundles it believes, and whom it believes no longer."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Column, insert, select, update

from poswizard.storage.audit_log import Entry, What
from poswizard.storage.database import Database
from poswizard.storage.errors import NotFoundError
from poswizard.storage.exchange_tables import (
    Publisher,
    Recipient,
    Revocation,
    TrustedSigner,
)
from poswizard.storage.tables import Table
from poswizard.storage.upsert import insert_or_replace

R = TypeVar("R", "RecipientRecord", "SignerRecord", "RevocationRecord")


@dataclass(frozen=True, slots=True, kw_only=True)
class RecipientRecord:
    """Somebody to whom packages are sealed."""

    recipient: str
    """The public key, `age1…`."""
    name: str
    role: str
    """Stored value of the recipient's role: the institution, or the branch's own recovery."""
    provider: str = ""
    """Key of the provider's pack whose packages go there; empty for any."""
    source: str = ""
    added_at: datetime | None = None
    added_by: str = ""
    removed_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SignerRecord:
    """Somebody whose signature is believed here: under packages, or under catalogue bundles."""

    fingerprint: str
    """SHA-256 of the certificate, hexadecimal."""
    name: str
    certificate: bytes
    source: str = ""
    added_at: datetime | None = None
    added_by: str = ""
    removed_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RevocationRecord:
    """A revocation list that was taken in."""

    digest: str
    issuer: str
    data: bytes
    added_at: datetime | None = None
    added_by: str = ""


_OF_SIGNER = ("name", "certificate", "source", "added_at", "added_by", "removed_at")


class AddressBook:
    """The recipients, trusted signers and revocation lists of one store.

    Nobody is ever erased: old packages and replies name them. Who was removed and is added again
    is trusted again, and the history says both.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def recipients(self, removed: bool = False) -> list[RecipientRecord]:
        """Those whom packages are sealed to, in the order they came."""
        found = self._all(Recipient, RecipientRecord, Recipient.added_at)
        return [one for one in found if removed or one.removed_at is None]

    def add_recipient(self, recipient: RecipientRecord) -> None:
        """Seal packages to them from now on; who is known already is renamed."""
        changed = ("name", "role", "provider", "source", "added_at", "added_by", "removed_at")
        row = asdict(recipient) | {"added_at": self._now(), "removed_at": None}
        self._put(Recipient, Recipient.recipient, changed, row, What.RECIPIENT_ADDED)

    def remove_recipient(self, recipient: str, operator: str = "") -> None:
        """Seal nothing to them any more; raises `NotFoundError`."""
        self._remove(Recipient, Recipient.recipient, recipient, What.RECIPIENT_REMOVED, operator)

    def signers(self, removed: bool = False) -> list[SignerRecord]:
        """Those whose signatures are believed, in the order they came."""
        found = self._all(TrustedSigner, SignerRecord, TrustedSigner.added_at)
        return [one for one in found if removed or one.removed_at is None]

    def add_signer(self, signer: SignerRecord) -> None:
        """Believe this certificate from now on."""
        row = asdict(signer) | {"added_at": self._now(), "removed_at": None}
        key = TrustedSigner.fingerprint
        self._put(TrustedSigner, key, _OF_SIGNER, row, What.SIGNER_ADDED)

    def remove_signer(self, fingerprint: str, operator: str = "") -> None:
        """Believe this certificate no longer; raises `NotFoundError`."""
        key = TrustedSigner.fingerprint
        self._remove(TrustedSigner, key, fingerprint, What.SIGNER_REMOVED, operator)

    def publishers(self) -> list[SignerRecord]:
        """Those whose catalogue bundles are taken in, in the order they came."""
        found = self._all(Publisher, SignerRecord, Publisher.added_at)
        return [one for one in found if one.removed_at is None]

    def add_publisher(self, publisher: SignerRecord) -> None:
        """Take in bundles signed by this certificate from now on."""
        row = asdict(publisher) | {"added_at": self._now(), "removed_at": None}
        key = Publisher.fingerprint
        self._put(Publisher, key, _OF_SIGNER, row, What.PUBLISHER_ADDED)

    def revocations(self) -> list[RevocationRecord]:
        """The revocation lists, in the order they came."""
        return self._all(Revocation, RevocationRecord, Revocation.added_at)

    def add_revocation(self, data: bytes, issuer: str, operator: str = "") -> bool:
        """Take a list in; false if it was here already. It is never taken out again."""
        digest = hashlib.sha256(data).hexdigest()
        row = {"digest": digest, "issuer": issuer, "data": data}
        row |= {"added_at": self._now(), "added_by": operator}
        known = select(Revocation.digest).where(Revocation.digest == digest)
        with self._database.write() as connection:
            if connection.execute(known).first():
                return False
            connection.execute(insert(Revocation), row)
            entry = Entry(what=What.REVOCATION_ADDED, operator=operator)
            self._database.recorder.append(connection, entry)
        return True

    def _now(self) -> datetime:
        return self._database.clock.now()

    def _all(self, table: type[Table], record: type[R], order: Column[Any]) -> list[R]:
        columns = [getattr(table, name) for name in record.__dataclass_fields__]
        query = select(*columns).order_by(order, columns[0])
        with self._database.read() as connection:
            return [record(**row._asdict()) for row in connection.execute(query)]

    def _put(
        self,
        table: type[Table],
        key: Column[str],
        changed: tuple[str, ...],
        row: dict[str, Any],
        what: What,
    ) -> None:
        put = insert_or_replace(self._database.kind, table, [key], *changed)
        with self._database.write() as connection:
            connection.execute(put, row)
            entry = Entry(what=what, operator=row["added_by"])
            self._database.recorder.append(connection, entry)

    def _remove(
        self, table: type[Table], key: Column[str], value: str, what: What, operator: str
    ) -> None:
        there = key == value, table.__table__.c.removed_at.is_(None)
        with self._database.write() as connection:
            gone = update(table).where(*there).values(removed_at=self._now())
            if not connection.execute(gone).rowcount:
                raise NotFoundError
            self._database.recorder.append(connection, Entry(what=what, operator=operator))
