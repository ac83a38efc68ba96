"""The reviewer's page: shown in slices, dressed anew with the theme, and nothing said on it is lost."""

from __future__ import annotations

import threading
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QColor, QImage, QImageWriter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from poswizard.demo.hands import Hands
from poswizard.office import Draft, Office
from poswizard.package.reply import Decision, Judgement
from poswizard.package.watch import never, silent
from poswizard.steps.business import Business
from poswizard.ui import background, theme
from poswizard.ui.pages import sliced_browser
from poswizard.ui.pages.decision_dialog import DecisionDialog
from poswizard.ui.unpacking import unpacked
from poswizard.ui.workplace import Workplace
from tests.exchange.conftest import Noon, draft
from tests.ui.branch import choose_path, press, said
from tests.ui.exchange.working import (
    CONTROL,
    decide,
    dialog_over,
    follow,
    give_reason,
    receive,
    reviewed,
    turn_to,
)

__all__ = ["draft"]
pytestmark = [
    pytest.mark.qt_log_ignore("This plugin does not support"),
    pytest.mark.usefixtures("acquainted"),
]


@pytest.fixture
def case(receiver: Office, sender: Office, draft: Draft, out: Path) -> str:
    """Id of a package that came in."""
    arrival = receiver.inbox.receive(sender.dispatch.seal(draft, out).path)
    assert arrival.case
    return arrival.case.id


