"""The lines of the list: right once Home is shown, and right again after a crash."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable, Generator, Iterator
from pathlib import Path

import pytest

from poswizard.forms.answers import Answers
from poswizard.office import Office, the_flow
from poswizard.storage import ballast
from poswizard.wizard.summaries import summary_in_turns, summary_of
from poswizard.wizard.summary import Summary
from tests.benchmarks.specimens import full_application
from tests.steps.asking import TODAY
from tests.storage.conftest import KEY, child_environment

_KILLED_BEFORE_THE_LINE = """
import os, signal, sys
from pathlib import Path
from poswizard.office import Office
office = Office(Path(sys.argv[1]), bytearray(range(32)))
draft = office.new()
draft.saved = lambda _at: os.kill(os.getpid(), signal.SIGKILL)
draft.session.answer(office.flow.field("business.trade_name"), "样本面馆")
draft.session.save()
office.save_now()
"""


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], Office]]:
    monkeypatch.setattr(ballast.Ballast.__init__, "__defaults__", (256 * 1024,))
    offices: list[Office] = []

    def another() -> Office:
        offices.append(Office(tmp_path / "store", bytearray(KEY), lambda: TODAY))
        return offices[-1]

    yield another
    for office in offices:
        office.close()


def _named(office: Office, shop: str) -> None:
    draft = office.new()
    field = office.flow.field("business.trade_name")
    assert field
    draft.session.answer(field, shop)
    draft.session.save()


def test_what_a_kill_left_behind_is_right_at_the_next_start(
    tmp_path: Path, opened: Callable[[], Office]
) -> None:
    killed = subprocess.run(
        [sys.executable, "-c", _KILLED_BEFORE_THE_LINE, str(tmp_path / "store")],
        env=child_environment(),
        check=False,
        timeout=60,
    )
    assert killed.returncode == -signal.SIGKILL
    office = opened()
    assert [row.summary.shop for row in office.page("面馆", "", "", "", 0, 9)] == ["样本面馆"]
    assert office.applications.behind() == []
    assert office.database.check().is_clean


def test_the_line_is_right_once_everything_is_saved(opened: Callable[[], Office]) -> None:
    office = opened()
    _named(office, "样本面馆")
    office.save_now()
    assert [row.summary.shop for row in office.page("面馆", "", "", "", 0, 9)] == ["样本面馆"]


def test_a_second_program_may_open_what_is_behind(opened: Callable[[], Office]) -> None:
    first = opened()
    _named(first, "样本面馆")
    first.writer.put_off()
    second = opened()
    first.save_now()
    assert len(second.page("面馆", "", "", "", 0, 9)) == 1
    assert second.applications.behind() == []


def test_a_line_that_cannot_be_derived_does_not_keep_the_store_shut(
    opened: Callable[[], Office], monkeypatch: pytest.MonkeyPatch
) -> None:
    office = opened()
    made = office.new()
    office.applications.save(made.listed.id, 1, {"business": "{}"}, None)

    def broken(*_given: object) -> object:
        raise ValueError

    with monkeypatch.context() as patched:
        patched.setattr("poswizard.wizard.summaries.summary_of", broken)
        assert opened().applications.behind() == [made.listed.id]
    assert opened().applications.behind() == []


def test_in_turns_the_same_line_comes_out() -> None:
    flow, answers = the_flow(), full_application()
    ended: list[Summary] = []

    def through() -> Generator[None, None, None]:
        ended.append((yield from summary_in_turns(flow, answers, TODAY, "A-2026-000001")))

    turns = sum(1 for _ in through())
    assert turns > len(flow.steps)
    assert ended == [summary_of(flow, answers, TODAY, "A-2026-000001")]
    assert ended[0].shop
    assert summary_of(flow, Answers(), TODAY, "A-2026-000001").missing > 0
