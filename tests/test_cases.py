"""Whole applications, played through the real window to a package that ordinary tools accept."""

from __future__ import annotations

import hashlib
import json
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import bagit
import jsonschema
import pytest
from PySide6.QtWidgets import QApplication

from poswizard.demo.samples import Papers, Sample, read_sample
from poswizard.domain.china_time import today_in_china
from poswizard.package.data_file import relevant_steps
from poswizard.package.form_fonts import printable
from poswizard.package.verify import verify_package
from poswizard.wizard.drafts import REASONS, SEEN
from poswizard.wizard.progress import StepState, open_issues, progress
from tests.driver import CASES, NO_SCREEN, PASSPHRASE, opened, seated, stored
from tests.package.printed_text import checked, codes_of, shown_answers, text_of

pytestmark = pytest.mark.qt_log_ignore(NO_SCREEN)


@dataclass
class Played:
    """One case, and what the play left behind."""

    sample: Sample
    home: Path
    package: Path
    said: str
    """What the check of the answers showed at the end."""
    unpacked: Path = field(default=Path())


@pytest.fixture(scope="module", params=CASES, ids=lambda file: file.stem)
def played(
    request: pytest.FixtureRequest, qapp: QApplication, tmp_path_factory: pytest.TempPathFactory
) -> Played:
    """The case played once for all the tests below."""
    folder = tmp_path_factory.mktemp(request.param.stem)
    sample = read_sample(request.param, today_in_china())
    with seated(folder / "home", sample) as driver:
        driver.begin(PASSPHRASE)
        driver.new_application()
        driver.play(sample)
        driver.check_answers()
        said = driver.workplace.review.browser.toPlainText()
        package = driver.export(folder)
        driver.home()
    with zipfile.ZipFile(package) as archive:
        archive.extractall(folder / "unpacked")
    return Played(sample, folder / "home", package, said, folder / "unpacked" / package.stem)


def test_the_package_is_found_complete(played: Played):
    assert verify_package(played.package).is_complete


def test_the_bag_and_its_data_satisfy_ordinary_validators(played: Played):
    data = json.loads((played.unpacked / "data/application.json").read_text())
    schema = json.loads((played.unpacked / "data/application.schema.json").read_text())

    assert bagit.Bag(str(played.unpacked)).validate(processes=1)
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(data)
    assert data["milestone"] == played.sample.milestone.value


def test_the_printed_form_holds_every_answer(played: Played):
    pdf = (played.unpacked / "data/application.pdf").read_bytes()
    text = text_of(pdf)
    with opened(played.home) as office:
        (listed,) = office.page("", "", "", "", 0, 10)
        answers = office.open(listed.id).session.answers
        steps = relevant_steps(office.flow, answers, played.sample.milestone)
        shown = [words for step in steps for words in shown_answers(step, answers)]

    assert len(shown) > 100
    assert [words for words in shown if printable(words) not in text] == []


def test_the_printed_form_is_in_order_and_every_page_names_itself(played: Played, tmp_path: Path):
    pdf = played.unpacked / "data/application.pdf"
    number = played.package.stem.removesuffix("-r1")

    codes = codes_of(pdf, tmp_path)

    assert "No syntax or stream encoding errors found" in checked(pdf)
    begins = [f"poswizard:{number}:r1:p{page}:" for page in range(1, len(codes) + 1)]
    assert all(code.startswith(begin) for (code,), begin in zip(codes, begins, strict=True))


def test_the_store_holds_the_answers_of_the_file(played: Played):
    kept = stored(played.home)
    reasons = kept.pop(REASONS, {})
    kept.pop(SEEN, None)
    papers = Papers(played.sample, played.home.parent / "papers")

    assert {key: item["text"] for key, item in reasons.items()} == played.sample.reasons  # pyright: ignore[reportIndexIssue]
    assert kept.keys() == played.sample.answers.keys()
    pack, version = kept["provider"]["pack"], kept["provider"].pop("pack_version")  # pyright: ignore[reportAttributeAccessIssue]
    assert str(version).startswith(f"{pack}@")  # set by the program when the provider was chosen
    for key, answers in played.sample.answers.items():
        assert kept[key] == {
            name: _as_kept(papers, a, kept[key][name]) for name, a in answers.items()
        }


def test_nothing_is_left_to_do(played: Played):
    milestone = played.sample.milestone
    with opened(played.home) as office:
        (listed,) = office.page("", "", "", "", 0, 10)
        answers = office.open(listed.id).session.answers
        flow, today = office.flow, office.today()
        states = progress(flow, answers, today)

    assert open_issues(flow, answers, today, milestone) == []
    done = (StepState.COMPLETE, StepState.NOT_NEEDED)
    left = {step.key for step in flow.steps_until(milestone) if states[step.key].state not in done}
    assert left <= {"questions"}  # open questions may stay empty


def test_opened_again_the_window_shows_the_same(played: Played, qapp: QApplication):
    with seated(played.home) as driver:
        driver.unlock(PASSPHRASE)
        driver.open_first()
        driver.check_answers()

        assert driver.workplace.review.browser.toPlainText() == played.said
        assert not driver.wizard.session.can_undo
    assert stored(played.home).keys() - {REASONS, SEEN} == played.sample.answers.keys()


def _as_kept(papers: Papers, stated: Any, kept: Any) -> Any:
    """The stated answer in its stored form; of pictures and ink only what the file can know."""
    if isinstance(stated, str) and stated.startswith("signed"):
        assert set(kept) == {"scan", "at", "shown"}
        assert bool(kept["shown"]) == ("showing" in stated)
        return kept
    if isinstance(stated, list) and any(isinstance(item, str) and ":" in item for item in stated):
        digests = [hashlib.sha256(papers(name).read_bytes()).hexdigest() for name in stated]
        assert [page["original"] for page in kept] == digests
        return kept
    return stated


def test_the_cases_are_those_that_must_be_there():
    names = {file.stem for file in CASES}

    assert names >= {
        "micro_itinerant",
        "micro_fixed",
        "sole_proprietor_to_hand_over",
        "sole_with_handler",
        "company_own_account",
        "company_authorised_payee",
    }
