"""The packages that were written of an application: which, for whom, when, by whom."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from poswizard.storage.audit_log import Entry, Recorder, What, take_turn
from poswizard.storage.errors import NotFoundError
from poswizard.storage.tables import Application, Package


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageRecord:
    """A package that was written and verified."""

    revision: int
    digest: str
    """SHA-256 of the file, hexadecimal."""
    file_name: str
    size: int
    """Bytes of the file."""
    recipients: tuple[str, ...] = ()
    """Names or key fingerprints; empty for a plain package."""
    operator: str = ""
    at: datetime | None = None
    """When, aware, UTC; filled in when it is recorded."""


def record(
    connection: Connection, recorder: Recorder, application_id: str, package: PackageRecord
) -> None:
    """Note a package; the application's revision moves to the package's."""
    take_turn(connection)
    mine = Application.id == application_id
    before = connection.execute(select(Application.last_event).where(mine)).scalar()
    if before is None:
        raise NotFoundError
    entry = Entry(
        what=What.PACKAGE_WRITTEN,
        operator=package.operator,
        application_id=application_id,
        before=before,
    )
    head = recorder.append(connection, entry)
    moved = update(Application).where(mine)
    connection.execute(moved.values(revision=package.revision, last_event=head.counter))
    row = asdict(package) | {"application_id": application_id, "at": package.at or head.at}
    row |= {"recipients": json.dumps(package.recipients, ensure_ascii=False)}
    connection.execute(insert(Package), row)


def of(connection: Connection, application_id: str) -> list[PackageRecord]:
    """The packages of an application, the first revision first."""
    columns = [getattr(Package, name) for name in PackageRecord.__dataclass_fields__]
    query = select(*columns).where(Package.application_id == application_id)
    found = connection.execute(query.order_by(Package.revision))
    return [_record(row._asdict()) for row in found]


def _record(values: dict[str, Any]) -> PackageRecord:
    recipients: tuple[str, ...] = tuple(json.loads(values.pop("recipients")))
    return PackageRecord(**values, recipients=recipients)
