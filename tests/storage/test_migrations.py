"""The tables and the answers of older versions come along."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, create_engine, text

from poswizard.storage import schema
from poswizard.storage.answers_migrations import MIGRATIONS, Registry, Steps, remove, rename
from poswizard.storage.applications import Applications
from poswizard.storage.audit_log import AuditLog
from poswizard.storage.database import Database, open_database
from poswizard.storage.migrations import FOLDER, NEWEST
from poswizard.storage.tables import Table
from poswizard.wizard.summary import Summary
from tests.storage.conftest import KEY, run_child

AFTER = f"{int(NEWEST) + 1:04}"
"""The revision that a later version of the program will have."""

NEXT = '''"""A column more."""
import sqlalchemy as sa
from alembic import op

revision = "{revision}"
down_revision = "{newest}"

def upgrade() -> None:
    """Add it."""
    op.add_column("application", sa.Column("colour", sa.Text(), server_default="red"))
    {then}
'''


@pytest.fixture
def next_version(tmp_path: Path) -> Callable[[str], Path]:
    """The revisions of a later version of the program."""

    def make(then: str) -> Path:
        scripts = tmp_path / "scripts"
        (scripts / "versions").mkdir(parents=True)
        for path in (FOLDER / "env.py", *FOLDER.glob("versions/r*.py")):
            target = scripts / path.relative_to(FOLDER)
            target.write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
        later = NEXT.format(then=then, revision=AFTER, newest=NEWEST)
        (scripts / "versions" / f"r{AFTER}_colour.py").write_text(later)
        return scripts

    return make


def described(database: Database) -> list[str]:
    """Tables, columns, indexes and foreign keys as the database itself knows them."""
    with database.read() as connection:
        if database.kind == "postgresql":
            return sorted(str(tuple(row)) for row in connection.execute(text(_CATALOGUE)))
        tables = connection.execute(text(_TABLES["sqlite"])).scalars().all()
        return sorted(one for table in tables for one in described_by_sqlite(connection, table))


def described_by_sqlite(connection: Connection, table: str) -> Iterator[str]:
    def ask(pragma: str) -> list[tuple[object, ...]]:
        return [tuple(row) for row in connection.exec_driver_sql(f"PRAGMA {pragma}")]

    yield from (f"{table} column {row}" for row in ask(f"table_xinfo('{table}')"))
    yield from (f"{table} refers {row}" for row in ask(f"foreign_key_list('{table}')"))
    for _, name, unique, origin, partial in ask(f"index_list('{table}')"):
        columns = [row[2] for row in ask(f"index_xinfo('{name}')")]
        shown = name if origin == "c" else ""
        yield f"{table} index {shown} {unique} {origin} {partial} {columns}"
    if table == "search_index":
        made = "SELECT sql FROM sqlite_master WHERE name = 'search_index'"
        yield str(connection.exec_driver_sql(made).scalar())


_CATALOGUE = (
    "SELECT table_name, column_name, data_type, is_nullable, coalesce(character_maximum_length, 0)::text"
    " FROM information_schema.columns WHERE table_schema = 'public'"
    " UNION ALL SELECT tablename, indexdef, '', '', '' FROM pg_indexes WHERE schemaname = 'public'"
    " UNION ALL SELECT conrelid::regclass::text, pg_get_constraintdef(oid), '', '', ''"
    " FROM pg_constraint WHERE contype <> 'n'"
)


def migrated(database: Database) -> None:
    """Empty the database and build it again by the revisions."""
    with database.write() as connection:
        names = [row[0] for row in connection.execute(text(_TABLES[database.kind]))]
        for name in names:
            connection.execute(text(f'DROP TABLE IF EXISTS "{name}" {_CASCADE[database.kind]}'))
        schema.migrate(connection, NEWEST)


_CASCADE = {"sqlite": "", "postgresql": "CASCADE"}
_TABLES = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!'"
    " AND name NOT LIKE 'search!_index!_%' ESCAPE '!' ORDER BY name = 'application'",
    "postgresql": "SELECT tablename FROM pg_tables WHERE schemaname = 'public'",
}


def test_the_migrated_schema_is_the_declared_one(store: Database) -> None:
    declared = described(store)
    migrated(store)
    assert described(store) == declared
    with store.engine.connect() as connection:
        # the search index and Alembic's own table are not declared as mapped classes
        foreign = ("search_index", "alembic_version", "sqlite_sequence")
        context = MigrationContext.configure(
            connection,
            opts={
                "include_name": lambda name, kind, _parent: (
                    kind != "table" or not str(name).startswith(foreign)
                ),
                "compare_type": store.kind == "postgresql",
            },
        )
        assert compare_metadata(context, Table.metadata) == []
    Applications(store).new(Summary(search_words="样本"))
    assert len(Applications(store).page("样")) == 1


def test_an_older_store_is_brought_up_to_date_and_nothing_in_it_is_lost(
    folder: Path, next_version: Callable[[str], Path]
) -> None:
    database = open_database(folder, KEY)
    made = Applications(database).new(Summary(applicant="样本"))
    copies: list[str] = []

    def copy(revision: str) -> None:
        database.file.copy_before_migrating(revision)
        copies.extend(path.name for path in folder.glob("*.before-*"))

    schema.prepare(database.engine, copy, newest=AFTER, scripts=next_version("pass"))
    assert copies == [f"poswizard.db.before-{NEWEST}"]
    with database.read() as connection:
        rows = connection.execute(text("SELECT id, colour FROM application")).all()
        assert [tuple(row) for row in rows] == [(made.id, "red")]
        assert schema.stored_revision(connection) == AFTER
    database.file.drop_copies()
    assert list(folder.glob("*.before-*")) == []
    database.close()


def test_a_migration_that_fails_halfway_leaves_the_old_store(
    folder: Path, next_version: Callable[[str], Path]
) -> None:
    database = open_database(folder, KEY)
    before = described(database)
    scripts = next_version("raise KeyboardInterrupt")
    with pytest.raises(KeyboardInterrupt):
        schema.prepare(database.engine, lambda _revision: None, newest=AFTER, scripts=scripts)
    assert described(database) == before
    database.close()
    again = open_database(folder, KEY)
    assert again.check().is_clean
    again.close()


def test_an_up_to_date_store_opens_without_alembic(folder: Path) -> None:
    script = (
        "import sys\nfrom pathlib import Path\nfrom poswizard.storage.database import open_database\n"
        "for _ in range(2): open_database(Path(sys.argv[1]), bytearray(range(32))).close()\n"
        "slow = {'alembic', 'keyring', 'psycopg', 'PySide6', 'sqlalchemy.dialects.postgresql'} & set(sys.modules)\n"
        "print(slow or 'none')"
    )
    done = run_child(script, str(folder))
    assert done.stdout == "none\n", done.stderr


def test_every_answers_migration_is_named_in_a_test() -> None:
    tests = "\n".join(
        path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_*.py")
    )
    missing = [name for name in MIGRATIONS.names() if f"answers_migrations.{name}" not in tests]
    assert missing == []


@pytest.fixture
def registry() -> Registry:
    made = Registry()

    @made.migration(1)
    def rename_phone(steps: Steps) -> None:
        """The contact's phone became the contact's mobile."""
        rename(steps, "merchant", "phone", "mobile")

    @made.migration(2)
    def drop_fax(steps: Steps) -> None:
        """Nobody asks for a fax number any more."""
        remove(steps, "merchant", "fax")

    return made


def test_answers_go_through_every_migration_they_have_not_seen(
    registry: Registry, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    steps: Steps = {"merchant": {"phone": "19900001234", "fax": "1", "other": 2}}
    assert registry.upgrade(steps, 0) == 2
    assert steps == {"merchant": {"mobile": "19900001234", "other": 2}}
    assert "The contact's phone became the contact's mobile." in caplog.text
    assert "19900001234" not in caplog.text


def test_answers_of_a_newer_version_are_left_alone(registry: Registry) -> None:
    steps: Steps = {"merchant": {"phone": "1"}}
    assert registry.upgrade(steps, 9) == 9
    assert steps == {"merchant": {"phone": "1"}}


def test_a_migration_needs_its_number_and_its_sentence(registry: Registry) -> None:
    with pytest.raises(ValueError, match="does not follow"):
        registry.migration(4)(lambda _steps: None)
    with pytest.raises(ValueError, match="sentence"):
        registry.migration(3)(lambda _steps: None)


def test_a_rename_never_overwrites_an_answer() -> None:
    steps: Steps = {"merchant": {"old": 1, "new": 2}}
    rename(steps, "merchant", "old", "new")
    rename(steps, "no such step", "old", "new")
    assert steps == {"merchant": {"new": 2}}


def test_stored_answers_are_migrated_when_opened_once_and_for_all(
    store: Database, registry: Registry
) -> None:
    older = Applications(store, Registry())
    made = older.new(Summary(applicant="样本"))
    older.save(made.id, 1, {"merchant": '{"phone": "1", "fax": "2"}', "site": "{}"}, Summary())
    newer = Applications(store, registry)
    stored = newer.load(made.id)
    assert json.loads(stored.steps["merchant"]) == {"mobile": "1"}
    assert stored.listed.version == 3
    assert newer.load(made.id) == stored
    assert [one.what for one in AuditLog(store).of(made.id)] == [
        "created",
        "saved",
        "answers_migrated",
    ]
    assert newer.load(newer.new(Summary()).id).listed.version == 1


def test_the_plain_driver_of_sqlalchemy_is_never_used(database: Database) -> None:
    plain = create_engine("sqlite://")
    assert database.engine.dialect.dbapi is not plain.dialect.dbapi
    with closing(database.file.connect()) as connection:
        assert connection.execute("PRAGMA cipher_version").fetchone() is not None
