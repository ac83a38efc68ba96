"""Yuan and rates as decimals: how they are read from typing, rounded in one place, and shown."""

from __future__ import annotations

import re
import unicodedata
from decimal import ROUND_HALF_UP, Decimal

FEN = Decimal("0.01")
_UNITS = {
    "": 1,
    "百": 100,
    "千": 1_000,
    "万": 10_000,
    "百万": 1_000_000,
    "千万": 10_000_000,
    "亿": 100_000_000,
}
_AMOUNT = re.compile(
    r"[¥￥]?((?:\d{1,3}(?:,\d{3})+|\d{1,12})(?:\.\d{1,6})?|\.\d{1,6})(百万|千万|百|千|万|亿)?[元圆]?整?"
)
_RATE = re.compile(r"(万分之|千分之|百分之|万)?(\d{1,4}(?:\.\d{1,6})?|\.\d{1,6})([%‰‱])?")
_IN_PERCENT = {
    "百分之": Decimal(1), "%": Decimal(1),
    "千分之": Decimal("0.1"), "‰": Decimal("0.1"),
    "万分之": Decimal("0.01"), "万": Decimal("0.01"), "‱": Decimal("0.01"),
}  # fmt: skip


def round_to_fen(amount: Decimal) -> Decimal:
    """The amount in whole fen, half a fen rounded away from zero: the program's one rounding rule."""
    return amount.quantize(FEN, rounding=ROUND_HALF_UP)


def in_fen(amount: Decimal) -> int:
    """The amount as a whole number of fen, as interfaces of acquirers want it."""
    return int(round_to_fen(amount) * 100)


def from_fen(fen: int) -> Decimal:
    """The amount in yuan, with two decimals."""
    return (Decimal(fen) / 100).quantize(FEN)


def parse_yuan(typed: str) -> Decimal | None:
    """The amount in yuan a person meant: `1.2万`, `12,000`, `１２００`, `¥300元`; none if unclear.

    Amounts are not negative, and finer than a fen only before a unit (`1.2345万`).
    """
    match = _AMOUNT.fullmatch(_plain(typed))
    if match is None:
        return None
    amount = Decimal(match[1].replace(",", "")) * _UNITS[match[2] or ""]
    return amount.quantize(FEN) if amount == round_to_fen(amount) else None


def parse_rate(typed: str) -> Decimal | None:
    """The rate in percent a person meant: `0.6`, `0.6%`, `6‰`, `万60`, `万分之60`; none if unclear or over 100."""
    match = _RATE.fullmatch(_plain(typed))
    if match is None or (match[1] and match[3]):
        return None
    rate = Decimal(match[2]) * _IN_PERCENT[match[1] or match[3] or "%"]
    return _without_trailing_zeros(rate) if rate <= 100 else None


def format_yuan(amount: Decimal) -> str:
    """The amount with thousands and two decimals: `12,000.00`."""
    return f"{round_to_fen(amount):,.2f}"


def format_short(amount: Decimal) -> str:
    """The amount as it is spoken, without needless decimals and in 万 from ten thousand on: `1.2万`, `300`."""
    amount = round_to_fen(amount)
    if abs(amount) < 10_000:
        return f"{_without_trailing_zeros(amount):,f}"
    return (
        f"{_without_trailing_zeros((amount / 10_000).quantize(FEN, rounding=ROUND_HALF_UP)):,f}万"
    )


def format_rate(rate: Decimal) -> str:
    """The rate in percent with at least two decimals: `0.60%`, `0.3825%`."""
    plain = _without_trailing_zeros(rate)
    exponent = plain.as_tuple().exponent
    decimals = max(2, -exponent) if isinstance(exponent, int) else 2
    return f"{plain:.{decimals}f}%"


def _plain(typed: str) -> str:
    # NFKC would turn ‱ and ‰ into nothing new, and full-width digits, commas, dots and percent signs into plain ones
    return "".join(
        unicodedata.normalize("NFKC", typed).replace("，", ",").replace("。", ".").split()
    )


def _without_trailing_zeros(number: Decimal) -> Decimal:
    plain = number.normalize()
    exponent = plain.as_tuple().exponent
    return plain.quantize(Decimal(1)) if isinstance(exponent, int) and exponent > 0 else plain
