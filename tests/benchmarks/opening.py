"""S6: opening an application that holds many scans, against opening the same one without any."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from io import BytesIO
from random import Random

from PIL import Image

from poswizard.forms.answers import Answers
from poswizard.forms.document_kind import Document, Page
from poswizard.forms.field import Field
from poswizard.office import Office
from poswizard.storage.scans import Scans
from tests.benchmarks.figure import Figure, alternated, median
from tests.benchmarks.processes import Children
from tests.benchmarks.specimens import full_application
from tests.benchmarks.stores import Store
from tests.steps.asking import page

SCANS = 30
BYTES = 60_000_000
"""Of all of them together."""
_SIZE = (3000, 2250)
"""Pixels of a page."""


def with_scans(children: Children, store: Store, scans: int, size: int, runs: int) -> Figure:
    """S6. From the row that is chosen in the list to the painted page; the list is the same for both.

    Every answer but the pictures is in both, and both are opened at the documents, where the pictures show.
    """
    office = Office(store.folder, bytearray(store.key))
    try:
        full = _kept(office, with_pictures(office.scans, scans, size))
        bare = _kept(office, without_pictures())
    finally:
        office.close()
    shown: list[float] = []

    def milliseconds(application_id: str) -> float:
        said = _opened(children, store, application_id)
        if application_id == full:
            shown.append(said["settled"])
        return said["milliseconds"]

    ours, baseline = alternated(lambda: milliseconds(full), lambda: milliseconds(bare), runs)
    return Figure(
        key="S6",
        words=f"open an application with {scans} scans ({size // 1_000_000} MB) / with none",
        ours=median(ours),
        baseline=median(baseline),
        unit="ms",
        bound=1.5,
        runs=runs,
        detail={"last_picture_shown": median(shown)},
    )


def _opened(children: Children, store: Store, application_id: str) -> dict[str, float]:
    opens = {"POSWIZARD_BENCHMARK_OPENS": application_id}
    return children.answer("program_opening", **store.variables(), **opens)


def _kept(office: Office, answers: Answers) -> str:
    draft = office.new_with(answers)
    office.save_now()
    return draft.listed.id


def without_pictures() -> Answers:
    """The full application, every document missing."""
    answers = full_application()
    for field in list(answers.answered()):
        if isinstance(field, Document):
            answers = answers.with_(field, None)
    return answers


def with_pictures(scans: Scans, number: int, size: int) -> Answers:
    """The full application with so many scans of so many bytes in all, shared out among its documents."""
    answers = without_pictures()
    shares: dict[Field[tuple[Page, ...]], tuple[Page, ...]] = {}
    for field, one in zip(_places(number), _pages(scans, number, size), strict=True):
        shares[field] = (*shares.get(field, ()), one)
    for field, pages in shares.items():
        answers = answers.with_(field, pages)
    return answers


def _places(number: int) -> Iterator[Document]:
    """The documents that have pictures, each in turn, until so many have a place."""
    documents = [f for f in full_application().answered() if isinstance(f, Document)]
    for place in range(number):
        yield documents[place % len(documents)]


def _pages(scans: Scans, number: int, size: int) -> Iterator[Page]:
    """Pages of a camera, as they are shown: bytes behind the end of the picture make up the size."""
    picture, chance = _picture(), Random(7)  # noqa: S311 - a specimen, not a secret
    for place in range(number):
        rest = chance.randbytes(max(8, size // number - len(picture)))
        scan = scans.put(picture + rest, "image/jpeg")
        yield replace(page(place), scan=scan, width=_SIZE[0], height=_SIZE[1])


@cache
def _picture() -> bytes:
    """Nearly two megabytes of blotches."""
    width, height = (side // 4 for side in _SIZE)
    blotches = Random(1).randbytes(3 * width * height)  # noqa: S311 - a specimen, not a secret
    image = Image.frombytes("RGB", (width, height), blotches)
    buffer = BytesIO()
    image.resize(_SIZE, Image.Resampling.BICUBIC).save(buffer, "JPEG", quality=60)
    return buffer.getvalue()
