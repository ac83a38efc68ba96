"""Rules on pictures as they were measured: sharp, whole, the right side, not used twice, of one day, in date."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from poswizard.documents.demand import Demand, demand_for
from poswizard.documents.finding import FindingCode
from poswizard.documents.quality import day_finding, kind_finding, same_picture_finding
from poswizard.documents.reading.fact import NO_END, Fact
from poswizard.domain import validity
from poswizard.domain.validity import Expiry
from poswizard.forms.answers import Answers
from poswizard.forms.issue import Check, Level, Rule, rule
from poswizard.forms.rich_kinds import Document, Page
from poswizard.forms.said import Said
from poswizard.text import Text

Pages = tuple[Page, ...]

RETURNED = "收单机构驳回原因（照片不清、缺角、反光、翻拍、非原件）"
OTHER_PICTURE = "收单机构驳回原因（资料与要求不符）"
EXPIRED = "银行卡收单业务管理办法；收单机构进件要求（“过期或即将过期”驳回）"

USE_IT_ANYWAY = Text("仍要用这张，请写明原因。", " To use it anyway, say why.")
_WHICH = Text("第{}张：", "Picture {}: ")
_SOLE = Text("", "")


@dataclass(frozen=True, slots=True)
class AskedAnyway(Check):
    """A rule asked of the first field with whatever the others hold; it is given none where they hold nothing."""

    def words(self, first: Any, answers: Answers, today: date) -> Text | None:
        return self.rule(first, *map(answers.get, self.fields[1:]), today=today)


def quality_checks(documents: Iterable[Document]) -> Iterator[Check]:
    """What was measured in each picture, and whether it is the document that is asked for."""
    for document in documents:
        yield from (one.on(document) for one in _MEASURED)
        yield from (KindCheck(one, (document,)) for one in _OF_KIND)


def sameness_checks(documents: list[Document]) -> Iterator[Check]:
    """Whether a picture looks like one of a document before."""
    for place, document in enumerate(documents):
        yield AskedAnyway(looks_new, (document, *documents[:place]))


def in_pages(pages: Pages, found: Callable[[Page], Text | None]) -> Text | None:
    """What is found in the first page that has anything; where there are several, with its number."""
    for number, page in enumerate(pages, 1):
        if words := found(page):
            return (_WHICH.format(number) if len(pages) > 1 else _SOLE) + words
    return None


def _measured(code: FindingCode) -> Rule:
    """The rule that one measure stays within its bounds (`documents.quality`)."""
    words, remedy = code.label, code.hint or _SOLE

    def test(pages: Pages) -> Text | None:
        def found(page: Page) -> Text | None:
            number = next((n.number for n in page.findings if n.code == code.value), None)
            if number is None:
                return None
            return words.format(f"{number:.0f}") + remedy + USE_IT_ANYWAY

        return in_pages(pages, found) if any(page.findings for page in pages) else None

    return rule(f"picture.{code.value}", Level.WARNING, remedy, RETURNED)(test)


_LATER = {
    FindingCode.WRONG_SIDE,
    FindingCode.WRONG_KIND,
    FindingCode.SAME_PICTURE,
    FindingCode.OTHER_DAY,
}
"""These depend on other answers, and are found whenever those change."""
_MEASURED = tuple(_measured(code) for code in FindingCode if code not in _LATER)


@dataclass(frozen=True, slots=True)
class KindCheck(Check):
    """A rule that is told what its document is to be."""

    def words(self, first: Any, answers: Answers, today: date) -> Text | None:
        document = self.fields[0]
        assert isinstance(document, Document)  # noqa: S101 no other field has pictures
        return self.rule.test(first, demand_for(document))


def _of_kind(code: FindingCode) -> Rule:
    """The rule that the reader did not take it for another side, or another document."""
    words, remedy = code.label, code.hint or _SOLE

    def test(pages: Pages, demand: Demand) -> Text | None:
        def found(page: Page) -> Text | None:
            finding = kind_finding(demand, page.kind) if page.kind else None
            return words + remedy + USE_IT_ANYWAY if finding and finding.code is code else None

        return in_pages(pages, found)

    return rule(f"picture.{code.value}", Level.WARNING, remedy, OTHER_PICTURE)(test)


_OF_KIND = tuple(_of_kind(code) for code in (FindingCode.WRONG_SIDE, FindingCode.WRONG_KIND))


@rule(
    "picture.same_picture",
    Level.WARNING,
    Text("每项材料各拍各的照片", "Every document has a picture of its own"),
    OTHER_PICTURE,
)
def looks_new(pages: Pages, *others: Pages | None) -> Text | None:
    """By the fingerprint; a picture with the very same bytes is an error of its own.

    Two emblem sides look alike. Where they are read and say different things, they are two.
    """
    elsewhere = [page for other in others if other for page in other]

    def found(page: Page) -> Text | None:
        others = (o for o in elsewhere if o.looks and o.scan != page.scan)
        alike = [o.looks for o in others if not _says_otherwise(page, o)]
        finding = _same(page.looks, tuple(alike)) if page.looks and alike else None
        return finding and finding + USE_IT_ANYWAY

    return in_pages(pages, found)


def _says_otherwise(one: Page, other: Page) -> bool:
    twins = ((read, other.says(read.key)) for read in one.read if read.verified)
    return any(twin and twin.verified and twin.text != read.text for read, twin in twins)


@lru_cache(maxsize=512)  # rules are asked after every answer
def _same(looks: str, others: tuple[str, ...]) -> Text | None:
    finding = same_picture_finding(looks, others)
    return finding and finding.sentence + finding.remedy


@rule(
    "picture.other_day",
    Level.WARNING,
    Text("门头照与店内照同一天拍", "Shop front and interior on one day"),
    "收单机构驳回原因（场景不一致）",
)
def taken_on_one_day(front: Pages, inside: Pages) -> Text | None:
    """By the cameras' clocks; a picture without a day says nothing."""
    days = [{page.taken_on for page in pages if page.taken_on} for pages in (front, inside)]
    if not all(days) or days[0] & days[1]:
        return None
    nearest = min(
        (day_finding(a, b) for a in days[0] for b in days[1]),
        key=lambda finding: finding.number if finding else 0,
    )
    return nearest and nearest.sentence + nearest.remedy + Text("请写明原因。", " Say why.")


