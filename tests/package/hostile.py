"""Hostile packages by name: what each would do to a trusting reader, and the words that refuse it.

Each breaks one rule in a package that is whole otherwise, manifests and checksums included.
"""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import NamedTuple

from tests.package.raw_zip import (
    PAYLOAD,
    TOP,
    Part,
    RawZip,
    bag_files,
    good_bag,
    manifest,
    parts_of,
)


class Hostile(NamedTuple):
    """A package that no reader may take, and a part of the English words that say why."""

    name: str
    data: bytes
    words: str


NOT_ALLOWED, CUT = "name is not allowed", "its end is missing"
GAPS, EXTRA_FILE = "extra, overlapping or missing", "extra file"


def corpus() -> list[Hostile]:
    """All of them."""
    groups = (_names, _whole_names, _headers, _ends, _strangers, _cuts, _foreign_zips, _manifests)
    return [case for group in (*groups, _tags) for case in group()]


def _with_payload(path: str, data: bytes = b"specimen") -> bytes:
    return RawZip(parts_of(bag_files({**PAYLOAD, path: data}))).to_bytes()


def _names() -> Iterator[Hostile]:
    """A payload path that an unpacking tool would follow, cut, merge or hide."""
    paths = {
        "climbs_out": "data/../../../evil.sh",
        "dot_segment": "data/./x.jpg",
        "absolute_below": "data//etc/passwd",
        "backslash": "data/..\\..\\evil.exe",
        "drive": "data/C:/evil.exe",
        "alternate_stream": "data/a.jpg:evil.exe",
        "trailing_dot": "data/a.",
        "trailing_space": "data/a.jpg ",
        "leading_space": "data/ a.jpg",
        "right_to_left_override": "data/\u202egpj.exe",
        "chinese": "data/身份证.jpg",
        "not_utf8": "data/\udcb0.jpg",
        "nul_cut": "data/a.exe\0.jpg",
        "new_line": "data/a\nb.jpg",
        "escape_sequence": "data/\x1b[2Ja.jpg",
        "hidden": "data/.profile",
        "percent_encoded": "data/%2e%2e/x",
        "wildcard": "data/*.jpg",
        "pipe": "data/a|b",
        "home": "data/~/x",
        "folder_entry": "data/documents/",
        "dash_option": "data/-rf",
    }
    for name, path in paths.items():
        yield Hostile(name, _with_payload(path), NOT_ALLOWED)
    for device in ("CON", "con.jpg", "LPT1.txt", "nul", "Aux.tar.gz", "COM0"):
        yield Hostile(f"device_{device}", _with_payload(f"data/{device}"), "reserved")
    deep = "data/" + "d/" * 40 + "x"
    yield Hostile("deep_40", _with_payload(deep), "too long or too deep")
    yield Hostile("deep_2000", _with_payload("data/" + "d/" * 2000 + "x"), NOT_ALLOWED)
    yield Hostile("long_name", _with_payload("data/" + "n" * 150), "too long")
    case = _with_payload("data/Application.json")
    yield Hostile("case_only_twin", case, "two files of this name")
    yield Hostile("file_and_folder", _with_payload("data/documents"), "two files of this name")
    yield Hostile("extra_tag_file", _with_payload("readme.txt"), EXTRA_FILE)
    yield Hostile("fetch", _with_payload("fetch.txt", b"file:///etc/passwd - data/x\n"), "fetch")
    yield Hostile("payload_outside_data", _with_payload("dat/x.jpg"), NOT_ALLOWED)


def _whole_names() -> Iterator[Hostile]:
    """The whole entry name, top folder included."""
    parts = parts_of(bag_files())

    def renamed(index: int, name: bytes) -> bytes:
        changed = [*parts]
        changed[index] = Part(name, parts[index].data)
        return RawZip(changed).to_bytes()

    yield Hostile("absolute", renamed(2, b"/etc/passwd"), "outside the one top folder")
    yield Hostile("climbing_top", renamed(2, b"../evil.sh"), "outside the one top folder")
    yield Hostile("second_top", renamed(2, b"B-1-r1/data/x"), "outside the one top folder")
    yield Hostile("no_top", renamed(2, b"passwd"), "outside the one top folder")
    yield Hostile("empty_name", renamed(2, b""), NOT_ALLOWED)
    yield Hostile("only_the_top", renamed(2, f"{TOP}/".encode()), "extra file")
    for top in ("..", "A-1", "A-1-r0", "CON", "A 1-r1", "C:", "A" * 70 + "-r1", "A-1-r1\\x"):
        data = RawZip(parts_of(bag_files(), top)).to_bytes()
        yield Hostile(f"top_{top[:10]}", data, "<number>-r<revision>")
    twice = RawZip([*parts, parts[2]]).to_bytes()
    yield Hostile("same_name_twice", twice, "two files of this name")
    swapped = RawZip([parts[0], parts[2], parts[1], *parts[3:]]).to_bytes()
    yield Hostile("other_order", swapped, "order of the files")


