"""Names with characters that other systems cannot hold: how each is read and written, printed and packed with the form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from poswizard.domain import names
from poswizard.forms.answers import Answers
from poswizard.forms.condition import Condition
from poswizard.forms.field import Calculation, Field, Why
from poswizard.forms.issue import Check, Level, rule
from poswizard.forms.kinds import Line
from poswizard.forms.rich_kinds import Rows
from poswizard.forms.step import Row, Step
from poswizard.steps.application import Contact, Identity, Licence, Owner, Owners
from poswizard.steps.business import Account, Business
from poswizard.steps.row_answers import KnownSoFar
from poswizard.text import Text

NAMES: tuple[Field[Any], ...] = (
    Identity.name,
    Contact.name,
    Licence.registered_name,
    Owners.people,
    Business.trade_name,
    Business.receipt_name,
    Business.registered_name,
    Account.account_name,
)
"""Names that other systems hold and compare."""

SOURCE = "GBK（终端打印字库）；GB 18030—2022"


def rare_among(*given: Any) -> str:
    """The characters that GBK does not have, each once, in what was answered to some of `NAMES`."""
    return names.beyond_gbk("".join(map(_text, given)))


def _text(given: str | tuple[Answers, ...] | None) -> str:
    if isinstance(given, tuple):
        return "".join(row.get(Owner.name) or "" for row in given)
    return given or ""


@dataclass(frozen=True, slots=True)
class RareInNames(Condition):
    """Some name holds a character that GBK does not have."""

    def holds(self, answers: Answers) -> bool:
        return bool(rare_among(*map(answers.get, NAMES)))

    def reads(self) -> Iterator[Field[Any]]:
        yield from NAMES

    def words(self) -> Text:
        return Text("名称里有 GBK 以外的生僻字", "a name holds a character beyond GBK")


@rule(
    "rare.one_character",
    Level.ERROR,
    Text("每行只写一个字", "One character in each row"),
    SOURCE,
)
def one_character(text: str) -> Text | None:
    """A variation selector behind it does not count."""
    if names.length(text) == 1 and names.has_chinese(text):
        return None
    return Text("一行只写一个汉字", "Exactly one Chinese character in each row")


@rule(
    "rare.not_described",
    Level.ERROR,
    Text("名称里的每个生僻字都写明读音和部件", "Each rare character in a name is described"),
    SOURCE,
)
def each_is_described(rows: tuple[Answers, ...], *given: Any) -> Text | None:
    """The fallback: whoever cannot see the character can say it, write it, and find it by its code."""
    described = {names.bare(row.get(RareCharacter.character) or "") for row in rows}
    left = "".join(c for c in rare_among(*given) if c not in described)
    if not left:
        return None
    return Text(
        f"还有“{left}”没有写读音和部件：请各加一行",
        f"{left} is not described yet: add a row for each",
    )


@dataclass(frozen=True, slots=True)
class AllNamesCheck(Check):
    """A rule that looks through every name, whichever are answered."""

    def words(self, first: Any, answers: Answers, today: date) -> Text | None:
        return self.rule(first, *map(answers.get, self.fields[1:]))


def rows_for(*given: Any) -> tuple[Answers, ...] | None:
    """A row for each rare character with the reading that is known of it."""
    return tuple(map(_row, rare_among(*given))) or None


class RareCharacter(Row):
    """One character for those who cannot see it."""

    character = Line(Text("字", "Character"), least=1, most=2, constraint=one_character)
    code = Line(
        Text("统一码", "Unicode"),
        calculated=Calculation(names.code_points, (character,)),
    )
    reading = Line(
        Text("读音", "Reading"),
        least=1,
        most=20,
        suggested=Calculation(names.readings, (character,)),
        hint=Text("带声调的拼音，以本人说的为准", "Pinyin with tones, as the bearer says it"),
    )
    components = Line(
        Text("部件写法", "Parts"),
        least=2,
        most=40,
        width="full",
        hint=Text(
            "各部件和位置，如“左龙右天”“上龙下天”；说不清的写“见身份证”并写总笔画数",
            "Its parts and where they stand; else the number of strokes and where it can be seen",
        ),
    )


def _row(character: str) -> Answers:
    reading = names.readings(character)
    known = {RareCharacter.reading: reading} if reading else {}
    return Answers({RareCharacter.character: character, **known})


class RareCharacters(Step):
    """What goes with names that others may not be able to print, hold or see."""

    key, title = "characters", Text("生僻字说明", "Rare characters")
    intro = Text(
        "姓名照证件原样写，不换同音字、不写拼音代替。收的人机器上可能显示不出，这里逐字写明，随申请表和资料包一起走。",
        "Names stay as on the document. Others' machines may not show them: say here what each is, for form and package.",
    )
    process = ("2.3",)
    relevant = RareInNames()

    described = Rows(
        Text("生僻字", "Rare characters"),
        RareCharacter,
        most=20,
        noun=Text("个生僻字", "rare character"),
        named_by="character",
        suggested=KnownSoFar(rows_for, NAMES),
        why=Why(
            Text(
                "这些字不在 GBK 里，终端和不少收单系统印不出、存不下；有读音、部件和编码，审核员才知道是哪个字。",
                "GBK lacks them: terminals and many systems cannot hold them. Sound, parts and code tell which they are.",
            ),
            SOURCE,
        ),
    )

    checks = (AllNamesCheck(each_is_described, (described, *NAMES)),)
