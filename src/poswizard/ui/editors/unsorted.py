"""Pictures of an application that no document has yet: taken in, recognised, and brought to their place."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from poswizard.documents.demand import demand_for, demand_of
from poswizard.forms.document_kind import Document, Page
from poswizard.steps.materials import Materials
from poswizard.text import Text
from poswizard.ui.background import run
from poswizard.ui.editors.editor import Desk
from poswizard.ui.editors.page_intake import Incoming, Kept, ManyPages, PageIntake, cropped

if TYPE_CHECKING:
    from poswizard.documents.reading.fact import DocumentKind, Reading
    from poswizard.wizard.session import Session

FIELD = Materials.unsorted
_FULL = Text(
    "尚未归类的照片已有 {0} 张，请先归类再添加",
    "There are {0} pictures without a place: give them one before more are added",
)
_KNOWN = Text("这张图片已经在“{0}”里了", "This picture is in “{0}” already")
_CARD_ASPECT = 1.5
"""A card of 85.6 by 54 mm is wider, A4 narrower."""


class Unsorted(QObject):
    """The answer that holds them; every change goes through the session, so that it is saved and undone as others are."""

    refused = Signal(object)
    """Why something was not taken, as `Text`."""
    waiting = Signal(int)
    """How many files are not in the store yet."""
    placed = Signal(object)
    """The `Document` that a picture has been brought to."""

    def __init__(self, session: Session, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._desk = session, desk
        self._intake = PageIntake(desk, demand_of("paper"), self)
        self._intake.kept.connect(self._kept)
        self._intake.refused.connect(self._not_taken)
        self._intake.pages_wanted.connect(self._take_every_page)
        self._intake.waiting.connect(self.waiting)

    @property
    def pages(self) -> tuple[Page, ...]:
        """Those that wait for a place."""
        stored = self._session.answers.stored(FIELD)
        return stored if isinstance(stored, tuple) else ()

    def take_files(self, files: Sequence[Path]) -> None:
        """Take files in, whatever they show; each is in the store before it is looked at."""
        self._intake.take(files)

    def places(self, page: Page) -> tuple[list[Document], list[Document]]:
        """Where it can go: documents of its own kind, and all others with room."""
        asked = Materials.relevant_fields(self._session.answers)
        with_room = [f for f in asked if isinstance(f, Document) and self._room(f) > 0]
        own = [field for field in with_room if page.kind in demand_for(field).alike]
        return own, [field for field in with_room if field not in own]

    def move(self, scan: str, field: Document) -> None:
        """Bring a picture to a document: straightened and judged as that demands, then read there."""
        page = self._page(scan)
        if page is not None:
            work = partial(cropped, self._desk, page, demand_for(field))
            run(work, then=partial(self._made, scan, field), failed=self._failed_to_move)

    def remove(self, scan: str) -> None:
        """Do without a picture; undo brings it back."""
        self._become(tuple(page for page in self.pages if page.scan != scan))

    def _room(self, field: Document) -> int:
        return field.most - len(self._session.answers.get(field) or ())

    def _page(self, scan: str) -> Page | None:
        return next((page for page in self.pages if page.scan == scan), None)

    def _become(self, pages: tuple[Page, ...]) -> None:
        self._session.answer(FIELD, pages or None)

    def _take_every_page(self, many: ManyPages) -> None:
        self._intake.take_pages(many, range(min(many.count, FIELD.most - len(self.pages))))

    def _kept(self, _incoming: Incoming, kept: Kept) -> None:
        new = [page for page, _ in kept if not self._is_known(page)]
        if len(self.pages) + len(new) > FIELD.most:
            self.refused.emit(_FULL.format(len(self.pages)))
        elif new:
            self._become((*self.pages, *new))
            for page in new:
                self._desk.readings.read(page.scan, _likely(page), self._came, self._unread)

    def _is_known(self, page: Page) -> bool:
        """Whether the picture, whatever was made of it, is there already; said if so."""
        answers = self._session.answers
        for field in answers.answered():
            pages = answers.stored(field) if isinstance(field, Document) else ()
            if isinstance(pages, tuple) and _clean(page) in map(_clean, pages):
                self.refused.emit(_KNOWN.format(field.label))
                return True
        return False

    def _came(self, scan: str, reading: Reading) -> None:
        from poswizard.documents.examination import with_reading

        page = self._page(scan)
        if page is None:
            return
        read = with_reading(page, reading)
        self._become(tuple(read if one is page else one for one in self.pages))
        own, _ = self.places(read)
        if len(own) == 1:  # two people's cards look alike: then a person says whose it is
            self.move(scan, own[0])

    def _made(self, scan: str, field: Document, made: tuple[Page, QImage]) -> None:
        answers, (page, _) = self._session.answers, made
        if self._page(scan) is None or self._room(field) < 1:
            return  # it was brought elsewhere meanwhile
        rest = tuple(one for one in self.pages if one.scan != scan)
        there = tuple(answers.get(field) or ())
        self._desk.readings.expect(page.scan)
        self._session.become(answers.with_(FIELD, rest or None).with_(field, (*there, page)))
        self.placed.emit(field)

    def _not_taken(self, _incoming: Incoming, words: Text) -> None:
        self.refused.emit(words)

    def _failed_to_move(self, error: Exception) -> None:
        words = getattr(error, "text", None)
        if not isinstance(words, Text):
            raise error
        self.refused.emit(words)

    def _unread(self, _scan: str, _error: Exception) -> None:
        """It waits without a guess, and can be brought anywhere by hand."""


def _clean(page: Page) -> str:
    """The digest of the picture as it was before it was straightened."""
    return page.master or page.scan


def _likely(page: Page) -> DocumentKind:
    """What to look for first: the reader says of any document which it is, but looks for print by its size."""
    from poswizard.documents.reading.fact import DocumentKind

    is_card = max(page.width, page.height) / min(page.width, page.height) > _CARD_ASPECT
    return DocumentKind.ID_FRONT if is_card else DocumentKind.LICENCE