def _second(change: Callable[[Part], Part]) -> bytes:
    parts = parts_of(bag_files())
    parts[1] = change(parts[1])
    return RawZip(parts).to_bytes()


def _headers() -> Iterator[Hostile]:
    """One header field that a zip may have and a package may not, in both headers or in one."""
    repacked, encrypted = "compressed again", "encrypted with a password"
    for method in (8, 9, 12, 14, 93, 95, 98):
        data = _second(lambda part, method=method: part.both(method=method))
        yield Hostile(f"method_{method}", data, repacked)
    yield Hostile("method_99_aes", _second(lambda part: part.both(method=99)), encrypted)
    yield Hostile("encrypted_flag", _second(lambda part: part.both(flags=1)), encrypted)
    yield Hostile("strong_encryption", _second(lambda part: part.both(flags=0x41)), encrypted)
    yield Hostile("masked_directory", _second(lambda part: part.both(flags=0x2000)), encrypted)
    yield Hostile("descriptor_flag", _second(lambda part: part.both(flags=8)), "descriptor")
    yield Hostile("utf8_flag", _second(lambda part: part.both(flags=0x800)), repacked)
    yield Hostile("other_time", _second(lambda part: part.both(time=1)), "time of the entry")
    yield Hostile("other_date", _second(lambda part: part.both(date=0x5A21)), "time of the entry")
    yield Hostile("wrong_crc", _second(lambda part: part.both(crc=7)), "checksum")
    yield Hostile("claims_4_gib", _second(lambda part: part.both(size=0xFFFFFFFE)), "sizes")
    both = {"size": 0xFFFFFFFE, "packed": 0xFFFFFFFE}
    yield Hostile("stores_4_gib", _second(lambda part: part.both(**both)), "beyond what is allowed")
    full = {"size": 0xFFFFFFFF, "packed": 0xFFFFFFFF, "extra_bytes": bytes(20)}
    yield Hostile("zip64_sizes", _second(lambda part: part.both(**full)), "zip64")
    central = {
        "symbolic_link": ({"mode": 0o120777 << 16}, "link"),
        "folder_mode": ({"mode": 0o040755 << 16 | 0x10}, "link, a folder"),
        "device_mode": ({"mode": 0o060600 << 16}, "special file"),
        "set_user_id": ({"mode": 0o104755 << 16}, "another mode"),
        "dos_made": ({"made": 20}, GAPS),
        "internal_text": ({"internal": 1}, GAPS),
        "extra_field": ({"extra_bytes": b"UT\x05\0\x01abcd"}, "extra field"),
        "entry_comment": ({"comment_bytes": b"hidden words"}, "comment"),
        "other_disk": ({"disk": 1}, "several parts"),
        "elsewhere": ({"offset": 0}, GAPS),
        "zip64_offset": ({"offset": 0xFFFFFFFF}, "zip64"),
        "smaller": ({"size": 3, "packed": 3}, GAPS),
        "larger": ({"size": 300, "packed": 300}, GAPS),
        "name_runs_over": ({"name": 60_000}, NOT_ALLOWED),
        "central_crc": ({"crc": 7}, "differs from the directory"),
        "central_mark": ({"mark": b"PK\x01\x09"}, GAPS),
    }
    for name, (fields, words) in central.items():
        data = _second(lambda part, fields=fields: Part(part.name, part.data, {}, fields))
        yield Hostile(f"central_{name}", data, words)
    local = {
        "name": ({"name_bytes": f"{TOP}/data/applicatioN.json".encode()}, "differs"),
        "method": ({"method": 8}, repacked),
        "encrypted": ({"flags": 1}, encrypted),
        "size": ({"size": 1}, "differs"),
        "crc": ({"crc": 0}, "differs"),
        "time": ({"time": 7}, "differs"),
        "mark": ({"mark": b"PK\x07\x08"}, GAPS),
    }
    for name, (fields, words) in local.items():
        data = _second(lambda part, fields=fields: Part(part.name, part.data, fields, {}))
        yield Hostile(f"local_{name}", data, words)
    extra = _second(lambda part: Part(part.name, part.data, {"extra_bytes": b"UT\0\0"}, {}))
    yield Hostile("local_extra_field", extra, GAPS)


