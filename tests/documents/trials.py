"""The pictures of the campaign: what each is, what the program says of it, and how the work is spread and kept."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from multiprocessing import get_context
from pathlib import Path
from random import Random
from time import process_time
from typing import Any

import cv2
from PIL import Image

from poswizard.documents.corners import find_corners
from poswizard.documents.demand import demand_of
from poswizard.documents.quad import Quad
from poswizard.documents.quality import Measures, findings
from tests.documents.specimens import PAPERS, Specimen, degrade, draw
from tests.documents.wear import CHECKS, MOVING, numbers_of, taken_in, tried

PROCESSES = 2
CORNERS = "corners"

Job = tuple[str, int, bool]
"""Name of a check or `CORNERS`, seed, and whether the picture is to be a bad one."""
Outcome = dict[str, Any]
"""Plain values, so that they can be kept in a file."""

_BY_NAME = {check.name: check for check in CHECKS}
_SHARING = sorted(CHECKS, key=lambda check: -len(check.kinds))
"""Those of all documents first: they share the picture that they wear."""


def jobs_of(seed: int) -> Iterator[Job]:
    """Everything that is drawn for one seed."""
    for check in _SHARING:
        yield check.name, seed, False
        yield check.name, seed, True
    for place in range(3):
        yield CORNERS, 3 * seed + place, False


def outcome(job: Job) -> Outcome:
    """What came of one picture."""
    name, seed, is_bad = job
    return _corners(seed) if name == CORNERS else _judged(name, seed, is_bad)


def codes(kept: Outcome) -> frozenset[str]:
    """What is found in a picture of which the numbers were kept, by the bounds as they are now."""
    measures = Measures(**kept["numbers"])
    return frozenset(f.code.value for f in findings(measures, demand_of(kept["kind"])))


def _judged(name: str, seed: int, is_bad: bool) -> Outcome:
    specimen, demand = tried(_BY_NAME[name], seed, is_bad)
    return {"kind": specimen.kind, "numbers": asdict(numbers_of(specimen, demand))}


def _corners(seed: int) -> Outcome:
    """Distance between found and true corners in widths of the document, and seconds of processor time."""
    specimen = moved(seed)
    pixels = taken_in(specimen)
    started = process_time()
    found = find_corners(pixels, demand_of(specimen.kind).shape)
    seconds = process_time() - started
    truth = Quad.of(specimen.corners)
    error = min(truth.error(found.quad.turned(i)) for i in range(4)) if found else 1.0
    return {"kind": specimen.kind, "error": error, "seconds": seconds}


def moved(seed: int) -> Specimen:
    """A document moved in one way and worn a little in two others."""
    chance = Random(f"corners {seed}")  # noqa: S311 specimens
    how, kind = MOVING[seed % 3], PAPERS[seed % len(PAPERS)]
    specimen = degrade(draw(kind, seed), how, chance.uniform(0.05, 0.8), seed)
    for wear in chance.sample(("blur", "glare", "shadow", "noise", "jpeg", "grey"), 2):
        specimen = degrade(specimen, wear, chance.uniform(0, 0.3), seed)
    return specimen


def outcomes(seeds: Iterable[int], trace: Path | None) -> Iterator[tuple[Job, Outcome]]:
    """Every job with its outcome, from the trace where it is there already, else drawn, judged and traced."""
    jobs = [job for seed in seeds for job in jobs_of(seed)]
    kept = _kept(trace)
    yield from ((job, kept[job]) for job in jobs if job in kept)
    missing = [job for job in jobs if job not in kept]
    if missing:
        yield from _made(missing, trace)


def _made(jobs: Sequence[Job], trace: Path | None) -> Iterator[tuple[Job, Outcome]]:
    with get_context("spawn").Pool(PROCESSES, _start) as pool:
        for job, found in pool.imap_unordered(_with_job, jobs, len(list(jobs_of(0)))):
            if trace is not None:
                with trace.open("a", encoding="utf-8") as file:
                    file.write(json.dumps([job, found]) + "\n")
            yield job, found


def _with_job(job: Job) -> tuple[Job, Outcome]:
    return job, outcome(job)


def _kept(trace: Path | None) -> dict[Job, Outcome]:
    if trace is None or not trace.is_file():
        return {}
    lines = map(json.loads, trace.read_text("utf-8").splitlines())
    return {(name, seed, is_bad): found for (name, seed, is_bad), found in lines}


def _start() -> None:
    cv2.setNumThreads(1)
    Image.MAX_IMAGE_PIXELS = 50_000_000
