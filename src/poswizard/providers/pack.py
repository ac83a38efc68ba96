"""A provider pack in one of its states: what it says, which version it is, and where it came from."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from poswizard.providers.provider import Provider
from poswizard.providers.reading import provider_of
from poswizard.text import Text, Vocabulary


class Origin(Vocabulary):
    """Where the pack that is in force came from."""

    SHIPPED = "shipped", Text("随程序", "with the program")
    BUNDLE = "bundle", Text("资料更新包", "catalogue bundle")
    LOCAL = "local", Text("本机构自建", "made by this branch")
    KEPT = "kept", Text("申请保留的旧版", "kept for applications")


@dataclass(frozen=True, slots=True, eq=False)
class Pack:
    """One pack as it is asked by."""

    provider: Provider
    text: str
    """Canonical JSON of all it says; the version is its digest."""
    version: str
    """The first twelve hexadecimal digits of the SHA-256 of `text`."""
    origin: Origin
    corrected: tuple[str, ...] = ()
    """Where the branch's own file changes it."""

    @property
    def key(self) -> str:
        """The stored name."""
        return self.provider.key

    @property
    def revised(self) -> str:
        """The day of this state, or of its latest claim."""
        return self.provider.revised or max((c.as_of for c in self.provider.sourced()), default="")

    @property
    def label(self) -> str:
        """Day and version for a person: `2026-11-23 · 4f2a8c19d0aa`."""
        return " · ".join(filter(None, (self.revised, self.version)))


def pack_of(
    table: Mapping[str, Any], key: str, origin: Origin, corrected: tuple[str, ...] = ()
) -> Pack:
    """The pack that a table describes; raises `ProviderFileError`."""
    text = json.dumps(
        table, default=_plain, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    return Pack(provider_of(table, key), text, version_of(text), origin, corrected)


def kept_pack(text: str) -> Pack:
    """The pack of a text that was kept; raises `ProviderFileError` if this program cannot read it."""
    table = json.loads(text)
    licence = table.get("licence")
    if licence:  # JSON has no dates
        licence["checked_on"] = date.fromisoformat(licence["checked_on"])
    return Pack(provider_of(table, table["key"]), text, version_of(text), Origin.KEPT)


def version_of(text: str) -> str:
    """The version of a canonical text."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value))
