"""Which lines of the list do not follow their application's newest answers yet."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_ROW = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add the table, empty: an older version wrote every line together with its answers."""
    op.create_table(
        "behind",
        sa.Column(
            "seq",
            _ROW,
            sa.ForeignKey("application.seq"),
            primary_key=True,
            autoincrement=False,
            nullable=False,
        ),
    )
