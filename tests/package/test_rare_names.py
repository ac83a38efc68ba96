"""Names that few machines can show: printed as they are or by their code, described on the form and in the package."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageChops

from poswizard.domain import names
from poswizard.forms.answers import Answers
from poswizard.forms.step import Milestone
from poswizard.package.application_form import Print, application_form
from poswizard.package.data_file import data_file
from poswizard.package.form_fonts import GETA, without_glyph
from poswizard.steps.application import Owner, Owners
from poswizard.steps.rare_characters import RareCharacter, RareCharacters, rows_for
from tests.package.packed import CASES, FLOW, TODAY, changed, said
from tests.package.printed_text import text_of
from tests.steps.asking import row

BLOCKS = {
    "A": "㛃",
    "B": "𪚥",
    "C": "𫍯",
    "D": "𫠝",
    "E": "𬭚",
    "F": "𮧵",
    "G": "𰻝",
    "H": "𱊜",
}
"""A character of each extension block; those of B to F stand in names that registers hold."""
NAME = f"样{''.join(BLOCKS.values())}本"
PARTS = "左“样”右“本”"
DOTTED = "洛桑丹增·" * 5 + "次仁样本"
"""As long as names of Tibetans in registers are, and longer."""


def described(name: str) -> tuple[Answers, ...]:
    return tuple(
        row(RareCharacter, character=c, reading=names.readings(c) or "yàng", components=PARTS)
        for c in names.beyond_gbk(name)
    )


def named(name: str, rows: tuple[Answers, ...] | None = None, **others: str) -> Print:
    """A micro merchant of this name, with its rare characters described."""
    packed = CASES["micro"]()
    values = {
        "identity__name": name,
        "contact__name": name,
        "account__account_name": name,
        "declarations__signer_name": name,
        "characters__described": described(name) if rows is None else rows,
        **others,
    }
    answers = FLOW.adapted(changed(packed.answers, values))
    case = replace(packed, answers=answers).case(milestone=Milestone.APPLICATION)
    return Print(FLOW, answers, case.package, TODAY, case.scan)


def codes(answers: Answers) -> list[str]:
    return [issue.code for issue in RareCharacters.issues(answers, TODAY)]


@pytest.fixture(scope="module")
def made() -> Print:
    return named(NAME)


@pytest.fixture(scope="module")
def text(made: Print) -> str:
    return text_of(application_form(made))


@pytest.mark.parametrize("character", BLOCKS.values(), ids=BLOCKS)
def test_a_rare_character_is_on_the_form_with_its_code_reading_and_parts(character: str, text: str):
    shown = GETA if without_glyph(character) else character
    reading = names.readings(character) or "yàng"

    assert f"{shown}U+{ord(character):04X}{reading}{PARTS}" in text


def test_the_name_itself_stands_on_the_form_as_far_as_fonts_go(text: str):
    missing = without_glyph(NAME)

    assert "".join(GETA if c in missing else c for c in NAME) in text


def test_the_package_carries_the_characters_themselves_and_how_they_are_described(made: Print):
    written = data_file(FLOW, made.answers, made.package, TODAY)["answers"]

    assert written["identity"]["name"] == NAME
    rows = written["characters"]["described"]
    assert [row["character"] for row in rows] == list(BLOCKS.values())
    assert [row["code"] for row in rows] == [f"U+{ord(c):04X}" for c in BLOCKS.values()]
    assert {row["components"] for row in rows} == {PARTS}


def test_what_is_drawn_for_one_character_is_not_what_is_drawn_for_another(tmp_path: Path):
    drawn = [c for c in "𠮷𪚥𫍯㛃" if not without_glyph(c)]
    pages = [_pages(application_form(named(f"样{c}本", ())), tmp_path / c) for c in drawn]

    for first, second in pairwise(pages):
        assert ImageChops.difference(first, second).getbbox()


def _pages(pdf: bytes, file: Path) -> Image.Image:
    subprocess.run(["pdftoppm", "-r", "60", "-gray", "-l", "1", "-", file], input=pdf, check=True)
    (page,) = file.parent.glob(f"{file.name}-*.pgm")
    return Image.open(page)


def test_names_of_minorities_are_printed_whole_with_the_dot_they_were_written_with():
    odd: dict[str, Any] = {
        "contact__name": "阿牛•木呷样本",
        "declarations__signer_name": "阿牛∙木呷样本",
    }
    text = text_of(application_form(named(DOTTED, **odd)))

    assert text.count(DOTTED) >= 2
    assert "阿牛•木呷样本" in text
    assert ("阿牛〓木呷样本" if without_glyph("∙") else "阿牛∙木呷样本") in text


def test_the_step_is_asked_only_where_a_name_needs_it():
    assert not RareCharacters.relevant.holds(named("样本甲").answers)
    assert RareCharacters.relevant.holds(named("样本𬭚").answers)
    assert not RareCharacters.relevant.holds(named("样本囧").answers)  # GBK has it


def test_every_rare_character_is_described_before_the_application_goes():
    nothing, one = named("样㛃𬭚本", ()), named("样㛃𬭚本", described("㛃"))

    assert codes(nothing.answers) == ["missing"]
    assert codes(one.answers) == ["rare.not_described"]
    assert codes(named("样㛃𬭚本").answers) == []


def test_owners_names_count_too():
    answers = CASES["enterprise"]().answers
    first, *others = said(answers, Owners.people)
    renamed = (first.with_(Owner.name, "样本𬭚"), *others)

    assert RareCharacters.relevant.holds(answers.with_(Owners.people, renamed))


def test_rows_with_readings_are_offered_in_the_order_of_the_names():
    rows = rows_for("样㛃本", None, "𬭚样㛃", "样本")

    assert rows is not None
    assert [r.get(RareCharacter.character) for r in rows] == ["㛃", "𬭚"]
    assert rows[0].get(RareCharacter.reading) == "jié"
    assert rows_for("样本", None) is None


def test_two_characters_in_one_row_are_refused():
    rows = (row(RareCharacter, character="㛃𬭚", reading="jié", components=PARTS),)

    assert "rare.one_character" in codes(named("样㛃𬭚本", rows).answers)
