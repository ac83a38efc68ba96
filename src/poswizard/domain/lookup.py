"""Search in tables of codes, by code, Chinese, English, pinyin or initials; and the reading of those tables."""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Iterable, Iterator
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
    folded: str = field(init=False, repr=False, compare=False, default="")
    """All of it in small letters, in which one look tells that an entry does not fit."""
    _code: str = field(init=False, repr=False, compare=False, default="")
    _zh: str = field(init=False, repr=False, compare=False, default="")
    _en: str = field(init=False, repr=False, compare=False, default="")
    _words: str = field(init=False, repr=False, compare=False, default="")

    def __post_init__(self) -> None:
        # a table of three thousand is ranked at every keystroke
        code, zh, en = self.code.lower(), self.label.zh.lower(), f" {self.label.en.lower()}"
        words = "\n".join(("", *self.words, "")).lower()
        for name, value in (("_code", code), ("_zh", zh), ("_en", en), ("_words", words)):
            object.__setattr__(self, name, value)
        object.__setattr__(self, "folded", f"{code}\n{zh}\n{en}{words}")

    def rank(self, word: str) -> int:
        """How well the entry fits one folded word: 0 best, `NO_MATCH` not at all."""
        if word not in self.folded:
            return NO_MATCH
        if word in (self._code, self._zh):
            return 0
        if self._code.startswith(word):
            return 1
        at = self._zh.find(word)
        if at >= 0:
            return 3 if at else 2
        return self._rank_of_words(word)

    def _rank_of_words(self, word: str) -> int:
        """By a word of its own, by the beginning of one, by English, by a part of a Chinese one."""
        at = self._words.find(f"\n{word}")
        if at >= 0:
            return 4 if f"\n{word}\n" in self._words else 5
        if f" {word}" in self._en:
            return 6
        return 7 if not word.isascii() and word in self._words else NO_MATCH


def search(entries: Iterable[Entry], typed: str, limit: int = 20) -> list[Entry]:
    """The entries that fit what was typed, best first; all in table order when nothing was typed.

    Several words separated by spaces must all fit. Equal ranks keep the order of the table.
    """
    wanted = [fold(word) for word in typed.split()]
    if not wanted:
        return list(entries)[:limit]
    for word in wanted:
        entries = [entry for entry in entries if word in entry.folded]
    ranked = [(max([entry.rank(word) for word in wanted]), entry) for entry in entries]
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
