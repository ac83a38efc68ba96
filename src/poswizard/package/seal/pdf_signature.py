"""The printed form's own signature: PAdES-B-B (ETSI EN 319 142-1), invisible, by the station that seals."""

from __future__ import annotations

import hashlib
import re
from datetime import datetime
from functools import partial

from poswizard.domain.china_time import CHINA_TIME
from poswizard.package.seal import cms
from poswizard.package.seal.errors import UnsignedError
from poswizard.package.seal.stations import Station
from poswizard.text import Text

FIELD = "Station"
_AROUND = 1_000  # bytes of a signature beside its certificates: about 400

_BYTE_RANGE = re.compile(rb"/ByteRange\s*\[\s*(\d{1,9})\s+(\d{1,9})\s+(\d{1,9})\s+(\d{1,9})\s*\]")
_CONTENTS = re.compile(rb"<([0-9A-Fa-f]{2,60000})>")


def signed_pdf(pdf: bytes, station: Station, now: datetime) -> bytes:
    """The PDF with a signature over all of it, added behind its last byte; it stays PDF/A-2.

    The bytes differ each time, for an ECDSA signature holds a random number: a plain package, which always gives
    the same bytes, is therefore packed with the PDF as it was before.
    """
    from poswizard.package.seal.pdf_signer import embedded

    at = now.astimezone(CHINA_TIME).replace(microsecond=0)
    room = _AROUND + sum(len(one.der) for one in (station.certificate, *station.chain))
    return embedded(pdf, FIELD, at, room, partial(cms.in_pdf, station=station))


def signature_in(pdf: bytes) -> cms.Signature:
    """The last signature of a PDF, proved to cover every byte but itself; raises `UnsignedError`.

    The file is not interpreted: what its structure says cannot change what was signed.
    """
    ranges = list(_BYTE_RANGE.finditer(pdf))
    if not ranges:
        raise UnsignedError(_UNSIGNED)
    start, first, second, rest = map(int, ranges[-1].groups())
    if start != 0 or not first < second or second + rest != len(pdf):
        raise UnsignedError(_NOT_ALL)
    hole = _CONTENTS.fullmatch(pdf, first, second)
    if hole is None:
        raise UnsignedError(_NOT_ALL)
    digest = hashlib.sha256(memoryview(pdf)[:first])
    digest.update(memoryview(pdf)[second:])
    return cms.read_in_pdf(
        _without_padding(bytes.fromhex(hole[1].decode("ascii"))), digest.digest()
    )


def _without_padding(contents: bytes) -> bytes:
    """The DER value without the zeros behind it, which keep the place that was reserved."""
    if len(contents) < 4 or contents[:2] != b"\x30\x82":
        raise UnsignedError(_NOT_ALL)
    size = 4 + int.from_bytes(contents[2:4], "big")
    if any(contents[size:]):
        raise UnsignedError(_NOT_ALL)
    return contents[:size]


_UNSIGNED = Text(
    "申请表 PDF 没有签名。请发送人用本程序重新导出。",
    "The printed form has no signature. Ask the sender to export it again.",
)
_NOT_ALL = Text(
    "申请表 PDF 的签名没有覆盖整个文件。请不要使用，向发送人索取原文件。",
    "The signature in the printed form does not cover all of it. Do not use it; ask the sender for the original.",
)
