"""Complete applications packed with real pictures, and taken apart again with ordinary tools."""

from __future__ import annotations

import hashlib
import json
import pickle
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import bagit
import pytest
from jsonschema import Draft202012Validator

from poswizard import __version__
from poswizard.forms.answers import Answers, Overlay
from poswizard.forms.step import Milestone
from poswizard.package.bag import read_bag
from poswizard.package.bag_writer import Written
from poswizard.package.errors import CancelledError
from poswizard.package.hand_over import (
    Case,
    IncompleteError,
    PictureLostError,
    info,
    write_package,
)
from poswizard.package.json_schema import json_schema
from poswizard.package.verify import verify_package
from poswizard.steps.application import Identity
from poswizard.steps.declarations import Declarations
from poswizard.steps.materials import Materials
from poswizard.text import Text, shown_in
from poswizard.wizard.progress import open_issues
from tests.package.packed import CASES, FLOW, NUMBER, TODAY, Packed, ScanStore, changed, said
from tests.package.printed_text import checked, codes_of, text_of


class LostError(Exception):
    """What a store says in words."""

    text = Text("请插好硬盘。", "Plug the disk in.")


@pytest.fixture(scope="module", params=CASES)
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Made:
    name = str(request.param)
    folder = tmp_path_factory.mktemp(name)
    written = write_package(CASES[name]().case(), folder, TODAY)
    with zipfile.ZipFile(written.path) as archive:
        archive.extractall(folder)
    return Made(name, written, folder / f"{NUMBER}-r1")


class Made:
    """A package, and its folder as any unzip makes it."""

    def __init__(self, name: str, written: Written, folder: Path) -> None:
        self.name, self.written, self.folder = name, written, folder

    def json(self, path: str) -> Any:
        return json.loads((self.folder / path).read_text(encoding="utf-8"))


class TestOrdinaryTools:
    def test_bagit_accepts_it(self, made: Made):
        bag = bagit.Bag(str(made.folder))

        assert bag.is_valid()
        assert bag.info["External-Identifier"] == f"{NUMBER}-r1"
        assert bag.info["Source-Organization"] == "样本银行成都样本支行"

    def test_jsonschema_accepts_the_data(self, made: Made):
        schema = made.json("data/application.schema.json")

        Draft202012Validator.check_schema(schema)
        Draft202012Validator(schema).validate(made.json("data/application.json"))

    def test_qpdf_pdftotext_and_zbarimg_read_the_form(self, made: Made, tmp_path: Path):
        form = made.folder / "data" / "application.pdf"

        assert "No syntax or stream encoding errors found" in checked(form)
        assert NUMBER in text_of(form.read_bytes())
        codes = codes_of(form, tmp_path)
        begins = [f"poswizard:{NUMBER}:r1:p{page}:" for page in range(1, len(codes) + 1)]
        assert all(code.startswith(begin) for (code,), begin in zip(codes, begins, strict=True))

    def test_sha256sum_accepts_every_file(self, made: Made):
        subprocess.run(
            ["sha256sum", "--quiet", "--check", "manifest-sha256.txt"], cwd=made.folder, check=True
        )

    def test_the_program_finds_it_complete(self, made: Made):
        verdict = verify_package(made.written.path, expected_schema=json_schema(FLOW))

        assert verdict.is_complete
        assert hashlib.sha256(made.written.path.read_bytes()).hexdigest() == made.written.sha256


class TestContents:
    def test_pictures_are_as_stored(self, made: Made):
        stored = CASES[made.name]().scans.pictures
        files = sorted((made.folder / "data" / "documents").iterdir())

        assert len(files) > 5
        for file in files:
            content = file.read_bytes()
            assert stored[hashlib.sha256(content).hexdigest()] == content

    def test_every_file_that_the_data_names_is_there_and_no_other(self, made: Made):
        found = {f"documents/{f.name}" for f in (made.folder / "data" / "documents").iterdir()}

        assert set(_named(made.json("data/application.json"))) == found

    def test_the_reviewers_page_has_every_warning_with_its_reason(self, made: Made):
        warnings = made.json("data/review.json")["warnings"]

        assert warnings
        assert all(warning["reason"] for warning in warnings)


