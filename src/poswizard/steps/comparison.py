"""The quotes of an application side by side: what each costs, which is best for what, and where the order turns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from itertools import combinations

from poswizard.domain import comparison as domain
from poswizard.domain import fees
from poswizard.forms.answers import Answers
from poswizard.forms.kinds import Choice
from poswizard.steps import quote_costs
from poswizard.steps.basics import Needs
from poswizard.steps.budget import Budget
from poswizard.steps.budget_checks import must_be_stated, prices_of
from poswizard.steps.comparison_choices import Criterion, Weight
from poswizard.steps.preparation_choices import Score
from poswizard.steps.research import NEEDS, Quote, Research
from poswizard.text import Text

MARKED: Mapping[Criterion, Choice[Score]] = {
    Criterion.AFTER_SALES: Quote.after_sales_mark,
    Criterion.REPUTATION: Quote.reputation_mark,
    Criterion.SERVICES: Quote.services_mark,
}
"""The criteria in which the applicant gives the marks."""

_ROUNDING = Decimal("0.05")
"""Yuan by which equal costs may differ, for the takings at which they are equal are rounded to fen."""

WEIGHTS: Mapping[Criterion, Choice[Weight]] = {
    Criterion.PRICE: Budget.price_weight,
    Criterion.FUNCTIONS: Budget.functions_weight,
    Criterion.TRANSPARENCY: Budget.transparency_weight,
    Criterion.AFTER_SALES: Budget.after_sales_weight,
    Criterion.REPUTATION: Budget.reputation_weight,
    Criterion.SERVICES: Budget.services_weight,
}


@dataclass(frozen=True, slots=True)
class Offer:
    """One quote of the market research."""

    number: int
    """Counted from 1, as the rows are."""
    row: Answers
    quote: fees.Quote | None
    """For all terminals together; none while a price that counts is not stated."""
    not_stated: tuple[Text, ...]
    """The prices still to be asked for."""

    @property
    def name(self) -> str:
        """The provider's, as it was written."""
        return self.row.get(Quote.provider_name) or ""

    @property
    def label(self) -> Text:
        """Number and provider: `1 号（样本支付）`."""
        return Text(f"{self.number} 号（{self.name}）", f"No. {self.number} ({self.name})")


@dataclass(frozen=True, slots=True)
class Priced(Offer):
    """An offer whose every price that counts is stated."""

    quote: fees.Quote


@dataclass(frozen=True, slots=True)
class Turn:
    """The takings a month at which two offers cost the same over a term."""

    below: Priced
    """Cheaper for less takings."""
    above: Priced
    monthly: Decimal


@dataclass(frozen=True, slots=True)
class LaterTurn:
    """The month in which the offer that began cheaper is overtaken for good, at the stated takings."""

    before: Priced
    after: Priced
    month: int


@dataclass(frozen=True, slots=True)
class Ranking:
    """Marks by the applicant's own weights."""

    marks: tuple[Decimal, ...]
    """From 0 to 5 for each priced offer, in their order."""
    counted: tuple[Criterion, ...]
    left_out: tuple[Criterion, ...]
    """Weighed, but some offer has no mark in them: that would be unfair to the others."""
    best: tuple[Priced, ...]
    """Those with the highest mark."""


