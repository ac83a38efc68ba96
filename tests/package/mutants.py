"""Random changes to the bytes of a file, as a bad cable, an editor or an attacker would make them."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

Change = Callable[[Random, bytearray], None]

# values at which length fields and marks turn over
_TELLING = (0, 1, 7, 8, 0x20, 0x2E, 0x2F, 0x5C, 0x7F, 0x80, 0xFF)


def mutant(random: Random, original: bytes) -> bytes:
    """`original` with one to three changes; now and then they cancel out."""
    data = bytearray(original)
    for _ in range(random.choice((1, 1, 1, 2, 3))):
        random.choice(_CHANGES)(random, data)
    return bytes(data)


def _span(random: Random, data: bytearray, longest: int = 64) -> slice:
    start = random.randrange(len(data) + 1)
    return slice(start, start + random.randint(1, longest))


def _flip_a_bit(random: Random, data: bytearray) -> None:
    if data:
        data[random.randrange(len(data))] ^= 1 << random.randrange(8)


def _set_a_byte(random: Random, data: bytearray) -> None:
    if data:
        data[random.randrange(len(data))] = random.choice(_TELLING)


def _change_a_header(random: Random, data: bytearray) -> None:
    marks = [at for at in range(len(data) - 3) if data[at : at + 2] == b"PK"]
    if marks:
        at = random.choice(marks) + random.randrange(46)
        data[at : at + 1] = bytes([random.choice(_TELLING)])


def _insert(random: Random, data: bytearray) -> None:
    at = _span(random, data).start
    data[at:at] = random.randbytes(random.randint(1, 40))


def _delete(random: Random, data: bytearray) -> None:
    del data[_span(random, data)]


def _cut(random: Random, data: bytearray) -> None:
    del data[_span(random, data).start :]


def _zero(random: Random, data: bytearray) -> None:
    span = _span(random, data, 600)
    data[span] = bytes(len(data[span]))


def _repeat(random: Random, data: bytearray) -> None:
    span = _span(random, data, 400)
    data[span.start : span.start] = data[span]


def _move(random: Random, data: bytearray) -> None:
    span = _span(random, data, 200)
    piece = data[span]
    del data[span]
    at = random.randrange(len(data) + 1)
    data[at:at] = piece


def _append(random: Random, data: bytearray) -> None:
    data += random.choice((b"\0", b"\n", bytes(data[-22:]), bytes(data[:100])))


_CHANGES: tuple[Change, ...] = (
    _flip_a_bit,
    _flip_a_bit,
    _set_a_byte,
    _change_a_header,
    _change_a_header,
    _insert,
    _delete,
    _cut,
    _zero,
    _repeat,
    _move,
    _append,
)