def _named(value: Any) -> list[str]:
    if isinstance(value, dict):
        own = [value["file"]] if "file" in value else []
        return own + [name for inner in value.values() for name in _named(inner)]
    return [name for inner in value for name in _named(inner)] if isinstance(value, list) else []


def test_a_manifest_is_seen_in_review(tmp_path: Path, same_as_snapshot: Callable[[str, str], None]):
    written = write_package(CASES["enterprise_with_payee"]().case(), tmp_path, TODAY)
    bag = read_bag(written.path)
    # neither sizes nor digests: they follow the versions of the libraries that draw the specimens
    info_lines = [f"{key}: {value}" for key, value in bag.info.items() if key != "Payload-Oxum"]
    lines = [line.replace(__version__, "…") for line in info_lines]

    same_as_snapshot("manifest.txt", "\n".join([bag.name, *lines, *bag.files]) + "\n")


@pytest.mark.parametrize("name", ["micro", "enterprise"])
def test_the_same_application_gives_the_same_bytes(name: str, tmp_path: Path):
    first = write_package(CASES[name]().case(), tmp_path, TODAY).path.read_bytes()

    with shown_in("en"):
        again = write_package(CASES[name]().case(), tmp_path, TODAY).path.read_bytes()

    assert first == again


class TestIncomplete:
    def issues_of(self, case: Case, tmp_path: Path) -> list[str]:
        with pytest.raises(IncompleteError) as raised:
            write_package(case, tmp_path, TODAY)
        assert list(tmp_path.iterdir()) == []
        return [f"{issue.path} {issue.code}" for issue in raised.value.issues]

    def test_every_open_issue_is_told_and_nothing_written(self, tmp_path: Path):
        packed = CASES["sole"]()
        answers = changed(packed.answers, {"identity__name": None, "materials__licence": None})
        store = ScanStore()  # empty: no picture is asked for

        assert self.issues_of(Packed(answers, store).case(), tmp_path) == [
            "identity.name missing",
            "materials.licence missing",
        ]
        assert store.asked == []

    def test_nothing_answered_is_told_in_the_order_of_the_questions(self, tmp_path: Path):
        case = replace(CASES["micro"](), answers=Answers()).case()

        told = self.issues_of(case, tmp_path)
        expected = open_issues(FLOW, FLOW.adapted(Answers()), TODAY, Milestone.APPLICATION)

        assert told == [f"{issue.path} {issue.code}" for issue in expected]

    def test_a_warning_without_a_reason_stands_in_the_way(self, tmp_path: Path):
        packed = CASES["enterprise"]()
        key = "consent.keep_days#consent.retention"
        case = replace(packed, answers=packed.answers.with_reason(key, None)).case()

        assert self.issues_of(case, tmp_path) == ["consent.keep_days consent.retention"]

    def test_what_the_provider_wants_is_asked_again_from_nothing(self, tmp_path: Path):
        packed = CASES["micro"]()
        answers = changed(packed.answers, {"provider__pack": "huifu"}).under(Overlay())

        told = self.issues_of(replace(packed, answers=answers).case(), tmp_path)

        assert "identity.address missing" in told

    def test_an_application_is_not_yet_a_hand_over_file(self, tmp_path: Path):
        case = CASES["micro"]().case(milestone=Milestone.HAND_OVER)

        assert "installation.installed_on missing" in self.issues_of(case, tmp_path)

    def test_it_says_how_many_in_both_languages(self):
        issues = open_issues(FLOW, FLOW.adapted(Answers()), TODAY, Milestone.APPLICATION)[:3]

        assert IncompleteError(issues).text.zh == "还有 3 处未完成，资料包没有生成"
        assert "3 things" in IncompleteError(issues).text.en


