"""One figure of speed: what was measured, what it is measured against, and the bound it must keep."""

from __future__ import annotations

import platform
import statistics
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from os import cpu_count
from time import perf_counter
from typing import Any

MILLISECONDS = 1e3


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure of speed beside its baseline. Without a baseline, the bound is on the measured value itself."""

    key: str
    """Such as `S4`."""
    words: str
    """What is measured / what it is measured against."""
    ours: float
    baseline: float | None
    unit: str
    bound: float
    runs: int
    """How often each side was measured; the slowest first run of a process is not counted."""
    detail: dict[str, float | str] = field(default_factory=dict)
    """What helps to see where the time goes."""

    @property
    def ratio(self) -> float | None:
        """Ours by the baseline."""
        return None if self.baseline is None else self.ours / self.baseline

    @property
    def is_kept(self) -> bool:
        """Whether the bound is kept."""
        return (self.ours if self.ratio is None else self.ratio) <= self.bound

    def to_json(self) -> dict[str, Any]:
        """The figure as it is written to `results.json`."""
        ratio = None if self.ratio is None else round(self.ratio, 2)
        return {
            "key": self.key,
            "words": self.words,
            "ours": round(self.ours, 3),
            "baseline": None if self.baseline is None else round(self.baseline, 3),
            "unit": self.unit,
            "ratio": ratio,
            "bound": self.bound,
            "verdict": "kept" if self.is_kept else "over",
            "runs": self.runs,
            "detail": {
                k: round(v, 3) if isinstance(v, float) else v for k, v in self.detail.items()
            },
        }


def machine() -> dict[str, Any]:
    """What the figures were measured on, as far as a ratio may depend on it."""
    return {
        "python": platform.python_version(),
        "system": platform.system(),
        "processors": cpu_count(),
        "pyside6": version("PySide6-Essentials"),
        "sqlcipher3": version("sqlcipher3"),
        "sqlalchemy": version("SQLAlchemy"),
    }


def table(figures: Iterable[Figure]) -> str:
    """The figures for a terminal."""
    head = ("", "ours", "baseline", "", "ratio", "bound", "")
    rows = [head, *(_row(figure) for figure in figures)]
    widths = [max(len(row[i]) for row in rows) for i in range(len(head))]
    lines = []
    for row in rows:
        cells = [row[0].ljust(widths[0]), *(c.rjust(w) for c, w in zip(row, widths, strict=True))][
            :1
        ]
        cells += [cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True)]
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines)


def alternated(
    ours: Callable[[], float], baseline: Callable[[], float], runs: int
) -> tuple[list[float], list[float]]:
    """Both measured in turn, so that whatever else the machine does meets both; one cold pair first."""
    ours()
    baseline()
    pairs = [(ours(), baseline()) for _ in range(runs)]
    return [pair[0] for pair in pairs], [pair[1] for pair in pairs]


def timed(work: Callable[[], object]) -> float:
    """Milliseconds that a piece of work takes."""
    start = perf_counter()
    work()
    return (perf_counter() - start) * MILLISECONDS


def median(values: Sequence[float]) -> float:
    """The middle one."""
    return statistics.median(values)


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that so many percent of all do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share / 100))]


def _row(figure: Figure) -> tuple[str, ...]:
    baseline = "-" if figure.baseline is None else f"{figure.baseline:.2f}"
    ratio = "-" if figure.ratio is None else f"{figure.ratio:.2f}"
    return (
        figure.key,
        f"{figure.ours:.2f}",
        baseline,
        figure.unit,
        ratio,
        f"≤ {figure.bound:g}",
        "kept" if figure.is_kept else "OVER",
    )