def test_a_case_is_read_beside_the_window_and_shown_in_slices(
    institution: Workplace, case: str, hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: list[int] = []
    inbox, read = institution.office.inbox, institution.office.inbox.case

    def reading(received_id: str):
        threads.append(threading.get_ident())
        return read(received_id)

    monkeypatch.setattr(inbox, "case", reading)
    monkeypatch.setattr(sliced_browser, "SLICE_SECONDS", 0.0)
    slices: list[int] = []
    page = institution.exchange.reviewer
    page.browser.document().blockCountChanged.connect(slices.append)
    institution.exchange.show_case(case)
    assert page.case is None
    assert not page.accept.isEnabled()
    reviewed(institution, hands)
    assert threads
    assert threading.get_ident() not in threads
    whole = page.browser.document().blockCount()
    longest = max(after - before for before, after in pairwise(slices))
    assert len(slices) > 15
    assert longest < whole / 3, "no slice holds the greater part of the case"
    assert str(Business.trade_name.label) in page.browser.toPlainText()


def test_a_picture_is_unpacked_without_holding_up_the_window() -> None:
    drawn = QImage(4000, 3000, QImage.Format.Format_RGB32)
    for row in range(0, 3000, 3):
        drawn.setPixelColor(row % 977, row, QColor.fromHsv(row % 360, 200, 200))
    held = QBuffer()
    held.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(held, b"jpeg").write(drawn)
    data, found = bytes(held.data().data()), list[QImage]()
    other = threading.Thread(target=lambda: found.append(unpacked(data)))
    beats = 0
    other.start()
    while other.is_alive():
        other.join(0.001)
        beats += 1
    assert found[0].size() == drawn.size()
    assert beats > 5, "this thread had its turns meanwhile"
    assert unpacked(b"no picture").isNull()


def test_what_was_found_is_there_when_the_program_is_opened_again(
    qtbot: QtBot, institution: Workplace, case: str, hands: Hands, receiver: Office
) -> None:
    institution.exchange.show_case(case)
    page = reviewed(institution, hands)
    follow(page.browser, hands, f"change:{Business.trade_name.key}:")
    give_reason(institution, hands, "与门头不一致")
    hands.click(page.supplement)
    dialog = dialog_over(institution, hands, DecisionDialog)
    hands.type("审核一组")
    hands.click(dialog.remark)
    hands.type("样本备注")
    dialog.reject()
    turn_to(institution, hands)
    assert "要求补件" in page.head.begun.text()
    background.finish()
    kept = Office(
        receiver.folder, bytearray(range(32)), receiver.today
    )  # beside the other's memory
    try:
        opinion = kept.inbox.opinions.of(case)
        assert [one.words for one in opinion.findings] == ["与门头不一致"]
        assert (opinion.decision, opinion.reviewer) == (Decision.SUPPLEMENT, "审核一组")
        second = Workplace(kept)
        qtbot.addWidget(second)
        second.resize(1366, 768)
        second.show()
        turn_to(second, hands)
        second.exchange.show_case(case)
        again = reviewed(second, hands)
        assert "与门头不一致" in again.findings.list.item(0).text()
        hands.click(again.supplement)
        dialog = dialog_over(second, hands, DecisionDialog)
        assert (dialog.reviewer.text(), dialog.remark.text()) == ("审核一组", "样本备注")
        dialog.reject()
        hands.settle()
    finally:
        background.finish()
        kept.close()


def test_a_signed_reply_leaves_nothing_to_take_up_and_is_saved_again_as_it_is(
    institution: Workplace, case: str, hands: Hands, out: Path
) -> None:
    institution.exchange.show_case(case)
    page = reviewed(institution, hands)
    hands.click(page.findings.whole)
    give_reason(institution, hands, "材料整体不清楚")
    hands.key(Qt.Key.Key_Tab)
    page.findings.list.setFocus()
    hands.key(Qt.Key.Key_Delete)
    assert page.opinion.findings == ()
    hands.click(page.findings.whole)
    give_reason(institution, hands, "材料整体不清楚")
    first = decide(institution, hands, page.reject, out)
    assert page.opinion.findings == ()
    assert "已答复：驳回" in said(page)
    as_signed = first.read_bytes()
    first.unlink()  # the stick was lost
    hands.expect_dialog(choose_path(out))
    hands.expect_dialog(press("知道了"))
    saved: list[Path] = []
    page.decided.connect(saved.append)
    hands.click(page.again)
    hands.wait(lambda: saved == [first], "the same reply")
    reviewed(institution, hands)
    assert first.read_bytes() == as_signed


def test_another_theme_shows_the_case_in_its_colours_and_in_the_same_place(
    institution: Workplace, case: str, hands: Hands, qapp: QApplication
) -> None:
    institution.exchange.show_case(case)
    page = reviewed(institution, hands)
    bar = page.browser.verticalScrollBar()
    bar.setValue(400)
    light = theme.current().palette.quiet
    assert light in page.browser.toHtml()
    theme.apply(qapp, theme.chosen(theme.Scheme.DARK))
    dark = theme.current().palette.quiet
    hands.wait(lambda: dark in page.browser.toHtml() and page.browser.is_whole, "the dark words")
    assert light not in page.browser.toHtml()
    assert bar.value() == 400
    institution.show_home()
    theme.apply(qapp, theme.chosen(theme.Scheme.LIGHT))
    institution.exchange.stack.setCurrentWidget(page)
    hands.wait(lambda: light in page.browser.toHtml(), "the light words, once it is looked at")


# home


def test_home_says_what_is_to_be_reviewed_and_leads_there_by_the_keyboard(
    institution: Workplace, case: str, hands: Hands
) -> None:
    home = institution.home
    assert not home.received.isVisible()
    institution.show_home()
    assert "1 份待审核" in home.received.words.text()
    hands.key(Qt.Key.Key_I, CONTROL)
    assert institution.stack.currentWidget() is institution.exchange.received
    hands.key(Qt.Key.Key_Return)
    page = reviewed(institution, hands)
    assert page.case
    assert page.case.record.id == case
    office = institution.office
    office.inbox.decide(case, Judgement(decision=Decision.ACCEPT))
    institution.show_home()
    assert not home.received.isVisible()


def test_the_overdue_one_comes_first(
    institution: Workplace, sender: Office, draft: Draft, hands: Hands, out: Path, clock: Noon
) -> None:
    office = institution.office
    now = clock.at
    clock.at = now - timedelta(days=40)
    first = office.inbox.receive(
        sender.dispatch.plain(draft, out, "样本").path, silent, never, allow_plain=True
    )
    clock.at = now
    second = office.inbox.receive(sender.dispatch.seal(draft, out).path, silent, never)
    assert first.case
    assert second.case
    institution.show_home()
    assert "2 份待审核，其中 1 份已超过 10 个工作日" in institution.home.received.words.text()
    hands.click(institution.home.received.review)
    page = institution.exchange.received
    assert "2 份待审核" in page.count.text()
    assert page.list.item(0).data(Qt.ItemDataRole.UserRole) == first.case.id
    assert "待审核，已过" in page.list.item(0).text()
    assert "待审核，还有" in page.list.item(1).text()


def test_the_last_verdict_is_still_there_on_return(
    institution: Workplace, sender: Office, draft: Draft, hands: Hands, out: Path
) -> None:
    page = receive(institution, hands, sender.dispatch.seal(draft, out).path)
    hands.click(page.card.review)
    reviewed(institution, hands)
    hands.key(Qt.Key.Key_Escape)
    assert institution.stack.currentWidget() is page
    assert page.card.isVisible()
    assert "完整" in page.card.title.text()
    assert page.list.hasFocus()