class TestPictures:
    def failing(self, tmp_path: Path, error: Exception) -> PictureLostError:
        packed = CASES["sole"]()
        (page,) = said(packed.answers, Materials.licence)

        def scan(digest: str) -> bytes:
            if digest == page.scan:
                raise error
            return packed.scans.get(digest)

        case = replace(packed.case(), scan=scan)
        with pytest.raises(PictureLostError) as raised:
            write_package(case, tmp_path, TODAY)
        assert list(tmp_path.iterdir()) == []
        return raised.value

    def test_a_missing_picture_is_named(self, tmp_path: Path):
        error = self.failing(tmp_path, KeyError("digest"))

        assert error.document.zh == "营业执照"
        assert error.field_key == Materials.licence.key
        assert "LICENSE-1.jpg" in error.text.zh
        assert "重新添加" in error.text.zh
        assert "digest" not in str(error)

    def test_the_stores_own_words_say_what_to_do(self, tmp_path: Path):
        error = self.failing(tmp_path, LostError())

        assert error.text.zh.endswith("请插好硬盘。")
        assert error.text.en.endswith("Plug the disk in.")

    def test_a_missing_signature_is_named_too(self, tmp_path: Path):
        packed = CASES["sole"]()
        signed = packed.answers.get(Declarations.signature)
        assert signed

        def scan(digest: str) -> bytes:
            if digest == signed.scan:
                raise KeyError(digest)
            return packed.scans.get(digest)

        with pytest.raises(PictureLostError, match=r"SIGNATURE-1\.png"):
            write_package(replace(packed.case(), scan=scan), tmp_path, TODAY)

    def test_a_bug_of_the_store_is_not_dressed_up(self, tmp_path: Path):
        packed = CASES["sole"]()

        def scan(_digest: str) -> bytes:
            raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            write_package(replace(packed.case(), scan=scan), tmp_path, TODAY)
        assert list(tmp_path.iterdir()) == []

    def test_the_error_survives_another_process(self, tmp_path: Path):
        error = self.failing(tmp_path, KeyError("digest"))

        assert pickle.loads(pickle.dumps(error)).text == error.text  # noqa: S301 - our own bytes


def test_progress_rises_to_the_end(tmp_path: Path):
    told: list[float] = []

    write_package(CASES["micro"]().case(), tmp_path, TODAY, told.append)

    assert told == sorted(told)
    assert (told[0], told[-1]) == (0.0, pytest.approx(1.0))
    assert len(told) > 10


@pytest.mark.parametrize("after", [0, 3, 12])
def test_cancelling_leaves_nothing(after: int, tmp_path: Path):
    told: list[float] = []

    with pytest.raises(CancelledError):
        write_package(
            CASES["micro"]().case(), tmp_path, TODAY, told.append, lambda: len(told) > after
        )

    assert list(tmp_path.iterdir()) == []


def test_pictures_are_fetched_one_at_a_time_and_not_before_they_are_needed(tmp_path: Path):
    packed = replace(CASES["micro"](), scans=replace(CASES["micro"]().scans, asked=[]))
    asked_at: list[int] = []

    write_package(
        packed.case(), tmp_path, TODAY, lambda _done: asked_at.append(len(packed.scans.asked))
    )

    assert asked_at[0] == 0
    assert asked_at == sorted(asked_at)


class TestInfo:
    def test_it_names_no_person(self):
        case = CASES["enterprise"]().case()

        stated = info(case, FLOW.adapted(case.answers), TODAY)

        assert set(stated) == {"Bagging-Date", "Bag-Software-Agent", "Source-Organization"}
        assert said(case.answers, Identity.name) not in " ".join(stated.values())

    @pytest.mark.parametrize("name", [" 样本\u200b银行 \n二行 ", "样本\x85银行  二行"])
    def test_an_odd_organisation_does_not_stop_the_package(self, name: str):
        packed = CASES["micro"]()
        answers = changed(packed.answers, {"consent__operator_organisation": name})

        stated = info(packed.case(), FLOW.adapted(answers), TODAY)

        assert stated["Source-Organization"] in ("样本银行 二行", "样本 银行 二行")

    def test_without_an_organisation_nothing_is_said(self):
        case = CASES["micro"]().case()

        assert "Source-Organization" not in info(case, Answers(), TODAY)


def test_a_changed_mind_does_not_leave_pictures_behind(tmp_path: Path):
    """A licence was photographed before the merchant turned out to have none."""
    packed = CASES["micro"]()
    licence = CASES["sole"]().answers.get(Materials.licence)
    answers = packed.answers.with_(Materials.licence, licence)
    assert not FLOW.adapted(answers).is_relevant(Materials.licence)

    written = write_package(replace(packed, answers=answers).case(), tmp_path, TODAY)

    assert not [path for path in read_bag(written.path).files if "LICENSE" in path]
