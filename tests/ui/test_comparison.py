"""The comparison above the questions of the budget: words, table, chart and files, by real keys."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from poswizard.demo.hands import Hands
from poswizard.forms.answers import Answers
from poswizard.forms.step import Step
from poswizard.office import Office, the_flow
from poswizard.steps.basics import Needs
from poswizard.steps.budget import Budget
from poswizard.steps.comparison_choices import Weight
from poswizard.steps.research import Research
from poswizard.ui import background, theme
from poswizard.ui.page_registry import top_of
from poswizard.ui.pages.comparison import ComparisonView
from poswizard.ui.pages.research_advice import AdviceView
from poswizard.ui.print_preview import PrintPreview
from poswizard.ui.wizard_window import WizardParts, WizardWindow
from poswizard.wizard.session import Session
from tests.steps.quotes import BOUGHT, RENTED, quote, three
from tests.ui import look
from tests.ui.branch import choose_path, desk_of, show, today

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

KEY = Qt.Key


class Bench:
    """The comparison over a session, alone in a window."""

    def __init__(self, qtbot: QtBot, hands: Hands, answers: Answers) -> None:
        self.qtbot, self.hands = qtbot, hands
        self.session = Session(the_flow(), answers, today=today)
        self.view = ComparisonView()
        self.refresh()
        self.stop_listening = self.session.listen(self.refresh)
        show(qtbot, self.view, 720, 1200)
        self.view.take_keyboard()
        hands.settle()

    def refresh(self, _field: object = None) -> None:
        self.view.show_session(self.session)

    def key(self, key: Qt.Key, times: int = 1) -> None:
        for _ in range(times):
            self.hands.key(key)

    def cell(self, row: int, column: int) -> str:
        item = self.view.table.item(row, column)
        assert item
        return item.text()

    def heads(self) -> list[str]:
        table = self.view.table
        items = [table.verticalHeaderItem(row) for row in range(table.rowCount())]
        return [item.text() for item in items if item]

    def chart(self) -> Any:
        self.qtbot.waitUntil(lambda: self.view.chart is not None, timeout=30_000)
        self.hands.settle()
        return self.view.chart

    def names_in_chart(self) -> list[str]:
        return [name.text for _, name in self.chart().getPlotItem().legend.items]


@pytest.fixture
def make(qtbot: QtBot, hands: Hands) -> Iterator[Callable[[Answers], Bench]]:
    made: list[Bench] = []

    def build(answers: Answers) -> Bench:
        made.append(Bench(qtbot, hands, answers))
        return made[-1]

    yield build
    for bench in made:
        bench.stop_listening()
    background.finish()


@pytest.fixture
def bench(make: Callable[[Answers], Bench]) -> Bench:
    return make(three())


@contextmanager
def wizard_at(step: type[Step], answers: Answers, qtbot: QtBot, office: Office) -> Iterator[Any]:
    """The wizard's page of a step, with what stands above its questions."""
    session = Session(the_flow(), answers, today=today)
    session.go(step)
    window = show(qtbot, WizardWindow(WizardParts(session, desk_of(office), "A-1", top_of)))
    yield window.current_page
    window.release()
    background.finish()


# coming to the page


def test_the_page_opens_with_the_comparison_while_nothing_is_chosen(
    qtbot: QtBot, office: Office, hands: Hands
):
    with wizard_at(Budget, three(), qtbot, office) as page:
        hands.settle()
        assert page.top.table.hasFocus()
        assert page.verticalScrollBar().value() == 0
        hands.key(KEY.Key_Right)
        hands.key(KEY.Key_Return)

        assert page.session.answers.get(Budget.chosen_quote) == 2
        page.catch_up()
        assert page.questions.rows[Budget.chosen_quote].editor.control().text() == "2"
        page.focus_first()
        assert page.focused_field() is Budget.funding


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_nothing_overlaps_at_any_size(
    qtbot: QtBot, office: Office, hands: Hands, qapp: QApplication, scale: float
):
    theme.apply(qapp, theme.chosen(theme.Scheme.LIGHT, scale))
    with wizard_at(Budget, three(), qtbot, office) as page:
        view, table = page.top, page.top.table
        qtbot.waitUntil(lambda: view.chart is not None, timeout=30_000)
        parts = (view.at, view.slider, table, view.splits, view.kinds, view.chart)
        qtbot.waitUntil(
            lambda: stand_apart(parts)
        )  # the layout goes on until all heights are known
        lines = sum(table.rowHeight(row) for row in range(table.rowCount()))

        assert table.viewport().height() >= lines
        look.save(page, f"budget-{scale:.0%}")


def test_looking_changes_nothing(bench: Bench):
    before = bench.session.answers
    bench.key(KEY.Key_Right, 2)
    bench.view.slider.setFocus()
    bench.key(KEY.Key_Right, 3)

    assert bench.session.answers == before
    assert bench.session.is_saved


