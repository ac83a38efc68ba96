"""Rules that pictures, and pictures and form, say the same. Every difference names both sides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from poswizard.documents.reading.fact import Fact
from poswizard.domain import identifiers
from poswizard.forms.answers import Answers
from poswizard.forms.field import Field, mask
from poswizard.forms.issue import Check, Level, Rule, rule
from poswizard.forms.rich_kinds import Page, ReadOff
from poswizard.forms.said import Said, Source
from poswizard.steps.row_answers import values
from poswizard.text import Text

Pages = tuple[Page, ...]

BOTH_SIDES = "收单机构驳回原因（资料与证件照片不一致）"
LEAST_CONFIDENCE = 0.7
"""Below it the words to a suggestion say that every character must be compared; a warning would say no more."""
PROVEN_CONFIDENCE = 0.9
_LONGEST = 40

_DIFFERS = Text(
    "{0}不一致：这张照片上读到“{1}”，{2}“{3}”{4}。请对照原件，改正填错的一处，或重拍照片；是识别错误请写明。",
    "{0} differs: this picture says “{1}”, {2} “{3}”{4}. Compare with the original; correct the one that is wrong, "
    "take the picture again, or note that it was misread.",
)
_PROVEN = Text(
    "{0}不是同一个：这张照片上是“{1}”，{2}“{3}”{4}，两个号码的校验位都对。请核对是不是同一个人、同一家店的证件。",
    "Not the same {0}: this picture says “{1}”, {2} “{3}”{4}, and the check digits of both fit. Is it the same "
    "person's, or the same shop's, document?",
)
_IN_FORM = Text("表里填的是", "the form says")
_ON_OTHER = Text("{0}的照片上是", "the picture of {0} says")
_AT_PLACES = Text("（第{0}位不同）", " (characters {0})")


@dataclass(frozen=True, slots=True)
class ComparisonCheck(Check):
    """A rule that is told which part of its document is compared with what."""

    comparison: Comparison | RowComparison

    def words(self, first: Any, answers: Answers, today: date) -> Text | None:
        return self.rule.test(self.comparison, first, *map(answers.get, self.fields[1:]))


def comparison_checks(said: Iterable[Said]) -> Iterator[Check]:
    """Each document against the form or, while that says nothing, against the documents before."""
    for one in said:
        for place, source in enumerate(one.sources):
            if one.rows is not None and source.compared:
                fields = (source.document, one.rows)
                yield ComparisonCheck(_differs(source.key), fields, RowComparison(one, source))
            elif one.agree is not None and source.compared:
                yield from _checks(one, source, one.sources[:place])


def _checks(said: Said, source: Source, before: Sequence[Source]) -> Iterator[Check]:
    fields = (source.document, said.field, *(other.document for other in before))
    comparison = Comparison(said, source, tuple(before))
    yield ComparisonCheck(_differs(source.key), fields, comparison)
    if said.proof is not None:
        yield ComparisonCheck(_is_another(source.key), fields, comparison)


@cache
def _differs(key: str) -> Rule:
    """The rule on one thing that documents say; which document, and which question, its checks say."""

    def test(comparison: Comparison | RowComparison, pages: Pages, *others: Any) -> Text | None:
        return comparison.difference(pages, *others)

    about = Text("照片上的{0}与表里一致", "The {0} in the picture is that of the form")
    code = f"picture.{key}_differs"
    return rule(code, Level.WARNING, about.format(Fact(key)), BOTH_SIDES)(test)


@cache
def _is_another(key: str) -> Rule:
    """The rule that two numbers which prove themselves are one number."""

    def test(comparison: Comparison, pages: Pages, *others: Any) -> Text | None:
        return comparison.contradiction(pages, *others)

    about = Text("照片与表里是同一个{0}", "Picture and form have the same {0}")
    code = f"picture.another_{key}"
    return rule(code, Level.ERROR, about.format(Fact(key)), BOTH_SIDES)(test)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What one document says of one question, beside what the form or an earlier document says."""

    said: Said
    source: Source
    before: tuple[Source, ...]

    def difference(self, pages: Pages, entered: Any, *before: Pages | None) -> Text | None:
        """What differs, where nothing proves that it is no slip of the recogniser."""
        read = _first(pages, self.source.key)
        if read is None:
            return None
        if entered is None:
            return self._beside_others(read, before)
        stored = self.said.field.to_json(entered)
        if self._is_same(read, entered, stored) or self._proves(read, stored):
            return None
        return self._told(_DIFFERS, read, _IN_FORM, self.said.field.show(entered), stored)

    def contradiction(self, pages: Pages, entered: Any, *before: Pages | None) -> Text | None:
        """What is certainly another number than that of the form."""
        read = _first(pages, self.source.key)
        if read is None or entered is None:
            return None
        stored = self.said.field.to_json(entered)
        if self._is_same(read, entered, stored) or not self._proves(read, stored):
            return None
        return self._told(_PROVEN, read, _IN_FORM, self.said.field.show(entered), stored)

    def _beside_others(self, read: ReadOff, before: Sequence[Pages | None]) -> Text | None:
        for source, pages in zip(self.before, before, strict=True):
            other = _first(pages, source.key) if pages and source.compared else None
            if other is not None:
                if self._agrees(read.text, other.text):
                    return None
                whose = _ON_OTHER.format(source.document.label)
                return self._told(_DIFFERS, read, whose, other.text, other.text)
        return None

    def _is_same(self, read: ReadOff, entered: Any, stored: Any) -> bool:
        meant = self.said.answer(read.text)
        return meant is None or meant == entered or self._agrees(read.text, stored)

    def _agrees(self, one: str, other: Any) -> bool:
        agree = self.said.agree
        return agree is not None and isinstance(other, str) and agree(one, other)

    def _proves(self, read: ReadOff, stored: Any) -> bool:
        """Both numbers are whole and right, so that one of them is somebody else's."""
        proof = self.said.proof
        if proof is None or not read.verified or read.repaired or not isinstance(stored, str):
            return False
        return read.confidence >= PROVEN_CONFIDENCE and proof(read.text) and proof(stored)

    def _told(self, words: Text, read: ReadOff, whose: Text, shown: str, stored: Any) -> Text:
        field = self.said.field
        is_masked = field.sensitive and isinstance(stored, str)
        places = _places(read.text, stored) if is_masked else _NONE
        return words.format(
            field.label, _shown(field, read.text), whose, _shown(field, shown), places
        )


