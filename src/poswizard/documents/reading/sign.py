"""Reader of a shop's sign: the large print on a picture of its front, without what hangs on any door."""

from __future__ import annotations

import re
from collections.abc import Iterator
from statistics import fmean

from poswizard.documents.reading.fact import Fact, ReadValue
from poswizard.documents.reading.line import Line, Sheet
from poswizard.domain import names

LEAST_SHARE = 0.03
"""Height of a sign's line in heights of the picture: on a copy of 1000 pixels a character still has some 20."""
_LEAST_CONFIDENCE = 0.8
"""Of a line on average: what the recogniser guesses, a reviewer guesses too."""
_LEAST_OF_TWO = 0.95
"""The same of two characters: part of a notice may be read as such, upside down even."""
_LEAST_CHARACTERS, _LEAST_LETTERS = 2, 3
_AS_LARGE = 0.65
"""Of the largest line's height: what is as large belongs to the sign."""
_NOTICES = re.compile(
    r"营业中|正在营业|营业时间|休息中|欢迎光临|谢谢惠顾|出入平安|恭喜发财|扫码|支付|收款|公告|通知|电话|微信"
    r"|热线|招聘|转让|出租|招租|禁止|小心|安全出口|监控|推拉门|OPEN|CLOSED?|WELCOME|PUSH|PULL"
    r"|WIFI|TEL|24 ?[hH小]时?|特价|优惠|促销|新品|\d{5,}|\d{4}[-./年]\d|\d:\d\d|水印",
    re.IGNORECASE,
)
"""Words of doors and windows, and what cameras print on pictures."""
_MARK = "样本SPECIMEN"
"""Across pictures that are shown for training; parts of it are read."""


def sign(sheet: Sheet) -> Iterator[ReadValue]:
    """What a legible sign says, its lines from top to bottom; nothing where there is none."""
    bound = LEAST_SHARE * sheet.placement.upright_size[1]
    lines = list(filter(_is_of_a_sign, sheet.lines))
    if print_height(sheet) < bound:
        return
    least = _AS_LARGE * max(line.box.height for line in lines)
    lines = sorted((line for line in lines if line.box.height >= least), key=_place)
    largest = max(lines, key=lambda line: line.box.height)
    yield ReadValue(
        Fact.SIGN,
        " ".join(_plain(line) for line in lines),
        round(min(_confidence(line) for line in lines), 3),
        sheet.placement.in_picture(largest.box),
    )


def print_height(sheet: Sheet) -> float:
    """Pixels of the given picture that the largest legible print is high which might be a sign; 0: there is none."""
    highest = max((line.box.height for line in sheet.lines if _is_of_a_sign(line)), default=0.0)
    return round(highest / sheet.placement.scale, 1)


def _is_of_a_sign(line: Line) -> bool:
    text = line.text
    characters = sum(map(names.is_ideograph, text))
    least = _LEAST_OF_TWO if characters == _LEAST_CHARACTERS else _LEAST_CONFIDENCE
    if _confidence(line) < least or _NOTICES.search(text) or _is_of_mark(text):
        return False
    letters = sum(character.isascii() and character.isalpha() for character in text)
    return characters >= _LEAST_CHARACTERS or letters >= _LEAST_LETTERS


def _is_of_mark(text: str) -> bool:
    return "".join(text.split()) in _MARK


def _confidence(line: Line) -> float:
    return fmean(glyph.confidence for glyph in line.glyphs)


def _plain(line: Line) -> str:
    return " ".join(line.text.split())


def _place(line: Line) -> tuple[float, float]:
    return line.box.top, line.box.left
