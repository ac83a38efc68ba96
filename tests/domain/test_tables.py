"""The shipped tables are tested as data."""

from __future__ import annotations

import csv
import re

import pytest
from pypinyin import lazy_pinyin

from poswizard import paths
from poswizard.domain import banks, category, region
from poswizard.domain.lookup import table

TABLES = sorted((paths.resources() / "tables").glob("*.csv"))
NAMES = [path.stem for path in TABLES]
KEYS = {
    "acquirers": ["code"],
    "areas": ["area"],
    "banks": ["name"],
    "bins": ["prefix", "length"],
    "mcc": ["code"],
    "places": ["code"],
    "process": ["row"],
    "reasons": ["code"],
}


def dictionary_reading(text: str) -> str:
    return " ".join(lazy_pinyin(re.sub(r"（.*?）|[、，（）：]", "", text)))


def test_every_table_is_described():
    readme = (paths.resources() / "tables" / "README.md").read_text(encoding="utf-8")
    assert sorted(KEYS) == NAMES
    assert all(f"`{name}.csv`" in readme for name in NAMES)


@pytest.mark.parametrize("path", TABLES, ids=NAMES)
def test_every_row_is_complete_and_clean(path):
    text = path.read_text(encoding="utf-8")
    assert "\r" not in text
    rows = list(csv.reader(text.splitlines()))
    assert {len(row) for row in rows} == {len(rows[0])}
    assert all(cell == cell.strip() for row in rows for cell in row)


@pytest.mark.parametrize("name", NAMES)
def test_no_row_occurs_twice(name: str):
    keys = [tuple(row[column] for column in KEYS[name]) for row in table(name)]
    assert len(set(keys)) == len(keys)


def test_every_division_has_a_reading_that_the_dictionary_confirms():
    readings = {row["code"]: row["pinyin"].split("/") for row in table("places")}
    assert set(readings) == set(region._places())
    for code, known in readings.items():
        assert known[-1] == dictionary_reading(region._places()[code].name)
        assert len({len(reading.split()) for reading in known}) == 1


def test_every_bank_has_a_reading_that_the_dictionary_confirms():
    for bank in banks.banks():
        known = bank.pinyin.split("/")
        assert dictionary_reading(bank.name) in known
        assert known[-1] == dictionary_reading(bank.short)


def test_every_category_has_readings_of_its_name_and_keywords():
    for known in category.categories():
        expected = [dictionary_reading(text) for text in (known.name.zh, *known.keywords)]
        assert known.pinyin.split("/") == list(dict.fromkeys(expected))


def test_every_card_prefix_is_of_a_known_bank_and_kind():
    for row in table("bins"):
        assert 3 <= len(row["prefix"]) <= 10
        assert row["prefix"].isdecimal()
        assert not row["length"] or 13 <= int(row["length"]) <= 20
        assert not row["bank"] or banks.bank(row["bank"]) is not None
        assert row["kind"] in ("", *(kind.value for kind in banks.CardKind))
        assert row["bank"] or row["kind"]


def test_every_area_lies_in_a_city_of_sichuan():
    cities = {city.code for city in region.cities(region.SICHUAN)}
    assert {row["city"] for row in table("areas")} == cities
    assert sorted(row["city"] for row in table("areas") if row["is_city"] == "1") == sorted(cities)


def test_every_bank_of_sichuan_has_a_seat_there():
    for bank in banks.banks():
        assert bool(bank.seat) == (bank.group is banks.BankGroup.SICHUAN)
        assert not bank.seat or region.place(bank.seat) is not None


def test_no_label_is_missing_in_either_language():
    for entry in (*category.entries(), *banks.entries(), *region.entries()):
        assert entry.label.zh
        assert entry.label.en.strip()
