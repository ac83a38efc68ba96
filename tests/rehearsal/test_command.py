"""`poswizard check --rehearse`: the findings of a draft and of a file, in words and as JSON."""

from __future__ import annotations

import json
from pathlib import Path

from poswizard.cli import unlocking
from tests.conftest import Run
from tests.filled import answers_file

SLIP = "样本䶮小吃"


def test_a_draft_is_rehearsed_beside_the_others_of_the_store(run: Run, tmp_path: Path):
    first = json.loads(run("fill", answers_file(tmp_path), "--json").stdout)["number"]
    second = json.loads(run("fill", answers_file(tmp_path), "--json").stdout)["number"]
    result = run("check", second, "--rehearse")
    assert result.exit_code == 1, result.output
    assert "审核员会说：与另一件申请重复" in result.stdout
    assert first in result.stdout
    assert "怎么办：" in result.stdout
    assert "510107" not in result.stdout  # never the number itself


def test_a_file_is_rehearsed_without_a_store(run: Run, home: Path, tmp_path: Path):
    result = run("check", answers_file(tmp_path, business__receipt_name=SLIP), "--rehearse")
    assert result.exit_code == 1, result.output
    assert "rehearsal.not_on_printer" in result.stdout
    assert not home.exists()


def test_a_program_gets_every_part_of_a_finding(run: Run, tmp_path: Path):
    file = answers_file(tmp_path, business__receipt_name=SLIP)
    said = json.loads(run("check", file, "--rehearse", "--json").stdout)
    assert said["clean"] is False
    assert said["examined"]["rules"] > 180
    one = next(f for f in said["findings"] if f["code"] == "rehearsal.not_on_printer")
    assert one["field"] == "business.receipt_name"
    assert one["reviewer_says"]["zh"]
    assert one["remedy"]["en"]


def test_what_has_nothing_open_ends_well(run: Run, tmp_path: Path):
    result = run("check", answers_file(tmp_path), "--rehearse")
    assert result.exit_code == 0, result.output
    assert "没有发现会被退回的地方" in result.stdout


def test_a_forecast_counts_the_decisions_of_this_branch(run: Run, tmp_path: Path):
    returned = {
        "review__events": [
            {"state": "submitted", "on": "2026-11-01"},
            {"state": "rejected", "on": "2026-11-03", "reasons_given": "listed"},
        ],
        "review__reasons": [
            {
                "round": 1,
                "subject": "picture",
                "about": "身份证",
                "code": "id_expired",
                "text": "样本",
            }
        ],
    }
    number = json.loads(run("fill", answers_file(tmp_path), "--json").stdout)["number"]
    run("fill", answers_file(tmp_path, **returned))
    with unlocking.unlocked() as office:
        model = next(o.id for o in office.page("", "", "", "", 0, 9) if o.number != number)
        for _ in range(29):
            office.copy(model)
    soon = answers_file(
        tmp_path, identity__valid_from="2007-01-10", identity__valid_until="2027-01-10"
    )
    run("fill", soon, "--number", number)
    said = json.loads(run("check", number, "--rehearse", "--json").stdout)
    assert said["decided"] == 30
    one = next(f for f in said["findings"] if f["reason_code"] == "id_expired")
    assert one["forecast"]["zh"] == "本网点 30 件同类申请中 30 件因此被退回"
