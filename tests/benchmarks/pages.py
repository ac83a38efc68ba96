"""S4: going from step to step, against a bare form of as many widgets."""

from __future__ import annotations

import json

from tests.benchmarks.figure import Figure, median, percentile
from tests.benchmarks.processes import Children
from tests.benchmarks.stores import Store


def step_to_step(children: Children, store: Store, rounds: int) -> tuple[Figure, Figure]:
    """S4 as a person walks, the next page being built while this one is read; and every page cold."""
    walked: list[float] = []
    jumped: list[float] = []
    bare: list[float] = []
    worst: dict[str, list[float]] = {}
    for _ in range(rounds):
        ours = children.answer("program_pages", **store.variables())
        widgets = json.dumps([step["widgets"] for step in ours["steps"]])
        bare += children.answer("bare_pages", POSWIZARD_BENCHMARK_WIDGETS=widgets)["milliseconds"]
        for step in ours["steps"]:
            walked.append(step["walked"])
            jumped.append(step["jumped"])
            worst.setdefault(step["key"], []).append(step["jumped"])
    by_step = {f"cold_{key}": median(times) for key, times in worst.items()}
    slowest = dict(sorted(by_step.items(), key=lambda item: -item[1])[:6])
    return (
        _figure("S4", "step to step, p99 over every step", walked, bare, {}),
        _figure("S4c", "the same, jumping to pages that are not built yet", jumped, bare, slowest),
    )


def _figure(
    key: str, words: str, ours: list[float], bare: list[float], detail: dict[str, float]
) -> Figure:
    medians: dict[str, float | str] = {"median": median(ours), "baseline_median": median(bare)}
    return Figure(
        key=key,
        words=f"{words} / a bare QFormLayout page with as many widgets, built and shown",
        ours=percentile(ours, 99),
        baseline=percentile(bare, 99),
        unit="ms",
        bound=2,
        runs=len(ours),
        detail=medians | detail,
    )
