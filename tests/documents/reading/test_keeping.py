"""The figures that a campaign leaves behind."""

from __future__ import annotations

import json
from pathlib import Path

from tests.documents.reading.keeping import keep
from tests.documents.reading.measuring import Score, Seconds


def test_refused_pictures_are_counted_for_each_document(tmp_path: Path) -> None:
    into = tmp_path / "results.json"
    clean, dark = (
        Score(asked=6, right=6, pictures=1),
        Score(asked=3, right=2, pictures=1, refused=2),
    )
    keep(into, {"id_front": {"clean": clean, "dark": dark}})
    total = json.loads(into.read_text("utf-8"))["id_front"]["all"]
    assert (total["pictures"], total["refused"], total["right"], total["asked"]) == (2, 2, 8, 9)


def test_a_run_of_one_document_leaves_the_others_and_the_seconds(tmp_path: Path) -> None:
    into = tmp_path / "results.json"
    keep(into, {"licence": {"clean": Score(asked=8, right=8, pictures=1)}})
    keep(into, {}, {"id_front": Seconds(0.61, 0.78, 1.1)})
    keep(into, {"id_front": {"clean": Score(asked=6, right=6, pictures=1)}})
    found = json.loads(into.read_text("utf-8"))
    assert found["licence"]["clean"]["right"] == 8
    assert (found["id_front"]["all"]["seconds"], found["id_front"]["all"]["worst_seconds"]) == (
        0.61,
        0.78,
    )
