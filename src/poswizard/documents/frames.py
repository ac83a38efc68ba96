"""Messages between the program and its picture reader: a short JSON header, then raw bytes."""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from typing import IO

MAX_HEADER_BYTES = 4096

_LENGTHS = struct.Struct(">II")


class FrameError(Exception):
    """The other side ended, or does not speak this protocol; never shown to a person as it is."""


Answer = tuple[Mapping[str, object], bytes]
"""Plain values and the bytes they speak of, on their way to become a frame."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One message: plain values, and the bytes they speak of."""

    header: Mapping[str, object]
    body: bytes = b""


def write_frame(stream: IO[bytes], header: Mapping[str, object], body: bytes = b"") -> None:
    """Send one message at once."""
    head = json.dumps(header).encode()
    stream.write(_LENGTHS.pack(len(head), len(body)) + head)
    stream.write(body)
    stream.flush()


def read_frame(stream: IO[bytes], max_body: int) -> Frame:
    """The next message; raises `FrameError` at the end of the stream or on anything malformed."""
    head_size, body_size = _LENGTHS.unpack(_exactly(stream, _LENGTHS.size))
    if head_size > MAX_HEADER_BYTES or body_size > max_body:
        raise FrameError("frame too large")
    try:
        header = json.loads(_exactly(stream, head_size))
    except (ValueError, RecursionError) as error:
        raise FrameError("header is not JSON") from error
    if not isinstance(header, dict):
        raise FrameError("header is not an object")
    return Frame(header, _exactly(stream, body_size))


def _exactly(stream: IO[bytes], size: int) -> bytes:
    data = stream.read(size)
    if len(data) != size:
        raise FrameError("stream ended")
    return data
