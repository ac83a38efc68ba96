"""Data against a schema: the program's own is trusted, one from outside is input like any other."""

from __future__ import annotations

import socket
import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from poswizard.package.schema_check import Mismatch, SchemaError, outside_mismatch, own_mismatch
from poswizard.package.strict_json import Json

DIALECT = "https://json-schema.org/draft/2020-12/schema"
SCHEMA: dict[str, Any] = {
    "$schema": DIALECT,
    "type": "object",
    "required": ["merchant"],
    "properties": {
        "merchant": {
            "type": "object",
            "required": ["kind"],
            "additionalProperties": False,
            "properties": {
                "kind": {"enum": ["micro", "enterprise"]},
                "uscc": {"type": "string", "pattern": "^[0-9A-Z]{18}$"},
                "tills": {"type": "array", "minItems": 1, "uniqueItems": True},
            },
        }
    },
}
GOOD: Json = {"merchant": {"kind": "micro", "uscc": "91350100M000100Y43", "tills": [1, 2]}}
WRONG = [
    ({"merchant": {"kind": "nano"}}, Mismatch("merchant.kind", "enum")),
    ({"merchant": {"kind": "micro", "uscc": "x"}}, Mismatch("merchant.uscc", "pattern")),
    ({"merchant": {"kind": "micro", "tills": [1, 1]}}, Mismatch("merchant.tills", "uniqueItems")),
    ({"merchant": {"kind": "micro", "x": 1}}, Mismatch("merchant", "additionalProperties")),
    ([], Mismatch("/", "type")),
]
MISSING = [
    ({}, Mismatch("/", "required")),
    ({"merchant": {}}, Mismatch("merchant", "required")),
    ({"merchant": {"kind": "micro", "tills": []}}, Mismatch("merchant.tills", "minItems")),
]


def test_good_data_fit() -> None:
    assert own_mismatch(GOOD, SCHEMA) is None
    assert outside_mismatch(GOOD, SCHEMA) is None
    assert outside_mismatch(GOOD, SCHEMA, known=SCHEMA) is None


@pytest.mark.parametrize(("data", "mismatch"), WRONG + MISSING)
def test_the_place_and_the_rule_are_told(data: Any, mismatch: Mismatch) -> None:
    assert own_mismatch(data, SCHEMA) == mismatch
    assert outside_mismatch(data, SCHEMA) == mismatch
    assert mismatch.is_missing == ((data, mismatch) in MISSING)


def test_a_place_that_could_be_a_value_is_not_told() -> None:
    schema = {"additionalProperties": {"type": "string"}}
    assert own_mismatch({"张三": 1}, schema) == Mismatch("?", "type")


def tenfold(rule: str, *, last: bool = True) -> dict[str, Any]:
    """A schema of two kilobytes that asks for a thousand million steps."""
    steps = {f"a{n}": {rule: [{"$ref": f"#/$defs/a{n + 1}"}] * 10} for n in range(9)}
    return {"$ref": "#/$defs/a0", "$defs": {**steps, "a9": last}}


def nested(levels: int) -> dict[str, Any]:
    """A schema that says "not" so many times."""
    return {"not": nested(levels - 1)} if levels else {}


UNUSABLE = {
    "not_an_object": [],
    "unknown_type": {"type": "strange"},
    "wrong_keyword": {"required": "merchant"},
    "fetches_http": {"$ref": "http://127.0.0.1:9/schema.json"},
    "fetches_file": {"$ref": "file:///etc/passwd"},
    "fetches_dynamic": {"$dynamicRef": "https://127.0.0.1:9/#x"},
    "dangling": {"$ref": "#/$defs/none"},
    "endless": {"$ref": "#"},
    "endless_pair": {
        "$ref": "#/$defs/a",
        "$defs": {"a": {"$ref": "#/$defs/b"}, "b": {"$ref": "#/$defs/a"}},
    },
    "tenfold_all": tenfold("allOf"),
    "tenfold_any": tenfold("anyOf", last=False),
    "tenfold_in_a_dialect": {"$schema": DIALECT, "$id": "a:b", **tenfold("allOf")},
    "moving_reference": {"$dynamicRef": "#"},
    "out_of_range": {"$ref": "#/allOf/7", "allOf": [{}]},
    "through_a_text": {"$ref": "#/title/x", "title": "x"},
    "nested_100_deep": nested(100),
    "deep_by_references": {
        "$ref": "#/$defs/a0",
        "$defs": {f"a{n}": {"$ref": f"#/$defs/a{n + 1}"} for n in range(50)} | {"a50": {}},
    },
    "hidden_pattern": {
        "additionalProperties": False,
        "patternProperties": {"^(a+)+$": {"type": "string"}},
    },
    "unevaluated": {"unevaluatedProperties": False},
    "bad_pattern": {"properties": {"merchant": {"properties": {"uscc": {"pattern": "^[z-a]$"}}}}},
    "many_subschemas": {"$defs": {f"k{n}": {"type": "object"} for n in range(30_000)}},
}


