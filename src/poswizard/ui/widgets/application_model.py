"""The applications of the list, fetched a page at a time as the list is scrolled."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from poswizard.ui.icons import Glyph
from poswizard.ui.palette import Tone
from poswizard.wizard.summary import ListedApplication

AnyIndex = QModelIndex | QPersistentModelIndex

PAGE = 60
"""Rows fetched at once: more than a tall screen shows."""


@dataclass(frozen=True, slots=True)
class Filters:
    """Which applications are listed; an empty string does not filter."""

    state: str = ""
    """Key of the chosen chip."""
    phase: str = ""
    provider: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowWords:
    """A row in words: where it is, what it needs, from whom, since when."""

    name: str
    detail: str = ""
    """Shop, masked telephone, number."""
    glyph: Glyph = Glyph.IN_PROGRESS
    tone: Tone = Tone.ACCENT
    """Colour of the sign."""
    where: str = ""
    """State, or phase and step."""
    need: str = ""
    need_tone: Tone = Tone.QUIET
    provider: str = ""
    since: str = ""

    @property
    def spoken(self) -> str:
        """The whole row for a screen reader."""
        parts = (self.name, self.detail, self.where, self.need, self.provider, self.since)
        return "，".join(part for part in parts if part)


Find = Callable[[str, Filters, int, int], Sequence[ListedApplication]]
"""search words, filters, offset, limit → rows, best or newest first."""
Words = Callable[[ListedApplication], RowWords]


class ApplicationModel(QAbstractListModel):
    """Rows by `find`, in words by `words`; a row's words are made when it is first painted."""

    def __init__(self, find: Find, words: Words) -> None:
        super().__init__()
        self._find, self._words = find, words
        self._search, self._filters = "", Filters()
        self._rows: list[ListedApplication] = []
        self._made: dict[int, RowWords] = {}
        self._is_complete = True

    @property
    def is_narrowed(self) -> bool:
        """Whether a search or a filter keeps rows out."""
        return bool(self._search) or self._filters != Filters()

    def show(self, search: str, filters: Filters) -> None:
        """List what these words and filters find."""
        self._search, self._filters = search.strip(), filters
        self.refresh()

    def refresh(self) -> None:
        """Ask again."""
        rows = list(self._find(self._search, self._filters, 0, PAGE))
        self.beginResetModel()
        self._rows = rows
        self._made = {}
        self._is_complete = len(rows) < PAGE
        self.endResetModel()

    def application(self, index: AnyIndex) -> ListedApplication | None:
        """The application of a row."""
        return self._rows[index.row()] if index.isValid() else None

    def row_of(self, application_id: str) -> int:
        """Where an application stands among the fetched, or -1."""
        rows = enumerate(self._rows)
        return next((number for number, row in rows if row.id == application_id), -1)

    def row_words(self, row: int) -> RowWords:
        """A row in words."""
        if row not in self._made:
            self._made[row] = self._words(self._rows[row])
        return self._made[row]

    # what Qt asks of a model; the names are Qt's

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._rows)

    def canFetchMore(self, parent: AnyIndex) -> bool:  # noqa: N802
        return not self._is_complete

    def fetchMore(self, parent: AnyIndex) -> None:  # noqa: N802
        here = len(self._rows)
        more = list(self._find(self._search, self._filters, here, PAGE))
        self._is_complete = len(more) < PAGE
        if more:
            self.beginInsertRows(QModelIndex(), here, here + len(more) - 1)
            self._rows.extend(more)
            self.endInsertRows()

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.DisplayRole:
            return self.row_words(index.row()).name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.row_words(index.row()).spoken
        if role == Qt.ItemDataRole.UserRole:
            return self.row_words(index.row())
        return None
