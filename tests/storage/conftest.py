"""Stores for the tests: real SQLCipher files, and a real PostgreSQL server of the tests' own."""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
import pytest

import poswizard
from poswizard.storage import ballast
from poswizard.storage.applications import Applications
from poswizard.storage.database import Database, open_branch_database, open_database
from poswizard.storage.slots import Cost

KEY = bytearray(range(32))
QUICK = Cost(memory=64, passes=1, lanes=1)
"""A slot's cost for tests that are not about the cost."""

_names = count()


@pytest.fixture(autouse=True)
def _small_ballast(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ballast.Ballast.__init__, "__defaults__", (256 * 1024,))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "store"


@pytest.fixture
def database(folder: Path) -> Iterator[Database]:
    opened = open_database(folder, KEY)
    yield opened
    opened.close()


@pytest.fixture
def branch_url(server: Server) -> str:
    return server.new_database()


@pytest.fixture(params=["sqlcipher", "postgresql"])
def open_store(request: pytest.FixtureRequest) -> Iterator[Callable[[], Database]]:
    """Opens the same store again and again, as two programs would."""
    opened: list[Database] = []
    if request.param == "sqlcipher":
        where = request.getfixturevalue("folder")
        opens = partial(open_database, where, KEY)
    else:
        opens = partial(open_branch_database, request.getfixturevalue("branch_url"))

    def remembered() -> Database:
        opened.append(opens())
        return opened[-1]

    yield remembered
    for one in opened:
        one.close()


@pytest.fixture
def store(open_store: Callable[[], Database]) -> Database:
    return open_store()


@pytest.fixture
def applications(store: Database) -> Applications:
    return Applications(store)


@dataclass
class Server:
    """A PostgreSQL server on a private socket."""

    folder: Path

    def new_database(self) -> str:
        name = f"branch_{next(_names)}"
        with psycopg.connect(
            f"host={self.folder} user=branch dbname=postgres", autocommit=True
        ) as c:
            c.execute(f"CREATE DATABASE {name}".encode())
        return f"postgresql+psycopg://branch@/{name}?host={self.folder}"


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    binaries = _postgresql()
    where = Path(tempfile.mkdtemp(prefix="poswizard-pg-"))
    account = _ordinary_account(where)
    data = where / "data"
    initdb = [str(binaries / "initdb"), "-D", str(data), "-U", "branch", "-A", "trust"]
    _run([*initdb, "-E", "UTF8", "--locale=C", "--no-sync"], account)
    options = [
        "-k",
        str(where),
        "-c",
        "listen_addresses=",
        "-c",
        "fsync=off",
        "-c",
        "max_connections=60",
    ]
    process = subprocess.Popen(
        [str(binaries / "postgres"), "-D", str(data), *options],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=where,
        **account,
    )
    try:
        _wait_until_it_answers(where, process)
        yield Server(where)
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(30)
        shutil.rmtree(where, ignore_errors=True)


def run_child(script: str, *args: str) -> subprocess.CompletedProcess[str]:
    """Run Python in a process of its own, warnings as errors."""
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", script, *args],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        cwd="/",
        env=child_environment(),
    )


def child_environment() -> dict[str, str]:
    """Where a child finds the program: beside the one under test."""
    source = Path(poswizard.__file__).resolve().parents[1]
    tests = Path(__file__).resolve().parents[2]
    return {**os.environ, "PYTHONPATH": os.pathsep.join((str(source), str(tests)))}


def account_of(name: str) -> dict[str, Any]:
    """Arguments for `subprocess` to run as that user."""
    entry = pwd.getpwnam(name)
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def _postgresql() -> Path:
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    found = str(installed[-1]) if installed else shutil.which("initdb")
    if found is None:
        pytest.fail(
            "no PostgreSQL server is installed; apt-get install postgresql-15", pytrace=False
        )
    return Path(found).parent


def _ordinary_account(where: Path) -> dict[str, Any]:
    """PostgreSQL refuses to run as root."""
    if os.getuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            entry = pwd.getpwnam(name)
            os.chown(where, entry.pw_uid, entry.pw_gid)
            return account_of(name)
    pytest.fail(
        "root cannot run PostgreSQL, and there is no user postgres or nobody", pytrace=False
    )


def _run(command: list[str], account: dict[str, Any]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd="/", **account)
    if done.returncode:
        pytest.fail(done.stderr, pytrace=False)


def _wait_until_it_answers(where: Path, process: subprocess.Popen[Any]) -> None:
    until = time.monotonic() + 30
    while time.monotonic() < until and process.poll() is None:
        with contextlib.suppress(psycopg.OperationalError):
            psycopg.connect(f"host={where} user=branch dbname=postgres").close()
            return
        time.sleep(0.05)
    pytest.fail("the PostgreSQL server did not start", pytrace=False)