@pytest.mark.parametrize("schema", UNUSABLE.values(), ids=UNUSABLE)
def test_a_schema_that_cannot_be_used_is_refused_soon(
    schema: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket, "socket", None)  # whoever opens a connection crashes
    began = time.process_time()
    with pytest.raises(SchemaError):
        outside_mismatch(GOOD, schema)
    assert time.process_time() - began < 5


def test_a_great_comparison_is_not_begun() -> None:
    with pytest.raises(SchemaError):
        outside_mismatch([[n] for n in range(2_000)], {"uniqueItems": True})


A_LOT = "a" * 60 + "!"
WILD = [
    "^(a+)+$",
    "^(a|a)*$",
    "^(a|a){1,40}$",
    "^((a+))$",
    "^a*a*a*a*a*$",
    "(a+)+$",
    "^" + "a?" * 30 + "a" * 30 + "$",
    "^.*.*.*.*=$",
    "^(a*)\\1\\1$",
    "^(?=a*)(?!x)a{0,999}a{0,999}a{0,999}a{0,999}$",
]


@pytest.mark.parametrize("pattern", WILD)
def test_a_pattern_that_could_take_for_ever_is_not_run(pattern: str) -> None:
    began = time.process_time()
    for schema in ({"pattern": pattern}, {"allOf": [{"$schema": DIALECT, "pattern": pattern}]}):
        assert outside_mismatch(A_LOT, schema) is None
    assert time.process_time() - began < 1


TAME = {
    "^[0-9A-Z]{18}$": "1",
    r"^\d{1,12}(\.\d{1,2})?$": "1.234",
    r"^(0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$": "13-01",
    r"^A-\d{4}-\d{6}$": "B-2026-000001",
    "^[^@]+@[^@]+$": "a@b@c",
    "^[\\]a-]?$": "b",
    "^$": "x",
}


@pytest.mark.parametrize(("pattern", "text"), TAME.items())
def test_a_pattern_as_forms_have_them_runs(pattern: str, text: str) -> None:
    assert outside_mismatch(text, {"pattern": pattern}) == Mismatch("/", "pattern")


def test_a_tame_pattern_over_a_great_text_is_left_out() -> None:
    assert outside_mismatch("a" * 100_000, {"pattern": "^a*b*$"}) is None


def test_the_programs_own_schema_runs_whole_wherever_it_comes_from() -> None:
    schema = {"properties": {"a": {"pattern": "^(?!0)([0-9]{4} ?)+$"}}}
    assert outside_mismatch({"a": "0123"}, schema) is None
    assert outside_mismatch({"a": "0123"}, schema, known=schema) == Mismatch("a", "pattern")


def test_references_inside_a_schema_are_followed() -> None:
    schema = {
        "$id": "https://specimen.invalid/schema",
        "properties": {
            "a": {"$ref": "#/$defs/a~1b"},
            "b": {"$ref": "#/$defs/c%20d/allOf/0"},
            "$ref": {"type": "string"},
        },
        "$defs": {"a/b": {"type": "string"}, "c d": {"allOf": [{"type": "integer"}]}},
    }
    assert outside_mismatch({"a": "x", "b": 1, "$ref": "x"}, schema) is None
    assert outside_mismatch({"a": 1}, schema) == Mismatch("a", "type")
    assert outside_mismatch({"b": "x"}, schema) == Mismatch("b", "type")
    assert outside_mismatch({"$ref": 1}, schema) == Mismatch("?", "type")


@pytest.mark.parametrize("levels", [10, 31])
def test_a_schema_of_the_greatest_depth_is_used(levels: int) -> None:
    assert (outside_mismatch(1, nested(levels)) is None) == (levels % 2 == 0)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=5),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.text(max_size=3), inside),
    max_leaves=8,
)
_KEYWORDS = st.sampled_from(
    [
        "$ref",
        "$id",
        "$anchor",
        "$dynamicRef",
        "$dynamicAnchor",
        "$schema",
        "$defs",
        "allOf",
        "anyOf",
        "not",
        "if",
        "then",
        "else",
        "items",
        "contains",
        "properties",
        "pattern",
        "patternProperties",
        "type",
        "enum",
        "const",
        "multipleOf",
        "maximum",
        "format",
        "required",
        "dependentSchemas",
        "unevaluatedProperties",
        "unevaluatedItems",
        "propertyNames",
    ]
)
_REFS = st.sampled_from(["#", "#/$defs/a", "#x", "http://[", "urn:x", "", "^a+$", "object", "%"])


@settings(deadline=None)
@given(_JSON, st.dictionaries(_KEYWORDS, _JSON | _REFS | st.dictionaries(_KEYWORDS, _JSON | _REFS)))
def test_no_schema_from_outside_brings_anything_but_a_schema_error(data: Any, schema: Any) -> None:
    try:
        outside_mismatch(data, schema)
    except SchemaError:
        return
