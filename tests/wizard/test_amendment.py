"""What differs between two revisions, in words that give no number of a document away."""

from __future__ import annotations

from typing import Any

from poswizard.domain.state import ApplicationState
from poswizard.forms.answers import Answers
from poswizard.steps.application_choices import ReasonSubject
from poswizard.steps.review import Review
from poswizard.steps.review_rows import ReviewEvent, ReviewReason
from poswizard.wizard.agenda import agenda
from poswizard.wizard.amendment import (
    Kind,
    corrections,
    differences,
    uncorrected,
    with_corrections,
)
from tests.package.packed import FLOW, TODAY

PAGE = {"original": "0" * 64, "width": 9, "height": 9, "file": "documents/ID_FRONT-1.jpg"}


def pages(*numbers: int) -> list[dict[str, Any]]:
    return [PAGE | {"scan": f"{number:064x}"} for number in numbers]


def test_equal_answers_differ_in_nothing() -> None:
    data = {"business": {"trade_name": "样本小吃店"}}
    assert differences(FLOW, data, data) == []


def test_an_answer_is_added_changed_or_removed() -> None:
    before = {"business": {"trade_name": "甲店"}, "contact": {"name": "样本甲"}}
    after = {"business": {"trade_name": "乙店", "mcc": "5812"}}
    found = {
        one.path: (one.kind, one.before, one.after) for one in differences(FLOW, before, after)
    }
    assert found["business.trade_name"] == (Kind.CHANGED, "甲店", "乙店")
    assert found["business.mcc"][0] is Kind.ADDED
    assert found["contact.name"] == (Kind.REMOVED, "样本甲", "")


def test_numbers_of_documents_are_masked() -> None:
    before = {"identity": {"number": "510107198001010010"}}
    after = {"identity": {"number": "510107198001010029"}}
    (found,) = differences(FLOW, before, after)
    assert "19800101" not in found.before + found.after
    assert found.before.startswith("510107")


def test_a_page_taken_again_is_named() -> None:
    before = {"materials": {"shop_front": pages(1, 2)}}
    after = {"materials": {"shop_front": pages(1, 3)}}
    (found,) = differences(FLOW, before, after)
    assert (found.before, found.after) == ("2 页", "2 页，第 2 页是新的")
    (gone,) = differences(FLOW, before, {})
    assert (gone.kind, gone.after) == (Kind.REMOVED, "")


def test_a_row_taken_out_does_not_make_all_after_it_differ() -> None:
    people = [{"name": "样本甲"}, {"name": "样本乙"}, {"name": "样本丙"}]
    before = {"owners": {"people": people}}
    (gone,) = differences(FLOW, before, {"owners": {"people": people[1:]}})
    assert (gone.kind, gone.path) == (Kind.REMOVED, "owners.people[0]")
    changed = [people[0], {"name": "样本丁"}, people[2]]
    (one,) = differences(FLOW, before, {"owners": {"people": changed}})
    assert (one.path, one.field_key, one.after) == (
        "owners.people[1].name",
        "owners.people",
        "样本丁",
    )
    (new,) = differences(FLOW, {"owners": {"people": people[:2]}}, before)
    assert new.kind is Kind.ADDED


def test_what_this_version_does_not_ask_is_told_without_its_content() -> None:
    before = {"business": {"asked_in_2031": "secret"}, "step_of_2031": {"x": "secret"}}
    found = differences(FLOW, before, {})
    assert [one.path for one in found] == ["business.asked_in_2031", "step_of_2031"]
    assert all("secret" not in one.before for one in found)
    (unreadable,) = differences(FLOW, {}, {"business": {"trade_name": 7}})
    assert unreadable.after == "…"


def returned(about: str) -> Answers:
    event = Answers({ReviewEvent.state: ApplicationState.REJECTED, ReviewEvent.on: TODAY})
    event = event.with_(ReviewEvent.respond_by, TODAY)
    reason = Answers(
        {ReviewReason.round: 1, ReviewReason.about: about, ReviewReason.text: "不一致"}
    ).with_(ReviewReason.subject, ReasonSubject.FIELD)
    return Answers({Review.events: (event,), Review.reasons: (reason,)})


def test_a_reason_whose_answer_changed_is_corrected_by_that() -> None:
    found = differences(
        FLOW, {"business": {"trade_name": "甲店"}}, {"business": {"trade_name": "乙店"}}
    )
    about = found[0].label.zh
    answers = returned(about)
    assert uncorrected(answers) == [0]
    after = with_corrections(answers, found, TODAY)
    assert uncorrected(after) == []
    assert corrections(after)[0].correction == f"已修改“{about}”（甲店 → 乙店）"
    assert with_corrections(returned("别的"), found, TODAY) == returned("别的")


def test_only_the_last_return_waits_for_an_answer() -> None:
    answers = returned("经营名称")
    assert [due.field for due in agenda(FLOW, answers)] == [Review.events]
    again = Answers({ReviewEvent.state: ApplicationState.SUBMITTED, ReviewEvent.on: TODAY})
    events = (*(answers.get(Review.events) or ()), again)
    assert agenda(FLOW, answers.with_(Review.events, events)) == []
