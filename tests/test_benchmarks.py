"""The figures of speed can be measured and are written down whole; how fast anything is, no test says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from poswizard.office import Office, the_flow
from tests.benchmarks.__main__ import CHEAP, ORDER, QUICK, RESULTS, measure
from tests.benchmarks.figure import Figure, alternated, percentile, table
from tests.benchmarks.specimens import full_application
from tests.benchmarks.stores import Stores
from tests.steps.asking import TODAY


def a_figure(ours: float = 3.0, baseline: float | None = 2.0) -> Figure:
    return Figure(key="S0", words="a / b", ours=ours, baseline=baseline, unit="ms", bound=2, runs=1)


def test_the_cheap_figures_are_measured(tmp_path: Path) -> None:
    figures = list(measure(CHEAP, QUICK, tmp_path))
    assert [figure.key for figure in figures] == ["S3", "S3b", "S4", "S4c", "S10"]
    for figure in figures:
        assert figure.ours > 0
        assert figure.runs > 0
        assert json.loads(json.dumps(figure.to_json()))["key"] == figure.key


def test_a_store_of_many_is_as_the_storage_layer_would_have_made_it(tmp_path: Path) -> None:
    store = Stores(tmp_path).of(50)
    office = Office(store.folder, bytearray(store.key))
    try:
        assert office.database.notices == ()
        assert office.database.check().is_clean
        newest = office.applications.page()[0]
        assert newest.number.endswith("-000050")
        assert newest in office.applications.page(newest.summary.applicant)
        assert office.new().number.endswith("-000051")
    finally:
        office.close()


def test_the_checked_in_results_hold_every_figure() -> None:
    said = json.loads(RESULTS.read_text("utf-8"))
    assert set(said) == {"machine", "figures"}
    figures, shape = said["figures"], set(a_figure().to_json())
    assert all(set(figure) == shape for figure in figures)
    assert tuple(figure["key"] for figure in figures) == ORDER
    assert all(figure["verdict"] in ("kept", "over") for figure in figures)


def test_a_bound_is_on_the_ratio_or_where_there_is_no_baseline_on_the_value() -> None:
    assert a_figure().is_kept
    assert not a_figure(ours=5).is_kept
    assert not a_figure(baseline=None).is_kept
    assert a_figure(ours=2, baseline=None).is_kept


def test_the_table_names_every_figure_beside_its_verdict() -> None:
    head, *rows = table([a_figure(), a_figure(ours=9)]).splitlines()
    assert "ratio" in head
    assert [row.split()[-1] for row in rows] == ["kept", "OVER"]


def test_the_first_cold_pair_is_not_counted() -> None:
    times = iter([100.0, 200.0, 1.0, 2.0, 3.0, 4.0])
    assert alternated(times.__next__, times.__next__, 2) == ([1.0, 3.0], [2.0, 4.0])


@pytest.mark.parametrize(("share", "value"), [(0, 1), (50, 51), (99, 100), (100, 100)])
def test_a_percentile_is_one_of_the_values(share: float, value: float) -> None:
    assert percentile([float(n) for n in range(1, 101)], share) == value


def test_the_full_application_leaves_no_question_open() -> None:
    issues = the_flow().issues(full_application(), TODAY)
    assert [issue.path for issue in issues if issue.code == "missing"] == []
