"""Whether a document, a licence or a check is still good on a day."""

from __future__ import annotations

from datetime import date

from poswizard.text import Text, Vocabulary

SOON_DAYS = 90
"""Documents with fewer days left are called nearly expired; older notices of acquirers want three months."""
CHECK_DAYS = 90
"""How long a look-up in the central bank's list of licences counts as fresh."""


class Expiry(Vocabulary):
    """How long a document is still good."""

    GOOD = "good", Text("有效", "valid")
    SOON = "soon", Text("即将到期，建议先换证", "expires soon: have it renewed first")
    EXPIRED = "expired", Text("已过期，换证后才能申请", "expired: it must be renewed first")


def expiry(end: date | None, on: date, soon_days: int = SOON_DAYS) -> Expiry:
    """How long a document is good that ends on a day; none means long-term. It is good on its last day."""
    if end is None:
        return Expiry.GOOD
    left = (end - on).days
    if left < 0:
        return Expiry.EXPIRED
    return Expiry.SOON if left < soon_days else Expiry.GOOD


def is_fresh(checked_on: date, on: date, days: int = CHECK_DAYS) -> bool:
    """A check made on a day still counts; one of a later day does not count at all."""
    return 0 <= (on - checked_on).days <= days
