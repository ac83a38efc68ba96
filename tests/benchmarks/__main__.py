"""`python -m tests.benchmarks [--only S4] [--quick]`: measures, prints a table, writes `results.json`."""

from __future__ import annotations

import argparse
import compileall
import json
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks import autosave, checking, opening, pages, reading, sealing, searching, start
from tests.benchmarks.figure import Figure, machine, table
from tests.benchmarks.processes import ROOT, Children
from tests.benchmarks.stores import Stores

RESULTS = Path(__file__).with_name("results.json")
CHEAP = ("S3", "S4", "S10")
"""Those that a test runs in their quick form."""


@dataclass(frozen=True, slots=True)
class Size:
    """How much is measured."""

    starts: int = 21
    commits: int = 400
    keystrokes: int = 600
    walks: int = 5
    searches: int = 7
    openings: int = 5
    scans: int = opening.SCANS
    scanned: int = opening.BYTES
    memories: int = 5
    checks: int = 400
    some: int = 10_000
    many: int = 100_000
    cards: int = 18
    seals: int = 5
    batches: int = 2
    batch: int = 60


QUICK = Size(3, 20, 30, 1, 1, 1, 3, 3_000_000, 1, 20, 200, 400, 2, 1, 1, 2)


@dataclass(frozen=True, slots=True)
class Bench:
    """What the figures are measured with."""

    size: Size
    folder: Path
    children: Children
    stores: Stores


def measure(keys: Iterable[str], size: Size, folder: Path) -> Iterator[Figure]:
    """The figures of these keys, one after another; stores are made below the folder."""
    bench = Bench(size, folder, Children(folder / "cache"), Stores(folder))
    for key in keys:
        yield from FIGURES[key](bench)


def _s1a(b: Bench) -> Iterator[Figure]:
    yield start.first_window(b.children, b.folder / "set-up", b.size.starts)


def _s1b(b: Bench) -> Iterator[Figure]:
    yield start.usable_list(b.children, b.stores.of(b.size.some), b.size.starts)


def _s2(b: Bench) -> Iterator[Figure]:
    many, none = b.stores.of(b.size.many), b.stores.of(0)
    yield start.many_applications(b.children, many, none, b.size.starts)


def _s3(b: Bench) -> Iterator[Figure]:
    yield autosave.durable(b.stores.new(), b.size.commits)
    yield autosave.blocked(b.children, b.stores.new(), b.size.keystrokes)


def _s4(b: Bench) -> Iterator[Figure]:
    yield from pages.step_to_step(b.children, b.stores.new(), b.size.walks)


def _s5(b: Bench) -> Iterator[Figure]:
    yield from searching.as_typed(b.children, b.stores.of(b.size.many), b.size.searches)


def _s6(b: Bench) -> Iterator[Figure]:
    yield opening.with_scans(
        b.children, b.stores.new(), b.size.scans, b.size.scanned, b.size.openings
    )


def _s7(b: Bench) -> Iterator[Figure]:
    yield sealing.export(b.size.seals)


def _s8(b: Bench) -> Iterator[Figure]:
    yield sealing.batch(b.stores.new(), b.size.batch, b.size.batches, b.folder / "batch")


def _s9(b: Bench) -> Iterator[Figure]:
    yield start.memory(b.children, b.stores.of(b.size.some), b.size.memories)


def _s10(b: Bench) -> Iterator[Figure]:
    yield checking.all_checks(b.size.checks)


def _s11(b: Bench) -> Iterator[Figure]:
    yield reading.id_card(b.size.cards)


FIGURES: dict[str, Callable[[Bench], Iterator[Figure]]] = {
    "S1a": _s1a,
    "S1b": _s1b,
    "S2": _s2,
    "S3": _s3,
    "S4": _s4,
    "S5": _s5,
    "S6": _s6,
    "S7": _s7,
    "S8": _s8,
    "S9": _s9,
    "S10": _s10,
    "S11": _s11,
}
ORDER = (
    "S1a",
    "S1b",
    "S2",
    "S3",
    "S3b",
    "S4",
    "S4c",
    "S5",
    "S5w",
    "S6",
    "S7",
    "S8",
    "S9",
    "S10",
    "S11",
)


def main(arguments: list[str] | None = None) -> int:
    """Measure, print, write; the exit code is 1 where a bound is not kept."""
    asked = _arguments(arguments)
    compileall.compile_dir(ROOT / "src", quiet=1)
    compileall.compile_dir(ROOT / "tests" / "benchmarks", quiet=1)
    with tempfile.TemporaryDirectory(prefix="poswizard-benchmarks-") as folder:
        figures = []
        for figure in measure(
            asked.only or FIGURES, QUICK if asked.quick else Size(), Path(folder)
        ):
            print(f"{figure.key}: {figure.words}", flush=True)  # noqa: T201
            figures.append(figure)
            if not asked.quick:
                _write(figure)
    print(f"\n{table(figures)}")  # noqa: T201
    return int(not all(figure.is_kept for figure in figures))


def _write(figure: Figure) -> None:
    """Put a figure in the place of its older self; the others stay as they were measured."""
    known = json.loads(RESULTS.read_text("utf-8"))["figures"] if RESULTS.is_file() else []
    figures = [old for old in known if old["key"] != figure.key] + [figure.to_json()]
    figures.sort(key=lambda one: ORDER.index(one["key"]))
    said = {"machine": machine(), "figures": figures}
    RESULTS.write_text(json.dumps(said, ensure_ascii=False, indent=1) + "\n", "utf-8")


def _arguments(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument(
        "--only", nargs="+", metavar="KEY", choices=FIGURES, help=", ".join(FIGURES)
    )
    parser.add_argument("--quick", action="store_true", help="small and few; nothing is written")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
