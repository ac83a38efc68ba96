"""The shipped provider packs, all read and checked once, when first needed."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from poswizard import paths
from poswizard.domain.lookup import Entry, pinyin_words, search
from poswizard.forms.answers import NO_OVERLAY, Overlay
from poswizard.providers.provider import Provider, read_provider


def read_folder(folder: Path) -> dict[str, Provider]:
    """The packs in a folder by key, in the order of the file names; raises `ProviderFileError`."""
    return {
        file.stem: read_provider(file.read_text(encoding="utf-8"), file.stem)
        for file in sorted(folder.glob("*.toml"))
    }


@cache
def providers() -> Mapping[str, Provider]:
    """The shipped packs by key."""
    return read_folder(paths.resources() / "providers")


@cache
def version(key: str) -> str:
    """Which state of a pack this is: the beginning of its SHA-256; nothing if there is no such pack."""
    file = paths.resources() / "providers" / f"{key}.toml"
    return hashlib.sha256(file.read_bytes()).hexdigest()[:12] if key in providers() else ""


def overlay(key: str, field_of_slot: Mapping[str, str] | None = None) -> Overlay:
    """What the provider with this key changes of the questions; nothing if there is no such pack."""
    provider = providers().get(key)
    return provider.overlay(field_of_slot) if provider else NO_OVERLAY


class ProviderTable:
    """The packs as a code table to search in, by key, name, pinyin and initials."""

    def get(self, code: str) -> Entry | None:
        """The pack's line."""
        return _entries().get(code)

    def search(self, typed: str, limit: int) -> Sequence[Entry]:
        """The best lines for what was typed."""
        return search(_entries().values(), typed, limit)


provider_table = ProviderTable()


@cache
def _entries() -> Mapping[str, Entry]:
    return {
        key: Entry(key, provider.name, provider.kind.label, pinyin_words(provider.pinyin))
        for key, provider in providers().items()
    }
