"""Pictures and PDFs by their SHA-256: stored once, however many applications use them."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import TypeVar

from sqlalchemy import Select, delete, select

from poswizard.storage.database import Database
from poswizard.storage.errors import DamagedError, NotFoundError
from poswizard.storage.received_cases import is_used
from poswizard.storage.tables import Scan
from poswizard.storage.upsert import insert_once

Value = TypeVar("Value")


class Scans:
    """The scans of one store."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, data: bytes, media_type: str) -> str:
        """Store the bytes; their SHA-256 in hexadecimal. They are safe on disk when it returns."""
        digest = hashlib.sha256(data).hexdigest()
        row = {
            "sha256": digest,
            "media_type": media_type,
            "size": len(data),
            "made_at": self._database.clock.now(),
            "data": data,
        }
        if not self._has(digest):
            with self._database.write() as connection:
                connection.execute(insert_once(self._database.kind, Scan), row)
        return digest

    def get(self, digest: str) -> bytes:
        """The bytes, compared with their digest; raises `NotFoundError` or `DamagedError`."""
        data = self._one(select(Scan.data).where(Scan.sha256 == digest))
        if hashlib.sha256(data).hexdigest() != digest:
            raise DamagedError
        return data

    def size(self, digest: str) -> int:
        """How many bytes, without reading them."""
        return self._one(select(Scan.size).where(Scan.sha256 == digest))

    def media_type(self, digest: str) -> str:
        """`image/jpeg`, `application/pdf` …"""
        return self._one(select(Scan.media_type).where(Scan.sha256 == digest))

    def drop_unused(self, made_before: datetime) -> int:
        """Remove scans that nothing mentions, taken before the given moment; how many."""
        unused = delete(Scan).where(Scan.made_at < made_before, ~is_used())
        with self._database.write() as connection:
            return connection.execute(unused).rowcount

    def _has(self, digest: str) -> bool:
        with self._database.read() as connection:
            known = select(Scan.size).where(Scan.sha256 == digest)
            return connection.execute(known).first() is not None

    def _one(self, query: Select[Value]) -> Value:
        with self._database.read() as connection:
            row = connection.execute(query).first()
        if row is None:
            raise NotFoundError
        return row[0]
