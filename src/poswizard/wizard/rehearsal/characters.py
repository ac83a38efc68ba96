"""The name guardian: characters that paper, a terminal's printer or another system cannot show or hold."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from poswizard.domain import names
from poswizard.forms.field import Field
from poswizard.forms.issue import Issue, Level
from poswizard.steps.rare_characters import RareCharacter
from poswizard.text import Text
from poswizard.wizard.rehearsal.around import Scene

NAMES = (
    "identity.name",
    "contact.name",
    "account.account_name",
    "licence.registered_name",
    "business.trade_name",
    "business.receipt_name",
    "business.registered_name",
)
"""Questions whose answers other systems must hold to the letter."""
ADDRESSES = ("identity.address", "licence.address")
IN_ELEMENTS = ("identity.name", "account.account_name")
"""Names that the bank compares with its own."""

_DESCRIPTIONS = "characters.described"
_PEOPLE = ("identity.name", "contact.name", "owners.people[].name")
_ODD_DOTS = "•・‧∙⋅․●."
"""What keyboards write for the dot of names of minority nationalities."""

FORM = "申请表字体；GB 18030"
PRINTER = "GB/T 2312、GBK（终端打印字库）"
DOTS = "居民身份证姓名间隔号（U+00B7）"

_NO_GLYPH = Text(
    "“{0}”在申请表上印不出来，会印成“〓”；资料包里的数据保留原字",
    "{0} cannot be printed on the form and shows as 〓; the data keeps the character",
)
_DESCRIBED = Text(
    "“{0}”在申请表上印成“〓”；“生僻字说明”里印有编码、读音和部件，资料包里的数据保留原字",
    "{0} shows as 〓 on the form, which states its code, sound and parts; the data keeps the character",
)
_NOT_ON_PRINTER = Text(
    "“{0}”不在 GBK 字库里，机具小票多半打不出来；先请机构书面确认小票上用哪几个字",
    "{0} is not in GBK: most terminals cannot print it. Have the slip's name confirmed in writing first",
)
_RARE_ON_PRINTER = Text(
    "“{0}”不在 GB/T 2312 常用字库里，老机具的小票可能打不出来",
    "{0} is not in GB/T 2312: an older terminal may not print it",
)
_IN_ELEMENTS = Text(
    "“{0}”是生僻字，银行系统里登记的写法可能不同；请申请人在开户行查一下预留姓名怎么写的",
    "{0} is rare: the bank may have it written otherwise. Ask the branch how the name is recorded",
)
_ODD_DOT = Text(
    "姓名中的间隔号“{0}”不是证件用的“·”（U+00B7），比对会不一致；请改用“·”",
    "The dot {0} is not the document's · (U+00B7) and fails comparison: use that one",
)
_COMPATIBILITY = Text(
    "“{0}”是兼容编码的字，样子一样但编码不同，比对会不一致；请用输入法重新输入这个字",
    "{0} is a compatibility character: it looks the same but compares otherwise. Enter it again",
)
_PRIVATE_USE = Text(
    "名称里有造字区字符，别的机器显示不出；请用拼音、笔画或部首重新输入",
    "A character stands in a private-use area and shows as a box elsewhere: enter it again",
)


@dataclass(frozen=True, slots=True)
class _Written:
    """One answer, and where it stands."""

    field: Field[Any]
    text: str
    rows: Field[Any] | None = None
    row: int | None = None

    @property
    def is_person(self) -> bool:
        """Whether the form itself demands a person's name."""
        return self.field.key in _PEOPLE

    def issue(self, code: str, level: Level, words: Text, source: str) -> Issue:
        return Issue(self.field, f"rehearsal.{code}", level, words, source, self.rows, self.row)


def character_issues(scene: Scene) -> Iterator[Issue]:
    """Everything about characters, name by name."""
    written = list(_written(scene))
    missing = scene.around.without_glyph(one.text for one in written)
    described = {row.get(RareCharacter.character) for row in scene.says(_DESCRIPTIONS) or ()}
    for one in written:
        yield from _on_paper(one, missing, described)
        if one.field.key not in ADDRESSES:
            yield from _as_encoded(one)
        if one.field.key in IN_ELEMENTS:
            yield from _at_the_bank(one)
    yield from _on_the_slip(scene)


def _written(scene: Scene) -> Iterator[_Written]:
    for key in (*NAMES, *ADDRESSES):
        value = scene.says(key)
        if isinstance(value, str):
            yield _Written(scene.field(key), value)
    people = scene.field("owners.people")
    for index, row in enumerate(scene.answers.get(people) or ()):
        name = next(f for f in people.row.fields if f.name == "name") if people.row else people
        if isinstance(value := row.get(name), str):
            yield _Written(name, value, people, index)


def _on_paper(one: _Written, missing: set[str], described: set[str | None]) -> Iterator[Issue]:
    """A character of which the form says what it is has its fallback; only a name's is asked about there."""
    found = _among(one.text, missing)
    if found and set(found) <= described:
        yield one.issue("no_glyph", Level.INFORMATION, _DESCRIBED.format(found), FORM)
    elif found:
        yield one.issue("no_glyph", Level.WARNING, _NO_GLYPH.format(found), FORM)


def _as_encoded(one: _Written) -> Iterator[Issue]:
    # in a person's name it is an error of the form already
    if names.has_private_use(one.text) and not one.is_person:
        yield one.issue("private_use", Level.WARNING, _PRIVATE_USE, FORM)
    odd = "".join(c for c in one.text if unicodedata.normalize("NFC", c) != c)
    if odd:
        yield one.issue("compatibility", Level.WARNING, _COMPATIBILITY.format(odd), FORM)
    dots = _among(one.text, set(_ODD_DOTS))
    if dots and names.is_chinese_name(one.text):
        yield one.issue("odd_dot", Level.WARNING, _ODD_DOT.format(dots), DOTS)


def _at_the_bank(one: _Written) -> Iterator[Issue]:
    rare = names.beyond(one.text, "gbk")
    if rare:
        yield one.issue("rare_in_elements", Level.INFORMATION, _IN_ELEMENTS.format(rare), FORM)


def _on_the_slip(scene: Scene) -> Iterator[Issue]:
    """What a terminal prints: the slip's own name, else the shop's."""
    key = "business.receipt_name" if scene.says("business.receipt_name") else "business.trade_name"
    name = scene.says(key)
    if not isinstance(name, str):
        return
    one = _Written(scene.field(key), name)
    if lost := names.beyond(name, "gbk"):
        words = _NOT_ON_PRINTER.format(lost)
        yield one.issue("not_on_printer", Level.WARNING, words, PRINTER)
    elif rare := names.beyond(name, "gb2312"):
        words = _RARE_ON_PRINTER.format(rare)
        yield one.issue("rare_on_printer", Level.INFORMATION, words, PRINTER)


def _among(text: str, characters: set[str]) -> str:
    return "".join(dict.fromkeys(c for c in text if c in characters))
