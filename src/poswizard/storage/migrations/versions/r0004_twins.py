"""What applications are compared by: digests of their numbers, and what became of them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_ROW = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add the tables, empty: the next rehearsal fills them."""
    op.create_table(
        "gist",
        _seq(),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("provider", sa.String(80), nullable=False),
        sa.Column("merchant_kind", sa.String(40), nullable=False),
        sa.Column("is_decided", sa.Integer(), nullable=False),
        sa.Column("reasons", sa.Text(), nullable=False),
    )
    op.create_index("gist_by_provider", "gist", ["provider", "merchant_kind"])
    op.create_table(
        "twin",
        _seq(),
        sa.Column("kind", sa.String(40), primary_key=True, nullable=False),
        sa.Column("digest", sa.LargeBinary(), primary_key=True, nullable=False),
    )
    op.create_index("twin_by_digest", "twin", ["digest", "kind"])


def _seq() -> sa.Column[int]:
    return sa.Column(
        "seq",
        _ROW,
        sa.ForeignKey("application.seq"),
        primary_key=True,
        autoincrement=False,
        nullable=False,
    )
