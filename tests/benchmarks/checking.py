"""S10: all checks over a full application, against writing it as JSON and reading it again."""

from __future__ import annotations

import json

from poswizard.forms.answers import Answers
from poswizard.office import the_flow
from poswizard.wizard.drafts import dumps, to_documents
from tests.benchmarks.figure import Figure, alternated, median, timed
from tests.benchmarks.specimens import full_application
from tests.steps.asking import TODAY


def all_checks(runs: int) -> Figure:
    """S10. Nothing known from the run before is used: the answers are made anew each time."""
    flow, full = the_flow(), full_application()
    values = {field: full.stored(field) for field in full.answered()}
    documents = to_documents(flow, full)

    def ours() -> float:
        answers = flow.adapted(Answers(values))
        return timed(lambda: list(flow.issues(answers, TODAY)))

    def baseline() -> float:
        return timed(lambda: json.loads(dumps(documents)))

    checks, dump_and_load = alternated(ours, baseline, runs)
    asked = sum(len(step.relevant_fields(full)) for step in flow.steps)
    return Figure(
        key="S10",
        words="all checks over a full application / one JSON dump and load of it",
        ours=median(checks),
        baseline=median(dump_and_load),
        unit="ms",
        bound=5,
        runs=runs,
        detail={"questions": float(asked), "json_characters": float(len(dumps(documents)))},
    )
