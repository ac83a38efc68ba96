"""Once the program has said "saved", a kill at any moment does not lose it (trust promises P1, P15).

`POSWIZARD_KILLS=200` runs the long form.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from poswizard.storage import sqlcipher
from poswizard.storage.applications import Applications
from poswizard.storage.database import open_database
from poswizard.storage.scans import Scans
from poswizard.wizard.summary import Summary
from tests.storage.conftest import KEY, child_environment, run_child

KILLS = int(os.environ.get("POSWIZARD_KILLS", "20"))


def killed(folder: Path, round_number: int, after: float) -> list[list[str]]:
    """Let a child edit, kill it, and give what it had acknowledged."""
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.storage.killed_child", str(folder), str(round_number)],
        stdout=subprocess.PIPE,
        env=child_environment(),
    )
    assert child.stdout is not None
    first = child.stdout.readline()
    timer = threading.Timer(after, child.kill)
    timer.start()
    lines = [first, *child.stdout.readlines()]
    assert child.wait() == -signal.SIGKILL
    child.stdout.close()
    timer.cancel()
    # a line cut off by the kill was not said
    return [line.decode().split() for line in lines if line.endswith(b"\n")]


@dataclass
class Said:
    """What the children have acknowledged."""

    saved: dict[str, int] = field(default_factory=dict)
    scans: list[str] = field(default_factory=list)

    def listen(self, lines: list[list[str]]) -> None:
        for what, *about in lines:
            assert what != "failed", about
            if what == "new":
                self.saved[about[0]] = 0
            elif what == "saved":
                self.saved[about[0]] = int(about[1])
            elif what == "scan":
                self.scans.append(about[0])


@pytest.mark.timeout(60 + 5 * KILLS)
def test_nothing_that_was_acknowledged_is_lost_by_a_kill(folder: Path) -> None:
    chance = random.Random(20261123)  # noqa: S311
    everything = Said()
    for round_number in range(KILLS):
        said = Said()
        lines = killed(folder, round_number, after=chance.uniform(0.0, 0.25))
        for one in (said, everything):
            one.listen(lines)
        look(folder, said)
    look(folder, everything)
    acknowledged = sum(everything.saved.values()) + len(everything.scans)
    print(f"{KILLS} kills, {acknowledged} acknowledged changes, 0 lost")  # noqa: T201
    assert acknowledged > KILLS


def look(folder: Path, said: Said) -> None:
    """Every acknowledged change is there, whole; one more may be, which was not acknowledged yet."""
    database = open_database(folder, KEY)
    try:
        assert database.check().is_clean
        applications = Applications(database)
        for application_id, number in said.saved.items():
            steps = applications.load(application_id).steps
            assert steps.get("merchant") == steps.get("site")
            found = int(steps.get("merchant", "0"))
            assert found in (number, number + 1)
            if found:
                listed = {one.id for one in applications.page(f"n{found}", limit=500)}
                # the line says the newest, or it is noted that it does not
                assert application_id in listed or application_id in applications.behind()
        for digest in said.scans:
            assert len(Scans(database).get(digest)) == 60_000
    finally:
        database.close()


@pytest.mark.parametrize("kill", range(max(3, KILLS // 5)))
def test_a_rekey_killed_anywhere_leaves_one_of_the_two_keys(folder: Path, kill: int) -> None:
    folder.mkdir()
    path, new = folder / "poswizard.db", bytearray(reversed(KEY))
    with closing(sqlcipher.connect(path, KEY)) as connection:
        connection.execute("CREATE TABLE t (a)")
        connection.executemany("INSERT INTO t VALUES (?)", [(os.urandom(2000),)] * 4000)
    script = (
        "import os, signal, sys, threading\n"
        "from pathlib import Path\n"
        "from poswizard.storage import sqlcipher\n"
        "after = float(sys.argv[2])\n"
        "threading.Timer(after, os.kill, (os.getpid(), signal.SIGKILL)).start()\n"
        "sqlcipher.reset_key(Path(sys.argv[1]), bytearray(range(32)), bytearray(reversed(range(32))))\n"
    )
    run_child(script, str(path), str(0.005 + 0.02 * kill))
    keys = [key for key in (KEY, new) if sqlcipher.opens(path, key)]
    assert len(keys) == 1
    with closing(sqlcipher.connect(path, keys[0])) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        assert sqlcipher.failed_pages(connection) == []
        assert connection.execute("SELECT count(*) FROM t").fetchone() == (4000,)


@pytest.mark.parametrize("kill", range(max(3, KILLS // 5)))
def test_a_deletion_killed_anywhere_is_finished_or_undone(folder: Path, kill: int) -> None:
    script = (
        "import os, signal, sys, threading\n"
        "from pathlib import Path\n"
        "from poswizard.storage.database import open_database\n"
        "from poswizard.storage.applications import Applications\n"
        "database = open_database(Path(sys.argv[1]), bytearray(range(32)))\n"
        "applications = Applications(database)\n"
        "ids = [one.id for one in applications.page('planted', limit=500)]\n"
        "threading.Timer(float(sys.argv[2]), os.kill, (os.getpid(), signal.SIGKILL)).start()\n"
        "applications.delete(*ids)\n"
    )
    database = open_database(folder, KEY)
    for _ in range(120):
        Applications(database).new(Summary(search_words="planted"))
    database.close()
    run_child(script, str(folder), str(0.004 * kill))
    database = open_database(folder, KEY)
    assert Applications(database).count("planted") in (0, 120)
    assert database.check().is_clean
    database.close()