def _ends() -> Iterator[Hostile]:
    """Around the entries: junk, comments and a last record that lies."""
    parts = parts_of(bag_files())
    jpg = b"\xff\xd8\xff\xe0 specimen \xff\xd9"
    good = good_bag()
    yield Hostile(
        "prefix_script", RawZip(parts, prefix=b"#!/bin/sh\n").to_bytes(), "no application"
    )
    yield Hostile("prefix_picture", RawZip(parts, prefix=jpg).to_bytes(), "no application")
    yield Hostile("prefix_unadjusted", b"MZ\x90\0" + good, "no application")
    yield Hostile("prefix_entry", good[:100] + good, GAPS)
    yield Hostile("junk_before_directory", RawZip(parts, before_directory=jpg).to_bytes(), GAPS)
    yield Hostile("junk_before_end", RawZip(parts, before_end=jpg).to_bytes(), GAPS)
    length = sum(46 + len(part.name) for part in parts) + len(jpg)
    inside = RawZip(parts, before_end=jpg, end={"length": length}).to_bytes()
    yield Hostile("junk_inside_directory", inside, GAPS)
    yield Hostile("junk_after_end", RawZip(parts, suffix=b"\n").to_bytes(), "after the end")
    comment = RawZip(parts, suffix=b"note", end={"comment": 4}).to_bytes()
    yield Hostile("archive_comment", comment, "after the end, or a comment")
    hidden = good[-22:]
    nested = RawZip(parts, suffix=hidden, end={"comment": 22}).to_bytes()
    yield Hostile("comment_is_an_end", nested, GAPS)
    yield Hostile("two_packages", good + good, GAPS)
    between = [parts[0], *(Part(part.name, part.data, before=b"junk") for part in parts[1:])]
    yield Hostile("junk_between", RawZip(between).to_bytes(), GAPS)
    records: dict[str, tuple[dict[str, int | bytes], str]] = {
        "claims_comment": ({"comment": 5}, "comment"),
        "second_disk": ({"disk": 1}, "several parts"),
        "first_disk": ({"first": 1}, "several parts"),
        "one_less": ({"here": 6, "count": 6}, GAPS),
        "one_more": ({"here": 8, "count": 8}, GAPS),
        "counts_differ": ({"here": 6}, "sizes or positions"),
        "no_entries": ({"here": 0, "count": 0}, GAPS),
        "zip64_count": ({"here": 0xFFFF, "count": 0xFFFF}, "more entries"),
        "zip64_counts_differ": ({"here": 0xFFFF}, "zip64"),
        "zip64_offset": ({"offset": 0xFFFFFFFF}, GAPS),
        "directory_elsewhere": ({"offset": 10}, GAPS),
        "directory_short": ({"length": 10}, GAPS),
        "directory_is_all": ({"length": len(good) - 22, "offset": 0}, NOT_ALLOWED),
    }
    for name, (fields, words) in records.items():
        yield Hostile(f"end_{name}", RawZip(parts, end=fields).to_bytes(), words)
    locator = b"PK\x06\x07" + bytes(16)
    yield Hostile("zip64_locator", RawZip(parts, before_end=locator).to_bytes(), GAPS)
    many = [Part(b"%s/data/%d" % (TOP.encode(), n), b"") for n in range(60_000)]
    yield Hostile("60000_entries", RawZip(many).to_bytes(), "more entries")


