"""An installed wheel finds its resources and starts."""

from __future__ import annotations

import os
import site
import subprocess
import sys
import venv
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
Run = Callable[..., subprocess.CompletedProcess[str]]

OPEN_A_WINDOW = """
from PySide6.QtCore import QTimer
from poswizard import app, paths
qt_app = app.open_application()
window = app.open_window()
QTimer.singleShot(0, window.close)
qt_app.exec()
print("opened from", paths.resources().parent.name)
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the checkout."""
    out = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(out)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return next(out.glob("poswizard-*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Runs a command in an environment that has the wheel, and its dependencies from here."""
    home = tmp_path_factory.mktemp("environment")
    venv.create(home / "venv", with_pip=False)
    packages = next((home / "venv").glob("lib/python*/site-packages"))
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(packages)
    (packages / "dependencies.pth").write_text("\n".join(site.getsitepackages()))

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(home),
            "POSWIZARD_HOME": str(home / "data"),
            "QT_QPA_PLATFORM": "offscreen",
            "LANG": "C.UTF-8",
        }
        command = [str(home / "venv" / "bin" / "python"), *arguments]
        return subprocess.run(
            command,
            env=environment,
            cwd=home,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    return run


def test_the_wheel_carries_every_resource(wheel: Path) -> None:
    carried = set(zipfile.ZipFile(wheel).namelist())
    wanted = [p for p in (ROOT / "resources").rglob("*") if p.is_file()]
    assert len(wanted) > 20
    for path in wanted:
        assert f"poswizard/{path.relative_to(ROOT).as_posix()}" in carried


def test_the_installed_program_answers_and_is_not_the_checkout(installed: Run) -> None:
    found = installed("-c", "import poswizard, sys; print(poswizard.__file__)")
    assert str(ROOT / "src") not in found.stdout
    version = installed("-m", "poswizard", "--version")
    assert version.returncode == 0, version.stderr
    questions = installed("-m", "poswizard", "questions")
    assert questions.returncode == 0, questions.stderr
    assert "basics.merchant_kind" in questions.stdout


def test_the_installed_window_opens(installed: Run) -> None:
    opened = installed("-c", OPEN_A_WINDOW)
    assert opened.returncode == 0, opened.stderr
    assert opened.stdout.strip() == "opened from poswizard"
