"""Which scans the answers of a step mention: read off the JSON, so that no caller can forget one."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

_DIGEST = re.compile(r"[0-9a-f]{64}")
_QUOTED_DIGEST = re.compile(r'"[0-9a-f]{64}"')
_PAGE_KEYS = ("sha256", "scan")


def pages(step: str, data: str) -> Iterator[dict[str, Any]]:
    """One row for each mention of a scan, without its application.

    A mention is an object with a `sha256` (its `original_sha256` and `verdict` are kept if they
    are there), or a bare string of 64 hexadecimal digits. The slot is the path of keys to it.
    """
    if not _QUOTED_DIGEST.search(data):
        return
    counts: dict[str, int] = {}
    for slot, digest, about in _mentions(json.loads(data), step):
        counts[slot] = counts.get(slot, 0) + 1
        yield {
            "step": step,
            "slot": slot[:160],
            "page": counts[slot],
            "scan": digest,
            "original": _word(about, "original_sha256", 64),
            "verdict": _word(about, "verdict", 40),
        }


def _mentions(value: Any, slot: str) -> Iterator[tuple[str, str, dict[str, Any]]]:
    if isinstance(value, str) and _DIGEST.fullmatch(value):
        yield slot, value, {}
    elif isinstance(value, list):
        yield from _in_list(value, slot)
    elif isinstance(value, dict):
        yield from _in_object(value, slot)


def _in_list(values: list[Any], slot: str) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for place, value in enumerate(values):
        # pages of one document share its slot; repeated rows of fields do not
        is_page = isinstance(value, str) or (isinstance(value, dict) and _page_digest(value))
        yield from _mentions(value, slot if is_page else f"{slot}.{place}")


def _in_object(value: dict[str, Any], slot: str) -> Iterator[tuple[str, str, dict[str, Any]]]:
    digest = _page_digest(value)
    if digest:
        yield slot, digest, value
    for key, inner in value.items():
        if not digest or isinstance(inner, dict | list):
            yield from _mentions(inner, f"{slot}.{key}")


def _page_digest(value: dict[str, Any]) -> str:
    found = (value.get(key) for key in _PAGE_KEYS)
    return next((one for one in found if isinstance(one, str) and _DIGEST.fullmatch(one)), "")


def _word(about: dict[str, Any], key: str, longest: int) -> str:
    word = about.get(key)
    return word[:longest] if isinstance(word, str) else ""
