"""What the last runs found, in `results.json`: by document, then by what was done to it, and altogether."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from tests.documents.reading.measuring import ALL, Score, Scores, Seconds

RESULTS = Path(__file__).with_name("results.json")


def keep(
    into: Path, found: Mapping[str, Scores], seconds: Mapping[str, Seconds] | None = None
) -> None:
    """Put what was measured in the place of its older self; the rest stays."""
    known: dict[str, Any] = json.loads(into.read_text("utf-8")) if into.is_file() else {}
    for kind, scores in found.items():
        kept = known.setdefault(kind, {})
        kept |= {how: _json(score) for how, score in scores.items()}
        kept[ALL] = kept.get(ALL, {}) | _sum(kept)
    for kind, taken in (seconds or {}).items():
        of_all = known.setdefault(kind, {}).setdefault(ALL, _sum({}))
        of_all |= {
            "seconds": round(taken.median, 2),
            "worst_seconds": round(taken.worst, 2),
            "processor_seconds": round(taken.processor, 2),
        }
    ordered = {kind: known[kind] for kind in sorted(known)}
    into.write_text(json.dumps(ordered, ensure_ascii=False, indent=1) + "\n", "utf-8")


def _json(score: Score) -> dict[str, Any]:
    return asdict(score) | {"share": round(score.share, 4)}


def _sum(kept: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Of all ways: pictures read and refused, values asked for and right."""
    each = [score for how, score in kept.items() if how != ALL]
    names = ("pictures", "refused", "asked", "right", "kinds_wrong")
    total = {name: sum(score.get(name, 0) for score in each) for name in names}
    return total | {"share": round(total["right"] / max(1, total["asked"]), 4)}
