"""What comes in at the institution: unknown senders, plain packages, the same one twice, and what is no package."""

from __future__ import annotations

import email
import os
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from poswizard.demo.hands import Hands
from poswizard.office import Draft, Office
from poswizard.package.reply import Decision, Finding, Judgement
from poswizard.ui.pages.decision_dialog import DecisionDialog
from poswizard.ui.workplace import Workplace
from tests.exchange.conftest import draft
from tests.ui.branch import choose_path, press, said
from tests.ui.exchange.working import (
    dialog_over,
    export,
    give_reason,
    open_export,
    receive,
    reviewed,
    turn_to,
)

__all__ = ["draft"]
pytestmark = [
    pytest.mark.qt_log_ignore("This plugin does not support"),
    pytest.mark.usefixtures("acquainted"),
]


def test_an_unknown_sender_is_kept_out_until_the_fingerprint_was_compared(
    institution: Workplace, sender: Office, draft: Draft, hands: Hands, out: Path
) -> None:
    made = sender.key_ring.make_station("新的柜台")
    page = receive(institution, hands, sender.dispatch.seal(draft, out).path)
    assert "发送人未登记" in page.card.title.text()
    assert page.list.count() == 0
    from poswizard.package.seal.fingerprints import words

    assert words(made.fingerprint) in page.card.facts.words
    hands.click(page.card.trust)
    hands.wait(lambda: "完整" in page.card.title.text(), "the second verdict")
    assert page.list.count() == 1


def test_twice_is_once_and_leads_to_the_case(
    institution: Workplace, sender: Office, draft: Draft, hands: Hands, out: Path
) -> None:
    path = sender.dispatch.seal(draft, out).path
    receive(institution, hands, path)
    page = institution.exchange.received
    hands.drop(page, [path.with_name(path.name + ".p7s")])
    hands.wait(lambda: "已经收到过" in page.card.title.text(), "the second verdict")
    assert page.list.count() == 1
    page.list.setFocus()
    hands.key(Qt.Key.Key_Return)
    assert institution.stack.currentWidget() is institution.exchange.reviewer


def test_a_plain_package_is_taken_in_by_an_explicit_choice_only(
    institution: Workplace, sender: Office, draft: Draft, hands: Hands, out: Path
) -> None:
    path = sender.dispatch.plain(draft, out, "样本机构没有公钥").path
    page = receive(institution, hands, path)
    assert "没有签名" in page.card.title.text()
    assert page.list.count() == 0
    hands.click(page.card.plain)
    hands.wait(lambda: page.list.count() == 1, "the case")
    assert "没有加密签名" in page.card.notes.text()
    hands.click(page.card.review)
    assert "未签名" in said(reviewed(institution, hands))


def test_what_was_changed_on_the_way_is_not_kept(
    institution: Workplace, sender: Office, draft: Draft, hands: Hands, out: Path
) -> None:
    path = sender.dispatch.seal(draft, out).path
    data = bytearray(path.read_bytes())
    data[-100] ^= 1
    path.write_bytes(data)
    os.utime(path, (1, 1))  # not a moment ago, as while it is copied
    page = receive(institution, hands, path)
    assert "被改动过" in page.card.title.text()
    assert "索取原文件" in page.card.next_step.text()
    assert not page.card.review.isVisible()
    assert page.list.count() == 0


def test_a_return_says_why_or_explicitly_that_it_does_not(
    institution: Workplace, sender: Office, draft: Draft, hands: Hands, out: Path
) -> None:
    page = receive(institution, hands, sender.dispatch.seal(draft, out).path)
    hands.click(page.card.review)
    reviewer = reviewed(institution, hands)
    hands.click(reviewer.reject)
    dialog = dialog_over(institution, hands, DecisionDialog)
    hands.click(dialog.make)
    assert dialog.isVisible()
    assert "退回必须写明原因" in dialog.problem.text()
    dialog.reject()
    turn_to(institution, hands)
    hands.click(reviewer.findings.whole)
    give_reason(institution, hands, "材料整体不清楚")
    hands.click(reviewer.pictures.point_out)
    give_reason(institution, hands, "反光")
    found = reviewer.findings
    assert [found.list.item(n).text()[:4] for n in range(2)] == ["整份申请", "身份证人"]
    hands.click(found.remove)
    assert found.list.count() == 1


def test_a_reply_that_nobody_vouches_for_is_refused(
    branch: Workplace,
    receiver: Office,
    sender: Office,
    draft: Draft,
    hands: Hands,
    out: Path,
) -> None:
    arrival = receiver.inbox.receive(sender.dispatch.seal(draft, out).path)
    assert arrival.case
    receiver.key_ring.make_station("冒充的审核台")
    judged = Judgement(decision=Decision.ACCEPT)
    reply = receiver.inbox.write_reply(receiver.inbox.decide(arrival.case.id, judged), out)
    told: list[str] = []
    hands.expect_dialog(press("", told))
    hands.drop(branch.home, [reply])
    hands.wait(lambda: bool(told), "the refusal")
    assert "答复没有打开" in told[0]
    assert branch.stack.currentWidget() is branch.home


def test_what_nobody_corrected_is_listed_before_the_next_revision(
    branch: Workplace,
    receiver: Office,
    sender: Office,
    draft: Draft,
    hands: Hands,
    out: Path,
) -> None:
    arrival = receiver.inbox.receive(sender.dispatch.seal(draft, out).path)
    assert arrival.case
    unclear = Finding("shop_front_unclear", "materials.shop_front", "看不清招牌")
    judged = Judgement(decision=Decision.SUPPLEMENT, findings=(unclear,))
    reply = receiver.inbox.write_reply(receiver.inbox.decide(arrival.case.id, judged), out)
    hands.drop(branch.home, [reply])
    hands.wait(lambda: branch.stack.currentWidget() is not branch.home, "the reply")
    branch.show_home()
    branch.home.list.setFocus()
    hands.key(Qt.Key.Key_Return)
    assert branch.stack.currentWidget() is branch.exchange.reply, "what came back is shown first"
    hands.click(branch.exchange.reply.start)
    hands.key(Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    page = branch.hand_over
    hands.click(page.amendment.reason)
    hands.type("门头照已重拍")
    hands.click(page.export)
    hands.wait(page.missing.isVisible, "what is missing")
    assert page.missing.count() == 1
    assert "怎么改" in page.missing.item(0).text()
    assert len(list(out.glob("*-r2*"))) == 0


def test_a_mail_draft_carries_the_package_and_its_signature(
    branch: Workplace, draft: Draft, hands: Hands, out: Path
) -> None:
    branch.home.list.setFocus()
    hands.key(Qt.Key.Key_Return)
    page = open_export(branch, hands)
    package = export(page, hands, out)
    told: list[str] = []
    hands.expect_dialog(choose_path(out / "letter.eml"))
    hands.expect_dialog(press("知道了", told))
    hands.click(page.result.letter)
    hands.wait(lambda: bool(told), "the draft")
    message = email.message_from_bytes((out / "letter.eml").read_bytes())
    names = {part.get_filename() for part in message.walk()} - {None}
    assert names == {package.name, f"{package.name}.p7s"}
    assert draft.number in package.name
