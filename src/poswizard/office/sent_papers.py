"""Papers that go with a package which was made before: printed from its record, whatever has been changed since."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from poswizard.domain.china_time import CHINA_TIME
from poswizard.forms.step import Milestone
from poswizard.package import sheets
from poswizard.package.application_form import Print
from poswizard.package.bag import read_bag
from poswizard.package.data_file import PackageId
from poswizard.package.errors import PackageError
from poswizard.package.seal.names import pair
from poswizard.package.seal.papers import sealed_cover_sheet
from poswizard.package.seal.seal import Sealed
from poswizard.package.seal.statement import read_statement
from poswizard.storage.statements import Statements
from poswizard.text import Text
from poswizard.wizard.drafts import from_documents

if TYPE_CHECKING:
    from poswizard.office.desk import Draft, Office
    from poswizard.storage.package_records import PackageRecord


class NoSuchPackageError(PackageError):
    """The application has no package of that revision, or none at all."""

    def __init__(self) -> None:
        super().__init__(
            Text(
                "这份申请还没有导出过这一版资料包。请先导出。",
                "No package of this revision was made yet: export it first.",
            )
        )
        self.args = ()


class NothingStatedError(PackageError):
    """What was stated inside the sealed package is not known here any more."""

    def __init__(self) -> None:
        super().__init__(
            Text(
                "这份资料包的封装说明不在本机（可能由旧版程序导出），交接单不能补打。请用导出时打印的那份。",
                "What this package states of itself is not kept here (an older program made it): use the cover sheet printed then.",
            )
        )
        self.args = ()


def cover_sheet(office: Office, package: PackageRecord) -> bytes:
    """What goes with this package, as PDF; a plain one is read and proved again where it was written to.

    Raises `NothingStatedError`, or what reading a plain package raises.
    """
    path = Path(package.folder or "") / package.file_name
    if not package.is_sealed:
        return sheets.cover_sheet(read_bag(path))
    return sealed_cover_sheet(_as_sealed(office, package, path))


def receipt(office: Office, package: PackageRecord) -> bytes:
    """What the applicant takes home, as PDF: what was handed in with this package, on the day it was made."""
    return sheets.receipt(_as_sent(office, package), on_receipt(package))


def on_receipt(package: PackageRecord) -> list[tuple[str, str]]:
    """What the receipt says of the package itself, in Chinese as it is printed."""
    digest = package.sealed_digest or package.digest
    if package.is_sealed:
        how = f"已加密签名，可打开的有：{'、'.join(package.recipients)}"
    else:
        how = f"没有加密。原因：{package.plain_reason or '（未写明）'}"
    said = [("资料包", package.file_name), ("SHA-256 前 16 位", digest[:16]), ("保护", how)]
    return said + ([("更正原因", package.reason)] if package.reason else [])


def letter(office: Office, draft: Draft, sealed: Path) -> bytes:
    """A mail to the institution with the sealed package attached, as a draft (`.eml`); nothing is sent."""
    from poswizard.package.letter import letter as as_mail

    answers = draft.session.answers
    to, body = (office.flow.field(f"submission.{key}") for key in ("email", "email_draft"))
    written = (answers.get(body) if body else None) or ""
    return as_mail(str((answers.get(to) if to else None) or ""), str(written), pair(sealed))


def _as_sealed(office: Office, package: PackageRecord, path: Path) -> Sealed:
    """The package as it was when it had just been made."""
    stated = Statements(office.database).of(package.package_id or "")
    if stated is None:
        raise NothingStatedError
    return Sealed(
        path,
        pair(path)[1],
        package.sealed_digest or "",
        package.signature_digest or "",
        package.size,
        read_statement(stated.data.encode()),
        package.digest,
    )


def _as_sent(office: Office, package: PackageRecord) -> Print:
    content = json.loads(package.content or "{}")
    documents = content["answers"] | {"reasons": content.get("reasons", {})}
    office.packs.know(documents)
    pack = content["provider_pack"]
    sent = PackageId(
        content["number"],
        package.revision,
        Milestone(content["milestone"]),
        pack["key"],
        pack["version"],
    )
    made = package.at.astimezone(CHINA_TIME).date() if package.at else office.today()
    return Print(office.flow, from_documents(office.flow, documents), sent, made, office.scans.get)
