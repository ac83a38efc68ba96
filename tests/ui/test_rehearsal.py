"""The rehearsal in the window: findings with the way to each, the branch's own rules, and what export says of it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtWidgets import QApplication

from poswizard.demo.hands import Hands
from poswizard.forms.answers import Answers
from poswizard.office import Office
from poswizard.ui import theme
from poswizard.ui.pages.rehearsal import RehearsalPage
from poswizard.ui.workplace import Workplace
from tests.package.packed import CASES, changed
from tests.ui import look
from tests.ui.branch import keep

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def rehearsing(place: Workplace, hands: Hands, answers: Answers) -> RehearsalPage:
    """The page of the rehearsal of these answers, gone to by the keyboard."""
    place.show_draft(place.office.open(keep(place.office, answers)))  # pyright: ignore[reportArgumentType]
    hands.settle()
    hands.key(Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    hands.wait(lambda: place.rehearsal.rehearsal is not None, "the rehearsal")
    return place.rehearsal


def clean() -> Answers:
    """Without even a question that is open."""
    return changed(CASES["sole"]().answers, {"questions__questions": None})


def faulty() -> Answers:
    """One error, one warning and one remark."""
    changes = {"account__account_class": None, "business__receipt_name": "样本䶮小吃"}
    return changed(clean(), changes | {"materials__bank_card": None})


def test_a_finding_names_the_reviewers_words_and_leads_to_its_question(
    place: Workplace, hands: Hands
):
    page = rehearsing(place, hands, faulty())
    said = page.browser.toPlainText()
    assert "审核员会说：资料不全" in said
    assert "怎么办：" in said
    assert "样本䶮小吃" not in said
    assert "“䶮”不在 GBK 字库里" in said
    assert page.rehearsal
    number = next(
        n for n, one in enumerate(page.rehearsal.findings) if "bank_card" in one.issue.path
    )
    page.browser.anchorClicked.emit(QUrl(f"go:{number}"))
    hands.settle()
    assert place.wizard
    assert place.stack.currentWidget() is place.wizard
    assert place.wizard.session.step.key == "materials"


def test_where_nothing_is_found_it_says_so_and_what_was_looked_at(place: Workplace, hands: Hands):
    page = rehearsing(place, hands, clean())
    words = page.summary.text() + page.nothing.accessibleName()
    assert "没有发现会被退回的地方" in words
    assert "条规则" in page.examined.text() + page.nothing.accessibleName()


def test_the_worst_stands_first(place: Workplace, hands: Hands):
    page = rehearsing(place, hands, faulty())
    said = page.browser.toPlainText()
    assert said.index("错误") < said.index("提醒")


def test_a_remark_becomes_a_warning_of_this_branch_and_back(
    place: Workplace, hands: Hands, office: Office
):
    rare = changed(clean(), {"business__receipt_name": "样本囧小吃"})
    page = rehearsing(place, hands, rare)
    assert page.rehearsal
    assert page.rehearsal.is_clean
    page.browser.anchorClicked.emit(QUrl("learn:rehearsal.rare_on_printer"))
    hands.wait(lambda: page.rehearsal is not None and not page.rehearsal.is_clean, "the warning")
    assert [rule.code for rule in office.rehearsals.rules()] == ["rehearsal.rare_on_printer"]
    assert "本网点的规则" in page.browser.toPlainText()
    page.browser.anchorClicked.emit(QUrl("unlearn:rehearsal.rare_on_printer"))
    hands.wait(lambda: page.rehearsal is not None and page.rehearsal.is_clean, "the remark")
    assert office.rehearsals.rules() == ()


def test_a_warning_is_accepted_with_a_reason_that_is_kept(
    place: Workplace, hands: Hands, office: Office
):
    page = rehearsing(place, hands, changed(clean(), {"business__receipt_name": "样本䶮小吃"}))
    page.browser.anchorClicked.emit(QUrl("explain:0"))
    hands.settle()
    assert page.reason.isVisible()
    page.reason.line.setText("样本：机构已书面确认用字")
    look.save(place, "rehearsal-reason")
    hands.key(Qt.Key.Key_Return)
    hands.wait(lambda: page.rehearsal is not None and page.rehearsal.is_clean, "the reason")
    assert "机构已书面确认" in page.browser.toPlainText()
    assert place.draft
    office.save_now()
    (accepted,) = office.rehearsals.accepted(place.draft)  # pyright: ignore[reportArgumentType]
    assert accepted.reason == "样本：机构已书面确认用字"
    kept = office.open(place.draft.listed.id).session.answers.reasons
    assert "business.receipt_name#rehearsal.not_on_printer" in kept


def test_another_application_of_the_same_person_is_found(
    place: Workplace, hands: Hands, office: Office
):
    keep(office, clean())
    page = rehearsing(place, hands, clean())
    assert page.rehearsal
    assert page.rehearsal.examined.cases == 1
    assert {"rehearsal.twin_person", "rehearsal.twin_licence"} <= {
        one.code for one in page.rehearsal.open
    }
    assert "A-20" in page.browser.toPlainText()


def test_export_rehearses_by_itself_and_leads_to_what_it_found(place: Workplace, hands: Hands):
    draft = place.office.open(keep(place.office, faulty()))  # pyright: ignore[reportArgumentType]
    place.show_draft(draft)
    hands.settle()
    hands.key(Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    note = place.hand_over.rehearsal
    hands.wait(lambda: "可能被退回" in note.words.text(), "the rehearsal")
    hands.click(note.look)
    assert place.stack.currentWidget() is place.rehearsal


def test_pictures_for_people_to_look_at(place: Workplace, hands: Hands, qapp: QApplication):
    page = rehearsing(place, hands, faulty())
    for scheme, scale in (("light", 1.0), ("dark", 1.0), ("high_contrast", 1.0), ("light", 2.0)):
        theme.apply(qapp, theme.chosen(theme.Scheme(scheme), scale))
        page.rehearsal = None
        page.again()
        hands.wait(lambda: page.rehearsal is not None, "the rehearsal")
        look.save(place, f"rehearsal-{scheme}-{scale:.0%}")
    theme.apply(qapp, theme.chosen(theme.Scheme.LIGHT))
    place.show_hand_over()
    note = place.hand_over.rehearsal
    hands.wait(lambda: "可能被退回" in note.words.text(), "the rehearsal")
    look.save(place, "rehearsal-export")
    place.show_review()
    hands.settle()
    look.save(place, "rehearsal-review")
    assert page.browser.toPlainText()
