"""From one machine to another and back, twice, by mouse and keyboard: sealed, returned, amended, accepted."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from poswizard.demo.hands import Hands
from poswizard.domain.state import ApplicationState
from poswizard.office import Office
from poswizard.steps.business import Business
from poswizard.steps.review import Review
from poswizard.ui.workplace import Workplace
from poswizard.wizard.lifecycle import reported_state
from tests.ui.branch import said
from tests.ui.exchange.working import (
    decide,
    export,
    follow,
    get_acquainted,
    give_reason,
    open_export,
    receive,
    reviewed,
    turn_to,
)

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
NEW_NAME = "武侯区样本小吃店二部"


def test_a_package_is_returned_amended_and_accepted(
    branch: Workplace, institution: Workplace, sender: Office, hands: Hands, out: Path
) -> None:
    get_acquainted(branch, institution, hands, out)

    turn_to(branch, hands)
    branch.show_home()
    branch.home.list.setFocus()
    hands.key(Qt.Key.Key_Return)
    page = open_export(branch, hands)
    assert "样本收单机构审核台" in page.how.facts.words
    assert "样本支行柜台 1" in page.how.facts.words
    assert not page.amendment.isVisible()
    first = export(page, hands, out)
    as_sent = first.read_bytes()
    assert first.name.endswith("-r1.zip.age")

    turn_to(institution, hands)
    card = receive(institution, hands, first).card
    assert "完整" in card.title.text()
    hands.click(card.review)
    reviewer = reviewed(institution, hands)
    follow(reviewer.browser, hands, f"change:{Business.trade_name.key}:")
    give_reason(institution, hands, "与门头不一致")
    assert len(reviewer.opinion.findings) == 1
    reply = decide(institution, hands, reviewer.supplement, out)

    turn_to(branch, hands)
    branch.show_home()
    hands.drop(branch.home, [reply])
    returned = branch.exchange.reply
    hands.wait(returned.isVisible, "the reply")
    assert "要求补件" in returned.title.text()
    assert returned.list.count() == 1
    hands.key(Qt.Key.Key_Return)
    assert branch.wizard
    hands.wait(lambda: branch.stack.currentWidget() is branch.wizard, "the question")
    assert branch.wizard.current_page.focused_field() is Business.trade_name
    hands.replace(NEW_NAME)
    page = open_export(branch, hands)
    assert NEW_NAME in page.amendment.changes.text()
    hands.click(page.export)
    assert "更正原因" in page.amendment.problem.text()
    hands.type("招牌名称写错")
    second = export(page, hands, out)
    assert second.name.endswith("-r2.zip.age")
    assert first.read_bytes() == as_sent

    turn_to(institution, hands)
    card = receive(institution, hands, second).card
    assert "替换之前收到的第 1 版" in card.notes.text()
    hands.click(card.review)
    reviewed(institution, hands)
    shown = reviewer.browser.toPlainText()
    assert "与第 1 版的不同" in shown
    assert "招牌名称写错" in shown
    done = decide(institution, hands, reviewer.accept, out, merchant="898110154110001")
    assert "已答复" in said(reviewer)

    turn_to(branch, hands)
    branch.show_home()
    hands.drop(branch.home, [done])
    hands.wait(lambda: "通过" in returned.title.text(), "the acceptance")
    hands.key(Qt.Key.Key_Return)
    hands.click(returned.start)
    assert branch.draft
    answers = branch.draft.session.answers
    assert reported_state(sender.flow, answers) is ApplicationState.APPROVED
    assert answers.get(Review.merchant_id) == "898110154110001"
