"""What is said of pictures: as measured, as the wrong one, as expired, and as unlike the form."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from poswizard.documents.finding import FindingCode
from poswizard.domain.terminal import TerminalSource
from poswizard.forms.answers import Answers, Reason
from poswizard.forms.issue import Issue, Level
from poswizard.forms.rich_kinds import Document, Noticed, ReadOff
from poswizard.steps.application import Identity
from poswizard.steps.materials import Materials
from poswizard.steps.terms import TerminalWish, Terms
from tests.steps.asking import (
    COMPANY,
    SOLE,
    TODAY,
    application,
    card,
    credit_code,
    page,
    resident_id,
    row,
)

LOOKS = "0f" * 32


def said(key: str, text: str, *, verified: bool = False, confidence: float = 0.97) -> ReadOff:
    return ReadOff(key, text, confidence, verified, (10, 10, 200, 40))


def issues(answers: Answers, today: date = TODAY) -> list[Issue]:
    """What pictures are blamed for."""
    found = Materials.issues(answers, today)
    return [issue for issue in found if issue.code.startswith("picture.")]


def with_page(answers: Answers, field: Document, **facts: Any) -> Answers:
    return answers.with_(field, (replace(page(900, taken_on=TODAY), **facts),))


def codes(answers: Answers) -> dict[str, Level]:
    return {issue.code: issue.level for issue in issues(answers)}


def reading(*values: ReadOff, field: Document = Materials.id_front) -> Answers:
    return with_page(application(COMPANY), field, read=values)


MEASURED = [
    code
    for code in FindingCode
    if code
    not in (
        FindingCode.WRONG_SIDE,
        FindingCode.WRONG_KIND,
        FindingCode.SAME_PICTURE,
        FindingCode.OTHER_DAY,
    )
]


@pytest.mark.parametrize("code", MEASURED)
def test_what_was_measured_is_a_warning_with_number_and_remedy(code: FindingCode) -> None:
    noticed = (Noticed(code.value, 37.2),)
    (issue,) = issues(with_page(application(SOLE), Materials.licence, findings=noticed))
    assert (issue.code, issue.level) == (f"picture.{code.value}", Level.WARNING)
    assert code.hint
    assert code.hint.zh in issue.text.zh
    assert "{}" not in code.label.zh or "37" in issue.text.zh
    assert issue.source


def test_a_warning_is_closed_by_a_reason_and_opens_again_with_another_picture() -> None:
    noticed = (Noticed("blurred", 9.0),)
    answers = with_page(application(SOLE), Materials.licence, findings=noticed)
    (issue,) = issues(answers)
    excused = answers.with_reason(issue.reason_key, Reason("样本：原件已磨损", issue.text.zh))
    assert [i.is_open for i in issues(excused)] == [False]
    worse = with_page(excused, Materials.licence, findings=(Noticed("blurred", 22.0),))
    assert [i.is_open for i in issues(worse)] == [True]


def test_of_several_pages_the_number_of_the_bad_one_is_said() -> None:
    bad = replace(page(901), findings=(Noticed("glare", 2.0),))
    answers = application(SOLE).with_(Materials.shop_front, (page(900), bad))
    (issue,) = issues(answers)
    assert issue.text.zh.startswith("第2张：")


def test_what_a_newer_program_found_is_left_alone() -> None:
    noticed = (Noticed("something_new", 1.0),)
    assert issues(with_page(application(SOLE), Materials.licence, findings=noticed)) == []


@pytest.mark.parametrize(
    ("field", "kind", "code"),
    [
        (Materials.id_front, "id_back", "picture.wrong_side"),
        (Materials.id_back, "id_front", "picture.wrong_side"),
        (Materials.id_front, "licence", "picture.wrong_kind"),
        (Materials.licence, "bank_card", "picture.wrong_kind"),
        (Materials.id_front, "permit_front", None),
        (Materials.licence, "licence", None),
        (Materials.shop_inside, "", None),
    ],
)
def test_another_side_or_document_is_noticed(field: Document, kind: str, code: str | None) -> None:
    found = codes(with_page(application(SOLE), field, kind=kind))
    assert list(found) == ([code] if code else [])


def test_a_picture_that_looks_like_one_before_is_noticed_though_its_bytes_differ() -> None:
    answers = with_page(application(SOLE), Materials.id_front, looks=LOOKS)
    nearly = f"{int(LOOKS, 16) ^ 0b10110:064x}"
    again = answers.with_(Materials.licence, (replace(page(950), looks=nearly),))
    (issue,) = issues(again)
    assert (issue.field, issue.code) == (Materials.licence, "picture.same_picture")
    unlike = answers.with_(Materials.licence, (replace(page(950), looks="f0" * 32),))
    assert issues(unlike) == []


def test_two_emblem_sides_that_say_different_days_are_two_pictures() -> None:
    answers = application(SOLE)
    for number, field, day in (
        (960, Materials.id_front, "2020-05-06"),
        (961, Materials.id_back, "2021-07-08"),
    ):
        seen = said("valid_from", day, verified=True)
        answers = answers.with_(field, (replace(page(number), looks=LOOKS, read=(seen,)),))
    assert "picture.same_picture" not in codes(answers)


def test_front_and_interior_of_different_days_need_a_reason() -> None:
    earlier = TODAY - timedelta(days=3)
    answers = with_page(application(SOLE), Materials.shop_inside, taken_on=earlier)
    (issue,) = issues(answers)
    assert (issue.code, issue.level) == ("picture.other_day", Level.WARNING)
    assert "3 天" in issue.text.zh
    undated = with_page(application(SOLE), Materials.shop_inside, taken_on=None)
    assert issues(undated) == []


def test_a_document_that_has_expired_by_its_picture_is_noticed_before_the_form_is_filled() -> None:
    last = TODAY - timedelta(days=1)
    unfilled = application(COMPANY).with_(Identity.valid_until, None)
    seen = (said("valid_until", last.isoformat()),)
    answers = with_page(unfilled, Materials.id_back, read=seen)
    assert "picture.expired" in codes(answers)
    entered = answers.with_(Identity.valid_until, last)
    assert "picture.expired" not in codes(entered)  # now the form says it, as an error


def test_a_document_that_soon_expires_by_its_picture_is_noticed() -> None:
    seen = (said("valid_until", (TODAY + timedelta(days=30)).isoformat()),)
    answers = with_page(application(COMPANY), Materials.special_permit, read=seen)
    assert codes(answers) == {"picture.expires_soon": Level.WARNING}


@pytest.mark.parametrize("text", ["长期", "2036-12"])
def test_no_end_and_a_bare_month_are_not_judged(text: str) -> None:
    answers = with_page(
        application(SOLE), Materials.special_permit, read=(said("valid_until", text),)
    )
    assert issues(answers) == []


def test_a_picture_that_says_what_the_form_says_is_no_issue() -> None:
    same = (said("name", "样本甲"), said("number", resident_id(), verified=True))
    assert issues(reading(*same)) == []


def test_a_difference_names_both_sides_and_what_to_do() -> None:
    (issue,) = issues(reading(said("name", "样本申")))
    assert (issue.code, issue.level) == ("picture.name_differs", Level.WARNING)
    assert "这张照片上读到“样本申”，表里填的是“样本甲”" in issue.text.zh
    assert "请对照原件" in issue.text.zh


def test_a_private_number_is_masked_and_the_differing_places_are_named() -> None:
    misread = resident_id()[:9] + "9" + resident_id()[10:]
    (issue,) = issues(reading(said("number", misread)))
    assert issue.code == "picture.number_differs"
    assert misread not in issue.text.zh
    assert resident_id() not in issue.text.zh
    assert "第10位不同" in issue.text.zh


def test_two_numbers_that_prove_themselves_are_an_error() -> None:
    other = resident_id(serial="003")
    (issue,) = issues(reading(said("number", other, verified=True)))
    assert (issue.code, issue.level) == ("picture.another_number", Level.ERROR)
    assert "校验位都对" in issue.text.zh


@pytest.mark.parametrize(
    "seen",
    [
        said("number", resident_id(serial="003"), verified=True, confidence=0.8),
        replace(said("number", resident_id(serial="003"), verified=True), repaired=True),
    ],
)
def test_a_number_read_with_doubt_only_warns(seen: ReadOff) -> None:
    assert codes(reading(seen)) == {"picture.number_differs": Level.WARNING}


def test_a_slip_of_the_keyboard_in_the_form_only_warns() -> None:
    typed = resident_id()[:17] + ("1" if resident_id()[17] != "1" else "2")
    answers = reading(said("number", resident_id(), verified=True)).with_(Identity.number, typed)
    assert codes(answers) == {"picture.number_differs": Level.WARNING}


def test_what_was_read_with_little_confidence_is_not_held_against_the_form() -> None:
    assert issues(reading(said("name", "样木申", confidence=0.5))) == []


@pytest.mark.parametrize(
    ("field", "seen", "code"),
    [
        (Materials.id_back, said("valid_until", "2040-05-07"), "picture.valid_until_differs"),
        (Materials.licence, said("person", "样本乙"), "picture.person_differs"),
        (Materials.licence, said("name", "成都另一餐饮有限公司"), "picture.name_differs"),
        (Materials.licence, said("capital", "壹佰万元整"), "picture.capital_differs"),
        (Materials.licence, said("address", "成都市青羊区另一街9号"), "picture.address_differs"),
        (Materials.licence, said("scope", "建筑材料批发"), "picture.scope_differs"),
        (Materials.account_permit, said("account", "51000000000000002"), "picture.account_differs"),
        (Materials.account_permit, said("name", "成都另一有限公司"), "picture.name_differs"),
        (
            Materials.account_permit,
            said("bank", "中国工商银行成都样本支行"),
            "picture.bank_differs",
        ),
        (Materials.special_permit, said("person", "样本乙"), "picture.person_differs"),
        (Materials.special_permit, said("uscc", credit_code("92")), "picture.uscc_differs"),
    ],
)
def test_every_document_is_compared_with_its_questions(
    field: Document, seen: ReadOff, code: str
) -> None:
    assert list(codes(reading(seen, field=field))) == [code]


@pytest.mark.parametrize(
    ("field", "seen"),
    [
        (Materials.licence, said("capital", "伍拾万元整")),
        (Materials.licence, said("scope", "餐饮服务；小吃店；食品销售。依法须经批准的项目")),
        (Materials.licence, said("address", "四川省成都市武侯区样本路1号")),
        (Materials.account_permit, said("bank", "中国农业银行股份有限公司成都样本支行")),
        (Materials.licence, said("founded", "2021-01-01")),
        (Materials.licence, said("valid_until", "长期")),
    ],
)
def test_other_words_for_the_same_are_no_difference(field: Document, seen: ReadOff) -> None:
    assert issues(reading(seen, field=field)) == []


def test_two_documents_are_compared_while_the_form_is_empty() -> None:
    answers = reading(said("name", "样本甲")).with_(Identity.name, None)
    answers = with_page(answers, Materials.licence, read=(said("person", "样本乙"),))
    (issue,) = [i for i in issues(answers) if i.code.endswith("_differs")]
    assert issue.field is Materials.licence
    assert "身份证人像面" in issue.text.zh


def test_a_bank_card_is_compared_with_the_account() -> None:
    seen = said("number", card("621700"), verified=True)
    answers = with_page(application(SOLE), Materials.bank_card, read=(seen,))
    assert codes(answers) == {"picture.another_number": Level.ERROR}


def test_a_terminal_label_is_compared_with_all_rows() -> None:
    wishes = [
        row(TerminalWish, source=TerminalSource.OWN, serial_number=number)
        for number in ("SPEC0001", "SPEC0002")
    ]
    answers = application(SOLE).with_(Terms.terminals, tuple(wishes))
    known = with_page(answers, Materials.terminal_label, read=(said("serial", "SPEC0002"),))
    other = with_page(answers, Materials.terminal_label, read=(said("serial", "SPEC0003"),))
    assert issues(known) == []
    assert list(codes(other)) == ["picture.serial_differs"]


def test_no_code_has_two_levels() -> None:
    levels: dict[str, set[Level]] = {}
    for check in Materials.all_checks:
        levels.setdefault(check.rule.code, set()).add(check.rule.level)
    assert all(len(found) == 1 for found in levels.values())
