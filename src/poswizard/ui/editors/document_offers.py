"""What was read off a document's pages, offered for the form: the panel under its pictures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from poswizard.forms.answers import Answers
from poswizard.ui.background import run
from poswizard.ui.editors.cut_outs import cut_outs
from poswizard.ui.widgets.suggestion_panel import Offer, SuggestionPanel

if TYPE_CHECKING:
    from poswizard.ui.editors.editor import Desk
    from poswizard.wizard.suggestions import Suggestion


class DocumentOffers(QObject):
    """Keeps what has been offered, so that what was taken still shows as taken."""

    taken = Signal(list)
    """The `Suggestion`s that are wanted."""

    def __init__(self, desk: Desk, panel: SuggestionPanel, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self.panel = desk, panel
        self._known: dict[str, Suggestion] = {}
        self._offered: set[str] = set()
        panel.taken.connect(self._take)

    @property
    def open(self) -> list[Suggestion]:
        """Those not taken yet, in the order of the lines."""
        return [each for key, each in self._known.items() if key in self._offered]

    def show_suggestions(
        self, suggestions: Sequence[Suggestion], scans: Iterable[str], answers: Answers
    ) -> None:
        """Offer these, and keep those that were taken as long as their picture is there."""
        there = set(scans)
        new = {_id(each): each for each in suggestions if each.scan in there}
        kept = {
            key: each
            for key, each in self._known.items()
            if key not in new and each.scan in there and _stands(each, answers)
        }
        added = [each for key, each in new.items() if key not in self._known]
        order = [*self._known, *(key for key in new if key not in self._known)]
        every = new | kept
        self._known = {key: every[key] for key in order if key in every}
        self._offered = set(new)
        self.panel.show_offers([self._offer(key, each) for key, each in self._known.items()])
        self._cut(added)

    def _offer(self, key: str, each: Suggestion) -> Offer:
        return Offer(
            key,
            each.field.label,
            each.shown,
            each.confidence,
            each.verified,
            key not in self._offered,
        )

    def _take(self, keys: list[str]) -> None:
        wanted = [self._known[key] for key in keys if key in self._offered]
        if wanted:
            self.taken.emit(wanted)

    def _cut(self, added: Sequence[Suggestion]) -> None:
        by_scan = sorted(added, key=_scan_of)
        for scan, group in groupby(by_scan, _scan_of):
            each = list(group)
            work = partial(cut_outs, self._desk.scans, scan, [one.box for one in each])
            run(work, then=partial(self._show_cuts, [_id(one) for one in each]), failed=_without)

    def _show_cuts(self, keys: Sequence[str], cuts: Sequence[QImage]) -> None:
        for key, cut in zip(keys, cuts, strict=True):
            self.panel.show_cut(key, cut)


def _scan_of(each: Suggestion) -> str:
    return each.scan


def _id(each: Suggestion) -> str:
    return f"{each.field.key} {getattr(each, 'row', None)} {each.scan} {each.box}"


def _stands(each: Suggestion, answers: Answers) -> bool:
    """Whether the form says what was read."""
    rows, row = getattr(each, "rows", None), getattr(each, "row", None)
    if rows is None:
        return answers.stored(each.field) == each.value
    inner: Any = answers.stored(rows)
    here = inner[row] if isinstance(inner, tuple) and row is not None and row < len(inner) else None
    return isinstance(here, Answers) and here.stored(each.field) == each.value


def _without(_error: Exception) -> None:
    """A cut-out is a help: without it the value can still be compared with the picture."""
