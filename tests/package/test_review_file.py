"""The reviewer's page in the package: warnings with reasons, what was verified, what is still open."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from poswizard.forms.answers import Answers, Reason
from poswizard.forms.issue import Issue, Level
from poswizard.forms.rich_kinds import Noticed
from poswizard.forms.step import Milestone
from poswizard.package.data_file import PackageId
from poswizard.package.review_file import review_file
from poswizard.steps.materials import Materials
from poswizard.steps.verification import OpenQuestions, Question
from poswizard.text import Text
from poswizard.wizard.flow import Flow
from tests.package.packed import CASES, FLOW, NUMBER, TODAY, said

PACKAGE = PackageId(NUMBER, 1, Milestone.APPLICATION)


def review(answers: Answers) -> dict[str, Any]:
    return review_file(FLOW, FLOW.adapted(answers), PACKAGE, TODAY)


def test_every_warning_comes_with_words_source_and_reason():
    first, second = review(CASES["enterprise"]().answers)["warnings"]

    assert first == {
        "field": "consent.keep_days",
        "label": "未提交草稿保存天数",
        "code": "consent.retention",
        "zh": "比通常的 90 天长：请改短，或写明为什么需要",
        "en": "Longer than the usual 90 days: shorten it or say why",
        "source": "个人信息保护法第十九条",
        "reason": "样本：已向申请人核实，情况属实。",
    }
    assert second["field"] == "questions.questions"


def test_a_hint_is_a_remark_and_needs_no_reason():
    answers = CASES["sole"]().answers
    (page,) = said(answers, Materials.cashier)
    earlier = replace(page, taken_on=date(2026, 11, 1))

    remarks = review(answers.with_(Materials.cashier, (earlier,)))["remarks"]

    assert [remark["code"] for remark in remarks] == ["materials.taken_on_different_days"]
    assert remarks[0]["reason"] == ""


def test_what_was_found_in_a_picture_comes_with_its_number_and_the_clerks_reason():
    answers = CASES["sole"]().answers
    (page,) = said(answers, Materials.licence)
    blurred = replace(page, findings=(Noticed("blurred", 8.4),))
    answers = answers.with_(Materials.licence, (blurred,))
    (found,) = [w for w in review(answers)["warnings"] if w["code"] == "picture.blurred"]
    assert found["reason"] == ""

    excused = answers.with_reason(
        "materials.licence#picture.blurred", Reason("样本：原件褪色。", found["zh"])
    )
    (found,) = [w for w in review(excused)["warnings"] if w["code"] == "picture.blurred"]

    assert (found["field"], found["reason"]) == ("materials.licence", "样本：原件褪色。")
    assert "8%" in found["zh"]


def test_the_verification_sheet_is_there():
    verification = review(CASES["sole"]().answers)["verification"]

    assert verification["method"] == "original_seen"
    assert verification["verified_by"] == "S001"
    assert verification["id_original"] == "agrees"


def test_open_points_are_unanswered_questions_and_what_only_the_acquirer_can_check():
    answers = CASES["sole"]().answers
    (asked,) = said(answers, OpenQuestions.questions)
    answered = asked.with_(Question.answer, "样本：不变。").with_(Question.answered_on, TODAY)
    answers = answers.with_(OpenQuestions.questions, (answered, asked))

    points = review(answers)["open_points"]

    assert [point["about"] for point in points["questions"]] == ["费率"]
    assert "answer" not in points["questions"][0]
    assert points["pending_at_acquirer"] == review(answers)["verification"]["pending"]
    assert points["pending_at_acquirer"]


def test_a_flow_without_these_steps_has_an_empty_sheet():
    found = review_file(Flow(()), Answers(), PACKAGE, TODAY)

    assert found["verification"] == {}
    assert found["open_points"] == {"questions": [], "pending_at_acquirer": []}
    assert (found["number"], found["revision"]) == (NUMBER, 1)


def test_what_the_rehearsal_warned_of_goes_along_with_its_reason():
    answers = CASES["sole"]().answers
    text = Text("同一个人另有一份办件", "The same person has another application")
    field = Materials.licence
    accepted = Issue(field, "rehearsal.twin_person", Level.WARNING, text, reason="样本：两家店")
    review: Any = review_file(FLOW, answers, PACKAGE, TODAY, (accepted,))
    last = review["warnings"][-1]
    assert (last["code"], last["reason"]) == ("rehearsal.twin_person", "样本：两家店")
