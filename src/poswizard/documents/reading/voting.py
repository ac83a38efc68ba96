"""Several looks at one line: a doubtful character is what most of them see, or see most surely."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from poswizard.documents.reading.decoder import Seen

Glyph = tuple[str, float, float, str]
"""One of a `Seen`."""

_DOUBTFUL = 0.8


def doubts(line: Seen) -> int:
    """How many of its letters, digits and ideographs are in doubt."""
    return sum(map(_is_doubtful, line))


def voted(line: Seen, looks: Sequence[Seen]) -> Seen:
    """The line with its doubtful characters put to the vote; looks that saw more or fewer have none."""
    counted = [look for look in looks if len(look) == len(line)]
    if not counted:
        return line
    return [
        _elected([glyph, *(look[place] for look in counted)]) if _is_doubtful(glyph) else glyph
        for place, glyph in enumerate(line)
    ]


def _is_doubtful(glyph: Glyph) -> bool:
    character, confidence, *_ = glyph
    return confidence < _DOUBTFUL and character.isalnum()


def _elected(seen: Sequence[Glyph]) -> Glyph:
    """As sure as the looks were on average; those that saw something else were not sure of it at all."""
    votes: defaultdict[str, float] = defaultdict(float)
    for character, confidence, *_ in seen:
        votes[character] += confidence
    elected = max(votes, key=lambda character: votes[character])
    _, _, place, others = seen[0]
    also = dict.fromkeys((*votes, *others))
    return elected, votes[elected] / len(seen), place, "".join(c for c in also if c != elected)
