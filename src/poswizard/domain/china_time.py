"""The trade's clock: China Standard Time, whatever zone this computer believes to be in."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from typing import Final

CHINA_TIME: Final = timezone(timedelta(hours=8), "CST")
"""UTC+8 without summer time, in force for the whole country since 1992."""


def today_in_china() -> date:
    """The day on which an application is judged: deadlines, validities and signatures are in China time."""
    return datetime.now(CHINA_TIME).date()
