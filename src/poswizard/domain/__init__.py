"""Rules of the trade: pure functions and values."""
