"""The record of what leaves: announced before its file takes its name, confirmed after, or withdrawn.

Whatever happens in between, no file goes about that the store knows nothing of, and no record lacks its file.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from poswizard.office.continuity import as_record
from poswizard.office.leaving import Leaving
from poswizard.package.bag import read_bag
from poswizard.package.bag_writer import Written
from poswizard.package.errors import PackageError
from poswizard.package.seal.names import pair
from poswizard.package.seal.seal import Sealed, statement_of
from poswizard.package.verify import DATA_FILE
from poswizard.storage.package_records import Announced, PackageRecord
from poswizard.storage.packages import Packages
from poswizard.storage.statements import StatementRecord

if TYPE_CHECKING:
    from poswizard.office.desk import Office

GIVEN_UP_AFTER = timedelta(minutes=15)
"""After so long an announced package is not being written any more: whoever announced it is gone."""


class Ledger:
    """What is known of the packages on their way out."""

    def __init__(self, office: Office, records: Packages) -> None:
        self._office = office
        self.records = records

    @contextmanager
    def announced(self, leaving: Leaving) -> Iterator[None]:
        """Announce a package while it is written; where that goes wrong, the record says what is there."""
        self.announce(leaving)
        try:
            yield
        except BaseException:
            self.withdraw(leaving)
            raise

    def announce(self, leaving: Leaving) -> None:
        """Say that the files are about to be written; raises `ConflictError` if the revision is taken."""
        try:
            self.records.announce(leaving.application_id, leaving.record, _stated(leaving))
        except BaseException:
            self._give_back(leaving)
            raise

    def withdraw(self, leaving: Leaving) -> None:
        """It was not finished: as if it had never been begun, unless its file has its name already.

        The failure may have come after that, when the folder was flushed: then the package counts.
        """
        found = self._found_whole(leaving.record, leaving.parcel.to)
        if found is not None:
            self.records.confirm(leaving.application_id, found)
            return
        self.records.withdraw(leaving.application_id, leaving.record)
        self._give_back(leaving)

    def _give_back(self, leaving: Leaving) -> None:
        order = leaving.parcel.order
        if order is not None:
            stations = self._office.key_ring.stations
            stations.give_back_sequence(order.station.fingerprint, order.sequence)

    def confirm(self, leaving: Leaving, written: Sealed | Written) -> None:
        """The files have their names."""
        record = replace(leaving.record, size=written.size)
        if isinstance(written, Written):
            record = replace(record, digest=written.sha256)
        else:
            record = replace(
                record,
                digest=written.bag_sha256,
                sealed_digest=written.sha256,
                signature_digest=written.signature_sha256,
            )
        self.records.confirm(leaving.application_id, record)

    def settle(self) -> None:
        """Find out what became of packages that were cut off between announcing and confirming."""
        now = self._office.database.clock.now()
        for one in self.records.announced():
            if one.package.at is not None and now - one.package.at > GIVEN_UP_AFTER:
                self._settle(one)

    def _settle(self, one: Announced) -> None:
        folder = Path(one.package.folder or "")
        if not folder.is_dir():
            return  # the drive is not here: nobody can say yet
        found = self._found_whole(one.package, folder)
        if found is None:
            self.records.withdraw(one.application_id, one.package)
        else:
            self.records.confirm(one.application_id, found)

    def _found_whole(self, package: PackageRecord, folder: Path) -> PackageRecord | None:
        """The record of an announced file that has its name after all; None if there is none, or another."""
        path = folder / package.file_name
        try:
            if package.sequence is None:
                return _found_plain(package, path)
            own = {one.fingerprint for one in self._office.key_ring.stations.all()}
            return _found_sealed(package, path, own)
        except (PackageError, OSError):
            return None


def _found_plain(package: PackageRecord, path: Path) -> PackageRecord | None:
    bag = read_bag(path)
    if bag.files[DATA_FILE].read().decode() != package.content:
        return None
    return replace(package, digest=bag.sha256, size=bag.size)


def _found_sealed(package: PackageRecord, path: Path, own: set[str]) -> PackageRecord | None:
    """One of another time, which a restored store may meet under the same name, was signed at another moment."""
    from poswizard.package.seal.cms import read_detached

    data, proof = path.read_bytes(), pair(path)[1].read_bytes()
    signature = read_detached(proof, hashlib.sha256(data).digest())
    moment = package.at and package.at.replace(microsecond=0)
    if signature.certificate.fingerprint not in own or signature.signed_at != moment:
        return None
    return replace(
        package,
        size=len(data),
        sealed_digest=hashlib.sha256(data).hexdigest(),
        signature_digest=hashlib.sha256(proof).hexdigest(),
    )


def _stated(leaving: Leaving) -> StatementRecord | None:
    """What will be signed inside a sealed one: from outside it cannot be read here again."""
    order = leaving.parcel.order
    return None if order is None else as_record(statement_of(leaving.parcel.name, order))