def _strangers() -> Iterator[Hostile]:
    """No package at all."""
    empty = RawZip([]).to_bytes()
    yield Hostile("empty_zip", empty, "missing")
    yield Hostile("empty_file", b"", "the file is empty")
    yield Hostile("zeros", bytes(5_000), "the file is empty")
    yield Hostile("text", "进件资料".encode(), "no application package")
    yield Hostile("gzip", gzip.compress(good_bag()), "no application package")
    yield Hostile("seven_zip", b"7z\xbc\xaf\x27\x1c" + bytes(100), "no application package")
    yield Hostile("rar", b"Rar!\x1a\x07\x01\0" + bytes(100), "no application package")
    yield Hostile("program", b"MZ\x90\0" + bytes(100), "no application package")
    yield Hostile("four_bytes", b"PK\x03\x04", CUT)
    yield Hostile("only_an_end_mark", b"PK\x05\x06", CUT)


def _cuts() -> Iterator[Hostile]:
    """Copies that stopped."""
    good = good_bag()
    for name, size in {"one": 1, "half": len(good) // 2, "end": 22, "directory": 300}.items():
        yield Hostile(f"cut_{name}_off", good[:-size], CUT)
    padded = good[:-400] + bytes(400)
    yield Hostile("preallocated", padded, CUT)
    yield Hostile("front_lost", good[200:], "no application package")
    middle = good[:300] + good[400:]
    yield Hostile("middle_lost", middle, GAPS)


class _Pipe(io.RawIOBase):
    """A sink that cannot seek, as when a zip is made on the fly."""

    def __init__(self) -> None:
        self.data = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:  # pyright: ignore[reportIncompatibleMethodOverride]
        self.data += bytes(data)  # pyright: ignore[reportArgumentType]
        return len(bytes(data))  # pyright: ignore[reportArgumentType]


def _zipped(method: int, sink: io.RawIOBase | io.BytesIO) -> None:
    with zipfile.ZipFile(sink, "w", method) as archive:  # pyright: ignore[reportArgumentType]
        for path, data in bag_files().items():
            archive.writestr(f"{TOP}/{path}", data)


def _foreign_zips() -> Iterator[Hostile]:
    """The same contents, packed again by another program; and bombs."""
    for name, method in {"stored": 0, "deflated": 8, "bzip2": 12, "lzma": 14}.items():
        buffer = io.BytesIO()
        _zipped(method, buffer)
        yield Hostile(f"repacked_{name}", buffer.getvalue(), "")
    pipe = _Pipe()
    _zipped(0, pipe)
    yield Hostile("streamed", bytes(pipe.data), "descriptor")
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"{TOP}/data/bomb.bin", bytes(30_000_000))
    yield Hostile("bomb_deflated", buffer.getvalue(), "compressed again")
    yield Hostile("bomb_overlapping", _overlapping(), GAPS)


def _overlapping() -> bytes:
    """Three hundred entries over one content (CVE-2024-0450)."""
    kernel = zlib.compress(bytes(1_000_000))
    first = Part(f"{TOP}/data/0".encode(), kernel)
    raw = RawZip([first]).to_bytes()
    end_of_kernel = raw.index(b"PK\x01\x02")
    header = raw[end_of_kernel:-22]
    directory = b"".join(header.replace(b"data/0", b"data/%d" % (n % 10)) for n in range(300))
    sizes = {"here": 300, "count": 300, "length": len(directory), "offset": end_of_kernel}
    end = RawZip([], end=dict(sizes)).to_bytes()
    return raw[:end_of_kernel] + directory + end


def _bag(**replaced: bytes | None) -> bytes:
    names = {"bagit": "bagit.txt", "info": "bag-info.txt", "manifest": "manifest-sha256.txt"}
    names["tagmanifest"] = "tagmanifest-sha256.txt"
    return RawZip(
        parts_of(bag_files(PAYLOAD, {names[k]: v for k, v in replaced.items()}))
    ).to_bytes()


