"""Zips and bags put together byte by byte, so that exactly one rule can be broken at a time."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from struct import Struct

LOCAL, CENTRAL, END = Struct("<4s5H3I2H"), Struct("<4s6H3I5H2I"), Struct("<4s4H2IH")

TOP = "A-2026-000001-r1"
JSON = b'{"format": {"name": "poswizard-application", "version": 1}, "merchant": {"kind": "micro"}}'
SCHEMA = b'{"type": "object", "required": ["format", "merchant"]}'
PAYLOAD: dict[str, bytes] = {
    "data/application.json": JSON,
    "data/application.schema.json": SCHEMA,
    "data/documents/TILL-1.jpg": b"specimen picture \xff\xd8\xff\xd9",
}
INFO = {"Bagging-Date": "2026-11-20", "External-Identifier": TOP}

Fields = dict[str, int | bytes]


@dataclass
class Part:
    """One entry; `local` and `central` replace header fields, `before` is junk in front of it."""

    name: bytes
    data: bytes
    local: Fields = field(default_factory=dict)
    central: Fields = field(default_factory=dict)
    before: bytes = b""
    after: bytes = b""

    def both(self, **fields: int | bytes) -> Part:
        """The same fields replaced in both headers."""
        return Part(self.name, self.data, {**self.local, **fields}, {**self.central, **fields})


def local_header(part: Part) -> bytes:
    fields: Fields = {"mark": b"PK\x03\x04", "need": 20, "flags": 0, "method": 0, "time": 0}
    fields |= {"date": 0x21, "crc": zlib.crc32(part.data), "packed": len(part.data)}
    fields |= {"size": len(part.data), "name": len(part.name), "extra": 0}
    name, extra = part.local.get("name_bytes", part.name), part.local.get("extra_bytes", b"")
    assert isinstance(name, bytes)
    assert isinstance(extra, bytes)
    fields |= {"name": len(name), "extra": len(extra)}
    fields |= {key: value for key, value in part.local.items() if key in fields}
    return LOCAL.pack(*fields.values()) + name + extra


def central_header(part: Part, offset: int) -> bytes:
    fields: Fields = {"mark": b"PK\x01\x02", "made": 0x314, "need": 20, "flags": 0, "method": 0}
    fields |= {"time": 0, "date": 0x21, "crc": zlib.crc32(part.data), "packed": len(part.data)}
    fields |= {"size": len(part.data), "name": len(part.name), "extra": 0, "comment": 0}
    fields |= {"disk": 0, "internal": 0, "mode": 0o100600 << 16, "offset": offset}
    extra, comment = part.central.get("extra_bytes", b""), part.central.get("comment_bytes", b"")
    assert isinstance(extra, bytes)
    assert isinstance(comment, bytes)
    fields |= {"extra": len(extra), "comment": len(comment)}
    fields |= {key: value for key, value in part.central.items() if key in fields}
    return CENTRAL.pack(*fields.values()) + part.name + extra + comment


@dataclass
class RawZip:
    """A zip of parts; the rest is what can be put around them, and fields of the last record."""

    parts: Sequence[Part]
    prefix: bytes = b""
    before_directory: bytes = b""
    before_end: bytes = b""
    suffix: bytes = b""
    end: Fields = field(default_factory=dict)

    def to_bytes(self) -> bytes:
        body, offsets = bytearray(self.prefix), []
        for part in self.parts:
            body += part.before
            offsets.append(len(body))
            body += local_header(part) + part.data + part.after
        body += self.before_directory
        directory = b"".join(map(central_header, self.parts, offsets))
        fields: Fields = {"mark": b"PK\x05\x06", "disk": 0, "first": 0, "here": len(self.parts)}
        fields |= {"count": len(self.parts), "length": len(directory), "offset": len(body)}
        fields |= {"comment": 0} | self.end
        return bytes(body) + directory + self.before_end + END.pack(*fields.values()) + self.suffix


def manifest(files: Mapping[str, bytes]) -> bytes:
    """The sorted SHA-256 manifest of `files`."""
    lines = (f"{hashlib.sha256(files[path]).hexdigest()}  {path}\n" for path in sorted(files))
    return "".join(lines).encode("utf-8", "surrogateescape")


def bag_files(
    payload: Mapping[str, bytes] = PAYLOAD,
    replaced: Mapping[str, bytes | None] | None = None,
) -> dict[str, bytes]:
    """A whole bag by path, in order; `replaced` tag files are then digested as they are, None omits."""
    oxum = f"{sum(map(len, payload.values()))}.{len(payload)}"
    info = {**INFO, "Payload-Oxum": oxum}
    tags: dict[str, bytes | None] = {
        "bagit.txt": b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
        "bag-info.txt": "".join(f"{key}: {info[key]}\n" for key in sorted(info)).encode(),
        "manifest-sha256.txt": manifest(payload),
    }
    tags |= replaced or {}
    kept = {path: data for path, data in tags.items() if data is not None}
    kept.setdefault("tagmanifest-sha256.txt", manifest(kept))
    if (replaced or {}).get("tagmanifest-sha256.txt", b"") is None:
        del kept["tagmanifest-sha256.txt"]
    first = {"bagit.txt": kept.pop("bagit.txt")} if "bagit.txt" in kept else {}
    return {**first, **{path: payload[path] for path in sorted(payload)}, **kept}


def parts_of(files: Mapping[str, bytes], top: str = TOP) -> list[Part]:
    """The entries of a bag, ready to be broken."""
    return [Part(f"{top}/{path}".encode("utf-8", "surrogateescape"), files[path]) for path in files]


def good_bag() -> bytes:
    """A small whole package, as the writer would write it."""
    return RawZip(parts_of(bag_files())).to_bytes()
