"""The one line that the list of applications shows of each."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What Home needs of an application without opening it; derived from the answers at every save.

    Identifiers, card numbers and full telephone numbers never stand here; `search_words` is
    stored inside the encrypted database only.
    """

    applicant: str = ""
    """Name of the applicant (operator, or the enterprise's legal name); may be empty."""
    shop: str = ""
    """Trading name."""
    mobile_tail: str = ""
    """Last four digits of the contact's mobile."""
    merchant_kind: str = ""
    """Stored value of the kind of merchant, or empty."""
    provider: str = ""
    """Name of the chosen provider."""
    phase: str = ""
    """Key of the phase in which the first unfinished step stands."""
    step: str = ""
    """Key of that step."""
    state: str = "draft"
    """Stored value of the life-cycle state."""
    missing: int = 0
    """Number of errors and unexplained warnings before the next milestone."""
    due_on: date | None = None
    """The nearest date on which something must be done, with `due_what`."""
    due_what: str = ""
    """Key of what is due, see `wizard.agenda`."""
    search_words: str = ""
    """Lower-case words to search by: names, pinyin, initials, shop, number, mobile tail."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedApplication:
    """A stored application as a row of the list."""

    id: str
    """Random UUID, 32 hexadecimal digits."""
    number: str
    """Human number, `A-2026-000128`."""
    summary: Summary = field(default_factory=Summary)
    revision: int = 0
    """Revision of the last package written; 0 before the first."""
    version: int = 0
    """Counts every save; a save from an older version is refused."""
    updated_at: datetime
    """Aware, UTC."""
