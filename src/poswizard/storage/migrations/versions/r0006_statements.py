"""What signers stated inside sealed packages, and whose catalogue bundles are taken in."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add the tables, empty."""
    op.create_table(
        "sealed_statement",
        sa.Column("package_id", sa.String(80), primary_key=True, nullable=False),
        sa.Column("signer", sa.String(64), nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("audit_counter", sa.BigInteger()),
        sa.Column("audit_hash", sa.String(64)),
        sa.Column("data", sa.Text(), nullable=False),
    )
    op.create_index("sealed_statement_by_signer", "sealed_statement", ["signer", "sequence"])
    op.create_table(
        "publisher",
        sa.Column("fingerprint", sa.String(64), primary_key=True, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("certificate", sa.LargeBinary(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("added_at", sa.BigInteger(), nullable=False),
        sa.Column("added_by", sa.String(80), nullable=False),
        sa.Column("removed_at", sa.BigInteger()),
    )
