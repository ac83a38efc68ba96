"""The two clocks: the wall's, which may be wrong, and the monotonic one, which only goes on."""

from __future__ import annotations

import time
from datetime import UTC, datetime


class Clock:
    """Where the store takes the time from; a test may set it wrong."""

    def now(self) -> datetime:
        """Wall time, aware, UTC. It dates things; it never orders them."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Seconds since some moment, never going back."""
        return time.monotonic()
