"""S7: a sealed export against the bare work on the same bytes. S8: many exports by two processes against one."""

from __future__ import annotations

import shutil
from pathlib import Path
from time import perf_counter

from poswizard.office import Office
from poswizard.office.batch import export_many
from poswizard.office.dispatch import Sealing
from poswizard.package.seal.key_text import Source
from poswizard.package.seal.recipients import new_identity
from tests.benchmarks.figure import Figure
from tests.benchmarks.stores import Store
from tests.package.packed import CASES, TODAY, Packed
from tests.package.seal import speed


def export(runs: int) -> Figure:
    """S7. The best of the runs of each; the form is a short one, for typesetting is not the bare work's."""
    found = speed.measured(runs)
    return Figure(
        key="S7",
        words="sealed and signed export of 30 pictures, 60 MB / SHA-256, stored zip and age of the same bytes",
        ours=found.sealing,
        baseline=found.baseline,
        unit="s",
        bound=1.5,
        runs=runs,
        detail={"opening": found.opening},
    )


def batch(store: Store, cases: int, runs: int, folder: Path) -> Figure:
    """S8. From the order to the last report, the start of the processes with it; by the case."""
    office = Office(store.folder, bytearray(store.key), lambda: TODAY)
    try:
        numbers = _fill(office, cases)
        times: dict[int, list[float]] = {1: [], 2: []}
        for _ in range(runs):
            for processes, seconds in times.items():
                seconds.append(_seconds(office, numbers, processes, folder) / cases)
    finally:
        office.close()
    return Figure(
        key="S8",
        words="batch export by 2 processes / by 1, per case",
        ours=min(times[2]),
        baseline=min(times[1]),
        unit="s",
        bound=0.6,
        runs=runs,
        detail={"cases": float(cases)},
    )


def _seconds(office: Office, numbers: list[str], processes: int, folder: Path) -> float:
    out = folder / "out"
    out.mkdir(parents=True)
    begun = perf_counter()
    reports = list(export_many(office, numbers, out, Sealing(), processes=processes))
    took = perf_counter() - begun
    failed = [one.error for one in reports if one.written is None]
    assert not failed, failed[0]
    shutil.rmtree(out)
    return took


def _fill(office: Office, cases: int) -> list[str]:
    """So many complete applications with their pictures, and somebody to send them to."""
    office.key_ring.add_recipient(new_identity("样本收单机构").age, Source.TYPED, "样本收单机构")
    packed = CASES["sole"]()
    _store_pictures(office, packed)
    for _ in range(cases):
        office.new_with(packed.answers)
    office.save_now()
    return [one.number for one in office.page("", "", "", "", 0, cases)]


def _store_pictures(office: Office, packed: Packed) -> None:
    kinds = {b"\x89PNG": "image/png"}
    for picture in packed.scans.pictures.values():
        office.scans.put(picture, kinds.get(picture[:4], "image/jpeg"))
