"""A provider's conditions: merchant numbers, settlement, ways of handing in, limits of an application, licence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from poswizard.domain.merchant import (
    ContractKind,
    LicenceStatus,
    MerchantKind,
    SubmissionChannel,
)
from poswizard.domain.terminal import SettlementCycle
from poswizard.providers.claims import Sourced


@dataclass(frozen=True, slots=True, kw_only=True)
class MerchantNumber(Sourced):
    """The first three digits of the provider's merchant numbers: a hint, never a reason to refuse."""

    acquirer_codes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement(Sourced):
    """When the provider can pay out."""

    cycles: tuple[SettlementCycle, ...]
    scheduled_only_for: tuple[MerchantKind, ...] = ()
    """Kinds of merchant that may have payments at set times; empty: all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission(Sourced):
    """How an application is handed in and its agreement signed."""

    channels: tuple[SubmissionChannel, ...] = ()
    contracts: tuple[ContractKind, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms(Sourced):
    """Numbers in the provider's conditions for an application."""

    most_per_person: int | None = None
    """Applications with one identity document."""
    youngest: int | None = None
    oldest: int | None = None
    """Age of the applicant in years."""
    most_terminals: int | None = None
    """Own terminals that one entry can name."""
    own_terminals_only_for: tuple[MerchantKind, ...] = ()
    """Kinds of merchant that may bring their own terminals; empty: all."""
    long_term: str | None = None
    """How 长期 is written in its interface."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Licence(Sourced):
    """The payment licence as the branch looked it up. Never shipped: it ages."""

    number: str
    types: tuple[str, ...]
    """Values of `LicensedBusiness`."""
    region: str
    """Value of `LicenceRegion`."""
    region_names: str = ""
    status: LicenceStatus
    checked_on: date
    checked_by: str
    """Staff number."""
