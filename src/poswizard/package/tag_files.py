"""The text files that make a folder a BagIt 1.0 bag (RFC 8493), in one fixed wording each."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from poswizard.text import Text

BAGIT, INFO = "bagit.txt", "bag-info.txt"
MANIFEST, TAG_MANIFEST = "manifest-sha256.txt", "tagmanifest-sha256.txt"
TAG_FILES = (BAGIT, INFO, MANIFEST, TAG_MANIFEST)
SM3_MANIFEST = "manifest-sm3.txt"
"""A second manifest, by SM3 (GB/T 32905), where the provider asks for national algorithms."""

BAGIT_TEXT = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"

OXUM, IDENTIFIER, BAGGED_ON = "Payload-Oxum", "External-Identifier", "Bagging-Date"
OURS = frozenset({OXUM, IDENTIFIER})
"""Statements of bag-info.txt that the program makes itself."""

_KEY = re.compile(r"[A-Z][A-Za-z0-9]*(?:-[A-Za-z0-9]+)*")
_VALUE = re.compile(r"[^\x00-\x20\x7f-\xa0](?:[^\x00-\x1f\x7f-\x9f]*[^\x00-\x20\x7f-\xa0])?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MANIFEST_LINE = re.compile(r"([0-9a-f]{64})  (\S+)")
_MAX_VALUE = 500


def info_text(info: Mapping[str, str]) -> bytes:
    """bag-info.txt: one `Key: value` a line, sorted by key, never folded."""
    return "".join(f"{key}: {info[key]}\n" for key in sorted(info)).encode("utf-8")


def fault_in_info(info: Mapping[str, str]) -> Text | None:
    """What is wrong with the statements, other than those only the payload can prove."""
    for key, value in info.items():
        if not _KEY.fullmatch(key) or not _VALUE.fullmatch(value) or len(value) > _MAX_VALUE:
            return Text(
                "说明文件 bag-info.txt 有不合规定的内容", "bag-info.txt holds what it may not"
            )
    if not _is_day(info.get(BAGGED_ON, "")):
        return Text("缺少有效的打包日期", "there is no valid Bagging-Date")
    return None


def _is_day(text: str) -> bool:
    try:
        return bool(_DAY.fullmatch(text) and date.fromisoformat(text))
    except ValueError:
        return False


def read_info(data: bytes) -> dict[str, str] | None:
    """The statements of a bag-info.txt, or None unless it is worded exactly as `info_text` does."""
    try:
        lines = data.decode("utf-8").split("\n")
    except UnicodeDecodeError:
        return None
    pairs = (line.partition(": ") for line in lines[:-1])
    info = {key: value for key, _, value in pairs}
    return info if info_text(info) == data else None


def oxum(sizes: Mapping[str, int]) -> str:
    """Payload-Oxum: bytes and number of payload files (RFC 8493, 2.2.2)."""
    return f"{sum(sizes.values())}.{len(sizes)}"


def manifest_text(digests: Mapping[str, str]) -> bytes:
    """A manifest: lower-case digest, two spaces, path; sorted by path."""
    return "".join(f"{digests[path]}  {path}\n" for path in sorted(digests)).encode("ascii")


def read_manifest(data: bytes) -> dict[str, str] | None:
    """Digest by path, or None unless it is worded exactly as `manifest_text` does."""
    try:
        lines = data.decode("ascii").split("\n")
    except UnicodeDecodeError:
        return None
    matches = (_MANIFEST_LINE.fullmatch(line) for line in lines[:-1])
    digests = {match[2]: match[1] for match in matches if match}
    return digests if manifest_text(digests) == data else None


def sm3(data: bytes) -> str:
    """The SM3 digest (GB/T 32905-2016), lower-case hex."""
    from cryptography.hazmat.primitives import hashes

    digest = hashes.Hash(hashes.SM3())
    digest.update(data)
    return digest.finalize().hex()
