"""Answers to count with: amounts, rates, counts."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import KW_ONLY, dataclass
from decimal import Decimal
from typing import Any, ClassVar, Final

from poswizard.domain.money import parse_rate, parse_yuan
from poswizard.forms.answers import Json, Raw
from poswizard.forms.field import Field
from poswizard.text import Text

NO_UNIT: Final = Text("", "")


@dataclass(eq=False, repr=False)
class Number(Field[Decimal]):
    """A decimal number with a fixed number of places, stored as text so that nothing is rounded."""

    _: KW_ONLY
    least: Decimal = Decimal(0)
    most: Decimal = Decimal(10) ** 9
    places: int = 2

    unit: ClassVar[Text] = NO_UNIT

    def to_json(self, value: Decimal) -> Json:
        return format(value, "f")

    def from_json(self, json: Json) -> Decimal | Raw:
        if not isinstance(json, str) or not re.fullmatch(r"-?\d{1,12}(\.\d{1,8})?", json):
            return Raw(json)
        return Decimal(json)

    def from_text(self, text: str) -> Decimal | Raw | None:
        meant = self.parse(text)
        return (Raw(text.strip()) if meant is None else meant) if text.strip() else None

    def parse(self, text: str) -> Decimal | None:
        """The number a person means by `text`."""
        raise NotImplementedError

    def schema(self) -> dict[str, Any]:
        sign = "-?" if self.least < 0 else ""
        return {"type": "string", "pattern": rf"^{sign}\d{{1,12}}(\.\d{{1,{self.places}}})?$"}

    def problem(self, value: Decimal) -> Text | None:
        exponent = value.as_tuple().exponent
        if isinstance(exponent, int) and -exponent > self.places:
            return Text("最多 {0} 位小数", "At most {0} decimal places").format(self.places)
        if not self.least <= value <= self.most:
            return Text("应在 {0} 到 {1} 之间", "Must be from {0} to {1}").format(
                self.show(self.least), self.show(self.most)
            )
        return None

    def unreadable(self) -> Text:
        return Text("请填数字", "Enter a number")


@dataclass(eq=False, repr=False)
class Amount(Number):
    """Money in yuan, two decimals."""

    kind: ClassVar[str] = "amount"
    unit: ClassVar[Text] = Text("元", "yuan")

    def parse(self, text: str) -> Decimal | None:
        return parse_yuan(text)

    def show(self, value: Decimal) -> str:
        places = 0 if value == value.to_integral_value() else 2
        return f"{value:,.{places}f} {self.unit}"

    def unreadable(self) -> Text:
        return Text("请填金额，如 1200、1.5万", "Enter an amount such as 1200 or 1.5万")


@dataclass(eq=False, repr=False)
class Rate(Number):
    """A share in percent, four decimals: 0.6 is 0.6 %."""

    _: KW_ONLY
    most: Decimal = Decimal(100)
    places: int = 4

    kind: ClassVar[str] = "rate"
    unit: ClassVar[Text] = Text("%", "%")

    def parse(self, text: str) -> Decimal | None:
        return parse_rate(text)

    def show(self, value: Decimal) -> str:
        plain = format(value.normalize(), "f")
        return f"{plain} %"


@dataclass(eq=False, repr=False)
class Count(Field[int]):
    """A whole number of things."""

    _: KW_ONLY
    least: int = 0
    most: int = 1_000_000
    unit: Text = NO_UNIT

    kind: ClassVar[str] = "count"

    def from_json(self, json: Json) -> int | Raw:
        ok = isinstance(json, int) and not isinstance(json, bool) and abs(json) < 10**12
        return json if ok else Raw(json)

    def from_text(self, text: str) -> int | Raw | None:
        plain = unicodedata.normalize("NFKC", text).replace(",", "").strip()
        if not plain:
            return None
        return int(plain) if re.fullmatch(r"[0-9]{1,11}", plain) else Raw(text)

    def show(self, value: int) -> str:
        return f"{value:,} {self.unit}".strip()

    def schema(self) -> dict[str, Any]:
        return {"type": "integer", "minimum": self.least, "maximum": self.most}

    def problem(self, value: int) -> Text | None:
        if self.least <= value <= self.most:
            return None
        return Text("应在 {0} 到 {1} 之间", "Must be from {0} to {1}").format(self.least, self.most)

    def unreadable(self) -> Text:
        return Text("请填整数", "Enter a whole number")
