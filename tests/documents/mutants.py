"""Damaged files by the hundred thousand through the intake: none may end the program or overrun the worker.

python -m tests.documents.mutants [--images N] [--pdfs N] [--seed N]
"""

from __future__ import annotations

import json
import resource
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from time import monotonic
from typing import Any

import pillow_heif

from poswizard.documents.intake import Intake
from poswizard.documents.page import Page
from poswizard.documents.refusal import IntakeError
from tests import specimens

RESULTS = Path(__file__).with_name("mutants.json")

pillow_heif.register_heif_opener()
_SMALL = specimens.photo(160, 120)
PICTURES = [
    specimens.picture(_SMALL),
    specimens.picture(_SMALL, progressive=True, quality=60, comment=b"specimen"),
    specimens.picture(_SMALL.convert("CMYK")),
    specimens.picture(_SMALL, "PNG"),
    specimens.picture(_SMALL.convert("RGBA"), "PNG"),
    specimens.picture(_SMALL.convert("P"), "PNG"),
    specimens.picture(_SMALL, "HEIF"),
]
PDFS = [specimens.pdf(2), specimens.encrypted_pdf("")]


def campaign(intake: Intake, originals: Sequence[bytes], count: int, seed: int) -> Counter[str]:
    """How each of so many mutants came out: `taken`, or why it was refused; anything else is raised."""
    outcomes: Counter[str] = Counter()
    for mutant in specimens.mutants(list(originals), count, seed):
        try:
            pages = intake.take(mutant)
        except IntakeError as error:
            outcomes[error.reason.value] += 1
        else:
            assert pages
            assert all(map(is_whole, pages))
            outcomes["taken"] += 1
    return outcomes


def is_whole(page: Page) -> bool:
    """It is a JPEG from first to last byte."""
    return page.data[:3] == b"\xff\xd8\xff" and page.data[-2:] == b"\xff\xd9"


def main(say: Callable[[str], None]) -> None:
    """Run both campaigns and say how they came out."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--images", type=int, default=100_000)
    parser.add_argument("--pdfs", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    found: dict[str, Any] = {}
    for name, originals, count in (
        ("images", PICTURES, options.images),
        ("PDFs", PDFS, options.pdfs),
    ):
        started = monotonic()
        with Intake() as intake:
            outcomes = campaign(intake, originals, count, options.seed)
        say(f"{count} mutated {name} in {monotonic() - started:.0f} s, main process deaths 0")
        for outcome, times in outcomes.most_common():
            say(f"  {outcome:16} {times}")
        found[name] = {"deaths of the main process": 0, **dict(outcomes.most_common())}
    used = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    say(f"most memory of a worker: {used // 1024} MiB resident")
    found["most memory of a worker in MiB"] = used // 1024
    RESULTS.write_text(json.dumps(found, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main(print)