def expiry_checks(said: Iterable[Said], documents: Iterable[Document]) -> Iterator[Check]:
    """Whether a document has expired by what was read off it; left to the form once that says the same."""
    asked = {
        source.document: one.field
        for one in said
        for source in one.sources
        if source.key == Fact.VALID_UNTIL.value and one.rows is None
    }
    for document in documents:
        if document in asked or demand_for(document).kind == "food_permit":
            fields = (document, asked[document]) if document in asked else (document,)
            yield from (AskedAnyway(one, fields) for one in (is_in_date, is_long_in_date))


@rule(
    "picture.expired",
    Level.WARNING,
    Text("照片上的证件没有过期", "The document in the picture has not expired"),
    EXPIRED,
)
def is_in_date(pages: Pages, entered: date | None = None, *, today: date) -> Text | None:
    """Known as soon as the picture is read; a warning, for the form's own day decides."""
    end = _last_day(pages)
    if end is None or end == entered or validity.expiry(end, today) is not Expiry.EXPIRED:
        return None
    return Text(
        f"照片上读到的有效期止是 {end.isoformat()}，已经过期；请换有效的证件，读错了请写明原因",
        f"By the picture it expired on {end.isoformat()}: bring a valid one; if misread, say so",
    )


@rule(
    "picture.expires_soon",
    Level.WARNING,
    Text("照片上的证件至少还有 90 天有效", "The document in the picture has 90 days left"),
    EXPIRED,
)
def is_long_in_date(pages: Pages, entered: date | None = None, *, today: date) -> Text | None:
    """As above."""
    end = _last_day(pages)
    if end is None or end == entered or validity.expiry(end, today) is not Expiry.SOON:
        return None
    return Text(
        f"照片上读到的有效期止是 {end.isoformat()}，不足 90 天，可能被退回；最好先换证，急办请写明原因",
        f"By the picture it expires on {end.isoformat()}, in under 90 days: renew it first, or say why not",
    )


def _last_day(pages: Pages) -> date | None:
    for page in pages:
        read = page.says(Fact.VALID_UNTIL.value)
        if read and read.text != NO_END:
            try:
                return date.fromisoformat(read.text)
            except ValueError:  # a month, as on bank cards
                return None
    return None
