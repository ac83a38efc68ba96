"""An answers file loses nothing, and everything odd about it is said with the nearest real name."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poswizard.forms.answers import Answers, Reason
from poswizard.forms.issue import Level
from poswizard.wizard.answers_file import AnswersFileError, answers_file, bound, shown
from poswizard.wizard.drafts import from_documents, to_documents
from poswizard.wizard.flow import Flow
from tests.forms.sample import PHASES, TODAY, First, Offer

FLOW = Flow(PHASES)


def remarks(answers: Any, **more: Any) -> dict[str, tuple[str, str]]:
    read = answers_file(FLOW, {"answers": answers, **more})
    return {remark.path: (remark.code, remark.text.zh) for remark in read.remarks}


@pytest.mark.parametrize("json", [None, [], 7, "x", {}, {"answers": []}, {"answer": {}}])
def test_json_without_answers_is_no_answers_file(json: Any) -> None:
    with pytest.raises(AnswersFileError) as refused:
        answers_file(FLOW, json)
    assert "answers" in str(refused.value)


def test_a_file_that_is_all_right_leaves_no_remark() -> None:
    assert remarks({"first": {"count": 3, "colour": "red"}}) == {}


def test_an_unknown_field_is_kept_and_its_nearest_name_given() -> None:
    answers = {"first": {"coutn": 3}}
    code, words = remarks(answers)["first.coutn"]
    assert code == "unknown_field"
    assert "“count”" in words
    kept = from_documents(FLOW, answers_file(FLOW, {"answers": answers}).documents)
    assert to_documents(FLOW, kept) == answers


def test_a_field_of_another_step_is_named_with_its_step() -> None:
    assert "“second.text”" in remarks({"first": {"text": "甲"}})["first.text"][1]


def test_an_unknown_step_gets_its_nearest_name() -> None:
    assert "“second”" in remarks({"secod": {}})["secod"][1]


def test_an_unknown_step_is_kept() -> None:
    answers = {"elsewhere": {"a": [1, {"b": None}]}}
    assert remarks(answers)["elsewhere"][0] == "unknown_step"
    kept = from_documents(FLOW, answers_file(FLOW, {"answers": answers}).documents)
    assert to_documents(FLOW, kept) == answers


def test_a_step_named_like_the_reasons_does_not_become_reasons() -> None:
    read = answers_file(FLOW, {"answers": {"reasons": {"x": {"text": "a", "about": "b"}}}})
    assert from_documents(FLOW, read.documents).reasons == {}
    assert "answers.reasons" in read.documents


def test_a_step_that_is_no_object_is_kept_and_said() -> None:
    read = answers_file(FLOW, {"answers": {"first": 5}})
    assert [remark.code for remark in read.remarks] == ["not_an_object"]
    assert to_documents(FLOW, from_documents(FLOW, read.documents)) == {"first": {"": 5}}


@pytest.mark.parametrize(
    ("name", "stated", "said"),
    [
        ("count", "3", "整数"),
        ("count", True, "整数"),
        ("colour", "rde", "“red”"),
        ("offers", {"name": "甲"}, "[ ]"),
        ("day", "20260131", "YYYY-MM-DD"),
        ("day", 20260131, "poswizard schema"),
        ("number", "abc", "[0-9X]"),
    ],
)
def test_a_wrong_type_is_said_in_words(name: str, stated: Any, said: str) -> None:
    code, words = remarks({"first": {name: stated}})[f"first.{name}"]
    assert code == "unreadable"
    assert said in words


def test_the_form_of_a_moment_is_said_as_people_write_it() -> None:
    assert "YYYY-MM-DDTHH:MM+08:00" in remarks({"second": {"moment": "now"}})["second.moment"][1]


def test_a_row_is_looked_into() -> None:
    found = remarks({"first": {"offers": [{"name": "甲"}, {"nmae": "乙", "price": 5}]}})
    assert found["first.offers[1].nmae"][0] == "unknown_field"
    assert "“name”" in found["first.offers[1].nmae"][1]
    assert found["first.offers[1].price"][0] == "unreadable"


@pytest.mark.parametrize("stated", ["front.jpg", ["a.jpg", "b.pdf"], [{"file": "a.jpg"}]])
def test_a_picture_given_by_its_path_is_no_mistake(stated: Any) -> None:
    assert remarks({"second": {"picture": stated, "signature": "signed.png"}}) == {}


def test_null_takes_an_answer_back_without_a_remark() -> None:
    assert remarks({"first": {"count": None}}) == {}


def test_a_name_that_could_be_a_value_is_not_shown() -> None:
    assert shown("张三 510107") == "?"
    assert list(remarks({"first": {"张三": 1}})) == ["first.?"]


def _warned() -> Answers:
    row = Answers().with_(Offer.name, "甲").with_(Offer.price, Offer.price.from_text("9"))
    return Answers().with_(First.offers, (row,))


def test_a_reason_without_words_is_bound_to_what_the_warning_says_now() -> None:
    warning = next(i for i in First.issues(_warned(), TODAY) if i.level is Level.WARNING)
    read = answers_file(FLOW, {"answers": {}, "reasons": {warning.reason_key: "老客户"}})
    answers = bound(FLOW, _warned(), read.reasons, TODAY)
    assert answers.reasons[warning.reason_key] == Reason("老客户", warning.text.zh)
    assert all(i.reason for i in First.issues(answers, TODAY) if i.level is Level.WARNING)


def test_a_reason_for_other_words_does_not_explain_the_warning() -> None:
    warning = next(i for i in First.issues(_warned(), TODAY) if i.level is Level.WARNING)
    stated = {warning.reason_key: {"text": "老客户", "about": "别的话"}}
    read = answers_file(FLOW, {"answers": {}, "reasons": stated})
    answers = bound(FLOW, _warned(), read.reasons, TODAY)
    assert any(i.is_open for i in First.issues(answers, TODAY) if i.level is Level.WARNING)


@pytest.mark.parametrize("reasons", [[], 5, {"a#b": 3}, {"a#b": {"text": 1}}, {"a#b": {}}])
def test_a_reason_of_a_wrong_form_is_said(reasons: Any) -> None:
    read = answers_file(FLOW, {"answers": {}, "reasons": reasons})
    assert [remark.code for remark in read.remarks] == ["bad_reason"]
    assert read.reasons == {}


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=8,
)
NAMES = st.sampled_from([f.name for f in (*First.fields, *Offer.fields)]) | st.text(max_size=6)


@given(st.dictionaries(st.sampled_from(["first", "second", "x"]), st.dictionaries(NAMES, JSON)))
def test_whatever_stands_in_it_a_file_is_read(answers: dict[str, Any]) -> None:
    read = answers_file(FLOW, {"answers": answers})
    kept = to_documents(FLOW, from_documents(FLOW, read.documents))
    for key, document in answers.items():
        unknown = document.keys() - {field.name for field in (FLOW.step(key) or Offer).fields}
        assert all(kept[key][name] == document[name] for name in unknown)
