"""Lists of branches as they come: encodings, separators, headings; what does not fit is said, and nothing is lost."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from poswizard.domain import branch_list
from poswizard.domain.identifiers import cnaps_check_digit
from poswizard.storage import branch_import
from poswizard.storage.branch_import import BranchFileError, import_branches, initials
from tests.specimens import memory_below

TODAY = date(2026, 11, 23)
NAME = "样本银行成都样本支行"


def code(number: int) -> str:
    first = f"1036510{number:04d}"
    return first + cnaps_check_digit(first)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("POSWIZARD_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def listed(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    file = folder / "网点.csv"
    file.write_bytes(text.encode(encoding))
    return file


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("separator", [",", "\t", ";"])
@pytest.mark.parametrize(
    "heading", ["联行号{}支行名称", "行号{}行名", "code{}name", "CNAPS{}Branch_Name"]
)
def test_a_list_is_read_as_it_comes(tmp_path: Path, encoding: str, separator: str, heading: str):
    text = f"{heading.format(separator)}\r\n{code(1)}{separator}{NAME}\r\n"

    done = import_branches(listed(tmp_path, text, encoding), TODAY)

    assert (done.branches, done.skipped) == (1, 0)
    found = branch_list.branch(code(1))
    assert found
    assert found.name == NAME


def test_a_name_is_kept_half_width_and_without_spaces(tmp_path: Path):
    import_branches(listed(tmp_path, f"联行号,名称\n{code(1)},样本银行（成都） ＡＢ支行\n"), TODAY)

    found = branch_list.branch(code(1))
    assert found
    assert found.name == "样本银行(成都)AB支行"


def test_lines_that_do_not_fit_are_left_out_and_named(tmp_path: Path):
    lines = [
        f"{code(1)},{NAME}",
        "1.02E+11,样本银行样本支行",
        f"{code(2)},支行",
        f"{code(1)},别的名称的支行",
        "",
        f"{code(3)},{NAME}三",
        f"='{code(4)}',{NAME}四",
        f"{code(1)},{NAME}",
    ]

    done = import_branches(listed(tmp_path, "联行号,支行名称\n" + "\n".join(lines)), TODAY)

    assert (done.branches, done.skipped) == (3, 3)
    assert [line for line, _ in done.examples] == [3, 4, 5]
    assert "1.02E+11" in done.examples[0][1].zh


def test_a_wrong_check_digit_is_kept_and_counted(tmp_path: Path):
    wrong = code(1)[:11] + str((int(code(1)[11]) + 1) % 10)

    done = import_branches(listed(tmp_path, f"联行号,支行名称\n{wrong},{NAME}\n"), TODAY)

    assert (done.branches, done.unproved) == (1, 1)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "列名"),
        ("甲,乙\n1,2\n", "甲、乙"),
        ("联行号,支行名称\n", "可用 0 行"),
        ("联行号,支行名称\n1,2\n1,2\n", "没有改动"),
        (f"联行号,支行名称\n{code(1)},{NAME}\n1,2\n1,2\n", "可用 1 行"),
    ],
)
def test_a_file_that_is_no_list_is_refused_and_the_one_before_stays(
    tmp_path: Path, text: str, words: str
):
    import_branches(listed(tmp_path, f"联行号,支行名称\n{code(9)},{NAME}\n"), TODAY)

    with pytest.raises(BranchFileError) as refused:
        import_branches(listed(tmp_path, text), TODAY)

    assert words in refused.value.text.zh
    assert branch_list.branch(code(9))


def test_a_file_that_is_not_there_or_no_text_is_refused_in_words(tmp_path: Path):
    with pytest.raises(BranchFileError, match="请检查路径"):
        import_branches(tmp_path / "none.csv", TODAY)
    (tmp_path / "x.csv").write_bytes(b"\xff\xfe\x00\x80\x81")
    with pytest.raises(BranchFileError, match="UTF-8"):
        import_branches(tmp_path / "x.csv", TODAY)


def test_a_failure_while_writing_leaves_the_list_before_and_nothing_else(
    tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
):
    file = listed(tmp_path, f"联行号,支行名称\n{code(9)},{NAME}\n")
    import_branches(file, TODAY)

    def fail(*_: object) -> None:
        raise OSError(28, "no space left")

    monkeypatch.setattr(branch_import, "move_durably", fail)
    with pytest.raises(branch_import.StorageError):
        import_branches(file, TODAY)

    assert [one.name for one in home.iterdir()] == [branch_list.list_file().name]
    assert branch_list.branch(code(9))


def test_initials_are_read_as_banks_say_them():
    assert initials("重庆银行股份有限公司长宁支行") == "cqyhcnzh"
    assert initials("厦门银行AB支行") == "xmyhabzh"


def test_a_list_of_two_gigabytes_is_refused_without_being_read(tmp_path: Path):
    file = tmp_path / "long.csv"
    with file.open("wb") as made_long:
        made_long.truncate(2 * 1024**3)
    with memory_below(128), pytest.raises(BranchFileError, match="100 MB"):
        import_branches(file, date(2026, 11, 23))
