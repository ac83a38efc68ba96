"""The demonstration: a sample applicant goes through the real window, from nothing to a verified package."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date, datetime, timedelta
from pathlib import Path
from zipfile import ZipFile

import pytest
from PySide6.QtGui import QImage

from poswizard.demo.samples import KINDS, Papers, read_sample, shipped
from poswizard.forms.kinds import CHINA_TIME
from poswizard.office import the_flow
from poswizard.package.verify import verify_package
from poswizard.ui import palette
from poswizard.wizard.drafts import from_documents
from tests.driver import CASES

DAY = date(2027, 3, 1)
NOW = datetime(2027, 3, 1, 9, 30, tzinfo=CHINA_TIME)


@pytest.fixture(scope="module")
def demonstrated(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """What a demonstration said, and the folder that it filled."""
    folder = tmp_path_factory.mktemp("demonstration")
    (folder / "home").mkdir()
    command = f"import sys, pathlib; from poswizard.demo.play import main; sys.exit(main('micro', pathlib.Path({str(folder / 'out')!r})))"
    environment = {**os.environ, "HOME": str(folder / "home"), "LANG": "C.UTF-8"}
    for name in ("QT_QPA_PLATFORM", "POSWIZARD_HOME", "POSWIZARD_LANGUAGE", "TMPDIR"):
        environment.pop(name, None)
    ran = subprocess.run(
        [sys.executable, "-c", command],
        env=environment,
        capture_output=True,
        text=True,
        timeout=240,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert ran.stderr == ""
    return ran.stdout, folder


def test_it_leaves_a_package_that_is_found_complete(demonstrated: tuple[str, Path]):
    said, folder = demonstrated
    (package,) = (folder / "out").glob("*.zip")

    assert verify_package(package).is_complete
    assert str(package) in said
    assert "完整，没有被改动" in said


def test_it_leaves_a_picture_of_every_screen_in_light_and_dark(demonstrated: tuple[str, Path]):
    _, folder = demonstrated
    names = {
        scheme: {file.stem[3:] for file in (folder / "out/screenshots" / scheme).iterdir()}
        for scheme in ("light", "dark")
    }
    answered = set(json.loads(shipped("micro").read_text())["answers"])
    pages = answered - {
        "characters"
    }  # asked for the planted name only, which has been mended by then
    around = {"first-start", "recovery-code", "check-answers", "applicant", "export", "home"}
    around |= {"comparison", "rehearsal-clean", "received", "received-review", "keys"}

    assert names["light"] >= pages | around | {"rehearsal", "exported"}
    assert names["dark"] >= pages | around
    assert "failure" not in names["light"]
    for scheme, is_dark in (("light", False), ("dark", True)):
        for file in (folder / "out/screenshots" / scheme).glob("*.png"):
            picture = QImage(str(file))
            ground = picture.pixelColor(min(683, picture.width() - 1), 20)
            assert (ground.lightness() < 128) == is_dark, file.name
        (file,) = (folder / "out/screenshots" / scheme).glob("*-basics.png")
        assert (QImage(str(file)).width(), QImage(str(file)).height()) == (1366, 768)


def test_the_received_case_is_shown_in_the_colours_of_its_scheme(demonstrated: tuple[str, Path]):
    _, folder = demonstrated
    accents = {"light": palette.LIGHT.accent, "dark": palette.DARK.accent}
    for scheme, accent in accents.items():
        (file,) = (folder / "out/screenshots" / scheme).glob("*-received-review.png")
        links = QImage(str(file)).copy(640, 160, 80, 500)
        colours = {
            links.pixelColor(x, y).name()
            for x in range(links.width())
            for y in range(links.height())
        }
        assert accent.lower() in colours
        assert not colours & {a.lower() for s, a in accents.items() if s != scheme}


def test_it_takes_a_quote_mends_what_the_rehearsal_finds_and_writes_for_the_acquirer(
    demonstrated: tuple[str, Path],
):
    said, folder = demonstrated
    (file,) = (folder / "out").glob("*.zip")
    with ZipFile(file) as package:
        names = {name.split("/", 1)[1]: name for name in package.namelist()}
        data = json.loads(package.read(names["data/application.json"]))
        acquirer = json.loads(package.read(names["data/acquirer/huifu.json"]))
    answers = data["answers"]

    assert len(answers["research"]["quotes"]) == 3
    assert answers["budget"]["chosen_quote"] == 2
    assert said.index("故意填错") < said.index("没有发现会被退回的地方")
    assert answers["business"]["receipt_name"] == "样本小吃"
    assert acquirer["payload"]["reg_name"] == "商户_样本甲"


def test_what_is_typed_wrong_on_purpose_is_put_right_later():
    sample = read_sample(shipped("micro"), DAY, NOW)

    assert sample.planted_keys == ("business.receipt_name",)
    assert sample.typed_first("business")["receipt_name"] != sample.value("business.receipt_name")
    assert sample.typed_first("business").keys() == sample.answers["business"].keys()


def test_it_names_every_page_in_order_and_leaves_nothing_behind(demonstrated: tuple[str, Path]):
    said, folder = demonstrated
    steps = [the_flow().step(key) for key in json.loads(shipped("micro").read_text())["answers"]]
    titles = [step.title.zh for step in steps if step]
    places = [said.index(f"/{len(titles)}  {title}") for title in titles]

    assert places == sorted(places)
    assert {item.name for item in (folder / "out").iterdir() if item.suffix != ".zip"} == {
        "screenshots"
    }
    assert [file for file in (folder / "home").rglob("*.db*") if file.is_file()] == []


@pytest.mark.parametrize("file", [*CASES, *map(shipped, KINDS)], ids=lambda file: file.stem)
def test_a_sample_answers_only_what_exists_in_the_form_it_is_stored(file: Path):
    stated = json.loads(file.read_text(encoding="utf-8"))
    flow = the_flow()

    assert stated["format"] == {"name": "poswizard-application", "version": 1}
    for key, answers in read_sample(file, DAY, NOW).answers.items():
        step = flow.step(key)
        assert step is not None
        assert set(answers) <= {field.name for field in step.fields if not field.calculated}


@pytest.mark.parametrize("file", [*CASES, *map(shipped, KINDS)], ids=lambda file: file.stem)
def test_every_name_in_a_sample_says_that_it_is_one(file: Path):
    answers = read_sample(file, DAY, NOW).answers

    assert "样本" in answers["identity"]["name"]
    assert "样本" in answers["contact"]["name"]
    assert all("样本" in row["name"] for row in answers.get("owners", {}).get("people", []))


def test_days_of_a_sample_follow_the_calendar(tmp_path: Path):
    file = tmp_path / "sample.json"
    days = {"a": "today", "b": "today-3", "c": ["today+2 14:30"], "d": "now", "e": "2020-01-02"}
    file.write_text(json.dumps({"answers": {"step": days}}))

    answers = read_sample(file, DAY, NOW).answers["step"]

    assert answers == {
        "a": DAY.isoformat(),
        "b": (DAY - timedelta(days=3)).isoformat(),
        "c": ["2027-03-03T14:30+08:00"],
        "d": "2027-03-01T09:30+08:00",
        "e": "2020-01-02",
    }


def test_papers_are_drawn_or_taken_from_beside_the_file(tmp_path: Path):
    sample = read_sample(shipped("sole"), DAY, NOW)
    papers = Papers(sample, tmp_path)

    drawn = papers("specimen:licence")

    assert drawn.read_bytes().startswith(b"\xff\xd8")
    assert papers("specimen:licence") == drawn
    assert papers("beside.jpg") == sample.folder / "beside.jpg"


def test_the_samples_hold_what_is_rare():
    flow = the_flow()
    names = set()
    for file in CASES:
        answers = from_documents(
            flow, {k: dict(v) for k, v in read_sample(file, DAY, NOW).answers.items()}
        )
        field = flow.field("identity.name")
        names.add(str(answers.get(field)) if field else "")

    assert any("·" in name for name in names)
    assert any(ord(character) > 0xFFFF for name in names for character in name)
