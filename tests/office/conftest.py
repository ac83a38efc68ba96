"""A sending office and a receiving one, as the tests of exchange have them."""

from __future__ import annotations

from tests.exchange.conftest import acquainted, clock, out, receiver, sender

__all__ = ["acquainted", "clock", "out", "receiver", "sender"]
