"""Whether a picture and something else say the same. Nothing here opens a picture or knows a form.

A slip of the recogniser is expected: long texts are compared with tolerance, numbers and days are not.
"""

from __future__ import annotations

import re

from poswizard.domain import identifiers, names

ADDRESS_LIKENESS = 90.0
"""Likeness in percent from which two addresses count as the same: one character in ten may be misread."""
PROSE_LIKENESS = 85.0
"""The same for a business scope, of which forms hold the beginning only."""
SIGN_LIKENESS = 70.0
"""The same for a shop's sign and its name: signs shorten names and add slogans."""
_OF_ANY_SHOP = re.compile(
    r"个体工商户|有限(?:责任)?公司|经营部|门市部|总店|分店|加盟店|旗舰店|专卖店|连锁|便利店|便民|超市|商行|商店|商贸"
    r"|百货|副食|食品|水果|蔬菜|粮油|烟酒|餐饮|管理|服务|饭店|餐馆|餐厅|面馆|火锅|串串|烧烤|小吃|茶楼|茶馆|酒店|宾馆"
    r"|服装|鞋|美容|美发|理发|药店|药房|五金|建材|文具|科技|电子|通讯|中心|[店馆部行厅铺坊]"
)
"""What half the street has in its names, so that it says nothing of whose sign it is."""

_ENDLESS = frozenset(("长期", "永久", "long-term", "long_term", "9999-12-31"))


def same_name(one: str, other: str) -> bool:
    """One name, ignoring widths, spaces and dots; a rare character counts as the one that was read in its place.

    The recogniser knows none outside the basic block: what it reads for 𬭚 is always something else.
    """
    if names.same_name(one, other):
        return True
    first, second = names.for_comparison(one), names.for_comparison(other)
    if len(first) != len(second):
        return False
    unlike = [(a, b) for a, b in zip(first, second, strict=True) if a != b]
    return all(_is_rare(a) or _is_rare(b) for a, b in unlike)


def same_number(one: str, other: str) -> bool:
    """The same characters, however they are grouped."""
    return identifiers.compact(one) == identifiers.compact(other)


def same_day(one: str, other: str) -> bool:
    """The same ISO day, or no end in both, however that is written."""
    return one == other or {one, other} <= _ENDLESS


def same_place(one: str, other: str) -> bool:
    """Alike but for a slip; a province or city that only one of them names is no difference."""
    from rapidfuzz import fuzz  # native code that no start of the program needs

    short, long = sorted(map(names.for_comparison, (one, other)), key=len)
    if _house_numbers(short) != _house_numbers(long):
        return False
    return bool(
        fuzz.ratio(short, long) >= ADDRESS_LIKENESS
        or (len(short) >= 8 and fuzz.partial_ratio(short, long) >= ADDRESS_LIKENESS)
    )


def same_prose(one: str, other: str) -> bool:
    """The shorter stands in the longer but for slips; a scope may be copied in part."""
    from rapidfuzz import fuzz

    short, long = sorted(map(names.for_comparison, (one, other)), key=len)
    return bool(fuzz.partial_ratio(short, long) >= PROSE_LIKENESS)


def same_sign(one: str, other: str) -> bool:
    """Nothing speaks against a sign being that of a shop of this name."""
    from rapidfuzz import fuzz

    first, second = map(names.for_comparison, (one, other))
    own, others = _OF_ANY_SHOP.sub("", first), _OF_ANY_SHOP.sub("", second)
    if own and others:
        first, second = own, others
    return bool(fuzz.partial_ratio(first, second) >= SIGN_LIKENESS)


def _house_numbers(address: str) -> list[str]:
    """Its numbers in a row: 12号 and 21号 are alike but not the same house."""
    plain = "".join(c if c.isdecimal() else " " for c in address)
    return plain.split()


def _is_rare(character: str) -> bool:
    return names.is_ideograph(character) and not "一" <= character <= "鿿"
