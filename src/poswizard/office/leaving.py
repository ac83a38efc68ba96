"""A package about to leave: sealed or plain, and all that is written of it."""

from __future__ import annotations

from dataclasses import dataclass

from poswizard.package.hand_over import Case
from poswizard.package.parcel import Parcel
from poswizard.storage.package_records import PackageRecord


@dataclass(frozen=True, slots=True)
class Sealing:
    """To be sealed, for the institution of this provider's pack; None: of the chosen one."""

    provider: str | None = None


@dataclass(frozen=True, slots=True)
class Plain:
    """To be left as it is, and why."""

    reason: str = ""


How = Sealing | Plain


@dataclass(frozen=True, slots=True)
class Leaving:
    """One package about to be written."""

    application_id: str
    case: Case
    record: PackageRecord
    """What is known of it before."""
    parcel: Parcel
