"""Drafts on the command line: filled, checked, listed, shown, unlocked; over real stores."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from poswizard.cli import unlocking
from poswizard.demo.samples import shipped
from tests.conftest import PASSPHRASE, Run
from tests.filled import answers_file, written
from tests.package.packed import FLOW

# fill and check


def test_a_whole_file_becomes_a_draft_without_a_problem(run: Run, tmp_path: Path) -> None:
    result = run("fill", answers_file(tmp_path))
    assert result.exit_code == 0, result.output
    assert "没有问题" in result.stdout
    assert "恢复码" in result.stderr  # the store is new


def test_a_file_alone_is_checked_without_a_store(run: Run, home: Path, tmp_path: Path) -> None:
    result = run("check", answers_file(tmp_path))
    assert result.exit_code == 0, result.output
    assert not home.exists()


def test_unknown_fields_are_kept_said_and_still_there_after_an_update(
    run: Run, tmp_path: Path
) -> None:
    file = answers_file(tmp_path, identity__nmae="样本", nowhere__x=[1])
    filled = run("fill", file, "--json")
    said = json.loads(filled.stdout)
    assert filled.exit_code == 1
    assert {(r["field"], r["code"]) for r in said["remarks"]} == {
        ("identity.nmae", "unknown_field"),
        ("nowhere", "unknown_step"),
    }
    assert "“name”" in said["remarks"][0]["text"]["zh"]
    again = run("fill", written(tmp_path / "u.json", {"answers": {}}), "--number", said["number"])
    assert again.exit_code == 0
    with unlocking.unlocked() as office:
        foreign = office.find(said["number"]).session.answers.foreign
    assert foreign == {"identity": {"nmae": "样本"}, "nowhere": {"x": [1]}}


def test_wrong_types_are_kept_and_named_once(run: Run, tmp_path: Path) -> None:
    file = answers_file(tmp_path, consent__keep_days="九十", basics__merchant_kind="mirco")
    result = run("check", file)
    assert result.exit_code == 1
    assert result.stdout.count("consent.keep_days") == 1
    assert "是不是“micro”" in result.stdout


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'{"answers": {"identity": {"name": "a", "name": "b"}}}', "写了两次"),
        (b'{"answers": {', "写法有误"),
        (b'{"answers": {}} ' + b"\xff", "UTF-8"),
        (b"[1, 2]", "answers"),
        (b'{"answers": NaN}', "数字"),
        (b'{"answers": ' + b"[" * 200 + b"]" * 200 + b"}", "嵌套"),
    ],
)
@pytest.mark.parametrize("command", ["check", "fill"])
def test_a_file_that_cannot_be_read_in_one_way_is_refused_in_words(
    run: Run, tmp_path: Path, command: str, content: bytes, said: str
) -> None:
    file = tmp_path / "bad.json"
    file.write_bytes(content)
    result = run(command, file)
    assert result.exit_code == 1
    assert said.replace("写法有误", "写法错误") in result.stderr
    assert "Traceback" not in result.output


def test_a_hundred_megabytes_are_refused_by_their_size(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "huge.json"
    with file.open("wb") as huge:
        huge.truncate(100_000_000)
    result = run("check", file)
    assert result.exit_code == 1
    assert "100.0 MB" in result.stderr


def test_a_file_that_is_not_there_is_said(run: Run, tmp_path: Path) -> None:
    result = run("check", tmp_path / "none.json")
    assert result.exit_code == 1
    assert "none.json" in result.stderr


def test_files_that_cannot_be_taken_are_named_and_the_rest_is(run: Run, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("no picture")
    outside = [str(tmp_path / "x" / ".." / ".." / "secret.jpg"), "gone.jpg", "notes.txt"]
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "notes.txt").write_text("no picture")
    file = answers_file(folder, materials__id_front=[*outside, "documents/ID_FRONT-1.jpg"])
    result = run("check", file, "--json")
    said = json.loads(result.stdout)
    codes = [remark["code"] for remark in said["remarks"]]
    assert codes == ["file.outside", "file.cannot_open", "file.unknown_kind"]
    assert "gone.jpg" in said["remarks"][1]["text"]["zh"]
    assert said["errors"] == 0  # one good page is enough


def test_the_words_of_the_demonstrations_samples_are_said_to_mean_nothing(run: Run) -> None:
    result = run("check", shipped("sole"), "--json")
    said = json.loads(result.stdout)
    where = {remark["field"]: remark["code"] for remark in said["remarks"]}
    assert result.exit_code == 1
    assert where["provider.checked_on"] == "unreadable"
    assert where["consent.given_at"] == "unreadable"
    assert where["consent.signature"].startswith("file.")
    assert where["materials.id_front"].startswith("file.")


def test_a_page_without_a_picture_is_left_out_and_said(run: Run, tmp_path: Path) -> None:
    page = {"scan": "0" * 64, "original": "0" * 64, "width": 1200, "height": 1000}
    result = run("check", answers_file(tmp_path, materials__id_front=[page]), "--json")
    said = json.loads(result.stdout)
    assert [remark["code"] for remark in said["remarks"]] == ["picture_missing"]
    assert [issue["field"] for issue in said["issues"] if issue["open"]] == ["materials.id_front"]


def test_a_signature_may_be_a_path(run: Run, tmp_path: Path) -> None:
    file = answers_file(tmp_path, declarations__signature="documents/SIGNATURE-1.png")
    number = json.loads(run("fill", file, "--json").stdout)["number"]
    with unlocking.unlocked() as office:
        field = FLOW.field("declarations.signature")
        assert field
        signed = office.find(number).session.answers.get(field)
        assert signed
        assert office.scans.media_type(signed.scan) == "image/png"
        assert office.scans.get(signed.scan).startswith(b"\x89PNG")


def test_an_update_changes_only_what_the_file_says(run: Run, draft: str, tmp_path: Path) -> None:
    small = written(
        tmp_path / "u.json",
        {"answers": {"business": {"trade_name": "样本面馆"}, "contact": {"email": None}}},
    )
    result = run("fill", small, "--number", draft, "--json")
    assert json.loads(result.stdout)["number"] == draft
    shown = json.loads(run("show", draft, "--json").stdout)
    values = {a["field"]: a["value"] for step in shown["answers"].values() for a in step}
    assert values["business.trade_name"] == "样本面馆"
    assert values["identity.name"]
    assert shown["shop"] == "样本面馆"


def test_an_update_of_a_number_that_is_not_there_is_refused(
    run: Run, draft: str, tmp_path: Path
) -> None:
    file = written(tmp_path / "u.json", {"answers": {}})
    result = run("fill", file, "--number", "A-2026-999999")
    assert result.exit_code == 1
    assert "A-2026-999999" in result.stderr


def test_a_draft_is_checked_by_its_number(run: Run, draft: str) -> None:
    assert run("check", draft).exit_code == 0


# list and show


def test_the_list_finds_and_show_masks(run: Run, draft: str) -> None:
    assert draft in run("list").stdout
    assert [one["number"] for one in json.loads(run("list", "--json").stdout)] == [draft]
    assert json.loads(run("list", "--search", "没有这个", "--json").stdout) == []
    shown = run("show", draft)
    with unlocking.unlocked() as office:
        answers = office.find(draft).session.answers
        secrets = [
            value
            for field in FLOW.fields
            if field.sensitive and isinstance(value := answers.stored(field), str)
        ]
    assert len(secrets) >= 2
    for output in (shown.output, run("show", draft, "--json").output, run("list").output):
        assert all(secret not in output.replace(" ", "") for secret in secrets)
    assert "********" in shown.stdout


def test_what_cannot_be_understood_is_not_shown(run: Run, tmp_path: Path) -> None:
    file = answers_file(tmp_path, consent__keep_days="510107198001010011")
    number = json.loads(run("fill", file, "--json").stdout)["number"]
    assert "510107198001010011" not in run("show", number).output


def test_an_empty_list_says_so(run: Run, draft: str) -> None:
    result = run("list", "--search", "没有这个")
    assert result.exit_code == 0
    assert "没有符合的申请" in result.stdout


# unlocking


def test_without_a_store_nothing_is_made(run: Run, home: Path) -> None:
    result = run("list")
    assert result.exit_code == 2
    assert "还没有资料库" in result.stderr
    assert not home.exists()


def test_a_wrong_passphrase_is_said(run: Run, draft: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POSWIZARD_PASSPHRASE", "不是这个口令-x")
    result = run("list")
    assert result.exit_code == 1
    assert "口令不正确" in result.stderr


def test_a_weak_passphrase_makes_no_store(
    run: Run, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POSWIZARD_PASSPHRASE", "short")
    result = run("fill", written(tmp_path / "u.json", {"answers": {}}))
    assert result.exit_code == 1
    assert "至少" in result.stderr


def test_without_a_terminal_nobody_is_asked(
    run: Run, draft: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("POSWIZARD_PASSPHRASE")
    result = run("list")
    assert result.exit_code == 2
    assert "POSWIZARD_PASSPHRASE" in result.stderr


@pytest.mark.skipif(os.name == "nt", reason="a pseudo-terminal is a thing of Unix")
def test_a_passphrase_is_asked_for_without_an_echo(run: Run, draft: str, home: Path) -> None:
    import pty

    ours, theirs = pty.openpty()
    environment = {k: v for k, v in os.environ.items() if k != "POSWIZARD_PASSPHRASE"}
    command = [sys.executable, "-m", "poswizard", "list"]
    with subprocess.Popen(
        command, stdin=theirs, stdout=subprocess.PIPE, stderr=theirs, env=environment
    ) as process:
        os.close(theirs)
        prompt = b""
        while not prompt.endswith(b": "):  # what is typed sooner is thrown away
            prompt += os.read(ours, 200)
        os.write(ours, PASSPHRASE.encode() + b"\n")
        listed, _ = process.communicate(timeout=60)
    echoed = _rest(ours)
    assert "口令" in prompt.decode()
    assert draft in listed.decode()
    assert PASSPHRASE.encode() not in echoed


def _rest(terminal: int) -> bytes:
    """What was written to a terminal that nobody holds any more."""
    read = b""
    with os.fdopen(terminal, "rb", buffering=0) as file, suppress(OSError):
        while more := file.read(4000):
            read += more
    return read
