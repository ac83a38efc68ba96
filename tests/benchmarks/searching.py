"""S5: search as one types among 100,000 applications, against the raw query."""

from __future__ import annotations

from tests.benchmarks.figure import Figure, median
from tests.benchmarks.processes import Children
from tests.benchmarks.stores import Store


def as_typed(children: Children, store: Store, rounds: int) -> tuple[Figure, Figure]:
    """S5 over all keystrokes together, and for the one that compares worst."""
    strokes = children.answer(
        "program_search", **store.variables(), POSWIZARD_BENCHMARK_ROUNDS=str(rounds)
    )["strokes"]
    ours = {typed: median(stroke["ours"]) for typed, stroke in strokes.items()}
    raw = {typed: median(stroke["raw"]) for typed, stroke in strokes.items()}
    worst = max(strokes, key=lambda typed: ours[typed] / raw[typed])
    mean = (sum(ours.values()) / len(strokes), sum(raw.values()) / len(strokes))
    slowest = max(ours.values())
    return (
        _figure("S5", "mean of all keystrokes", mean, rounds * len(strokes), {"slowest": slowest}),
        _figure(
            "S5w",
            "the keystroke with the worst ratio",
            (ours[worst], raw[worst]),
            rounds,
            {"typed": worst},
        ),
    )


def _figure(
    key: str, which: str, sides: tuple[float, float], runs: int, detail: dict[str, float | str]
) -> Figure:
    return Figure(
        key=key,
        words=f"search at 100,000 applications, keystroke to rows in the list, {which}"
        " / the raw FTS5 query with its summary rows through the same driver",
        ours=sides[0],
        baseline=sides[1],
        unit="ms",
        bound=2.5,
        runs=runs,
        detail=detail,
    )
