"""A list of bank branches taken from a CSV file into a searchable file of the data folder, whole or not at all."""

from __future__ import annotations

import csv
import io
import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path

from poswizard.domain import banks, branch_list
from poswizard.domain.branch_list import fold_name, initial_parts, name_parts, without_legal_form
from poswizard.domain.identifiers import cnaps_check_digit_fits
from poswizard.paths import beginning_of
from poswizard.storage.durable_file import create_private_folder, in_words, move_durably
from poswizard.storage.errors import StorageError
from poswizard.text import Text

_ENCODINGS = ("utf-8-sig", "gb18030")
_CODE_NAMES = frozenset(
    {
        "联行号",
        "支付行号",
        "行号",
        "银行行号",
        "支付系统行号",
        "开户行行号",
        "cnaps",
        "code",
        "bankcode",
        "bank_code",
        "cnaps_code",
        "branch_code",
    }
)
_BRANCH_NAMES = frozenset(
    {
        "支行",
        "支行名称",
        "支行全称",
        "网点名称",
        "行名",
        "银行名称",
        "开户行",
        "开户行名称",
        "参与者名称",
        "参与者全称",
        "名称",
        "name",
        "branch",
        "bank_name",
        "branch_name",
        "branchname",
        "bankname",
    }
)
_CODE = re.compile(r"\d{12}")
_MOST_SKIPPED_SHOWN = 20
_ENOUGH = 0.5  # of the rows must be usable, or the file is something else

# Characters whose reading in a bank's name is not the dictionary's first
_READ_AS = {"行": "h", "重": "c", "厦": "x", "长": "c", "荥": "y", "犍": "q"}


MOST_BYTES = 100 * 1024 * 1024
"""Of a list; that of all 150,000 branches has about 15 MB."""


class BranchFileError(StorageError):
    """A branch list that cannot be used; the list from before, if any, stays as it is."""


@dataclass(slots=True)
class Imported:
    """What became of a file."""

    branches: int = 0
    skipped: int = 0
    unproved: int = 0
    """Branches whose check digit is wrong; kept, for a real one is known."""
    examples: list[tuple[int, Text]] = field(default_factory=list)
    """Lines left out, from 1, with the reason; the first twenty."""

    def skip(self, line: int, why: Text) -> None:
        """Leave a line out."""
        self.skipped += 1
        if len(self.examples) < _MOST_SKIPPED_SHOWN:
            self.examples.append((line, why))


def import_branches(file: Path, today: date) -> Imported:
    """Read the list and put it in place of the one before; raises `BranchFileError` and then changes nothing."""
    done = Imported()
    rows = dict(_rows(_text(file), done))
    if not rows or done.skipped > (done.skipped + len(rows)) * _ENOUGH:
        raise BranchFileError(
            Text(
                "文件里没有足够的网点：可用 {0} 行，不合规定 {1} 行。请核对是不是联行号清单，原来的清单没有改动。",
                "Too few branches in the file: {0} lines fit, {1} do not. Check that it is a list of branches; the one before is unchanged.",
            ).format(len(rows), done.skipped)
        )
    done.branches = len(rows)
    done.unproved = sum(not cnaps_check_digit_fits(code) for code in rows)
    _write(rows, file.name, today)
    return done


def _text(file: Path) -> str:
    try:
        data = beginning_of(file, MOST_BYTES)
    except OSError as error:
        raise BranchFileError(
            Text("文件打不开，请检查路径", "The file cannot be opened: check the path")
        ) from error
    if len(data) > MOST_BYTES:
        raise BranchFileError(
            Text(
                "文件超过 100 MB，不是联行号清单。原来的清单没有改动",
                "The file is longer than 100 MB: no list of branches. The one before is unchanged",
            )
        )
    for encoding in _ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BranchFileError(
        Text(
            "文件既不是 UTF-8 也不是 GB18030 文字，请另存为 CSV（UTF-8）",
            "The file is neither UTF-8 nor GB18030: save it as CSV (UTF-8)",
        )
    )


