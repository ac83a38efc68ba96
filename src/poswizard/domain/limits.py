"""Transaction limits: their order, and the ceilings of micro merchants."""

from __future__ import annotations

from decimal import Decimal

MICRO_CREDIT_DAILY = Decimal(1_000)
"""Yuan a day by credit card for all micro entries under one ID at one acquirer (银发〔2016〕261号, 〔2017〕296号)."""
MICRO_CREDIT_MONTHLY = Decimal(10_000)
"""Yuan a month, as above."""
USUAL_NO_PIN_LIMIT = Decimal(1_000)
"""Yuan up to which a contactless payment usually needs neither PIN nor signature."""


def are_ordered(single: Decimal | None, daily: Decimal | None, monthly: Decimal | None) -> bool:
    """No limit is negative, and one payment is at most a day's, a day's at most a month's; none is left out."""
    stated = [limit for limit in (single, daily, monthly) if limit is not None]
    return stated == sorted(stated) and all(limit >= 0 for limit in stated)


def fit_micro_merchant(daily_credit: Decimal | None, monthly_credit: Decimal | None) -> bool:
    """The credit-card limits stay under a micro merchant's ceilings; without a limit they do not."""
    return (
        daily_credit is not None
        and monthly_credit is not None
        and daily_credit <= MICRO_CREDIT_DAILY
        and monthly_credit <= MICRO_CREDIT_MONTHLY
    )
