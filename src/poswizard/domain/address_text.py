"""An address as it is printed, taken apart into its county and the rest."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from poswizard.domain import region
from poswizard.domain.region import Place

_SUFFIXES = ("维吾尔自治区", "壮族自治区", "回族自治区", "自治区", "省", "市")
_FURTHEST = 24
"""Characters within which the county must have been named."""


def county_of(address: str) -> tuple[Place, str] | None:
    """The county that an address begins with, and what follows it; none if it names none, or several might be meant.

    Province and city may be left out; a name that several provinces have is that of Sichuan.

    >>> county_of("四川省成都市武侯区样本路1号")[1]
    '样本路1号'
    """
    plain = "".join(address.split())
    found = [(place, end) for place, end in _named_in(plain) if _leads_to(plain, place, end)]
    if not found:
        return None
    furthest = max(end for _, end in found)
    places = [place for place, end in found if end == furthest]
    at_home = [place for place in places if place.is_in_sichuan]
    chosen = places if len(places) == 1 else at_home
    return (chosen[0], plain[furthest:]) if len(chosen) == 1 else None


def _named_in(address: str) -> Iterator[tuple[Place, int]]:
    """Every county whose name stands near the beginning, with where the name ends."""
    named, longest = _by_name()
    for start in range(min(len(address), _FURTHEST)):
        for end in range(start + 2, min(len(address), start + longest) + 1):
            yield from ((place, end) for place in named.get(address[start:end], ()))


def _leads_to(address: str, place: Place, end: int) -> bool:
    """Nothing but its province and city stands before the county."""
    before = address[: end - len(place.county)]
    for name in dict.fromkeys((place.province, place.city)):
        for said in (name, _bare(name)):
            if before.startswith(said):
                before = before.removeprefix(said)
                break
    return not before


def _bare(name: str) -> str:
    """四川 for 四川省: people leave the word out."""
    return next((name.removesuffix(s) for s in _SUFFIXES if name.endswith(s)), name)


@cache
def _by_name() -> tuple[dict[str, list[Place]], int]:
    """The counties by name, and the length of the longest name."""
    named: dict[str, list[Place]] = {}
    for place in region.all_counties():
        named.setdefault(place.county, []).append(place)
    return named, max(map(len, named))
