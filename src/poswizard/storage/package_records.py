"""The packages that were written of an application: which, for whom, when, by whom, and why again.

A package is announced before its file takes its name and confirmed afterwards, so that whatever
happens in between, no file goes about that the store knows nothing of, and no record lacks its file.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, func, insert, select, update

from poswizard.storage.audit_log import Entry, Head, Recorder, What, take_turn
from poswizard.storage.errors import ConflictError, NotFoundError
from poswizard.storage.tables import Application, Package


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageRecord:
    """A package that was written and verified."""

    revision: int
    digest: str
    """SHA-256 of the package itself, before it was sealed; hexadecimal."""
    file_name: str
    size: int
    """Bytes of the file."""
    recipients: tuple[str, ...] = ()
    """Names or key fingerprints; empty for a plain package."""
    operator: str = ""
    at: datetime | None = None
    """When, aware, UTC; filled in when it is recorded."""
    package_id: str | None = None
    """Random, in the sealed package; a reply names it."""
    sequence: int | None = None
    """Number of the package among those of its sender; none for a plain one."""
    sealed_digest: str | None = None
    """SHA-256 of the sealed file."""
    signature_digest: str | None = None
    """SHA-256 of the signature beside it."""
    reason: str | None = None
    """Why this revision was made."""
    plain_reason: str | None = None
    """Why it was not sealed."""
    folder: str | None = None
    """Where it was written to."""
    content: str | None = None
    """`data/application.json`: what the next revision is compared with."""

    @property
    def is_sealed(self) -> bool:
        """Whether it travels encrypted and signed."""
        return self.sealed_digest is not None


@dataclass(frozen=True, slots=True)
class Announced:
    """A package of which it is not certain that its file has its name."""

    application_id: str
    package: PackageRecord


def record(
    connection: Connection, recorder: Recorder, application_id: str, package: PackageRecord
) -> None:
    """Note a package; the application's revision moves to the package's."""
    head = _told(connection, recorder, application_id, package, What.PACKAGE_WRITTEN)
    _insert(connection, application_id, replace(package, at=package.at or head.at), None)


def announce(
    connection: Connection, recorder: Recorder, application_id: str, package: PackageRecord
) -> None:
    """Say that this file is about to take its name; raises `ConflictError` if its revision is taken."""
    take_turn(connection)
    mine = Package.application_id == application_id
    taken = select(Package.operator, Package.at).where(mine, Package.revision >= package.revision)
    if (other := connection.execute(taken).first()) is not None:
        raise ConflictError(other.operator, other.at)
    now = recorder.clock.now()
    _insert(connection, application_id, replace(package, at=package.at or now), 1)


def confirm(
    connection: Connection, recorder: Recorder, application_id: str, package: PackageRecord
) -> None:
    """The announced file has its name: it counts, even if somebody has given it up meanwhile."""
    mine = (Package.application_id == application_id, Package.revision == package.revision)
    known = connection.execute(select(Package.announced).where(*mine)).first()
    if known is None:
        record(connection, recorder, application_id, package)
    elif known.announced:
        new = asdict(package) | {"announced": None, "recipients": _list(package.recipients)}
        del new["at"]
        connection.execute(update(Package).where(*mine).values(new))
        _told(connection, recorder, application_id, package, What.PACKAGE_WRITTEN)


def withdraw(
    connection: Connection, recorder: Recorder, application_id: str, package: PackageRecord
) -> None:
    """The announced file never took its name, and its revision is free again."""
    mine = _announced(application_id, package.revision)
    if connection.execute(delete(Package).where(*mine)).rowcount:
        _told(connection, recorder, application_id, package, What.PACKAGE_WITHDRAWN)


def announced(connection: Connection) -> list[Announced]:
    """What was cut off between announcing and confirming."""
    columns = [getattr(Package, name) for name in PackageRecord.__dataclass_fields__]
    query = select(Package.application_id, *columns).where(Package.announced == 1)
    rows = (row._asdict() for row in connection.execute(query.order_by(Package.at)))
    return [Announced(row.pop("application_id"), _record(row)) for row in rows]


def of(connection: Connection, application_id: str) -> list[PackageRecord]:
    """The packages of an application, the first revision first."""
    columns = [getattr(Package, name) for name in PackageRecord.__dataclass_fields__]
    certain = Package.announced.is_(None)
    query = select(*columns).where(Package.application_id == application_id, certain)
    found = connection.execute(query.order_by(Package.revision))
    return [_record(row._asdict()) for row in found]


def next_revision(connection: Connection, application_id: str) -> int:
    """The revision that no package has yet, not even an announced one."""
    newest = select(func.max(Package.revision)).where(Package.application_id == application_id)
    return (connection.execute(newest).scalar() or 0) + 1


def _told(
    connection: Connection,
    recorder: Recorder,
    application_id: str,
    package: PackageRecord,
    what: What,
) -> Head:
    """The event; what is written moves the application's revision, what is withdrawn does not."""
    take_turn(connection)
    mine = Application.id == application_id
    before = connection.execute(select(Application.last_event).where(mine)).scalar()
    if before is None:
        raise NotFoundError
    entry = Entry(
        what=what, operator=package.operator, application_id=application_id, before=before
    )
    head = recorder.append(connection, entry)
    new: dict[str, Any] = {"last_event": head.counter}
    if what is What.PACKAGE_WRITTEN:
        new["revision"] = package.revision
    connection.execute(update(Application).where(mine).values(new))
    return head


def _insert(
    connection: Connection, application_id: str, package: PackageRecord, announced_as: int | None
) -> None:
    row = asdict(package) | {"application_id": application_id, "announced": announced_as}
    connection.execute(insert(Package), row | {"recipients": _list(package.recipients)})


def _announced(application_id: str, revision: int) -> tuple[ColumnElement[bool], ...]:
    mine = Package.application_id == application_id
    return mine, Package.revision == revision, Package.announced == 1


def _list(recipients: tuple[str, ...]) -> str:
    return json.dumps(recipients, ensure_ascii=False)


def _record(values: dict[str, Any]) -> PackageRecord:
    recipients: tuple[str, ...] = tuple(json.loads(values.pop("recipients")))
    return PackageRecord(**values, recipients=recipients)
