"""The provider packs in force: shipped ones, those of a catalogue bundle, and the branch's own files over them.

A file is read when its pack is first needed and never again until `forget`. A version that an application
was made with stays known by its text, see `keep`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from poswizard import paths
from poswizard.domain.lookup import Entry, pinyin_words, search
from poswizard.forms.answers import NO_OVERLAY, Overlay
from poswizard.providers import installed
from poswizard.providers.errors import ProviderFileError
from poswizard.providers.local import corrected, merged
from poswizard.providers.pack import Origin, Pack, kept_pack, pack_of, version_of
from poswizard.providers.provider import Case, Provider
from poswizard.providers.reading import table_in, table_of

BUNDLES = "catalogue"
"""Folder of the applied bundles, inside the branch's folder of packs."""

Check = Callable[[Provider], None]
"""Raises `ProviderFileError` where a pack names what no question knows."""

_own_folder: list[Path] = []
_checks: list[Check] = []
_problems: dict[str, ProviderFileError] = {}
_kept: dict[str, Pack] = {}


def use(folder: Path, check: Check | None = None) -> None:
    """Take the branch's own files and bundles from this folder (`POSWIZARD_HOME/providers`) from now on."""
    before = own_folder()
    _own_folder[:] = [folder]
    _checks[:] = [check] if check else []
    if before != folder and any(f is not None and f.is_dir() for f in (before, folder)):
        forget()


def own_folder() -> Path | None:
    """The folder of the branch's own files; nothing if only shipped packs count."""
    return _own_folder[0] if _own_folder else None


def forget() -> None:
    """Read every file again when it is next needed: they have been changed."""
    _problems.clear()
    for cached in (every_key, pack, providers, _entry, _own_files, _bundle):
        cached.cache_clear()


@cache
def every_key() -> tuple[str, ...]:
    """Every pack there is, by key; no pack is read for it."""
    return tuple(sorted({*_shipped_keys(), *_bundle(), *_own_files()}))


@cache
def pack(key: str) -> Pack | None:
    """The pack in force. What cannot be used of the branch's own is left out and said by `problems`."""
    return pack_with(key, _bundle().get(key))


def pack_with(key: str, bundled: str | None) -> Pack | None:
    """The pack as it would be in force if the bundle held this TOML for it, or nothing."""
    base, origin = _base(key, bundled)
    own = _own_files().get(key)
    if own is not None:
        try:
            return _with_own(base, origin, own, key)
        except ProviderFileError as error:
            _problems[key] = error
    return pack_of(base, key, origin) if base is not None else None


@cache
def providers() -> Mapping[str, Provider]:
    """All packs by key."""
    found = ((key, pack(key)) for key in every_key())
    return {key: one.provider for key, one in found if one is not None}


def problems() -> list[ProviderFileError]:
    """What is wrong with files of the branch; they are not in force."""
    providers()
    return list(_problems.values())


def keep(text: str) -> str:
    """Know a pack's text of old, which an application was made with; gives its version."""
    version = version_of(text)
    if version not in _kept:
        _kept[version] = kept_pack(text)
    return version


def pack_at(key: str, version: str) -> Pack | None:
    """The pack in this version where it is known, otherwise as it is now."""
    now = pack(key)
    if not version or (now is not None and now.version == version):
        return now
    kept = _kept.get(version)
    return kept if kept is not None and kept.key == key else now


def knows(version: str) -> bool:
    """Whether an old version's text is at hand."""
    return version in _kept


def version(key: str) -> str:
    """Which state of a pack is in force; nothing if there is no such pack."""
    found = pack(key)
    return found.version if found else ""


def overlay(
    key: str,
    field_of_slot: Mapping[str, str] | None = None,
    case: Case | None = None,
    version: str = "",
) -> Overlay:
    """What the provider changes of the questions in a case, or may ever change; nothing without a pack."""
    found = pack_at(key, version)
    return found.provider.overlay(field_of_slot, case) if found else NO_OVERLAY


def read_folder(folder: Path) -> dict[str, Provider]:
    """The packs in a folder by key, in the order of the file names; raises `ProviderFileError`."""
    return {
        file.stem: pack_of(table_in(file), file.stem, Origin.LOCAL).provider
        for file in sorted(folder.glob("*.toml"))
    }


class ProviderTable:
    """The packs as a code table to search in, by key, name, pinyin and initials."""

    def get(self, code: str) -> Entry | None:
        """The pack's line."""
        return _entry(code)

    def search(self, typed: str, limit: int) -> Sequence[Entry]:
        """The best lines for what was typed."""
        lines = (_entry(key) for key in every_key())
        return search([line for line in lines if line is not None], typed, limit)


provider_table = ProviderTable()


@cache
def _entry(key: str) -> Entry | None:
    found = pack(key)
    if found is None:
        return None
    one = found.provider
    return Entry(key, one.name, one.kind.label, pinyin_words(one.pinyin))


def _shipped() -> Path:
    return paths.resources() / "providers"


@cache
def _shipped_keys() -> frozenset[str]:
    return frozenset(file.stem for file in _shipped().glob("*.toml"))


@cache
def _own_files() -> Mapping[str, Path]:
    folder = own_folder()
    return {file.stem: file for file in sorted(folder.glob("*.toml"))} if folder else {}


@cache
def _bundle() -> Mapping[str, str]:
    folder = own_folder()
    found = installed.in_force(folder / BUNDLES) if folder else None
    return found.packs if found else {}


def _base(key: str, bundled: str | None) -> tuple[dict[str, Any] | None, Origin]:
    """The pack without the branch's own file; of shipped and bundled, the one revised later."""
    shipped = table_in(_shipped() / f"{key}.toml") if key in _shipped_keys() else None
    if bundled is None:
        return shipped, Origin.SHIPPED
    table = table_of(bundled, key)
    if shipped and str(shipped.get("revised", "")) > str(table.get("revised", "")):
        return shipped, Origin.SHIPPED
    return table, Origin.BUNDLE


def _with_own(base: dict[str, Any] | None, origin: Origin, own: Path, key: str) -> Pack:
    table = table_in(own)
    if base is None:
        found = pack_of(table, key, Origin.LOCAL)
    else:
        changed = tuple(corrected(base, table))
        found = pack_of(merged(base, table, key), key, origin, changed)
    for check in _checks:
        check(found.provider)
    return found
