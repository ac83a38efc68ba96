"""What a provider's file may say: its facts, each with where it comes from, and what it changes of the questions."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from poswizard.domain.merchant import MerchantKind, ProviderKind
from poswizard.domain.terminal import SettlementCycle
from poswizard.forms.answers import Overlay
from poswizard.providers.errors import ProviderFileError
from poswizard.providers.typed_toml import MisfitError, read_as, unknown
from poswizard.text import Text, Vocabulary

_NO_LIMITS: Mapping[str, int] = {}


class Trust(Vocabulary):
    """How far a fact may be relied on; C is shown as a hint and decides nothing."""

    LAW_OR_OWN_DOCUMENT = "A", Text("法规或机构自己的文档", "Law, or the operator's own document")
    INTEGRATION_CODE = "B", Text("对接程序或厂商接口文档", "Integration code or vendor's document")
    HINT = "C", Text("转述，仅供参考", "Second-hand, a hint only")


class PictureFormat(Vocabulary):
    """File formats that acquirers take."""

    JPEG = "jpg", Text("JPG", "JPG")
    PNG = "png", Text("PNG", "PNG")
    BMP = "bmp", Text("BMP", "BMP")
    GIF = "gif", Text("GIF", "GIF")
    PDF = "pdf", Text("PDF", "PDF")


class Watermark(Vocabulary):
    """Whether pictures may carry a mark saying what they are for."""

    FORBIDDEN = "forbidden", Text("不得加水印", "Not allowed")
    PURPOSE_ONLY = (
        "purpose_only",
        Text("证件可加用途水印", "A purpose mark on documents is tolerated"),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Sourced:
    """Where a statement comes from."""

    source: str
    """Law, document or program, as a person would name it."""
    trust: Trust
    as_of: str
    """`2026`, `2026-11` or `2026-11-01`: when the source said so, or was last looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact(Sourced):
    """A sentence about the provider, for the side panel and the handbook."""

    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class MerchantNumber(Sourced):
    """The first three digits of the provider's merchant numbers: a hint, never a reason to refuse."""

    acquirer_codes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Questions(Sourced):
    """What the provider changes of the common questions, by field key."""

    requires: frozenset[str] = frozenset()
    omits: frozenset[str] = frozenset()
    limits: Mapping[str, int] = field(default_factory=dict)
    """Most characters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureWindow(Sourced):
    """Which picture files the provider takes."""

    formats: tuple[PictureFormat, ...]
    max_kilobytes: int
    """Of 1,024 bytes."""
    min_short_side: int | None = None
    """In pixels."""
    watermark: Watermark | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Materials(Sourced):
    """Documents the provider wants beyond the common list, or does not want, by slot code."""

    extra: tuple[str, ...] = ()
    omitted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement(Sourced):
    """When the provider can pay out."""

    cycles: tuple[SettlementCycle, ...]
    scheduled_only_for: tuple[MerchantKind, ...] = ()
    """Kinds of merchant that may have payments at set times; empty: all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms(Sourced):
    """Numbers in the provider's conditions for an application."""

    lapses_after_days: int | None = None
    """An unfinished application lapses."""
    most_per_person: int | None = None
    """Applications with one identity document."""
    youngest: int | None = None
    oldest: int | None = None
    """Age of the applicant in years."""
    most_terminals: int | None = None
    """Own terminals that one entry can name."""
    long_term: str | None = None
    """How 长期 is written in its interface."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """One provider pack."""

    key: str
    """Stored in applications, forever: the file's name."""
    name: Text
    pinyin: str
    """Syllables of the Chinese name, for searching."""
    kind: ProviderKind
    merchant_number: MerchantNumber | None = None
    questions: Questions | None = None
    pictures: PictureWindow | None = None
    materials: Materials | None = None
    settlement: Settlement | None = None
    terms: tuple[Terms, ...] = ()
    facts: tuple[Fact, ...] = ()

    def overlay(self, field_of_slot: Mapping[str, str] | None = None) -> Overlay:
        """The changes as the form core reads them; documents need the field key of each slot."""
        asked, slots = self.questions, field_of_slot or {}
        extra = self.materials.extra if self.materials else ()
        omitted = self.materials.omitted if self.materials else ()
        return Overlay(
            (asked.requires if asked else frozenset()) | {slots[s] for s in extra if s in slots},
            (asked.omits if asked else frozenset()) | {slots[s] for s in omitted if s in slots},
            asked.limits if asked else _NO_LIMITS,
        )

    def check_against(self, fields: Collection[str], slots: Collection[str]) -> None:
        """Raise `ProviderFileError` at the first field key or slot that no step knows."""
        for name, known in self._names(fields, slots):
            if name not in known:
                raise ProviderFileError(self.key, unknown(name, known))

    def sourced(self) -> Iterator[Sourced]:
        """Everything the pack claims."""
        single = (
            self.merchant_number,
            self.questions,
            self.pictures,
            self.materials,
            self.settlement,
        )
        yield from (claim for claim in single if claim is not None)
        yield from self.terms
        yield from self.facts

    def _names(
        self, fields: Collection[str], slots: Collection[str]
    ) -> Iterator[tuple[str, Collection[str]]]:
        if self.questions:
            asked = self.questions
            for key in sorted({*asked.requires, *asked.omits, *asked.limits}):
                yield key, fields
        if self.materials:
            for slot in (*self.materials.extra, *self.materials.omitted):
                yield slot, slots


def read_provider(toml: str, key: str) -> Provider:
    """The provider that a file named `key` describes; raises `ProviderFileError`."""
    try:
        provider = read_as(Provider, tomllib.loads(toml))
    except tomllib.TOMLDecodeError as error:
        text = Text("格式写错了（{0}），请按行号改正", "not valid TOML ({0}): mend that line")
        raise ProviderFileError(key, text.format(error)) from error
    except MisfitError as error:
        raise ProviderFileError(key, error.text) from error
    for problem in _problems(provider, key):
        raise ProviderFileError(key, problem)
    return provider


def _problems(provider: Provider, key: str) -> Iterator[Text]:
    """What the types alone cannot say."""
    if provider.key != key or not re.fullmatch(r"[a-z][a-z0-9_]*", provider.key):
        yield Text(
            "key 应与文件名相同，用小写英文和下划线",
            "key must be the file's name, lower snake case",
        )
    for claim in provider.sourced():
        if not claim.source.strip() or not re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", claim.as_of):
            yield Text(
                "每条说法都要写 source 和 as_of（如 2026-11）",
                "every claim needs source and as_of such as 2026-11",
            )
    if provider.questions and provider.questions.trust is Trust.HINT:
        yield Text(
            "C 类转述不能改变问题，请改写成 facts",
            "a C source may not change questions: make it a fact",
        )
    yield from _numbers_out_of_range(provider)


def _numbers_out_of_range(provider: Provider) -> Iterator[Text]:
    limits = provider.questions.limits if provider.questions else {}
    for name, most in limits.items():
        if most < 1:
            yield Text("{0} 的字数上限应大于 0", "the limit of {0} must be over 0").format(name)
    if provider.pictures and provider.pictures.max_kilobytes < 50:
        yield Text("图片上限低于 50 kB，证件看不清", "pictures under 50 kB are not legible")
    codes = provider.merchant_number.acquirer_codes if provider.merchant_number else ()
    for code in codes:
        if not re.fullmatch(r"\d{3}", code):
            yield Text("收单机构代码应为 3 位数字", "an acquirer code has three digits")