# words and table


def test_the_cheapest_is_named_in_words(bench: Bench):
    assert "2 号（样本乙银行）最省，共 5,088.00 元" in bench.view.first.text()
    assert [bench.cell(0, column) for column in range(3)] == ["—", "最省", "—"]


def test_the_table_says_what_each_quote_costs(bench: Bench):
    total = bench.heads().index("12 个月合计")

    assert [bench.cell(total, c) for c in range(3)] == ["5,872.00", "5,088.00", "5,136.00"]


def test_another_term_is_chosen_by_the_arrow_keys(bench: Bench):
    bench.view.terms.findChildren(QWidget)[0].setFocus()
    bench.key(KEY.Key_Right, 2)

    assert bench.view.months == 36
    assert "1 号（样本甲支付）最省" in bench.view.first.text()
    assert "36 个月合计" in bench.heads()


def test_other_takings_are_tried_by_the_arrow_keys(bench: Bench):
    bench.view.slider.setFocus()
    bench.key(KEY.Key_Left, 5)

    assert bench.view.monthly == Decimal(40_000)
    assert "预计的 50%" in bench.view.at.text()
    assert "3 号（样本丙支付）最省" in bench.view.first.text()


def test_enter_takes_the_quote_that_is_looked_at(bench: Bench):
    bench.key(KEY.Key_Right)
    assert bench.view.take.text() == "选用 2 号（样本乙银行）"
    bench.key(KEY.Key_Return)

    assert bench.session.answers.get(Budget.chosen_quote) == 2
    assert "已选定" in bench.cell(0, 1)


def test_the_button_takes_it_too(bench: Bench):
    bench.key(KEY.Key_Right, 2)
    bench.hands.click(bench.view.take)

    assert bench.session.answers.get(Budget.chosen_quote) == 3


def test_it_is_said_who_gets_what_of_the_fee_of_the_quote_that_is_looked_at(bench: Bench):
    assert bench.view.splits.text().startswith(
        "1 号（样本甲支付）借记卡每笔 200.00 元：手续费 1.00 元"
    )
    bench.key(KEY.Key_Right)

    assert bench.view.splits.text().startswith(
        "2 号（样本乙银行）借记卡每笔 200.00 元：手续费 1.10 元"
    )


def test_a_weight_ranks_the_quotes_at_once(bench: Bench):
    bench.session.answer(Budget.price_weight, Weight.MOST)
    bench.hands.settle()

    assert "总分最高" in bench.cell(0, 1)
    assert "按权重总分" in bench.heads()


def test_a_price_that_is_not_stated_is_asked_for(make: Callable[[Answers], Bench]):
    rows = (quote(**BOUGHT), quote(**RENTED, sim_fee=None))
    bench = make(three().with_(Research.quotes, rows))

    assert bench.cell(0, 1) == "价钱没写全"
    assert "2 号（样本乙银行）还没写明：流量卡费（每年）" in bench.view.words.text()


@pytest.mark.parametrize("field", [Needs.monthly_volume, Research.quotes])
def test_without_needs_or_quotes_it_says_what_to_do_first(make: Any, field: Any):
    bench = make(three().with_(field, None))

    assert not bench.view.tools.isVisible()
    assert "填" in bench.view.first.text()
    assert bench.view.chart is None


def test_a_name_is_never_taken_for_markup(make: Callable[[Answers], Bench]):
    rows = (quote(**(BOUGHT | {"provider_name": "<b>样本</b>&甲"})),)
    bench = make(three().with_(Research.quotes, rows))

    assert "<b>样本</b>" in bench.view.first.text()
    assert bench.view.first.textFormat() is Qt.TextFormat.PlainText
    assert bench.view.take.text() == "选用 1 号（<b>样本</b>&&甲）"


# chart


def test_the_chart_names_its_parts_and_says_in_words_what_it_shows(bench: Bench):
    assert bench.names_in_chart() == ["一次性", "固定费用", "手续费"]
    assert bench.chart().accessibleName() == "费用比较图"
    assert "2 号（样本乙银行）最省" in bench.chart().accessibleDescription()


def test_parts_differ_in_pattern_and_lines_in_dashes(bench: Bench):
    items = bench.chart().getPlotItem().items
    patterns = {
        item.opts["brush"].style() for item in items if "brush" in getattr(item, "opts", {})
    }
    assert len(patterns) == 3
    show_lines(bench)
    items = bench.chart().getPlotItem().listDataItems()
    assert len({item.opts["pen"].style() for item in items}) == 3


