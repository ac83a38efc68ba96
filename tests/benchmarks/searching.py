"""S5: search as one types among 100,000 applications, against the raw query."""

from __future__ import annotations

from tests.benchmarks.figure import Figure, median
from tests.benchmarks.processes import Children
from tests.benchmarks.stores import Store


def as_typed(children: Children, store: Store, rounds: int) -> Figure:
    """S5: the middle of all keystrokes, each by its own raw query; the worst of them in the detail."""
    strokes = children.answer(
        "program_search", **store.variables(), POSWIZARD_BENCHMARK_ROUNDS=str(rounds)
    )["strokes"]
    ratios = {typed: median(s["ours"]) / median(s["raw"]) for typed, s in strokes.items()}
    ours = sum(median(stroke["ours"]) for stroke in strokes.values()) / len(strokes)
    raw = sum(median(stroke["raw"]) for stroke in strokes.values()) / len(strokes)
    slowest = max(ratios, key=lambda typed: ratios[typed])
    return Figure(
        key="S5",
        words="search at 100,000 applications, keystroke to rows in the list"
        " / the raw FTS5 query with its summary rows through the same driver",
        ours=ours,
        baseline=raw,
        unit="ms",
        bound=2.5,
        runs=rounds * len(strokes),
        detail={
            "ratio_median": median(list(ratios.values())),
            "ratio_worst": ratios[slowest],
            "worst_typed": slowest,
            "worst_ms": max(median(stroke["ours"]) for stroke in strokes.values()),
        },
    )
