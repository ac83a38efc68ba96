"""The bank's branches with their CNAPS codes, from a list that somebody imported: found by name, initials or code.

The list is public, so it is an ordinary SQLite file in the data folder, opened for reading at each question and never
at start-up. Names are indexed by pairs of characters and initials by threes, which serves a language without spaces.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from poswizard import paths
from poswizard.domain import region
from poswizard.domain.identifiers import cnaps_area
from poswizard.domain.lookup import Entry, fold
from poswizard.text import Text

_LEGAL_FORM = re.compile("股份有限公司|有限责任公司|有限公司")

SCHEMA = """
CREATE TABLE branch (id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE, name TEXT NOT NULL);
CREATE INDEX branch_name ON branch (name);
CREATE VIRTUAL TABLE found USING fts5 (name, initials, content='', prefix='1 2', tokenize="unicode61 remove_diacritics 0");
CREATE TABLE about (source TEXT NOT NULL, imported_on TEXT NOT NULL, branches INTEGER NOT NULL);
"""
"""Branches of Sichuan have the lowest ids, so that they come first."""


@dataclass(frozen=True, slots=True)
class Branch:
    """A branch of a bank, or another member of the payment system."""

    code: str
    """CNAPS, twelve digits."""
    name: str


@dataclass(frozen=True, slots=True)
class About:
    """Where the imported list comes from: the file's name, the day, how many branches."""

    source: str
    imported_on: str
    branches: int


def list_file() -> Path:
    """Where an imported list is kept; the number is that of its layout."""
    return paths.data_folder() / "branches-1.sqlite"


def is_there() -> bool:
    """Whether a list has been imported."""
    return list_file().is_file()


def about() -> About | None:
    """What is known of the list; none if there is none, or if it cannot be read."""
    rows = _rows("SELECT source, imported_on, branches FROM about")
    return next((About(source, day, int(count)) for source, day, count in rows), None)


def branch(code: str) -> Branch | None:
    """The branch of a CNAPS code, if the list has it."""
    return next(_branches("SELECT code, name FROM branch WHERE code = ?", code), None)


def branch_named(name: str) -> Branch | None:
    """The branch of exactly this name, if there is one and only one."""
    same = list(_branches("SELECT code, name FROM branch WHERE name = ? LIMIT 2", fold_name(name)))
    return same[0] if len(same) == 1 else None


def search(typed: str, limit: int = 20) -> list[Branch]:
    """The branches that fit every word typed, those of Sichuan first: digits begin the code, letters are initials."""
    words = [fold(word) for word in typed.split()]
    digits = [word for word in words if word.isdecimal()]
    others = [word for word in words if not word.isdecimal() and _is_telling(word)]
    query = " AND ".join(map(_match, others))
    if not (digits or others):
        return []
    # the index gives its rows by id, so that reading stops with the last that is wanted
    sql = "SELECT branch.code, branch.name FROM found JOIN branch ON branch.id = found.rowid WHERE found MATCH ?"
    values = [query]
    if not query:
        sql, values = "SELECT code, name FROM branch WHERE 1", []
    for word in digits:
        sql += " AND code >= ? AND code < ?"
        values += [word, word + ":"]  # the character after 9
    order = "found.rowid" if query else "code"
    return list(_branches(f"{sql} ORDER BY {order} LIMIT {limit:d}", *values))


class BranchTable:
    """The list as a code table to search in; an entry's code is the branch's full name."""

    def get(self, code: str) -> Entry | None:
        """The line of this name."""
        found = branch_named(code)
        return _entry(found) if found else None

    def search(self, typed: str, limit: int) -> list[Entry]:
        """The best lines for what was typed."""
        return [_entry(found) for found in search(typed, limit)]


branch_table = BranchTable()


def name_parts(name: str) -> str:
    """What is indexed of a name: every two neighbouring characters, without 股份有限公司, which nobody types.

    >>> name_parts("成都银行股份有限公司武侯支行")
    '成都 都银 银行 行武 武侯 侯支 支行 行'
    """
    return _parts(without_legal_form(name), 2)


def initial_parts(initials: str) -> str:
    """What is indexed of a name's initials: every three neighbouring letters."""
    return _parts(initials, 3)


def without_legal_form(name: str) -> str:
    """The name as people say it."""
    return _LEGAL_FORM.sub("", name)


def fold_name(name: str) -> str:
    """A branch's name as it is kept and compared: half-width, no spaces."""
    return fold(name).upper()


def same_branch(one: str, other: str) -> bool:
    """Two ways of writing one branch's name, with or without 股份有限公司."""
    return without_legal_form(fold_name(one)) == without_legal_form(fold_name(other))


def _is_telling(word: str) -> bool:
    return re.search(r"\w", without_legal_form(word)) is not None


def _parts(text: str, size: int) -> str:
    plain = re.sub(r"\W", "", text)
    return " ".join(plain[at : at + size] for at in range(len(plain)))


def _match(word: str) -> str:
    """One word for the index: letters are initials, anything else stands in the name."""
    column, size = ("initials", 3) if word.isascii() else ("name", 2)
    plain = re.sub(r"\W", "", without_legal_form(word))
    if len(plain) < size:
        return f'{column} : "{plain}" *'
    whole = _parts(plain, size).split()[: 1 - size]
    return f'{column} : "{" ".join(whole)}"'


def _entry(found: Branch) -> Entry:
    city = region.area_city(cnaps_area(found.code))
    note = f"{found.code} {city.name if city else ''}".strip()
    return Entry(found.name, Text(found.name, found.name), Text(note, note))


def _branches(sql: str, *values: str) -> Iterator[Branch]:
    yield from (Branch(*row) for row in _rows(sql, *values))


def _rows(sql: str, *values: str) -> tuple[tuple[str, ...], ...]:
    """What the list answers; nothing where there is no list, or where its file is damaged."""
    file = list_file()
    try:
        state = file.stat()
    except OSError:
        return ()
    return _asked(file, (state.st_mtime_ns, state.st_size), sql, values)


@lru_cache(maxsize=256)  # a page's rules ask the same at every keystroke
def _asked(
    file: Path, state: tuple[int, int], sql: str, values: tuple[str, ...]
) -> tuple[tuple[str, ...], ...]:
    """`state` is that of the file: a list may be replaced while the program runs."""
    import sqlite3  # only where a list has been imported

    try:
        address = f"{file.resolve().as_uri()}?mode=ro&immutable=1"
        with closing(sqlite3.connect(address, uri=True)) as opened:
            return tuple(opened.execute(sql, values).fetchall())
    except sqlite3.DatabaseError as error:
        if type(error) is not sqlite3.DatabaseError:
            raise  # a fault in a question of ours
        return ()
