"""Search in tables of codes, by code, Chinese, English, pinyin or initials; and the reading of those tables."""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from poswizard import paths
from poswizard.text import Text

NO_MATCH = 99
"""The rank of an entry that does not fit."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a code table, as a person finds it.

    `words` are further ways to find it, folded: pinyin and initials (see `pinyin_words`), old names, keywords.
    `note` is shown beside the label in lists.
    """

    code: str
    label: Text
    note: Text | None = None
    words: tuple[str, ...] = ()
    _all: str = field(init=False, repr=False, compare=False, default="")

    def __post_init__(self) -> None:
        # Most entries fit nothing that is typed; one look into one string tells
        everything = (self.code, self.label.zh, self.label.en, *self.words)
        object.__setattr__(self, "_all", "\n".join(everything).lower())

    def rank(self, word: str) -> int:
        """How well the entry fits one folded word: 0 best, `NO_MATCH` not at all."""
        if word not in self._all:
            return NO_MATCH
        return next((rank for rank, fits in enumerate(_FITS) if fits(self, word)), NO_MATCH)


def search(entries: Iterable[Entry], typed: str, limit: int = 20) -> list[Entry]:
    """The entries that fit what was typed, best first; all in table order when nothing was typed.

    Several words separated by spaces must all fit. Equal ranks keep the order of the table.
    """
    wanted = [fold(word) for word in typed.split()]
    if not wanted:
        return list(entries)[:limit]
    ranked = ((max(entry.rank(word) for word in wanted), entry) for entry in entries)
    found = [pair for pair in ranked if pair[0] < NO_MATCH]
    found.sort(key=lambda pair: pair[0])
    return [entry for _, entry in found[:limit]]


def fold(text: str) -> str:
    """Text for comparison: full-width letters made half-width, small letters, no spaces."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def pinyin_words(readings: str) -> tuple[str, ...]:
    """What a person may type for a name: pinyin and initials from every syllable on.

    >>> pinyin_words("cheng du")
    ('chengdu', 'cd', 'du', 'd')

    Several readings are separated by `/`: place names whose local reading few dictionaries know.
    """
    words: dict[str, None] = {}
    for reading in readings.split("/"):
        syllables = reading.split()
        for start in range(len(syllables)):
            words["".join(syllables[start:])] = None
            words["".join(syllable[0] for syllable in syllables[start:])] = None
    return tuple(words)


def table(name: str) -> Iterator[dict[str, str]]:
    """The rows of a shipped table, `resources/tables/<name>.csv`."""
    with (paths.resources() / "tables" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


_FITS: tuple[Callable[[Entry, str], bool], ...] = (
    lambda entry, word: word in (entry.code.lower(), entry.label.zh.lower()),
    lambda entry, word: entry.code.lower().startswith(word),
    lambda entry, word: entry.label.zh.lower().startswith(word),
    lambda entry, word: word in entry.label.zh.lower(),
    lambda entry, word: word in entry.words,
    lambda entry, word: any(known.startswith(word) for known in entry.words),
    lambda entry, word: f" {word}" in f" {entry.label.en.lower()}",
    lambda entry, word: not word.isascii() and any(word in known for known in entry.words),
)
