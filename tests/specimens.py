"""Specimen files for tests: the demonstration's papers, small pictures, and bad files of every kind.

All of it is synthetic; no name, number or place in it belongs to anybody.
"""

from __future__ import annotations

import struct
import tracemalloc
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from random import Random
from typing import Any

import pikepdf
from PIL import Image, ImageDraw

from poswizard.demo.scenes import door_plate, interior, shop_front, till
from poswizard.demo.specimens import (
    account_permit,
    authorisation_letter,
    bank_card,
    business_licence,
    handler_id,
    id_back,
    id_front,
    letter,
    terminal_label,
)

__all__ = [
    "account_permit",
    "authorisation_letter",
    "bank_card",
    "business_licence",
    "door_plate",
    "encrypted_pdf",
    "handler_id",
    "id_back",
    "id_front",
    "interior",
    "letter",
    "mutants",
    "pdf",
    "pdf_without_pages",
    "photo",
    "picture",
    "png_bomb",
    "shop_front",
    "slow_pdf",
    "terminal_label",
    "till",
    "with_text_bomb",
]

PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"


def photo(width: int = 800, height: int = 600, mode: str = "RGB") -> Image.Image:
    """A picture whose left half is red and right half blue, with a white corner at its top left."""
    image = Image.new("RGB", (width, height), (30, 60, 200))
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, width // 2, height), fill=(200, 50, 30))
    pen.rectangle((0, 0, width // 8, height // 8), fill="white")
    return image.convert(mode)


def picture(image: Image.Image | None = None, kind: str = "JPEG", **options: Any) -> bytes:
    """An image as a file."""
    buffer = BytesIO()
    (image or photo()).save(buffer, kind, **options)
    return buffer.getvalue()


def pdf(pages: int = 1) -> bytes:
    """A PDF of so many A6 pages, each one picture."""
    sheets = [photo(298, 420) for _ in range(pages)]
    return picture(sheets[0], "PDF", save_all=True, append_images=sheets[1:], resolution=72.0)


def encrypted_pdf(password: str) -> bytes:
    """A PDF that asks for a password, or (an empty one) only forbids copying."""
    buffer = BytesIO()
    with pikepdf.open(BytesIO(pdf())) as document:
        document.save(buffer, encryption=pikepdf.Encryption(owner="owner", user=password))
    return buffer.getvalue()


def pdf_without_pages() -> bytes:
    """A PDF that is well made and empty."""
    buffer = BytesIO()
    with pikepdf.new() as document:
        document.save(buffer)
    return buffer.getvalue()


def slow_pdf(strokes: int = 2_000_000) -> bytes:
    """A small, valid PDF whose one page takes minutes to draw."""
    buffer = BytesIO()
    with pikepdf.new() as document:
        page = document.add_blank_page(page_size=(2000, 2000))
        page.Contents = document.make_stream(
            b"40 w 0 0 m 1999 1998 l S 3 9 m 1990 5 l S\n" * strokes
        )
        document.save(buffer, compress_streams=True)
    return buffer.getvalue()


def png_bomb(width: int, height: int) -> bytes:
    """A PNG of one colour: a few hundred kilobytes that claim, and keep, to be gigabytes."""
    header = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    packer = zlib.compressobj(9)
    row = bytes(1 + 4 * width)
    rows = b"".join(packer.compress(row) for _ in range(min(height, 2000))) + packer.flush()
    return PNG_SIGNATURE + _chunk(b"IHDR", header) + _chunk(b"IDAT", rows) + _chunk(b"IEND", b"")


def with_text_bomb(png: bytes) -> bytes:
    """A PNG with a compressed comment of 200 MB of nothing before its picture."""
    bomb = _chunk(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(200_000_000), 9))
    after_header = len(PNG_SIGNATURE) + 25
    return png[:after_header] + bomb + png[after_header:]


def mutants(originals: list[bytes], count: int, seed: int) -> Iterator[bytes]:
    """So many damaged copies, the same ones for the same seed."""
    chance = Random(seed)  # noqa: S311 damage, not a secret
    for _ in range(count):
        data = bytearray(chance.choice(originals))
        for _ in range(chance.choice((1, 1, 2, 4, 16))):
            chance.choice((_flip, _flip, _drop, _repeat, _cut, _inflate))(data, chance)
        yield bytes(data)


def _flip(data: bytearray, chance: Random) -> None:
    if data:
        data[chance.randrange(len(data))] = chance.choice((0, 0xFF, 0x7F, chance.randrange(256)))


def _drop(data: bytearray, chance: Random) -> None:
    start = chance.randrange(len(data) + 1)
    del data[start : start + chance.randrange(1, 64)]


def _repeat(data: bytearray, chance: Random) -> None:
    start, to = chance.randrange(len(data) + 1), chance.randrange(len(data) + 1)
    data[to:to] = data[start : start + chance.randrange(1, 64)]


def _cut(data: bytearray, chance: Random) -> None:
    if chance.random() < 0.2:
        del data[chance.randrange(len(data) + 1) :]


def _inflate(data: bytearray, chance: Random) -> None:
    """Put a huge number where, near the start, sizes and counts stand."""
    start = chance.randrange(min(len(data), 400) + 1)
    data[start : start + 4] = chance.choice(
        (b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"\0\0\xff\xff")
    )


def _chunk(name: bytes, body: bytes) -> bytes:
    checksum = zlib.crc32(name + body)
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", checksum)


@contextmanager
def memory_below(megabytes: int) -> Iterator[None]:
    """What is done here takes no more memory of Python's than this at any moment."""
    tracemalloc.start()
    try:
        yield
        assert tracemalloc.get_traced_memory()[1] < megabytes * 1024 * 1024
    finally:
        tracemalloc.stop()
