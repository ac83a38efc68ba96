"""The question for pictures: what their kind of document demands is asked of them wherever the question stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import KW_ONLY, dataclass

from poswizard.documents.demand import Kind, demand_for
from poswizard.forms.issue import Check
from poswizard.forms.rich_kinds import Document
from poswizard.steps import picture_words as words
from poswizard.steps.materials_checks import (
    BesideOthersCheck,
    in_colour,
    large_enough,
    pages_differ,
)
from poswizard.steps.picture_checks import quality_checks, sameness_checks
from poswizard.text import Text

_CARD = (1, words.GOOD_CARD, words.BAD_CARD)
_PAPER = (2, words.GOOD_PAPER, words.BAD_PAPER)
_USUAL: dict[Kind, tuple[int, Text, Text]] = {
    "id_front": _CARD,
    "id_back": _CARD,
    "licence": _CARD,
    "bank_card": _CARD,
    "card_back": _CARD,
    "certificate": _PAPER,
    "account_permit": _PAPER,
    "food_permit": (5, words.GOOD_PAPER, words.BAD_PAPER),
    "sheet": (10, words.GOOD_SHEET, words.BAD_SHEET),
    "terminal_label": (5, words.GOOD_LABEL, words.BAD_LABEL),
}
"""By kind: the most pages, what a good picture shows, what comes back."""


@dataclass(eq=False, repr=False)
class Picture(Document):
    """Pictures that are judged as they come in.

    How many there may be, and what is good and bad, follow from the kind of document where nothing else is said.
    """

    _: KW_ONLY
    most: int = 0
    """The most pages; 0 for as many as its kind usually has."""
    unlike: Sequence[Document] = ()
    """Documents of steps before: a picture of theirs is no picture of this."""

    def __post_init__(self) -> None:
        super().__post_init__()
        most, good, bad = _USUAL.get(demand_for(self).kind, (5, None, None))
        self.most = self.most or most
        self.good, self.bad = self.good or good, self.bad or bad

    def usual_checks(self) -> tuple[Check, ...]:
        return tuple(self._demanded())

    def _demanded(self) -> Iterator[Check]:
        """What is asked of every picture of this kind, whatever other questions hold."""
        yield large_enough.on(self)
        if demand_for(self).colour:
            yield in_colour.on(self)
        yield pages_differ.on(self)
        yield from quality_checks((self,))
        if self.unlike:
            yield from _unlike(self, self.unlike)


def each_its_own(pictures: Iterable[Document]) -> Iterator[Check]:
    """That no picture stands in two of these."""
    documents = list(pictures)
    yield from sameness_checks(documents)
    for place, document in enumerate(documents[1:], 1):
        yield BesideOthersCheck(pages_differ, (document, *documents[:place]))


def _unlike(picture: Document, others: Sequence[Document]) -> Iterator[Check]:
    *_, of_the_last = sameness_checks([*others, picture])
    yield of_the_last
    yield BesideOthersCheck(pages_differ, (picture, *others))