def _rows(text: str, done: Imported) -> Iterator[tuple[str, str]]:
    """Codes with names, each code once."""
    lines = csv.reader(io.StringIO(text, newline=""), _dialect(text))
    header = next(lines, [])
    at_code, at_name = _columns(header)
    seen: dict[str, str] = {}
    for number, line in enumerate(lines, 2):
        if not any(cell.strip() for cell in line):
            continue
        code, name = _cell(line, at_code), fold_name(_cell(line, at_name))
        if why := _fault(code, name, seen):
            done.skip(number, why)
        elif code not in seen:
            seen[code] = name
            yield code, name


def _dialect(text: str) -> type[csv.Dialect]:
    first = text.partition("\n")[0]

    class Dialect(csv.excel):
        delimiter = max(",\t;|", key=first.count)

    return Dialect


def _columns(header: Sequence[str]) -> tuple[int, int]:
    names = [re.sub(r"[\s()（）]", "", cell).lower() for cell in header]
    code = next((at for at, name in enumerate(names) if name in _CODE_NAMES), None)
    branch = next((at for at, name in enumerate(names) if name in _BRANCH_NAMES), None)
    if code is None or branch is None:
        raise BranchFileError(
            Text(
                "第一行要有列名，其中一列叫“联行号”，一列叫“支行名称”；现在是：{0}",
                'The first line must name the columns, among them "code" and "name"; it has: {0}',
            ).format("、".join(header)[:120] or "—")
        )
    return code, branch


def _cell(line: Sequence[str], at: int) -> str:
    return line[at].strip().strip("'=\"").strip() if at < len(line) else ""


def _fault(code: str, name: str, seen: Mapping[str, str]) -> Text | None:
    if not _CODE.fullmatch(code):
        return Text(
            "联行号不是 12 位数字（若变成了 1.02E+11，请把该列设为文本再导出）",
            "The code is not twelve digits (1.02E+11 means the column must be saved as text)",
        )
    if not 4 <= len(name) <= 120:
        return Text("支行名称太短或太长", "The branch's name is too short or too long")
    if seen.get(code, name) != name:
        return Text("联行号重复，名称不同", "The code is there twice, with two names")
    return None


def _write(rows: Mapping[str, str], source: str, today: date) -> None:
    to = branch_list.list_file()
    aside = to.with_name(to.name + ".part")
    with in_words():
        create_private_folder(to.parent)
        aside.unlink(missing_ok=True)
        try:
            _fill(aside, rows, source, today)
            move_durably(aside, to)
        finally:
            aside.unlink(missing_ok=True)


def _fill(aside: Path, rows: Mapping[str, str], source: str, today: date) -> None:
    with closing(sqlite3.connect(aside)) as made:
        made.executescript("PRAGMA journal_mode=OFF;" + branch_list.SCHEMA)
        # one large sorted run instead of many small ones to be merged
        made.execute("INSERT INTO found(found, rank) VALUES ('hashsize', 67108864)")
        numbered = list(enumerate(_ordered(rows), 1))
        made.executemany("INSERT INTO branch VALUES (?, ?, ?)", ((n, *row) for n, row in numbered))
        made.executemany(
            "INSERT INTO found (rowid, name, initials) VALUES (?, ?, ?)",
            ((n, name_parts(name), initial_parts(initials(name))) for n, (_, name) in numbered),
        )
        about = (source, today.isoformat(), len(rows))
        made.execute("INSERT INTO about VALUES (?, ?, ?)", about)
        made.execute("INSERT INTO found(found) VALUES ('optimize')")
        made.commit()


def _ordered(rows: Mapping[str, str]) -> Iterable[tuple[str, str]]:
    return sorted(rows.items(), key=lambda row: (not banks.cnaps_is_in_sichuan(row[0]), row[0]))


def initials(name: str) -> str:
    """The first letters of a name's pinyin, characters one by one: a list of 150,000 is read in seconds.

    >>> initials("成都银行武侯支行")
    'cdyhwhzh'
    """
    return "".join(map(_initial, without_legal_form(name)))


@lru_cache(maxsize=20_000)
def _initial(character: str) -> str:
    if character.isascii():
        return character.lower() if character.isalnum() else ""
    if character in _READ_AS:
        return _READ_AS[character]
    from pypinyin import Style, lazy_pinyin

    return lazy_pinyin(character, style=Style.FIRST_LETTER)[0][:1].lower()
