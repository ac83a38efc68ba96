"""What a reviewer has said of a received package outlives the sitting."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add the table, empty."""
    op.create_table(
        "opinion",
        sa.Column(
            "received_id",
            sa.String(32),
            sa.ForeignKey("received.id"),
            primary_key=True,
            nullable=False,
        ),
        sa.Column("data", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("operator", sa.String(80), nullable=False),
    )
