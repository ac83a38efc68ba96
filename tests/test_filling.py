"""Pictures named in an answers file go the way of the window: straightened, judged, read."""

from __future__ import annotations

import json

import pytest

from poswizard.demo import specimens
from poswizard.filling import checked
from poswizard.forms.answers import Answers
from poswizard.forms.rich_kinds import Page
from poswizard.office import the_flow
from poswizard.steps.application import Identity
from poswizard.steps.materials import Materials
from poswizard.wizard.suggestions import suggestions
from tests.steps.asking import TODAY, resident_id

NAME, NUMBER = "样本甲", resident_id()
PERSON = {"merchant_kind": "micro", "contact_kind": "legal", "account_kind": "personal"}


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> Answers:
    folder = tmp_path_factory.mktemp("given")
    (folder / "front.jpg").write_bytes(specimens.id_front(NAME, NUMBER))
    (folder / "back.jpg").write_bytes(specimens.id_front(NAME, NUMBER))
    pictures = {"id_front": ["front.jpg"], "id_back": ["back.jpg"]}
    file = folder / "answers.json"
    file.write_text(json.dumps({"answers": {"basics": PERSON, "materials": pictures}}))
    return checked(the_flow(), file, TODAY).answers


def front(answers: Answers) -> Page:
    pages = answers.get(Materials.id_front)
    assert pages
    return pages[0]


def test_a_picture_is_straightened_and_its_master_is_remembered(answers: Answers) -> None:
    page = front(answers)
    assert page.master
    assert page.master != page.scan
    assert len(page.corners) == 4
    assert page.width / page.height == pytest.approx(85.6 / 53.98, abs=0.02)


def test_a_picture_is_judged(answers: Answers) -> None:
    page = front(answers)
    assert len(page.looks) == 64
    assert page.findings == ()


def test_a_picture_is_read_and_what_it_says_is_offered(answers: Answers) -> None:
    page = front(answers)
    assert page.kind == "id_front"
    offered = {one.field: one.value for one in suggestions(the_flow(), answers, TODAY)}
    assert offered[Identity.number] == NUMBER
    assert offered[Identity.name] == NAME


def test_the_wrong_side_is_noticed(answers: Answers) -> None:
    codes = {issue.code for issue in Materials.issues(answers, TODAY)}
    assert "picture.wrong_side" in codes


def test_where_a_value_was_read_lies_within_the_page(answers: Answers) -> None:
    page = front(answers)
    for read in page.read:
        left, top, right, bottom = read.box
        assert 0 <= left < right <= page.width
        assert 0 <= top < bottom <= page.height
