"""What all tests share: text snapshots, compared or rewritten, and a command line over a store of its own."""

from __future__ import annotations

import gc
import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before the first window

if TYPE_CHECKING:
    from typer.testing import Result

    Run = Callable[..., Result]
else:
    Run = Callable

SNAPSHOTS = Path(__file__).parent / "snapshots"
PASSPHRASE = "样本口令-correct-horse"  # noqa: S105  of a store that lives for one test


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--rewrite-snapshots",
        action="store_true",
        help="write tests/snapshots anew, do not compare",
    )


@pytest.fixture(autouse=True)
def collected_here() -> Iterator[None]:
    """Garbage is collected between tests, on the thread that made the widgets among it, as the program does."""
    gc.disable()
    yield
    counts, thresholds = gc.get_count(), gc.get_threshold()
    for generation in (2, 1, 0):
        if counts[generation] > thresholds[generation]:
            gc.collect(generation)
            break


@pytest.fixture
def same_as_snapshot(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compares a text with the file of this name under `tests/snapshots`."""

    def compare(name: str, text: str) -> None:
        file = SNAPSHOTS / name
        if request.config.getoption("--rewrite-snapshots"):
            file.write_text(text, encoding="utf-8", newline="\n")
        known = file.read_text(encoding="utf-8") if file.is_file() else ""
        assert text == known, f"{name} differs: look at it, then run with --rewrite-snapshots"

    return compare


@pytest.fixture(autouse=True)
def _chinese_again() -> Iterator[None]:
    """What one test chose is not the next one's language."""
    from poswizard.text import use_language

    yield
    use_language("zh")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder of the test's own, not made yet, to be unlocked by the environment."""
    _live_in(tmp_path / "home", monkeypatch)
    return tmp_path / "home"


@pytest.fixture
def run(home: Path) -> Iterator[Run]:
    """Runs a command in this process, as a shell would call it."""
    from typer.testing import CliRunner

    from poswizard.cli.program import program
    from poswizard.text import use_language

    def runs(*arguments: object) -> Result:
        result = CliRunner().invoke(program, [str(argument) for argument in arguments])
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    yield runs
    use_language("zh")


@pytest.fixture
def draft(home: Path, filled_store: tuple[Path, str]) -> str:
    """The number of a complete draft in the store."""
    folder, number = filled_store
    shutil.copytree(folder, home)
    return number


@pytest.fixture(scope="session")
def filled_store(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A closed store with one complete draft, made once: its pictures take their time."""
    from typer.testing import CliRunner

    from poswizard.cli.program import program
    from tests.filled import answers_file

    folder = tmp_path_factory.mktemp("filled")
    with pytest.MonkeyPatch.context() as monkeypatch:
        _live_in(folder / "home", monkeypatch)
        result = CliRunner().invoke(program, ["fill", str(answers_file(folder)), "--json"])
    assert result.exit_code == 0, result.output
    return folder / "home", json.loads(result.stdout)["number"]


def _live_in(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from poswizard.cli import unlocking
    from poswizard.storage import ballast
    from tests.package.packed import TODAY

    monkeypatch.setattr(ballast.Ballast.__init__, "__defaults__", (256 * 1024,))
    monkeypatch.setattr(unlocking, "today", lambda: TODAY)
    monkeypatch.setenv("POSWIZARD_HOME", str(folder))
    monkeypatch.setenv("POSWIZARD_PASSPHRASE", PASSPHRASE)
    monkeypatch.delenv("POSWIZARD_LANGUAGE", raising=False)
