"""Quotes against each other: their cost over a term as a line over the takings, break-even, and marks by weight.

With the mix of payments and the average ticket as stated, the fees of a term grow in proportion to
the takings, so a quote's cost is a fixed sum and a rate. All of it is exact; what is shown is
rounded to fen, half up.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TypeVar

from poswizard.domain.fees import Quote, Volume, rate_of_takings, term_cost
from poswizard.domain.money import round_to_fen

HIGHEST_MARK = Decimal(5)
LONGEST_TERM = 36
"""Months over which two quotes are followed."""

C = TypeVar("C", bound=Hashable)


@dataclass(frozen=True, slots=True)
class CostLine:
    """What a quote costs over a term, as a function of the takings a month."""

    fixed: Decimal
    """Yuan, whatever is taken: device, installation, rent, SIM, service."""
    per_yuan: Decimal
    """Yuan over the whole term for each yuan taken a month."""

    def at(self, monthly: Decimal) -> Decimal:
        """The cost of the term in yuan, not rounded, when so much is taken a month."""
        return self.fixed + self.per_yuan * monthly


@dataclass(frozen=True, slots=True)
class BreakEven:
    """The takings a month at which two quotes cost the same."""

    monthly: Decimal
    """Yuan, in whole fen."""
    first_is_cheaper_below: bool
    """The first of the two is the cheaper one for less takings; above them it is the other."""


@dataclass(frozen=True, slots=True)
class Overtaking:
    """The month from which on the quote that began cheaper is the dearer one."""

    month: int
    first_is_cheaper_before: bool


def cost_line(quote: Quote, volume: Volume, months: int) -> CostLine:
    """The line of a quote at the mix and average ticket of these takings."""
    nothing_taken = term_cost(quote, replace(volume, monthly=Decimal(0)), months)
    return CostLine(nothing_taken.total, rate_of_takings(quote, volume) * months)


def break_even(one: CostLine, other: CostLine) -> BreakEven | None:
    """Where the costs of two quotes meet; none if one of them is never the dearer."""
    saved_at_once, lost_per_yuan = other.fixed - one.fixed, one.per_yuan - other.per_yuan
    if not lost_per_yuan or saved_at_once / lost_per_yuan <= 0:
        return None
    return BreakEven(round_to_fen(saved_at_once / lost_per_yuan), saved_at_once > 0)


def totals_by_month(quote: Quote, volume: Volume, most: int = LONGEST_TERM) -> tuple[Decimal, ...]:
    """What a quote has cost after one month, after two, and so on, in whole fen."""
    return tuple(term_cost(quote, volume, months).total for months in range(1, most + 1))


def overtaking(one: Sequence[Decimal], other: Sequence[Decimal]) -> Overtaking | None:
    """From which month on the order of two quotes has turned for good, by their totals month by month."""
    leads = [(a > b) - (a < b) for a, b in zip(one, other, strict=True)]
    began, ended = next(filter(None, leads), 0), leads[-1]
    if not ended or began == ended:
        return None
    last_otherwise = max(month for month, lead in enumerate(leads, 1) if lead != ended)
    return Overtaking(last_otherwise + 1, began < 0)


def sensitivity(
    quotes: Sequence[Quote], volume: Volume, months: int, takings: Sequence[Decimal]
) -> tuple[tuple[Decimal, ...], ...]:
    """For each takings a month, what each quote costs over the term, in whole fen."""
    return tuple(
        tuple(term_cost(quote, replace(volume, monthly=taken), months).total for quote in quotes)
        for taken in takings
    )


def price_mark(cost: Decimal, lowest: Decimal) -> Decimal:
    """Full marks for the lowest cost, the others in proportion to it; a method of our own, told on the sheet."""
    return HIGHEST_MARK * lowest / cost if cost else HIGHEST_MARK


def share_mark(had: int, of: int) -> Decimal:
    """Full marks for having all of something, none for nothing of it."""
    return HIGHEST_MARK * had / of if of else HIGHEST_MARK


def counted(marks: Sequence[Mapping[C, Decimal]], weights: Mapping[C, int]) -> tuple[C, ...]:
    """The criteria that weigh something and in which every quote has a mark: only those are fair to all."""
    return tuple(
        criterion
        for criterion, weight in weights.items()
        if weight and all(criterion in of_one for of_one in marks)
    )


def weighed(
    marks: Sequence[Mapping[C, Decimal]], weights: Mapping[C, int]
) -> tuple[Decimal, ...] | None:
    """Each quote's marks from 0 to 5, averaged by weight and not rounded; none if nothing counts."""
    criteria = counted(marks, weights)
    whole = sum(weights[criterion] for criterion in criteria)
    if not whole:
        return None
    return tuple(
        sum((weights[criterion] * of_one[criterion] for criterion in criteria), Decimal(0)) / whole
        for of_one in marks
    )
