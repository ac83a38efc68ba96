"""The comparison as printed sheet and as workbook, read back with ordinary tools."""

from __future__ import annotations

import io
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from poswizard.forms.answers import Answers
from poswizard.package import workbook
from poswizard.package.comparison_sheet import comparison_sheet, takings_compared
from poswizard.package.workbook import COSTS, NEEDS, QUOTES, TAKINGS, WORDS, comparison_workbook
from poswizard.steps.basics import Needs
from poswizard.steps.budget import Budget
from poswizard.steps.comparison import comparison
from poswizard.steps.comparison_choices import Weight
from poswizard.steps.research import Quote, Research
from poswizard.text import shown_in
from tests.package.printed_text import checked, fonts_of, text_of
from tests.package.spreadsheet import worked_out
from tests.steps.quotes import BOUGHT, NEEDED, RENTED, TODAY, answered, quote, three

FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("x")', "\t=1", "\r=1", "=cmd|'/c calc'!A0"]


@pytest.fixture(scope="module")
def answers() -> Answers:
    made = three().with_(Budget.price_weight, Weight.MOST).with_(Budget.chosen_quote, 2)
    return made.with_(Budget.after_sales_weight, Weight.SOME).with_(Budget.reserve, Decimal(5000))


@pytest.fixture(scope="module")
def sheet(answers: Answers) -> bytes:
    return comparison_sheet(answers, TODAY)


@pytest.fixture(scope="module")
def text(sheet: bytes) -> str:
    return text_of(sheet)


@pytest.fixture(scope="module")
def book(answers: Answers) -> Workbook:
    return opened(answers)


def opened(answers: Answers) -> Workbook:
    return load_workbook(io.BytesIO(comparison_workbook(answers, TODAY)))


def with_quotes(*rows: Answers) -> Answers:
    return Answers(NEEDED | answered(Research, quotes=rows))


class TestSheet:
    def test_ordinary_tools_accept_it(self, sheet: bytes, tmp_path: Path):
        file = tmp_path / "sheet.pdf"
        file.write_bytes(sheet)

        assert "No syntax or stream encoding errors found" in checked(file)
        assert b"<pdfaid:part>2</pdfaid:part>" in sheet
        assert all(columns[-5:-2] == ["yes", "yes", "yes"] for columns in fonts_of(file))

    def test_the_same_answers_give_the_same_bytes_in_any_language(
        self, answers: Answers, sheet: bytes
    ):
        with shown_in("en"):
            assert comparison_sheet(answers, TODAY) == sheet

    @pytest.mark.parametrize(
        "words",
        [
            "2号（样本乙银行）最省，共5,088.00元",
            "36个月合计最省15,016.00",
            "最省5,088.00",
            "借记卡20%、信用卡30%、扫码50%",
            "备用周转金5,000.00元",
            "174,358.97",
            "总费用（权重3）",
            "其中发卡行0.70、网络0.07、收单机构0.23",
            "网上资料2026-11-20是",
        ],
    )
    def test_everything_that_was_worked_out_stands_on_it(self, words: str, text: str):
        assert words in text

    def test_every_takings_of_the_sensitivity_is_on_it(self, answers: Answers, text: str):
        made = comparison(answers)

        for taken in takings_compared(made):
            for offer in made.priced:
                assert f"{made.cost(offer, 12, taken).total:,.2f}" in text

    def test_many_quotes_go_on_in_further_tables(self):
        rows = [quote(**(BOUGHT | {"provider_name": f"样本第{n}家"})) for n in range(1, 13)]

        text = text_of(comparison_sheet(with_quotes(*rows), TODAY))

        assert all(f"{n}号（样本第{n}家）" in text for n in range(1, 13))

    @pytest.mark.parametrize("answers", [Answers(), Answers(NEEDED)], ids=["nothing", "no quotes"])
    def test_where_nothing_can_be_compared_it_says_what_is_missing(self, answers: Answers):
        assert "报价比较表" in text_of(comparison_sheet(answers, TODAY))

    def test_a_free_quote_is_drawn_as_nothing(self):
        free = {"debit_rate": Decimal(0), "credit_rate": Decimal(0), "qr_rate": Decimal(0)}

        assert "0.00" in text_of(comparison_sheet(with_quotes(quote(**free)), TODAY))


