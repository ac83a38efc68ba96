"""An application that came back: the way to the list of what to mend is in sight, and every page fits a small screen."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from poswizard.demo.hands import Hands
from poswizard.office import Draft, Office
from poswizard.package.reply import Decision, Finding, Judgement
from poswizard.ui import theme
from poswizard.ui.pages.rehearsal import RehearsalPage
from poswizard.ui.workplace import Workplace
from tests.exchange.conftest import draft
from tests.ui import look
from tests.ui.exchange.working import reviewed

__all__ = ["draft"]
pytestmark = [
    pytest.mark.qt_log_ignore("This plugin does not support"),
    pytest.mark.usefixtures("acquainted"),
]
UNCLEAR = Finding("shop_front_unclear", "materials.shop_front", "样本：看不清招牌")


@pytest.fixture
def returned(sender: Office, receiver: Office, draft: Draft, out: Path) -> tuple[str, str]:
    """Ids of the application that came back, and of the case at the receiver."""
    case = receiver.inbox.receive(sender.dispatch.seal(draft, out).path).case
    assert case
    judged = Judgement(decision=Decision.SUPPLEMENT, findings=(UNCLEAR,))
    reply = receiver.inbox.write_reply(receiver.inbox.decide(case.id, judged), out)
    return sender.inbox.open_reply(reply).listed.id, case.id


def test_the_way_back_to_what_is_to_be_mended_is_in_sight(
    branch: Workplace, returned: tuple[str, str], hands: Hands
) -> None:
    branch.show_home()
    branch.home.list.setFocus()
    hands.key(Qt.Key.Key_Return)
    page = branch.exchange.reply
    hands.click(page.start)
    wizard = branch.wizard
    assert wizard
    assert wizard.header.returned.isVisible()
    assert "F7" in wizard.header.returned.text()
    look.save(branch, "returned-wizard")
    hands.click(wizard.header.returned)
    assert branch.stack.currentWidget() is page
    hands.click(page.start)
    hands.key(Qt.Key.Key_F7)
    assert branch.stack.currentWidget() is page


def test_an_application_that_never_came_back_has_no_such_way(
    branch: Workplace, draft: Draft
) -> None:
    branch.show_draft(draft)
    assert branch.wizard
    assert branch.wizard.header.returned.isHidden()


def test_no_page_asks_for_a_window_wider_than_a_small_screen_at_200_percent(
    branch: Workplace,
    institution: Workplace,
    returned: tuple[str, str],
    hands: Hands,
    qapp: QApplication,
) -> None:
    application, case = returned
    for place in (branch, institution):
        place.hide()
    theme.apply(qapp, theme.chosen(theme.Scheme.LIGHT, 2.0))
    for place in (Workplace(branch.office), Workplace(institution.office)):
        place.resize(1366, 768)
        place.show()
        place.show_home()
        if place.office is branch.office:
            place.show_draft(branch.office.open(application))
            place.exchange.show_last_reply(place.draft)  # pyright: ignore[reportArgumentType]
            place.show_wizard()
            place.show_rehearsal()
            hands.wait(lambda place=place: not place.rehearsal.busy.isVisible(), "the rehearsal")
        else:
            place.exchange.show_received()
            place.exchange.show_case(case)
            assert reviewed(place, hands).again.isVisible()
        hands.settle()
        assert place.width() == 1366, type(place.stack.currentWidget()).__name__
        place.leave_draft()
        place.close()
        place.deleteLater()


def test_another_theme_shows_the_rehearsal_in_its_colours(
    branch: Workplace, returned: tuple[str, str], hands: Hands, qapp: QApplication
) -> None:
    branch.show_draft(branch.office.open(returned[0]))
    branch.show_rehearsal()
    page: RehearsalPage = branch.rehearsal
    hands.wait(lambda: page.rehearsal is not None and bool(page.browser.toPlainText()), "it")
    light = theme.current().palette.accent
    assert light in page.browser.toHtml()
    theme.apply(qapp, theme.chosen(theme.Scheme.DARK))
    assert light not in page.browser.toHtml()
    assert theme.current().palette.accent in page.browser.toHtml()
