"""`python -m tests.rehearsal`: the report on the whole labelled set; its figures are kept in `results.json`."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.rehearsal.measure import Labelled, Measured, labelled, measure

LEAST_CAUGHT, MOST_WARNINGS = 0.98, 0.2
RESULTS = Path(__file__).with_name("results.json")


def main() -> int:
    """Print the report and keep its figures; 1 if a bound is broken."""
    samples = list(labelled())
    result = measure(iter(samples))
    print("\n".join(lines(len(samples), result)))  # noqa: T201
    found = figures(samples, result)
    RESULTS.write_text(json.dumps(found, indent=2, ensure_ascii=False) + "\n", "utf-8")
    return 0 if keeps_bounds(result) else 1


def keeps_bounds(result: Measured) -> bool:
    """Whether enough is caught and nothing right is called wrong."""
    enough = result.share >= LEAST_CAUGHT and result.warnings_each <= MOST_WARNINGS
    return enough and not result.false_errors


def lines(size: int, result: Measured) -> Iterator[str]:
    """The report."""
    yield f"applications {size}, clean {result.clean}, faults planted {result.planted}"
    for rule, (planted, caught) in sorted(result.rules.items()):
        yield f"  {rule:5} {caught:3} of {planted:3}"
    for kind in ("missed", "false_errors", "false_warnings"):
        yield from (f"{kind}: {line}" for line in getattr(result, kind))
    yield f"caught {result.share:.1%} (at least {LEAST_CAUGHT:.0%})"
    yield f"false errors {len(result.false_errors)}, false warnings {result.warnings_each:.2f} each"


def figures(samples: list[Labelled], result: Measured) -> dict[str, Any]:
    """What is kept: the bounds' figures, and over how much they were taken."""
    sizes = [len(one.planted) for one in samples]
    bases = {one.base.kind_of_case for one in samples if one.base}
    clean = {one.application.kind_of_case for one in samples if not one.planted}
    return {
        "申请 applications": {
            "干净 clean": sizes.count(0),
            "一处毛病 one fault": sizes.count(1),
            "两处 two": sizes.count(2),
        },
        "资料包×商户×结算×签约 packs × merchants × settlement × contracts": {
            "干净 clean": len(clean),
            "埋了毛病 with a fault": len(bases),
        },
        "埋下的毛病 faults planted": result.planted,
        "找到 caught": f"{result.caught} ({result.share:.1%})",
        "规则 rules and rows of returns": len(result.rules),
        "误报错误 false errors": len(result.false_errors),
        "每件干净申请误报提醒 false warnings each": round(result.warnings_each, 2),
    }


if __name__ == "__main__":
    sys.exit(main())
