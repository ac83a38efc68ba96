"""The package's data: every relevant understood answer, nothing hidden, raw or unknown, and back again."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from poswizard.domain.merchant import MerchantKind
from poswizard.forms.answers import Answers, Raw
from poswizard.forms.kinds import Choice, Choices, Tick, YesNo
from poswizard.forms.rich_kinds import Document, Noticed, ReadOff, Rows, Signature
from poswizard.forms.step import Milestone
from poswizard.package.data_file import (
    PackageId,
    canonical,
    data_file,
    enclosures,
    exported,
    relevant_steps,
)
from poswizard.package.json_schema import json_schema
from poswizard.package.schema_check import own_mismatch
from poswizard.steps.application import Identity, Licence
from poswizard.steps.basics import Basics
from poswizard.steps.budget import Budget
from poswizard.steps.materials import Materials
from poswizard.steps.research import Research
from poswizard.steps.understanding import Consent
from poswizard.wizard.drafts import from_documents
from tests.package.packed import CASES, FLOW, NUMBER, TODAY, said
from tests.steps import installed_shop as later

PACKAGE = PackageId(NUMBER, 1, Milestone.APPLICATION, "payment_institution", "2026-11")
SCHEMA = json_schema(FLOW)
CLOSED = [f for f in FLOW.fields if isinstance(f, Choice | Choices | YesNo) and not f.calculated]


def data(answers: Answers, milestone: Milestone = Milestone.APPLICATION) -> dict[str, Any]:
    package = PackageId(NUMBER, 1, milestone)
    return data_file(FLOW, FLOW.adapted(answers), package, TODAY)


def members(question: Any) -> st.SearchStrategy[Any]:
    """Any answer that the question can understand, hidden members too."""
    if isinstance(question, Tick):
        return st.just(True)
    if isinstance(question, YesNo):
        return st.booleans()
    if isinstance(question, Choices):
        some = st.sets(st.sampled_from(question.members), min_size=1)
        return some.map(lambda chosen: tuple(m for m in question.members if m in chosen))
    return st.sampled_from(question.members)


changes = st.lists(
    st.sampled_from(CLOSED).flatmap(lambda f: st.tuples(st.just(f), st.none() | members(f))),
    max_size=12,
)


def hidden(answers: Answers) -> set[str]:
    """The names, by step, of the questions that are answered but not asked."""
    return {f.key for f in answers.answered() if not answers.is_relevant(f)}


@given(st.sampled_from(sorted(CASES)), changes)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_hidden_answer_is_exported_however_often_minds_change(name: str, made: list[Any]):
    answers = CASES[name]().answers
    for question, value in made:
        answers = answers.with_(question, value)
    answers = FLOW.adapted(answers)

    document = data(answers)
    keys = {f"{step}.{field}" for step, fields in document["answers"].items() for field in fields}

    assert not keys & hidden(answers)
    assert keys == {
        question.key
        for step in relevant_steps(FLOW, answers, Milestone.APPLICATION)
        for question in step.fields
        if answers.get(question) is not None
    }
    # what is taken out may be missing; what is there has its form
    mismatch = own_mismatch(json.loads(canonical(document)), SCHEMA)
    assert mismatch is None or mismatch.rule == "required"


@pytest.mark.parametrize("name", CASES)
def test_a_complete_application_has_the_form_that_the_schema_states(name: str):
    assert own_mismatch(json.loads(canonical(data(CASES[name]().answers))), SCHEMA) is None


def test_a_mind_changed_twice_costs_nothing_and_exports_nothing():
    answers = CASES["sole"]().answers.with_(Basics.merchant_kind, MerchantKind.MICRO)

    assert answers.stored(Licence.number) is not None
    assert "licence" not in data(answers)["answers"]
    assert (
        "licence" in data(answers.with_(Basics.merchant_kind, MerchantKind.ENTERPRISE))["answers"]
    )


def test_what_cannot_be_understood_stays_out():
    answers = CASES["sole"]().answers.with_(Identity.valid_from, Raw("昨天"))

    document = data(answers)

    assert "valid_from" not in document["answers"]["identity"]
    assert "昨天" not in canonical(document).decode()


def test_what_a_newer_program_wrote_stays_out():
    known = FLOW.adapted(CASES["sole"]().answers)
    stored = {"identity": {"name": "样本甲", "blood": "样本血型"}, "future": {"x": "样本未来"}}
    row = {"quotes": [{"provider_name": "样本", "stars": "样本星"}]}
    answers = from_documents(FLOW, {**stored, "research": row})

    words = canonical(data(answers)).decode()

    assert known.foreign == {}
    assert answers.foreign
    assert not [hidden for hidden in ("样本血型", "样本未来", "样本星") if hidden in words]


def test_calculated_values_are_exported_and_worked_out_anew_when_read_back():
    answers = CASES["sole"]().answers
    document = data(answers)["answers"]
    assert document["budget"]["total_12"] == "4812.00"
    assert document["research"]["quotes"][0]["total_12"] == "4812.00"

    document["budget"]["total_12"] = "1.00"
    document["research"]["quotes"][0]["total_12"] = "1.00"
    back = from_documents(FLOW, document)

    assert back.get(Budget.total_12) == Decimal("4812.00")
    assert data(back)["answers"]["research"]["quotes"][0]["total_12"] == "4812.00"
    assert not said(back, Research.quotes)[0].foreign


def test_a_document_read_back_and_exported_again_is_the_same():
    document = data(CASES["enterprise_with_payee"]().answers)

    again = data(from_documents(FLOW, json.loads(canonical(document))["answers"]))

    assert again["answers"] == document["answers"]


def test_every_page_and_signature_names_its_file():
    answers = FLOW.adapted(CASES["enterprise_with_payee"]().answers)
    found = list(enclosures(FLOW, answers, Milestone.APPLICATION))
    document = data(answers)["answers"]

    named = [page["file"] for page in document["materials"]["settlement_letter"]]
    assert named == ["documents/SETTLE_AUTH-1.jpg", "documents/SETTLE_AUTH-2.jpg"]
    assert document["declarations"]["signature"]["file"] == "documents/SIGNATURE-1.png"
    assert len({enclosure.path for enclosure in found}) == len(found) > 10
    assert {e.scan for e in found if isinstance(e.field, Document | Signature)} == {
        e.scan for e in found
    }


def test_a_page_goes_with_what_was_found_in_it_and_never_with_what_was_read_off_it():
    answers = CASES["sole"]().answers
    (page,) = said(answers, Materials.licence)
    read = (ReadOff("person", "样本不外传", 0.98, False, (1, 2, 3, 4)),)
    page = replace(page, looks="0f" * 32, findings=(Noticed("blurred", 8.4),), read=read)
    data = exported(Materials, answers.with_(Materials.licence, (page,)))

    (sent,) = data["licence"]
    assert sent["findings"] == [{"code": "blurred", "number": 8.4}]
    assert "样本不外传" not in str(data)


def test_reasons_are_those_of_warnings_that_stand():
    answers = CASES["enterprise"]().answers

    reasons = data(answers)["reasons"]
    later_on = data(answers.with_(Consent.keep_days, 80))

    assert set(reasons) == {
        "consent.keep_days#consent.retention",
        "questions.questions#questions.open",
    }
    assert set(later_on["reasons"]) == {"questions.questions#questions.open"}


def test_the_document_says_what_it_is():
    document = data_file(FLOW, FLOW.adapted(CASES["micro"]().answers), PACKAGE, TODAY)

    assert document["format"] == {"name": "poswizard-application", "version": 1}
    assert document["provider_pack"] == {"key": "payment_institution", "version": "2026-11"}
    assert (document["number"], document["revision"]) == (NUMBER, 1)
    assert PACKAGE.name == f"{NUMBER}-r1"


def test_later_files_hold_the_whole_story():
    answers = FLOW.adapted(later.installed_shop())

    kept = data(answers, Milestone.APPLICATION)["answers"]
    handed_over = data(answers, Milestone.HAND_OVER)["answers"]
    cared_for = data(answers, Milestone.AFTERCARE)["answers"]

    assert "installation" not in kept
    assert "installation" in handed_over
    assert set(handed_over) < set(cared_for)


def test_rows_export_only_what_their_row_is_asked():
    questions = next(f for f in FLOW.fields if f.key == "terms.terminals")
    assert isinstance(questions, Rows)
    (row,) = said(FLOW.adapted(CASES["sole"]().answers), questions)
    serial = next(f for f in questions.questions.fields if f.name == "serial_number")

    document = exported(questions.questions, row.with_(serial, "SPECIMEN-1"))

    assert "serial_number" not in document
    assert document["quantity"] == 1


def test_canonical_json_is_sorted_readable_and_ends_with_a_line():
    assert canonical({"b": "样本", "a": [1]}).decode() == '{\n "a": [\n  1\n ],\n "b": "样本"\n}\n'
