"""What is measured: one full application and a list of many, all of it synthetic."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from random import Random
from typing import Any

from poswizard.forms.answers import Answers
from poswizard.forms.field import Field
from poswizard.forms.kinds import (
    Choice,
    Choices,
    Count,
    Day,
    Digits,
    Line,
    Lookup,
    Moment,
    Number,
    YesNo,
)
from poswizard.forms.rich_kinds import Address, Document, Place, Rows, Signature, Signed
from poswizard.forms.step import Part
from poswizard.office import the_flow
from poswizard.steps.business import Business
from poswizard.steps.provider_choice import ProviderChoice
from poswizard.wizard.summary import Summary
from tests.steps.asking import COMPANY, TODAY, application, at, page
from tests.steps.installed_shop import installed_shop

PACK = "lakala"
FAMILY, GIVEN = "王李张刘陈杨赵黄周吴徐孙马朱胡", "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平"
SYLLABLES = {"王": "wang", "李": "li", "张": "zhang", "刘": "liu", "陈": "chen", "杨": "yang"}
SHOPS = ("小吃店", "便利店", "火锅店", "理发店", "药房", "水果店", "五金店", "茶楼")


@cache
def full_application() -> Answers:
    """A shop from the first question to after-care, every question answered that is asked."""
    shop, papers = installed_shop(), application(COMPANY)
    values = {field: papers.stored(field) for field in papers.answered()}
    values |= {field: shop.stored(field) for field in shop.answered()}
    values |= {Business.longitude: "104.06", Business.latitude: "30.66"}  # which the pack asks for
    answers = the_flow().adapted(Answers(values | {ProviderChoice.pack: PACK}))
    for _ in range(6):  # an answer may bring up further questions
        for step in the_flow().steps:
            answers = the_flow().adapted(_filled(step, answers))
    return answers


def _filled(part: type[Part], answers: Answers) -> Answers:
    for field in part.fields:
        if not answers.is_relevant(field) or field.calculated:
            continue
        value = answers.stored(field)
        if isinstance(field, Rows):
            rows = value if isinstance(value, tuple) else (Answers(),) * max(field.least, 1)
            filled = tuple(_filled_row(field.questions, row, answers) for row in rows)
            answers = answers.with_(field, filled)
        elif value is None:
            answers = answers.with_(field, some_answer(field, answers))
    return answers


def _filled_row(part: type[Part], row: Answers, answers: Answers) -> Answers:
    filled = _filled(part, row.within(answers))
    return Answers({field: filled.stored(field) for field in filled.answered()})


def some_answer(field: Field[Any], answers: Answers) -> Any:
    """An answer of the field's kind."""
    match field:
        case YesNo():
            return True
        case Choice():
            return field.choices(answers)[0]
        case Choices():
            return tuple(field.members[:2])
        case Line():
            return "样本" * max(2, (field.least + 1) // 2)
        case Digits():
            return "1" * max(field.lengths)
        case Number():
            return max(field.least, min(field.most, field.least + 1))
        case Count():
            return max(field.least, 1)
        case _:
            return _some_rich_answer(field)


def _some_rich_answer(field: Field[Any]) -> Any:
    match field:
        case Day():
            return TODAY
        case Moment():
            return at(10)
        case Lookup():
            return field.table.search("1", 1)[0].code
        case Address():
            return Place("510107", "样本路1号1楼")
        case Signature():
            return Signed("0" * 64, at(11))
        case Document():
            return (page(sum(map(ord, field.key))),)
        case _:
            raise TypeError(f"no specimen for {field!r}")


def listed(number: int) -> Iterator[Summary]:
    """So many lines of the list, the same ones every time, in the mixture of a branch's year."""
    chance = Random(20261120)  # noqa: S311 - a specimen, not a secret
    for _ in range(number):
        yield _line(chance)


def _line(chance: Random) -> Summary:
    name = chance.choice(FAMILY) + "".join(chance.choices(GIVEN, k=2))
    sounds = SYLLABLES.get(name[0], "zhou") + "".join(chance.choices(("wei", "fang", "min"), k=2))
    shop = f"样本{chance.choice(GIVEN)}{chance.choice(GIVEN)}{chance.choice(SHOPS)}"
    tail = f"{chance.randrange(10_000):04}"
    state = chance.choices(("draft", "submitted", "active", "rejected"), (20, 10, 69, 1))[0]
    return Summary(
        applicant=name,
        shop=shop,
        mobile_tail=tail,
        merchant_kind="sole_proprietor",
        provider="样本支付有限公司",
        phase="application",
        step="identity",
        state=state,
        missing=chance.randrange(30),
        search_words=f"{name} {sounds} {sounds[0]}wf {shop} {tail}",
    )
