"""The full forms of the campaigns: `python -m tests.torture [power | refusals]`; their short forms run in the tests."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

from tests.torture import power, refusals
from tests.torture.clerk import small_reserve
from tests.torture.shim import why_not


def main() -> int:
    """Run what was asked for and say what came of it; 0 if every promise was kept."""
    parser = argparse.ArgumentParser(prog="python -m tests.torture", description=__doc__)
    parser.add_argument("what", nargs="?", choices=("power", "refusals"), help="one campaign only")
    parser.add_argument("--cuts", type=int, default=1000, help="power cuts (default 1000)")
    parser.add_argument("--most", type=int, help="refusals of each kind (default: every one)")
    asked = parser.parse_args()
    if reason := why_not():
        sys.stderr.write(f"{reason}\n")
        return 2
    small_reserve()
    kept = [] if asked.what == "refusals" else [_power(asked.cuts)]
    kept += [] if asked.what == "power" else [_refusals(asked.most)]
    return 0 if all(kept) else 1


def _power(cuts: int) -> bool:
    outcomes = {}
    for synchronous, share in (("FULL", 1), ("NORMAL", 4), ("OFF", 4)):
        begun = time.monotonic()
        with tempfile.TemporaryDirectory() as folder:
            outcomes[synchronous] = power.campaign(Path(folder), cuts // share, synchronous)
        _say(f"synchronous={synchronous}", outcomes[synchronous], begun)
    bites = outcomes["NORMAL"].lost and outcomes["OFF"].lost + outcomes["OFF"].unreadable
    return bool(bites) and not outcomes["FULL"].lost + outcomes["FULL"].unreadable


def _refusals(most: int | None) -> bool:
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        outcome = refusals.campaign(Path(folder), most)
    _say("refusals", outcome, begun)
    bad = [*outcome.lost, *outcome.uncaught, *outcome.unsaved, *outcome.speechless]
    for one in bad[:20]:
        sys.stdout.write(f"  {one}\n")
    return not bad


def _say(name: str, outcome: object, begun: float) -> None:
    sys.stdout.write(f"{name}: {outcome} ({time.monotonic() - begun:.0f} s)\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
