"""Reading of a pack: TOML, the types, and what the types alone cannot say."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from poswizard.paths import beginning_of
from poswizard.providers.claims import Trust
from poswizard.providers.errors import ProviderFileError
from poswizard.providers.provider import Provider
from poswizard.providers.reasons import reasons
from poswizard.providers.typed_toml import MisfitError, read_as, unknown
from poswizard.text import Text

_KEY = re.compile(r"[a-z][a-z0-9_]{0,29}")
_AS_OF = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_REVISED = re.compile(r"(\d{4}-\d{2}-\d{2})?")


MOST_BYTES = 1024 * 1024
"""Of a pack's file; the longest shipped has 6 kB."""


def toml_in(file: Path) -> str:
    """The text of a pack's file; raises `ProviderFileError`."""
    try:
        data = beginning_of(file, MOST_BYTES)
        if len(data) <= MOST_BYTES:
            return data.decode()
    except (OSError, UnicodeDecodeError) as error:
        text = Text("文件读不出来，请存成 UTF-8 文本", "cannot be read: save it as UTF-8 text")
        raise ProviderFileError(file.stem, text) from error
    text = Text("文件超过 1 MB，不是资料包文件", "is longer than 1 MB: no file of a pack")
    raise ProviderFileError(file.stem, text)


def table_in(file: Path) -> dict[str, Any]:
    """The tables of a pack's file; raises `ProviderFileError`."""
    return table_of(toml_in(file), file.stem)


def table_of(toml: str, key: str) -> dict[str, Any]:
    """The tables of a file named `key`; raises `ProviderFileError`."""
    try:
        return tomllib.loads(toml)
    except tomllib.TOMLDecodeError as error:
        text = Text("格式写错了（{0}），请按行号改正", "not valid TOML ({0}): mend that line")
        raise ProviderFileError(key, text.format(error)) from error


def provider_of(table: Mapping[str, Any], key: str) -> Provider:
    """The provider that a table describes; raises `ProviderFileError`."""
    try:
        provider = read_as(Provider, table)
    except MisfitError as error:
        raise ProviderFileError(key, error.text) from error
    for problem in problems(provider, key):
        raise ProviderFileError(key, problem)
    return provider


def read_provider(toml: str, key: str) -> Provider:
    """The provider that a file named `key` describes; raises `ProviderFileError`."""
    return provider_of(table_of(toml, key), key)


def problems(provider: Provider, key: str) -> Iterator[Text]:
    """Everything wrong, the worst first."""
    yield from _in_the_head(provider, key)
    yield from _in_the_sources(provider)
    yield from _in_the_numbers(provider)
    yield from _in_the_reports(provider)


def _in_the_head(provider: Provider, key: str) -> Iterator[Text]:
    if provider.key != key or not _KEY.fullmatch(provider.key):
        yield Text(
            "key 应与文件名相同，用小写英文和下划线",
            "key must be the file's name, lower snake case",
        )
    if not _REVISED.fullmatch(provider.revised):
        yield Text("revised 应写成 2026-11-23", "revised must be such as 2026-11-23")
    if provider.sealing:
        yield from provider.sealing.problems()


def _in_the_sources(provider: Provider) -> Iterator[Text]:
    for claim in provider.sourced():
        if not claim.source.strip() or not _AS_OF.fullmatch(claim.as_of):
            yield Text(
                "每条说法都要写 source 和 as_of（如 2026-11）",
                "every claim needs source and as_of such as 2026-11",
            )
    if any(claim.trust is Trust.HINT for claim in provider.deciding()):
        yield Text(
            "C 类转述不能改变问题和要求，请改写成 facts",
            "a C source may not change what is asked: make it a fact",
        )


def _in_the_numbers(provider: Provider) -> Iterator[Text]:
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
    days = [(d.supplement_days, d.lapse_days, d.review_working_days) for d in provider.deadlines]
    if any(number is not None and not 1 <= number <= 366 for group in days for number in group):
        yield Text("期限应在 1 到 366 天之间", "a deadline is 1 to 366 days")


def _in_the_reports(provider: Provider) -> Iterator[Text]:
    codes = [state.code for state in provider.review_states]
    for code in sorted({code for code in codes if codes.count(code) > 1}):
        yield Text("审核状态 {0} 写了两次", "review state {0} stands twice").format(code)
    known = [reason.code for reason in reasons()]
    for given in provider.reasons:
        if given.reason not in known:
            yield unknown(given.reason, known)
