"""The handbook's generated pages are those of the program, and the process is covered row by row."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest

from poswizard import handbook
from poswizard.domain.lookup import table
from poswizard.office import the_flow
from poswizard.ui.home_window import HomePage
from poswizard.ui.wizard_window import WizardWindow
from poswizard.wizard.answers_file import answers_file, bound
from poswizard.wizard.drafts import from_documents
from tests import measured

FLOW = the_flow()
DOCS = Path(__file__).parents[1] / "docs"
ROWS = [row["row"] for row in table("process")]


@pytest.mark.parametrize("name", sorted(handbook.pages()))
def test_a_generated_page_is_up_to_date(name: str) -> None:
    written = (DOCS / name).read_text(encoding="utf-8")
    assert written == handbook.pages()[name], "run python -m poswizard.handbook"


def test_the_page_of_what_was_measured_holds_the_figures_that_are_kept() -> None:
    assert measured.PAGE.read_text("utf-8") == measured.page(), "run python -m tests.measured"


def test_the_pages_are_written_to_a_folder(tmp_path: Path) -> None:
    handbook.write(tmp_path)
    assert {file.name for file in tmp_path.iterdir()} == set(handbook.pages())


@pytest.mark.parametrize("row", ROWS)
def test_a_row_of_the_process_is_covered_by_a_step(row: str) -> None:
    assert handbook.covering(FLOW, row)


def test_the_rows_are_those_of_the_process_in_order() -> None:
    counts = {0: 5, 1: 4, 2: 5, 3: 4, 4: 4, 5: 5}
    assert [f"{phase}.{n}" for phase, count in counts.items() for n in range(1, count + 1)] == ROWS


@pytest.mark.parametrize("step", FLOW.steps, ids=lambda step: step.key)
def test_a_step_names_only_rows_of_the_process(step: type) -> None:
    named = getattr(step, "process", ())
    assert named
    assert set(named) <= set(ROWS)


def test_every_rule_stands_on_the_page_of_rules() -> None:
    page = handbook.pages()["rules.md"]
    codes = {check.rule.code for step in FLOW.steps for check in step.all_checks}
    assert all(f"| `{code}` |" in page for code in codes)


def test_every_command_stands_on_the_page_of_the_command_line() -> None:
    page = handbook.pages()["command-line.md"]
    for name in [
        "demo",
        "fill",
        "check",
        "export",
        "verify",
        "receive",
        "list",
        "show",
        "schema",
        "questions",
        "backup",
    ]:
        assert f"## poswizard {name}" in page
    assert "try-window" not in page


def test_every_key_of_the_windows_stands_on_the_page_of_keys() -> None:
    page = (DOCS / "keyboard.md").read_text(encoding="utf-8")
    for window in (HomePage, WizardWindow):
        source = Path(str(__import__(window.__module__, fromlist=["x"]).__file__)).read_text(
            "utf-8"
        )
        bound = set(re.findall(r'"((?:Ctrl|Alt)\+[A-Za-z+]+|F\d+)"', source))
        assert bound
        missing = {key for key in bound if key.replace("Return", "Enter") not in page}
        assert not missing


def test_the_answers_file_shown_in_the_handbook_is_one() -> None:
    page = (DOCS / "answers-file.md").read_text(encoding="utf-8")
    shown = json.loads(page.split("```json")[1].split("```")[0])
    read = answers_file(FLOW, shown)
    assert read.remarks == ()
    answers = bound(FLOW, from_documents(FLOW, read.documents), read.reasons, date(2026, 11, 20))
    explained = [i for i in FLOW.issues(answers, date(2026, 11, 20)) if i.reason]
    assert [issue.reason_key for issue in explained] == list(read.reasons)
