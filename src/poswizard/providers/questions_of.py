"""What a provider changes of the common questions and documents, and in which cases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from poswizard.domain.merchant import (
    AccountKind,
    ContractKind,
    LicenceKind,
    MerchantKind,
    Payee,
    Premises,
)
from poswizard.forms.answers import Overlay
from poswizard.providers.claims import Sourced


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What decides over the documents of an application; nothing where it is not answered yet."""

    merchant: MerchantKind | None = None
    account: AccountKind | None = None
    payee: Payee | None = None
    contract: ContractKind | None = None
    licence: LicenceKind | None = None
    premises: Premises | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Questions(Sourced):
    """What the provider changes of the common questions, by field key."""

    requires: frozenset[str] = frozenset()
    omits: frozenset[str] = frozenset()
    limits: Mapping[str, int] = field(default_factory=dict)
    """Most characters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InCases(Sourced):
    """A claim that holds where every condition that is stated holds; without conditions it holds always."""

    merchant: tuple[MerchantKind, ...] = ()
    account: tuple[AccountKind, ...] = ()
    payee: tuple[Payee, ...] = ()
    contract: tuple[ContractKind, ...] = ()
    licence: tuple[LicenceKind, ...] = ()
    premises: tuple[Premises, ...] = ()

    def holds(self, case: Case) -> bool:
        """Whether the claim is one for this case."""
        return all(
            not wanted or given in wanted
            for wanted, given in (
                (self.merchant, case.merchant),
                (self.account, case.account),
                (self.payee, case.payee),
                (self.contract, case.contract),
                (self.licence, case.licence),
                (self.premises, case.premises),
            )
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand(InCases):
    """Questions that must be answered in some cases only, by field key."""

    requires: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MaterialRule(InCases):
    """Documents the provider wants beyond the common list, or does not want, by slot code."""

    requires: tuple[str, ...] = ()
    """Wanted wherever the common list asks for it or leaves it to the provider."""
    brings: tuple[str, ...] = ()
    """Wanted even where the common list has no place for it."""
    omits: tuple[str, ...] = ()

    @property
    def slots(self) -> tuple[str, ...]:
        """Every slot it names."""
        return (*self.requires, *self.brings, *self.omits)


def overlay(
    questions: Questions | None,
    demands: tuple[Demand, ...],
    materials: tuple[MaterialRule, ...],
    field_of_slot: Mapping[str, str],
    case: Case | None,
) -> Overlay:
    """The changes as the form core reads them in one case; without a case, all there may ever be."""
    rules = [rule for rule in materials if case is None or rule.holds(case)]
    brings = _keys((rule.brings for rule in rules), field_of_slot)
    asked = questions.requires if questions else frozenset[str]()
    asked |= {k for d in demands if case is None or d.holds(case) for k in d.requires}
    omitted = questions.omits if questions else frozenset[str]()
    return Overlay(
        asked | brings | _keys((rule.requires for rule in rules), field_of_slot),
        omitted | _keys((rule.omits for rule in rules), field_of_slot),
        questions.limits if questions else {},
        brings,
    )


def _keys(slots: Iterable[Iterable[str]], field_of_slot: Mapping[str, str]) -> frozenset[str]:
    return frozenset(_known(slots, field_of_slot))


def _known(slots: Iterable[Iterable[str]], field_of_slot: Mapping[str, str]) -> Iterator[str]:
    for group in slots:
        yield from (field_of_slot[slot] for slot in group if slot in field_of_slot)
