"""JSON from outside is read in exactly one way, or refused in words that tell no value."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from poswizard.package.errors import JsonError, UnreadableError
from poswizard.package.strict_json import Json, strict_json, strict_json_file


@pytest.mark.parametrize(
    "value",
    [
        None,
        True,
        "四川省成都市 \U00020bb7 · 𠮷",
        {"merchant": {"legal_name": "样本商户", "rate": 0.38, "limit": -999999999999999999}},
        [[], {}, "", 0, "第一行\n第二行\t\r"],
    ],
)
def test_plain_json_is_read_as_it_is(value: Json) -> None:
    for ascii_only in (True, False):
        assert strict_json(json.dumps(value, ensure_ascii=ascii_only).encode()) == value


REFUSED = {
    "duplicate_key": (b'{"uscc": "1", "uscc": "2"}', '"uscc" twice'),
    "duplicate_key_inside": (b'{"a": [{"b": 1, "b": 1}]}', '"b" twice'),
    "duplicate_key_by_escape": (b'{"a": 1, "\\u0061": 2}', '"a" twice'),
    "duplicate_chinese_key": ('{"张三": 1, "张三": 2}'.encode(), '"?" twice'),
    "nan": (b'{"a": NaN}', "number out of range"),
    "infinity": (b"[Infinity]", "number out of range"),
    "minus_infinity": (b"[-Infinity]", "number out of range"),
    "overflow": (b"[1e999]", "number out of range"),
    "long_integer": (b"[" + b"1" * 5_000 + b"]", "number out of range"),
    "19_digits": (b"1234567890123456789", "number out of range"),
    "deep": (b"[" * 33 + b"]" * 33, "deeper than 32"),
    "very_deep": (b"[" * 100_000 + b"]" * 100_000, "deeper than 32"),
    "deep_objects": (b'{"a":' * 40 + b"1" + b"}" * 40, "deeper than 32"),
    "lone_high": (b'["\\ud800"]', "half characters"),
    "lone_low": (b'{"a": "x\\udc00"}', '"a"'),
    "lone_in_key": (b'{"\\udbff": 1}', '"?"'),
    "raw_surrogate": (b'["\xed\xa0\x80"]', "UTF-8"),
    "nul": (b'{"a": "\\u0000"}', "control"),
    "escape_sequence": (b'["\\u001b[2J"]', "control"),
    "raw_control": (b'["\x01"]', "line 1, column 3"),
    "decomposed": ('{"a": "e\u0301"}'.encode(), "normal form C"),
    "compatibility_ideograph": ('["\uf900"]'.encode(), "normal form C"),
    "decomposed_key": ('{"e\u0301": 1}'.encode(), "normal form C"),
    "bom": (b"\xef\xbb\xbf{}", "UTF-8"),
    "utf16": ('{"a": 1}'.encode("utf-16"), "UTF-8"),
    "gbk": ('{"a": "商户"}'.encode("gbk"), "UTF-8"),
    "empty": (b"", "line 1, column 1"),
    "cut": (b'{"a": 1,\n "b', "line 2"),
    "two_values": (b"{} {}", "column 4"),
    "comment": (b"{} // x", "column 4"),
    "single_quotes": (b"{'a': 1}", "column 2"),
    "trailing_comma": (b"[1,]", "line 1"),
    "leading_zero": (b"[01]", "line 1"),
    "plus": (b"[+1]", "line 1"),
    "hexadecimal": (b"[0x1]", "line 1"),
}


@pytest.mark.parametrize(("data", "words"), REFUSED.values(), ids=REFUSED)
def test_json_that_can_be_read_in_two_ways_is_refused(data: bytes, words: str) -> None:
    with pytest.raises(JsonError) as caught:
        strict_json(data)
    assert words in caught.value.text.en
    assert caught.value.text.zh


def test_the_words_tell_no_value() -> None:
    for data in (b'{"name": "Zhang\\u0000"}', '{"Zhang San": "e\u0301"}'.encode(), b'{"a": Zhang}'):
        with pytest.raises(JsonError) as caught:
            strict_json(data)
        assert "Zhang" not in caught.value.text.en + caught.value.text.zh + repr(caught.value)


def test_the_largest_allowed_file_is_read() -> None:
    data = json.dumps(["x" * 90] * 50).encode()
    assert strict_json(data, cap=len(data)) == ["x" * 90] * 50
    with pytest.raises(JsonError, match="太大"):
        strict_json(data, cap=len(data) - 1)


def test_a_file_of_100_mb_is_refused_by_its_size_alone(tmp_path: Path) -> None:
    path = tmp_path / "answers.json"
    with path.open("wb") as file:
        file.truncate(100_000_000)
    began = time.process_time()
    with pytest.raises(JsonError, match=r"100\.0 MB，上限 5\.0 MB"):
        strict_json_file(path)
    assert time.process_time() - began < 0.05


def test_a_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "answers.json").write_text('{"商户": 1}', encoding="utf-8")
    assert strict_json_file(tmp_path / "answers.json") == {"商户": 1}
    with pytest.raises(UnreadableError):
        strict_json_file(tmp_path / "missing.json")


def test_many_keys_with_one_twice_are_refused_at_once() -> None:
    keys = ",".join(f'"k{n}":0' for n in range(200_000))
    with pytest.raises(JsonError, match="k199999"):
        strict_json(f'{{{keys},"k199999":1}}'.encode())


@settings(deadline=None)
@given(st.binary(max_size=60) | st.text(max_size=60).map(str.encode))
def test_no_bytes_bring_anything_but_a_json_error(data: bytes) -> None:
    try:
        value = strict_json(data)
    except JsonError:
        return
    assert strict_json(json.dumps(value).encode()) == value