def test_the_lines_name_the_quotes_and_mark_where_two_cost_the_same(bench: Bench):
    show_lines(bench)

    assert bench.names_in_chart() == [
        "1 号（样本甲支付）",
        "2 号（样本乙银行）",
        "3 号（样本丙支付）",
    ]
    assert "平衡点 7.27万" in written_in(bench)
    assert "预计 8万" in written_in(bench)


def test_the_arrow_keys_move_the_takings_in_the_chart(bench: Bench):
    show_lines(bench)
    bench.chart().setFocus()
    bench.key(KEY.Key_Right, 2)

    assert bench.view.slider.percent == 120
    bench.qtbot.waitUntil(lambda: "现在看 9.6万" in written_in(bench))


@pytest.mark.parametrize("is_of_lines", [False, True])
def test_other_takings_move_what_is_drawn_and_draw_nothing_anew(bench: Bench, is_of_lines: bool):
    if is_of_lines:
        show_lines(bench)
    before = list(bench.chart().getPlotItem().items)
    looks = bench.chart().grab().toImage()
    bench.view.slider.setFocus()
    bench.key(KEY.Key_Right, 3)
    bench.qtbot.waitUntil(lambda: bench.chart().grab().toImage() != looks)

    assert [id(item) for item in bench.chart().getPlotItem().items] == [id(b) for b in before]


def test_another_term_draws_other_lines(bench: Bench):
    show_lines(bench)
    before = bench.chart().getPlotItem().listDataItems()
    bench.view.terms.findChildren(QWidget)[0].setFocus()
    bench.key(KEY.Key_Right)
    bench.qtbot.waitUntil(lambda: bench.chart().getPlotItem().listDataItems() != before)

    assert len(bench.names_in_chart()) == 3


def test_every_part_is_reached_by_tab(bench: Bench):
    chart = bench.chart()
    wanted: set[QWidget] = {bench.view.slider, bench.view.table, bench.view.take, chart}
    wanted |= {bench.view.print, bench.view.save}
    reached: set[QWidget | None] = set()
    for _ in range(12):
        bench.key(KEY.Key_Tab)
        reached.add(QApplication.focusWidget())

    assert wanted <= reached


@pytest.mark.parametrize("scheme", ["dark", "high_contrast"])
def test_another_theme_draws_the_chart_anew(bench: Bench, qapp: QApplication, scheme: str):
    chart = bench.chart()
    theme.apply(qapp, theme.chosen(theme.Scheme(scheme)))
    bench.hands.settle()

    ground = chart.backgroundBrush().color().name()
    assert ground == theme.current().palette.surface


def stand_apart(parts: Sequence[QWidget]) -> bool:
    """Each ends before the next begins."""
    return all(a.geometry().bottom() < b.geometry().top() for a, b in pairwise(parts))


def show_lines(bench: Bench) -> None:
    bench.chart()
    bench.view.kinds.findChildren(QWidget)[0].setFocus()
    bench.key(KEY.Key_Right)


def written_in(bench: Bench) -> list[str]:
    items = bench.chart().getPlotItem().items
    return [item.toPlainText() for item in items if hasattr(item, "toPlainText")]


# files


def test_the_comparison_is_shown_before_it_is_printed(bench: Bench):
    bench.hands.click(bench.view.print)
    bench.qtbot.waitUntil(lambda: bool(bench.view.findChildren(PrintPreview)), timeout=30_000)
    (preview,) = bench.view.findChildren(PrintPreview)

    assert "样本乙银行" in preview.document.getAllText(0).text()
    preview.close()


def test_the_workbook_is_saved_where_one_says(
    bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    target, opened_files = tmp_path / "比价.xlsx", []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened_files.append)
    bench.hands.expect_dialog(choose_path(target))
    bench.hands.click(bench.view.save)
    bench.qtbot.waitUntil(lambda: bool(opened_files), timeout=30_000)

    assert "费用" in load_workbook(io.BytesIO(target.read_bytes())).sheetnames


# research


def test_the_needs_are_answered_with_advice_above_the_quotes(qtbot: QtBot, office: Office):
    with wizard_at(Research, three(), qtbot, office) as page:
        assert isinstance(page.top, AdviceView)
        words = " ".join(made.text() for made in page.top.findChildren(QLabel))

        assert "智能POS（04）" in words
        assert "刷卡和扫码都收" in words
        assert "5812" in words
        assert "发改价格〔2016〕557号" in words
        look.save(page, "research-advice")


def test_without_needs_there_is_no_advice(qtbot: QtBot):
    view = AdviceView()
    qtbot.addWidget(view)
    view.show_session(Session(the_flow(), Answers(), today=today))

    assert view.isHidden()


def test_the_pages_load_neither_charts_nor_files_before_they_are_wanted():
    names = "pyqtgraph", "numpy", "openpyxl", "typst"
    code = (
        f"import sys, poswizard.ui.page_registry; sys.exit(any(n in sys.modules for n in {names}))"
    )

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
