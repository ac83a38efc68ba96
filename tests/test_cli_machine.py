"""What the command line says of the program and of the machine, and how it is called."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from poswizard.cli import doctor
from poswizard.package.json_schema import json_schema
from tests.conftest import Run
from tests.package.packed import FLOW

# schema, questions, doctor, the program itself


def test_the_schema_is_that_of_packages(
    run: Run, same_as_snapshot: Callable[[str, str], None]
) -> None:
    printed = run("schema").stdout
    assert json.loads(printed) == json_schema(FLOW)
    same_as_snapshot("application.schema.json", printed)


def test_the_questions_are_those_of_the_snapshot(
    run: Run, same_as_snapshot: Callable[[str, str], None]
) -> None:
    same_as_snapshot("questions.txt", run("questions").stdout)


def test_the_questions_are_there_in_one_language(run: Run) -> None:
    chinese, english = (run("questions", "--language", one).stdout for one in ("zh", "en"))
    assert "商户类型" in chinese
    assert "Kind of merchant" not in chinese
    assert "Kind of merchant" in english
    assert "(choice) 商户类型" not in english  # sources of rules keep their own language
    assert all(field.key in english for field in FLOW.fields)


def test_the_doctor_says_of_each_part_whether_it_is_fine(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    result = run("doctor", "--json")
    found = {one["check"]: one for one in json.loads(result.stdout)}
    assert result.exit_code == 0, result.output
    assert "offscreen" in found["window"]["fact"]
    assert "SQLCipher 4." in found["encryption"]["fact"]
    assert found["reader"]["state"] == "fine"
    assert found["keys"]["state"] == "remark"


def test_the_doctor_says_what_to_do(run: Run, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "no-such-platform")
    monkeypatch.setattr(doctor, "LEAST_FREE", 10**18)
    monkeypatch.setattr(doctor, "is_network", lambda kind: True)
    home.mkdir()
    (home / "poswizard.keys").write_text("{")
    result = run("doctor")
    assert result.exit_code == 1
    assert result.stdout.count("有问题") >= 3
    assert "sh run.sh" in result.stdout
    assert "请清理磁盘" in result.stdout
    assert "POSWIZARD_HOME" in result.stdout


def test_a_folder_on_another_computer_is_recognised(tmp_path: Path) -> None:
    mounts = tmp_path / "mountinfo"
    mounts.write_text(
        "22 1 8:1 / / rw - ext4 /dev/sda1 rw\n"
        "30 22 0:40 / /media/branch\\040share rw shared:1 - cifs //server/share rw\n"
        "31 22 0:41 / /srv rw - ext4 /dev/sdb1 rw\n"
        "32 22 0:42 / /srv rw - nfs4 server:/srv rw\n"
    )
    kinds = {
        path: doctor.file_system(Path(path), mounts)
        for path in ("/home/x", "/media/branch share/y", "/srv/z")
    }
    assert [doctor.is_network(kind) for kind in kinds.values()] == [False, True, True]
    assert doctor.file_system(Path("/"), tmp_path / "none") == ""


def test_english_is_spoken_if_wanted(run: Run) -> None:
    result = run("--language", "en", "list")
    assert "There is no store yet" in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [["nothing"], ["check"], ["export", "A-2026-000001"], ["list", "--nothing"], ["--language", "fr", "list"]],
)  # fmt: skip
def test_wrong_use_ends_with_two(run: Run, arguments: list[str]) -> None:
    assert run(*arguments).exit_code == 2


def test_help_and_version_are_good(run: Run) -> None:
    assert run("--help").exit_code == 0
    assert run("--version").stdout.startswith("poswizard ")


CHEAP = """
import sys
sys.argv = ["poswizard", *sys.argv[1:]]
from poswizard.cli import main
try:
    main()
except SystemExit as end:
    print(end.code, "PySide6" in sys.modules, file=sys.stderr)
"""


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(["--version"], 0), (["schema"], 0), (["list"], 0), (["check", "none.json"], 1)],
)
def test_a_command_does_not_load_the_window(
    run: Run, draft: str, arguments: list[str], code: int
) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", CHEAP, *arguments],
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.stderr.splitlines()[-1] == f"{code} False"