@dataclass(frozen=True, slots=True)
class RowComparison:
    """What every page says, beside the rows of the form."""

    said: Said
    source: Source

    def difference(self, pages: Pages, rows: tuple[Answers, ...] | None) -> Text | None:
        """The first page that is about none of the rows."""
        entered = {identifiers.compact(value) for value in values(rows or (), self.said.field)}
        for page in pages if entered else ():
            read = _first((page,), self.source.key)
            if read and identifiers.compact(read.text) not in entered:
                others = "、".join(sorted(entered))
                return _DIFFERS.format(self.said.field.label, read.text, _IN_FORM, others, _NONE)
        return None


_NONE = Text("", "")


def _first(pages: Pages, key: str) -> ReadOff | None:
    """What the first page that says it says, if it can be relied on at all."""
    found = next((read for page in pages if (read := page.says(key))), None)
    return found if found and (found.verified or found.confidence >= LEAST_CONFIDENCE) else None


def _shown(field: Field[Any], text: str) -> str:
    plain = mask(text) if field.sensitive else text
    return plain if len(plain) <= _LONGEST else f"{plain[:_LONGEST]}…"


def _places(one: str, other: str) -> Text:
    """Where two masked numbers differ, for that is what the mask may hide."""
    if len(one) != len(other):
        return _NONE
    differing = [str(n) for n, (a, b) in enumerate(zip(one, other, strict=True), 1) if a != b]
    return _AT_PLACES.format("、".join(differing)) if len(differing) <= 4 else _NONE
