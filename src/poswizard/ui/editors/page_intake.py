"""Outside pictures of one document on their way into the store, one after the other, beside the window."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QImage

from poswizard.forms.rich_kinds import Page
from poswizard.text import Text
from poswizard.ui.background import run
from poswizard.ui.editors.editor import Desk

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

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
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
            work = partial(_taken, self._desk, self._queue[0])
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
    """A stored picture as a thumbnail; slow."""
    return QImage.fromData(data).scaled(
        THUMBNAIL, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    )


def _taken(desk: Desk, incoming: Incoming) -> Kept | ManyPages:
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
    kept: Kept = []
    for taken in desk.intake.take(data, name, pages=incoming.pages):
        scan = desk.scans.put(taken.data, taken.media_type)
        remarks = tuple(remark.code.value for remark in taken.remarks)
        page = Page(scan, taken.original_sha256, taken.width, taken.height, taken.taken_on, remarks)
        kept.append((page, small(taken.data)))
    return kept
