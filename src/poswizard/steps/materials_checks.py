"""Rules on the pictures and on what the clerk saw in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from poswizard.documents.page import LEAST_SHORT_SIDE, RemarkCode
from poswizard.forms.answers import Answers
from poswizard.forms.issue import Check, Level, rule
from poswizard.forms.rich_kinds import Page
from poswizard.text import Text

_GREYSCALE = RemarkCode.GREYSCALE.value
REJECTION_REASONS = "收单机构驳回原因；乐刷图片要求"


@rule(
    "materials.too_small",
    Level.WARNING,
    Text("照片短边不少于 600 像素", "The short side has 600 pixels or more"),
    "本程序设定：证件号码须看得清",
)
def large_enough(pages: tuple[Page, ...]) -> Text | None:
    """Rule 33; no acquirer publishes a minimum. Where the characters were measured, that says more."""
    shortest = min(
        [min(page.width, page.height) for page in pages if not page.looks], default=LEAST_SHORT_SIDE
    )
    if shortest >= LEAST_SHORT_SIDE:
        return None
    return Text(
        f"有一张短边只有{shortest}像素，小字可能看不清；请靠近重拍，看得清就写明",
        f"One picture's short side has only {shortest} pixels: take it again closer, or say that it is legible",
    )


@rule(
    "materials.greyscale",
    Level.INFORMATION,
    Text("拍原件而不是黑白复印件", "The original rather than a grey copy"),
    "乐刷图片要求（复印件须盖章或按指印）",
)
def in_colour(pages: tuple[Page, ...]) -> Text | None:
    """A grey picture is usually a copy. Where its colours were measured, that says more."""
    if not any(_GREYSCALE in page.remarks for page in pages if not page.looks):
        return None
    return Text(
        "有一张是黑白的；复印件要盖章或按指印，能拍原件就拍原件",
        "One picture is grey; copies need a seal or fingerprint, the original is better",
    )


@rule(
    "materials.same_picture",
    Level.ERROR,
    Text("一张照片只用在一处", "One picture, one place"),
    REJECTION_REASONS,
)
def pages_differ(pages: tuple[Page, ...], *others: tuple[Page, ...]) -> Text | None:
    """Rule 33, among the pages of one document, or between documents; by the digest of the stored picture."""
    scans = {page.scan for page in pages}
    if not others and len(scans) < len(pages):
        return Text(
            "同一张照片加了两次，请删去一张", "The same picture stands here twice: remove one"
        )
    if scans.isdisjoint([page.scan for other in others for page in other]):
        return None
    return Text(
        "这张照片已经用在前面的材料里了，请换成这一项的照片",
        "This picture is already used for a document above: replace it",
    )


@dataclass(frozen=True, slots=True)
class BesideOthersCheck(Check):
    """A rule asked of the first field with whichever of the others are answered, if any is."""

    def words(self, first: Any, answers: Answers, today: date) -> Text | None:
        others = tuple(filter(None, map(answers.get, self.fields[1:])))
        return self.rule.test(first, *others) if others else None


@rule(
    "materials.taken_on_different_days",
    Level.INFORMATION,
    Text("门头、店内、收银台照同一天拍", "Front, interior and till on one day"),
    "收单机构驳回原因（场景不一致）",
)
def taken_on_one_day(*sets: tuple[Page, ...]) -> Text | None:
    """A hint that the pictures may not show the same shop; many pictures carry no day."""
    days = {page.taken_on for pages in sets for page in pages if page.taken_on}
    if len(days) < 2:
        return None
    return Text(
        "门头、店内、收银台照不是同一天拍的；请确认是同一家店的现状",
        "Taken on different days: make sure they show this shop as it is now",
    )


@rule(
    "materials.identity_pictures",
    Level.WARNING,
    Text("证件照四角齐全、字迹清楚、不是截屏", "Documents: four corners, legible, no screenshot"),
    REJECTION_REASONS,
)
def identity_pictures_are_good(good: bool) -> Text | None:
    """Rule 34."""
    return None if good else _explain(Text("证件照", "The documents' pictures"))


@rule(
    "materials.shop_pictures",
    Level.WARNING,
    Text("店铺照招牌完整、看得出是同一家", "Shop: whole sign, recognisably one shop"),
    REJECTION_REASONS,
)
def shop_pictures_are_good(good: bool) -> Text | None:
    """Rule 34."""
    return None if good else _explain(Text("店铺照", "The shop's pictures"))


@rule(
    "materials.copies_sealed",
    Level.WARNING,
    Text("复印件和授权书盖了章", "Copies and letters carry the seal"),
    "乐刷图片要求；微信支付商户进件文档（授权函打印、盖章、无手写）",
)
def copies_are_sealed(sealed: bool) -> Text | None:
    """Rule 34."""
    if sealed:
        return None
    return Text(
        "没盖章的复印件和授权书会被退回；请补盖公章（个人按指印）后重拍，来不及请写明何时补",
        "Unsealed copies and letters come back: have them sealed and take them again, or say when",
    )


def _explain(what: Text) -> Text:
    return Text(
        "{0}有不合格的，很可能被退回；请重拍，实在拍不了请写明原因",
        "{0} are not all good and will likely come back: take them again, or say why that is impossible",
    ).format(what)
