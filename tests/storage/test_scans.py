"""Scans by their digest."""

from __future__ import annotations

import hashlib

import pytest
from sqlalchemy import update

from poswizard.storage.database import Database
from poswizard.storage.errors import DamagedError, NotFoundError
from poswizard.storage.scans import Scans
from poswizard.storage.tables import Scan

PICTURE = bytes(range(256)) * 10_000


def test_a_scan_comes_back_byte_for_byte(store: Database) -> None:
    scans = Scans(store)
    digest = scans.put(PICTURE, "image/jpeg")
    assert digest == hashlib.sha256(PICTURE).hexdigest()
    assert scans.get(digest) == PICTURE
    assert scans.size(digest) == len(PICTURE)
    assert scans.media_type(digest) == "image/jpeg"


def test_the_same_picture_twice_is_stored_once(store: Database) -> None:
    scans = Scans(store)
    assert scans.put(PICTURE, "image/jpeg") == scans.put(PICTURE, "image/jpeg")
    with store.read() as connection:
        assert len(connection.execute(Scan.__table__.select()).all()) == 1


def test_an_unknown_digest_is_not_found(store: Database) -> None:
    with pytest.raises(NotFoundError):
        Scans(store).get("0" * 64)


def test_bytes_that_do_not_fit_their_digest_are_damage(store: Database) -> None:
    scans = Scans(store)
    digest = scans.put(PICTURE, "image/jpeg")
    with store.write() as connection:
        connection.execute(update(Scan).values(data=b"other"))
    with pytest.raises(DamagedError):
        scans.get(digest)
