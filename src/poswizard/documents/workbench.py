"""Work on stored pictures: find a document's corners, straighten, measure, copy. All of it in a worker process."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self, cast

from poswizard.documents.copies import Copy, Proof, Window
from poswizard.documents.demand import Demand
from poswizard.documents.frames import Frame
from poswizard.documents.keeper import Keeper
from poswizard.documents.limits import MEBIBYTE, Limits
from poswizard.documents.page import Page, remarks_on
from poswizard.documents.page_code import PageCode
from poswizard.documents.pile import Sheet, SignedInk
from poswizard.documents.quad import Quad, Shape
from poswizard.documents.quality import Measures
from poswizard.documents.refusal import IntakeError, Refusal
from poswizard.documents.signature import CutOut, Trouble

WORK_LIMITS = Limits(memory_bytes=1536 * MEBIBYTE, step_seconds=60)
"""OpenCV alone takes up some 400 MB of addresses. The pictures are our own: slow means a busy machine."""


@dataclass(frozen=True, slots=True)
class Corners:
    """Where a document was found."""

    quad: Quad
    certainty: float
    """0 to 1."""
    cut: int
    """How many of its corners lie on or beyond the picture's rim."""


@dataclass(frozen=True, slots=True)
class Straightened:
    """A page made from another, and what is needed to undo it: the page it came from is kept."""

    page: Page
    quad: Quad
    """In pixels of the page it came from; begins at the document's own top left."""
    source_sha256: str
    """Of the page it came from."""


class Workbench:
    """The worker for our own pictures; another process than the one outside files are let into.

    Slow by nature: call it from a background thread. Raises `IntakeError` and nothing else.
    """

    def __init__(self, limits: Limits = WORK_LIMITS) -> None:
        self._keeper = Keeper(limits)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def warm(self) -> None:
        """Start the worker ahead of need."""
        self._keeper.warm()

    def find(self, page: bytes, shape: Shape = Shape.FREE) -> Corners | None:
        """The document in a picture; none where it fills the picture or does not stand out."""
        facts = self._ask("find", page, shape=shape.value).facts
        if facts["quad"] is None:
            return None
        return Corners(Quad.from_json(facts["quad"]), float(facts["certainty"]), int(facts["cut"]))

    def straighten(self, page: Page, quad: Quad, demand: Demand) -> Straightened:
        """What lies within the corners, in the document's true shape and the right way up where that shows.

        To rotate by hand, straighten again with `quad.turned(1)`; to undo, go back to the source.
        """
        answer = self._ask(
            "straighten",
            page.data,
            quad=quad.to_json(),
            shape=demand.shape.value,
            kind=demand.kind,
        )
        return Straightened(
            _made_from(page, answer), Quad.from_json(answer.facts["quad"]), page.sha256
        )

    def turn(self, page: Page, quarters: int) -> Page:
        """The whole picture turned clockwise by quarters."""
        return _made_from(page, self._ask("turn", page.data, quarters=quarters % 4))

    def measure(self, page: bytes, demand: Demand, cut: int = 0) -> Measures:
        """The numbers by which a straightened picture is judged (`quality.findings`)."""
        facts = self._ask("measure", page, character=demand.character).facts
        return _measures(facts, cut)

    def copy(self, page: bytes, window: Window, mark: str = "") -> Copy:
        """The best copy within a provider's window (`copies.derive`)."""
        answer = self._ask("copy", page, window=window.to_json(), mark=mark)
        return Copy(answer.body, _proof(answer.facts))

    def sheet(self, page: Page) -> Sheet:
        """Which printed page a picture shows, put straight, and what is written where it is signed."""
        answer = self._ask("sheet", page.data)
        facts = answer.facts
        if facts["code"] is None:
            return Sheet(page)
        ink = facts["ink"] and SignedInk(
            facts["ink"]["area"], facts["ink"]["red"], facts["ink"]["is_signed"]
        )
        quad = Quad.from_json(facts["quad"])
        code = PageCode.parse(facts["code"])
        return Sheet(page, code, _made_from(page, answer), quad, int(facts["marks"]), ink)

    def signature(self, page: bytes) -> CutOut:
        """The ink of a photographed signature on a transparent ground, or why there is none."""
        answer = self._ask("signature", page)
        trouble = answer.facts["trouble"]
        return CutOut(answer.body, Trouble(trouble) if trouble else None)

    def cancel(self) -> None:
        """Stop what is being done: it raises `IntakeError`, reason `CANCELLED`."""
        self._keeper.cancel()

    def close(self) -> None:
        """End the worker; the next call starts it again."""
        self._keeper.close()

    def _ask(self, task: str, page: bytes, **details: object) -> _Answer:
        (answer,) = self._keeper.ask({"task": task, **details}, page, _answer)
        return answer


@dataclass(frozen=True, slots=True)
class _Answer:
    facts: Mapping[str, Any]
    body: bytes


def _answer(frame: Frame) -> _Answer:
    facts = frame.header["answer"]
    if not isinstance(facts, dict):
        raise IntakeError(Refusal.READER_STOPPED, "answer makes no sense")
    return _Answer(cast("dict[str, Any]", facts), frame.body)


def _made_from(page: Page, answer: _Answer) -> Page:
    width, height = int(answer.facts["width"]), int(answer.facts["height"])
    return Page(
        data=answer.body,
        width=width,
        height=height,
        sha256=hashlib.sha256(answer.body).hexdigest(),
        original_sha256=page.original_sha256,
        taken_on=page.taken_on,
        remarks=remarks_on(width, height, int(answer.facts["coloured"])),
    )


def _measures(facts: Mapping[str, Any], cut: int) -> Measures:
    return Measures(**facts, cut=cut)


def _proof(facts: Mapping[str, Any]) -> Proof:
    return Proof(**facts)
