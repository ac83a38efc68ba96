"""How often a printed page that came back is read, and how often its signature is rightly judged.

`python -m tests.documents.paper_campaign [ROUNDS]` prints a table; each round is every way there and back, signed and not.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from io import BytesIO

import numpy as np
from PIL import Image

from poswizard.documents.page_code import MARKS, PageCode
from poswizard.documents.paper import SheetFound, sheet_in
from tests.documents import printed_pages
from tests.documents.printed_pages import WAYS, Returned, dirtied, returned, signed


@dataclass
class Score:
    """Counts by the way on which the pages came back."""

    pages: Counter[str] = field(default_factory=Counter)
    unread: Counter[str] = field(default_factory=Counter)
    false_signed: Counter[str] = field(default_factory=Counter)
    """Unsigned, and taken for signed."""
    false_unsigned: Counter[str] = field(default_factory=Counter)
    unmarked: Counter[str] = field(default_factory=Counter)
    """Put straight without all three marks."""

    def count(self, page: Returned, truth: PageCode) -> None:
        """Read one page and compare."""
        found = sheet_in(np.asarray(Image.open(BytesIO(page.jpeg())).convert("RGB")))
        self.pages[page.how] += 1
        if found is None or found.code != truth:
            self.unread[page.how] += 1
            return
        self._judge(page, found)

    def _judge(self, page: Returned, found: SheetFound) -> None:
        if found.marks < len(MARKS):
            self.unmarked[page.how] += 1
        if found.ink and found.ink.is_signed and not page.is_signed:
            self.false_signed[page.how] += 1
        if found.ink and not found.ink.is_signed and page.is_signed:
            self.false_unsigned[page.how] += 1

    @staticmethod
    def total(counted: Counter[str]) -> int:
        """Over all ways."""
        return sum(counted.values())

    def lines(self) -> Iterator[str]:
        """The table."""
        yield f"{'':14}{'pages':>7}{'unread':>8}{'+signed':>9}{'-signed':>9}{'no mark':>9}"
        for how in [*WAYS, "all"]:
            yield f"{how:14}" + "".join(
                f"{(self.total(c) if how == 'all' else c[how]):>{width}}"
                for c, width in (
                    (self.pages, 7),
                    (self.unread, 8),
                    (self.false_signed, 9),
                    (self.false_unsigned, 9),
                    (self.unmarked, 9),
                )
            )


def campaign(rounds: int, ways: Collection[str] = tuple(WAYS)) -> Score:
    """Each of the ways, signed and unsigned, this often."""
    score = Score()
    for number in range(rounds):
        name = ("micro", "enterprise")[number % 2]
        pages = printed_pages.pages(name)
        truth = printed_pages.codes_of(pages[-1:])[0]
        top = float(truth.signing or 0)
        for place, how in enumerate(ways):
            seed = number * 100 + place
            seal = bool(number % 3)
            score.count(returned(signed(pages[-1], top, seed, seal=seal), how, seed, True), truth)
            score.count(returned(dirtied(pages[-1], top, seed), how, seed, False), truth)
    return score


if __name__ == "__main__":
    asked = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    print("\n".join(campaign(asked).lines()))  # noqa: T201 a table for whoever runs this
