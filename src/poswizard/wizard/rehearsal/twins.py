"""Other applications with the same person, licence, account or terminal; and the numbers they are found by."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

from poswizard.forms.answers import Json
from poswizard.forms.issue import Issue, Level
from poswizard.text import Text
from poswizard.wizard.rehearsal.around import Scene, Twin, TwinKind

NUMBERS: tuple[tuple[TwinKind, str], ...] = (
    (TwinKind.PERSON, "identity.number"),
    (TwinKind.LICENCE, "licence.number"),
    (TwinKind.ACCOUNT, "account.number"),
    (TwinKind.SERIAL, "terms.terminals[].serial_number"),
    (TwinKind.SERIAL, "installation.devices[].serial_number"),
    (TwinKind.SERIAL, "activation.terminals[].serial_number"),
)
"""Where the numbers stand that two applications seldom share."""
STEPS = tuple(dict.fromkeys(key.partition(".")[0] for _, key in NUMBERS))

PER_PERSON = "收单机构注册说明（同一身份证申请数）"
SAME_CASE = "银行卡收单业务管理办法（特约商户实名制，一户一档）"
SAME_TERMINAL = "银发〔2021〕259号（终端序列号与商户一一对应）"
_SHOWN = 3

_WORDS: Mapping[TwinKind, Text] = {
    TwinKind.PERSON: Text(
        "同一证件在本机构还有申请：{0}。先查是不是重复办件",
        "The same identity document is in {0}: see first whether it is one application made twice",
    ),
    TwinKind.LICENCE: Text(
        "同一执照在本机构还有申请：{0}。先查是不是重复办件",
        "The same licence is in {0}: see first whether it is one application made twice",
    ),
    TwinKind.ACCOUNT: Text(
        "这个结算账号也填在别的商户名下：{0}。核对是谁的账户",
        "The same account is given for another merchant in {0}: see whose account it is",
    ),
    TwinKind.SERIAL: Text(
        "这个终端序列号也登记在别的申请里：{0}。一台终端只能绑定一个商户",
        "The same serial number is in {0}: a terminal belongs to one merchant",
    ),
}
_TOO_MANY = Text(
    "连同这一件，同一证件在这家已有 {0} 件申请，这家最多受理 {1} 件",
    "With this one, {0} applications have this identity document; this provider takes {1}",
)


def numbers_in(documents: Mapping[str, Mapping[str, Json]]) -> Iterator[tuple[TwinKind, str]]:
    """The numbers of an application, read off its stored answers; written as they are compared."""
    found: dict[tuple[TwinKind, str], None] = {}
    for kind, key in NUMBERS:
        for value in _stored(documents, key):
            plain = _plain(value)
            if plain:
                found[kind, plain] = None
    yield from found


def twin_issues(scene: Scene) -> Iterator[Issue]:
    """What the other applications mean for this one."""
    by_kind = {kind: [t for t in scene.around.twins if t.kind is kind] for kind in TwinKind}
    provider = scene.says("provider.pack") or ""
    persons = by_kind[TwinKind.PERSON]
    same = {t.number for t in (*persons, *by_kind[TwinKind.LICENCE])}
    yield from _of_same_merchant(scene, TwinKind.PERSON, "identity.number", persons, provider)
    licences = by_kind[TwinKind.LICENCE]
    yield from _of_same_merchant(scene, TwinKind.LICENCE, "licence.number", licences, provider)
    yield from _too_many(scene, [t for t in persons if t.provider == provider])
    others = [t for t in by_kind[TwinKind.ACCOUNT] if t.number not in same]
    if others:
        yield _issue(scene, TwinKind.ACCOUNT, "account.number", others, Level.WARNING)
    terminals = [t for t in by_kind[TwinKind.SERIAL] if t.number not in same or t.is_open]
    if terminals:
        yield _issue(scene, TwinKind.SERIAL, "terms.terminals", terminals, Level.WARNING)


def _of_same_merchant(
    scene: Scene, kind: TwinKind, key: str, twins: list[Twin], provider: str
) -> Iterator[Issue]:
    """At the same provider while the other is open it comes back; anywhere else it is worth knowing."""
    double = [t for t in twins if t.is_open and provider and t.provider == provider]
    if double:
        yield _issue(scene, kind, key, double, Level.WARNING)
    elif twins:
        yield _issue(scene, kind, key, twins, Level.INFORMATION)


def _too_many(scene: Scene, here: list[Twin]) -> Iterator[Issue]:
    pack = scene.pack
    limits = [t.most_per_person for t in pack.provider.terms if t.most_per_person] if pack else []
    count = len({t.number for t in here}) + 1
    if limits and count > min(limits):
        field, words = scene.field("identity.number"), _TOO_MANY.format(count, min(limits))
        yield Issue(field, "rehearsal.too_many", Level.WARNING, words, PER_PERSON)


def _issue(scene: Scene, kind: TwinKind, key: str, twins: list[Twin], level: Level) -> Issue:
    numbers = sorted({t.number for t in twins}, reverse=True)
    listed = "、".join(numbers[:_SHOWN]) + ("…" if len(numbers) > _SHOWN else "")
    source = SAME_TERMINAL if kind is TwinKind.SERIAL else SAME_CASE
    code = f"rehearsal.twin_{kind.value}"
    return Issue(scene.field(key), code, level, _WORDS[kind].format(listed), source)


def _stored(documents: Mapping[str, Mapping[str, Json]], key: str) -> Iterator[Any]:
    step, _, name = key.partition(".")
    rows, _, inner = name.partition("[].")
    said = documents.get(step, {}).get(rows)
    if not inner:
        yield said
    elif isinstance(said, list):
        yield from (row.get(inner) for row in said if isinstance(row, dict))


def _plain(value: Any) -> str:
    """Without spaces, in one width and case: `51010719800101001x` is the same person."""
    if not isinstance(value, str):
        return ""
    return "".join(unicodedata.normalize("NFKC", value).split()).upper()
