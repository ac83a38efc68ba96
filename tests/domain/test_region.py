from __future__ import annotations

import pytest

from poswizard.domain import region
from poswizard.domain.lookup import search

COUNTIES_PER_CITY = {
    "510100": 20, "510300": 6, "510400": 5, "510500": 7, "510600": 6, "510700": 9, "510800": 7,
    "510900": 5, "511000": 5, "511100": 11, "511300": 9, "511400": 6, "511500": 10, "511600": 6,
    "511700": 7, "511800": 8, "511900": 5, "512000": 3, "513200": 13, "513300": 18, "513400": 17,
}  # fmt: skip
AREA_CODES = {
    "510100": "6510", "510300": "6550", "510400": "6560", "510500": "6570", "510600": "6580", "510700": "6590",
    "510800": "6610", "510900": "6620", "511000": "6630", "511100": "6650", "511300": "6730", "511400": "6652",
    "511500": "6710", "511600": "6737", "511700": "6750", "511800": "6770", "511900": "6758", "512000": "6636",
    "513200": "6790", "513300": "6810", "513400": "6840",
}  # fmt: skip


def test_sichuan_has_21_prefectures_and_183_counties():
    found = {city.code: len(region.counties(city.code)) for city in region.cities(region.SICHUAN)}
    assert found == COUNTIES_PER_CITY
    assert sum(found.values()) == 183


def test_recent_changes_are_known():
    assert region.place("513402") == region.Place("513402", "四川省", "凉山彝族自治州", "会理市")
    assert region.place("513425") is None
    assert region.place("510185") == region.Place("510185", "四川省", "成都市", "简阳市")


@pytest.mark.parametrize("zone", ["510191", "510791", "511971"])
def test_development_zones_are_no_divisions(zone: str):
    assert region.place(zone) is None


def test_a_place_says_its_names():
    wuhou = region.place("510107")
    assert wuhou is not None
    assert (wuhou.name, wuhou.full_name) == ("武侯区", "四川省成都市武侯区")
    assert wuhou.is_in_sichuan


def test_a_municipality_is_said_once():
    yuzhong = region.place("500103")
    assert yuzhong is not None
    assert (yuzhong.city, yuzhong.full_name) == ("重庆市", "重庆市渝中区")
    assert not yuzhong.is_in_sichuan


def test_sichuan_comes_first_of_34_provinces():
    provinces = region.provinces()
    assert len(provinces) == 34
    assert provinces[0].name == "四川省"
    assert region.place(region.TAIWAN) == region.Place("710000", "台湾省")


def test_every_code_has_six_digits_and_every_place_below_a_province_has_a_city():
    for place in region._places().values():
        assert len(place.code) == 6
        assert place.code.isdecimal()
        assert place.city or place.code.endswith("0000")


@pytest.mark.parametrize(
    "codes",
    [("510000", "510100", "510107"), ("500000", "500100", "500103"), ("420000", "429000", "429004"),
     ("440000", "441900", ""), ("440000", "441900", "441900")],
)  # fmt: skip
def test_codes_that_belong_together(codes: tuple[str, str, str]):
    assert region.belongs_together(*codes)


@pytest.mark.parametrize(
    "codes",
    [("510000", "510100", "510302"), ("510000", "440100", "510107"), ("510000", "510100", ""),
     ("510000", "510100", "510100"), ("510000", "510100", "510199"), ("990000", "990100", "990101"),
     ("510000", "", ""), ("440000", "441900", "440103")],
)  # fmt: skip
def test_codes_that_do_not_belong_together(codes: tuple[str, str, str]):
    assert not region.belongs_together(*codes)


def test_each_prefecture_has_its_area_code():
    assert {code: region.area_code(code) for code in AREA_CODES} == AREA_CODES
    assert region.area_code("440100") is None
    assert region.area_code("510107") == "6510"


@pytest.mark.parametrize(
    ("area", "city"),
    [("6510", "510100"), ("6637", "510100"), ("6632", "512000"), ("6651", "511400"), ("6763", "511600"),
     ("6758", "511900"), ("6777", "511800")],
)  # fmt: skip
def test_an_area_lies_in_a_city_of_today(area: str, city: str):
    found = region.area_city(area)
    assert found is not None
    assert found.code == city


@pytest.mark.parametrize("area", ["6530", "6690", "2900", "", "9999"])
def test_areas_of_chongqing_and_elsewhere_are_not_in_sichuan(area: str):
    assert region.area_city(area) is None


def test_merchant_numbers_may_carry_either_code_of_the_area():
    assert region.area_is_in_sichuan("6510")
    assert region.area_is_in_sichuan("5101")
    assert not region.area_is_in_sichuan("2900")
    assert not region.area_is_in_sichuan("5199")


@pytest.mark.parametrize(
    ("typed", "code"),
    [("武侯", "510107"), ("wuhou", "510107"), ("whq", "510107"), ("510107", "510107"), ("pidu", "510117"),
     ("pidou", "510117"), ("shifang", "510682"), ("yingjing", "511822"), ("成都 青羊", "510105"),
     ("cd qy", "510105"), ("dongguan", "441900")],
)  # fmt: skip
def test_counties_are_found_as_people_type(typed: str, code: str):
    assert search(region.entries(), typed)[0].code == code


def test_an_entry_shows_where_it_lies():
    entry = search(region.entries(), "510107")[0]
    assert (str(entry.label), entry.label.en, str(entry.note)) == (
        "武侯区",
        "Wuhou District",
        "四川省成都市",
    )


def test_counties_of_sichuan_come_first():
    entries = region.entries()
    assert all(entry.code.startswith("51") for entry in entries[:183])
    assert not entries[183].code.startswith("51")


def test_cities_are_found_within_a_province():
    assert [entry.code for entry in search(region.city_entries(), "mianyang")] == ["510700"]
    assert len(region.city_entries()) == 21


@pytest.mark.parametrize(
    "address",
    [
        "人民南路四段1号",
        "石板滩镇样例村3组",
        "样例市场12-3号摊位",
        "太升南街88号2楼",
        "样例广场A区15号",
    ],
)
def test_an_address_with_street_and_number_is_specific(address: str):
    assert region.address_is_specific(address)


@pytest.mark.parametrize("address", ["", "无", "武侯区", "人民南路", "88号", "样例小店"])
def test_an_address_without_street_or_number_is_not(address: str):
    assert not region.address_is_specific(address)


def test_one_line_is_found_without_the_rest():
    line = region.entry("510107")
    assert line is not None
    assert (line.label.zh, line.note and line.note.zh) == ("武侯区", "四川省成都市")
    assert line in region.entries()


def test_only_what_an_address_can_name_has_a_line():
    assert region.entry("441900") is not None  # a city without counties stands for its county
    assert [region.entry(code) for code in ("510000", "510100", "000000")] == [None, None, None]