class TestWorkbook:
    def test_it_has_its_sheets_in_order(self, book: Workbook):
        assert book.sheetnames == [WORDS, QUOTES, NEEDS, COSTS, TAKINGS]

    def test_figures_are_numbers_and_days_are_days(self, book: Workbook):
        quotes = book[QUOTES]
        found = {row[0].value: row[1] for row in quotes.iter_rows() if row[0].value}

        assert found["机器价格（每台）"].value == 1200
        assert found["借记卡费率"].value == 0.005
        assert "%" in found["借记卡费率"].number_format
        assert found["报价日期"].number_format == "yyyy-mm-dd"
        assert found["借记卡封顶（每笔，空为不封顶）"].value == 20

    @pytest.mark.parametrize("terminals", [1, 3])
    def test_its_formulas_give_what_the_program_says(self, terminals: int):
        answers = three(terminals=terminals)
        book, made = opened(answers), comparison(answers)

        for at, months in enumerate((12, 24, 36)):
            row = 2 + 6 * at
            for offer in made.priced:
                column, cost = "BCD"[offer.number - 1], made.cost(offer, months)
                parts = [worked_out(book, COSTS, f"{column}{row + n}") for n in range(4)]
                assert parts == [cost.one_off, cost.running, cost.payments, cost.total]

    def test_its_sensitivity_gives_what_the_program_says(self, answers: Answers, book: Workbook):
        made = comparison(answers)

        for row, taken in enumerate(takings_compared(made), 2):
            for offer in made.priced:
                cell = f"{'BCD'[offer.number - 1]}{row}"
                assert worked_out(book, TAKINGS, cell) == made.cost(offer, 12, taken).total

    def test_another_price_or_takings_changes_the_result(self, answers: Answers):
        book = opened(answers)
        book[NEEDS]["B1"].value = 160_000
        book[QUOTES]["B2"].value = 0

        # 100 installation, 60 SIM, and twice the fees
        assert worked_out(book, COSTS, "B5") == 100 + 60 + 12 * 752

    @pytest.mark.parametrize(
        "changes",
        [
            {"debit_capped": False, "debit_cap": None},
            {"debit_cap": Decimal("0.5")},
            {"deposit": Decimal(500), "deposit_returned": False, "deposit_terms": "不退"},
            {"deposit": Decimal(500), "deposit_returned": None},
        ],
        ids=["no cap", "low cap", "deposit lost", "deposit unclear"],
    )
    def test_caps_and_deposits_count_as_the_program_counts_them(self, changes: dict[str, Any]):
        answers = with_quotes(quote(**(RENTED | changes)))
        made, book = comparison(answers), opened(answers)

        assert worked_out(book, COSTS, "B5") == made.cost(made.priced[0], 12).total

    def test_a_quote_that_lacks_prices_is_listed_but_not_worked_out(self):
        answers = with_quotes(quote(**BOUGHT, qr_rate=None), quote(**RENTED))
        book, made = opened(answers), comparison(answers)

        assert book[QUOTES]["C1"].value == "2 号（样本乙银行）"
        assert book[COSTS]["B1"].value == "2 号（样本乙银行）"
        assert worked_out(book, COSTS, "B5") == made.cost(made.priced[0], 12).total

    def test_without_needs_there_is_the_list_alone(self):
        answers = three().with_(Needs.monthly_volume, None)

        assert opened(answers).sheetnames == [WORDS, QUOTES]

    @pytest.mark.parametrize("typed", FORMULAS)
    def test_what_a_person_typed_is_never_a_formula(self, typed: str):
        row = quote(**(BOUGHT | {"provider_name": typed}))
        row = row.with_(Quote.remark, typed).with_(Quote.source_detail, typed)

        book = opened(with_quotes(row, quote(**RENTED)))
        lines = (line for sheet in book.worksheets for line in sheet.iter_rows())
        texts = (c for line in lines for c in line if isinstance(c.value, str))
        found = [cell for cell in texts if typed.strip() in str(cell.value)]

        assert len(found) >= 3
        for cell in found:
            assert cell.data_type == "s"
            assert cell.quotePrefix or not str(cell.value).startswith(("=", "+", "-", "@"))

    def test_formulas_hold_nothing_but_cells_numbers_and_functions(self, book: Workbook):
        for sheet in book.worksheets:
            for cell in (cell for line in sheet.iter_rows() for cell in line):
                if cell.data_type == "f":
                    assert "样本" not in str(cell.value)

    def test_characters_that_no_cell_can_hold_are_left_out(self):
        row = quote(**BOUGHT).with_(Quote.remark, "好\x00的\x1f")

        values = [c.value for line in opened(with_quotes(row))[QUOTES].iter_rows() for c in line]
        assert "好的" in values


def test_text_that_looks_like_a_formula_is_marked_as_text():
    from openpyxl import Workbook as Fresh

    sheet = Fresh().active
    assert sheet
    workbook.write_text(sheet["A1"], "=1+1")

    assert (sheet["A1"].data_type, sheet["A1"].quotePrefix) == ("s", True)
