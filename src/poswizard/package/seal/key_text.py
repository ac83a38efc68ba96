"""Keys and certificates as one line of text, the same in a file and in a QR code.

`poswizard:<kind>?v=1&<name>=<value>&…`, values percent-encoded UTF-8 (RFC 3986).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import parse_qsl, quote

from poswizard.package.seal.errors import KeyTextError
from poswizard.text import Text, Vocabulary

MAX_TEXT = 20_000
"""Characters read at most; a QR code holds under 3,000."""

_VERSION = "1"


class Source(Vocabulary):
    """How a key came to this machine."""

    FILE = "file", Text("文件", "File")
    QR = "qr", Text("二维码", "QR code")
    TYPED = "typed", Text("手工输入", "Typed in")
    PACK = "pack", Text("服务商资料更新包", "Catalogue bundle")
    MADE_HERE = "made_here", Text("本机生成", "Made here")


@dataclass(frozen=True, slots=True)
class Added:
    """When a key was added, by which staff number, and how it came."""

    on: date
    by: str
    source: Source


def line_of(kind: str, values: Mapping[str, str]) -> str:
    """The line; without a line feed."""
    pairs = {"v": _VERSION, **values}.items()
    return f"poswizard:{kind}?" + "&".join(
        f"{name}={quote(value, safe='')}" for name, value in pairs
    )


def values_in(text: str, kind: str) -> dict[str, str] | None:
    """The values of such a line, None if it is none of this kind; raises `KeyTextError` for a broken one."""
    head = f"poswizard:{kind}?"
    if not text.startswith(head):
        return None
    try:
        pairs = parse_qsl(
            text[len(head) :], strict_parsing=True, errors="strict", max_num_fields=12
        )
    except ValueError as error:
        raise KeyTextError(_BROKEN) from error
    values = dict(pairs)
    if len(values) != len(pairs):
        raise KeyTextError(_BROKEN)
    if values.pop("v", "") != _VERSION:
        raise KeyTextError(_NEWER)
    return values


def tidy_name(name: str) -> str:
    """A name as one line of 1 to 64 characters; raises `KeyTextError`."""
    normal = unicodedata.normalize("NFC", name)
    tidy = " ".join("".join(c if c.isprintable() else " " for c in normal).split())
    if not tidy or len(tidy) > 64:
        raise KeyTextError(_NO_NAME)
    return tidy


_BROKEN = Text(
    "内容不完整或有错字。请重新扫描二维码，或重新索取公钥文件。",
    "It is incomplete or miscopied. Scan the code again, or ask for the key file again.",
)
_NEWER = Text(
    "这是更新版本的程序制作的。请升级本程序后再添加。",
    "A newer version of the program made it. Update this program, then add it.",
)
_NO_NAME = Text(
    "请填写机构或网点的名称，1 到 64 个字。",
    "Give the name of the institution or branch, 1 to 64 characters.",
)
