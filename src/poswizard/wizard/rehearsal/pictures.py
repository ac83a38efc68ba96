"""Pictures as files: whether the provider takes them, and whether they belong to this case at all."""

from __future__ import annotations

from collections.abc import Iterator

from poswizard.forms.document_kind import Document, Page
from poswizard.forms.issue import Issue, Level
from poswizard.providers.pictures_of import PictureFormat, PictureWindow
from poswizard.text import Text
from poswizard.wizard.rehearsal.around import PictureFile, Scene, TwinKind

OF_THE_SHOP = ("SHOP_FRONT", "SHOP_INSIDE", "CASHIER", "TRADING_SCENE", "DOOR_NUMBER", "LOCATION")
"""Pictures that no two merchants can share."""

_SAME_MERCHANT = (TwinKind.PERSON, TwinKind.LICENCE)
"""Who applies twice may show the same shop twice."""
_KILOBYTE = 1024
_FORMATS = {
    "image/jpeg": PictureFormat.JPEG,
    "image/png": PictureFormat.PNG,
    "image/bmp": PictureFormat.BMP,
    "image/gif": PictureFormat.GIF,
    "application/pdf": PictureFormat.PDF,
}
OTHER_SHOP = "收单机构驳回原因（场景不一致、盗用图片）"

_TOO_LARGE = Text(
    "第 {0} 张图 {1} KB，这家最多收 {2} KB：请拍照重新添加，不要用扫描的大图",
    "Picture {0} has {1} KB, this provider takes {2} KB: take it anew with the camera",
)
_FORMAT = Text(
    "第 {0} 张是 {1}，这家只收 {2}：请换成照片",
    "Picture {0} is {1}; this provider takes {2} only: replace it by a photograph",
)
_FEW_PIXELS = Text(
    "第 {0} 张短边只有 {1} 像素，这家要 {2} 像素以上：请走近重拍",
    "Picture {0} has {1} pixels on its short side, this provider wants {2}: go closer",
)
_ELSEWHERE = Text(
    "第 {0} 张图也用在 {1}：店铺照片必须是这家店自己的，请到店重拍",
    "Picture {0} is also used in {1}: pictures of the shop must be of this one; take them there",
)


def picture_issues(scene: Scene) -> Iterator[Issue]:
    """Everything about the files of the pictures that are sent along."""
    pack = scene.pack
    window = pack.provider.pictures if pack else None
    own = {twin.number for twin in scene.around.twins if twin.kind in _SAME_MERCHANT}
    for document, number, page in _pages(scene):
        file = scene.around.picture(page.scan)
        if window and file:
            yield from _within(document, number, page, file, window)
        other = scene.around.elsewhere.get(page.scan)
        if other and other not in own and document.slot in OF_THE_SHOP:
            words, code = _ELSEWHERE.format(number, other), "rehearsal.picture_elsewhere"
            yield Issue(document, code, Level.WARNING, words, OTHER_SHOP)


def _pages(scene: Scene) -> Iterator[tuple[Document, int, Page]]:
    for field in scene.flow.fields:
        if isinstance(field, Document) and field.key.startswith("materials."):
            for number, page in enumerate(scene.answers.get(field) or (), 1):
                yield field, number, page


def _within(
    document: Document, number: int, page: Page, file: PictureFile, window: PictureWindow
) -> Iterator[Issue]:
    kind, size = _FORMATS.get(file.media_type), -(-file.size // _KILOBYTE)
    if kind not in window.formats:
        takes = "、".join(str(one) for one in window.formats)
        words = _FORMAT.format(number, kind or file.media_type, takes)
        yield _warning(document, "picture_format", words, window)
    if size > window.max_kilobytes:
        words = _TOO_LARGE.format(number, size, window.max_kilobytes)
        yield _warning(document, "picture_too_large", words, window)
    side, least = min(page.width, page.height), window.min_short_side
    if least and side < least:
        words = _FEW_PIXELS.format(number, side, least)
        yield _warning(document, "picture_few_pixels", words, window)


def _warning(document: Document, code: str, words: Text, window: PictureWindow) -> Issue:
    return Issue(document, f"rehearsal.{code}", Level.WARNING, words, window.source)
