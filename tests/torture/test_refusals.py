"""A disk that is full or fails at any moment: clear words, nothing acknowledged lost (trust promise P3).

`python -m tests.torture refusals` is the long form: every single write and sync of the session.
"""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from tests.torture.refusals import campaign, played
from tests.torture.shim import why_not

pytestmark = pytest.mark.skipif(bool(why_not()), reason=why_not() or "there is a shim")


def test_a_disk_that_refuses_anywhere_loses_nothing_and_is_said(tmp_path: Path) -> None:
    outcome = campaign(tmp_path, 4)
    assert outcome.points > 20
    assert outcome.lost == []
    assert outcome.uncaught == []
    assert outcome.speechless == []
    assert outcome.unsaved == []
    assert {"DiskFullError", "DiskError"} <= outcome.refused.keys()


def test_a_disk_that_is_full_from_the_start_is_said_and_afterwards_everything_works(
    tmp_path: Path,
) -> None:
    (one,) = played(tmp_path, [("write", 1, "FROM_THEN_ON", errno.ENOSPC)])
    assert one["refused"]
    assert (one["uncaught"], one["faults"], one["unsaved"]) == ("", [], [])


def test_a_session_without_refusals_is_not_refused(tmp_path: Path) -> None:
    (one,) = played(tmp_path, [("write", 0, "ONCE", 0)])
    assert one["refused"] == []
    assert one["faults"] == []
    assert one["writes"] > 100
    assert one["syncs"] > 20
