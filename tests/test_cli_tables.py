"""`poswizard tables`: a list of branches taken and asked."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from poswizard.cli.program import program
from poswizard.domain.identifiers import cnaps_check_digit

FIRST = "10365100001"
CODE = FIRST + cnaps_check_digit(FIRST)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POSWIZARD_HOME", str(tmp_path / "home"))


def tables(*words: str) -> Result:
    return CliRunner().invoke(program, ["tables", *words])


def test_without_a_list_it_says_how_to_get_one():
    assert "import-branches" in tables("branches").output


def test_a_list_is_taken_and_then_answers(tmp_path: Path):
    file = tmp_path / "list.csv"
    file.write_text(f"联行号,支行名称\n{CODE},样本银行成都样本支行\n", encoding="gb18030")

    taken = tables("import-branches", str(file), "--json")

    assert taken.exit_code == 0
    assert json.loads(taken.output)["branches"] == 1
    assert f"{CODE}  样本银行成都样本支行" in tables("branches", "成都").output
    assert json.loads(tables("branches", "ybyh", "--json").output)[0]["code"] == CODE
    assert "list.csv" in tables("branches").output
    assert "没有符合" in tables("branches", "武侯").output


def test_what_was_left_out_is_said(tmp_path: Path):
    file = tmp_path / "list.csv"
    lines = [f"{CODE},样本银行成都样本支行", "12,样本银行"]
    file.write_text("联行号,支行名称\n" + "\n".join(lines), encoding="utf-8")

    said = tables("import-branches", str(file)).output

    assert "已导入 1 个网点" in said
    assert "第 3 行" in said


def test_a_file_that_is_no_list_ends_with_words_and_problems(tmp_path: Path):
    (tmp_path / "x.csv").write_text("a,b\n1,2\n")

    result = tables("import-branches", str(tmp_path / "x.csv"))

    assert result.exit_code == 1
    assert "联行号" in result.output
