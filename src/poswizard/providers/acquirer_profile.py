"""An acquirer's own interface as data: which answer goes where, under which name, in which writing and length."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from poswizard import paths
from poswizard.providers.claims import Sourced, Trust
from poswizard.providers.encodings import Encoding
from poswizard.providers.errors import ProviderFileError
from poswizard.providers.typed_toml import MisfitError, read_as, unknown
from poswizard.text import Text

ANSWERED = "*"
"""In a condition: any answer at all. In a table of codes: everything that is not named."""
NUMBER = "package.number"
"""What a profile calls the application's own number, which is no question."""

When = Mapping[str, tuple[str, ...]]
"""By field key, the stored answers with which something holds; all of them must."""
_TRUSTED = (Trust.LAW_OR_OWN_DOCUMENT, Trust.INTEGRATION_CODE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One field of the interface."""

    name: str
    """Its path: `contact_info.mobile_phone`, `contact_infos.0.name`; `*` stands for each row of a repeated answer."""
    of: tuple[str, ...] = ()
    """Field keys; the first that is answered counts, or all of them where the encoding takes all."""
    constant: str = ""
    """What it always holds."""
    encoding: Encoding = Encoding.PLAIN
    codes: str = ""
    """Name of a table of codes that takes the place of an encoding."""
    when: When = field(default_factory=dict)
    least: int | None = None
    most: int | None = None
    """Characters."""
    required: bool = False
    """The interface refuses an entry without it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureList:
    """A list that names each picture by a code of the interface."""

    name: str
    code: str
    """The name of an entry's code …"""
    file: str
    """… and of its file."""
    codes: Mapping[str, str]
    """By slot of the documents."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A call of the interface that takes the entry."""

    name: str
    when: When = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What the interface needs and nobody asks the applicant: whoever sends the entry adds it."""

    name: str
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class AcquirerProfile(Sourced):
    """One acquirer's interface."""

    key: str
    """That of the provider's pack: the file's name."""
    title: Text
    requests: tuple[Request, ...]
    long_term: str | None = None
    """The word for 长期: empty where it is left out, missing where the source does not say."""
    as_text: tuple[str, ...] = ()
    """Top names whose content travels as JSON inside a text."""
    items: tuple[Item, ...]
    pictures: PictureList | None = None
    codes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    added: tuple[Added, ...] = ()

    def reads(self) -> frozenset[str]:
        """The keys of all answers that it takes."""
        return frozenset(key for item in self.items for key in item.of)

    def conditions(self) -> Iterator[tuple[str, When]]:
        """Every condition with the name for which it stands."""
        yield from ((item.name, item.when) for item in self.items)
        yield from ((request.name, request.when) for request in self.requests)

    def check_against(self, fields: Collection[str], slots: Collection[str]) -> None:
        """Raise `ProviderFileError` at the first field key or slot that no step knows."""
        known = {*fields, NUMBER}
        named = [(key, known) for key in sorted(self.reads())]
        named += [(key, known) for _, when in self.conditions() for key in when]
        if self.pictures:
            named += [(slot, {*slots, ANSWERED}) for slot in self.pictures.codes]
        for name, allowed in named:
            if name not in allowed:
                raise ProviderFileError(f"acquirers/{self.key}", unknown(name, allowed))


def read_profile(toml: str, key: str) -> AcquirerProfile:
    """The profile that a file named `key` describes; raises `ProviderFileError`."""
    file = f"acquirers/{key}"
    try:
        profile = read_as(AcquirerProfile, tomllib.loads(toml))
    except tomllib.TOMLDecodeError as error:
        text = Text("格式写错了（{0}），请按行号改正", "not valid TOML ({0}): mend that line")
        raise ProviderFileError(file, text.format(error)) from error
    except MisfitError as error:
        raise ProviderFileError(file, error.text) from error
    for problem in _problems(profile, key):
        raise ProviderFileError(file, problem)
    return profile


def profiles() -> Mapping[str, AcquirerProfile]:
    """The shipped profiles by the key of their provider."""
    return {file.stem: _read(file.stem) for file in sorted(_folder().glob("*.toml"))}


def profile_of(provider: str) -> AcquirerProfile | None:
    """The profile of a provider's pack, if its interface is known; only this one file is read."""
    is_there = provider.isidentifier() and (_folder() / f"{provider}.toml").is_file()
    return _read(provider) if is_there else None


@cache
def profile_version(provider: str) -> str:
    """Which state of a profile this is: the beginning of its SHA-256."""
    return hashlib.sha256((_folder() / f"{provider}.toml").read_bytes()).hexdigest()[:12]


@cache
def _read(key: str) -> AcquirerProfile:
    return read_profile((_folder() / f"{key}.toml").read_text(encoding="utf-8"), key)


def _folder() -> Path:
    return paths.resources() / "acquirers"


def _problems(profile: AcquirerProfile, key: str) -> Iterator[Text]:
    """What the types alone cannot say."""
    if profile.key != key:
        yield Text("key 应与文件名相同", "key must be the file's name")
    if not profile.source.strip() or profile.trust not in _TRUSTED:
        yield Text(
            "接口字段要有 A 或 B 类来源，C 类转述不能用",
            "an interface's fields need a source of class A or B",
        )
    for item in profile.items:
        if bool(item.of) == bool(item.constant):
            text = Text("{0} 要么取自 of，要么是 constant", "{0} needs either of or constant")
            yield text.format(item.name)
        if item.codes and item.codes not in profile.codes:
            yield unknown(item.codes, profile.codes)
    yield from _clashes(profile)


def _clashes(profile: AcquirerProfile) -> Iterator[Text]:
    """A name may stand twice only under different conditions."""
    seen: set[tuple[str, str]] = set()
    for item in profile.items:
        line = (item.name, repr(sorted(item.when.items())))
        if line in seen:
            yield Text("{0} 写了两次", "{0} stands there twice").format(item.name)
        seen.add(line)
