"""TOML read into dataclasses, and refused with words where it does not fit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from poswizard.providers.typed_toml import MisfitError, read_as
from poswizard.text import Text, Vocabulary


class Colour(Vocabulary):
    RED = "red", Text("红", "red")
    GREEN = "green", Text("绿", "green")


@dataclass(frozen=True)
class Leaf:
    width: int


@dataclass(frozen=True)
class Plant:
    name: Text
    colours: tuple[Colour, ...]
    leaf: Leaf | None = None
    leaves: tuple[Leaf, ...] = ()
    counts: Mapping[str, int] | None = None
    tags: frozenset[str] = frozenset()
    seen: date | None = None


WORDS = {"zh": "样", "en": "specimen"}
LEAST = {"name": WORDS, "colours": ["red"]}


def test_a_table_becomes_what_the_class_says():
    plant = read_as(
        Plant,
        LEAST
        | {
            "leaf": {"width": 1},
            "leaves": [{"width": 2}],
            "counts": {"a": 3},
            "tags": ["x"],
            "seen": date(2026, 11, 1),
        },
    )

    assert plant == Plant(
        Text("样", "specimen"),
        (Colour.RED,),
        Leaf(1),
        (Leaf(2),),
        {"a": 3},
        frozenset({"x"}),
        date(2026, 11, 1),
    )


def test_what_has_a_default_may_be_left_out():
    assert read_as(Plant, LEAST).leaves == ()


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ({"name": WORDS}, "colours"),
        (LEAST | {"leafs": []}, "leaf"),
        (LEAST | {"xyzzy": 1}, "请删去"),
        (LEAST | {"colours": ["rde"]}, "red"),
        (LEAST | {"colours": "red"}, "列表"),
        (LEAST | {"leaf": 3}, "名 = 值"),
        (LEAST | {"leaf": {"width": "3"}}, "整数"),
        (LEAST | {"leaf": {"width": True}}, "整数"),
        (LEAST | {"leaves": [{"width": 1}, {}]}, "leaves[1]"),
        (LEAST | {"counts": {"a": "b"}}, "counts.a"),
        (LEAST | {"name": {"zh": "样"}}, "en"),
        (LEAST | {"seen": "2026-11-01"}, "日期"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_does_not_fit_is_refused_with_place_and_remedy(table: dict[str, Any], words: str):
    with pytest.raises(MisfitError) as refused:
        read_as(Plant, table)

    assert words in refused.value.text.zh
