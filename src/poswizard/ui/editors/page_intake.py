"""Outside pictures of one document on their way into the store, one after the other, beside the window."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtGui import QImage

from poswizard.forms.rich_kinds import Page
from poswizard.text import Text
from poswizard.ui.background import run
from poswizard.ui.editors.editor import Desk
from poswizard.ui.unpacking import size_of, unpacked

if TYPE_CHECKING:
    from poswizard.documents.demand import Demand
    from poswizard.documents.page import Page as TakenPage
    from poswizard.documents.quad import Quad

THUMBNAIL = QSize(320, 320)

Kept = list[tuple[Page, QImage]]
"""Pages in the store with their small pictures."""


@dataclass(frozen=True, slots=True, eq=False)
class Incoming:
    """A file or the bytes of one, and which of its pages are wanted."""

    source: Path | bytes
    pages: Sequence[int] | None = None
    """Counted from 0; `None` is not said yet, and all there are if there is one."""


@dataclass(frozen=True, slots=True)
class ManyPages:
    """A PDF of which a person must say which pages belong here."""

    data: bytes
    count: int


class PageIntake(QObject):
    """A queue. What it tells of one source comes before it begins with the next."""

    kept = Signal(object, list)
    """The `Incoming`, and `Kept`."""
    refused = Signal(object, object)
    """The `Incoming`, and why, as `Text`."""
    pages_wanted = Signal(object)
    """A `ManyPages`; what is chosen comes back by `take_pages`."""
    waiting = Signal(int)
    """How many are not done yet."""

    def __init__(self, desk: Desk, demand: Demand, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._demand = desk, demand
        self._queue: list[Incoming] = []
        self._is_reading = False

    def take(self, sources: Sequence[Path | bytes]) -> None:
        """Take these in, in this order."""
        self._queue += [Incoming(source) for source in sources]
        self._take_next()

    def take_pages(self, many: ManyPages, pages: Sequence[int]) -> None:
        """Take in the chosen pages of a PDF, before whatever else waits."""
        self._queue.insert(1 if self._is_reading else 0, Incoming(many.data, tuple(pages)))
        self._take_next()

    def _take_next(self) -> None:
        if self._queue and not self._is_reading:
            self._is_reading = True
            work = partial(_taken, self._desk, self._demand, self._queue[0])
            run(work, then=self._done, failed=self._failed)
        self.waiting.emit(len(self._queue))

    def _done(self, result: Kept | ManyPages) -> None:
        incoming = self._finish()
        if isinstance(result, ManyPages):
            self.pages_wanted.emit(result)
        else:
            self.kept.emit(incoming, result)
        self._take_next()

    def _failed(self, error: Exception) -> None:
        incoming = self._finish()
        self._take_next()
        words = getattr(error, "text", None)
        if not isinstance(words, Text):
            raise error
        self.refused.emit(incoming, words)

    def _finish(self) -> Incoming:
        self._is_reading = False
        return self._queue.pop(0)


def small(data: bytes) -> QImage:
    """A stored picture as a thumbnail; slow. A JPEG is decoded no larger than needed."""
    return unpacked(data, THUMBNAIL)


def keep(desk: Desk, taken: TakenPage, demand: Demand, quad: Quad | None = None) -> Page:
    """A clean picture straightened, judged and stored, its master with it. Runs beside the window."""
    from poswizard.documents.examination import examine

    # stored before it is looked at: what comes after may be cut off
    desk.scans.put(taken.data, taken.media_type)
    examined = examine(desk.bench, taken, demand, quad)
    for picture in examined.pictures():
        desk.scans.put(picture.data, picture.media_type)
    return examined.kept()


def cropped(
    desk: Desk, page: Page, demand: Demand, quad: Quad | None = None
) -> tuple[Page, QImage]:
    """A page made anew from its clean picture, by corners in that or looked for there. Runs beside the window."""
    from poswizard.documents.page import Page as TakenPage

    data = desk.scans.get(page.master or page.scan)
    size = size_of(data)
    master = TakenPage(
        data=data,
        width=size.width(),
        height=size.height(),
        sha256=page.master or page.scan,
        original_sha256=page.original,
        taken_on=page.taken_on,
    )
    kept = keep(desk, master, demand, quad)
    return kept, small(desk.scans.get(kept.scan))


def _taken(desk: Desk, demand: Demand, incoming: Incoming) -> Kept | ManyPages:
    """Pages of a source, stored, with their small pictures. Runs beside the window."""
    from poswizard.documents.file_kind import kind_of
    from poswizard.documents.intake import file_bytes

    source = incoming.source
    data = file_bytes(source) if isinstance(source, Path) else source
    name = source.name if isinstance(source, Path) else None
    if incoming.pages is None and kind_of(data, name) == "pdf":
        count = desk.intake.page_count(data)
        if count > 1:
            return ManyPages(data, count)
    taken = desk.intake.take(data, name, pages=incoming.pages)
    return list(_kept(desk, demand, taken))


def _kept(desk: Desk, demand: Demand, taken: Sequence[TakenPage]) -> Iterator[tuple[Page, QImage]]:
    for each in taken:
        page = keep(desk, each, demand)
        yield page, small(desk.scans.get(page.scan))
