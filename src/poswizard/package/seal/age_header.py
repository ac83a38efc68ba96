"""The header of an age file (age-encryption.org/v1), looked at before a secret key is used on it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from poswizard.package.errors import DamagedError
from poswizard.text import Text

MAX_HEADER = 16_000
"""Bytes; a recipient takes about 100."""

_CHUNK, _TAG, _NONCE = 64 * 1024, 16, 16
_MAGIC = b"age-encryption.org/v1"
_X25519 = re.compile(rb"-> X25519 [A-Za-z0-9+/]{43}")
_GREASE = re.compile(rb"-> (?:[!-~]+-grease)(?: [!-~]+)*")
_BODY = re.compile(rb"[A-Za-z0-9+/]{0,64}")
_MAC = re.compile(rb"--- [A-Za-z0-9+/]{43}")

_NOT_AGE = Text("不是 age 加密文件", "it is no age file")
_ARMOURED = Text(
    "是文本包装的 age 文件，本程序不用", "it is an armoured age file, which is not used"
)
_OTHER_STANZA = Text(
    "加密方式不在允许的范围内（只认 X25519 公钥）",
    "it is encrypted in a way that is not allowed (X25519 recipients only)",
)
_WORDING = Text("加密文件头不合规定", "the age header is not worded as it has to be")


@dataclass(frozen=True, slots=True)
class AgeHeader:
    """To how many X25519 recipients, and how many bytes stand before the encrypted content."""

    recipients: int
    size: int


def read_header(data: bytes) -> AgeHeader:
    """The header in front; raises `DamagedError` unless all it holds is X25519 and what age ignores.

    A passphrase (scrypt) would make the reader work for an attacker and skip the recipients: it is refused.
    """
    if data.startswith(b"-----BEGIN AGE"):
        raise DamagedError(None, _ARMOURED)
    end = data.find(b"\n--- ", 0, MAX_HEADER)
    if not data.startswith(_MAGIC + b"\n") or end < 0:
        raise DamagedError(None, _NOT_AGE)
    lines = data[len(_MAGIC) + 1 : end + 1].split(b"\n")[:-1]
    mac, _, _ = data[end + 1 : end + 100].partition(b"\n")
    if not _MAC.fullmatch(mac):
        raise DamagedError(None, _WORDING)
    return AgeHeader(_count(lines), end + 1 + len(mac) + 1)


def _count(lines: list[bytes]) -> int:
    """How many X25519 stanzas there are; any other but grease is refused."""
    count = at = 0
    while at < len(lines):
        is_x25519 = bool(_X25519.fullmatch(lines[at]))
        if not is_x25519 and not _GREASE.fullmatch(lines[at]):
            raise DamagedError(None, _OTHER_STANZA)
        body, at = _body(lines, at + 1)
        if is_x25519 and len(body) != 43:
            raise DamagedError(None, _WORDING)
        count += is_x25519
    if not count:
        raise DamagedError(None, _OTHER_STANZA)
    return count


def _body(lines: list[bytes], at: int) -> tuple[bytes, int]:
    """The base64 of a stanza, up to the first line shorter than 64; and the line after it."""
    body = b""
    while at < len(lines) and _BODY.fullmatch(lines[at]):
        body += lines[at]
        at += 1
        if len(lines[at - 1]) < 64:
            return body, at
    raise DamagedError(None, _WORDING)


def sealed_size(header: AgeHeader, plain: int) -> int:
    """The bytes that an age file must have for so much plain content: each 64 KiB gets a 16-byte tag."""
    chunks = max(1, -(-plain // _CHUNK))
    return header.size + _NONCE + plain + chunks * _TAG
