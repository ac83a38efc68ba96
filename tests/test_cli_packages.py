"""Packages and backups on the command line: written, verified, restored, never over another file."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.filled import written

WHY = "收件机构没有公钥"

# export and verify


def test_a_complete_draft_is_exported_and_verified(run: Run, draft: str, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    result = run("export", draft, "--out", out, "--plain", WHY, "--json")
    (written_package,) = json.loads(result.stdout)
    assert result.exit_code == 0, result.output
    assert "没有加密" in result.stderr
    package = Path(written_package["path"])
    assert package.parent == out
    verified = run("verify", package, "--json")
    assert verified.exit_code == 0, verified.output
    said = json.loads(verified.stdout)
    assert (said["outcome"], said["sha256"]) == ("complete", written_package["sha256"])
    assert "完整" in run("verify", package).stdout


def test_an_exported_package_fills_another_store(
    run: Run, draft: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("export", draft, "--out", tmp_path, "--plain", WHY)
    subprocess.run(["unzip", "-q", f"{draft}-r1.zip"], cwd=tmp_path, check=True)
    monkeypatch.setenv("POSWIZARD_HOME", str(tmp_path / "other"))
    result = run("fill", tmp_path / f"{draft}-r1" / "data" / "application.json", "--json")
    assert result.exit_code == 0, result.output


@pytest.fixture
def package(run: Run, draft: str, tmp_path: Path) -> Path:
    """A package written long ago."""
    run("export", draft, "--out", tmp_path, "--plain", WHY)
    return tmp_path / f"{draft}-r1.zip"


def _aged(file: Path) -> Path:
    os.utime(file, (1_700_000_000, 1_700_000_000))
    return file


def test_a_flipped_bit_and_a_cut_are_told_apart(run: Run, package: Path) -> None:
    whole = package.read_bytes()
    flipped = bytearray(whole)
    flipped[len(whole) // 2] ^= 1
    for data, outcome in ((bytes(flipped), "altered"), (whole[: len(whole) // 2], "incomplete")):
        package.write_bytes(data)
        result = run("verify", _aged(package), "--json")
        assert result.exit_code == 1
        assert json.loads(result.stdout)["outcome"] == outcome
        assert "完整，没有被改动" not in run("verify", package).stdout


def test_what_is_no_package_is_unreadable(run: Run, tmp_path: Path) -> None:
    result = run("verify", tmp_path / "none.zip")
    assert result.exit_code == 1
    assert "无法读取" in result.stdout


def test_an_existing_file_is_never_overwritten(run: Run, draft: str, tmp_path: Path) -> None:
    taken = tmp_path / f"{draft}-r1.zip"
    taken.write_bytes(b"mine")
    result = run("export", draft, "--out", tmp_path, "--plain", WHY)
    assert result.exit_code == 1
    assert "没有覆盖" in result.stdout
    assert taken.read_bytes() == b"mine"


def test_one_failing_does_not_stop_the_rest(run: Run, draft: str, tmp_path: Path) -> None:
    partly = written(tmp_path / "partly.json", {"answers": {"basics": {"merchant_kind": "micro"}}})
    unfinished = json.loads(run("fill", partly, "--json").stdout)["number"]
    result = run(
        "export",
        unfinished,
        "A-2026-777777",
        draft,
        draft,
        "--out",
        tmp_path,
        "--plain",
        WHY,
        "--json",
    )
    assert result.exit_code == 1
    first, second, third = json.loads(result.stdout)
    assert "introduction.terminal_explained" in [issue["field"] for issue in first["issues"]]
    assert "A-2026-777777" in second["error"]["zh"]
    assert Path(third["path"]).is_file()
    words = run("export", unfinished, draft, "--out", tmp_path, "--plain", WHY).stdout
    assert "[introduction.terminal_explained]" in words
    assert "2 份中导出 1 份" in words


def test_a_folder_that_is_not_there_is_said(run: Run, draft: str, tmp_path: Path) -> None:
    result = run("export", draft, "--out", tmp_path / "none", "--plain", WHY)
    assert result.exit_code == 1
    assert "找不到文件夹" in result.stdout


def test_without_a_recipient_nothing_is_sealed(run: Run, draft: str, tmp_path: Path) -> None:
    result = run("export", draft, "--out", tmp_path)
    assert result.exit_code == 1
    assert "还没有收件机构的公钥" in result.stdout
    assert list(tmp_path.glob("*.age*")) == []


# backup and restore


def test_a_backup_restores_into_an_empty_folder_only(
    run: Run, draft: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "saved.backup"
    assert run("backup", file).exit_code == 0
    again = run("backup", file)
    assert (again.exit_code, "不会覆盖" in again.stderr) == (2, True)
    occupied = run("restore", file)
    assert occupied.exit_code == 1
    monkeypatch.setenv("POSWIZARD_HOME", str(tmp_path / "moved"))
    assert run("restore", file).exit_code == 0
    assert run("check", draft).exit_code == 0


def test_a_damaged_backup_restores_nothing(
    run: Run, draft: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "saved.backup"
    run("backup", file)
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)
    monkeypatch.setenv("POSWIZARD_HOME", str(tmp_path / "moved"))
    result = run("restore", file)
    assert result.exit_code == 1
    assert "未恢复任何内容" in result.stderr
    assert run("list").exit_code == 2


@pytest.mark.parametrize("command", ["backup", "restore"])
def test_a_path_that_is_not_there_is_wrong_use(
    run: Run, draft: str, tmp_path: Path, command: str
) -> None:
    result = run(command, tmp_path / "none" / "b.backup")
    assert result.exit_code == 2
    assert "找不到" in result.stderr
