"""The JSON Schema of the data file: sound, closed, and what other programs expect."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from poswizard.forms.answers import Answers, Overlay
from poswizard.forms.kinds import Amount
from poswizard.forms.step import Milestone
from poswizard.package import json_schema as schema_module
from poswizard.package.data_file import PackageId, canonical, data_file
from poswizard.package.json_schema import json_schema
from poswizard.package.schema_check import outside_mismatch
from poswizard.steps.transactions import Transaction, TransactionCheck
from poswizard.text import Text
from tests.package.packed import CASES, FLOW, NUMBER, TODAY
from tests.steps import installed_shop as later

SCHEMA = json_schema(FLOW)


def document(name: str = "sole") -> Any:
    answers = FLOW.adapted(CASES[name]().answers)
    package = PackageId(NUMBER, 1, Milestone.APPLICATION)
    return json.loads(canonical(data_file(FLOW, answers, package, TODAY)))


def faults(data: Any) -> list[str]:
    validator = Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER)
    return [f"{error.json_path}: {error.validator}" for error in validator.iter_errors(data)]


def test_the_schema_is_a_schema():
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("name", CASES)
def test_every_complete_application_is_valid(name: str):
    assert faults(document(name)) == []


def test_a_stranger_can_use_the_schema_as_it_comes_in_the_package():
    assert outside_mismatch(document(), json.loads(canonical(SCHEMA))) is None


def test_the_later_phases_are_valid_too():
    answers = FLOW.adapted(later.installed_shop())
    package = PackageId(NUMBER, 2, Milestone.AFTERCARE)
    data = json.loads(canonical(data_file(FLOW, answers, package, later.TODAY)))

    assert [fault for fault in faults(data) if not fault.endswith("required")] == []


def test_a_fee_charged_too_low_is_a_negative_difference_and_valid():
    cheap = later.a_transaction().with_(Transaction.charged, Decimal("1.25"))
    answers = FLOW.adapted(later.installed_shop().with_(TransactionCheck.transactions, (cheap,)))
    package = PackageId(NUMBER, 2, Milestone.AFTERCARE)
    data = json.loads(canonical(data_file(FLOW, answers, package, later.TODAY)))

    assert data["answers"]["transaction_check"]["transactions"][0]["difference"] == "-3.75"
    assert [fault for fault in faults(data) if "transaction_check" in fault] == []


@pytest.mark.parametrize(
    ("least", "text", "fits"),
    [(0, "1.50", True), (0, "-1.50", False), (-5, "-1.50", True), (-5, "--1", False)],
)
def test_only_a_number_that_may_be_negative_takes_a_sign(least: int, text: str, fits: bool):
    schema = Amount(Text("差额", "Difference"), least=Decimal(least)).schema()

    assert Draft202012Validator(schema).is_valid(text) is fits


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda d: d.update(extra=1), "$: additionalProperties"),
        (lambda d: d["answers"].update(extra={}), "$.answers: additionalProperties"),
        (
            lambda d: d["answers"]["identity"].update(x=1),
            "$.answers.identity: additionalProperties",
        ),
        (lambda d: d["answers"]["identity"].pop("name"), "$.answers.identity: required"),
        (lambda d: d["answers"]["identity"].update(name=1), "$.answers.identity.name: type"),
        (lambda d: d.update(number="128"), "$.number: pattern"),
        (lambda d: d.update(revision=0), "$.revision: minimum"),
        (lambda d: d.update(milestone="someday"), "$.milestone: enum"),
        (lambda d: d["format"].update(version=2), "$.format.version: const"),
        (lambda d: d["reasons"].update(x="y"), "$.reasons.x: type"),
    ],
)
def test_what_does_not_belong_is_refused(change: Callable[[Any], Any], fault: str):
    data = document()
    change(data)

    assert fault in faults(data)


def test_a_question_that_some_provider_leaves_out_is_not_required(
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr(
        schema_module.catalogue,
        "overlay",
        lambda key, slots: Overlay(omits=frozenset({"identity.name", slots["ID_FRONT"]})),
    )

    answers = json_schema(FLOW)["properties"]["answers"]["properties"]

    assert "name" not in answers["identity"]["required"]
    assert "id_front" not in answers["materials"]["required"]
    assert "name" in SCHEMA["properties"]["answers"]["properties"]["identity"]["required"]


def test_questions_asked_only_sometimes_are_not_required():
    answers = SCHEMA["properties"]["answers"]["properties"]

    assert "licence_kind" not in answers["basics"]["required"]
    assert "sex" not in answers["identity"]["required"]
    assert "email" not in answers["contact"]["required"]


def test_titles_are_in_both_languages():
    name = SCHEMA["properties"]["answers"]["properties"]["identity"]["properties"]["name"]

    assert (name["title"], name["description"]) == ("姓名", "Name")


def test_nothing_answered_is_refused_as_incomplete():
    package = PackageId(NUMBER, 1, Milestone.APPLICATION)
    data = json.loads(canonical(data_file(FLOW, FLOW.adapted(Answers()), package, TODAY)))

    assert "$.answers.identity: required" in faults(data)
