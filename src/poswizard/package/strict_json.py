"""JSON from outside, read in exactly one way or refused (RFC 8259 with the openings of I-JSON closed).

Python's own reader takes the last of two equal keys, NaN, lone surrogates and numbers beyond any
range. Two programs could then see two contents in one file that carries one digest.
"""

from __future__ import annotations

import json
import math
import re
import unicodedata
from collections import Counter
from pathlib import Path
from typing import NoReturn, TypeAlias

from poswizard.package.errors import JsonError
from poswizard.package.source import opened
from poswizard.text import Text

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"

MAX_BYTES = 5_000_000
MAX_DEPTH = 32
_MAX_DIGITS = 18  # fits the 64-bit integers of every reader

_UNCLEAN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_PLAIN_KEY = re.compile(r"[A-Za-z0-9_.$-]{1,60}")

_TOO_LARGE = Text(
    "数据文件太大（{:.1f} MB，上限 {:.1f} MB）。图片和扫描件应单独放，不要写进数据文件。",
    "The data file is too large ({:.1f} MB, at most {:.1f} MB). Keep pictures and scans out of it.",
)
_NOT_UTF8 = Text(
    "数据文件不是 UTF-8 编码（不带 BOM）。请另存为 UTF-8 后再试。",
    "The data file is not UTF-8 (without BOM). Save it as UTF-8 and try again.",
)
_NOT_JSON = Text(
    "数据文件第 {} 行第 {} 列有写法错误，请改正后再试。",
    "The data file is not valid JSON at line {}, column {}. Correct it and try again.",
)
_TOO_DEEP = Text(
    "数据文件嵌套超过 {} 层，请改正后再试。",
    "The data file is nested deeper than {} levels. Correct it and try again.",
)
_TWICE = Text(
    "数据文件里“{}”写了两次，请只保留一个。",
    'The data file states "{}" twice. Keep one of them.',
)
_BAD_NUMBER = Text(
    "数据文件里有超出范围的数字（最多 18 位，不得是 NaN 或无穷）。请改正后再试。",
    "The data file holds a number out of range (at most 18 digits, no NaN or infinity). Correct it and try again.",
)
_BAD_TEXT = Text(
    "数据文件里“{}”的文字含有不可见的控制字符或残缺字符，请删去后再试。",
    'The text of "{}" in the data file holds control characters or half characters. Remove them and try again.',
)
_NOT_NFC = Text(
    "数据文件里“{}”的文字不是规范的 Unicode 写法（NFC），请重新输入这段文字。",
    'The text of "{}" in the data file is not in Unicode normal form C. Type it anew.',
)


def strict_json(data: bytes, cap: int = MAX_BYTES, depth: int = MAX_DEPTH) -> Json:
    """The value that `data` says, or `JsonError` saying where and what, without any of its values.

    Refused: more than `cap` bytes (before anything is parsed), other encodings than UTF-8, a BOM, deeper
    nesting than `depth`, equal keys, NaN, infinity, long numbers, control and half characters, text not in NFC.
    """
    if len(data) > cap:
        raise JsonError(_TOO_LARGE.format(len(data) / 1e6, cap / 1e6))
    value = _parsed(data, depth)
    _prove_texts(value, depth)
    return value


def strict_json_file(path: Path, cap: int = MAX_BYTES, depth: int = MAX_DEPTH) -> Json:
    """`strict_json` of a file, of which no more than `cap` bytes are ever read; or `UnreadableError`."""
    with opened(path) as file:
        size = file.seek(0, 2)
        if size > cap:
            raise JsonError(_TOO_LARGE.format(size / 1e6, cap / 1e6))
        file.seek(0)
        data = file.read(cap + 1)
    return strict_json(data, cap, depth)


def _parsed(data: bytes, depth: int) -> Json:
    try:
        return json.loads(
            _decoded(data),
            object_pairs_hook=_object,
            parse_constant=_no_number,
            parse_int=_int,
            parse_float=_float,
        )
    except json.JSONDecodeError as error:
        raise JsonError(_NOT_JSON.format(error.lineno, error.colno)) from None
    except RecursionError:
        raise JsonError(_TOO_DEEP.format(depth)) from None


def _decoded(data: bytes) -> str:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise JsonError(_NOT_UTF8) from None
    if text.startswith("\ufeff"):
        raise JsonError(_NOT_UTF8)
    return text


def _object(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    found = dict(pairs)
    if len(found) != len(pairs):
        [(twice, _)] = Counter(key for key, _ in pairs).most_common(1)
        raise JsonError(_TWICE.format(_shown(twice)))
    return found


def _no_number(_word: str) -> NoReturn:
    raise JsonError(_BAD_NUMBER)


def _int(digits: str) -> int:
    if len(digits.removeprefix("-")) > _MAX_DIGITS:
        raise JsonError(_BAD_NUMBER)
    return int(digits)


def _float(digits: str) -> float:
    value = float(digits)
    if not math.isfinite(value):
        raise JsonError(_BAD_NUMBER)
    return value


def _prove_texts(value: Json, depth: int) -> None:
    """Every text and key in `value` is clean, and nothing is deeper than `depth`."""
    waiting: list[tuple[str, Json, int]] = [("", value, depth)]
    while waiting:
        key, item, left = waiting.pop()
        if isinstance(item, str):
            _prove_text(key, item)
        elif isinstance(item, list | dict):
            if not left:
                raise JsonError(_TOO_DEEP.format(depth))
            inside = item.items() if isinstance(item, dict) else ((key, each) for each in item)
            waiting.extend((name, each, left - 1) for name, each in inside)
            if isinstance(item, dict):
                waiting.extend((name, name, left) for name in item)


def _prove_text(key: str, text: str) -> None:
    if _UNCLEAN.search(text):
        raise JsonError(_BAD_TEXT.format(_shown(key)))
    if not unicodedata.is_normalized("NFC", text):
        raise JsonError(_NOT_NFC.format(_shown(key)))


def _shown(key: str) -> str:
    """A key that is safe to show and to log: field keys are plain ASCII, anything else could be a value."""
    return key if _PLAIN_KEY.fullmatch(key) else "?"
