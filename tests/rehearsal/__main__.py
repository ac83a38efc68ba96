"""`python -m tests.rehearsal`: the report on the whole labelled set."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from tests.rehearsal.measure import Measured, labelled, measure

LEAST_CAUGHT, MOST_WARNINGS = 0.98, 0.2


def main() -> int:
    """Print the report; 1 if a bound is broken."""
    size, result = sum(1 for _ in labelled()), measure()
    print("\n".join(lines(size, result)))  # noqa: T201
    good = result.share >= LEAST_CAUGHT and result.warnings_each <= MOST_WARNINGS
    return 0 if good and not result.false_errors else 1


def lines(size: int, result: Measured) -> Iterator[str]:
    """The report."""
    yield f"applications {size}, clean {result.clean}, faults planted {result.planted}"
    for rule, (planted, caught) in sorted(result.rules.items()):
        yield f"  {rule:5} {caught:3} of {planted:3}"
    for kind in ("missed", "false_errors", "false_warnings"):
        yield from (f"{kind}: {line}" for line in getattr(result, kind))
    yield f"caught {result.share:.1%} (at least {LEAST_CAUGHT:.0%})"
    yield f"false errors {len(result.false_errors)}, false warnings {result.warnings_each:.2f} each"


if __name__ == "__main__":
    sys.exit(main())
