"""The short form of `tests.package.seal.mutants`; `--mutants` sets twice how many."""

from __future__ import annotations

from pathlib import Path

from tests.package.seal.mutants import campaign


def test_no_mutant_is_accepted_and_none_crashes_the_reader(
    tmp_path: Path, mutant_count: int
) -> None:
    tally = campaign(mutant_count // 2, tmp_path)
    assert tally.accepted == []
    assert tally.crashed == []
    assert tally.files_left == 0
    assert {"altered", "unknown_sender", "incomplete"} <= set(tally.outcomes)
