"""What is exchanged with others: stations, recipients, received packages, replies, reasons for revisions."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the tables, empty, and what a package's record says now."""
    _ours()
    _theirs()
    _received()
    _answers()
    _packages()


def _text(
    name: str, length: int | None = None, *more: sa.ForeignKey, **options: Any
) -> sa.Column[str]:
    kind = sa.String(length) if length else sa.Text()
    return sa.Column(name, kind, *more, nullable=False, **options)


def _moment(name: str, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), nullable=nullable)


def _bytes(name: str, nullable: bool = False) -> sa.Column[bytes]:
    return sa.Column(name, sa.LargeBinary(), nullable=nullable)


def _number(name: str, **options: Any) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False, **options)


def _ours() -> None:
    op.create_table(
        "station",
        _text("id", 32, primary_key=True),
        _text("name"),
        _text("fingerprint", 64),
        _bytes("certificate"),
        _bytes("key", nullable=True),
        sa.Column("token", sa.Text(), nullable=True),
        _moment("made_at"),
        _text("made_by", 80),
        _moment("retired_at", nullable=True),
    )
    op.create_table(
        "own_identity",
        _text("recipient", 120, primary_key=True),
        _text("name"),
        _text("secret"),
        _moment("made_at"),
        _text("made_by", 80),
        _moment("retired_at", nullable=True),
    )


def _theirs() -> None:
    op.create_table(
        "recipient",
        _text("recipient", 120, primary_key=True),
        _text("name"),
        _text("role", 40),
        _text("provider", 80),
        _text("source"),
        _moment("added_at"),
        _text("added_by", 80),
        _moment("removed_at", nullable=True),
    )
    op.create_table(
        "trusted_signer",
        _text("fingerprint", 64, primary_key=True),
        _text("name"),
        _bytes("certificate"),
        _text("source"),
        _moment("added_at"),
        _text("added_by", 80),
        _moment("removed_at", nullable=True),
    )
    op.create_table(
        "revocation",
        _text("digest", 64, primary_key=True),
        _text("issuer"),
        _bytes("data"),
        _moment("added_at"),
        _text("added_by", 80),
    )


def _received() -> None:
    op.create_table(
        "received",
        _text("id", 32, primary_key=True),
        _text("package_id", 80),
        _text("sender", 64),
        _moment("sequence", nullable=True),
        _text("number", 16),
        _number("revision"),
        _text("digest", 64, unique=True),
        _text("inner_digest", 64),
        _text("file_name"),
        _moment("size"),
        _text("verdict", 40),
        *(_text(name) for name in ("applicant", "shop", "data", "review")),
        sa.Column("differences", sa.Text(), nullable=True),
        _bytes("signature", nullable=True),
        _moment("received_at"),
        _text("operator", 80),
    )
    op.create_index("received_by_case", "received", ["sender", "number"])
    op.create_index("received_by_package", "received", ["package_id"])
    op.create_table(
        "received_file",
        _text("received_id", 32, sa.ForeignKey("received.id"), primary_key=True),
        _text("path", 160, primary_key=True),
        _text("scan", 64),
    )
    op.create_index("ix_received_file_scan", "received_file", ["scan"])


def _answers() -> None:
    received, application = sa.ForeignKey("received.id"), sa.ForeignKey("application.id")
    op.create_table(
        "reply",
        _text("digest", 64, primary_key=True),
        _text("direction", 40),
        sa.Column("received_id", sa.String(32), received, nullable=True),
        sa.Column("application_id", sa.String(32), application, nullable=True),
        _number("revision"),
        _text("decision", 40),
        _text("signer", 64),
        _bytes("signed"),
        _moment("at"),
        _text("operator", 80),
    )
    op.create_index("reply_by_application", "reply", ["application_id"])
    op.create_index("reply_by_received", "reply", ["received_id"])
    op.create_table(
        "amendment",
        _text("application_id", 32, sa.ForeignKey("application.id"), primary_key=True),
        _number("revision", primary_key=True, autoincrement=False),
        _text("reason"),
        _moment("at"),
        _text("operator", 80),
    )


def _packages() -> None:
    kinds: dict[str, sa.types.TypeEngine[Any]] = {
        "package_id": sa.String(80),
        "sequence": sa.BigInteger(),
        "sealed_digest": sa.String(64),
        "signature_digest": sa.String(64),
        "reason": sa.Text(),
        "plain_reason": sa.Text(),
        "folder": sa.Text(),
        "content": sa.Text(),
        "announced": sa.Integer(),
    }
    for name, kind in kinds.items():
        op.add_column("package", sa.Column(name, kind, nullable=True))
