"""S1 and S2, from process start to the first window and to the list; S9, the memory of that list."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from tests.benchmarks.figure import Figure, alternated, median
from tests.benchmarks.processes import Children
from tests.benchmarks.stores import Store, Stores


def first_window(children: Children, folder: Path, runs: int) -> Figure:
    """S1a, on a computer where the program has been set up."""
    home = Stores(folder).of(0).variables()
    ours, baseline = alternated(
        partial(children.milliseconds_to, "program_window", **home),
        partial(children.milliseconds_to, "bare_window"),
        runs,
    )
    return Figure(
        key="S1a",
        words="process start to first painted window / a bare PySide6 window",
        ours=median(ours),
        baseline=median(baseline),
        unit="ms",
        bound=1.5,
        runs=runs,
    )


def usable_list(children: Children, store: Store, runs: int) -> Figure:
    """S1b, without the derivation of the key on both sides."""
    ours, baseline = alternated(
        partial(children.milliseconds_to, "program_list", **store.variables()),
        partial(children.milliseconds_to, "bare_list", **store.variables()),
        runs,
    )
    return Figure(
        key="S1b",
        words="process start to the painted list of 10,000 applications"
        " / a bare window that imports sqlalchemy.orm and reads one row through SQLCipher",
        ours=median(ours),
        baseline=median(baseline),
        unit="ms",
        bound=1.5,
        runs=runs,
    )


def many_applications(children: Children, many: Store, none: Store, runs: int) -> Figure:
    """S2: what the number of applications adds to the start."""
    ours, baseline = alternated(
        partial(children.milliseconds_to, "program_list", **many.variables()),
        partial(children.milliseconds_to, "program_list", **none.variables()),
        runs,
    )
    return Figure(
        key="S2",
        words="the same with 100,000 applications / with none",
        ours=median(ours),
        baseline=median(baseline),
        unit="ms",
        bound=1.15,
        runs=runs,
    )


def memory(children: Children, store: Store, runs: int) -> Figure:
    """S9: resident memory two seconds after the window is there."""
    idle = {"POSWIZARD_BENCHMARK_MEMORY": "1"}

    def megabytes(script: str) -> float:
        return children.answer(script, **store.variables(), **idle)["megabytes"]

    ours, baseline = alternated(
        partial(megabytes, "program_list"), partial(megabytes, "bare_window"), runs
    )
    return Figure(
        key="S9",
        words="resident memory of the idle home window with 10,000 applications / a bare PySide6 window",
        ours=median(ours),
        baseline=median(baseline),
        unit="MB",
        bound=2.5,
        runs=runs,
    )
