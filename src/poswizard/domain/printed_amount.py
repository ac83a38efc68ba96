"""Amounts of money as documents print them in words: 壹佰万元整, 伍拾万元人民币, 50万元."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from poswizard.domain.money import parse_yuan

_DIGITS = {c: n for n, c in enumerate("零壹贰叁肆伍陆柒捌玖")}
_DIGITS |= {c: n for n, c in enumerate("〇一二三四五六七八九")} | {"两": 2}
_PLACES = {"拾": 10, "十": 10, "佰": 100, "百": 100, "仟": 1000, "千": 1000}
_ADDED = re.compile("人民币|[()（）整正]")
_IN_WORDS = re.compile(f"[{''.join([*_DIGITS, *_PLACES, *'万亿'])}]+")


def printed_yuan(text: str) -> Decimal | None:
    """The amount in whole yuan; none for another currency, or for what is no amount.

    >>> printed_yuan("壹佰贰拾万元整")
    Decimal('1200000')
    """
    plain = _ADDED.sub("", unicodedata.normalize("NFKC", text)).replace(" ", "")
    number = plain.removesuffix("元").removesuffix("圆")
    if _IN_WORDS.fullmatch(number):
        return Decimal(_counted(number))
    return parse_yuan(plain)


def _counted(number: str) -> int:
    total = part = digit = 0
    for character in number:
        if character in _DIGITS:
            digit = _DIGITS[character]
        elif character in _PLACES:
            part, digit = part + (digit or 1) * _PLACES[character], 0
        elif character == "万":
            total, part, digit = total + (part + digit) * 10**4, 0, 0
        else:
            total, part, digit = (total + part + digit) * 10**8, 0, 0
    return total + part + digit
