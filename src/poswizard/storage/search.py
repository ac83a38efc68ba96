"""The search index: every run of one, two and three letters of the words of an application.

Chinese names are two or three characters long, too short for a trigram index, and a common piece
of pinyin stands in nearly every row. So single letters, pairs and triples are all indexed, and the
caller asks how many rows match before it decides how to go through them.
"""

from __future__ import annotations

import unicodedata
from typing import Any

from sqlalchemy import (
    ARRAY,
    DDL,
    BigInteger,
    Column,
    Connection,
    MetaData,
    Select,
    TableClause,
    Text,
    bindparam,
    column,
    event,
    insert,
    select,
    table,
)

MOST_TERMS = 8
LONGEST_TERM = 48
_LONGEST_GRAM = 3

SQLITE_TABLE = (
    "CREATE VIRTUAL TABLE search_index USING fts5("
    "grams, content='', detail=none, columnsize=0, tokenize=\"ascii tokenchars '-'\")"
)
POSTGRESQL_TABLE = (
    "CREATE TABLE search_index (seq BIGINT PRIMARY KEY, grams TEXT[] NOT NULL)",
    "CREATE INDEX search_index_by_gram ON search_index USING gin (grams)",
)


def normalised(words: str) -> str:
    """Words as they are indexed and sought: NFKC, lower case, letters, digits and dashes only."""
    letters = unicodedata.normalize("NFKC", words).lower()
    return " ".join("".join(c if c.isalnum() or c == "-" else " " for c in letters).split())


def terms(typed: str) -> list[str]:
    """What is sought: every term must stand somewhere in an application's words."""
    found = dict.fromkeys(word.strip("-")[:LONGEST_TERM] for word in normalised(typed).split())
    return [term for term in found if term][:MOST_TERMS]


def grams(words: str) -> list[str]:
    """Every run of one to three letters of normalised words, once each."""
    found: dict[str, None] = {}
    for word in words.split():
        for length in range(1, _LONGEST_GRAM + 1):
            found |= dict.fromkeys(word[i : i + length] for i in range(len(word) - length + 1))
    return list(found)


def sought_grams(sought: list[str]) -> list[str]:
    """The runs that must all stand in the words for every term to do so."""
    found: dict[str, None] = {}
    for term in sought:
        length = min(len(term), _LONGEST_GRAM)
        found |= dict.fromkeys(term[i : i + length] for i in range(len(term) - length + 1))
    return list(found)


def needs_reading(term: str) -> bool:
    """Whether the index alone cannot tell: its runs may all stand there, but not in a row."""
    return len(term) > _LONGEST_GRAM


class FullTextIndex:
    """The index on SQLCipher: an FTS5 table that holds no text, only which row has which run."""

    _table: TableClause = table(
        "search_index", column("rowid"), column("grams"), column("search_index")
    )

    def put(self, connection: Connection, seq: int, words: str) -> None:
        """Index the words of a row."""
        connection.execute(insert(self._table), {"rowid": seq, "grams": " ".join(grams(words))})

    def remove(self, connection: Connection, seq: int, words: str) -> None:
        """Take a row out again; the index must be told the words that it was put in with."""
        old = {"search_index": "delete", "rowid": seq, "grams": " ".join(grams(words))}
        connection.execute(insert(self._table), old)

    def forget_removed(self, connection: Connection) -> None:
        """Rewrite the index so that nothing of removed words is left (0.6 s at 100,000 rows)."""
        connection.execute(insert(self._table), {"search_index": "optimize"})

    def matching(self) -> Select[Any]:
        """The row numbers that have every run of what is bound as `grams`."""
        matches = self._table.c.search_index.op("MATCH")(bindparam("grams", type_=Text))
        return select(self._table.c.rowid).where(matches)

    def bound(self, sought: list[str]) -> str:
        """What is bound as `grams` for these terms."""
        return " AND ".join(f'"{gram}"' for gram in sought_grams(sought))


class ArrayIndex:
    """The index on PostgreSQL: an array with a GIN index.

    `pg_trgm` would leave Chinese out under the C locale and cannot serve one or two letters.
    """

    _table: TableClause = table(
        "search_index", Column("seq", BigInteger), Column("grams", ARRAY(Text))
    )

    def put(self, connection: Connection, seq: int, words: str) -> None:
        """Index the words of a row."""
        connection.execute(insert(self._table), {"seq": seq, "grams": grams(words)})

    def remove(self, connection: Connection, seq: int, words: str) -> None:
        """Take a row out again."""
        del words
        connection.execute(self._table.delete().where(self._table.c.seq == seq))

    def forget_removed(self, connection: Connection) -> None:
        """Nothing to do here: PostgreSQL's own vacuum clears removed rows."""
        del connection

    def matching(self) -> Select[Any]:
        """The row numbers that have every run of what is bound as `grams`."""
        every = bindparam("grams", type_=ARRAY(Text))
        return select(self._table.c.seq).where(self._table.c.grams.op("@>")(every))

    def bound(self, sought: list[str]) -> list[str]:
        """What is bound as `grams` for these terms."""
        return sought_grams(sought)


def index_of(dialect: str) -> FullTextIndex | ArrayIndex:
    """The index of a kind of database."""
    return FullTextIndex() if dialect == "sqlite" else ArrayIndex()


def create_with(metadata: MetaData) -> None:
    """Let the index be created together with the tables."""
    event.listen(metadata, "after_create", DDL(SQLITE_TABLE).execute_if(dialect="sqlite"))
    for statement in POSTGRESQL_TABLE:
        event.listen(metadata, "after_create", DDL(statement).execute_if(dialect="postgresql"))