def _manifests() -> Iterator[Hostile]:
    """Manifests that list something else, or in another wording; the tag manifest follows them."""
    whole = manifest(PAYLOAD)
    altered = {**PAYLOAD, "data/application.json": b"{}"}
    files = bag_files() | {"data/application.json": b"{}"}
    tags = {path: data for path, data in bag_files().items() if not path.startswith("data/")}
    del tags["tagmanifest-sha256.txt"]
    missing = {path: PAYLOAD[path] for path in list(PAYLOAD)[1:]}
    yield Hostile("payload_altered", RawZip(parts_of(files)).to_bytes(), "was altered")
    files |= {"manifest-sha256.txt": manifest(altered)}
    yield Hostile("manifest_follows", RawZip(parts_of(files)).to_bytes(), "was altered")
    yield Hostile("tag_manifest_deleted", _bag(tagmanifest=None), "file is missing")
    yield Hostile("manifest_deleted", _bag(manifest=None), "file is missing")
    yield Hostile("bagit_deleted", _bag(bagit=None), "missing")
    yield Hostile("info_deleted", _bag(info=None), "file is missing")
    yield Hostile("payload_unlisted", _bag(manifest=manifest(missing)), EXTRA_FILE)
    climbing = manifest({**PAYLOAD, "../../etc/passwd": b""})
    yield Hostile("manifest_climbs", _bag(manifest=climbing), "file is missing")
    listed = manifest({**PAYLOAD, "data/documents/TILL-2.jpg": b""})
    yield Hostile("payload_missing", _bag(manifest=listed), "file is missing")
    wordings = {
        "upper_case": whole.upper().replace(b"DATA/", b"data/"),
        "crlf": whole.replace(b"\n", b"\r\n"),
        "no_last_line_end": whole[:-1],
        "unsorted": b"".join(reversed(whole.splitlines(keepends=True))),
        "twice": whole.splitlines(keepends=True)[0] + whole,
        "binary_mark": whole.replace(b"  ", b" *"),
        "tabs": whole.replace(b"  ", b"\t"),
        "blank_line": whole + b"\n",
        "not_ascii": whole + "0  数据\n".encode(),
        "nothing": b"",
    }
    for name, wording in wordings.items():
        words = EXTRA_FILE if name == "nothing" else "not worded"
        yield Hostile(f"manifest_{name}", _bag(manifest=wording), words)
    yield Hostile("tag_manifest_empty", _bag(tagmanifest=b""), EXTRA_FILE)
    md5 = {**bag_files(), "manifest-md5.txt": b"0" * 32 + b"  data/application.json\n"}
    yield Hostile("second_manifest", RawZip(parts_of(md5)).to_bytes(), EXTRA_FILE)
    empty = RawZip(parts_of(bag_files({}))).to_bytes()
    yield Hostile("no_payload", empty, "file is missing")


def _tags() -> Iterator[Hostile]:
    """bagit.txt and bag-info.txt with other words, their digests right."""
    files = bag_files()
    bagit, info = files["bagit.txt"], files["bag-info.txt"]
    yield Hostile("bagit_0_97", _bag(bagit=bagit.replace(b"1.0", b"0.97")), "not worded")
    yield Hostile("bagit_bom", _bag(bagit=b"\xef\xbb\xbf" + bagit), "not worded")
    yield Hostile("bagit_utf16", _bag(bagit=bagit.replace(b"UTF-8", b"UTF-16")), "not worded")
    oxum = info[info.index(b"Payload-Oxum") :]
    changes = {
        "oxum_wrong": (info.replace(oxum, b"Payload-Oxum: 1.1\n"), "total number or size"),
        "oxum_missing": (info.replace(oxum, b""), "total number or size"),
        "other_number": (info.replace(b"000001", b"000002"), "not that of the folder"),
        "no_date": (info.replace(b"Bagging-Date: 2026-11-20\n", b""), "Bagging-Date"),
        "impossible_date": (info.replace(b"11-20", b"11-31"), "Bagging-Date"),
        "folded": (info.replace(b"11-20", b"11-\n  20"), "not worded"),
        "twice": (info + oxum, "not worded"),
        "unsorted": (b"".join(reversed(info.splitlines(keepends=True))), "not worded"),
        "not_utf8": (info + b"Z-Note: \xff\n", "not worded"),
        "no_colon": (info + b"Zzz\n", "not worded"),
        "control": (info + b"Z-Note: \x1b[2J\n", "holds what it may not"),
        "long": (info + b"Z-Note: " + b"x" * 600 + b"\n", "holds what it may not"),
        "2_mb": (info + b"Z-Note: " + b"x" * 2_000_000 + b"\n", "not worded"),
    }
    for name, (text, words) in changes.items():
        yield Hostile(f"info_{name}", _bag(info=text), words)
