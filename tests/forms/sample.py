"""A small questionnaire for the tests of the core."""

from __future__ import annotations

from datetime import date

from poswizard.domain.lookup import Entry, search
from poswizard.forms.field import Calculation
from poswizard.forms.issue import Level, rule
from poswizard.forms.kinds import (
    Amount,
    Choice,
    Choices,
    Count,
    Day,
    Digits,
    Line,
    Lookup,
    Moment,
    Paragraph,
    Rate,
    Tick,
    YesNo,
)
from poswizard.forms.rich_kinds import Address, Document, Rows, Signature
from poswizard.forms.step import Heading, Milestone, Phase, Row, Step
from poswizard.text import Text, Vocabulary

TODAY = date(2026, 11, 23)


class Colour(Vocabulary):
    """A closed list."""

    RED = "red", Text("红", "red")
    GREEN = "green", Text("绿", "green")
    BLUE = "blue", Text("蓝", "blue")


class Shapes:
    """A code table."""

    entries = [Entry("01", Text("圆", "circle")), Entry("02", Text("方", "square"))]

    def get(self, code: str) -> Entry | None:
        return next((e for e in self.entries if e.code == code), None)

    def search(self, typed: str, limit: int) -> list[Entry]:
        return search(self.entries, typed, limit)


def words(text: str) -> Text:
    """The same words in both languages."""
    return Text(text, text)


@rule("name.is_x", Level.ERROR, words("not x"), "test")
def not_x(name: str) -> Text | None:
    return words("is x") if name == "x" else None


@rule("price.high", Level.WARNING, words("not dear"), "test")
def not_dear(price: object, name: str) -> Text | None:
    return words(f"{name} costs {price}") if str(price) > "5" else None


@rule("day.past", Level.INFORMATION, words("not past"), "test")
def not_past(day: date, *, today: date) -> Text | None:
    return words("past") if day < today else None


class Offer(Row):
    """One repeated row."""

    name = Line(words("name"), constraint=not_x)
    price = Amount(words("price"), required=False)
    note = Line(words("note"), relevant=price.answered(), required=False)
    checks = (not_dear.on(price, name),)


class First(Step):
    """Plain kinds."""

    key, title = "first", words("first")
    heading = Heading(words("heading"))
    colour = Choice(words("colour"), Colour, loggable=True)
    number = Digits(
        words("number"), lengths=(4,), letters="X", groups=(2,), sensitive=True,
        relevant=~colour.is_(Colour.RED),
    )  # fmt: skip
    day = Day(words("day"), long_term=True, required=False, constraint=not_past)
    offers = Rows(words("offers"), Offer, required=False, named_by="name")
    count = Count(words("count"), required=False, most=9)
    double = Count(
        words("double"), required=False, calculated=Calculation(lambda n: 2 * n, (count,))
    )


class Second(Step):
    """Everything else."""

    key, title = "second", words("second")
    relevant = ~First.colour.is_(Colour.BLUE)
    several = Choices(words("several"), Colour, required=False)
    is_so = YesNo(words("is so"), required=False)
    agreed = Tick(words("agreed"))
    rate = Rate(words("rate"), required=False)
    moment = Moment(words("moment"), required=False)
    shape = Lookup(words("shape"), Shapes(), required=False, pattern=r"\d{2}")
    text = Paragraph(words("text"), required=False)
    place = Address(words("place"), Shapes(), required=False)
    picture = Document(words("picture"), slot="PICTURE", required=False, most=2)
    signature = Signature(words("signature"), slot="SIGNATURE", required=False)
    extra = Line(words("extra"), on_demand=True)


PHASES = (
    Phase("one", words("one"), (First,), Milestone.APPLICATION),
    Phase("two", words("two"), (Second,), Milestone.HAND_OVER),
)
