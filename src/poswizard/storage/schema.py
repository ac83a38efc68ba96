"""The stored schema: made for a new store, brought up to date in an older one, refused if newer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from poswizard.storage import (  # noqa: F401  (to be declared)
    exchange_tables,
    opinion_tables,
    search,
    twin_tables,
)
from poswizard.storage.errors import NewerSchemaError
from poswizard.storage.migrations import FOLDER, NEWEST
from poswizard.storage.tables import Table

_LOCK = 7_705_193_622
"""Any number: on a server it makes two first starts wait for each other."""

search.create_with(Table.metadata)


def prepare(
    engine: Engine,
    before_migrating: Callable[[str], None] = lambda _revision: None,
    *,
    newest: str = NEWEST,
    scripts: Path = FOLDER,
) -> None:
    """Make or update the tables, each in one transaction: a kill leaves the old or the new.

    `before_migrating` gets the revision found and must leave a copy that can be opened.
    """
    with engine.connect().execution_options(reads=True) as connection:
        found = stored_revision(connection)
    if found == newest:
        return
    if found > newest:
        raise NewerSchemaError
    if found:
        before_migrating(found)
    with engine.begin() as connection:
        _lock(connection)
        found = stored_revision(connection)  # another process may have been first
        if not found and newest == NEWEST:
            create(connection)
        elif found != newest:
            migrate(connection, newest, scripts)


def stored_revision(connection: Connection) -> str:
    """The revision found, or nothing in a new database."""
    if not inspect(connection).has_table("alembic_version"):
        return ""
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar() or ""


def create(connection: Connection) -> None:
    """Make all tables as declared and say so, without loading Alembic."""
    Table.metadata.create_all(connection, checkfirst=False)
    connection.execute(
        text(
            "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL,"
            " CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
        )
    )
    connection.execute(text("INSERT INTO alembic_version VALUES (:newest)"), {"newest": NEWEST})


def migrate(connection: Connection, to: str, scripts: Path = FOLDER) -> None:
    """Run the revisions up to `to` in the transaction of this connection."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, to)


def _lock(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
