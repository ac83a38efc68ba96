"""The tables of the first version."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_ROW = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Create every table, and the search index."""
    _applications()
    _parts()
    _history()
    _rest()
    _search()


def _text(name: str, length: int | None = None, **more: Any) -> sa.Column[str]:
    kind = sa.String(length) if length else sa.Text()
    return sa.Column(name, kind, nullable=False, **more)


def _number(name: str, kind: sa.types.TypeEngine[int] | None = None, **more: Any) -> sa.Column[int]:
    return sa.Column(name, kind or sa.Integer(), nullable=False, **more)


def _of_application() -> sa.Column[str]:
    return sa.Column(
        "application_id",
        sa.String(32),
        sa.ForeignKey("application.id"),
        primary_key=True,
        nullable=False,
    )


def _applications() -> None:
    shown = [
        ("mobile_tail", 4),
        ("merchant_kind", 40),
        ("provider", 80),
        ("phase", 40),
        ("step", 80),
    ]
    op.create_table(
        "application",
        sa.Column("seq", _ROW, primary_key=True, nullable=False),
        _text("id", 32, unique=True),
        _text("number", 16, unique=True),
        _text("applicant"),
        _text("shop"),
        *(_text(name, length) for name, length in shown),
        _text("state", 40),
        _number("missing"),
        sa.Column("due_on", sa.Date(), nullable=True),
        _text("due_what", 80),
        _text("search_words"),
        *(_number(name) for name in ("revision", "version", "answers_format")),
        *(_number(name, sa.BigInteger()) for name in ("created_at", "updated_at")),
        _text("updated_by", 80),
        _number("last_event", _ROW, unique=True),
    )
    for name in ("provider", "phase", "state"):
        op.create_index(f"ix_application_{name}", "application", [name])
    dated = sa.text("due_on IS NOT NULL")
    op.create_index("application_by_due_on", "application", ["due_on"], sqlite_where=dated)


def _parts() -> None:
    op.create_table(
        "answers",
        _of_application(),
        _text("step", 80, primary_key=True),
        _text("data"),
        _number("saved_at", sa.BigInteger()),
    )
    op.create_table(
        "scan",
        _text("sha256", 64, primary_key=True),
        _text("media_type", 80),
        _number("size", sa.BigInteger()),
        _number("made_at", sa.BigInteger()),
        sa.Column("data", sa.LargeBinary(), nullable=False),
    )
    op.create_table(
        "document",
        _of_application(),
        _text("step", 80, primary_key=True),
        _text("slot", 160, primary_key=True),
        _number("page", primary_key=True),
        _text("scan", 64),
        _text("original", 64),
        _text("verdict", 40),
    )
    op.create_index("ix_document_scan", "document", ["scan"])


def _history() -> None:
    op.create_table(
        "event",
        sa.Column("counter", _ROW, primary_key=True, autoincrement=False, nullable=False),
        sa.Column("previous", sa.LargeBinary(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        _number("at", sa.BigInteger()),
        sa.Column("elapsed_ms", sa.BigInteger(), nullable=True),
        _text("operator", 80),
        _text("what", 40),
        sa.Column("application_id", sa.String(32), nullable=True),
        sa.Column("before", sa.BigInteger(), nullable=True),
        _text("fields"),
    )


def _rest() -> None:
    op.create_table(
        "package",
        _of_application(),
        sa.Column("revision", sa.Integer(), primary_key=True, autoincrement=False, nullable=False),
        _text("digest", 64),
        _text("file_name"),
        _text("recipients"),
        _number("size", sa.BigInteger()),
        _number("at", sa.BigInteger()),
        _text("operator", 80),
    )
    op.create_table(
        "operator",
        _text("id", 80, primary_key=True),
        _text("name"),
        _number("added_at", sa.BigInteger()),
        sa.Column("retired_at", sa.BigInteger(), nullable=True),
    )
    op.create_table("setting", _text("key", 80, primary_key=True), _text("value"))
    op.create_table("series", _text("name", 40, primary_key=True), _number("last", sa.BigInteger()))


def _search() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE VIRTUAL TABLE search_index USING fts5("
            "grams, content='', detail=none, columnsize=0, tokenize=\"ascii tokenchars '-'\")"
        )
        return
    op.execute("CREATE TABLE search_index (seq BIGINT PRIMARY KEY, grams TEXT[] NOT NULL)")
    op.execute("CREATE INDEX search_index_by_gram ON search_index USING gin (grams)")
