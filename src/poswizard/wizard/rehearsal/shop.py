"""The shop's address against the licence's, and what came back before."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from poswizard.domain import region
from poswizard.domain.address_text import county_of
from poswizard.forms.issue import Issue, Level
from poswizard.forms.rich_kinds import Place
from poswizard.steps.review import Review
from poswizard.steps.review_rows import ReviewReason
from poswizard.text import Text
from poswizard.wizard import amendment
from poswizard.wizard.lifecycle import RETURNED, reported_state
from poswizard.wizard.rehearsal.around import Scene

ADDRESS = "收单机构进件要求（经营地址与执照不一致须附租赁合同）"
AGAIN = "微信支付商户进件文档（驳回后修改重新提交）"
_NUMBER = re.compile(r"\d+")

_SAID_SAME = Text(
    "填了“与执照地址一致”，可经营地址与执照上的{0}不同：改正地址，或改选“不一致”并附租赁合同",
    "It says the address is the licence's, but the {0} differs: correct it, or say so and add the lease",
)
_COUNTY, _STREET = Text("区县", "county"), Text("门牌号", "house number")
_NOT_CORRECTED = Text(
    "上次退回的这一条还没写怎么改的：先改正，再写明",
    "This reason of the last return has no correction yet: correct it, then say how",
)


def address_issues(scene: Scene) -> Iterator[Issue]:
    """Rule 28: an address that is said to be the licence's is in the same county and house."""
    place, printed = scene.says("business.address"), scene.says("licence.address")
    if scene.says("business.same_as_licence") is not True:
        return
    if isinstance(place, Place) and isinstance(printed, str):
        differs = _difference(place, printed)
        if differs:
            field, words = scene.field("business.address"), _SAID_SAME.format(differs)
            yield Issue(field, "rehearsal.address_differs", Level.WARNING, words, ADDRESS)


def return_issues(scene: Scene) -> Iterator[Issue]:
    """Rule 37, before it is handed in again: its term, and a correction for each reason."""
    if reported_state(scene.flow, scene.answers) not in RETURNED:
        return
    yield from (
        i for i in Review.issues(scene.answers, scene.today) if i.code.startswith("review.")
    )
    for index in amendment.uncorrected(scene.answers):
        field, code = ReviewReason.correction, "review.not_corrected"
        yield Issue(field, code, Level.ERROR, _NOT_CORRECTED, AGAIN, Review.reasons, index)


def _difference(place: Place, printed: str) -> Text | None:
    named = county_of(printed)
    if named is None:
        return None
    county, rest = named
    if region.place(place.county) and place.county != county.code:
        return _COUNTY
    here, there = _numbers(place.street), _numbers(rest)
    return _STREET if here and there and here[0] != there[0] else None


def _numbers(street: str) -> list[str]:
    """The numbers of an address in order; the first is that of the house."""
    return _NUMBER.findall(unicodedata.normalize("NFKC", street))
