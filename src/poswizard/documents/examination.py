"""From a clean picture to the page that is kept: straightened by itself, judged, and later read.

Nothing here knows a window or a store; `Examined.pictures` are what the caller keeps.
"""

from __future__ import annotations

import logging
import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from poswizard.documents import page as taken_pages
from poswizard.documents.demand import Demand
from poswizard.documents.finding import Finding, FindingCode
from poswizard.documents.quad import Quad, Shape
from poswizard.documents.quality import Measures, corners_missing, findings, sign_finding
from poswizard.documents.refusal import IntakeError, Refusal
from poswizard.forms.document_kind import Noticed, Page, ReadOff

if TYPE_CHECKING:
    from poswizard.documents.reading.fact import Reading, ReadValue
    from poswizard.documents.workbench import Corners, Straightened

log = logging.getLogger(__name__)

TakenPage = taken_pages.Page

_SHAPED_ALIKE = 0.08
"""Difference of two shapes, as the logarithm of width by height, that a scanner's rim explains."""


class Bench(Protocol):
    """Of `documents.workbench.Workbench`, what is needed here."""

    def find(self, page: bytes, shape: Shape = ...) -> Corners | None:
        """The document in a picture."""
        ...

    def straighten(self, page: TakenPage, quad: Quad, demand: Demand) -> Straightened:
        """What lies within the corners."""
        ...

    def measure(self, page: bytes, demand: Demand, cut: int = 0) -> Measures:
        """The numbers of a straightened picture."""
        ...


@dataclass(frozen=True, slots=True)
class Examined:
    """A picture on its way to being kept."""

    page: TakenPage
    """As it is shown and sent: straightened, where its document was found or pointed out."""
    master: TakenPage
    """The clean picture it came from; the same where nothing was to be straightened."""
    quad: Quad | None = None
    """Where the document lies in the master."""
    looks: str = ""
    findings: tuple[Finding, ...] = ()

    @property
    def is_straightened(self) -> bool:
        """Whether it is another picture than its master."""
        return self.page.sha256 != self.master.sha256

    def kept(self) -> Page:
        """The page as an answer."""
        page = self.page
        return Page(
            scan=page.sha256,
            original=page.original_sha256,
            width=page.width,
            height=page.height,
            taken_on=page.taken_on,
            remarks=tuple(remark.code.value for remark in page.remarks),
            master=self.master.sha256 if self.is_straightened else "",
            corners=self.quad.points if self.quad and self.is_straightened else (),
            looks=self.looks,
            findings=tuple(map(_noticed, self.findings)),
        )

    def pictures(self) -> Iterator[TakenPage]:
        """What must be stored for the page to be whole, the master first."""
        yield self.master
        if self.is_straightened:
            yield self.page


def examine(bench: Bench, taken: TakenPage, demand: Demand, quad: Quad | None = None) -> Examined:
    """The document in a picture, straight and judged; `quad` says where it lies, else it is looked for.

    Slow: call it beside the window. A bench that stops costs the straightening and the judgement,
    never the picture; being cancelled raises `IntakeError`.
    """
    try:
        return _examined(bench, taken, demand, quad)
    except IntakeError as error:
        if error.reason is Refusal.CANCELLED:
            raise
        log.warning("picture not examined: %s (%s)", error.reason.value, error.cause)
        return Examined(taken, taken)


def _examined(bench: Bench, taken: TakenPage, demand: Demand, quad: Quad | None) -> Examined:
    is_said = quad is not None
    found = bench.find(taken.data, demand.shape) if demand.is_document and not is_said else None
    cut = 0
    if quad is None and demand.is_document:
        cut = _missing(found, taken, demand)
        quad = found.quad if found else _filled(taken, demand.shape)
    page = taken
    if quad is not None:
        made = bench.straighten(taken, quad, _turned_as_said(demand) if is_said else demand)
        page, quad = made.page, made.quad
        if not found and quad == Quad.whole(taken.width, taken.height):
            page, quad = taken, None  # it is straight as it came: not encoded once more
    measures = bench.measure(page.data, demand, cut)
    return Examined(page, taken, quad, measures.fingerprint, findings(measures, demand))


def _turned_as_said(demand: Demand) -> Demand:
    """Without the kind, by whose marks a document is turned: whoever points corners out turns it, too."""
    return replace(demand, kind="paper")


def _missing(found: Corners | None, taken: TakenPage, demand: Demand) -> int:
    if found is None and _filled(taken, demand.shape) is not None:
        return 0
    cut = found.cut if found else None
    return corners_missing(cut, taken.width, taken.height, demand.shape)


def _filled(taken: TakenPage, shape: Shape) -> Quad | None:
    """The whole picture, standing or lying, if it has the document's shape; as from a scanner."""
    if shape.aspect is None:
        return None
    whole = Quad.whole(taken.width, taken.height)
    for quad, aspect in ((whole, shape.aspect), (whole.turned(1), 1 / shape.aspect)):
        if abs(math.log(taken.width / taken.height / aspect)) < _SHAPED_ALIKE:
            return quad
    return None


def with_reading(page: Page, reading: Reading) -> Page:
    """The page with what was read off it, and what it is found wanting in by that."""
    kind = reading.seen.value if reading.seen else ""
    found = tuple(f for f in page.findings if f.code != FindingCode.NO_SIGN.value)
    if no_sign := sign_finding(reading, page.height):
        found = (*found, _noticed(no_sign))
    read = tuple(_read_off(value) for value in reading.values)
    return replace(page, kind=kind, read=read, findings=found)


def _noticed(finding: Finding) -> Noticed:
    return Noticed(finding.code.value, round(finding.number, 2))


def _read_off(value: ReadValue) -> ReadOff:
    box = value.box
    edges = (round(box.left), round(box.top), round(box.right), round(box.bottom))
    confidence = round(value.confidence, 3)
    return ReadOff(
        value.key.value, value.text, confidence, value.verified, edges, repaired=value.repaired
    )
