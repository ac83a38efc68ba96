"""A power cut loses nothing acknowledged and never makes the store unreadable (trust promise P2).

`python -m tests.torture power` is the long form, of 1,000 cuts.
"""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.torture.disk_after import SECTOR, DiskAfter, Fate
from tests.torture.power import campaign
from tests.torture.shim import Act, What, why_not

needs_shim = pytest.mark.skipif(bool(why_not()), reason=why_not() or "there is a shim")


@pytest.fixture(autouse=True)
def _small_reserve(monkeypatch: pytest.MonkeyPatch) -> None:
    from poswizard.storage import ballast

    monkeypatch.setattr(ballast.Ballast.__init__, "__defaults__", (4096,))


@needs_shim
def test_what_was_acknowledged_outlives_any_power_cut(tmp_path: Path) -> None:
    outcome = campaign(tmp_path, 40)
    assert outcome.acknowledged > 40
    assert (outcome.lost, outcome.unreadable) == (0, 0), outcome


@needs_shim
@pytest.mark.parametrize("synchronous", ["NORMAL", "OFF"])
def test_the_campaign_notices_a_store_that_syncs_too_little(
    tmp_path: Path, synchronous: str
) -> None:
    outcome = campaign(tmp_path, 16, synchronous)
    assert outcome.lost + outcome.unreadable > 0, outcome


# the simulated disk

FILE = "/nowhere/store/a"
DATA, NEW = b"a" * 2 * SECTOR, b"b" * 2 * SECTOR


def write(data: bytes, at: int = 0) -> Act:
    return Act(What.WRITTEN, 3, at, len(data), data)


def opened(path: str = FILE, number: int = 3) -> Act:
    return Act(What.OPENED, number, 0, len(path), path.encode())


SYNC, SYNC_FOLDER = Act(What.SYNCED, 3, 0, 0, b""), Act(What.SYNCED, 4, 0, 0, b"")


def left(*acts: Act, fate: Fate = Fate.NONE, seed: int = 0) -> dict[str, bytes]:
    disk = DiskAfter()
    disk.does(acts)
    return disk.left(fate, random.Random(seed))  # noqa: S311


def known() -> list[Act]:
    """A file whose name and bytes are safe."""
    return [opened("/", 4), opened(), write(DATA), SYNC, SYNC_FOLDER]


def test_only_what_was_synced_is_sure_to_be_there() -> None:
    assert left(*known(), write(NEW)) == {FILE: DATA}
    assert left(*known(), write(NEW), SYNC) == {FILE: NEW}
    assert left(*known(), write(NEW), fate=Fate.ALL) == {FILE: NEW}


def test_a_name_is_not_sure_before_its_folder_is_synced() -> None:
    assert left(opened(), write(DATA), SYNC) == {}
    assert left(opened(), write(DATA), SYNC, fate=Fate.ALL) == {FILE: DATA}


def test_a_removal_is_not_sure_either() -> None:
    gone = Act(What.REMOVED, -1, 0, len(FILE), FILE.encode())
    assert left(*known(), gone) == {FILE: DATA}
    assert left(*known(), gone, SYNC_FOLDER) == {}


def test_a_renaming_takes_the_bytes_along() -> None:
    both = f"{FILE}\0{FILE}2".encode()
    moved = Act(What.RENAMED, -1, 0, len(both), both)
    assert left(*known(), moved) == {FILE: DATA}
    assert left(*known(), moved, SYNC_FOLDER) == {FILE + "2": DATA}


def test_a_torn_write_leaves_whole_sectors() -> None:
    found = {
        left(*known(), write(NEW), fate=Fate.TORN, seed=seed).get(FILE, b"") for seed in range(40)
    }
    halves = {a + b for a in (DATA[:SECTOR], NEW[:SECTOR]) for b in (DATA[:SECTOR], NEW[:SECTOR])}
    assert found == halves


def test_changes_arrive_in_any_order() -> None:
    later = write(b"c" * SECTOR)
    found = {
        left(*known(), write(NEW), later, fate=Fate.SOME, seed=seed)[FILE][:1] for seed in range(40)
    }
    assert found == {b"a", b"b", b"c"}


def test_a_file_cut_off_keeps_its_old_end_until_it_is_synced() -> None:
    cut = Act(What.CUT, 3, 0, SECTOR, b"")
    assert left(*known(), cut) == {FILE: DATA}
    assert left(*known(), cut, SYNC) == {FILE: DATA[:SECTOR]}