@dataclass(frozen=True)
class Comparison:
    """All offers, at the takings, mix, terminals and settlement that the needs state."""

    volume: fees.Volume | None
    """None while the needs do not say enough."""
    terminals: int
    offers: tuple[Offer, ...]
    weights: Mapping[Criterion, int]
    answers: Answers

    @cached_property
    def priced(self) -> tuple[Priced, ...]:
        """The offers that can be compared."""
        return tuple(offer for offer in self.offers if isinstance(offer, Priced))

    def at(self, monthly: Decimal | None = None) -> fees.Volume:
        """The takings, or others at the same mix and average payment."""
        if self.volume is None:
            raise ValueError("nothing can be compared before the needs are stated")
        return self.volume if monthly is None else replace(self.volume, monthly=monthly)

    def cost(self, offer: Priced, months: int, monthly: Decimal | None = None) -> fees.TermCost:
        """What an offer costs over a term."""
        key = (offer.number, months, monthly)
        if key not in self._costs:
            self._costs[key] = fees.term_cost(offer.quote, self.at(monthly), months)
        return self._costs[key]

    def line(self, offer: Priced, months: int) -> domain.CostLine:
        """What an offer costs over a term, as it grows with the takings."""
        key = (offer.number, months)
        if key not in self._lines:
            self._lines[key] = domain.cost_line(offer.quote, self.at(), months)
        return self._lines[key]

    def cheapest(self, months: int, monthly: Decimal | None = None) -> tuple[Priced, ...]:
        """The offers with the lowest total; several where they are equal."""
        totals = [self.cost(offer, months, monthly).total for offer in self.priced]
        lowest = min(totals, default=None)
        return tuple(o for o, total in zip(self.priced, totals, strict=True) if total == lowest)

    def turns(self, months: int) -> list[Turn]:
        """Where two offers cost the same, from the least takings on."""
        found = list(self._turns(months)) if self.volume else []
        return sorted(found, key=lambda turn: turn.monthly)

    def leading_turns(self, months: int) -> list[Turn]:
        """Those at which it is the cheapest offer of all that changes."""
        return [turn for turn in self.turns(months) if self._is_lowest(turn, months)]

    def later_turns(self) -> list[LaterTurn]:
        """Where the order turns with time, at the stated takings, and the cheapest offer changes."""
        found = self._later_turns() if self.volume else ()
        return [turn for turn in found if turn.after in self.cheapest(turn.month)]

    def ranking(self, months: int) -> Ranking | None:
        """The marks of the priced offers; none while no weight is given or nothing counts."""
        of_all = [self.marks(offer, months) for offer in self.priced]
        weighed = domain.weighed(of_all, self.weights) if of_all else None
        if weighed is None:
            return None
        criteria = domain.counted(of_all, self.weights)
        best = max(weighed)
        return Ranking(
            weighed,
            criteria,
            tuple(c for c, weight in self.weights.items() if weight and c not in criteria),
            tuple(o for o, mark in zip(self.priced, weighed, strict=True) if mark == best),
        )

    def marks(self, offer: Priced, months: int) -> dict[Criterion, Decimal]:
        """The marks of an offer, 0 to 5; a criterion without one is not among them."""
        lowest = min(self.cost(other, months).total for other in self.priced)
        marks = {
            Criterion.PRICE: domain.price_mark(self.cost(offer, months).total, lowest),
            Criterion.TRANSPARENCY: domain.share_mark(*self._stated(offer)),
        }
        needed = self.answers.get(Needs.functions)
        offered = offer.row.get(Quote.functions)
        if needed and offered is not None:
            had = len(set(needed) & set(offered))
            marks[Criterion.FUNCTIONS] = domain.share_mark(had, len(needed))
        for criterion, question in MARKED.items():
            if score := offer.row.get(question):
                marks[criterion] = Decimal(score.value)
        return marks

    def _stated(self, offer: Priced) -> tuple[int, int]:
        """How many of the things that make fees transparent are there, and how many there are."""
        asked = must_be_stated(self.answers.get(Needs.channels) or ())
        asked = tuple(field for field in asked if offer.row.is_relevant(field))
        there = [offer.row.get(field) is not None for field in asked]
        there += [bool(offer.row.get(f)) for f in (Quote.in_writing, Quote.nothing_else)]
        return sum(there), len(there)

    @cached_property
    def _costs(self) -> dict[tuple[int, int, Decimal | None], fees.TermCost]:
        """Costs that were asked for, for they are asked for again and again."""
        return {}

    @cached_property
    def _lines(self) -> dict[tuple[int, int], domain.CostLine]:
        return {}

    def _is_lowest(self, turn: Turn, months: int) -> bool:
        """No other offer is cheaper where the two meet."""
        here = self.line(turn.below, months).at(turn.monthly)
        others = (self.line(offer, months).at(turn.monthly) for offer in self.priced)
        return all(other >= here - _ROUNDING for other in others)

    def _turns(self, months: int) -> Iterator[Turn]:
        for one, other in combinations(self.priced, 2):
            even = domain.break_even(self.line(one, months), self.line(other, months))
            if even:
                pair = (one, other) if even.first_is_cheaper_below else (other, one)
                yield Turn(*pair, even.monthly)

    def _later_turns(self) -> Iterator[LaterTurn]:
        totals = {
            offer.number: [self.cost(offer, m).total for m in range(1, domain.LONGEST_TERM + 1)]
            for offer in self.priced
        }
        for one, other in combinations(self.priced, 2):
            turn = domain.overtaking(totals[one.number], totals[other.number])
            if turn:
                pair = (one, other) if turn.first_is_cheaper_before else (other, one)
                yield LaterTurn(*pair, turn.month)


def comparison(answers: Answers) -> Comparison:
    """What can be compared of these answers now."""
    *takings, terminals = (answers.get(field) for field in NEEDS)
    volume = quote_costs.volume(*takings)
    rows = answers.get(Research.quotes) or ()
    within = [row.within(answers) for row in rows]
    weights = {criterion: answers.get(field) for criterion, field in WEIGHTS.items()}
    return Comparison(
        volume if terminals else None,
        terminals or 0,
        tuple(_offer(n, row, answers, volume, terminals) for n, row in enumerate(within, 1)),
        {criterion: weight.factor if weight else 0 for criterion, weight in weights.items()},
        answers,
    )


def _offer(
    number: int, row: Answers, answers: Answers, volume: fees.Volume | None, terminals: int | None
) -> Offer:
    whole = quote_costs.quote(prices_of(row), volume, terminals) if volume and terminals else None
    asked = must_be_stated(answers.get(Needs.channels) or ())
    not_stated = tuple(f.label for f in asked if row.is_relevant(f) and row.get(f) is None)
    if whole is None:
        return Offer(number, row, None, not_stated)
    return Priced(number, row, whole, not_stated)
