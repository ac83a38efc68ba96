"""Where somebody signs: the consent is printed from its own page, and an older signature is said to be one."""

from __future__ import annotations

from PySide6.QtCore import Qt

from poswizard.demo.hands import Hands
from poswizard.office import Office
from poswizard.steps.business import Business
from poswizard.steps.declarations import Declarations
from poswizard.steps.preparation_choices import SigningRoute
from poswizard.steps.understanding import Consent
from poswizard.ui.pages.signed_paper import SignedPaper
from poswizard.ui.print_preview import PrintPreview
from poswizard.ui.workplace import Workplace
from tests.package.packed import CASES
from tests.ui import look
from tests.ui.branch import keep, said


def test_the_consent_that_is_signed_on_paper_is_printed_from_its_page(
    place: Workplace, hands: Hands, office: Office
):
    packed = CASES["micro"]().with_(consent__signing=SigningRoute.PAPER_NOW)
    place.show_draft(office.open(keep(office, packed.answers, packed.scans.pictures)))
    assert place.wizard
    place.wizard.go(Consent, Consent.signed_paper)
    (top,) = (t for t in place.findChildren(SignedPaper) if t.isVisible())
    assert top.is_consent
    look.save(place, "consent-paper")

    hands.patience = 60  # the typesetter is loaded first
    hands.click(top.print)
    hands.wait(lambda: bool(place.findChildren(PrintPreview)), "the sheet")
    (preview,) = place.findChildren(PrintPreview)
    assert "个人信息处理告知书和同意书" in preview.document.getAllText(0).text()
    hands.key(Qt.Key.Key_Escape)

    place.wizard.session.answer(Consent.signing, SigningRoute.SCREEN)
    hands.wait(lambda: not top.isVisible(), "the paper to be gone")


def test_a_signature_for_an_older_text_says_what_changed_and_leads_to_itself(
    place: Workplace, hands: Hands, office: Office
):
    packed = CASES["micro"]()
    draft = office.open(keep(office, packed.answers, packed.scans.pictures))
    place.show_draft(draft)
    assert place.wizard
    draft.session.answer(Business.trade_name, "样本改名小吃店")
    place.show_hand_over()
    page = place.hand_over
    assert page.missing.isVisibleTo(page)
    assert page.missing.count() == 1
    assert Business.trade_name.label.zh in page.missing.item(0).text()
    look.save(place, "signed-otherwise-export")

    page.missing.setCurrentRow(0)
    page.missing.setFocus()
    hands.key(Qt.Key.Key_Return)

    assert place.wizard.current_page.step is Declarations
    assert f"签名之后改过：“{Business.trade_name.label.zh}”" in said(place.wizard.current_page)
    look.save(place, "signed-otherwise-declarations")
