"""The printed form: every answer is on it, ordinary tools accept it, the same content gives the same bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from poswizard.documents.page_code import PageCode
from poswizard.forms.answers import Answers
from poswizard.forms.rich_kinds import Signed
from poswizard.forms.step import Milestone
from poswizard.package import form_fonts, form_items
from poswizard.package.application_form import (
    Print,
    application_form,
    chinese_number,
    content_digest,
    form_words,
)
from poswizard.package.data_file import PackageId, relevant_steps
from poswizard.package.form_content import section_tables
from poswizard.package.typesetting import note_on_missing, qr_code
from poswizard.steps.application import Identity, Owners
from poswizard.steps.basics import Basics
from poswizard.steps.preparation_choices import SigningRoute
from poswizard.steps.research import Research
from poswizard.text import shown_in
from tests.package.packed import CASES, FLOW, NUMBER, TODAY, Packed, changed, said, signature
from tests.package.printed_text import checked, codes_of, fonts_of, shown_answers, text_of
from tests.steps import installed_shop as later

RARE = "𠮷䶮𬸚"


def printed(packed: Packed, milestone: Milestone = Milestone.APPLICATION) -> Print:
    case = packed.case(milestone=milestone)
    return Print(FLOW, FLOW.adapted(case.answers), case.package, TODAY, case.scan)


def with_answers(**values: Any) -> Print:
    packed = CASES["sole"]()
    return printed(replace(packed, answers=changed(packed.answers, values)))


def lines_of(words: Any) -> Iterator[str]:
    """The form as lines to be read in review."""
    if isinstance(words, str):
        yield words
    elif isinstance(words, list):
        for inner in words:
            yield from lines_of(inner)
    elif isinstance(words, dict) and "on" in words:
        yield f"{'☑' if words['on'] else '☐'} {words['words']}"
    elif isinstance(words, dict) and "value" in words:
        yield f"{words['label']}: {words['value']}"
    elif isinstance(words, dict):
        for name, inner in words.items():
            yield from () if name in ("kind", "file") else lines_of(inner)


@pytest.fixture(scope="module")
def forms() -> dict[str, bytes]:
    return {name: application_form(printed(made())) for name, made in CASES.items()}


@pytest.mark.parametrize("name", CASES)
def test_every_exported_answer_is_on_the_form(name: str, forms: dict[str, bytes]):
    text = text_of(forms[name])
    answers = FLOW.adapted(CASES[name]().answers)
    steps = relevant_steps(FLOW, answers, Milestone.APPLICATION)
    shown = [words for step in steps for words in shown_answers(step, answers)]

    assert len(shown) > 100
    assert [words for words in shown if form_fonts.printable(words) not in text] == []


@pytest.mark.parametrize("name", CASES)
def test_ordinary_tools_accept_the_form(name: str, forms: dict[str, bytes], tmp_path: Path):
    file = tmp_path / "form.pdf"
    file.write_bytes(forms[name])

    assert "No syntax or stream encoding errors found" in checked(file)
    assert b"<pdfaid:part>2</pdfaid:part>" in forms[name]
    assert all(columns[-5:-2] == ["yes", "yes", "yes"] for columns in fonts_of(file))


@pytest.mark.parametrize("name", ["micro", "enterprise"])
def test_every_page_has_a_code_that_names_it(name: str, forms: dict[str, bytes], tmp_path: Path):
    file = tmp_path / "form.pdf"
    file.write_bytes(forms[name])

    codes = codes_of(file, tmp_path)

    assert len(codes) > 4
    read = [PageCode.parse(text) for (text,) in codes]
    assert [code and (code.number, code.revision, code.page) for code in read] == [
        (NUMBER, 1, page) for page in range(1, len(codes) + 1)
    ]
    assert {code.of for code in read if code} == {len(codes)}
    assert len({code.digest for code in read if code}) == 1
    assert [code.signing is not None for code in read if code] == [False] * (len(codes) - 1) + [
        True
    ]


def test_the_same_content_gives_the_same_bytes(forms: dict[str, bytes]):
    assert application_form(printed(CASES["enterprise"]())) == forms["enterprise"]


def test_another_revision_gives_other_bytes(forms: dict[str, bytes]):
    packed = CASES["enterprise"]()
    case = packed.case(revision=2)
    form = application_form(Print(FLOW, case.answers, case.package, TODAY, case.scan))

    assert form != forms["enterprise"]
    assert "第2版" in text_of(form)


def test_the_form_is_chinese_whatever_the_programs_language(forms: dict[str, bytes]):
    with shown_in("en"):
        form = application_form(printed(CASES["micro"]()))

    assert form == forms["micro"]


def test_a_change_to_the_form_is_seen_in_review(same_as_snapshot: Callable[[str, str], None]):
    with shown_in("zh"):
        words = form_words(printed(CASES["enterprise_with_payee"]()))

    same_as_snapshot("form_text.txt", "\n".join(filter(None, lines_of(words))) + "\n")


def test_sections_and_parts_are_numbered_in_chinese():
    with shown_in("zh"):
        parts = form_words(printed(CASES["micro"]()))["parts"]
    titles = [section["title"] for part in parts for section in part["sections"]]

    assert [part["title"][:4] for part in parts] == ["第一部分", "第二部分", "第三部分"]
    assert titles[0].startswith("一、")
    assert [title.partition("、")[0] for title in titles] == [
        chinese_number(number) for number in range(1, len(titles) + 1)
    ]


@pytest.mark.parametrize(
    ("number", "words"),
    [(1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (21, "二十一"), (99, "九十九")],
)
def test_chinese_numbers(number: int, words: str):
    assert chinese_number(number) == words


class TestLayout:
    def tables(self, step: Any, answers: Answers) -> list[dict[str, Any]]:
        with shown_in("zh"):
            return section_tables(step, FLOW.adapted(answers))

    def test_few_columns_stand_under_each_other(self):
        answers = CASES["sole"]().answers
        step = FLOW.step("questions")
        assert step

        (table,) = self.tables(step, answers)

        assert table["kind"] == "list"
        assert table["columns"] == ["关于哪一项", "问题", "问的谁", "提问日期"]
        assert len(table["rows"]) == 1

    def test_quotes_stand_side_by_side_three_at_a_time(self):
        answers = CASES["sole"]().answers
        quotes = said(answers, Research.quotes)

        first, second = self.tables(Research, answers.with_(Research.quotes, quotes * 2))

        assert first["columns"] == ["第1份报价", "第2份报价", "第3份报价"]
        assert second["columns"] == ["第4份报价"]
        assert {"label": "费率", "cells": []} in first["lines"]

    def test_one_row_of_many_questions_is_set_like_a_page(self):
        answers = CASES["sole"]().answers
        quotes = said(answers, Research.quotes)

        tables = self.tables(Research, answers.with_(Research.quotes, quotes[:1]))

        assert {table["kind"] for table in tables} == {"pairs"}
        assert tables[0]["head"] == "报价"

    def test_rows_that_do_not_understand_each_other_leave_no_empty_table(self):
        assert self.tables(Owners, CASES["micro"]().answers) == []

    def test_a_heading_nobody_answered_under_is_not_printed(self):
        heads = [table["head"] for table in self.tables(Basics, Answers())]

        assert heads == []

    def test_a_choice_no_longer_offered_is_still_ticked(self):
        packed = CASES["micro"]()
        answers = changed(packed.answers, {"basics__contact_kind": _handler()})
        with shown_in("zh"):
            options = form_items.boxes(Basics.contact_kind, _handler(), FLOW.adapted(answers))

        assert [option["words"] for option in options if option["on"]] == ["经办人"]

    @pytest.mark.parametrize(("text", "width"), [("", 0), ("店", 2), ("POS", 3), ("一\n二三", 4)])
    def test_the_width_of_words(self, text: str, width: int):
        assert form_items.width(text) == width


def _handler() -> Any:
    from poswizard.domain.merchant import ContactKind

    return ContactKind.HANDLER


class TestSigning:
    def areas(self, made: Print) -> list[dict[str, Any]]:
        with shown_in("zh"):
            return form_words(made)["areas"]

    def test_what_was_signed_on_the_screen_stands_in_the_signing_area(self):
        applicant, _ = self.areas(printed(CASES["sole"]()))

        assert applicant["file"] == "SIGNATURE.svg"
        assert applicant["date"] == "日期：2026 年 11 月 20 日（屏幕签名）"
        assert applicant["seal"] == "公章"

    def test_paper_leaves_room_for_the_pen(self):
        made = with_answers(basics__signing_route=SigningRoute.PAPER_NOW)

        applicant, _ = self.areas(made)

        assert applicant["file"] == ""
        assert "　" in applicant["date"]

    def test_a_natural_person_puts_a_finger_where_others_seal(self):
        applicant, handler = self.areas(printed(CASES["micro"]()))

        assert (applicant["seal"], handler["seal"]) == ("按指印", "业务章")

    def test_another_signature_gives_another_form(self, forms: dict[str, bytes]):
        packed = CASES["micro"]()
        signed = packed.answers.get(_declared())
        assert signed
        packed.scans.put(signature("other"))
        other = Signed(packed.scans.put(signature("other")), signed.at, signed.shown)
        packed = replace(packed, answers=packed.answers.with_(_declared(), other))

        assert application_form(printed(packed)) != forms["micro"]


def _declared() -> Any:
    return FLOW.field("declarations.signature")


class TestContentDigest:
    """What is signed on paper: the answers, and not the day on which they were printed."""

    def digest(self, **values: Any) -> str:
        return content_digest(with_answers(**values))

    def test_the_same_answers_have_the_same_digest_on_another_day(self):
        made = printed(CASES["sole"]())

        assert content_digest(replace(made, today=date(2026, 12, 24))) == content_digest(made)

    def test_what_is_answered_while_signing_changes_nothing(self):
        route = {"basics__signing_route": SigningRoute.PAPER_NOW}
        signed = {"declarations__signed_on": TODAY, "declarations__witness": "S002"}

        assert self.digest(**route) == self.digest(**route, **signed)

    def test_every_other_answer_is_in_it(self):
        assert self.digest() != self.digest(business__trade_name="样本改名小吃店")

    def test_it_is_the_same_in_any_language(self):
        with shown_in("en"):
            assert self.digest() == content_digest(printed(CASES["sole"]()))


class TestWarnings:
    def test_each_warning_stands_with_its_reason(self):
        with shown_in("zh"):
            warnings = form_words(printed(CASES["enterprise"]()))["warnings"]

        assert [warning[0] for warning in warnings] == ["未提交草稿保存天数", "问题"]
        assert all(warning[2] == "样本：已向申请人核实，情况属实。" for warning in warnings)

    def test_a_draft_says_that_no_reason_was_given(self):
        with shown_in("zh"):
            warnings = form_words(with_answers(consent__keep_days=100))["warnings"]

        assert warnings[0][::2] == ["未提交草稿保存天数", "（未说明）"]

    def test_a_warning_in_a_row_says_which_row(self):
        packed = CASES["enterprise"]()
        rows = said(packed.answers, Owners.people)
        soon = next(f for f in Owners.people.questions.fields if f.name == "valid_until")
        people = (rows[0], rows[1].with_(soon, date(2026, 12, 1)))
        made = printed(replace(packed, answers=packed.answers.with_(Owners.people, people)))

        with shown_in("zh"):
            assert "有效期止（第 2 行）" in [w[0] for w in form_words(made)["warnings"]]

    def test_many_warnings_run_over_pages(self):
        packed = CASES["enterprise"]()
        questions = FLOW.field("questions.questions")
        assert questions
        rows = said(packed.answers, questions)
        answers = packed.answers.with_(questions, rows * 12)
        made = printed(replace(packed, answers=answers.with_(Identity.valid_until, TODAY)))

        assert text_of(application_form(made)).count("满一年后费率会变吗") == 12


class TestCharacters:
    def test_rare_ideographs_are_shown_or_listed(self):
        made = with_answers(business__trade_name=f"样本{RARE}小吃店")

        text = text_of(application_form(made))

        for character in RARE:
            shown = not form_fonts.without_glyph(character)
            assert (character if shown else f"U+{ord(character):04X}") in text

    @pytest.mark.parametrize("character", ["\ue863", "ꀀ", "\U00031350"])
    def test_what_no_font_has_is_replaced_and_listed(self, character: str):
        made = with_answers(business__trade_name=f"样本{character}小吃店")

        text = text_of(application_form(made))

        assert "样本〓小吃店" in text
        assert f"U+{ord(character):04X}" in text

    @pytest.mark.parametrize("character", ["\U000e0100", "\ufe00", "\u200b", "\u202e", "\x07"])
    def test_what_is_never_seen_does_not_disturb(self, character: str):
        made = with_answers(business__trade_name=f"样本{character}小吃店")

        assert "样本小吃店" in text_of(application_form(made))
        assert note_on_missing({"a": [f"样本{character}"]}) == ""

    def test_without_a_font_for_rare_ideographs_the_form_is_made_all_the_same(
        self, monkeypatch: pytest.MonkeyPatch
    ):
        monkeypatch.setattr(form_fonts, "RARE_FONTS", ())
        form_fonts._covered.cache_clear()
        try:
            text = text_of(application_form(with_answers(business__trade_name="样本𪚥小吃店")))
        finally:
            form_fonts._covered.cache_clear()

        assert "样本〓小吃店" in text
        assert "U+2A6A5" in text

    def test_what_looks_like_commands_of_the_typesetter_is_text(self):
        odd = '#panic("x") $x$ *b* _i_ <a> @b \\ `c` // 样本'
        made = with_answers(statement__reason=odd)

        assert "".join(odd.split()) in text_of(application_form(made))

    def test_long_answers_break_between_pages_and_in_words(self):
        made = with_answers(licence__scope="样本，" * 600, contact__email=f"{'a' * 50}@example.com")

        text = text_of(application_form(made))

        assert text.count("样本，") >= 600
        assert f"{'a' * 50}@example.com" in text

    def test_lines_of_a_paragraph_stay_lines(self):
        text = text_of(application_form(with_answers(statement__reason="样本一行\n样本二行")))

        assert "样本一行样本二行" in text


class TestOtherMilestones:
    def later_print(self, milestone: Milestone) -> Print:
        answers = FLOW.adapted(later.installed_shop())
        package = PackageId(NUMBER, 3, milestone)
        return Print(FLOW, answers, package, later.TODAY, lambda _digest: signature("later"))

    @pytest.mark.parametrize(
        ("milestone", "title", "signer"),
        [
            (Milestone.HAND_OVER, "POS机装机交付档案", "商户签收"),
            (Milestone.AFTERCARE, "POS机售后记录", "服务机构"),
        ],
    )
    def test_the_later_files_have_their_own_title_and_signers(
        self, milestone: Milestone, title: str, signer: str
    ):
        made = self.later_print(milestone)

        text = text_of(application_form(made))

        shown = [words for step in made.steps for words in shown_answers(step, made.answers)]
        assert title in text
        assert signer in text
        assert [words for words in shown if words not in text] == []

    def test_an_application_without_answers_is_an_empty_form(self):
        package = PackageId(NUMBER, 1, Milestone.APPLICATION)
        made = Print(FLOW, FLOW.adapted(Answers()), package, TODAY, lambda _digest: b"")

        assert "签字与盖章" in text_of(application_form(made))

    def test_fifty_quotes_have_a_code_on_every_page(self, tmp_path: Path):
        packed = CASES["sole"]()
        quotes = said(packed.answers, Research.quotes)
        price = next(f for f in Research.quotes.questions.fields if f.name == "device_price")
        many = tuple(quotes[0].with_(price, Decimal(n)) for n in range(50))
        packed = replace(packed, answers=packed.answers.with_(Research.quotes, many))
        file = tmp_path / "form.pdf"
        file.write_bytes(application_form(printed(packed)))

        codes = codes_of(file, tmp_path)

        assert len(codes) > 12
        assert codes[-1][0].startswith(f"poswizard:{NUMBER}:r1:p{len(codes)}:of{len(codes)}:")


def test_a_code_is_text_that_the_typesetter_takes():
    assert qr_code("poswizard:A-2026-000128:r1:p1").decode().startswith("<svg")
