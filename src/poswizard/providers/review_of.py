"""How a provider reports on an application: its states and reasons in our words, and its deadlines."""

from __future__ import annotations

from dataclasses import dataclass

from poswizard.domain.state import ApplicationState
from poswizard.providers.claims import Sourced
from poswizard.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewState(Sourced):
    """A state as the provider's interface reports it, and which of ours it is."""

    code: str
    says: Text
    state: ApplicationState
    pictures_only: bool = False
    """Only pictures are to be taken again; what was written stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenReason(Sourced):
    """A reason for a return in the provider's own words, and the one of our codebook that it is."""

    says: str
    """As its back office words it, Chinese."""
    reason: str
    """Code in `resources/tables/reasons.csv`."""
    code: str = ""
    """Its own code, where it has one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadlines(Sourced):
    """How long things may take; what is not known is left out."""

    supplement_days: int | None = None
    """Calendar days to answer a request for supplements."""
    lapse_days: int | None = None
    """Calendar days until an unfinished application lapses and needs a new number."""
    review_working_days: int | None = None
    """Working days within which a review is usually done."""
