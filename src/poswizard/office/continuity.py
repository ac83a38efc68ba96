"""Whether what a sender states fits what it stated before: a store that was put back from an old copy shows here.

Every sealed package holds its number and the newest event of the sender's history, under the signature
(`data/seal.json`). In one history both only go forward, and no number and no revision is given twice. Who puts an
older copy of the store back gives them again. The content is none the worse for it: the verdict stays as it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from poswizard.package.seal.statement import Statement
from poswizard.storage.statements import StatementRecord, Statements
from poswizard.text import Text

if TYPE_CHECKING:
    from poswizard.storage.database import Database

_PUT_BACK = Text(
    "发送方的资料库可能恢复成了旧的备份：这一份（序号 {0}）与之前收到的 {1}（序号 {2}）在发送记录上对不上。"
    "内容本身已验证完整。请打电话问发送方是否恢复过备份、哪一份算数，再审核。",
    "The sender's store seems to have been put back from an old copy: this package (number {0}) does not fit {1} "
    "(number {2}), which came in before. What it holds is whole. Ask the sender by telephone whether a backup was "
    "restored and which package counts, then review it.",
)


def heard(database: Database, stated: Statement) -> list[Text]:
    """Keep what is stated inside a sealed package that was proved, and say what contradicts it."""
    statements, record = Statements(database), as_record(stated)
    statements.keep(record)
    return _doubts(record, statements)


def doubts(database: Database, package_id: str) -> list[Text]:
    """The same of a package that came in earlier."""
    statements = Statements(database)
    record = statements.of(package_id)
    return _doubts(record, statements) if record else []


def as_record(stated: Statement) -> StatementRecord:
    """A statement as it is stored."""
    head = stated.audit
    return StatementRecord(
        package_id=stated.package_id,
        signer=stated.signer,
        sequence=stated.sequence,
        name=stated.name,
        audit_counter=head.counter if head else None,
        audit_hash=head.hash if head else None,
        data=stated.to_bytes().decode(),
    )


def _doubts(record: StatementRecord, statements: Statements) -> list[Text]:
    against = statements.against(record)
    if not against:
        return []
    other = against[-1]
    return [_PUT_BACK.format(record.sequence, other.name, other.sequence)]
